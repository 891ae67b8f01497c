import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";
import { inOrg, openPool, pgTypes } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import { finishWave, lookAndCreateWaves } from "../src/pipeline/08-picking/wave.ts";
import { printLabels } from "../src/pipeline/09-labels/print.ts";
import { lookAndShip } from "../src/pipeline/10-shipping/ship.ts";
import { pullOneFeed, runRooms } from "../src/pipeline/index.ts";
import type { Company } from "../src/pipeline/room.ts";
import { makeAuditor, ownRules, type Auditor, type OwnRule } from "./auditor.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan, type Ids } from "./company.ts";
import type { Eyes } from "./eyes.ts";
import { makeLedger } from "./ledger.ts";
import { member } from "./people.ts";

// One quiet day on which the auditor finds nothing, and then one thing wrong at a time: each of its rules must see it.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 4, clock });
const ledger = makeLedger(world, 1);
const plan: CompanyPlan = {
  shops: [
    { id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" },
    { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" },
  ],
  skus: [{ code: "A", weightG: 200, onHandQty: 9 }, { code: "B", weightG: 300, onHandQty: 9 }], books: "after_stock", mergeWaitMinutes: 5,
};
const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id]; // the plan above has two
let database: TestDatabase;
let owner: pg.Client;
let ids: Ids;
let eyes: Eyes;
const placed = { paypal: "", channel: "", packed: "", unpaid: "" };

function place(shopId: string, payment: "paypal_right" | "paypal_missing" | "channel"): string {
  const line = (sku: string, qty: number) => ({ sku, title: sku, qty, priceMinor: 1500 });
  const { orderId } = world.control.placeOrder({ shopId, payment, lines: [line("A", 1), line("B", 2)] });
  ledger.note(orderId);
  return orderId;
}
/** Two orders are shipped and told, one lies picked on the table, one is not paid. */
async function quietDay(company: Company): Promise<void> {
  const live = async (): Promise<void> => {
    clock.advance(400);
    while (await pullOneFeed(company));
    await runRooms(company);
  };
  Object.assign(placed, { paypal: place(us, "paypal_right"), channel: place(gb, "channel"), packed: place(us, "paypal_right"), unpaid: place(us, "paypal_missing") });
  for (let i = 0; i < 2; i++) await live();
  const { waves } = await lookAndCreateWaves(company, { parcelIds: null, warehouseId: null, maxParcels: 9, actor: member });
  for (const { id } of waves) await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId: id, everything: true, actor: member }));
  await printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor: member });
  const gone = await eyes.rows<{ id: string }>("select distinct parcel_id as id from parcel_line l join orders o on o.id = l.order_id where o.org_id = $1 and o.external_id = any($2)", [placed.paypal, placed.channel]);
  await lookAndShip(company, { parcelIds: gone.map((p) => p.id), actor: member, how: { reason: "packed" } });
  for (let i = 0; i < 3; i++) await live(); // told, and heard of as news of the channel
}

