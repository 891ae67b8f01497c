import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan, type Ids } from "../../sim/company.ts";
import { finishWave, lookAndCreateWaves } from "../pipeline/08-picking/wave.ts";
import { printLabels } from "../pipeline/09-labels/print.ts";
import { lookAndShip } from "../pipeline/10-shipping/ship.ts";
import { pullOneFeed, runRooms } from "../pipeline/index.ts";
import type { Company } from "../pipeline/room.ts";
import { checkAll, invariants } from "./invariants.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";
import { inOrg, openPool, type Pool } from "./tx.ts";
import { createVault } from "./vault.ts";

const start = "2026-03-02T08:00:00.000Z" as Instant;
const clock = settableClock(start);
const world = createWorld({ seed: 3, clock });
const plan: CompanyPlan = {
  shops: [
    { id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "auto" },
    { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" },
  ],
  skus: [{ code: "A", weightG: 200, onHandQty: 20 }, { code: "B", weightG: 300, onHandQty: 1 }],
  books: "after_stock", mergeWaitMinutes: 60,
};
const actor = "member:0199aaaa-0000-7000-8000-000000000001" as const;
let database: TestDatabase;
let pool: Pool;
let owner: pg.Client;
let ids: Ids;

/** A day through the real rooms that leaves somebody in nearly every one of them. */
async function smallDay(company: Company): Promise<void> {
  const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id];
  const line = (sku: string, qty: number) => ({ sku, title: `Goods ${sku}`, qty, priceMinor: 1500 });
  const place = (wish: object) => world.control.placeOrder({ shopId: us, lines: [line("A", 1)], payment: "paypal_right", ...wish } as Parameters<typeof world.control.placeOrder>[0]).orderId;
  const live = async (times: number) => {
    for (let i = 0; i < times; i++) {
      clock.advance(130);
      while (await pullOneFeed(company));
      await runRooms(company);
    }
  };
  const first = place({});
  const placed = world.orders.get(first)!;
  place({ buyer: placed.buyer, shipTo: world.addressOf(placed) }); // merged by the account's policy
  place({ shopId: gb, payment: "channel" });
  const noted = place({ note: "gift" });
  await live(2);
  world.control.changeNote(noted, "gift, please wrap"); // a second version of one order
  const { waves } = await lookAndCreateWaves(company, { parcelIds: null, warehouseId: null, maxParcels: 50, actor });
  for (const wave of waves) await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId: wave.id, everything: true, actor }));
  const printed = await printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor });
  const shipped = await lookAndShip(company, { parcelIds: printed.results.map((r) => r.id), actor, how: { reason: "all packed" } });
  expect(shipped.every((r) => r.ok), JSON.stringify(shipped)).toBe(true);
  place({});
  place({ lines: [line("B", 5)] }); // short
  place({ payment: "paypal_short" });
  world.control.poisonOrder({ shopId: us, kind: "currency" });
  world.control.cancelOrder(place({}));
  await live(2);
  await lookAndCreateWaves(company, { parcelIds: null, warehouseId: null, maxParcels: 50, actor });
}

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.url, 4);
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const db = { pool, clock, newId: randomId, vault: createVault(randomBytes(32)) };
  ids = await createCompany(db, plan);
  addToWorld(world, plan, ids);
  await smallDay({ db, orgId: ids.orgId, outside: openOutside(handlersOf(world), db), log: (entry) => { throw new Error(JSON.stringify(entry)); } });
  await pool.end();
  await owner.query(`set search_path = argosy; set timezone = 'UTC'; set app.org_id = '${ids.orgId}'`);
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

const broken = async (): Promise<string[]> =>
  (await owner.query<{ id: string }>(checkAll(invariants), [ids.orgId, clock.now()])).rows.map((r) => r.id);

/** A hold in the history, at the place `seq` and with a time before everything. */
const heldBySeq = (seq: string): string =>
  `insert into parcel_event (org_id, parcel_id, seq, kind, actor, reason, data, at) select org_id, id, ${seq}, 'holds', 'member:x', 'x', '{"opened": [{"code": "held_by_person"}], "closed": []}', '2026-03-01' from parcel`;

