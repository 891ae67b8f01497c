import type { Address } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import { epochMs, type Instant } from "@argosy/core/time.ts";
import {
  orderTotal, packAddress, recipientKey,
  type CarrierAccount, type EbaySite, type Order, type OrderLine, type PaymentStory, type Poison, type Shop, type TrackStatus,
} from "./books.ts";
import { inventBuyer } from "./buyers.ts";
import { alphanumeric, chance, derive } from "./derive.ts";
import { finishPending, paidTogether, payOrder, refundPayment } from "./money.ts";
import type { Store } from "./store.ts";

export type LineWish = {
  readonly sku: string;
  readonly title: string;
  readonly qty: number;
  readonly priceMinor: number;
  readonly imageUrl?: string;
};
export type OrderWish = {
  readonly shopId: string;
  readonly lines: readonly LineWish[];
  readonly payment: PaymentStory;
  readonly at?: Instant;
  readonly buyer?: string;
  readonly shipTo?: Address;
  readonly shippingMinor?: number;
  readonly taxMinor?: number;
  readonly note?: string;
  readonly currency?: string;
  readonly paypalId?: string;
  readonly id?: string;
};

export type Control = {
  readonly addShop: (shop: Omit<Shop, "revoked" | "epoch">) => void;
  readonly addPaypal: (account: {
    readonly id: string; readonly clientId: string; readonly secret: string; readonly email: string; readonly currency?: string;
  }) => void;
  readonly addCarrier: (carrier: CarrierAccount) => void;
  readonly placeOrder: (wish: OrderWish) => { readonly orderId: string };
  /** A buyer's orders, paid at once: by whom and how the first one tells. */
  readonly placeTogether: (wishes: readonly OrderWish[]) => { readonly orderIds: readonly string[] };
  readonly buyerWrites: (message: {
    readonly shopId: string; readonly buyerId: string; readonly text: string;
    readonly orderId?: string; readonly subject?: string; readonly at?: Instant;
  }) => { readonly conversationId: string };
  readonly changeNote: (orderId: string, text: string) => void;
  /** The buyer or the seller changes what is bought: these lines instead of those before. */
  readonly changeLines: (orderId: string, lines: readonly LineWish[]) => void;
  readonly changeAddress: (orderId: string, address: Address) => void;
  readonly requestCancel: (orderId: string) => void;
  /** The seller says no, or the buyer takes the wish back. */
  readonly declineCancel: (orderId: string) => void;
  readonly cancelOrder: (orderId: string) => void;
  /** Without an amount: all of it. */
  readonly refund: (orderId: string, amountMinor?: number) => void;
  readonly reversePayment: (orderId: string) => void;
  readonly completePendingPayment: (orderId: string) => void;
  /** The missing payment arrives after all. */
  readonly payNow: (orderId: string) => void;
  /** The seller ships by other means: all that is open, or so many pieces of the lines named by their place in the order. */
  readonly shipElsewhere: (orderId: string, pieces?: readonly { readonly line: number; readonly qty: number }[]) => void;
  readonly poisonOrder: (wish: { readonly shopId: string; readonly kind: Poison; readonly at?: Instant }) => { readonly orderId: string };
  readonly revokeToken: (shopId: string) => void;
  readonly restoreToken: (shopId: string) => void;
  readonly hideFromLists: (orderId: string, until: Instant) => void;
  /** PayPal shows the order's payment only then. */
  readonly hidePayment: (orderId: string, until: Instant) => void;
  readonly setLag: (lag: { readonly paypalS?: number; readonly ebayListS?: number }) => void;
  /** Moves parcels one step, or to the given status. Answers how many moved. */
  readonly advanceTracking: (trackingNo: string, status?: TrackStatus) => number;
  readonly carrierTimeoutAfterCharge: (nextCount: number) => void;
  /** The same for the label of one order, whatever is bought before it: it is known by its recipient. */
  readonly carrierTimeoutAfterChargeOf: (orderId: string) => void;
  /** The next purchases are refused with 402, uncharged. */
  readonly emptyCarrierAccount: (nextCount: number) => void;
};

