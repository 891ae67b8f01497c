import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { showOrder } from "../lists/orders.ts";
import { joinOrders, takeApart } from "./04-merge/join.ts";
import { actOnOrders } from "./order-acts.ts";
import type { Company } from "./room.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";

const start = "2026-03-02T08:00:00.000Z" as Instant;
const clock = settableClock(start);
const world = createWorld({ seed: 1, clock });
const plan: CompanyPlan = {
  shops: [
    { id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "ask" },
    { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" },
  ],
  skus: [{ code: "A", weightG: 200, onHandQty: 20 }, { code: "B", weightG: 300, onHandQty: 1 }],
  books: "after_stock", mergeWaitMinutes: 60,
};
const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id];
let owner: pg.Client;
let company: Company;

beforeAll(async () => {
  ({ company, owner } = await openCompany({ plan, world, clock, log: (entry) => logged.push(entry) }));
});
const logged: object[] = [];

async function live(hours = 0): Promise<void> {
  await letTimePass(company, clock, (hours * 3600) / 3 + 130);
}
const line = (sku: string, qty = 1) => ({ sku, title: `Goods ${sku}`, qty, priceMinor: 1500 });
const twoOfOneBuyer = (): readonly [string, string] => {
  const first = world.control.placeOrder({ shopId: us, lines: [line("A")], payment: "paypal_right" }).orderId;
  const placed = world.orders.get(first)!;
  return [first, world.control.placeOrder({ shopId: us, lines: [line("A")], payment: "paypal_right", buyer: placed.buyer, shipTo: world.addressOf(placed) }).orderId];
};
async function standing(externalId: string) {
  const { rows } = await owner.query(
    `select o.stage, o.hold_codes, p.stage as parcel, p.hold_codes as parcel_holds from orders o
       left join parcel_line l on l.org_id = o.org_id and l.order_id = o.id left join parcel p on p.org_id = l.org_id and p.id = l.parcel_id and p.stage <> 'cancelled'
      where o.external_id = $1 limit 1`, [externalId]);
  return rows[0] as { stage: string; hold_codes: string[]; parcel: string | null; parcel_holds: string[] | null };
}

test("a clean order walks to picking without a click; the others wait and say why", async () => {
  const place = (wish: object) => world.control.placeOrder({ shopId: us, lines: [line("A")], payment: "paypal_right", ...wish } as Parameters<typeof world.control.placeOrder>[0]).orderId;
  const clean = place({});
  const british = place({ shopId: gb, payment: "channel" });
  const short = place({ lines: [line("B", 5)] });
  const underpaid = place({ payment: "paypal_short" });
  const noted = place({ note: "gift, no invoice" });
  const unmapped = place({ lines: [line("UNKNOWN")] });
  await live();
  expect(logged).toEqual([]);
  expect(await standing(clean)).toMatchObject({ stage: "parcelled", parcel: "picking", parcel_holds: [] });
  expect(await standing(british)).toMatchObject({ stage: "parcelled", parcel: "picking" });
  expect(await standing(short)).toMatchObject({ stage: "parcelled", parcel: "allocation", parcel_holds: ["stock_short"] });
  expect(await standing(underpaid)).toMatchObject({ stage: "payment", hold_codes: ["payment_amount_differs"] });
  expect(await standing(noted)).toMatchObject({ stage: "review", hold_codes: ["buyer_note"] });
  expect(await standing(unmapped)).toMatchObject({ stage: "review", hold_codes: ["sku_unmapped"] });
});

test("who was approved by hand went on by hand, who was not needed nobody: the history says which", async () => {
  const place = (note: string) => world.control.placeOrder({ shopId: us, lines: [line("A")], payment: "paypal_right", note }).orderId;
  const [clean, noted] = [place(""), place("ring twice")];
  await live();
  await inOrg(company.db, company.orgId, async (tx) => {
    const order = await tx.one<{ id: string }>`select id from orders where org_id = ${tx.orgId} and external_id = ${noted}`;
    const person = { actor: "member:00000000-0000-4000-8000-000000000001", reason: "" } as const;
    expect(await actOnOrders(tx, "approve", [order!.id], person, { code: null, until: null, seen: undefined })).toMatchObject([{ ok: true }]);
  });
  await live();
  const { rows } = await owner.query("select o.external_id, e.reason from order_event e join orders o on o.org_id = e.org_id and o.id = e.order_id where e.move = 'approve' and o.external_id = any($1)", [[clean, noted]]);
  expect(new Map(rows.map((r) => [r.external_id, r.reason]))).toEqual(new Map([[clean, fact("nothing_to_ask")], [noted, fact("released_by_hand")]]));
  // All that happened in one instant is told in its order: the parcel's way after the order's.
  const id = (await owner.query<{ id: string }>("select id from orders where external_id = $1", [clean])).rows[0]!.id;
  const { timeline } = (await inOrg(company.db, company.orgId, (tx) => showOrder(tx, id, { locale: "en", masked: false })))!;
  const steps = timeline.filter((e) => e.seq > 0);
  const own = steps.filter((e) => e.of.startsWith("O"));
  expect(own.map((e) => e.seq)).toEqual(own.map((e) => e.seq).toSorted((a, b) => b - a));
  expect(steps.slice(-own.length)).toEqual(own);
});

