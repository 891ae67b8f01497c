import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api } from "@argosy/core/api/index.ts";
import { demoOpenMost } from "@argosy/core/demo.ts";
import { fact, readFact } from "@argosy/core/facts.ts";
import { randomId, seededRandom } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { networkHttp } from "@argosy/connectors/kit/http.ts";
import { testDatabase, type TestDatabase } from "../db/test-database.ts";
import { everywhere, inOrg, openPool, type Db } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { buildApp, type App } from "../http/app.ts";
import { addMember, type Session } from "../http/app.testkit.ts";
import { allHandlers } from "../http/handlers.ts";
import { createLive } from "../http/live.ts";
import { insertOrg } from "../people/sql.ts";
import type { Company } from "../pipeline/room.ts";
import { startWorker, type Worker } from "../pipeline/worker.ts";
import { openCompanies } from "../start/companies.ts";
import { buyOnce } from "@argosy/sandbox/buying.ts";
import { createDemo, type Demo } from "./demo.ts";
import { countOpen, countUnfollowed, pollEverything } from "./sql.ts";
import { openDemoWorld } from "./world.ts";

// The demo company as a visitor meets it: real worker, real connectors over loopback sockets, the real floor acts.

const dataDir = mkdtempSync(path.join(tmpdir(), "argosy-demo-"));
const orgId = randomId();
const logged: object[] = [];
let database: TestDatabase;
let db: Db;
let app: App;
let openDemo: () => Demo;
let demo: Demo;
let company: Company;
let worker: Worker;
let owner: Session;