/** eBay's order numbers look like 07-12345-67890. */
const orderId = (no: number): string => {
  const digits = String(no + 1).padStart(5, "0").slice(-5);
  return [String(7 + (Math.floor(no / 100_000) % 90)).padStart(2, "0"), 10_000 + ((no * 7919) % 90_000), digits].join("-"); // one flat text
};

/** Which PayPal account a shop's buyers pay into: the one of its currency, else the first. */
function paypalFor(store: Store, currency: string, wanted: string | undefined): string {
  if (wanted !== undefined) return present(store.paypals.get(wanted), `PayPal account ${wanted}`).id;
  const accounts = [...store.paypals.values()];
  return present(accounts.find((p) => p.currency === currency) ?? accounts[0], "a PayPal account").id;
}

const orderLine = (store: Store, { qty, sku, title, priceMinor, imageUrl }: LineWish): OrderLine => ({
  item: store.shareItem({ sku, title, priceMinor, imageUrl: imageUrl ?? null }), qty, shippedQty: 0,
});

/** The lean path for many orders: the caller gives everything, nothing is looked up twice. */
export function addOrder(store: Store, wish: OrderWish, poison: Poison | null = null): Order {
  const order = newOrder(store, wish, poison, store.orders.size);
  store.together(() => {
    if (order.payment !== "channel") payOrder(store, order);
    store.addOrder(order);
  });
  return order;
}

function addTogether(store: Store, wishes: readonly OrderWish[]): Order[] {
  const no = store.orders.size;
  const first = newOrder(store, present(wishes[0], "an order"), null, no);
  const { buyer, payment } = first;
  const orders = [first, ...wishes.slice(1).map((wish, i) => newOrder(store, { ...wish, payment, buyer, shipTo: store.addressOf(first) }, null, no + 1 + i))];
  store.together(() => {
    payOrder(store, first, { story: payment, atMs: first.createdMs, together: orders });
    for (const order of orders) store.addOrder(order);
  });
  return orders;
}

function newOrder(store: Store, wish: OrderWish, poison: Poison | null, no: number): Order {
  const shop = present(store.shops.get(wish.shopId), `shop ${wish.shopId}`);
  const createdMs = wish.at === undefined ? store.nowMs() : epochMs(wish.at);
  const invented = wish.buyer === undefined || wish.shipTo === undefined ? inventBuyer(store.seed, no, shop.site) : null;
  const currency = wish.currency ?? shop.currency;
  return {
    no, id: wish.id ?? orderId(no), shopId: shop.id, createdMs, modifiedMs: createdMs,
    buyer: wish.buyer ?? invented?.buyer ?? "",
    shipTo: store.keepText(packAddress(wish.shipTo ?? present(invented, "address").shipTo)),
    lines: wish.lines.map((l) => orderLine(store, l)),
    shippingMinor: wish.shippingMinor ?? 0, taxMinor: wish.taxMinor ?? 0, currency: store.share(currency),
    note: wish.note ?? "", payment: wish.payment,
    paypalId: wish.payment === "channel" ? null : paypalFor(store, currency, wish.paypalId),
    paymentNo: -1, tellsPayment: false, paid: wish.payment === "paypal_pending" ? "PENDING" : "PAID",
    refundedMinor: 0, cancel: "none", cancelMs: 0,
    hiddenUntilMs: store.settings.ebayListLagS > 0 ? createdMs + store.settings.ebayListLagS * 1000 : 0,
    poison, fulfilments: null,
  };
}

/** Places many orders without the overhead of one by one. Answers how many. */
export function bulkOrders(store: Store, wishes: Iterable<OrderWish>): number {
  let count = 0;
  for (const wish of wishes) {
    addOrder(store, wish);
    count++;
  }
  return count;
}

