import type { Address } from "@argosy/core/address.ts";
import { instant } from "@argosy/core/time.ts";
import type { Order, PaymentStory } from "@argosy/sandbox/books.ts";
import { wireOrder } from "@argosy/sandbox/vendors/ebay/state.ts";
import type { World } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "./company.ts";
import type { Dice } from "./dice.ts";
import type { Ledger } from "./ledger.ts";

// Buyers, PayPal and the seller's other hands: everything that happens outside without asking us.

export type Workload = {
  /** One thing happens out there. `place` says whether new orders may still come. */
  readonly happen: (place: boolean) => void;
  /** Something happens to an order that is there already, e.g. between two pages of a list. */
  readonly meddle: () => void;
  readonly placed: () => number;
  /** An answer of the channel that somebody saved to a file, by now perhaps an old one. */
  readonly savedAnswer: () => { readonly shopId: string; readonly body: string } | undefined;
};

const stories = {
  paypal_right: 60, paypal_short: 4, paypal_over: 3, paypal_currency: 3, paypal_pending: 6, paypal_late: 6, paypal_missing: 5, paypal_reversed: 4,
} as const satisfies Partial<Record<PaymentStory, number>>;
const trouble = {
  note: 4, address: 4, cancelRequest: 3, cancel: 6, refund: 2, partRefund: 2, reverse: 3, pendingDone: 5, payNow: 4, elsewhere: 2, partElsewhere: 5, message: 6, revoke: 2, restore: 4, hide: 3, timeoutAfterCharge: 2, emptyAccount: 1, scan: 12,
} as const;
type Trouble = keyof typeof trouble;

export function makeWorkload(world: World, plan: CompanyPlan, orders: number, dice: Dice, ledger: Ledger): Workload {
  let placed = 0;
  const files: { shopId: string; body: string }[] = [];
  const change = (id: string, how: () => void): void => {
    const order = world.orders.get(id);
    if (order && dice.chance(0.3)) files.push({ shopId: order.shopId, body: JSON.stringify(wireOrder(world, order, { base: "http://127.0.0.1:1", single: true, taxBreakdown: false })) });
    how();
    ledger.note(id);
  };
  const meddle = (): void => {
    const ids = ledger.ids();
    if (ids.length > 0) happenTo(world, dice, dice.pick(ids), dice.weighted(trouble), change);
  };
  return {
    placed: () => placed,
    meddle,
    savedAnswer: () => (files.length > 0 ? dice.pick(files) : undefined),
    happen(place) {
      if (placed >= orders || !place || (placed > 2 && dice.chance(0.35))) return meddle();
      for (const id of placeSome(world, plan, dice, ledger)) {
        placed++;
        ledger.note(id);
      }
    },
  };
}

/** One order, or two of the same buyer: the second often follows within the minute. */
function placeSome(world: World, plan: CompanyPlan, dice: Dice, ledger: Ledger): string[] {
  const shop = dice.pick(plan.shops);
  if (dice.chance(0.05))
    return [world.control.poisonOrder({ shopId: shop.id, kind: dice.pick(["currency", "control_chars", "no_lines", "broken_total"] as const) }).orderId];
  const known = ledger.ids().map((id) => world.orders.get(id)).filter((o) => o !== undefined && o.shopId === shop.id && o.poison === null);
  const again = known.length > 0 && dice.chance(0.25) ? dice.pick(known) : undefined;
  const wish = () => ({
    shopId: shop.id, lines: lines(plan, dice), payment: shop.provenBy === "channel" ? ("channel" as const) : dice.weighted(stories),
    shippingMinor: dice.pick([0, 0, 499]), taxMinor: dice.pick([0, 0, 123]), currency: shop.currency,
    ...(dice.chance(0.1) ? { note: dice.pick(["gift, no invoice", "请不要放发票 🎁", "ring twice"]) } : {}),
    ...(again ? { buyer: again.buyer, shipTo: world.addressOf(again) } : {}),
  });
  const first = wish();
  if (again || !dice.chance(0.2)) return [world.control.placeOrder(first).orderId];
  const second = wish();
  // Every other pair is paid at once. No throw of the dice: the controls begin at seeds that show them.
  if (shop.provenBy === "own_records" && world.orders.size % 2 === 0) return [...world.control.placeTogether([first, second]).orderIds];
  const { orderId } = world.control.placeOrder(first);
  const placed = world.orders.get(orderId)!; // in the line above
  return [orderId, world.control.placeOrder({ ...second, buyer: placed.buyer, shipTo: world.addressOf(placed) }).orderId];
}

