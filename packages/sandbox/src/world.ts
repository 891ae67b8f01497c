import { instant, type Clock } from "@argosy/core/time.ts";
import { lineId, orderTotal, paymentId, type Books, type Order } from "./books.ts";
import { makeControl, type Control } from "./control.ts";
import { createStore, type Store } from "./store.ts";
import { shipmentId } from "./vendors/easypost/state.ts";

/** The outside world: buyers, money, messages and parcels, one truth behind all vendors' handlers. */
export type World = Store & { readonly control: Control; readonly books: () => Books };

/**
 * Makes a world.
 *
 * Units   `journal` is a file path: with it every change survives the death of the process, without it nothing
 *         touches the disk. Time comes from `clock` only; chance follows from `seed` only.
 */
export function createWorld(options: { readonly seed: number; readonly clock: Clock; readonly journal?: string }): World {
  const store = createStore(options);
  return { ...store, control: makeControl(store), books: () => readBooks(store) };
}

function readBooks(store: Store): Books {
  const orders = [...store.orders.values()];
  return {
    orders: orders.map((o) => ({
      shopId: o.shopId,
      externalId: o.id,
      version: instant(o.modifiedMs),
      placedAt: instant(o.createdMs),
      cancelled: o.cancel === "cancelled",
      cancelRequested: o.cancel === "requested",
      poison: o.poison,
      payment: o.payment,
      paid: o.paid === "PAID" && o.refundedMinor < orderTotal(o),
      totalMinor: orderTotal(o),
      currency: o.currency,
      shipTo: store.addressOf(o),
      lines: o.lines.map((l, i) => ({ externalId: lineId(o, i), sku: l.item.sku, qty: l.qty })),
      shippedElsewhere: (o.fulfilments ?? []).some((f) => !f.byUs),
    })),
    charges: store.shipments.filter((s) => s.trackingNo !== null).map((s) => ({
      carrierId: s.carrierId,
      reference: s.reference,
      shipmentId: shipmentId(store.seed, s.no),
      trackingNo: s.trackingNo ?? "",
      costMinor: s.costMinor,
      currency: "USD" as const,
      at: instant(s.boughtMs),
      voided: s.refund !== null,
    })),
    notices: orders.flatMap(noticesOf),
    payments: store.payments.map((p) => ({
      accountId: p.accountId, externalId: paymentId(store.seed, p.no), orderId: p.orderId, code: p.code, status: p.status,
      grossMinor: p.grossMinor, currency: p.currency, at: instant(p.atMs),
      relatedId: p.relatedNo < 0 ? null : paymentId(store.seed, p.relatedNo),
    })),
  };
}

/** Ship notices of one order that came through the API, one per tracking number with the count of repetitions. */
function noticesOf(o: Order): Books["notices"] {
  const ours = (o.fulfilments ?? []).filter((f) => f.byUs);
  const firsts = ours.filter((f, i) => ours.findIndex((g) => g.trackingNo === f.trackingNo) === i);
  return firsts.map((f) => ({
    shopId: o.shopId,
    orderId: o.id,
    trackingNo: f.trackingNo,
    carrierCode: f.carrierCode,
    lines: f.lines.map((l) => ({ externalId: lineId(o, l.line), qty: l.qty })),
    at: instant(f.receivedMs),
    count: ours.filter((g) => g.trackingNo === f.trackingNo).length,
  }));
}
