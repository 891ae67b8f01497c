import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";
import { openPool } from "../src/db/tx.ts";
import { controls } from "./controls.ts";
import { emptyTables } from "./database.ts";
import { runSeed, type Outcome, type Wish } from "./run.ts";

let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  pool = openPool(database.url, 1);
});
afterAll(async () => {
  await pool?.end();
  await owner?.end();
  await database?.drop();
});

/** A seed names its company too, so a seed that was played before starts on empty tables. */
async function play(wish: Pick<Wish, "seed" | "mode"> & Partial<Wish>): Promise<Outcome> {
  await emptyTables(owner);
  return runSeed({ orders: 24, steps: 100, pool, url: database.url, ...wish });
}

describe("no promise breaks", () => {
  test.each([101, 102, 103])("seed %i: faults all the time", { timeout: 120_000 }, async (seed) => {
    expect((await play({ seed, mode: "safety" })).violations).toEqual([]);
  });
  test.each([201, 202])("seed %i: everything heals and all is done", { timeout: 120_000 }, async (seed) => {
    expect((await play({ seed, mode: "liveness" })).violations).toEqual([]);
  });
});

describe("a broken build is noticed", () => {
  const mostSeeds = 30;
  test.each(controls)("$name", { timeout: 300_000 }, async ({ name, mode, spoil, lateWeight, from = 301 }) => {
    for (let seed = from; seed < from + mostSeeds; seed++) {
      const [first] = (await play({ seed, mode, spoil, steps: 140, ...(lateWeight === undefined ? {} : { lateWeight }) })).violations;
      if (!first) continue;
      process.stdout.write(`noticed after ${seed - from + 1} seeds: ${name} -> ${first.rule}: ${first.what.slice(0, 140)}\n`);
      return;
    }
    expect.fail(`${mostSeeds} seeds did not notice it`);
  });
});

test("one seed is one run: the same doors in the same order", { timeout: 120_000 }, async () => {
  const twice = [await play({ seed: 7, mode: "safety", steps: 60 }), await play({ seed: 7, mode: "safety", steps: 60 })];
  expect(twice[0]?.trace).toBe(twice[1]?.trace);
});
