import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Http } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock, type SettableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { checkAll, invariants } from "../src/db/invariants.ts";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";
import { inOrg, openPool, type Pool } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import { storePayloads } from "../src/pipeline/01-intake/sql.ts";
import { intake } from "../src/pipeline/01-intake/stage.ts";
import { paymentWork } from "../src/pipeline/02-payment/stage.ts";
import { booking } from "../src/pipeline/06-booking/stage.ts";
import { allocation } from "../src/pipeline/07-allocation/stage.ts";
import { finishWave, lookAndCreateWaves } from "../src/pipeline/08-picking/wave.ts";
import { printLabels } from "../src/pipeline/09-labels/print.ts";
import { lookAndShip } from "../src/pipeline/10-shipping/ship.ts";
import { tracking } from "../src/pipeline/11-tracking/stage.ts";
import { pullOneFeed, rooms } from "../src/pipeline/index.ts";
import { decidingRoom, type Company, type Room } from "../src/pipeline/room.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan } from "./company.ts";
import { rewriting } from "./controls.ts";
import { member } from "./people.ts";

// Real workers at the same moment: each with a pool and connectors of its own, on one company. Two, eight and sixteen.

const crowds = [2, 8, 16] as const;
const payment = decidingRoom(paymentWork);
let database: TestDatabase;
let owner: pg.Client;
let pools: Pool[];
let clock: SettableClock;
let world: World;
let plan: CompanyPlan;
let orgId: string;
let vault: ReturnType<typeof createVault>;

beforeEach(async () => {
  database = await testDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  pools = [];
  clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
  world = createWorld({ seed: 9, clock });
  vault = createVault(randomBytes(32));
  plan = {
    shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
    skus: [{ code: "A", weightG: 200, onHandQty: 1 }, { code: "B", weightG: 300, onHandQty: 40 }], books: "after_stock", mergeWaitMinutes: 5,
  };
  const ids = await createCompany({ pool: newPool(), clock, newId: randomId, vault }, plan);
  orgId = ids.orgId;
  addToWorld(world, plan, ids);
  await owner.query(`set search_path = argosy; set app.org_id = '${orgId}'`);
});
afterEach(async () => {
  await Promise.all(pools.map((p) => p.end()));
  await owner.end();
  await database.drop();
});

function newPool(): Pool {
  const pool = openPool(database.url, 2);
  pools.push(pool);
  return pool;
}
/** A broken build: `change` rewrites its statements; before one that contains `meetAt` all wait for each other. */
type Broken = { readonly change: (sql: string) => string; readonly meetAt: string };
/** A worker of its own. */
function worker(broken?: Broken, meet?: () => Promise<void>): Company {
  const pool = newPool();
  const before = async (sql: string) => (broken && meet && sql.includes(broken.meetAt) ? meet() : undefined);
  const db = { pool: broken ? rewriting(pool, broken.change) : pool, clock, newId: randomId, vault, before };
  return { db, orgId, outside: openOutside(handlersOf(world), db), log: () => {} };
}
function crowd(n: number, broken?: Broken): Company[] {
  const meet = meetingOf(n);
  return Array.from({ length: n }, () => worker(broken, meet));
}
/** All have come, or somebody does not come within some seconds: then the control says what it saw. */
function meetingOf(n: number): () => Promise<void> {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let there = 0;
  return () => {
    if (++there === n) resolve();
    return Promise.race([all, sleep(5_000)]);
  };
}
/** Starts all of them in the same moment: each has its connection already. */
async function atOnce(workers: readonly Company[], work: (company: Company) => Promise<unknown>): Promise<PromiseSettledResult<unknown>[]> {
  await Promise.all(workers.map(({ db }) => inOrg(db, orgId, (tx) => tx.one`select 1 as ready`)));
  return Promise.allSettled(workers.map(work));
}

const place = (count: number, lines: readonly string[]) => {
  for (let i = 0; i < count; i++)
    world.control.placeOrder({ shopId: plan.shops[0]!.id, payment: "paypal_right", lines: lines.map((sku) => ({ sku, title: sku, qty: 1, priceMinor: 1500 })) });
};
const placeTogether = (count: number) =>
  world.control.placeTogether(Array.from({ length: count }, () => ({ shopId: plan.shops[0]!.id, payment: "paypal_right" as const, lines: [{ sku: "B", title: "B", qty: 1, priceMinor: 1500 }] })));