/** Steers the world: for the demo company's panel, tests, the simulation and the benchmark. */
export function makeControl(store: Store): Control {
  const the = (id: string): Order => present(store.orders.get(id), `order ${id}`);
  const shop = (id: string): Shop => present(store.shops.get(id), `shop ${id}`);
  const change = (id: string, how: (order: Order) => void) => store.changeOrder(the(id), how);
  return {
    addShop: (s) => store.addShop({ ...s, revoked: false, epoch: 0 }),
    addPaypal: (p) => store.addPaypal({ ...p, currency: p.currency ?? "USD", balance: {} }),
    addCarrier: store.addCarrier,
    placeTogether: (wishes) => ({ orderIds: addTogether(store, wishes).map((o) => o.id) }),
    placeOrder: (wish) => ({ orderId: addOrder(store, wish).id }),
    buyerWrites: (message) => buyerWrites(store, message),
    changeNote: (id, text) => change(id, (o) => { o.note = text; }),
    changeLines: (id, lines) => change(id, (o) => { o.lines.splice(0, o.lines.length, ...lines.map((l) => orderLine(store, l))); }),
    changeAddress: (id, address) => change(id, (o) => { o.shipTo = store.keepText(packAddress(address)); }),
    requestCancel: (id) => change(id, (o) => { o.cancel = "requested"; o.cancelMs = store.nowMs(); }),
    declineCancel: (id) => change(id, (o) => { o.cancel = "none"; }),
    cancelOrder: (id) => change(id, (o) => { o.cancel = "cancelled"; o.cancelMs = store.nowMs(); }),
    refund: (id, amountMinor) => refundOrder(store, the(id), "T1107", amountMinor),
    reversePayment: (id) => refundOrder(store, the(id), "T1106", undefined),
    completePendingPayment: (id) => {
      store.together(() => {
        finishPending(store, the(id));
        for (const { id: one } of paidTogether(store.orders, the(id))) change(one, (o) => { o.paid = "PAID"; });
      });
    },
    payNow: (id) => store.together(() => change(id, (o) => payOrder(store, o, { story: "paypal_right", atMs: store.nowMs() }))),
    shipElsewhere: (id, pieces) => change(id, (o) => shipElsewhere(store, o, pieces)),
    poisonOrder: ({ shopId, kind, at }) => ({ orderId: addOrder(store, {
      shopId, payment: "channel", ...(at === undefined ? {} : { at }),
      lines: [{ sku: "POISON", title: "Order that cannot be read", qty: 1, priceMinor: 1000 }],
    }, kind).id }),
    revokeToken: (id) => { const s = shop(id); s.revoked = true; s.epoch++; store.saveShop(s); },
    restoreToken: (id) => { const s = shop(id); s.revoked = false; store.saveShop(s); },
    hideFromLists: (id, until) => store.hideOrder(the(id), epochMs(until)),
    hidePayment: (id, until) => store.hidePayment(present(store.payments[the(id).paymentNo], `payment of ${id}`), epochMs(until)),
    setLag: ({ paypalS, ebayListS }) => {
      if (paypalS !== undefined) store.settings.paypalLagS = paypalS;
      if (ebayListS !== undefined) store.settings.ebayListLagS = ebayListS;
      store.saveSettings();
    },
    advanceTracking: (trackingNo, status) => advanceTracking(store, trackingNo, status),
    emptyCarrierAccount: (nextCount) => { store.settings.refusalsForFunds = nextCount; store.saveSettings(); },
    carrierTimeoutAfterChargeOf: (id) => {
      const { name, line1, postcode } = store.addressOf(the(id));
      store.settings.timeoutsFor.push(recipientKey(name, line1, postcode));
      store.saveSettings();
    },
    carrierTimeoutAfterCharge: (nextCount) => { store.settings.timeoutsAfterCharge = nextCount; store.saveSettings(); },
  };
}

