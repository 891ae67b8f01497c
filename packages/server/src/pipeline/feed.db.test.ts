import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readFact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { plusS } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { lockAccount, pollNow } from "../accounts/sql.ts";
import { endLeases, noteFault, noteSuccess, pullWindow, takeFeed, type Feed, type Pull } from "./feed.ts";
import { openFloor, type Floor } from "./floor.testkit.ts";
import { pullOneFeed } from "./index.ts";
import { whileOpen } from "./race.testkit.ts";
import type { Company } from "./room.ts";

// What a feed's fortune says about its account.

let floor: Floor;
let shopId: string;
const logged: Parameters<Company["log"]>[0][] = [];
beforeAll(async () => {
  floor = await openFloor();
  shopId = (await floor.rows<{ id: string }>("select id from account where kind = 'shop'"))[0]!.id;
  await floor.tx((tx) => tx.insert("feed", ["orders", "messages"].map((feed) => ({ accountId: shopId, feed, syncedTo: tx.now, nextPollAt: tx.now, leaseNo: 0, failures: 0 }))));
});
afterAll(() => floor?.close());
beforeEach(async () => {
  floor.clock.now = plusS(floor.clock.now, 3600);
  logged.length = 0;
  await floor.owner.query("update feed set failures = 0, last_error = null, lease_until = null; update account set status = 'connected'");
});

const take = async (name: string): Promise<Feed> => {
  await floor.owner.query("update feed set next_poll_at = case when feed = $1 then timestamptz '2000-01-01' else timestamptz '2100-01-01' end", [name]);
  return (await floor.tx(takeFeed))!;
};
type Way = "comes" | "fails";
const pull = (way: Way): Pull<string> => ({
  everyS: 60, overlapS: 0, longestS: 86_400, store: async () => {},
  list: () => Promise.resolve(() => Promise.resolve(way === "comes" ? ok({ items: [], next: null, completeTo: null }) : fail({ kind: "unavailable" as const, detail: "503" }))),
});
const fetched = async (name: string, way: Way) => pullWindow(floor.company, await take(name), pull(way));
const account = async () => (await floor.rows<{ status: string; version: number }>("select status, version from account where id = $1", shopId))[0]!;

test("an account is connected again when its last failing list has come, and nobody's edit is refused for it", async () => {
  const { version } = await account();
  await fetched("orders", "fails");
  expect(await account()).toEqual({ status: "degraded", version });
  await fetched("messages", "comes");
  expect(await account()).toEqual({ status: "degraded", version });
  await fetched("orders", "comes");
  expect(await account()).toEqual({ status: "connected", version });
});

