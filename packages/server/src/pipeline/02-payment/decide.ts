import { addressParts, type AddressPart } from "@argosy/core/address.ts";
import { assert, present } from "@argosy/core/assert.ts";
import type { PaymentWarning } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { HoldIn } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";
import type { Part, Sharer } from "../payment-parts-sql.ts";

export type OrderDue = {
  readonly id: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly toleranceMinor: number; // both are settings of the shop account
  readonly provenBy: "channel" | "own_records";
  readonly declared: "paid" | "pending" | "unpaid" | "refunded" | "part_refunded"; // the channel's own word
  readonly placedAt: string;
};
/** What an order is asked beside its amount. */
export type PayerAsked = {
  readonly addressHash: string;
  readonly corrected: boolean; // a person wrote another address than the channel's
  readonly asksPayerAddress: boolean;
  readonly asksUnprotected: boolean; // both are settings of the shop account
  readonly holdCodes: readonly string[];
};
export type Evidence = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly kind: "payment" | "refund" | "reversal";
  readonly state: "completed" | "pending" | "denied" | "reversed" | "part_refunded";
  readonly amountMinor: number; // as the provider signs it: refunds are negative; of a payment what stands for this order
  readonly wholeMinor: number; // of the record, whoever else has a part of it
  readonly freeMinor: number; // of a payment: what nobody has
  readonly currency: string;
  readonly vendorCode: string;
  readonly shipToHash: string | null; // of a payment: where its provider knows that it goes
  readonly warnings: readonly PaymentWarning[] | null;
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
 *         A refund of a shared payment names no order: all of it reverses each, less of it asks about each.
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
  if (refundedMinor > 0 && refundedMinor >= payments.reduce((sum, e) => sum + e.wholeMinor, 0)) return { is: "reversed", code: fact("refunded"), minor: refundedMinor };
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

/** An address that a person corrected is asked about only while the question stands: what a person wrote is not questioned anew. */
const isAddressAsked = ({ asksPayerAddress, corrected, holdCodes }: PayerAsked): boolean => asksPayerAddress && (!corrected || holdCodes.includes("payment_address_differs"));
/** True where a payment goes by another address than its order: most are alike to the letter, and nobody has to open them. */
export const isUnlike = (order: PayerAsked, evidence: readonly Evidence[]): boolean =>
  isAddressAsked(order) && evidence.some((e) => e.shipToHash !== null && e.shipToHash !== order.addressHash);

/**
 * What its payments leave to ask about the payer, beside the amount.
 *
 * Rule    A record that knows of no address, or of no protection, says nothing. While a payment is on its way, or gone, nothing is asked.
 *         `differs` is what the compared addresses of payment and order do not have in common.
 */
export function payerHolds(order: PayerAsked, verdict: PaymentVerdict, evidence: readonly Evidence[], differs: ReadonlyMap<string, readonly AddressPart[]>): PaymentHold[] {
  if (verdict.is === "missing" || verdict.is === "pending" || verdict.is === "reversed") return [];
  const payments = evidence.filter((e) => e.kind === "payment" && e.state !== "denied").toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
  const warned = (e: Evidence, of: PaymentWarning): boolean => e.warnings?.includes(of) ?? false;
  const partsOf = (e: Evidence): readonly AddressPart[] => differs.get(e.paymentId) ?? [];
  const elsewhere = isAddressAsked(order) ? payments.filter((e) => partsOf(e).length > 0 || warned(e, "address_unverified")) : [];
  const unprotected = order.asksUnprotected ? payments.filter((e) => warned(e, "unprotected")) : [];
  return [
    ...(elsewhere.length > 0 ? [{
      code: "payment_address_differs" as const,
      evidence: { differs: addressParts.filter((part) => elsewhere.some((e) => partsOf(e).includes(part))), unverified: elsewhere.some((e) => warned(e, "address_unverified")), paymentIds: elsewhere.map((e) => e.paymentId) },
    }] : []),
    ...(unprotected.length > 0 ? [{ code: "payment_unprotected" as const, evidence: { paymentIds: unprotected.map((e) => e.paymentId) } }] : []),
  ];
}

