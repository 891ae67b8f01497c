import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const source = ["packages/**/src/**/*.test.ts", "packages/server/sim/*.test.ts", "packages/server/bench/*.test.ts"];
const database = ["packages/**/*.db.test.ts"];
const server = { globalSetup: ["packages/server/src/db/test-database.ts"] };

/**
 * What takes long begins first, the longest foremost: what is begun last has one of the two cores for itself while the
 * other one is idle. Vitest goes by the size of the files, and a simulation's is small. Seconds on two slow cores.
 */
const longest = [
  "e2e/order-day.e2e.ts", // 240
  "e2e/floor.e2e.ts", // 224
  "e2e/first-run.e2e.ts", // 90
  "e2e/demo-company.e2e.ts", // 90
  "sim/controls.db.test.ts", // 83
  "db/embedded.db.test.ts", // 36
  "people/people.db.test.ts", // 34
  "http/silent-database.db.test.ts", // 32
  "sim/sim.db.test.ts", // 28
  "sim/crash.db.test.ts", // 27
  "sim/races.db.test.ts", // 25
  "start/start-database.db.test.ts", // 23
  "bench/bench.db.test.ts", // 15
  "cli/import.db.test.ts", // 15
];
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/**
 * Three projects: `unit` needs nothing, `db` a PostgreSQL of its own (started for the run), `e2e` a Chromium as well.
 * One of them alone: `npm test -- --project unit`.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          testTimeout: 30_000, // some start a process of their own, on machines that do other things too
          include: [...source, "packages/web/src/**/*.test.tsx", "tools/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...database],
          sequence: { groupOrder: 0 },
        },
      },
      { test: { name: "db", include: database, testTimeout: 60_000, hookTimeout: 60_000, ...server, sequence: { groupOrder: 1 } } },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.e2e.ts"],
          maxConcurrency: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } }, // a page is awaited, not timed
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
