import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const lists = fileURLToPath(new URL("lists.ts", import.meta.url));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

const bench = (...args: string[]) => benchOn(database.ownerUrl, ...args);
const benchOn = (url: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [main, ...args], { env: { ...process.env, DATABASE_URL: url } }).then(
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

test.each([
  [["--calls=-5"], "--calls must be a whole number from 1 to 10000, not \"-5\""], [["--orders", "many"], "--orders must be"], [["--fast"], "--fast"],
])("the lists' benchmark refuses %j and says what it takes", async (args, words) => {
  const { code, stdout } = await promisify(execFile)(process.execPath, [lists, ...args], { timeout: 10_000 }).then(() => ({ code: 0, stdout: "" }), (error: { code: number; stdout: string }) => error);
  expect(code).toBe(2);
  expect(stdout).toContain(words);
  expect(stdout).toContain("bench/lists.ts");
});

test.each([["while it measures", "%bare_limit%"], ["while its database is being made", null]])("who ends it early, %s, finds nothing of it left behind", { timeout: 60_000 }, async (_, query) => {
  const admin = new pg.Client(database.ownerUrl);
  await admin.connect();
  const child = spawn(process.execPath, [main, "--orders", "5000"], { env: { ...process.env, DATABASE_URL: database.ownerUrl }, stdio: "ignore" });
  const scratch = async (): Promise<number | null> => (await admin.query("select 1 from pg_database where datname like $1", [`argosy_scratch_${child.pid}_%`])).rowCount;
  await expect.poll(scratch, { timeout: 20_000 }).toBe(1);
  if (query !== null) await expect.poll(async () => (await admin.query("select 1 from pg_stat_activity where datname like $1 and query like $2", [`argosy_scratch_${child.pid}_%`, query])).rowCount, { timeout: 20_000 }).toBeGreaterThan(0);
  child.kill("SIGTERM");
  child.kill("SIGTERM"); // from its group, and from whoever started it
  expect(await once(child, "exit")).toEqual([143, null]);
  expect(await scratch()).toBe(0);
  await admin.end();
});

test("a database that is not there is named, and the cure", async () => {
  const { code, stderr } = await benchOn("postgres://nobody:secret@127.0.0.1:1/none", "--orders", "100");
  expect([code, stderr]).toEqual([3, expect.stringMatching(/127\.0\.0\.1:1 does not answer .*correct DATABASE_URL/)]);
  expect(stderr).not.toContain("secret");
});
