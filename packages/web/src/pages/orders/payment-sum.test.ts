import { expect, test } from "vitest";
import { paidMinor } from "./payment-sum.ts";

const entry = (kind: string, minor: number, state = "completed", currency = "USD") =>
  ({ kind, state, amount: { minor, currency }, matchedMinor: kind === "payment" ? minor : 0, freeMinor: 0 });

// prettier-ignore
test.each([
  ["nothing came",                         [], 0],
  ["paid",                                 [entry("payment", 3298)], 3298],
  ["paid and reversed",                    [entry("payment", 3298), entry("reversal", -3298)], 0],
  ["marked reversed, and the reversal",    [entry("payment", 3298, "reversed"), entry("reversal", -3298)], 0],
  ["marked reversed, no reversal came",    [entry("payment", 3298, "reversed")], 0],
  ["refunded in part",                     [entry("payment", 3298, "part_refunded"), entry("refund", -1000)], 2298],
  ["a refund on its way is gone already",  [entry("payment", 3298), entry("refund", -1000, "pending")], 2298],
  ["a refund that was denied",             [entry("payment", 3298), entry("refund", -1000, "denied")], 3298],
  ["a payment not there yet",              [entry("payment", 3298, "pending")], 0],
  ["a hold repeats the payment",           [entry("payment", 3298), entry("hold", -3298)], 3298],
  ["another currency is not converted",    [entry("payment", 3298, "completed", "EUR"), entry("payment", 100)], 100],
] as const)("%s", (_, payments, minor) => expect(paidMinor(payments, "USD")).toBe(minor));

test("of a payment for two orders only this order's part counts", () =>
  expect(paidMinor([{ ...entry("payment", 5000), matchedMinor: 2000 }], "USD")).toBe(2000));

test("what nobody has of a payment was paid too much for this order", () =>
  expect(paidMinor([{ ...entry("payment", 1840), matchedMinor: 1720, freeMinor: 120 }], "USD")).toBe(1840));