/** A seller refunds one order; who reverses a payment takes all of it back, whatever it pays. */
function refundOrder(store: Store, order: Order, code: "T1106" | "T1107", amountMinor: number | undefined): void {
  const hit = code === "T1106" ? paidTogether(store.orders, order) : [order];
  const amounts = hit.map((o) => amountMinor ?? orderTotal(o) - o.refundedMinor);
  if (amounts.every((amount) => amount === 0)) return; // all of it went back before
  store.together(() => {
    refundPayment(store, order, code, amounts.reduce((sum, amount) => sum + amount, 0));
    for (const [i, o] of hit.entries()) store.changeOrder(o, (x) => { x.refundedMinor += amounts[i] ?? 0; });
  });
}

function shipElsewhere(store: Store, o: Order, pieces?: readonly { readonly line: number; readonly qty: number }[]): void {
  const wanted = new Map(pieces?.map((p) => [p.line, p.qty]));
  const lines = o.lines.map((l, line) => ({ line, qty: Math.min(l.qty - l.shippedQty, pieces ? (wanted.get(line) ?? 0) : l.qty) })).filter((l) => l.qty > 0);
  if (lines.length === 0) return;
  for (const l of lines) o.lines[l.line]!.shippedQty += l.qty;
  const trackingNo = `1Z${alphanumeric(store.seed, 77 + (o.fulfilments?.length ?? 0), o.no, 16)}`;
  o.fulfilments = (o.fulfilments ?? []).concat({ trackingNo, carrierCode: "UPS", lines: store.shareLines(lines), shippedMs: store.nowMs(), receivedMs: store.nowMs(), byUs: false });
}

function buyerWrites(store: Store, m: Parameters<Control["buyerWrites"]>[0]): { conversationId: string } {
  const atMs = m.at === undefined ? store.nowMs() : epochMs(m.at);
  const seller = present(store.shops.get(m.shopId), `shop ${m.shopId}`).sellerId;
  const found = store.conversations.find((c) => c.shopId === m.shopId && c.buyer === m.buyerId && c.orderId === (m.orderId ?? null));
  const no = store.conversations.length;
  const order = m.orderId === undefined ? null : present(store.orders.get(m.orderId), `order ${m.orderId}`);
  const conversation = found ?? {
    no, id: String(2_400_000_000 + no), shopId: m.shopId, buyer: m.buyerId, orderId: m.orderId ?? null,
    itemId: order?.lines[0] ? itemId(store.seed, order.lines[0].item.sku) : null, messages: [],
  };
  const count = conversation.messages.length;
  conversation.messages.push({
    id: String(derive(store.seed, 31, conversation.no * 1000 + count) * 1000 + count), atMs, from: m.buyerId, to: seller,
    subject: m.subject ?? (order ? `Order ${order.id}` : "A question"), text: m.text, read: false,
  });
  if (found) store.saveConversation(conversation);
  else store.addConversation(conversation);
  return { conversationId: conversation.id };
}

/** eBay's listing number of a SKU: twelve digits. */
export function itemId(seed: number, sku: string): string {
  let sum = 0;
  for (const char of sku) sum = (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0;
  return String(110_000_000_000 + derive(seed, 41, sum));
}

const steps = ["pre_transit", "in_transit", "out_for_delivery", "delivered"] as const;

function advanceTracking(store: Store, trackingNo: string, status: TrackStatus | undefined): number {
  let moved = 0;
  for (const s of store.shipments) {
    if (s.trackingNo === null || s.refund !== null || (trackingNo !== "all" && s.trackingNo !== trackingNo)) continue;
    const now = s.track?.at(-1)?.status ?? "pre_transit";
    const next = status ?? steps[steps.indexOf(now as (typeof steps)[number]) + 1];
    if (next === undefined || next === now) continue;
    store.changeShipment(s, () => { s.track = [...(s.track ?? []), { status: next, atMs: store.nowMs() }]; });
    moved++;
  }
  return moved;
}

/** Stable choice per order: used where a share of all orders shall have a trait. */
export const oneIn = (store: Store, kind: number, order: Order, n: number): boolean =>
  chance(store.seed, kind, order.no) < 1 / n;