test("a cancellation before the floor takes the parcel back, stock and label with it", async () => {
  const { orderId } = world.control.placeOrder({ shopId: us, lines: [line("A", 2)], payment: "paypal_right" });
  await live();
  expect(await standing(orderId)).toMatchObject({ parcel: "picking" });
  world.control.cancelOrder(orderId);
  await live();
  expect(await standing(orderId)).toMatchObject({ stage: "cancelled", parcel: null });
  const stock = await owner.query("select sum(reserved_qty)::int as reserved from stock_balance");
  const promised = await owner.query("select coalesce(sum(qty), 0)::int as promised from reservation");
  expect(stock.rows[0].reserved).toBe(promised.rows[0].promised);
  expect(world.books().charges.filter((c) => c.voided)).toHaveLength(1);
});

test("two orders of one buyer are offered, and go alone when nobody merges them", async () => {
  const [first, second] = twoOfOneBuyer();
  await live();
  expect(await standing(first)).toMatchObject({ stage: "merge", hold_codes: ["merge_offered"] });
  expect(await standing(second)).toMatchObject({ stage: "merge", hold_codes: ["merge_offered"] });
  await live(2);
  expect(await standing(first)).toMatchObject({ stage: "parcelled", parcel: "picking" });
  expect(await standing(second)).toMatchObject({ stage: "parcelled", parcel: "picking" });
});

test("who waits for an order whose money was taken back waits no longer", async () => {
  const [first, second] = twoOfOneBuyer();
  await live();
  expect(await standing(first)).toMatchObject({ stage: "merge", hold_codes: ["merge_offered"] });
  world.control.reversePayment(second);
  await live();
  expect(await standing(second)).toMatchObject({ stage: "payment", hold_codes: ["payment_reversed"] });
  expect(await standing(first)).toMatchObject({ stage: "parcelled" });
});

test("a merged parcel that is booked is taken apart and its label given back", async () => {
  const orders = twoOfOneBuyer();
  await live();
  const person = { actor: "member:00000000-0000-4000-8000-000000000001", reason: "two boxes" } as const;
  const { rows } = await owner.query<{ id: string }>("select id from orders where external_id = any($1)", [orders]);
  const joined = await inOrg(company.db, company.orgId, (tx) => joinOrders(tx, rows.map((r) => r.id), person));
  await live();
  expect(await standing(orders[0])).toMatchObject({ parcel: "picking" });
  const voided = () => world.books().charges.filter((c) => c.voided).length;
  const before = voided();
  expect(await inOrg(company.db, company.orgId, (tx) => takeApart(tx, joined.ok ? joined.value : "", person))).toEqual({ ok: true, value: null });
  await live();
  expect(voided()).toBe(before + 1);
  for (const order of orders) expect(await standing(order)).toMatchObject({ stage: "merge", hold_codes: ["merge_offered"] }); // as before the click
  await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "go_alone", rows.map((r) => r.id), person, { code: null, until: null, seen: undefined }));
  await live();
  for (const order of orders) expect(await standing(order)).toMatchObject({ stage: "parcelled", hold_codes: [] });
  await expectTrueBooks({ company, owner });
});

test("a booking whose answer is lost is found, not repeated", async () => {
  world.control.carrierTimeoutAfterCharge(1);
  const before = world.books().charges.length;
  const { orderId } = world.control.placeOrder({ shopId: us, lines: [line("A")], payment: "paypal_right" });
  await live();
  await live(1);
  expect(await standing(orderId)).toMatchObject({ parcel: "picking" });
  expect(world.books().charges.length).toBe(before + 1);
});
