import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Address } from "@argosy/core/address.ts";
import type { PaymentRecord } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { money } from "@argosy/core/money.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { PaymentStory } from "@argosy/sandbox/books.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan, Ids } from "../../../sim/company.ts";
import { inOrg } from "../../db/tx.ts";
import { hidden, type Reader } from "../../lists/mask.ts";
import { showOrder } from "../../lists/orders.ts";
import { expectTrueBooks, letTimePass, openCompany } from "../company.testkit.ts";
import { actOnOrders, editAddress } from "../order-acts.ts";
import type { Company } from "../room.ts";
import { storePayments } from "./pull.ts";

// Money that is right, from a payer who is not the recipient.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 8, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 99 }], books: "after_stock", mergeWaitMinutes: 5,
};
const shop = plan.shops[0]!.id;
let owner: pg.Client;
let company: Company;
let ids: Ids;
beforeAll(async () => void ({ company, ids, owner } = await openCompany({ plan, world, clock })));

const home: Address = { name: "José Müller", company: "", line1: "12 Quiet Lane", line2: "", city: "Austin", state: "TX", postcode: "78704", country: "US", phone: "5125550100" };
const away: Address = { ...home, name: "Ann Payer", line1: "9 Loud Street", city: "Denver", state: "CO", postcode: "80205" };
const live = () => letTimePass(company, clock, 130);
const place = (payment: PaymentStory = "paypal_missing", note = "") => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment, note, buyer: `buyer${world.orders.size}`, shipTo: home }).orderId;
const record = (invoiceId: string, more: Partial<PaymentRecord> = {}): PaymentRecord => ({
  externalId: randomId(), at: clock.now(), version: clock.now(), kind: "payment", state: "completed", vendorCode: "T0006/S", gross: money(1500, "USD"), fee: null, payerEmail: "", payerName: "", invoiceId, customField: "",
  relatedId: null, note: "", shipTo: null, warnings: [], ...more,
});
const pay = (...records: readonly PaymentRecord[]) => inOrg(company.db, company.orgId, (tx) => storePayments(tx, ids.paypalId, records));
type Standing = { id: string; version: number; stage: string; hold_codes: string[]; evidence: { paymentIds: string[] } | null };
const standing = async (externalId: string) =>
  (await owner.query(`select o.id, o.version, o.stage, o.hold_codes, (select evidence from hold h where h.order_id = o.id and h.released_at is null limit 1) as evidence from orders o where external_id = $1`, [externalId])).rows[0] as Standing;
const held = { stage: "payment", hold_codes: ["payment_address_differs"] };
const person = { actor: "member:0199aaaa-0000-7000-8000-000000000001", reason: "a gift, says the buyer" } as const;
const asked = { code: null, until: null, seen: undefined, warehouseId: null, methodId: null };

test("an order paid from another address waits, says in which parts, and goes on when a person accepts it", async () => {
  const [order, right] = [place("paypal_elsewhere"), place("paypal_right")];
  await live();
  expect(await standing(right)).toMatchObject({ stage: "parcelled" }); // PayPal writes this name without its accents
  const { id, evidence, ...stands } = await standing(order);
  expect(stands).toMatchObject(held);
  expect(evidence).toEqual({ differs: ["postcode", "city", "line"], unverified: true, paymentIds: [expect.any(String)] });

  const shown = (reader: Reader) => inOrg(company.db, company.orgId, async (tx) => (await showOrder(tx, id, reader))?.payments);
  const [payment] = (await shown({ locale: "en", masked: false }))!;
  expect(payment).toMatchObject({ id: evidence!.paymentIds[0], warnings: ["address_unverified", "unprotected"], shipTo: { country: expect.stringMatching(/^[A-Z]{2}$/) } });
  expect(await shown({ locale: "en", masked: true })).toMatchObject([{ shipTo: { line1: hidden, city: payment!.shipTo!.city } }]);
  const { rows: [stored] } = await owner.query("select json_build_array(p, encode(p.payer, 'escape'), h, e)::text as all from payment p, hold h, order_event e where p.id = $1 and h.order_id = $2 and e.order_id = $2 and e.kind = 'holds'", [payment!.id, id]);
  expect(stored.all).not.toContain(payment!.shipTo!.line1);

  expect(await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "accept_payment", [id], { ...person, reason: "" }, asked))).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "accept_payment", [id], person, asked))).toMatchObject([{ ok: true }]);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled" });
  await expectTrueBooks({ company, owner });
});

test("a newer record with the order's address lets the order go; one with another, later, stops no parcel", async () => {
  const order = place();
  const paid = record(order, { shipTo: away, payerEmail: "ann@payers.example" });
  await pay(paid);
  await live();
  expect(await standing(order)).toMatchObject({ ...held, evidence: { differs: ["postcode", "city", "line"], unverified: false } });
  await pay({ ...paid, version: clock.now(), shipTo: { ...home, name: "Jose, Muller", line1: "12 QUIET LANE." } });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled", hold_codes: [] });
  clock.advance(1);
  await pay({ ...paid, version: clock.now(), warnings: ["address_unverified"] });
  await live();
  expect((await owner.query("select p.hold_codes from parcel p join parcel_line l on l.parcel_id = p.id join orders o on o.id = l.order_id where o.external_id = $1", [order])).rows).toEqual([{ hold_codes: [] }]);
});

test("the switches of the shop decide what is asked", async () => {
  await owner.query("update account set asks_payer_address = false, asks_unprotected = true where kind = 'shop'");
  const order = place("paypal_elsewhere");
  await live();
  expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_unprotected"] });
  await owner.query("update account set asks_payer_address = true, asks_unprotected = false where kind = 'shop'");
  clock.advance(600);
  await live();
  expect(await standing(order)).toMatchObject(held);
});

test("what a person corrects is not questioned, unless it is the answer", async () => {
  const [noted, order] = [place("paypal_missing", "ring twice"), place()];
  await pay(record(noted, { shipTo: home }), record(order, { shipTo: away }));
  await live();
  const correct = async (externalId: string, shipTo: Address) => {
    const { id, version } = await standing(externalId);
    expect(await inOrg(company.db, company.orgId, (tx) => editAddress(tx, id, version, shipTo, person))).toEqual({ ok: true, value: null });
    await live();
    return standing(externalId);
  };
  expect(await standing(noted)).toMatchObject({ stage: "review", hold_codes: ["buyer_note"] });
  expect(await correct(noted, { ...home, line1: "14 Quiet Lane" })).toMatchObject({ stage: "review", hold_codes: ["buyer_note"] });
  expect(await correct(order, { ...home, line1: "14 Quiet Lane" })).toMatchObject(held);
  expect(await correct(order, away)).toMatchObject({ stage: "parcelled" });
});

test("of a payer who was erased nothing is compared, and no newer record brings him back", async () => {
  const order = place();
  const paid = record(order, { shipTo: away, note: "a gift" });
  await pay(paid);
  await owner.query("update payment set payer = null, has_note = false where external_id = $1", [paid.externalId]);
  clock.advance(1);
  await pay({ ...paid, version: clock.now() });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled" });
  expect((await owner.query("select payer, has_note from payment where external_id = $1", [paid.externalId])).rows).toEqual([{ payer: null, has_note: false }]);
});
