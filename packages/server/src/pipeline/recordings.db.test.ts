import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasContracts } from "@argosy/connectors/kit/contracts.testkit.ts";
import { randomId } from "@argosy/core/ids.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createCompany, openOutside, type Ids } from "../../sim/company.ts";
import { checkAll, invariants } from "../db/invariants.ts";
import { testDatabase, type TestDatabase } from "../db/test-database.ts";
import { inOrg, openPool, type Db, type Pool } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { importPayload } from "./01-intake/import.ts";
import { importPayments } from "./02-payment/pull.ts";
import { finishWave, lookAndCreateWaves } from "./08-picking/wave.ts";
import { printLabels } from "./09-labels/print.ts";
import { openScan, scanPiece, shipScanned } from "./10-shipping/scan.ts";
import { actor } from "./floor.testkit.ts";
import { pullOneFeed, runRooms } from "./index.ts";
import { actOnParcels } from "./parcel-acts.ts";
import {
  bellAddress, cancelledSale, captured, checkoutSale, ebayOrder, ebaySales, inOneOrder, inYen, maskedSale, openReplay, paying, paypalTransactions, reversing, trackers,
  type Replay, type Sale, type Transaction,
} from "./recordings.testkit.ts";
import type { Company } from "./room.ts";

// What eBay, PayPal and EasyPost really answered goes through the real connectors, rooms and database: from the sale to
// *shipped* and *delivered*, with the floor in between. recordings.testkit.ts says what is recorded and what is set.

const clock = settableClock("2024-07-30T16:00:00.000Z" as Instant); // the day EasyPost was recorded
const soldAt = plusS(clock.now(), -3600);
const shop = { id: randomId(), site: "EBAY_DE", currency: "EUR", provenBy: "own_records", mergePolicy: "auto" } as const;
const opening = 10;

let database: TestDatabase;
let pool: Pool;
let owner: pg.Client;
let company: Company;
let ids: Ids;
let replay: Replay;
const logged: object[] = [];

const sku = (code: string, weightG: number) => ({ code, weightG, onHandQty: opening });
const skus = [sku("invdev_1", 200), sku("invdev_2", 210), sku("invdev_3", 220), sku("invdev_4", 230), sku("invdev_5", 240), sku("x 123 Signa", 436)];

async function openRecordedCompany(): Promise<void> {
  database = await testDatabase();
  pool = openPool(database.url, 4);
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query("set search_path = argosy");
  const db: Db = { pool, clock, newId: randomId, vault: createVault(Buffer.alloc(32, 5)) };
  ids = await createCompany(db, { shops: [shop], skus, books: "after_stock", mergeWaitMinutes: 60 });
  replay = openReplay(clock);
  company = { db, orgId: ids.orgId, outside: openOutside(replay.http, db), log: (entry) => logged.push(entry) };
}

const rows = async <Row extends object>(text: string, ...values: unknown[]) => (await owner.query<Row>(text, values)).rows;
const sells = (sale: Sale, paymentRef: string | null): void => void replay.orders.push(ebayOrder(sale, { at: soldAt, paymentRef }));
const idOf = (one: Transaction): string => one.transaction_info.transaction_id;

/** Feeds are fetched and rooms work until nobody is due, a few times, minutes apart. */
async function live(): Promise<void> {
  for (let pass = 0; pass < 3; pass++) {
    clock.advance(310);
    while (await pullOneFeed(company));
    await runRooms(company);
  }
}

/** The floor: everything that waits is picked, printed, scanned piece by piece and sent off. Answers the tracking numbers. */
async function workTheFloor(): Promise<string[]> {
  const { waves } = await lookAndCreateWaves(company, { parcelIds: null, warehouseId: ids.warehouseId, maxParcels: 20, actor });
  for (const wave of waves) expect(await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId: wave.id, everything: true, actor }))).toMatchObject({ ok: true });
  await printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor });
  const boxes = await rows<{ id: string; tracking_no: string }>("select id, tracking_no from parcel where stage = 'shipping' order by tracking_no");
  for (const box of boxes) {
    const opened = await inOrg(company.db, company.orgId, (tx) => openScan(tx, box.tracking_no)); // the number on EasyPost's label
    if (!opened.ok) throw new Error(`${box.tracking_no}: ${opened.error.code}`);
    for (const line of opened.value.lines)
      for (let piece = 0; piece < line.qty; piece++)
        expect(await inOrg(company.db, company.orgId, (tx) => scanPiece(tx, { parcelId: box.id, code: line.sku, scanId: randomId(), actor }))).toMatchObject({ ok: true });
    expect(await shipScanned(company, { parcelId: box.id, scanId: randomId(), weightG: null, actor })).toMatchObject({ ok: true, value: { stage: "tracking" } });
  }
  return boxes.map((b) => b.tracking_no);
}