beforeAll(async () => {
  database = await testDatabase();
  db = { pool: openPool(database.url), clock: systemClock, newId: randomId, vault: createVault(Buffer.alloc(32, 7)) };
  const insideHosts: string[] = [];
  const http = networkHttp({ timeoutS: 10, maxBytes: 10_000_000, allowPrivateHosts: insideHosts });
  const log = (entry: object): void => void logged.push(entry);
  const companies = openCompanies(db, http, log);
  const handlers = allHandlers({ network: { http, insideHosts }, demoWorldOf: (id) => demo.worldOf(id), random: seededRandom(1) });
  openDemo = () => createDemo({
    db, dataDir, clock: systemClock, random: seededRandom(2), handlers: () => handlers, allowHost: (host) => void insideHosts.push(host),
    wakeRooms: () => worker?.wake(), isWatched: () => false, log,
  });
  demo = openDemo();
  app = await buildApp({
    db, handlers, companyOf: companies.of, live: createLive(), wakeRooms: () => worker.wake(), log, newId: randomId, setupToken: { value: "" },
    fillDemo: async () => {}, publicHosts: [], checkAnswers: true, pages: "/nowhere", state: { ready: true },
  });
  await everywhere(db, (tx) => insertOrg(tx, { id: orgId, name: "Demo", demo: true }));
  owner = await addMember(db, orgId, "owner");
  company = companies.of(orgId);
  await demo.run(company, false);
  await demo.run(company, false);
  worker = startWorker({ companies: companies.all, log, onChange: () => {} });
  await untilWorked();
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await demo?.stop();
  await app?.fastify.close();
  await db?.pool.end();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const send = (method: "GET" | "POST", url: string, body?: object) =>
  app.fastify.inject({
    method, url, headers: { host: "127.0.0.1", cookie: owner.cookie, "x-argosy-csrf": owner.csrf, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
async function call<T>(method: "GET" | "POST", url: string, body?: object): Promise<T> {
  const answer = await send(method, url, body);
  expect([url, answer.statusCode, answer.statusCode === 200 ? "" : answer.body]).toEqual([url, 200, ""]);
  return answer.json<T>();
}
type Board = { rooms: { room: string; free: number; held: number; overdue: number; holds: { code: string; count: number }[]; throughput: number[] }[] };
type List = { rows: { id: string }[]; next: string | null; count: { n: number; more: boolean } };
const readBoard = () => call<Board>("GET", "/api/board");

async function untilWorked(): Promise<void> {
  for (let waited = 0; waited < 90; waited++) {
    const rooms = new Map((await readBoard()).rooms.map((r) => [r.room, r]));
    if ((rooms.get("tracking")?.free ?? 0) > 10 && (rooms.get("intake")?.held ?? 0) > 0) return;
    await sleep(1000);
  }
}

test("every room has something in it, and what waits says why", async () => {
  const { rooms } = await readBoard();
  const filled = rooms.filter((r) => r.free + r.held > 0).map((r) => r.room);
  // Routing and booking work by themselves: who is there is gone within a second.
  expect(filled).toEqual(expect.arrayContaining(["intake", "payment", "review", "merge", "allocation", "picking", "labels", "shipping", "tracking"]));
  expect(rooms.find((r) => r.room === "payment")?.holds.map((h) => h.code)).toEqual(expect.arrayContaining(["payment_missing", "payment_amount_differs", "payment_pending", "payment_address_differs"]));
  expect(rooms.find((r) => r.room === "review")?.holds.map((h) => h.code)).toEqual(expect.arrayContaining(["buyer_note", "buyer_message", "sku_unmapped"]));
  expect(rooms.find((r) => r.room === "shipping")?.throughput.reduce((a, b) => a + b)).toBeGreaterThan(10);
  expect(logged).toEqual([]);
});

test("a carrier that times out after charging: it is the named order's booking that is unclear, whatever else is bought, and it is paid for once", async () => {
  const { world } = demo.worldOf(orgId)!;
  const random = seededRandom(5);
  const parcelOf = (orderNo: string) => inOrg(db, orgId, (tx) => tx.maybe<{ id: string; stage: string; held: boolean; attempt: string; state: string }>`
    select p.id, p.stage, p.hold_codes @> '{carrier_pending}' as held, a.id as attempt, a.state
      from orders o join parcel_line l on l.org_id = o.org_id and l.order_id = o.id join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
      left join booking_attempt a on a.org_id = p.org_id and a.parcel_id = p.id
     where o.org_id = ${tx.orgId} and o.order_no = ${orderNo} limit 1`);
  const until = async (orderNo: string, so: (p: NonNullable<Awaited<ReturnType<typeof parcelOf>>>) => boolean) => {
    for (let tries = 0; ; tries++) {
      const parcel = await parcelOf(orderNo);
      if ((parcel && so(parcel)) || tries > 100) return parcel;
      await sleep(100);
    }
  };
  const named: string[] = [];
  for (let tries = 0; tries < 4; tries++) {
    const happened = call<{ orderNo: string }>("POST", "/api/demo", { act: "carrier_timeout" });
    for (let others = 0; others < 3; others++) buyOnce(world, random);
    named.push((await happened).orderNo);
    expect(await until(named.at(-1)!, (p) => p.held)).toMatchObject({ stage: "booking", held: true, state: "unknown" });
  }
  const unclear = await inOrg(db, orgId, (tx) => tx.many<{ parcelId: string }>`select parcel_id from booking_attempt where org_id = ${tx.orgId} and state = 'unknown'`);
  expect(unclear).toHaveLength(named.length);
  await inOrg(db, orgId, (tx) => tx.run`update booking_attempt set look_at = ${tx.now} where org_id = ${tx.orgId} and state = 'unknown'`);
  worker.wake();
  for (const orderNo of named) {
    const parcel = await until(orderNo, (p) => p.state === "booked");
    expect(parcel).toMatchObject({ held: false, state: "booked" });
    const { timeline } = await call<{ timeline: { move: string | null; reason: string }[] }>("GET", `/api/parcels/${parcel!.id}`);
    expect(readFact(timeline.find((e) => e.move === "book")!.reason)?.code).toBe("booked_found");
    expect(world.books().charges.filter((c) => c.reference === parcel!.attempt)).toHaveLength(1);
  }
}, 60_000);

test("the demo as it begins is far from the number at which its customers pause", async () => {
  const open = await inOrg(db, orgId, countOpen);
  expect(open).toBeGreaterThan(100);
  expect(open).toBeLessThan(demoOpenMost * 0.8);
});

test("the board's numbers are those of the lists they open", async () => {
  await worker.stop();
  for (const { room, free, held, overdue, holds } of (await readBoard()).rooms.filter((r) => r.room !== "intake")) {
    const list = ["payment", "review", "merge"].includes(room) ? "orders" : "parcels";
    const count = async (query: string) => (await call<List>("GET", `/api/${list}?stage=${room}&limit=1&${query}`)).count.n;
    expect([room, await count("view=free"), await count("view=held"), await count("view=overdue")]).toEqual([room, free, held, overdue]);
    for (const hold of holds) expect([room, hold.code, await count(`hold=${hold.code}`)]).toEqual([room, hold.code, hold.count]);
  }
});

test("pages follow each other without a gap or a double, whatever the filter", async () => {
  for (const path of ["/api/orders?", "/api/orders?view=held&", "/api/orders?country=US&", "/api/parcels?stage=picking&", "/api/parcels?", "/api/stock?", "/api/stock/moves?", "/api/skus?"]) {
    const seen: string[] = [];
    let after = "";
    let total = 0;
    for (let page = 0; page < 60; page++) {
      const list = await call<Omit<List, "rows"> & { rows: { id?: string; skuId?: string; warehouseId?: string; kind?: string; sku?: string }[] }>("GET", `${path}limit=37${after}`);
      seen.push(...list.rows.map((row) => `${row.id ?? ""}/${row.skuId ?? row.sku ?? ""}/${row.warehouseId ?? ""}/${row.kind ?? ""}`));
      total = list.count.n;
      if (list.next === null) break;
      after = `&after=${encodeURIComponent(list.next)}`;
    }
    expect([path, new Set(seen).size]).toEqual([path, seen.length]);
    if (total < 1000) expect([path, seen.length]).toEqual([path, total]);
  }
});

test("a search finds by number, channel's number, parcel, tracking number, buyer and SKU", async () => {
  type Row = { id: string; orderNo: string; externalId: string; goods: { sku: string }[] };
  const [order] = (await call<{ rows: Row[] }>("GET", "/api/orders?stage=parcelled&limit=1")).rows;
  const [parcel] = (await call<{ rows: { id: string; parcelNo: string; trackingNo: string; orderNos: { id: string }[] }[] }>("GET", "/api/parcels?stage=tracking&limit=1")).rows;
  const found = async (list: string, q: string) => (await call<List>("GET", `/api/${list}?q=${encodeURIComponent(q)}`)).rows.map((row) => row.id);
  expect(await found("orders", order!.orderNo)).toEqual([order!.id]);
  expect(await found("orders", order!.externalId)).toContain(order!.id);
  expect(await found("orders", order!.externalId.slice(0, 6))).toContain(order!.id);
  expect(await found("orders", parcel!.trackingNo)).toContain(parcel!.orderNos[0]!.id);
  expect(await found("parcels", parcel!.parcelNo)).toEqual([parcel!.id]);
  expect(await found("parcels", parcel!.trackingNo)).toContain(parcel!.id);
  expect(await found("orders", "O1")).toEqual([]); // too short to mean anything
  const bySku = (await call<{ rows: Row[] }>("GET", `/api/orders?sku=${order!.goods[0]!.sku}&limit=200`)).rows;
  expect(bySku.map((row) => row.id)).toContain(order!.id);
  expect(bySku.every((row) => row.goods.some((g) => g.sku === order!.goods[0]!.sku))).toBe(true);
  expect((await call<List>("GET", "/api/orders?sku=NOBODY")).count.n).toBe(0);
});

test("one order and one parcel show everything that happened, newest first", async () => {
  const [parcel] = (await call<{ rows: { id: string; orderNos: { id: string }[] }[] }>("GET", "/api/parcels?stage=tracking&limit=1")).rows;
  const detail = await call<{ timeline: { at: string; move: string | null; actor: string }[]; routes: unknown[]; attempts: unknown[]; notices: unknown[] }>("GET", `/api/parcels/${parcel!.id}`);
  expect([detail.routes.length, detail.attempts.length, detail.notices.length]).toEqual([2, 1, 1]);
  const order = await call<{ timeline: { at: string; move: string | null; actor: string; kind: string }[] }>("GET", `/api/orders/${parcel!.orderNos[0]!.id}`);
  expect(order.timeline.map((e) => e.at)).toEqual(order.timeline.map((e) => e.at).toSorted().toReversed());
  expect(order.timeline.map((e) => e.move)).toEqual(expect.arrayContaining(["verify", "approve", "parcel_up", "route", "book", "allocate", "pick", "label", "ship"]));
  expect(order.timeline.find((e) => e.move === "ship")?.actor).toBe("member:Wang, warehouse");
  const raw = await call<{ rows: { raw: string }[] }>("GET", `/api/orders/${parcel!.orderNos[0]!.id}/raw`);
  expect(JSON.parse(raw.rows.at(-1)!.raw)).toHaveProperty("orderId");
});

test("what the program says of itself is a fact, which the web words in the reader's language; vendors and people are quoted", async () => {
  const said = await inOrg(db, orgId, (tx) => tx.many<{ actor: string; reason: string }>`
    select distinct actor, reason from (
      select actor, reason from order_event where org_id = ${tx.orgId} union all select actor, reason from parcel_event where org_id = ${tx.orgId}) e
     where reason <> '' and actor <> 'carrier'`);
  expect(said.filter(({ actor, reason }) => readFact(reason) === null && !actor.startsWith("member:"))).toEqual([]);
  expect(new Set(said.map(({ reason }) => readFact(reason)?.code)).size).toBeGreaterThan(8);
});

test("the ledger adds up, and what is short is on the plan with its parcels", async () => {
  expect(await call("GET", "/api/stock/proof")).toMatchObject({ differences: [] });
  const plan = await call<{ rows: { shortQty: number; parcels: { qty: number }[] }[] }>("GET", "/api/purchase-plan");
  expect(plan.rows.length).toBeGreaterThan(0);
  for (const row of plan.rows) expect(row.parcels.reduce((sum, p) => sum + p.qty, 0)).toBe(row.shortQty);
});

const acts = api.demoAct.body.shape.act.options;
const sales: readonly string[] = ["order", "order_with_note", "double_order", "paid_together", "unpaid_order", "carrier_timeout", "poison_order", "paid_elsewhere"];
const happens = async (act: string): Promise<void> => {
  const done = await call<{ what: string }>("POST", "/api/demo", { act });
  expect(done.what).not.toBe("");
};
// Side by side: each waits two seconds for a worker to fetch its order, and none is at work.
test.concurrent.each(acts.filter((act) => sales.includes(act)))("the panel: %s", happens);
test.each(acts.filter((act) => !sales.includes(act)))("the panel: %s", happens);

test("the panel says so when nothing is in the right state: once the last pending payment has completed", async () => {
  const payments = [...demo.worldOf(orgId)!.world.orders.values()].filter((o) => o.payment === "paypal_pending" && o.paid === "PENDING");
  for (const _ of payments) await call("POST", "/api/demo", { act: "complete_payment" });
  const refused = await send("POST", "/api/demo", { act: "complete_payment" });
  expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: "nothing_fits" }]);
}, 120_000);

test("who has only parcels without a carrier account on the way is told to close them by hand", async () => {
  for (let moved = 0; moved < 12; moved++) {
    const answer = await send("POST", "/api/demo", { act: "advance_tracking" });
    if (answer.statusCode === 200) {
      expect(answer.json<{ movedCount: number }>().movedCount).toBeGreaterThan(0);
      continue;
    }
    const { n } = await inOrg(db, orgId, countUnfollowed);
    expect(answer.json()).toMatchObject({ code: "nothing_fits", detail: fact("no_carrier_tells", n) });
    expect(n).toBeGreaterThan(0);
    const { rows } = await call<{ rows: { followed: boolean }[] }>("GET", "/api/parcels?stage=tracking&limit=200");
    expect(rows.filter((row) => !row.followed)).toHaveLength(n);
    return;
  }
  throw new Error("parcels move on and on");
}, 120_000);

test("the world comes back at the port it had, with everything in it", async () => {
  const before = demo.worldOf(orgId)!;
  await demo.stop();
  const again = await openDemoWorld(dataDir, systemClock);
  expect([again.url, again.world.orders.size]).toEqual([before.url, before.world.orders.size]);
  await again.close();
});

const baseUrls = () => inOrg(db, orgId, (tx) => tx.many<{ name: string; baseUrl: string }>`select name, base_url from account where org_id = ${tx.orgId} order by name`);
test("with its port taken by a stranger the world comes up at another, and every account follows", async () => {
  const before = await baseUrls();
  const stranger = createServer().listen(Number(new URL(demo.worldOf(orgId)!.url).port), "127.0.0.1");
  await once(stranger, "listening");
  const moved = openDemo();
  await moved.run(company, false);
  const { url } = moved.worldOf(orgId)!;
  expect(url).not.toBe(demo.worldOf(orgId)!.url);
  expect(await baseUrls()).toEqual(before.map(({ name, baseUrl }) => ({ name, baseUrl: url + new URL(baseUrl).pathname })));
  await moved.stop();
  stranger.close();
});

test("what happens in the demo is fetched at once; the recount keeps its hour", async () => {
  await inOrg(db, orgId, (tx) => tx.run`update feed set next_poll_at = '2100-01-01' where org_id = ${tx.orgId}`);
  await inOrg(db, orgId, pollEverything);
  const feeds = await inOrg(db, orgId, (tx) => tx.many<{ feed: string; waits: boolean }>`select distinct feed, next_poll_at = '2100-01-01' as waits from feed where org_id = ${tx.orgId} order by feed`);
  expect(feeds.map(({ feed, waits }) => [feed, waits])).toEqual([["messages", false], ["orders", false], ["payments", false], ["recount", true], ["tracking", false]]);
});
