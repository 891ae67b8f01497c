import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { settableClock } from "@argosy/sandbox/clock.ts";
import type { World } from "@argosy/sandbox/world.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan, type Ids } from "../../sim/company.ts";
import { checkAll, invariants } from "../db/invariants.ts";
import { testDatabase } from "../db/test-database.ts";
import { openPool, type Db } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { pullOneFeed, runRooms } from "./index.ts";
import type { Company } from "./room.ts";

// A company that lives in a sandbox world, on a database of its own: for tests that let time pass.

type Clock = ReturnType<typeof settableClock>;
type Wish = {
  readonly plan: CompanyPlan; readonly world: World; readonly clock: Clock;
  readonly outside?: (db: Db) => Company["outside"]; // the connectors, where a test stands between them and the world
  readonly log?: Company["log"]; // without it an entry fails the test
};
export type LivingCompany = { readonly company: Company; readonly ids: Ids; readonly owner: pg.Client };

const opened: (() => Promise<void>)[] = [];
/** For `afterEach`, where each test has a company of its own. */
export const closeCompanies = async (): Promise<void> => {
  for (const close of opened.splice(0)) await close();
};
afterAll(closeCompanies);

/** For `beforeAll` and `beforeEach`. What it opens is closed after the file's last test. */
export async function openCompany({ plan, world, clock, outside, log }: Wish): Promise<LivingCompany> {
  const database = await testDatabase();
  const pool = openPool(database.url, 4);
  const owner = new pg.Client({ connectionString: database.ownerUrl, pipeline: true }); // tests ask several things at once
  opened.push(async () => {
    await pool.end();
    await owner.end();
    await database.drop();
  });
  await owner.connect();
  await owner.query("set search_path = argosy");
  const db: Db = { pool, clock, newId: randomId, vault: createVault(randomBytes(32)) };
  const ids = await createCompany(db, plan);
  addToWorld(world, plan, ids);
  const company: Company = { db, orgId: ids.orgId, outside: outside?.(db) ?? openOutside(handlersOf(world), db), log: log ?? ((entry) => expect.fail(JSON.stringify(entry))) };
  return { company, ids, owner };
}

/** Time goes on in steps; after each, every feed that is due is fetched and every room works off what it has. */
export async function letTimePass(company: Company, clock: Clock, seconds: number, steps = 3): Promise<void> {
  for (let step = 0; step < steps; step++) {
    clock.advance(seconds);
    while (await pullOneFeed(company));
    await runRooms(company);
  }
}

/** Every rule that must hold at any moment holds now. */
export async function expectTrueBooks({ company, owner }: Pick<LivingCompany, "company" | "owner">): Promise<void> {
  const { rows } = await owner.query(checkAll(invariants.filter((i) => i.when === "always")), [company.orgId, company.db.clock.now()]);
  expect(rows).toEqual([]);
}
