import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { PaymentRecord } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { randomId } from "@argosy/core/ids.ts";
import { money } from "@argosy/core/money.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan, Ids } from "../../../sim/company.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { hidden, type Reader } from "../../lists/mask.ts";
import { showOrder } from "../../lists/orders.ts";
import { moveOrders } from "../move.ts";
import { actOnOrders, matchPayment } from "../order-acts.ts";
import { actOnParcels } from "../parcel-acts.ts";
import { whileOpen } from "../race.testkit.ts";
import type { Company } from "../room.ts";
import { storePayments } from "./pull.ts";
import { giveParts } from "../payment-parts-sql.ts";
import { letTimePass, openCompany } from "../company.testkit.ts";

// Money that is there, and yet not as it should be; and what a payer wrote with it.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 8, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 9 }], books: "after_stock", mergeWaitMinutes: 5,
};
const shop = plan.shops[0]!.id;
const otherId = randomId();
let owner: pg.Client;
let company: Company;
let ids: Ids;
beforeAll(async () => {
  ({ company, ids, owner } = await openCompany({ plan, world, clock }));
  await owner.query(`insert into account (org_id, id, kind, connector, name, site, colour, base_url, credentials, credential_hints, status, tolerance_minor, merge_wait_minutes, version, created_at)
    select org_id, $1, kind, connector, 'Old PayPal', site, colour, base_url, credentials, credential_hints, 'paused', tolerance_minor, merge_wait_minutes, version, created_at from account where id = $2`, [otherId, ids.paypalId]);
});
async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
}
const place = () => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_missing" }).orderId;
const record = (invoiceId: string, more: Partial<PaymentRecord> = {}): PaymentRecord => ({
  externalId: randomId(), at: clock.now(), version: clock.now(), kind: "payment", state: "completed", vendorCode: "T0006/S", gross: money(1500, "USD"), fee: null, payerEmail: "", payerName: "", invoiceId, customField: "",
  relatedId: null, note: "", shipTo: null, warnings: [], ...more,
});
const pay = (accountId: string, ...records: readonly PaymentRecord[]) => inOrg(company.db, company.orgId, (tx) => storePayments(tx, accountId, records));
const standing = async (externalId: string) =>
  (await owner.query(`select o.stage, o.hold_codes, (select evidence from hold h where h.order_id = o.id and h.released_at is null limit 1) as evidence from orders o where external_id = $1`, [externalId])).rows[0] as object;

test("money that names the order but reached another account is said to have done so", async () => {
  const order = place();
  await pay(otherId, record(order));
  await live();
  expect(await standing(order)).toEqual({ stage: "payment", hold_codes: ["payment_wrong_receiver"], evidence: { account: "Old PayPal", minor: 1500, currency: "USD" } });
  await pay(ids.paypalId, record(order));
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled" });
});

test("of two payments that fit a person says which; the other stays free, and nothing is proven twice", async () => {
  const order = place();
  const email = `${world.orders.get(order)!.no.toString(36).padStart(8, "0")}@members.ebay.com`;
  await pay(ids.paypalId, record("", { payerEmail: email }), record("", { payerEmail: email }));
  await live();
  const held = await standing(order) as { hold_codes: string[]; evidence: { candidates: { paymentId: string }[] } };
  expect(held).toMatchObject({ stage: "payment", hold_codes: ["payment_ambiguous"] });
  const { rows: [found] } = await owner.query("select id from orders where external_id = $1", [order]);
  const paymentId = held.evidence.candidates[0]!.paymentId;
  const shown = (reader: Reader) => inOrg(company.db, company.orgId, async (tx) => (await showOrder(tx, found.id, reader))?.candidates);
  const free = { amount: money(1500, "USD"), payer: email, others: [] };
  expect(await shown({ locale: "en", masked: false })).toMatchObject([free, free]);
  expect(await shown({ locale: "en", masked: true })).toMatchObject([{ payer: hidden }, { payer: hidden }]);
  const claim = () => inOrg(company.db, company.orgId, (tx) => matchPayment(tx, found.id, { paymentId }, { actor: "member:m", reason: "" }));
  expect(await claim()).toEqual({ ok: true, value: null });
  expect(await claim()).toMatchObject({ ok: false, error: { code: "payment_taken" } });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled" });
  expect(await claim()).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
  expect((await owner.query("select matched_by from payment_match where order_id = $1", [found.id])).rows).toEqual([{ matched_by: "person:m" }]);
});

test("two people say of one payment that it is for two orders: one of them is told that it is taken", async () => {
  const orders = [place(), place()];
  await live();
  const { rows: [first, second] } = await owner.query("select id from orders where external_id = any($1)", [orders]);
  const free = record("");
  await pay(ids.paypalId, free);
  const { rows: [payment] } = await owner.query("select id from payment where external_id = $1", [free.externalId]);
  const claim = (tx: Tx, id: string) => matchPayment(tx, id, { paymentId: payment.id }, { actor: "member:m", reason: "" });
  const late = await whileOpen(company, owner, (tx) => claim(tx, first.id), () => inOrg(company.db, company.orgId, (tx) => claim(tx, second.id)));
  expect(late).toMatchObject({ ok: false, error: { code: "payment_taken" } });
});

