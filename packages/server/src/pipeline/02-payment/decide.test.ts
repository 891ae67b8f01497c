import { expect, test } from "vitest";
import { growthOf, isUnlike, judgePayment, payerHolds, sharedHold, shareOut, type Candidate, type Evidence, type OrderDue, type PayerAsked, type PaymentVerdict } from "./decide.ts";
import type { Sharer } from "../payment-parts-sql.ts";

const due: OrderDue = {
  id: "o1", totalMinor: 4999, currency: "USD", toleranceMinor: 1, provenBy: "own_records", declared: "paid", placedAt: "2026-01-01T00:00:00.000Z",
};
const paid = (amountMinor: number, currency = "USD", wholeMinor = amountMinor): Evidence => ({
  paymentId: "p", orderId: "o1", kind: "payment", state: "completed", amountMinor, wholeMinor, freeMinor: 0, currency, vendorCode: "T0006/S", shipToHash: null, warnings: null,
});
const pending = (amountMinor: number): Evidence => ({ ...paid(amountMinor), state: "pending", vendorCode: "T0006/P" });
const refunded = (amountMinor: number): Evidence => ({ ...paid(-amountMinor), kind: "refund", vendorCode: "T1107/S" });
const reversal = (amountMinor: number): Evidence => ({ ...paid(-amountMinor), kind: "reversal", vendorCode: "T1106/S" });

// Every situation an operator has met, one per line.
// prettier-ignore
const cases: [name: string, seen: Evidence[], verdict: PaymentVerdict][] = [
  ["nothing at all",         [],                               { is: "missing" }],
  ["only a denied payment",  [{ ...paid(4999), state: "denied" }], { is: "missing" }],
  ["only a refund",          [refunded(4999)],                 { is: "missing" }],
  ["exact",                  [paid(4999)],                     { is: "paid" }],
  ["two part payments",      [paid(4000), paid(999)],          { is: "paid" }],
  ["a cent short, tolerated", [paid(4998)],                    { is: "paid" }],
  ["a cent over, tolerated", [paid(5000)],                     { is: "paid" }],
  ["two cents short",        [paid(4997)],                     { is: "amount_differs", paidMinor: 4997, differenceMinor: -2 }],
  ["two cents over",         [paid(5001)],                     { is: "amount_differs", paidMinor: 5001, differenceMinor: 2 }],
  ["paid twice",             [paid(4999), paid(5000)],         { is: "doubled", count: 2, paidMinor: 9999 }],
  ["paid, and something more", [paid(4999), paid(500)],       { is: "amount_differs", paidMinor: 5499, differenceMinor: 500 }],
  ["partly refunded",        [paid(4999), refunded(500)],      { is: "part_refunded", refundedMinor: 500 }],
  ["wholly refunded",        [paid(4999), refunded(4999)],     { is: "reversed", code: "#refunded", minor: 4999 }],
  ["a part of a payment",    [paid(4999, "USD", 9000)],        { is: "paid" }],
  ["as much as its part refunded of a shared payment", [paid(4999, "USD", 9000), refunded(4999)], { is: "part_refunded", refundedMinor: 4999 }],
  ["all of a shared payment refunded", [paid(4999, "USD", 9000), refunded(9000)], { is: "reversed", code: "#refunded", minor: 9000 }],
  ["reversed by a dispute",  [paid(4999), reversal(4999)],     { is: "reversed", code: "T1106/S", minor: 4999 }],
  ["status reversed",        [{ ...paid(4999), state: "reversed" }], { is: "reversed", code: "T0006/S", minor: 4999 }],
  ["eCheck still clearing",  [pending(4999)],                  { is: "pending", reason: "T0006/P" }],
  ["other currency",         [paid(4999, "EUR")],              { is: "currency_differs", received: "EUR", receivedMinor: 4999 }],
  ["other currency first",   [pending(1), paid(1, "EUR")],     { is: "currency_differs", received: "EUR", receivedMinor: 1 }],
];
test.each(cases)("own records: %s", (_name, seen, verdict) => expect(judgePayment(due, seen)).toEqual(verdict));

// prettier-ignore
const declared: [OrderDue["declared"], PaymentVerdict["is"]][] = [
  ["paid", "paid"], ["pending", "pending"], ["unpaid", "missing"], ["refunded", "reversed"], ["part_refunded", "part_refunded"],
];
test.each(declared)("the channel proves: %s -> %s, whatever our records say", (word, is) => {
  expect(judgePayment({ ...due, provenBy: "channel", declared: word }, [paid(1)]).is).toBe(is);
});

