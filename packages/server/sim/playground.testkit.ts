import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";
import { openPool, type Pool } from "../src/db/tx.ts";
import { emptyTables } from "./database.ts";
import { runSeed, type Outcome, type Wish } from "./run.ts";

/** A database for the seeds of one test file. A seed names its company too, so each one starts on empty tables. */
export function playground(): (wish: Pick<Wish, "seed" | "mode"> & Partial<Wish>) => Promise<Outcome> {
  let database: TestDatabase;
  let pool: Pool;
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
  return async (wish) => {
    await emptyTables(owner);
    return runSeed({ orders: 24, steps: 100, pool, url: database.url, ...wish });
  };
}