/** One bad row per query, made with constraints off: a check that was never red proves nothing. */
// prettier-ignore
const mutations: readonly (readonly [id: string, sql: string])[] = [
  ["I-01", "update stock_balance set on_hand_qty = on_hand_qty + 1"],
  ["I-02", "update stock_balance set reserved_qty = on_hand_qty + 1"],
  ["I-03", "delete from stock_balance"],
  ["I-05", "update stock_move set reserved_delta = reserved_delta + 1 where kind = 'reserve'"],
  ["I-05", "update stock_move m set warehouse_id = gen_random_uuid() where kind = 'reserve'"],
  ["I-06", "update parcel set stage = 'routing' where stage = 'picking'"],
  ["I-06", "delete from stock_move where kind = 'reserve'"],
  ["I-07", "insert into stock_move select * from stock_move limit 1"],
  ["I-08", "insert into orders select * from orders limit 1"],
  ["I-10", "update order_event set data = jsonb_set(data, '{version}', '\"2020-01-01T00:00:00.000Z\"') where seq > 1 and data ? 'version'"],
  ["I-10", "update orders set source_version = source_version - interval '1 hour'"],
  ["I-11", "delete from payment_match"],
  ["I-11", "update payment_match set currency = 'EUR'"],
  ["I-11", "delete from order_event where move = 'verify'"],
  ["I-11", "delete from payment_match; insert into hold (org_id, id, order_id, code, kind, source, evidence, evidence_hash, since, released_at, released_by, reason) select org_id, gen_random_uuid(), id, 'payment_missing', 'wait', 'room:payment', '{}', '', '2026-03-01', '2026-03-01', 'member:x', '#approved' from orders"],
  ["I-12", "update payment_match set amount_minor = amount_minor + 1"],
  ["I-12", "update payment_match set amount_minor = amount_minor + 100000; update payment set matched_minor = matched_minor + 100000 where id in (select payment_id from payment_match)"],
  ["I-12", "update payment_match set currency = 'EUR'"],
  ["I-12", "delete from payment_match where payment_id in (select payment_id from payment_match limit 1)"],
  ["I-12", "insert into payment_match select org_id, payment_id, gen_random_uuid(), 1, currency, matched_by, at from payment_match"],
  ["I-13", "insert into payment select * from payment limit 1"],
  ["I-14", "update orders set tax_minor = tax_minor + 1"],
  ["I-15", "insert into booking_attempt select * from booking_attempt where state = 'booked' limit 1"],
  ["I-17", "update booking_attempt set label_sha256 = null where state = 'booked'"],
  ["I-17", "update booking_attempt set state = 'cancelled' where state = 'booked'"],
  ["I-18", "update booking_attempt set tracking_no = 'SAME'"],
  ["I-19", "update parcel set address_hash = 'other' where shipped_at is not null"],
  ["I-20", "update parcel_line set qty = qty + 1"],
  ["I-20", "delete from parcel_line"],
  ["I-20", "update order_line set elsewhere_qty = 1"],
  ["I-21", "delete from stock_move where kind = 'ship'"],
  ["I-22", "delete from channel_attempt"],
  ["I-22", "insert into channel_attempt select * from channel_attempt"],
  ["I-23", "update channel_attempt set state = 'pending'"],
  ["I-23", "update channel_attempt set state = 'rejected'"],
  ["I-24", "update parcel_event set actor = '' where move = 'ship'"],
  ["I-24", "update order_event set reason = '' where move = 'verify'"],
  ["I-25", "update orders set stage = 'merge' where stage = 'parcelled'"],
  ["I-26", "update parcel_event set from_stage = 'routing' where move = 'ship'"],
  ["I-26", "delete from parcel_event where move = 'pick'"],
  ["I-27", "delete from parcel_event where seq = 2"],
  ["I-30", "update orders set buyer_key = 'other' where stage = 'parcelled'"],
  ["I-30", "update orders set address_hash = 'other' where stage = 'parcelled'"],
  ["I-31", "update booking_attempt set state = 'sent', look_at = '2020-01-01' where state = 'booked'"],
  ["I-31", "update feed set lease_until = '2020-01-01'"],
  ["I-33", "delete from orders where stage = 'parcelled'"],
  ["I-33", "delete from parcel"],
  ["I-34", "update parcel set delivered_at = '2020-01-01' where shipped_at is not null"],
  ["I-34", "update orders set closed_at = '2020-01-01' where stage = 'cancelled'"],
  ["I-35", "delete from hold; update orders set next_try_at = null"],
  ["I-35", "update parcel set next_try_at = null where stage = 'allocation'"],
  ["I-36", `${heldBySeq("0")} where shipped_at is not null`],
  ["I-38", "update orders set stage = 'cancelled', closed_at = now() from parcel_line l, parcel p where l.order_id = orders.id and p.id = l.parcel_id and p.stage = 'picking'"],
  ["I-39", "update parcel set hold_codes = '{broken}'"],
  ["I-39", "update orders set held = true"],
  ["I-40", "update parcel set tracking_no = 'x' where booking_id is not null"],
  ["I-40", "update parcel set booking_id = gen_random_uuid() where booking_id is not null"],
  ["I-40", "update parcel set reserved_at = null where stage = 'picking'"],
  ["I-41", "delete from pick_line"],
  ["I-41", "update wave set parcel_ids = '{}'"],
  ["I-41", "update wave set warehouse_id = gen_random_uuid()"],
  ["I-49", "update pick_line set surplus_qty = 1"],
  ["I-49", "update parcel set wave_id = null where shipped_at is not null"],
  ["I-42", "update inbox_item set external_id = 'nobody' where state = 'projected'"],
  ["I-42", "update inbox_item set error = null where state = 'quarantined'"],
  ["I-43", "update parcel set stage = 'picking' where stage = 'allocation'"],
  ["I-44", "delete from reservation"],
  ["I-45", "update inbox_item set state = 'received'"],
  ["I-46", "update orders set hold_codes = '{}' where stage = 'payment'"],
  ["I-47", "update orders set hold_codes = '{buyer_note}' where stage = 'cancelled'"],
  ["I-50", "update orders set held = true where stage = 'parcelled'"],
  ["I-50", "update parcel set hold_codes = '{order_held}' where stage = 'picking'"],
  ["I-48", "update buyer_pii set ciphertext = null"],
  ["I-48", "insert into buyer_index (org_id, order_id) select org_id, gen_random_uuid() from orders limit 1"],
  ["I-47", "update parcel set stage = 'cancelled', hold_codes = '{broken}' where stage = 'picking'"],
];

