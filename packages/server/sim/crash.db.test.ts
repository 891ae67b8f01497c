import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";
import { openPool, type Pool } from "../src/db/tx.ts";
import { crashRun } from "./crash.ts";

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.url, 1);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

// Every door of the day is a statement about to be sent, a commit carried out, a call about to leave or an answer that came.
// In a usual run every n-th is taken; ARGOSY_CRASH_POINTS=all takes them all.
const usual = 45;

test("killed before and after every statement and call, the day ends the same", { timeout: 1_200_000 }, async () => {
  const whole = await crashRun(pool, database.url, 1, 0);
  expect(whole.violations).toEqual([]);
  const every = process.env["ARGOSY_CRASH_POINTS"] === "all" ? 1 : Math.max(1, Math.ceil(whole.doors / usual));
  const failures: object[] = [];
  let taken = 0;
  for (let at = 1 + (whole.doors % every); at <= whole.doors; at += every) {
    const run = await crashRun(pool, database.url, 1 + at, at);
    taken++;
    if (run.violations.length > 0 || run.end !== whole.end) failures.push({ at, door: run.killedAt, violations: run.violations, ...(run.end === whole.end ? {} : { end: run.end }) });
  }
  process.stdout.write(`crash points covered: ${taken} of ${whole.doors}\n`);
  expect(failures, whole.end).toEqual([]);
});
