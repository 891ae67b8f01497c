import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { testDatabase, type TestDatabase } from "../db/test-database.ts";
import { openPool, type Db, type Pool } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { limitsOf } from "./sign-in.ts";
import { beginTry } from "./throttle.ts";

const start = "2026-03-02T08:00:00.000Z" as Instant;
const clock = { now: start };
let database: TestDatabase;
let pools: Pool[];
let db: Db;
let other: Db; // of another process
beforeAll(async () => {
  database = await testDatabase();
  pools = [openPool(database.url, 4), openPool(database.url, 4)];
  [db, other] = pools.map((pool): Db => ({ pool, clock: { now: () => clock.now }, newId: randomId, vault: createVault(Buffer.alloc(32, 7)) })) as [Db, Db];
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});
beforeEach(async () => {
  clock.now = start;
  await pools[0]!.query("delete from guess");
});

const guess = async (n: number, email: string, network: string, device?: string): Promise<void> => {
  for (let i = 0; i < n; i++) await beginTry(db, limitsOf(email, network, device));
};
const right = async (email: string, network: string): Promise<void> => {
  const limits = limitsOf(email, network, undefined);
  await (await beginTry(db, limits)).succeeded?.([...limits.keys()][0]!);
};

// prettier-ignore
const cases: [name: string, before: () => Promise<void>, device: string | undefined, closed: boolean][] = [
  ["nine guesses from the same address",              () => guess(9, "ada", "home"),                                                       undefined, false],
  ["ten guesses from the same address",               () => guess(10, "ada", "home"),                                                      undefined, true],
  ["nine guesses, then the right password",           async () => { await guess(9, "ada", "home"); await right("ada", "home"); },          undefined, false],
  ["a stranger who guesses from one other address",   () => guess(50, "ada", "elsewhere"),                                                 undefined, false],
  ["fifty guesses at others from the same address",   async () => { for (let i = 0; i < 50; i++) await guess(1, `m${i}`, "home"); },        undefined, true],
  ["a hundred guesses from many addresses",           async () => { for (let i = 0; i < 10; i++) await guess(10, "ada", `a${i}`); },        undefined, true],
  ["a hundred, and the owner came in between",        async () => { for (let i = 0; i < 10; i++) { await right("ada", "home"); await guess(10, "ada", `a${i}`); } }, undefined, true],
  ["the same, in a browser that the owner has used",  async () => { for (let i = 0; i < 10; i++) await guess(10, "ada", `a${i}`); },        "hers",    false],
  ["a colleague's address closed, in that browser",   async () => { for (let i = 0; i < 50; i++) await guess(1, `m${i}`, "home"); },        "hers",    false],
  ["ten guesses in that browser",                     () => guess(10, "ada", "home", "hers"),                                              "hers",    true],
];
test.each(cases)("%s", async (_name, before, device, closed) => {
  await before();
  const ada = limitsOf("ada", "home", device);
  expect((await beginTry(other, ada)).waitS > 0).toBe(closed);
  clock.now = plusS(start, 899);
  if (closed) expect((await beginTry(other, ada)).waitS).toBe(1);
  clock.now = plusS(start, 900);
  expect((await beginTry(other, ada)).waitS).toBe(0);
});

test("tries at the same moment in two processes count like one after the other, and nothing of it stays", async () => {
  const all = await Promise.all(Array.from({ length: 24 }, (_, i) => beginTry(i % 2 ? db : other, limitsOf("cleo", "home", undefined))));
  expect(all.filter(({ waitS }) => waitS === 0)).toHaveLength(10);
  const { rows } = await pools[0]!.query<{ name: string }>("select name from guess");
  expect(rows.map(({ name }) => /^[0-9a-f]{64}$/.test(name))).toEqual([true, true, true]);
  clock.now = plusS(start, 1000);
  await guess(1, "somebody", "else");
  expect((await pools[0]!.query("select from guess")).rowCount).toBe(3); // the new ones
});

test("of tries that begin at the same moment under names nobody has tried before no more are made than the limit", async () => {
  for (let name = 0; name < 20; name++) {
    const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => beginTry(i % 2 === 0 ? db : other, new Map([[`new ${name}`, 3]]))));
    expect(tries.filter((t) => t.waitS === 0)).toHaveLength(3);
  }
});
