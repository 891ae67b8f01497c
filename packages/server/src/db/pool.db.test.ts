import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { testDatabase } from "./test-database.ts";
import { everywhere, openPool, type Db } from "./tx.ts";
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