function lines(plan: CompanyPlan, dice: Dice) {
  const count = dice.weighted({ one: 7, two: 2, three: 1 });
  return Array.from({ length: { one: 1, two: 2, three: 3 }[count] }, () => {
    const sku = dice.chance(0.03) ? "UNKNOWN" : dice.pick(plan.skus).code;
    return { sku, title: `Goods ${sku}`, qty: 1 + dice.below(2), priceMinor: 500 + dice.below(40) * 100 };
  });
}

type Change = (id: string, how: () => void) => void;
function happenTo(world: World, dice: Dice, id: string, what: Trouble, change: Change): void {
  const { control } = world;
  const o = world.orders.get(id);
  if (!o) return;
  const open = o.cancel !== "cancelled" && o.lines.every((l) => l.shippedQty === 0);
  const waiting = o.cancel !== "cancelled" && !(o.fulfilments ?? []).some((f) => f.byUs) ? o.lines.flatMap((l, line) => (l.shippedQty < l.qty ? [line] : [])) : [];
  const paid = o.paymentNo >= 0;
  switch (what) {
    case "note":
      return open ? change(id, () => control.changeNote(id, dice.pick(["leave at the door", "as a present please", ""]))) : undefined;
    case "address":
      return open ? change(id, () => control.changeAddress(id, moved(world.addressOf(o), dice))) : undefined;
    case "cancelRequest":
      return open && o.cancel === "none" ? change(id, () => control.requestCancel(id)) : undefined;
    case "cancel":
      return open ? change(id, () => control.cancelOrder(id)) : undefined;
    case "elsewhere":
      return waiting.length > 0 ? change(id, () => control.shipElsewhere(id)) : undefined;
    case "partElsewhere":
      return waiting.length > 0 ? change(id, () => control.shipElsewhere(id, [{ line: dice.pick(waiting), qty: 1 }])) : undefined;
    case "refund":
      return paid || o.payment === "channel" ? change(id, () => control.refund(id)) : undefined;
    case "partRefund":
      return (paid || o.payment === "channel") && o.refundedMinor === 0 ? change(id, () => control.refund(id, 100)) : undefined;
    case "reverse":
      return paid && o.refundedMinor === 0 ? change(id, () => control.reversePayment(id)) : undefined;
    case "pendingDone":
      return o.payment === "paypal_pending" && o.paid === "PENDING" ? change(id, () => control.completePendingPayment(id)) : undefined;
    case "payNow":
      return o.payment === "paypal_missing" && !paid ? change(id, () => control.payNow(id)) : undefined;
    default:
      return happenAround(world, dice, id, what);
  }
}

/** What changes no order's own record: messages, tokens, lists, the carrier. */
function happenAround(world: World, dice: Dice, id: string, what: Trouble): void {
  const { control } = world;
  const o = world.orders.get(id)!; // the caller looked
  switch (what) {
    case "message":
      control.buyerWrites({ shopId: o.shopId, buyerId: o.buyer, text: dice.pick(["when does it come?", "wrong colour, sorry", "danke!"]), ...(dice.chance(0.7) ? { orderId: id } : {}) });
      return;
    case "revoke":
      return control.revokeToken(o.shopId);
    case "restore":
      return control.restoreToken(o.shopId);
    case "hide":
      return hide(world, dice, o);
    case "timeoutAfterCharge":
      return control.carrierTimeoutAfterCharge(1 + dice.below(2));
    case "emptyAccount":
      return control.emptyCarrierAccount(1);
    case "scan":
      scan(world, dice);
  }
}

/**
 * A list leaves an order out for some minutes, which the overlap of our windows covers, or for up to six hours, which only
 * the nightly recount finds (reliability guide, R-03). PayPal shows a record as late.
 */
function hide(world: World, dice: Dice, o: Order): void {
  const until = instant(world.nowMs() + (dice.chance(0.5) ? dice.below(480) * 1000 : dice.below(6 * 3600) * 1000));
  if (o.paymentNo >= 0 && dice.chance(0.3)) world.control.hidePayment(o.id, until);
  else world.control.hideFromLists(o.id, until);
}

/** The carrier scans parcels whose numbers the channels know; what was handed over moves on. */
function scan(world: World, dice: Dice): void {
  const told = [...world.orders.values()].flatMap((o) => (o.fulfilments ?? []).filter((f) => f.byUs).map((f) => f.trackingNo));
  for (const no of told) if (dice.chance(0.5)) world.control.advanceTracking(no, dice.chance(0.04) ? "return_to_sender" : undefined);
}

const moved = (from: Address, dice: Dice): Address => ({ ...from, line1: `${1 + dice.below(900)} New Street`, line2: "" });
