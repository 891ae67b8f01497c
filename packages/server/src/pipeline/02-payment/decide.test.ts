import { expect, test } from "vitest";
import { judgePayment, type Evidence, type OrderDue, type PaymentVerdict } from "./decide.ts";

const due: OrderDue = {
  id: "o1", totalMinor: 4999, currency: "USD", toleranceMinor: 1, provenBy: "own_records", declared: "paid", placedAt: "2026-01-01T00:00:00.000Z",
};
const paid = (amountMinor: number, currency = "USD"): Evidence => ({
  paymentId: "p", orderId: "o1", kind: "payment", state: "completed", amountMinor, currency, vendorCode: "T0006/S",
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