beforeAll(async () => {
  database = await testDatabase();
  const pool = openPool(database.url, 2);
  owner = new pg.Client({ connectionString: database.ownerUrl, types: pgTypes });
  await owner.connect();
  const db = { pool, clock, newId: randomId, vault: createVault(randomBytes(32)) };
  ids = await createCompany(db, plan);
  addToWorld(world, plan, ids);
  await owner.query(`set search_path = argosy; set timezone = 'UTC'; set app.org_id = '${ids.orgId}'`);
  eyes = { orgId: ids.orgId, close: async () => {}, rows: async (sql, ...values) => (await owner.query(sql, [ids.orgId, ...values])).rows };
  await quietDay({ db, orgId: ids.orgId, outside: openOutside(handlersOf(world), db), log: (entry) => { throw new Error(JSON.stringify(entry)); } });
  await pool.end();
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

const newAuditor = (): Auditor =>
  makeAuditor({ world, eyes, ids, ledger, paypalLagS: 0, opening: new Map(plan.skus.map((s) => [ids.skuIds.get(s.code) ?? "", s.onHandQty])), doubled: new Map(), shops: new Map(plan.shops.map((s) => [s.id, s.provenBy])) });
const rulesBroken = async (auditor: Auditor): Promise<string[]> => [...(await auditor.afterStep()), ...(await auditor.everything(true))].map((v) => v.rule);

test("finds nothing wrong with a day that was right", async () => {
  expect([await newAuditor().afterStep(), await newAuditor().everything(true)]).toEqual([[], []]);
  expect(world.books().notices).toHaveLength(2);
});

/**
 * What happens: to the rows, to what the auditor was told, or out there. The world keeps it, so those stand at the end.
 * `first` is right still: it and what it is compared with are seen by the same auditor, one look apart.
 */
type Wrong = { readonly first?: () => string; readonly sql?: () => string; readonly seen?: (auditor: Auditor) => void; readonly outside?: () => void };
const of = (order: keyof typeof placed): string => `(select id from orders where external_id = '${placed[order]}')`;
const parcelOf = (order: keyof typeof placed): string => `(select parcel_id from parcel_line where order_id = ${of(order)} limit 1)`;
const later = "timestamptz '2026-03-09'";
const leftLater = (order: keyof typeof placed): string => `update parcel set shipped_at = ${later} where id = ${parcelOf(order)}; update orders set checked_at = ${later} where id = ${of(order)}`;
const holdOf = (order: keyof typeof placed): string =>
  `insert into hold (org_id, id, order_id, code, kind, source, evidence, evidence_hash, since) select org_id, gen_random_uuid(), id, 'held_by_person', 'ask', 'member:x', '{}', '', '2026-03-02' from orders where id = ${of(order)}`;
const change = (order: keyof typeof placed, how: (id: string) => void) => (): void => {
  clock.advance(60);
  how(placed[order]);
  ledger.note(placed[order]);
};

// prettier-ignore
const wrongs: readonly (readonly [rule: OwnRule, what: string, wrong: Wrong])[] = [
  ["booked",       "a box with a label of nobody",                  { sql: () => `alter table parcel drop constraint if exists parcel_booking_id_fkey; update parcel set booking_id = gen_random_uuid() where id = ${parcelOf("paypal")}` }],
  ["real",         "an order that nobody placed leaves",            { sql: () => `update orders set external_id = 'invented' where id = ${of("paypal")}` }],
  ["cancelled",    "a person cancelled it, and it leaves",          { sql: () => leftLater("paypal"), seen: (auditor) => auditor.cancelledByPerson([placed.paypal]) }],
  ["elsewhere",    "a piece too many is in the box",                { sql: () => `update parcel_line set qty = qty + 2 where order_id = ${of("paypal")}` }],
  ["elsewhere",    "a piece that was open stays behind",            { sql: () => `delete from parcel_line where order_id = ${of("paypal")} and qty = 1` }],
  ["paid",         "an order whose payment never came leaves",      { sql: () => `update orders set external_id = 'aside' where id = ${of("unpaid")}; update orders set external_id = '${placed.unpaid}' where id = ${of("paypal")}` }],
  ["held",         "a label is asked for while the order is held",  { first: () => holdOf("packed"), sql: () => `update booking_attempt set created_at = ${later} where parcel_id = ${parcelOf("packed")}` }],
  ["order once",   "a version that the channel never had",          { sql: () => `update orders set source_version = ${later} where id = ${of("packed")}` }],
  ["order here",   "news of an order that never came",              { sql: () => `update orders set source_version = source_version - interval '1 minute' where id = ${of("packed")}` }],
  ["charge known", "a paid label that counts as refused",           { sql: () => `update booking_attempt set state = 'refused' where parcel_id = ${parcelOf("packed")}` }],
  ["charge known", "a label for another price than was charged",    { sql: () => `update booking_attempt set cost_minor = cost_minor + 1 where parcel_id = ${parcelOf("packed")}` }],
  ["charge live",  "two paid labels for one parcel",                { sql: () => `drop index booking_attempt_one_open; update booking_attempt set parcel_id = ${parcelOf("packed")}` }],
  ["fencing",      "a lease number goes back",                      { first: () => "update booking_attempt set lease_no = lease_no + 1", sql: () => "update booking_attempt set lease_no = lease_no - 1" }],
  ["told",         "a number is told, and the box is still here",   { sql: () => `update parcel set shipped_at = null where id = ${parcelOf("paypal")}` }],
  ["told",         "a box has left, and nobody was told",           { sql: () => `update parcel set shipped_at = ${later} where id = ${parcelOf("packed")}` }],
  ["told",         "other pieces were told than the box holds",     { sql: () => `update parcel_line set qty = qty + 2 where order_id = ${of("paypal")}` }],
  ["stock",        "a piece more on the shelf than was counted in", { sql: () => "update stock_balance set on_hand_qty = on_hand_qty + 1" }],
  ["stock",        "goods that have no place any more",             { sql: () => "delete from reservation; alter table stock_move drop constraint stock_move_org_id_warehouse_id_sku_id_fkey; delete from stock_balance" }],
  ["lines",        "a line that travels in no parcel",              { sql: () => `delete from parcel_line where order_id = ${of("packed")} and qty = 1` }],
  ["lines",        "pieces that were never bought",                 { sql: () => `update order_line set qty = qty + 1 where order_id = ${of("packed")}` }],
  ["told",         "the channel is told twice",                     { outside: () => world.changeOrder(world.orders.get(placed.paypal)!, (o) => o.fulfilments!.push(o.fulfilments![0]!)) }],
  ["address",      "a label to where the buyer no longer lives",    { outside: change("paypal", (id) => world.control.changeAddress(id, { ...world.addressOf(world.orders.get(id)!), line1: "1 New Street" })), sql: () => leftLater("paypal") }],
  ["paid",         "the channel took the money back before",        { outside: change("channel", (id) => world.control.refund(id)), sql: () => leftLater("channel") }],
  ["cancelled",    "the channel cancelled it before",               { outside: change("channel", (id) => world.control.cancelOrder(id)), sql: () => leftLater("channel") }],
  ["booked",       "a box whose label was given back",              { outside: () => { for (const bought of world.shipments.filter((s) => s.trackingNo !== null && !s.refund)) world.changeShipment(bought, (s) => { s.refund = "refunded"; }); } }],
];
const red = new Set<OwnRule>();
test.each(wrongs)("%s turns red: %s", async (rule, _what, { first, sql, seen, outside }) => {
  const auditor = newAuditor();
  await owner.query("begin");
  try {
    if (first) await owner.query(first());
    expect(await rulesBroken(first ? auditor : newAuditor())).not.toContain(rule);
    seen?.(auditor);
    outside?.();
    if (sql) await owner.query(sql());
    expect(await rulesBroken(auditor)).toContain(rule);
    red.add(rule);
  } finally {
    await owner.query("rollback");
  }
});
afterAll(() => expect([...red].toSorted()).toEqual(Object.values(ownRules).flat().toSorted()));
