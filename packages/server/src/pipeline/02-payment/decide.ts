import { assert } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import type { HoldIn } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";

export type OrderDue = {
  readonly id: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly toleranceMinor: number; // both are settings of the shop account
  readonly provenBy: "channel" | "own_records";
  readonly declared: "paid" | "pending" | "unpaid" | "refunded" | "part_refunded"; // the channel's own word
  readonly placedAt: string;
};
export type Evidence = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly kind: "payment" | "refund" | "reversal";
  readonly state: "completed" | "pending" | "denied" | "reversed" | "part_refunded";
  readonly amountMinor: number; // as the provider signs it: refunds are negative
  readonly currency: string;
  readonly vendorCode: string;
};
export type PaymentVerdict =
  | { readonly is: "paid" }
  | { readonly is: "missing" }
  | { readonly is: "pending"; readonly reason: string }
  | { readonly is: "reversed"; readonly code: string; readonly minor: number }
  | { readonly is: "part_refunded"; readonly refundedMinor: number }
  | { readonly is: "doubled"; readonly count: number; readonly paidMinor: number }
  | { readonly is: "currency_differs"; readonly received: string; readonly receivedMinor: number }
  | { readonly is: "amount_differs"; readonly paidMinor: number; readonly differenceMinor: number };

/**
 * Decides whether the evidence found for one order shows that it is paid.
 *
 * Rule    Completed payments must equal the order's total within the account's tolerance, in the same currency, with
 *         nothing taken back. Paying too much also stops the order: only a person may keep a stranger's money.
 *         Only the kind of evidence the account asks for counts: the channel's word and our own record can describe
 *         the same money, and adding them would count it twice.
 * Units   `minor` is the smallest unit of the currency. Currencies are never converted here.
 * Order   missing, currency_differs, reversed, pending, part_refunded, doubled, amount_differs, paid. The first that applies wins.
 * Throws  Only when the caller mixes evidence of different orders.
 */
export function judgePayment(due: OrderDue, evidence: readonly Evidence[]): PaymentVerdict {
  assert(evidence.every((e) => e.orderId === due.id), "evidence of one order only");
  if (due.provenBy === "channel") return judgeDeclared(due);
  const payments = evidence.filter((e) => e.kind === "payment" && e.state !== "denied");
  if (payments.length === 0) return { is: "missing" };

  const foreign = payments.find((e) => e.currency !== due.currency);
  if (foreign) return { is: "currency_differs", received: foreign.currency, receivedMinor: foreign.amountMinor };
  const takenBack = evidence.find((e) => e.kind === "reversal" || (e.kind === "payment" && e.state === "reversed"));
  if (takenBack) return { is: "reversed", code: takenBack.vendorCode, minor: Math.abs(takenBack.amountMinor) };
  const pending = payments.find((e) => e.state === "pending");
  if (pending) return { is: "pending", reason: pending.vendorCode };

  const refundedMinor = evidence.filter((e) => e.kind === "refund").reduce((sum, e) => sum + Math.abs(e.amountMinor), 0);
  const paidMinor = payments.reduce((sum, e) => sum + e.amountMinor, 0);
  if (refundedMinor > 0 && refundedMinor >= paidMinor) return { is: "reversed", code: fact("refunded"), minor: refundedMinor };
  if (refundedMinor > 0) return { is: "part_refunded", refundedMinor };
  const isWhole = (minor: number): boolean => Math.abs(minor - due.totalMinor) <= due.toleranceMinor;
  if (payments.length > 1 && due.totalMinor > 0 && payments.every((e) => isWhole(e.amountMinor))) return { is: "doubled", count: payments.length, paidMinor };
  const differenceMinor = paidMinor - due.totalMinor;
  return isWhole(paidMinor) ? { is: "paid" } : { is: "amount_differs", paidMinor, differenceMinor };
}

function judgeDeclared({ declared, totalMinor }: OrderDue): PaymentVerdict {
  switch (declared) {
    case "paid":
      return { is: "paid" };
    case "pending":
      return { is: "pending", reason: fact("channel_says_pending") };
    case "unpaid":
      return { is: "missing" };
    case "refunded":
      return { is: "reversed", code: fact("refunded_there"), minor: totalMinor };
    case "part_refunded":
      return { is: "part_refunded", refundedMinor: 0 };
  }
}

export type PaymentHold = Found<HoldIn<"payment">>;
/** The hold a verdict means, with what a person needs to act: both amounts, until when a record may be late. */
export function holdsOf(due: OrderDue, verdict: PaymentVerdict, lateUntil: string): PaymentHold[] {
  const { currency, totalMinor } = due;
  switch (verdict.is) {
    case "paid":
      return [];
    case "missing":
      return [{ code: "payment_missing", evidence: { expectedMinor: totalMinor, currency, lateUntil } }];
    case "pending":
      return [{ code: "payment_pending", evidence: { reason: verdict.reason } }];
    case "reversed":
      return [{ code: "payment_reversed", evidence: { code: verdict.code, minor: verdict.minor, currency } }];
    case "part_refunded":
      return [{ code: "payment_part_refunded", evidence: { refundedMinor: verdict.refundedMinor, currency } }];
    case "doubled":
      return [{ code: "payment_doubled", evidence: { count: verdict.count, orderMinor: totalMinor, paidMinor: verdict.paidMinor, currency } }];
    case "currency_differs":
      return [{ code: "payment_currency_differs", evidence: { orderCurrency: currency, paidCurrency: verdict.received, paidMinor: verdict.receivedMinor } }];
    case "amount_differs":
      return [{ code: "payment_amount_differs", evidence: { orderMinor: totalMinor, paidMinor: verdict.paidMinor, differenceMinor: verdict.differenceMinor, currency } }];
  }
}
