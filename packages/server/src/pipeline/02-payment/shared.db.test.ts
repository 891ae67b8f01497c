import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { PaymentRecord } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { money } from "@argosy/core/money.ts";
import { epochMs, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { checkAll, invariants } from "../../db/invariants.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import type { CompanyPlan, Ids } from "../../../sim/company.ts";
import { letTimePass, openCompany } from "../company.testkit.ts";
import { matchPayment, unmatchPayment } from "../order-acts.ts";
import { whileOpen } from "../race.testkit.ts";
import type { Company } from "../room.ts";
import { storePayments } from "./pull.ts";
import { giveParts, type PaymentNamed } from "../payment-parts-sql.ts";

// One payment for several orders, several payments for one.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 9, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 99 }], books: "after_stock", mergeWaitMinutes: 5,
};
const shop = plan.shops[0]!.id;
const person = { actor: "member:0199aaaa-0000-7000-8000-000000000001", reason: "" } as const;
let owner: pg.Client;
let company: Company;
let ids: Ids;
beforeAll(async () => void ({ company, ids, owner } = await openCompany({ plan, world, clock })));

const live = () => letTimePass(company, clock, 130);
const line = (priceMinor: number) => ({ sku: "A", title: "A", qty: 1, priceMinor });
const together = (...prices: number[]): readonly string[] => world.control.placeTogether(prices.map((p) => ({ shopId: shop, lines: [line(p)], payment: "paypal_right" as const }))).orderIds;
const place = (priceMinor: number) => world.control.placeOrder({ shopId: shop, lines: [line(priceMinor)], payment: "paypal_missing" }).orderId;
const record = (gross: number, more: Partial<PaymentRecord> = {}): PaymentRecord => ({
  externalId: randomId(), at: clock.now(), version: clock.now(), kind: "payment", state: "completed", vendorCode: "T0006/S", gross: money(gross, "USD"), fee: null, payerEmail: "", payerName: "", invoiceId: "", customField: "",
  relatedId: null, note: "", shipTo: null, warnings: [], ...more,
});
const pay = (...records: readonly PaymentRecord[]) => inOrg(company.db, company.orgId, (tx) => storePayments(tx, ids.paypalId, records));
type Standing = { id: string; stage: string; hold_codes: string[]; evidence: Record<string, unknown> | null; parts: number[] };
const standing = async (externalId: string): Promise<Standing> =>
  (await owner.query(`select o.id, o.stage, o.hold_codes, (select evidence from hold h where h.order_id = o.id and h.released_at is null limit 1) as evidence,
      array(select amount_minor::int from payment_match m where m.order_id = o.id and m.amount_minor > 0 order by 1) as parts from orders o where external_id = $1`, [externalId])).rows[0] as Standing;
const stages = async (orders: readonly string[]) => (await Promise.all(orders.map(standing))).map((s) => s.stage);
const idOf = async (externalId: string) => (await standing(externalId)).id;
const paymentIdOf = async (externalId: string) => (await owner.query("select id from payment where external_id = $1", [externalId])).rows[0].id as string;
const claim = (tx: Tx, id: string, named: PaymentNamed) => matchPayment(tx, id, named, person);
const give = (id: string, named: PaymentNamed) => inOrg(company.db, company.orgId, (tx) => claim(tx, id, named));
const take = (id: string, paymentId: string) => inOrg(company.db, company.orgId, (tx) => unmatchPayment(tx, id, paymentId, person));
const brokenNow = async () => (await owner.query<{ id: string }>(checkAll(invariants.filter((i) => i.when === "always")), [company.orgId, clock.now()])).rows;

test("orders paid together pass, each with its own total", async () => {
  const orders = together(1500, 2500, 400);
  await live();
  expect(await stages(orders)).toEqual(["parcelled", "parcelled", "parcelled"]);
  expect((await Promise.all(orders.map(standing))).map((s) => s.parts)).toEqual([[1500], [2500], [400]]);
  expect(await brokenNow()).toEqual([]);
});

test("one that comes later completes the others", async () => {
  const [first, second] = together(1500, 2500) as readonly [string, string];
  world.control.hideFromLists(second, new Date(epochMs(clock.now()) + 600_000).toISOString() as Instant);
  await live();
  expect(await standing(first)).toMatchObject({ stage: "payment", hold_codes: ["payment_amount_differs"], evidence: { paidMinor: 4000, orderMinor: 1500 } });
  clock.advance(600);
  for (let i = 0; i < 3; i++) await live();
  expect(await stages([first, second])).toEqual(["parcelled", "parcelled"]);
});