/** Brings everything placed up to `room`, one worker, in order. */
async function upTo(room: Room | null): Promise<void> {
  const one = worker();
  clock.advance(130);
  while (await pullOneFeed(one));
  const some = room === null ? rooms : rooms.slice(0, rooms.findIndex((r) => r.name === room.name));
  for (let pass = 0; pass < 2; pass++) for (const r of some) await r.run(one);
}
const count = async (sql: string): Promise<number> => Number((await owner.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);
const broken = async (): Promise<string[]> =>
  (await owner.query<{ id: string }>(checkAll(invariants.filter((i) => i.when === "always")), [orgId, clock.now()])).rows.map((r) => r.id);

/** Picked, printed, gone: parcels whose notices are owed. Answers the ids of those that could leave. */
async function floorWork(one: Company): Promise<string[]> {
  const { waves } = await lookAndCreateWaves(one, { parcelIds: null, warehouseId: null, maxParcels: 9, actor: member });
  for (const wave of waves) await inOrg(one.db, orgId, (tx) => finishWave(tx, { waveId: wave.id, everything: true, actor: member }));
  return (await printLabels(one, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor: member })).results.map((r) => r.id);
}

describe.each(crowds)("%i workers at once", (n) => {
  test("one piece goes to one parcel", async () => {
    place(n, ["A"]);
    await upTo(allocation);
    await atOnce(crowd(n), async (c) => { while ((await allocation.run(c)) > 0); });
    expect(await count("reservation")).toBe(1);
    expect(await count("parcel where hold_codes = '{stock_short}'")).toBe(n - 1);
    expect(await broken()).toEqual([]);
  });

  test("a parcel is booked once", async () => {
    place(6, ["B"]);
    await upTo(booking);
    await allocation.run(worker());
    await atOnce(crowd(n), async (c) => { for (let i = 0; i < 3; i++) await booking.run(c); });
    expect(world.books().charges).toHaveLength(6);
    expect(await count("parcel where stage = 'picking'")).toBe(6);
    expect(await broken()).toEqual([]);
  });

  test("a parcel leaves once", async () => {
    place(4, ["B"]);
    await upTo(null);
    const ids = await floorWork(worker());
    const answers = await atOnce(crowd(n), (c) => lookAndShip(c, { parcelIds: ids, actor: member, how: { reason: "packed" } }));
    expect(answers.filter((a) => a.status === "rejected")).toEqual([]);
    expect(await count("stock_move where kind = 'ship'")).toBe(4);
    expect(await count("channel_attempt")).toBe(4);
    expect(await broken()).toEqual([]);
  });

  test("a payment proves its orders, once, and never more than it is", async () => {
    place(8, ["B"]);
    for (let i = 0; i < 4; i++) placeTogether(3);
    await upTo(payment);
    // One by one, so that those who share a payment meet there.
    await atOnce(crowd(n), async (c) => { for (let i = 0; i < 20; i++) await payment.run(c); });
    expect(await count("payment_match")).toBe(20);
    expect(await count("orders where stage = 'review'")).toBe(20);
    expect(await broken()).toEqual([]);
  });

  test("one payload from everybody is one order", async () => {
    place(5, ["B"]);
    const shopId = plan.shops[0]!.id;
    clock.advance(60);
    await atOnce(crowd(n), async (c) => {
      const page = await (await c.outside.channel(shopId)).listOrders({ from: "2026-03-02T07:00:00.000Z" as Instant, to: clock.now() }, null);
      if (!page.ok) throw new Error("the sandbox answers");
      await inOrg(c.db, orgId, (tx) => storePayloads(tx, shopId, "pull", page.value.items));
      while ((await intake.run(c)) > 0);
    });
    while ((await intake.run(worker())) > 0);
    expect(await count("orders")).toBe(5);
    expect(await count("inbox_item where state = 'projected'")).toBe(5);
    expect(await broken()).toEqual([]);
  });
});