/** A payment that names an order and is not given to it yet. */
export type Candidate = {
  readonly orderId: string; readonly paymentId: string; readonly matchedBy: string;
  readonly amountMinor: number; readonly freeMinor: number; readonly currency: string; readonly sharers: number;
};
export type Shared = { readonly amountMinor: number; readonly currency: string; readonly sharers: readonly Sharer[] };

/**
 * Gives to each order its part of the payments that name it.
 *
 * Rule    An order gets its own total, or what is left. Several orders of one shop that name one payment get theirs only when
 *         together they are the payment within the tolerance; else none gets a part by itself, and each shows them all.
 *         Of another currency, or without a total, an order gets all that is left: it waits with it, and a person decides.
 * Order   As the candidates come; what one takes is gone for the next.
 */
export function shareOut(dues: ReadonlyMap<string, OrderDue & { readonly shopAccountId: string }>, candidates: readonly Candidate[], sharersOf: ReadonlyMap<string, readonly Sharer[]>): { readonly parts: (Part & { readonly matchedBy: string })[]; readonly apart: Map<string, Shared> } {
  const parts: (Part & { readonly matchedBy: string })[] = [];
  const apart = new Map<string, Shared>();
  const left = new Map(candidates.map((c) => [c.paymentId, c.freeMinor]));
  for (const { orderId, paymentId, amountMinor, currency, matchedBy } of candidates) {
    const due = dues.get(orderId);
    assert(due !== undefined, "candidates of these orders only");
    const sharers = (sharersOf.get(paymentId) ?? []).filter((s) => s.shopAccountId === due.shopAccountId || s.partMinor !== null);
    if (sharers.length > 1 && !isWholeOf(sharers, amountMinor, currency, due.toleranceMinor)) {
      apart.set(orderId, { amountMinor, currency, sharers });
      continue;
    }
    const free = left.get(paymentId) ?? 0;
    const asked = currency === due.currency && due.totalMinor > 0 ? due.totalMinor : sharers.length > 1 ? 0 : free;
    const minor = Math.min(free, asked);
    if (minor === 0) continue;
    parts.push({ paymentId, orderId, minor, currency, matchedBy });
    left.set(paymentId, free - minor);
  }
  return { parts, apart };
}
const isWholeOf = (sharers: readonly Sharer[], amountMinor: number, currency: string, toleranceMinor: number): boolean =>
  sharers.every((s) => s.currency === currency) && Math.abs(sumOf(sharers) - amountMinor) <= toleranceMinor;
const sumOf = (sharers: readonly Sharer[]): number => sharers.reduce((sum, s) => sum + (s.partMinor ?? s.totalMinor), 0);

/** What an order still takes of the payments it has a part of, when its total or their amount has grown. */
export function growthOf(parts: readonly { readonly due: OrderDue; readonly evidence: Evidence }[]): Part[] {
  const left = new Map(parts.map(({ evidence: e }) => [e.paymentId, e.freeMinor]));
  return parts.flatMap(({ due, evidence: { paymentId, orderId, amountMinor, freeMinor, currency } }) => {
    const free = left.get(paymentId) ?? 0;
    const minor = currency === due.currency ? Math.min(free, due.totalMinor - (amountMinor - freeMinor)) : free;
    if (minor <= 0) return [];
    left.set(paymentId, free - minor);
    return [{ paymentId, orderId, minor, currency }];
  });
}

/** The hold of an order whose payment names others too, and is not what they come to: all of them, with their amounts. */
export function sharedHold({ amountMinor, currency, sharers }: Shared): PaymentHold {
  const { paymentId, externalId } = present(sharers[0], "orders that share the payment");
  const orderMinor = sumOf(sharers);
  const orders = sharers.slice(0, mostShown).map((s) => ({ orderId: s.orderId, orderNo: s.orderNo, minor: s.partMinor ?? s.totalMinor, currency: s.currency }));
  return { code: "payment_amount_differs", evidence: { orderMinor, paidMinor: amountMinor, differenceMinor: amountMinor - orderMinor, currency, shared: { paymentId, externalId, orders } } };
}
const mostShown = 20;
