import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, [main, ...args], { env: { ...process.env, DATABASE_URL: database.ownerUrl } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

test("a small day ships all it can and says so in one line of figures", { timeout: 120_000 }, async () => {
  const { code, stdout, stderr } = await bench("--orders", "300", "--skus", "40", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.slice(0, -1).map((l) => l["bench"]).toSorted()).toEqual([
    "allocation", "booking", "fetch", "intake", "labels", "merge", "payment", "picking", "review", "routing", "shipping", "tracking",
  ]);
  const day = lines.at(-1)!;
  expect(day).toMatchObject({ bench: "day", orders: 300 });
  expect(Number(day["perS"]) / Number(day["barePerS"])).toBeCloseTo(Number(day["ratio"]), 1);
  expect(Number(day["rssMB"])).toBeGreaterThan(50);
});

test("a wrong option names itself and what it may be", async () => {
  for (const [args, words] of [[["--orders", "12"], "--orders"], [["--skus", "x"], "--skus"], [["--fast"], "--fast"]] as const) {
    const { code, stdout } = await bench(...args);
    expect(code).toBe(2);
    expect(stdout).toContain(words);
    expect(stdout).toContain("npm run bench");
  }
});