test("the channel's word alone proves nothing where our own records must", () =>
  expect(judgePayment({ ...due, declared: "paid" }, [])).toEqual({ is: "missing" }));

test("evidence of another order is a bug, not a verdict", () =>
  expect(() => judgePayment(due, [{ ...paid(4999), orderId: "o2" }])).toThrow("one order only"));

const asked: PayerAsked = { addressHash: "home", corrected: false, asksPayerAddress: true, asksUnprotected: true, holdCodes: [] };
const from = (more: Partial<Evidence>): Evidence => ({ ...paid(4999), shipToHash: "away", ...more });
const unprotected = { code: "payment_unprotected", evidence: { paymentIds: ["p"] } };
const elsewhere = (differs: string[], unverified: boolean, paymentIds = ["p"]) => ({ code: "payment_address_differs", evidence: { differs, unverified, paymentIds } });
const open = { corrected: true, holdCodes: ["payment_address_differs"] };
// prettier-ignore
const payers: [name: string, order: Partial<PayerAsked>, evidence: Evidence[], verdict: PaymentVerdict["is"], holds: object[]][] = [
  ["a record that says nothing",          {},                          [from({ paymentId: "q", shipToHash: null })],       "paid",           []],
  ["alike but for the spelling",          {},                          [from({ paymentId: "q" })],                         "paid",           []],
  ["another place",                       {},                          [from({})],                                         "paid",           [elsewhere(["line"], false)]],
  ["the same, not verified",              {},                          [from({ paymentId: "q", warnings: ["address_unverified"] })], "paid", [elsewhere([], true, ["q"])]],
  ["another place, not verified",         {},                          [from({ warnings: ["address_unverified"] })],       "paid",           [elsewhere(["line"], true)]],
  ["all of it at once",                   {},                          [from({ warnings: ["address_unverified", "unprotected"] })], "amount_differs", [elsewhere(["line"], true), unprotected]],
  ["the shop does not ask for addresses", { asksPayerAddress: false }, [from({ warnings: ["address_unverified", "unprotected"] })], "paid",  [unprotected]],
  ["nor for protection",                  { asksUnprotected: false },  [from({ warnings: ["unprotected"] })],              "paid",           [elsewhere(["line"], false)]],
  ["a person corrected the address",      { corrected: true },         [from({ warnings: ["address_unverified"] })],       "paid",           []],
  ["and the question stands",             open,                        [from({})],                                         "paid",           [elsewhere(["line"], false)]],
  ["still pending",                       {},                          [from({ state: "pending" })],                       "pending",        []],
  ["taken back",                          {},                          [from({ state: "reversed" })],                      "reversed",       []],
  ["denied, and another one right",       {},                          [from({ state: "denied" }), from({ paymentId: "q" })], "paid",           []],
  ["a refund's record",                   {},                          [{ ...refunded(500), warnings: ["unprotected"] }],  "part_refunded",  []],
];
test.each(payers)("payer: %s", (_name, order, evidence, is, holds) =>
  expect(payerHolds({ ...asked, ...order }, { is } as PaymentVerdict, evidence, new Map([["p", ["line"]]]))).toEqual(holds));

// prettier-ignore
test.each<[boolean, Partial<PayerAsked>, Partial<Evidence>]>([
  [true, {}, {}], [true, open, {}],
  [false, {}, { shipToHash: "home" }], [false, {}, { shipToHash: null }], [false, { asksPayerAddress: false }, {}], [false, { corrected: true }, {}],
])("addresses are opened: %s for %j and %j", (opened, order, evidence) => expect(isUnlike({ ...asked, ...order }, [from(evidence)])).toBe(opened));