test("an order paid twice in full waits with both sums", async () => {
  const order = place();
  await pay(ids.paypalId, record(order), record(order));
  await live();
  expect(await standing(order)).toEqual({ stage: "payment", hold_codes: ["payment_doubled"], evidence: { count: 2, orderMinor: 1500, paidMinor: 3000, currency: "USD" } });
});

test("a note with the payment holds the order like one at the checkout", async () => {
  const order = place();
  await pay(ids.paypalId, record(order, { note: "please ring twice" }));
  await live();
  expect(await standing(order)).toEqual({ stage: "review", hold_codes: ["buyer_note"], evidence: { note: "please ring twice" } });
  expect((await owner.query("select encode(payer, 'escape') as sealed from payment where has_note")).rows[0].sealed).not.toContain("ring");
});

const parcelOf = async (externalId: string) =>
  (await owner.query(`select p.id, p.hold_codes, (select evidence from hold h where h.parcel_id = p.id and h.released_at is null) as evidence
    from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id where o.external_id = $1`, [externalId])).rows[0] as { id: string; hold_codes: string[]; evidence: unknown };
const person = { actor: "member:m", reason: "the rest came by bank" } as const;
const asked = { code: null, until: null, seen: undefined, warehouseId: null, methodId: null };

test("what a person accepted does not stop the parcel when its record is told again; what is new does, by its own name", async () => {
  const order = place();
  const paid = record(order, { gross: money(1000, "USD") });
  await pay(ids.paypalId, paid);
  await live();
  const { rows: [{ id }] } = await owner.query("select id from orders where external_id = $1", [order]);
  expect(await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "accept_payment", [id], person, asked))).toMatchObject([{ ok: true }]);
  await live();
  await pay(ids.paypalId, { ...paid, version: clock.now(), fee: money(-30, "USD") });
  const parcel = await parcelOf(order);
  expect(parcel).toMatchObject({ hold_codes: [] });
  clock.advance(1);
  await pay(ids.paypalId, { ...paid, version: clock.now(), gross: money(1100, "USD") });
  expect(await parcelOf(order)).toMatchObject({ hold_codes: ["payment_reversed"], evidence: { orderId: id, code: fact("held_by", "payment_amount_differs"), paidMinor: 1100 } });
  expect(await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "release", [parcel.id], person, asked))).toMatchObject([{ ok: true }]);
  clock.advance(1);
  await pay(ids.paypalId, { ...paid, version: clock.now(), gross: money(1100, "USD"), fee: money(-40, "USD") });
  expect(await parcelOf(order)).toMatchObject({ hold_codes: [] });
});

/** What the room has at hand: the order is claimed, matched and on its way, and nothing of it is committed. */
const verified = (tx: Tx, orderId: string, paymentId: string) =>
  giveParts(tx, [{ orderId, paymentId, minor: 1500, currency: "USD", matchedBy: "invoice" }]).then(() => moveOrders(tx, "verify", [orderId], { actor: "room:payment", reason: fact("amounts_agree") }));
test.each([
  ["a reversal of its own", (paid: PaymentRecord) => record("", { kind: "reversal", relatedId: paid.externalId, gross: money(-1500, "USD"), vendorCode: "T1106 S" })],
  ["another state of the same record", (paid: PaymentRecord): PaymentRecord => ({ ...paid, state: "reversed", version: clock.now() })],
])("money taken back while the room lets its order on stops the order: %s", async (_what, takenBack) => {
  const order = place();
  await live();
  const paid = record(order);
  await pay(ids.paypalId, paid);
  clock.advance(1);
  const { rows: [{ id }] } = await owner.query("select id from orders where external_id = $1", [order]);
  const { rows: [payment] } = await owner.query("select id from payment where external_id = $1", [paid.externalId]);
  await whileOpen(company, owner, (tx) => verified(tx, id, payment.id), () => pay(ids.paypalId, takenBack(paid)));
  await live();
  expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_reversed"] });
});

test("money taken back while a person claims it is known to the order he claims it for", async () => {
  const order = place();
  await live();
  const paid = record("");
  await pay(ids.paypalId, paid);
  const { rows: [{ id }] } = await owner.query("select id from orders where external_id = $1", [order]);
  const { rows: [payment] } = await owner.query("select id from payment where external_id = $1", [paid.externalId]);
  const claim = async (tx: Tx) => {
    await matchPayment(tx, id, { paymentId: payment.id }, { actor: "member:m", reason: "" });
    await moveOrders(tx, "verify", [id], { actor: "room:payment", reason: fact("amounts_agree") });
  };
  await whileOpen(company, owner, claim, () => pay(ids.paypalId, record("", { kind: "reversal", relatedId: paid.externalId, gross: money(-1500, "USD"), vendorCode: "T1106 S" })));
  await live();
  expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_reversed"] });
});
