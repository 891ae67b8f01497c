import { defineConfig } from "vitest/config";

const source = ["packages/**/src/**/*.test.ts", "packages/server/sim/*.test.ts", "packages/server/bench/*.test.ts"];
const database = ["packages/**/*.db.test.ts"];
const server = { globalSetup: ["packages/server/src/db/test-database.ts"] };

/**
 * Three projects: `unit` needs nothing, `db` a PostgreSQL of its own (started for the run), `e2e` a Chromium as well.
 * One of them alone: `npm test -- --project unit`.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
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