const shop = { shopAccountId: "s" };
const dues = (...totals: number[]) => new Map(totals.map((totalMinor, i) => [`o${i + 1}`, { ...due, ...shop, id: `o${i + 1}`, totalMinor }]));
const named = (orderId: string, more: Partial<Candidate> = {}): Candidate => ({ orderId, paymentId: "p", matchedBy: "reference", amountMinor: 3000, freeMinor: 3000, currency: "USD", sharers: 2, ...more });
const sharer = (orderId: string, totalMinor: number, more: Partial<Sharer> = {}): Sharer => ({ paymentId: "p", externalId: "TX", orderId, orderNo: orderId, ...shop, stage: "payment", totalMinor, currency: "USD", partMinor: null, ...more });
const both = [named("o1"), named("o2")];
// prettier-ignore
const shares: [name: string, totals: number[], candidates: Candidate[], sharers: Sharer[], parts: [string, number][], apart: string[]][] = [
  ["one order, exact",               [3000],       [named("o1", { sharers: 1 })],            [],                                           [["o1", 3000]],               []],
  ["one order, paid too much",       [2000],       [named("o1", { sharers: 1 })],            [],                                           [["o1", 2000]],               []],
  ["one order, paid too little",     [4000],       [named("o1", { sharers: 1 })],            [],                                           [["o1", 3000]],               []],
  ["one order without a total",      [0],          [named("o1", { sharers: 1 })],            [],                                           [["o1", 3000]],               []],
  ["one order of another currency",  [2000],       [named("o1", { sharers: 1, currency: "EUR" })], [],                                     [["o1", 3000]],               []],
  ["two orders, together equal",     [1000, 2000], both,                                     [sharer("o1", 1000), sharer("o2", 2000)],     [["o1", 1000], ["o2", 2000]], []],
  ["two orders, a cent over: never above the payment", [1000, 2001], both,                   [sharer("o1", 1000), sharer("o2", 2001)],     [["o1", 1000], ["o2", 2000]], []],
  ["two orders, two cents over",     [1000, 2002], both,                                     [sharer("o1", 1000), sharer("o2", 2002)],     [],                           ["o1", "o2"]],
  ["two orders, less than the payment", [1000, 1500], both,                                  [sharer("o1", 1000), sharer("o2", 1500)],     [],                           ["o1", "o2"]],
  ["two orders, one in another currency", [1000, 2000], both,                                [sharer("o1", 1000), sharer("o2", 2000, { currency: "EUR" })], [],          ["o1", "o2"]],
  ["the second one of two",          [1000],       [named("o1", { freeMinor: 1000 })],       [sharer("o1", 1000), sharer("o2", 2000, { partMinor: 2000 })], [["o1", 1000]], []],
  ["one came when all was given",    [1000],       [named("o1", { freeMinor: 0 })],          [sharer("o1", 1000), sharer("o2", 3000, { partMinor: 3000 })], [],           ["o1"]],
  ["a person gave the other a part", [1000],       [named("o1", { freeMinor: 1000 })],       [sharer("o1", 1000), sharer("o2", 5000, { partMinor: 2000, shopAccountId: "t" })], [["o1", 1000]], []],
  ["the other is another shop's",    [3000],       [named("o1")],                            [sharer("o1", 3000), sharer("o2", 2000, { shopAccountId: "t" })], [["o1", 3000]], []],
];
test.each(shares)("shares: %s", (_name, totals, candidates, sharers, parts, apart) => {
  const out = shareOut(dues(...totals), candidates, new Map([["p", sharers]]));
  expect(out.parts.map((p) => [p.orderId, p.minor])).toEqual(parts);
  expect([...out.apart.keys()]).toEqual(apart);
});

test("who waits for others shows the payment and all of them", () =>
  expect(sharedHold({ amountMinor: 3000, currency: "USD", sharers: [sharer("o1", 1000), sharer("o2", 2500)] })).toEqual({
    code: "payment_amount_differs",
    evidence: { orderMinor: 3500, paidMinor: 3000, differenceMinor: -500, currency: "USD",
      shared: { paymentId: "p", externalId: "TX", orders: [{ orderId: "o1", orderNo: "o1", minor: 1000, currency: "USD" }, { orderId: "o2", orderNo: "o2", minor: 2500, currency: "USD" }] } },
  }));

test("parts grow into what is free, and never twice into the same", () => {
  const has = (orderId: string, partMinor: number) => ({ due: { ...due, id: orderId, totalMinor: 1500 }, evidence: { ...paid(partMinor + 600), orderId, freeMinor: 600, wholeMinor: 2600 } });
  expect(growthOf([has("o1", 1000), has("o2", 1000)]).map((p) => [p.orderId, p.minor])).toEqual([["o1", 500], ["o2", 100]]);
});
