import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { testDatabase } from "../db/test-database.ts";
import { openPool } from "../db/tx.ts";
import { createLive } from "./live.ts";
import { joinOthers, type OtherProcesses } from "./other-processes.ts";

const database = await testDatabase();
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
  await database.drop();
});

/** A process with one open page of the company. */
function join(orgId: string): OtherProcesses & { readonly seen: () => number } {
  const pool = openPool(database.url, 2);
  const live = createLive();
  const seen = vi.fn();
  live.subscribe(orgId, seen);
  const others = joinOthers({ pool, newId: randomId }, live);
  ends.push(async () => (await others.stop(), pool.end()));
  return { ...others, seen: () => seen.mock.calls.length };
}
const listeners = async (owner: pg.Client): Promise<number[]> => (await owner.query<{ pid: number }>("select pid from pg_stat_activity where query like 'listen %' and datname = current_database()")).rows.map((row) => row.pid);

test("what moves in one process shows on the pages of the others, of that company only, and again after a lost connection", async () => {
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  ends.push(() => owner.end());
  const [web, other, stranger] = [join("shop"), join("shop"), join("stranger")];
  await vi.waitFor(async () => expect(await listeners(owner)).toHaveLength(3), 5_000);
  web.tell("shop");
  web.tell("shop");
  await vi.waitFor(() => expect(other.seen()).toBe(1), 5_000);
  expect([web.seen(), stranger.seen()]).toEqual([0, 0]);

  const cut = await listeners(owner);
  await owner.query("select pg_terminate_backend(pid) from unnest($1::int[]) as pid", [cut]);
  await vi.waitFor(async () => expect((await listeners(owner)).filter((pid) => !cut.includes(pid))).toHaveLength(3), { timeout: 10_000 });
  await vi.waitFor(() => expect([web.seen(), other.seen(), stranger.seen()]).toEqual([1, 2, 1]), 5_000); // all look again
  other.tell("shop");
  await vi.waitFor(() => expect(web.seen()).toBe(2), 5_000);
});

test("a process without pages tells, and listens to nobody", async () => {
  const page = join("shop");
  const pool = openPool(database.url, 1);
  const worker = joinOthers({ pool, newId: randomId }, null);
  ends.push(async () => (await worker.stop(), pool.end()));
  await vi.waitFor(() => {
    worker.tell("shop"); // the page may not listen yet
    expect(page.seen()).toBeGreaterThan(0);
  }, { timeout: 5_000, interval: 100 });
});

test("whoever is told to stop while it is still connecting stops", async () => {
  const pool = openPool(database.url, 2);
  ends.push(() => pool.end());
  for (const afterMs of [0, 1, 2, 4, 8, 16]) {
    const others = joinOthers({ pool, newId: randomId }, createLive());
    await new Promise((resolve) => (afterMs === 0 ? resolve(null) : setTimeout(resolve, afterMs)));
    await others.stop();
  }
}, 10_000);
