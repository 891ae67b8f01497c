import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { testDatabase } from "./test-database.ts";
import { everywhere, inOrg, openPool, type Db } from "./tx.ts";
import { createVault } from "./vault.ts";

test("a connection cut between two statements fails its transaction, not the process", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 2);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  const thrown: unknown[] = [];
  const note = (error: unknown): void => void thrown.push(error);
  process.prependListener("uncaughtException", note);
  try {
    const cut = everywhere(db, async (tx) => {
      const mine = await tx.many<{ pid: number }>`select pg_backend_pid() as pid`;
      await pool.query("select pg_terminate_backend($1)", [mine[0]?.pid]);
      await sleep(200); // the server's last word arrives while nothing is asked
      await tx.run`select 1`;
    });
    await expect(cut).rejects.toThrow();
    expect(thrown).toEqual([]);
    expect(await everywhere(db, (tx) => tx.many`select 1 as one`)).toEqual([{ one: 1 }]);
  } finally {
    process.removeListener("uncaughtException", note);
    await pool.end();
    await database.drop();
  }
});

test("a kept statement whose answer another process has changed is asked on a new connection", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 1);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  const owner = new pg.Client(database.ownerUrl);
  try {
    await owner.connect();
    const ask = () => inOrg(db, randomId(), (tx) => tx.many`select trace from route_decision`);
    await ask();
    await owner.query("alter table argosy.route_decision alter column trace type text using trace::text");
    expect(await ask()).toEqual([]);
  } finally {
    await owner.end();
    await pool.end();
    await database.drop();
  }
});

test("of two transactions across companies that wait for each other both are done, the victim in another try", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 3);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  try {
    await everywhere(db, (tx) => tx.run`insert into guess (name, times, last_at) select n, array[${tx.now}::timestamptz], ${tx.now} from unnest(array['a', 'b']) n`);
    const met = Promise.withResolvers<void>();
    let tries = 0;
    const both = (first: string, second: string) =>
      everywhere(db, async (tx) => {
        await tx.run`update guess set times = times || ${tx.now}::timestamptz where name = ${first}`;
        if (++tries === 2) met.resolve();
        await met.promise;
        await tx.run`update guess set times = times || ${tx.now}::timestamptz where name = ${second}`;
      });
    await Promise.all([both("a", "b"), both("b", "a")]);
    expect(tries).toBeGreaterThan(2); // on a busy machine the victim may be back before the other has woken, and is it once more
    expect(await everywhere(db, (tx) => tx.many`select name, cardinality(times) as n from guess order by name`)).toEqual([{ name: "a", n: 3 }, { name: "b", n: 3 }]);
  } finally {
    await pool.end();
    await database.drop();
  }
});

test("a transaction that is under way when the pool is closed may still ask aside", async () => {
  const database = await testDatabase();
  const pool = openPool(database.url, 1);
  const db: Db = { pool, clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32)) };
  let closed: Promise<void> | undefined;
  try {
    expect(await inOrg(db, randomId(), (tx) => ((closed = pool.end()), tx.atOnce`select 1 as one`))).toEqual({ one: 1 });
  } finally {
    await (closed ?? pool.end());
    await database.drop();
  }
});
