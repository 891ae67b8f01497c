type Payment = { readonly kind: string; readonly state: string; readonly amount: { readonly minor: number; readonly currency: string }; readonly matchedMinor: number; readonly freeMinor: number };

/**
 * Whether an entry moves the order's money: a payment once it is there, what was taken back unless that was denied.
 * Holds, releases and conversions repeat the amount of a payment; adding them would count the money twice.
 */
export const counts = ({ kind, state }: Payment): boolean =>
  kind === "payment" ? state !== "denied" && state !== "pending" : (kind === "refund" || kind === "reversal") && state !== "denied";

/**
 * What an order has received and kept, in its currency.
 * Rule    A payment counts with its part for this order and with what nobody has of it, as the payment room judges it: an order
 *         that was paid too much says so. Refunds and reversals, matched through it, count with their own amount.
 *         A payment marked reversed counts nothing where no reversal of its own came to take it back.
 */
export function paidMinor(payments: readonly Payment[], currency: string): number {
  const counted = payments.filter((p) => p.amount.currency === currency && counts(p));
  const reversalCame = counted.some((p) => p.kind === "reversal");
  return counted.reduce((sum, p) => {
    if (p.kind !== "payment") return sum - Math.abs(p.amount.minor);
    return p.state === "reversed" && !reversalCame ? sum : sum + p.matchedMinor + p.freeMinor;
  }, 0);
}
