import { orderTotal, type Order, type Payment, type PaymentStory } from "./books.ts";
import { derive } from "./derive.ts";
import type { Store } from "./store.ts";

/** `together`: what several orders come to that are paid at once; each of them tells the payment's id. */
export type Pay = { readonly story: PaymentStory; readonly atMs: number; readonly together?: readonly Order[] };

type Wish = Pick<Payment, "code" | "status" | "atMs" | "grossMinor" | "currency" | "feeMinor" | "tells"> & {
  readonly relatedNo?: number;
  readonly lateMs?: number;
};

/** One record in the PayPal account of the order, with the balance it leaves behind. */
function record(store: Store, order: Order, wish: Wish): Payment {
  const account = store.paypals.get(order.paypalId ?? "");
  if (!account) throw new Error(`order ${order.id} is not paid by PayPal`);
  const moves = wish.status === "S" ? wish.grossMinor + (wish.feeMinor ?? 0) : 0;
  const balanceMinor = (account.balance[wish.currency] ?? 0) + moves;
  account.balance[wish.currency] = balanceMinor;
  const no = store.payments.length;
  const payment: Payment = {
    no, accountId: account.id, orderId: order.id,
    code: wish.code, status: wish.status, atMs: wish.atMs, updatedMs: wish.atMs, lateMs: wish.lateMs ?? 0,
    grossMinor: wish.grossMinor, currency: store.share(wish.currency), feeMinor: wish.feeMinor, balanceMinor,
    tells: wish.tells, relatedNo: wish.relatedNo ?? -1,
  };
  store.addPayment(payment);
  return payment;
}

/** PayPal's fee of a goods sale, as a negative amount: 3.49 % and 49 cents. */
const fee = (grossMinor: number): number => -(Math.round(grossMinor * 0.0349) + 49);

/** How the record names its order: by the transaction id on the order, by invoice id, by custom field. */
const tellsOf = (store: Store, order: Order): Payment["tells"] =>
  (["reference", "invoice", "custom"] as const)[derive(store.seed, 12, order.no) % 3]!;

const threeHoursMs = 3 * 3600 * 1000;

/** The gross amount a story leads to. Seven per cent off is more than any tolerance. */
const grossOf = (story: PaymentStory, total: number): number =>
  story === "paypal_short" ? total - Math.max(1, Math.round(total * 0.07))
  : story === "paypal_over" ? total + Math.max(1, Math.round(total * 0.07))
  : total;

/**
 * Writes what one order's payment leaves behind in the PayPal account.
 *
 * Rule    A payment is T0006 with a negative fee. Every eighth one is held for review and released at once:
 *         T1503 and T1105 repeat its amount and are not payments. A foreign currency is converted: two T0200,
 *         which repeat it once more in either currency. A reversed one is status V with a T1106 of its own.
 * Source  PayPal's transaction event codes; the recorded searches show hold, payment, release in this order.
 */
export function payOrder(store: Store, order: Order, pay: Pay = { story: order.payment, atMs: order.createdMs }): void {
  const { story, atMs, together = [order] } = pay;
  if (story === "paypal_missing") return;
  const total = together.reduce((sum, o) => sum + orderTotal(o), 0);
  const currency = story === "paypal_currency" ? (order.currency === "EUR" ? "GBP" : "EUR") : order.currency;
  const grossMinor = grossOf(story, total);
  const feeMinor = fee(grossMinor);
  const tells = together.length > 1 ? "reference" : tellsOf(store, order);
  const lateMs = story === "paypal_late" ? threeHoursMs : 0;
  const held = story === "paypal_right" && derive(store.seed, 13, order.no) % 8 === 0;
  if (held) record(store, order, { code: "T1503", status: "S", atMs, grossMinor: -grossMinor, currency, feeMinor: null, tells: "nothing" });
  const status = story === "paypal_pending" ? "P" : "S";
  const payment = record(store, order, { code: "T0006", status, atMs, grossMinor, currency, feeMinor, tells, lateMs });
  for (const o of together) {
    o.paymentNo = payment.no;
    o.tellsPayment = tells !== "custom";
  }
  if (held) {
    record(store, order, { code: "T1105", status: "S", atMs, grossMinor, currency, feeMinor: null, tells: "nothing", relatedNo: payment.no });
  }
  if (story === "paypal_currency") convert(store, order, payment, atMs);
  if (story === "paypal_reversed") refundPayment(store, order, "T1106", grossMinor, atMs);
}

function convert(store: Store, order: Order, payment: Payment, atMs: number): void {
  const netMinor = payment.grossMinor + (payment.feeMinor ?? 0);
  const rest = { code: "T0200", status: "S", atMs, feeMinor: null, tells: "nothing", relatedNo: payment.no } as const;
  record(store, order, { ...rest, grossMinor: -netMinor, currency: payment.currency });
  record(store, order, { ...rest, grossMinor: Math.round(netMinor * 1.06), currency: order.currency });
}

/** The orders that one payment pays, this one among them. */
export const paidTogether = (orders: Store["orders"], order: Order): Order[] =>
  order.paymentNo < 0 ? [order] : [...orders.values()].filter((o) => o.paymentNo === order.paymentNo);

const paymentOf = (store: Store, order: Order): Payment | undefined =>
  store.payments[order.paymentNo];

/** Money goes back: T1107 by the seller, T1106 by PayPal or the bank. All of it makes the payment a V. */
export function refundPayment(store: Store, order: Order, code: "T1106" | "T1107", amountMinor: number, atMs?: number): void {
  const payment = paymentOf(store, order);
  if (!payment) return;
  record(store, order, {
    code, status: "S", atMs: atMs ?? store.nowMs(), grossMinor: -amountMinor, currency: payment.currency,
    feeMinor: null, tells: "nothing", relatedNo: payment.no,
  });
  const back = store.payments.filter((p) => p.relatedNo === payment.no && (p.code === "T1106" || p.code === "T1107"));
  if (back.reduce((sum, p) => sum - p.grossMinor, 0) >= payment.grossMinor) store.changePayment(payment, (p) => { p.status = "V"; });
}

/** The pending payment arrives: the same record, now completed. */
export function finishPending(store: Store, order: Order): void {
  const payment = paymentOf(store, order);
  if (payment?.status === "P") store.changePayment(payment, (p) => { p.status = "S"; });
}