test("an account that was refused once is asked again after an hour, by one list, and is connected when that comes", async () => {
  const refused: Pull<string> = { ...pull("fails"), list: () => Promise.resolve(() => Promise.resolve(fail({ kind: "signed_out" as const, detail: "401" }))) };
  await pullWindow(floor.company, await take("orders"), refused);
  await floor.owner.query("update feed set next_poll_at = $1 where feed = 'messages'", [floor.clock.now]);
  await pullWindow(floor.company, await take("orders"), refused);
  expect(await account()).toMatchObject({ status: "signed_out" });
  const next = await floor.rows<{ next_poll_at: Date }>("select next_poll_at from feed where feed <> 'recount' and account_id = $1", shopId);
  expect(next.filter((n) => n.next_poll_at < new Date(plusS(floor.clock.now, 3600)))).toEqual([]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  await pullWindow(floor.company, await take("messages"), pull("comes"));
  expect(await account()).toMatchObject({ status: "signed_out" }); // the other list was refused, and says nothing else so far
  await pullWindow(floor.company, await take("orders"), pull("comes"));
  expect(await account()).toMatchObject({ status: "connected" });
});

test("an account that is signed out is recounted, and one that is paused is not", async () => {
  await floor.tx((tx) => tx.insert("feed", [{ accountId: shopId, feed: "recount", syncedTo: tx.now, nextPollAt: tx.now, leaseNo: 0, failures: 0 }], "on conflict do nothing"));
  await floor.owner.query("update account set status = 'signed_out'");
  expect(await take("recount")).toMatchObject({ feed: "recount", accountId: shopId });
  await floor.owner.query("update account set status = 'paused'; update feed set lease_until = null");
  expect(await take("recount")).toBeNull();
  await floor.owner.query("delete from feed where feed = 'recount'");
});

test("a person who changes an account waits for its lists before he takes it: whoever stores a page may have to write to it", async () => {
  await take("orders");
  const page = (tx: Tx) => tx.one`select 1 from feed where org_id = ${tx.orgId} and account_id = ${shopId} and feed = 'messages' for share`;
  const isFree = (tx: Tx) => tx.one`select 1 from account where org_id = ${tx.orgId} and id = ${shopId} for no key update nowait`;
  await whileOpen(floor.company, floor.owner, page, () => floor.tx(async (tx) => (await lockAccount(tx, shopId), pollNow(tx, shopId))), { meanwhile: isFree });
});

test("a worker that was thought dead says nothing of the account", async () => {
  const late = await take("orders");
  await floor.owner.query("update feed set lease_until = '2000-01-01'; update account set status = 'degraded'");
  await take("orders");
  expect(await floor.tx((tx) => noteSuccess(tx, late, tx.now, 60))).toBe(false);
  expect((await account()).status).toBe("degraded");
  await floor.owner.query("update account set status = 'connected'");
  await pullWindow(floor.company, late, pull("fails"));
  await floor.tx((tx) => noteFault(tx, late, "a log entry"));
  expect((await account()).status).toBe("connected");
});

test("after a crash the next start fetches at once, and whoever still fetched notes nothing once another has begun", async () => {
  const before = await take("orders");
  expect(await floor.tx(takeFeed)).toBeNull();
  await floor.tx(endLeases);
  expect(await floor.tx(takeFeed)).toMatchObject({ feed: "orders", leaseNo: before.leaseNo + 1 });
  expect(await floor.tx((tx) => noteSuccess(tx, before, tx.now, 60))).toBe(false);
});

test("asked for by a person, a list that a dead worker holds is fetched within a minute; a living one's goes on and the person's follows", async () => {
  const dead = await take("orders");
  floor.clock.now = plusS(floor.clock.now, 5);
  expect(await floor.tx((tx) => pollNow(tx, shopId))).toBe(true);
  floor.clock.now = plusS(floor.clock.now, 59);
  expect(await floor.tx(takeFeed)).toMatchObject({ feed: "messages" }); // asked for as well
  expect(await floor.tx(takeFeed)).toBeNull();
  floor.clock.now = plusS(floor.clock.now, 2);
  const living = (await floor.tx(takeFeed))!;
  expect(living).toMatchObject({ feed: "orders", leaseNo: dead.leaseNo + 1 });
  floor.clock.now = plusS(floor.clock.now, 10);
  expect(await floor.tx((tx) => pollNow(tx, shopId))).toBe(true);
  expect(await floor.tx((tx) => noteSuccess(tx, living, tx.now, 600))).toBe(true);
  expect(await floor.tx(takeFeed)).toMatchObject({ feed: "orders" });
});

test("a fault of ours stands on the feed with its log number; the log names account and feed, the next feed has its turn", async () => {
  await floor.owner.query("update feed set next_poll_at = '2000-01-01'");
  const broken = () => Promise.reject(new Error("a bug"));
  const company = { ...floor.company, outside: { ...floor.company.outside, channel: broken }, log: (entry: (typeof logged)[number]) => void logged.push(entry) };
  expect([await pullOneFeed(company), await pullOneFeed(company), await pullOneFeed(company)]).toEqual([true, true, false]);
  expect(logged.map(({ what, accountId, feed }) => [what, accountId, feed])).toEqual([["a feed failed", shopId, "messages"], ["a feed failed", shopId, "orders"]]);
  const feeds = await floor.rows<{ last_error: string; failures: number; lease_until: Date | null }>("select last_error, failures, lease_until from feed order by feed");
  expect(feeds.map((f) => [readFact(f.last_error), f.failures, f.lease_until])).toEqual(logged.map(({ logId }) => [{ code: "log_entry", values: [logId] }, 1, null]));
  expect((await account()).status).toBe("degraded");
});

test("a list under way when the database went away is given back once that answers, and does not wait for its lease", async () => {
  let away = true;
  const channel = async () => {
    if (away) throw new Error("Connection terminated unexpectedly");
    return { listOrders: async () => ok({ items: [], next: null }) };
  };
  const company = { ...floor.company, outside: { ...floor.company.outside, channel } } as unknown as Company;
  const lease = async () => (await floor.rows<{ lease_until: string | null }>("select lease_until from feed where feed = 'orders'"))[0]!.lease_until;
  await floor.owner.query("update feed set next_poll_at = case when feed = 'orders' then timestamptz '2000-01-01' else timestamptz '2100-01-01' end");
  await expect(pullOneFeed(company)).rejects.toThrow("terminated");
  expect(await lease()).not.toBeNull();
  floor.clock.now = plusS(floor.clock.now, 5);
  away = false;
  expect([await pullOneFeed(company), await lease()]).toEqual([true, null]);

  away = true;
  await floor.owner.query("update feed set next_poll_at = '2000-01-01' where feed = 'orders'");
  await expect(pullOneFeed(company)).rejects.toThrow("terminated");
  await floor.owner.query("update feed set lease_no = lease_no + 1 where feed = 'orders'"); // another worker has it meanwhile
  expect([await pullOneFeed(company), await lease()]).toEqual([false, expect.anything()]);
});