/** One worker falls asleep on its way to the channel, another takes over after the lease, the first wakes. Answers how often the channel was told. */
async function sleeper(spoil: (channel: Channel) => Channel): Promise<number | undefined> {
  place(1, ["B"]);
  await upTo(null);
  const ids = await floorWork(worker());
  await lookAndShip(worker(), { parcelIds: ids, actor: member, how: { reason: "packed" } });
  const asleep = Promise.withResolvers<void>();
  const wake = Promise.withResolvers<void>();
  const handlers = handlersOf(world);
  const ebay: Http = async (request) => {
    if (request.url.endsWith("/token")) {
      asleep.resolve();
      await wake.promise;
    }
    return handlers.ebay(request);
  };
  const late = worker();
  const outside = openOutside({ ...handlers, ebay }, late.db);
  const running = tracking.run({ ...late, outside: { ...outside, channel: async (id) => spoil(await outside.channel(id)) } });
  await asleep.promise;
  clock.advance(130);
  await tracking.run(worker());
  wake.resolve();
  await running;
  return world.books().notices[0]?.count;
}

test("who slept beyond its lease tells nothing when it wakes", async () => {
  expect(await sleeper((channel) => channel)).toBe(1);
});

// The same crowds against a broken build: all look before the first of them writes; `and false` is who does not look at all.
describe("broken controls turn red", () => {
  test("balances that nobody locks, without the table's last guard: one piece is promised to many", async () => {
    place(8, ["A"]);
    await upTo(allocation);
    await owner.query("alter table stock_balance drop constraint stock_balance_never_oversold");
    const unlocked = (sql: string): string => {
      if (sql.includes("from warehouse w")) return sql.replace(/for no key update skip locked/, "");
      if (sql.includes("p.version as visit")) return sql.replace(/limit (\$\d+)/g, "limit least($1::bigint, 1)");
      return sql.includes("as free_qty from stock_balance") ? sql.replace("for no key update", "") : sql;
    };
    await atOnce(crowd(8, { change: unlocked, meetAt: "insert into reservation" }), (c) => allocation.run(c));
    expect(await count("reservation")).toBeGreaterThan(1);
    expect(await broken()).toContain("I-02");
  });

  test("a parcel that nobody claims, without the index: paid many times", async () => {
    place(1, ["B"]);
    await upTo(booking);
    await allocation.run(worker());
    await owner.query("drop index booking_attempt_one_open");
    await atOnce(crowd(4, unclaimed), (c) => booking.run(c));
    expect(world.books().charges.length).toBeGreaterThan(1); // what is paid twice is then given back, but it was paid
  });

  test("a parcel that nobody claims, with the index: paid once all the same", async () => {
    place(1, ["B"]);
    await upTo(booking);
    await allocation.run(worker());
    await atOnce(crowd(4, unclaimed), (c) => booking.run(c));
    expect(world.books().charges).toHaveLength(1);
  });

  test("a notice without its last moment: the channel is told twice", async () => {
    expect(await sleeper((channel) => ({ ...channel, sendShipNotice: ({ notAfter: _, ...notice }) => channel.sendShipNotice(notice) }))).toBe(2);
  });

  test("a payment that nobody counts: without its check and key it is given above its amount", async () => {
    place(4, ["B"]);
    await upTo(payment);
    await owner.query("alter table payment_match drop constraint payment_match_pkey; alter table payment drop constraint payment_never_above_amount");
    const unlocked = (sql: string): string => (sql.includes("o.stage = 'payment' and o.next_try_at") ? sql.replace(/for no key update of o skip locked/, "") : sql);
    await atOnce(crowd(4, { change: unlocked, meetAt: "update payment p set matched_minor" }), (c) => payment.run(c));
    expect(await broken()).toContain("I-12");
  });
});

const unclaimed: Broken = {
  meetAt: "insert into booking_attempt",
  change: (sql) => {
    if (sql.includes("select id, parcel_id, state from booking_attempt")) return `${sql} and false`;
    return /as method_name|select distinct l.parcel_id/.test(sql) ? sql.replace(/for no key update skip locked/g, "") : sql;
  },
};