test("a healthy day breaks none of them, shipped parcels included", async () => {
  const { rows } = await owner.query("select count(*)::int as n from parcel where shipped_at is not null and order_count = 2");
  expect(rows).toEqual([{ n: 1 }]);
  expect(await broken()).toEqual([]);
});

test("a hold that waited for the lock of a move, and is written after it with an earlier time, is no alarm", async () => {
  await owner.query("begin");
  await owner.query("update parcel set version = version + 1, held = true, hold_codes = '{held_by_person}' where shipped_at is not null");
  await owner.query(`${heldBySeq("version")} where shipped_at is not null`);
  await owner.query("insert into hold (org_id, id, parcel_id, code, kind, source, evidence, evidence_hash, since) select org_id, gen_random_uuid(), id, 'held_by_person', 'ask', 'member:x', '{}', '', '2026-03-01' from parcel where shipped_at is not null");
  expect(await broken()).toEqual([]);
  await owner.query("rollback");
});

describe("each is able to fail", () => {
  const red = new Set<string>();
  beforeAll(async () => {
    // Foreign keys first: what they point to can't go before them. Not-null goes too, where a mutation needs it.
    const { rows } = await owner.query<{ t: string; name: string }>(`
      select conrelid::regclass::text as t, conname as name from pg_constraint
       where connamespace = 'argosy'::regnamespace and contype in ('f', 'c', 'u', 'p') and conrelid <> 0 order by contype <> 'f', contype <> 'c', contype <> 'u'`);
    for (const { t, name } of rows) await owner.query(`alter table ${t} drop constraint "${name}" cascade`);
    const indexes = await owner.query<{ i: string }>(`
      select indexrelid::regclass::text as i from pg_index join pg_class k on k.oid = indexrelid where indisunique and k.relnamespace = 'argosy'::regnamespace`);
    for (const { i } of indexes.rows) await owner.query(`drop index ${i}`);
  });
  test.each(mutations)("%s turns red: %s", async (id, sql) => {
    await owner.query("begin");
    try {
      await owner.query(sql);
      expect(await broken()).toContain(id);
      red.add(id);
    } finally {
      await owner.query("rollback");
    }
  });
  afterAll(() => {
    const known = invariants.map((i) => i.id);
    expect([...red].sort()).toEqual(known);
  });
});