type Standing = { stage: string; hold_codes: string[]; evidence: object | null; parcels: string[] };
async function standing(orderId: string): Promise<Standing | undefined> {
  const [found] = await rows<Standing>(
    `select o.stage, o.hold_codes, (select evidence from hold h where h.order_id = o.id and h.released_at is null limit 1) as evidence,
            array(select distinct p.stage from parcel_line l join parcel p on p.id = l.parcel_id where l.order_id = o.id) as parcels
       from orders o where o.external_id = $1`, orderId);
  return found;
}

describe.skipIf(!hasContracts)("the recordings", () => {
  // eBay's five recorded sales, as prices, postage and pieces stand in the answer.
  const expected = [
    { order: "261869293885-1616104762016", minor: 530, sku: "invdev_1", qty: 1, city: "Berlin" },
    { order: "261869293885-1616104763016", minor: 603, sku: "invdev_2", qty: 1, city: "Berlin" },
    { order: "261869293885-1616104927016", minor: 529, sku: "invdev_3", qty: 1, city: "Musterstadt" },
    { order: "261869293885-1616104928016", minor: 105, sku: "invdev_4", qty: 1, city: "Musterstadt" },
    { order: "261869293885-1616130054016", minor: 829, sku: "invdev_5", qty: 2, city: "Musterstadt" },
  ];
  const numbers = ["9400100110368068953228", "9400100110368068953242", "9400100110368068953303", "9400100110368068953495"];
  const [bellOrder, yenOrder] = ["to-the-bell", "yen-order"];
  const reversedLater = "paid-then-reversed";
  let sales: readonly Sale[];
  let recordedRows: readonly Transaction[];
  let firstPayout: Transaction;
  /** Sales that must stay, with the hold and its evidence. */
  let staying: readonly { readonly orderId: string; readonly hold: string; readonly evidence: object }[];

  beforeAll(async () => {
    await openRecordedCompany();
    sales = ebaySales();
    recordedRows = paypalTransactions();
    const [received, sent, , , , payout, release, , secondPayout, , , thirdPayout] = recordedRows as [Transaction, Transaction, ...Transaction[]] & { 12: Transaction };
    firstPayout = payout!;
    const yen = inYen(yenOrder, inOneOrder(yenOrder, [sales[0]!, sales[4]!]));
    const bell = { ...inOneOrder(bellOrder, [sales[3]!]), shipTo: bellAddress() };
    const [one, two, three, four, five] = sales as [Sale, Sale, Sale, Sale, Sale];
    const pay = (row: Transaction, sale: Sale, id?: string): Transaction => paying(row, sale, { at: soldAt, ...(id ? { id } : {}) });
    const paid = [pay(payout!, one), pay(secondPayout!, two), pay(thirdPayout!, three), pay(payout!, four, "PAYS-FOUR"), pay(payout!, five, "PAYS-FIVE"), pay(payout!, yen, "PAYS-YEN"), pay(payout!, bell, "PAYS-BELL")] as const;
    for (const [i, sale] of [one, two, three, four, five, yen, bell].entries())
      sells(sale, sale === four ? null : idOf(paid[i]!)); // the fourth is found by its order number, the others by the payment's

    const other = (orderId: string) => inOneOrder(orderId, [five]);
    const backAtOnce = pay(payout!, other("reversed"), "PAID-AND-BACK");
    sells(checkoutSale(), idOf(captured(received, soldAt, "P")));
    sells(other("another-amount"), idOf(received));
    sells(other("another-currency"), idOf(sent));
    sells(other("reversed"), idOf(backAtOnce));
    sells(other("unpaid"), null);
    sells(maskedSale(), null);
    sells({ ...cancelledSale(), shipTo: bellAddress() }, null);
    staying = [
      { orderId: checkoutSale().orderId, hold: "payment_pending", evidence: { reason: "T0006 P RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION" } },
      { orderId: "another-amount", hold: "payment_amount_differs", evidence: { orderMinor: 829, paidMinor: 863, differenceMinor: 34, currency: "EUR" } },
      { orderId: "another-currency", hold: "payment_currency_differs", evidence: { orderCurrency: "EUR", paidCurrency: "USD", paidMinor: -1099 } },
      { orderId: "reversed", hold: "payment_reversed", evidence: { code: "T1106 S", minor: 829, currency: "EUR" } },
      { orderId: "unpaid", hold: "payment_missing", evidence: { expectedMinor: 829, currency: "EUR" } },
    ];
    const untouched = recordedRows.filter((r) => r !== payout && r !== secondPayout && r !== thirdPayout);
    replay.transactions.push(...untouched, ...paid, captured(received, soldAt, "P"), backAtOnce, reversing(release!, backAtOnce, soldAt));
  });
  afterAll(async () => {
    await pool?.end();
    await owner?.end();
    await database?.drop();
  });

  test("recorded sales become orders to the cent, and each finds its own payment", async () => {
    expect(sales.map((s) => [s.orderId, s.total, s.lines[0]!.sku, s.lines[0]!.qty])).toEqual([
      [expected[0]!.order, "5.3", "invdev_1", 1], [expected[1]!.order, "6.03", "invdev_2", 1], [expected[2]!.order, "5.29", "invdev_3", 1],
      [expected[3]!.order, "1.05", "invdev_4", 1], [expected[4]!.order, "8.29", "invdev_5", 2],
    ]);
    await live();
    const found = await rows(
      `select o.external_id as order, o.total_minor::int as minor, o.currency, p.external_id as payment, m.amount_minor::int as paid, m.currency as paid_in, m.matched_by
         from orders o join payment_match m on m.order_id = o.id join payment p on p.id = m.payment_id where o.stage = 'parcelled' order by o.external_id`);
    const match = (i: number, payment: string, by = "reference") =>
      ({ order: expected[i]!.order, minor: expected[i]!.minor, currency: "EUR", payment, paid: expected[i]!.minor, paid_in: "EUR", matched_by: by });
    expect(found).toEqual([
      match(0, "66K47261S71446539"), match(1, "19W4763450106520H"), match(2, "3W203167R09582206"), match(3, "PAYS-FOUR", "invoice"), match(4, "PAYS-FIVE"),
      { order: bellOrder, minor: 105, currency: "EUR", payment: "PAYS-BELL", paid: 105, paid_in: "EUR", matched_by: "reference" },
      { order: yenOrder, minor: 1359, currency: "JPY", payment: "PAYS-YEN", paid: 1359, paid_in: "JPY", matched_by: "reference" },
    ]);
  });

  test("payouts, holds, releases and conversions are kept, and none of them paid for anything", async () => {
    const kinds = await rows<{ kind: string; n: number; minor: number; matched: number }>(
      `select p.kind, count(*)::int as n, sum(p.amount_minor)::int as minor, count(m.payment_id)::int as matched from payment p left join payment_match m on m.payment_id = p.id
        where p.kind in ('hold', 'release', 'conversion') group by 1 order by 1`);
    expect(kinds).toEqual([
      { kind: "conversion", n: 2, minor: -1010 + 1110, matched: 0 },
      { kind: "hold", n: 3, minor: -3 * 12_546, matched: 0 },
      { kind: "release", n: 3, minor: 3 * 12_546, matched: 0 },
    ]);
  });

  test("one buyer's orders to one address share a box; yen do not go into a box of euros", async () => {
    const boxes = await rows<{ orders: string[]; currency: string; pieces: number; stage: string }>(
      `select array_agg(distinct o.external_id order by o.external_id) as orders, p.currency, sum(l.qty)::int as pieces, p.stage
         from parcel p join parcel_line l on l.parcel_id = p.id join orders o on o.id = l.order_id group by p.org_id, p.id order by 1`);
    expect(boxes.map((b) => [b.orders, b.currency, b.pieces, b.stage])).toEqual([
      [expected.slice(0, 2).map((e) => e.order), "EUR", 2, "picking"],
      [expected.slice(2).map((e) => e.order), "EUR", 4, "picking"],
      [[bellOrder], "EUR", 1, "picking"],
      [[yenOrder], "JPY", 3, "picking"],
    ]);
  });

  test("EasyPost is asked once per box and its recorded answer is kept: number, cost, tracker, label", async () => {
    const bookings = await rows<{ id: string; external_id: string; tracking_no: string; cost: number; cost_currency: string; tracker_id: string; mime: string }>(
      `select b.id, b.external_id, b.tracking_no, b.cost_minor::int as cost, b.cost_currency, b.tracker_id, f.mime
         from booking_attempt b join parcel p on p.booking_id = b.id join label_file f on f.booking_id = b.id where b.state = 'booked'`);
    expect(bookings.length).toBe(4);
    for (const b of bookings) {
      const recorded = replay.booked.get(b.id)!.bought;
      expect([b.external_id, b.tracking_no, b.cost, b.cost_currency, b.tracker_id, b.mime]).toEqual(
        [recorded.id, recorded.tracking_code, 593, "USD", recorded.tracker!.id, "image/png"]);
    }
    expect(bookings.map((b) => b.tracking_no).toSorted()).toEqual(numbers);
    const cities = replay.shipments.map((s) => (s["to_address"] as { city: string }).city).toSorted();
    expect(cities).toEqual(["Berlin", "Berlin", "Musterstadt", "Test"]);
    const declared = replay.shipments.flatMap((s) => (s["customs_info"] as { customs_items: { quantity: number }[] } | undefined)?.customs_items.map((i) => i.quantity) ?? []);
    expect(declared.toSorted()).toEqual([1, 1, 1, 1, 1, 2, 2]); // of the three boxes that go abroad; the fourth stays in the country
  });

  test("what is not surely paid stays, says why, and nothing was bought for it", async () => {
    for (const { orderId, hold, evidence } of staying)
      expect(await standing(orderId), orderId).toMatchObject({ stage: "payment", hold_codes: [hold], evidence, parcels: [] });
    expect(replay.booked.size).toBe(4);
  });

  test("a masked sale is quarantined where it can't be read, a cancelled one arrives closed; neither asks for money or goods", async () => {
    expect(await rows("select external_id, error from inbox_item where state <> 'projected'")).toMatchObject([{
      external_id: "24-07558-27052",
      error: { kind: "malformed", path: "fulfillmentStartInstructions.0.shippingStep.shipTo.contactAddress.countryCode", expected: "a country of two letters, got DDD" },
    }]);
    expect(await standing("24-07558-27052")).toBeUndefined();
    expect(await standing("26-07596-00721")).toMatchObject({ stage: "cancelled", hold_codes: [], parcels: [] });
    expect(await rows("select total_minor::int as total, other_minor::int as other from orders where external_id = '26-07596-00721'")).toEqual([{ total: 0, other: -32_211 }]); // the payment that went back
  });

  test("picked, printed, scanned and shipped; eBay is told the recorded number for every line, and stock has left once", async () => {
    expect(await workTheFloor()).toEqual(numbers);
    await live();
    const shipped = await rows<{ order: string; tracking_no: string; state: string; lines: string[] }>(
      `select o.external_id as order, p.tracking_no, c.state, array_agg(ol.external_id || ' x' || ol.qty order by ol.external_id) as lines
         from parcel p join channel_attempt c on c.parcel_id = p.id join orders o on o.id = c.order_id join order_line ol on ol.order_id = o.id
        where p.shipped_at is not null and p.stage = 'tracking' group by 1, 2, 3 order by 1`);
    expect(shipped.map((s) => [s.order, s.state])).toEqual([...expected.map((e) => [e.order, "confirmed"]), [bellOrder, "confirmed"], [yenOrder, "confirmed"]]);
    const told = replay.told.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1)).map(({ orderId, body }) => {
      const lines = body["lineItems"] as { lineItemId: string; quantity: number }[];
      return { order: orderId, tracking_no: body["trackingNumber"], carrier: body["shippingCarrierCode"], lines: lines.map((l) => `${l.lineItemId} x${l.quantity}`).toSorted() };
    });
    expect(told).toEqual(shipped.map(({ order, tracking_no, lines }) => ({ order, tracking_no, carrier: "USPS", lines })));

    const left: Record<string, number> = { invdev_1: 1 + 1, invdev_2: 1, invdev_3: 1, invdev_4: 1 + 1, invdev_5: 2 + 2, "x 123 Signa": 0 };
    const stock = await rows<{ code: string; on_hand: number; reserved: number; shipped: number }>(
      `select s.code, b.on_hand_qty::int as on_hand, b.reserved_qty::int as reserved, coalesce(-(select sum(on_hand_delta) from stock_move m where m.sku_id = s.id and m.kind = 'ship'), 0)::int as shipped
         from sku s join stock_balance b on b.sku_id = s.id order by s.code`);
    expect(stock).toEqual(Object.entries(left).map(([code, n]) => ({ code, on_hand: opening - n, reserved: 0, shipped: n })));
  });

  test("the recorded trackers are followed, and a delivery ends the journey of all orders in the box", async () => {
    const [first] = await rows<{ id: string; tracking_no: string; tracking_status: string }>("select id, tracking_no, tracking_status from parcel where tracking_no = '9400100110368068953228'");
    expect(first).toMatchObject({ tracking_status: "info_received" });
    const events = await rows("select status, vendor_code, text, place, at from tracking_event where parcel_id = $1 order by at", first!.id);
    const recorded = trackers().find((t) => t.tracking_code === first!.tracking_no)!.tracking_details;
    expect(events).toEqual(recorded.map((d) => expect.objectContaining({ status: "info_received", vendor_code: "pre_transit/status_update", text: d["message"], at: new Date(d["datetime"] as string) })));
    expect(events.at(-1)).toMatchObject({ text: "Shipping Label Created", place: "HOUSTON, TX, 77063" });

    replay.delivered.add(first!.tracking_no);
    await live();
    const stages = await rows<{ tracking_no: string; stage: string }>("select tracking_no, stage from parcel order by tracking_no");
    expect(stages.map((s) => s.stage)).toEqual(["delivered", "tracking", "tracking", "tracking"]);
  });

  test("the pending payment completes as recorded for USD 1.23, and its order follows the others out", async () => {
    const done = captured(recordedRows[0]!, clock.now(), "S");
    replay.transactions.splice(replay.transactions.findIndex((t) => idOf(t) === idOf(done)), 1, done);
    await live();
    const { orderId } = checkoutSale();
    expect(await standing(orderId)).toMatchObject({ stage: "parcelled", hold_codes: [], parcels: ["picking"] });
    expect(await rows("select m.amount_minor::int as minor, m.currency from payment_match m join payment p on p.id = m.payment_id where p.external_id = '7EJ68552ST726563J'")).toEqual([{ minor: 123, currency: "USD" }]);
    const [number] = await workTheFloor();
    await live();
    expect(replay.told.filter((t) => t.orderId === orderId).map((t) => t.body["trackingNumber"])).toEqual([number]);
    expect(await rows("select on_hand_qty::int as qty from stock_balance b join sku s on s.id = b.sku_id where s.code = 'x 123 Signa'")).toEqual([{ qty: opening - 1 }]);
  });

  test("a reversal after booking keeps the box on the floor; taken back, its goods are free and its label is refunded", async () => {
    const sale = inOneOrder(reversedLater, [sales[0]!, sales[1]!]);
    const payment = paying(firstPayout, sale, { at: clock.now(), id: "PAYS-THEN-BACK" });
    sells(sale, idOf(payment));
    replay.transactions.push(payment);
    await live();
    expect(await standing(reversedLater)).toMatchObject({ stage: "parcelled", parcels: ["picking"] });
    replay.transactions.push(reversing(recordedRows[9]!, payment, clock.now()));
    await live();
    const [box] = await rows<{ id: string; hold_codes: string[]; external_id: string }>(
      "select p.id, p.hold_codes, b.external_id from parcel p join booking_attempt b on b.id = p.booking_id where p.stage = 'picking'");
    expect(box).toMatchObject({ hold_codes: ["payment_reversed"] });
    const toldBefore = replay.told.length;
    expect(await workTheFloor()).toEqual([]);
    const nothing = { code: null, until: null, seen: undefined, warehouseId: null, methodId: null };
    expect(await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "cancel", [box!.id], { actor, reason: "the money went back" }, nothing))).toMatchObject([{ ok: true }]);
    await live();
    expect(replay.refunded).toEqual([box!.external_id]);
    expect(replay.told.length).toBe(toldBefore);
    expect(await rows("select sum(reserved_qty)::int as reserved, sum(on_hand_qty)::int as on_hand from stock_balance")).toEqual([{ reserved: 0, on_hand: skus.length * opening - 10 - 1 }]);
  });

  test("the same bodies once more, through the import, change nothing", async () => {
    const before = await rows("select (select count(*) from orders) as orders, (select count(*) from order_event) as events, (select count(*) from payment_match) as matches, (select count(*) from parcel_event) as walked");
    const page = JSON.stringify({ orders: replay.orders });
    expect(await importPayload(company, shop.id, page, importPayments)).toEqual({ ok: true, value: { stored: 0, projected: 0, quarantined: 0, ignored: replay.orders.length } });
    const search = JSON.stringify({ transaction_details: replay.transactions });
    expect(await importPayload(company, ids.paypalId, search, importPayments)).toMatchObject({ ok: true, value: { quarantined: 0 } });
    await runRooms(company);
    expect(await rows("select (select count(*) from orders) as orders, (select count(*) from order_event) as events, (select count(*) from payment_match) as matches, (select count(*) from parcel_event) as walked")).toEqual(before);
  });

  test("to the end nothing unpaid has left, every rule of the tables holds, and no vendor was asked what it was not recorded to answer", async () => {
    for (const { orderId, hold } of staying.slice(1)) expect(await standing(orderId), orderId).toMatchObject({ stage: "payment", hold_codes: [hold], parcels: [] });
    expect(await rows(checkAll(invariants), ids.orgId, clock.now())).toEqual([]);
    expect([replay.surprises, logged]).toEqual([[], []]);
  });
});
