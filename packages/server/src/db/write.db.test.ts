import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { insertOrg } from "../people/sql.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";
import { everywhere, inOrg, openPool, type Db, type Pool, type Tx } from "./tx.ts";
import { createVault } from "./vault.ts";

// What is written is not waited for: its failure must be heard all the same, and for its own reason.

let database: TestDatabase;
let pool: Pool;
let db: Db;
const orgId = randomId();
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.url, 1);
  db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  await everywhere(db, (tx) => insertOrg(tx, { id: orgId, name: "Own", demo: false }));
});
/** Each test finds "a" and "b", and nothing of another. */
beforeEach(() => inOwn(async (tx) => {
  await tx.run`delete from setting where org_id = ${tx.orgId}`;
  await note(tx, "a");
  await note(tx, "b");
}));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const note = (tx: Tx, name: string, value = "{}") => tx.write`insert into setting (org_id, name, value) values (${tx.orgId}, ${name}, ${value}::jsonb)`;
const names = (tx: Tx) => tx.many<{ name: string }>`select name from setting where org_id = ${tx.orgId} order by name`;
const inOwn = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, orgId, work);
const twice = { code: "23505", constraint: "setting_pkey" };

test("what was written is there for the next question, and stays", async () => {
  const seen = await inOwn(async (tx) => (await note(tx, "c"), await note(tx, "d"), names(tx)));
  expect(seen).toEqual(["a", "b", "c", "d"].map((name) => ({ name })));
  expect(await inOwn(names)).toEqual(seen);
});

test("a write that fails fails the commit, and nothing is left of the transaction", async () => {
  await expect(inOwn(async (tx) => (await note(tx, "c"), await note(tx, "a")))).rejects.toMatchObject(twice);
  expect(await inOwn(names)).toEqual([{ name: "a" }, { name: "b" }]);
});

test("a question after it fails for the write's reason, not because the transaction is aborted", async () => {
  await expect(inOwn(async (tx) => (await note(tx, "a"), await note(tx, "c", "no json"), names(tx)))).rejects.toMatchObject(twice);
  await expect(inOwn(async (tx) => { await note(tx, "a"); throw new Error("a consequence"); })).rejects.toMatchObject(twice);
  expect(await inOwn(names)).toEqual([{ name: "a" }, { name: "b" }]);
});

test("a savepoint takes back a write that fails, tells why, and what follows is kept", async () => {
  await inOwn(async (tx) => {
    await expect(tx.savepoint(async () => (await note(tx, "c"), await note(tx, "a")))).rejects.toMatchObject(twice);
    await tx.savepoint(() => note(tx, "d"));
    await note(tx, "e");
  });
  expect(await inOwn(names)).toEqual(["a", "b", "d", "e"].map((name) => ({ name })));
});

test("a savepoint beside another is refused, and takes nothing of the other's back", async () => {
  await inOwn(async (tx) => {
    const [first, second] = await Promise.allSettled([tx.savepoint(() => note(tx, "side")), tx.savepoint(async () => (await note(tx, "by"), await note(tx, "side")))]);
    expect([first.status, second]).toEqual(["fulfilled", { status: "rejected", reason: expect.objectContaining({ message: expect.stringContaining("one savepoint after the other") }) }]);
    await tx.savepoint(() => note(tx, "later"));
  });
  expect((await inOwn(names)).map((row) => row.name).filter((name) => name.length > 1)).toEqual(["later", "side"]);
});

test("a transaction that ends before it has asked anything gives its connection back", async () => {
  await expect(inOwn(() => Promise.reject(new Error("thought better of it")))).rejects.toThrow("thought better of it");
  await expect(everywhere(db, () => Promise.reject(new Error("here too")))).rejects.toThrow("here too");
  await inOwn(async () => {});
  expect((await inOwn(names)).length).toBe(2); // the pool has one connection
});

test("questions asked together go out in their order, whatever comes before one of them takes", async () => {
  const sent: string[] = [];
  const slowFirst: Db = { ...db, before: async (text) => {
    if (text.includes("'first'")) await new Promise((resolve) => setTimeout(resolve, 50));
    sent.push(/'(\w+)'/.exec(text)?.[1] ?? text);
  } };
  const answers = await inOrg(slowFirst, orgId, (tx) => Promise.all([tx.one<{ word: string }>`select 'first' as word`, tx.one<{ word: string }>`select 'second' as word`]));
  expect(answers.map((a) => a.word)).toEqual(["first", "second"]);
  expect(sent).toEqual(["first", "second", "commit"]);
});

test("of questions asked together the first that fails says why", async () => {
  await expect(inOwn((tx) => Promise.all([tx.many`select 1 / 0`, names(tx)]))).rejects.toMatchObject({ code: "22012" });
  expect((await inOwn(names)).length).toBe(2);
});

test("a question that fails is the cause also of what was written beside it", async () => {
  await expect(inOwn((tx) => Promise.all([tx.many`select 1 / 0`, note(tx, "f")]))).rejects.toMatchObject({ code: "22012" });
});

test("a transaction in which something has failed is never taken for committed, whoever has caught the failure", async () => {
  await expect(inOwn(async (tx) => (await note(tx, "f"), await tx.many`select 1 / 0`.catch(() => [])))).rejects.toMatchObject({ code: "22012" });
  const lostBefore = async (tx: Tx) => { await note(tx, "a"); await tx.savepoint(() => note(tx, "f")).catch(() => {}); };
  await expect(inOwn(lostBefore)).rejects.toMatchObject(twice);
  await expect(inOwn(async (tx) => (await lostBefore(tx), names(tx)))).rejects.toMatchObject(twice);
  expect((await inOwn(names)).length).toBe(2);
});

test("who goes on asking when a question beside him has failed asks nothing of the connection's next transaction", async () => {
  let last: Promise<unknown> = Promise.resolve();
  const steps = async (tx: Tx): Promise<void> => {
    for (let i = 0; i < 20; i++) await names(tx).catch(() => {});
    await note(tx, "f");
  };
  const failing = inOwn((tx) => Promise.all([(last = steps(tx)), tx.many`select 1 / 0`]));
  const next = inOwn(async (tx) => { for (let i = 0; i < 40; i++) await names(tx); });
  await expect(failing).rejects.toMatchObject({ code: "22012" });
  await expect(last).rejects.toThrow("no statement comes after its transaction's end");
  await next;
  expect((await inOwn(names)).length).toBe(2);
});