test("orders that are not what was paid wait, each with the payment and all of them; by hand they are settled", async () => {
  const orders = together(1500, 2500);
  world.control.changeLines(orders[1]!, [line(3000)]);
  await live();
  for (const order of orders)
    expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_amount_differs"], parts: [],
      evidence: { paidMinor: 4000, orderMinor: 4500, differenceMinor: -500, shared: { orders: expect.arrayContaining([expect.objectContaining({ minor: 1500 }), expect.objectContaining({ minor: 3000 })]) } } });
  const { shared } = (await standing(orders[0]!)).evidence as { shared: { paymentId: string; externalId: string } };
  expect(await give(await idOf(orders[0]!), { paymentId: shared.paymentId })).toEqual({ ok: true, value: null });
  await live();
  expect(await standing(orders[0]!)).toMatchObject({ stage: "payment", parts: [1500] }); // the rest belongs to nobody yet
  expect(await give(await idOf(orders[1]!), { transactionId: shared.externalId })).toEqual({ ok: true, value: null });
  await live();
  expect(await standing(orders[0]!)).toMatchObject({ stage: "parcelled", parts: [1500] });
  expect(await standing(orders[1]!)).toMatchObject({ stage: "payment", parts: [2500], evidence: { paidMinor: 2500, orderMinor: 3000 } });
  const more = record(500);
  await pay(more);
  expect(await give(await idOf(orders[1]!), { transactionId: more.externalId })).toEqual({ ok: true, value: null });
  await live();
  expect(await standing(orders[1]!)).toMatchObject({ stage: "parcelled", parts: [500, 2500] });
  expect(await brokenNow()).toEqual([]);
});

test("what a person takes away is free again, exactly, and no room gives it back", async () => {
  const orders = [place(1500), place(2500)];
  await live();
  const whole = record(4000);
  await pay(whole);
  const paymentId = await paymentIdOf(whole.externalId);
  const given = () => owner.query("select matched_minor::int as n from payment where id = $1", [paymentId]).then((r) => r.rows[0].n as number);
  for (const order of orders) await give(await idOf(order), { paymentId });
  expect(await given()).toBe(4000);
  expect(await give(await idOf(orders[0]!), { paymentId })).toMatchObject({ ok: false, error: { code: "payment_taken" } });
  expect(await take(await idOf(orders[0]!), paymentId)).toEqual({ ok: true, value: null });
  expect(await take(await idOf(orders[0]!), paymentId)).toMatchObject({ ok: false, error: { code: "payment_not_found" } });
  expect(await given()).toBe(2500);
  await live();
  expect(await standing(orders[0]!)).toMatchObject({ stage: "payment", hold_codes: ["payment_missing"], parts: [] });
  expect(await give(await idOf(orders[0]!), { paymentId })).toEqual({ ok: true, value: null });
  await live();
  expect(await stages(orders)).toEqual(["parcelled", "parcelled"]);
  expect(await take(await idOf(orders[0]!), paymentId)).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
});

test("an order that named its payment loses it by a person's word for good", async () => {
  const [order, other] = together(1500, 2500) as readonly [string, string];
  world.control.changeNote(order, "wait for me"); // waits in review
  await live();
  const paymentId = (await owner.query("select payment_id from payment_match where order_id = $1", [await idOf(order)])).rows[0].payment_id as string;
  expect(await take(await idOf(order), paymentId)).toEqual({ ok: true, value: null });
  clock.advance(700);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_missing"], parts: [] });
  expect(await standing(other)).toMatchObject({ parts: [2500] });
});

test.each([
  ["a reversal", (order: string) => world.control.reversePayment(order), "payment_reversed"],
  ["a part refund", (order: string) => world.control.refund(order, 100), "payment_reversed"],
])("%s of a shared payment reaches all its orders", async (_what, happen, code) => {
  const orders = together(1500, 2500);
  await live();
  happen(orders[0]!);
  clock.advance(4 * 3600);
  await live();
  const held = (await owner.query("select o.external_id, p.hold_codes from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id where o.external_id = any($1) order by 1", [orders])).rows;
  expect(held.map((h) => h.hold_codes)).toEqual(orders.map(() => [code]));
});

test("a payment that turned out smaller takes from who got his part last", async () => {
  const orders = [place(1500), place(2500)];
  await live();
  const whole = record(4000);
  await pay(whole);
  for (const order of orders) {
    await give(await idOf(order), { transactionId: whole.externalId });
    clock.advance(1);
  }
  await pay({ ...whole, gross: money(3000, "USD"), version: clock.now() });
  expect((await Promise.all(orders.map(standing))).map((s) => s.parts)).toEqual([[1500], [1500]]);
  expect(await brokenNow()).toEqual([]);
});

test("two people give one payment to two orders: together they get what it is", async () => {
  const orders = [place(1500), place(2500)];
  await live();
  const whole = record(3000);
  await pay(whole);
  const [first, second] = [await idOf(orders[0]!), await idOf(orders[1]!)];
  const named = { transactionId: whole.externalId };
  await whileOpen(company, owner, (tx) => claim(tx, first, named), () => inOrg(company.db, company.orgId, (tx) => claim(tx, second, named)));
  expect((await Promise.all(orders.map(standing))).map((s) => s.parts)).toEqual([[1500], [1500]]);
});

test("whoever writes more than is left is refused by the payment's own row", async () => {
  const orders = [place(1500), place(2500)];
  await live();
  const whole = record(3000);
  await pay(whole);
  const paymentId = await paymentIdOf(whole.externalId);
  const [first, second] = [await idOf(orders[0]!), await idOf(orders[1]!)];
  const part = (orderId: string, minor: number) => (tx: Tx) => giveParts(tx, [{ paymentId, orderId, minor, currency: "USD", matchedBy: "reference" }]);
  const late = whileOpen(company, owner, part(first, 1500), () => inOrg(company.db, company.orgId, part(second, 2500)));
  await expect(late).rejects.toThrow("payment_never_above_amount");
  expect(await standing(orders[1]!)).toMatchObject({ parts: [] });
});
