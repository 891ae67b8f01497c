import type { Address } from "@argosy/core/address.ts";
import type { Instant } from "@argosy/core/time.ts";
import { lineId, orderTotal, type Order } from "@argosy/sandbox/books.ts";
import { paidTogether } from "@argosy/sandbox/money.ts";
import type { World } from "@argosy/sandbox/world.ts";

/** One order as it stood at the vendors at one moment, and whether its money was really there. */
export type Known = {
  readonly at: Instant; readonly paid: boolean; readonly moneyHere: boolean; readonly cancelled: boolean;
  /** Pieces that other hands had shipped, by the channel's line. */
  readonly elsewhere: ReadonlyMap<string, number>;
  readonly shipTo: Address;
};

/**
 * The auditor's own books about the outside: every state an order ever had, written down when it changed.
 * Nothing here asks the code under test; what the vendors' records say is read from the vendors.
 */
export type Ledger = {
  /** Writes down how an order stands now. Called after everything that changes the world. */
  readonly note: (orderId: string) => void;
  readonly ids: () => readonly string[];
  readonly history: (orderId: string) => readonly Known[];
  /** What could be known at `at`: the last state from then or before. */
  readonly asOf: (orderId: string, at: Instant) => Known | undefined;
  /** True when the money was there at some moment from `from` to `to`. */
  readonly moneyBetween: (orderId: string, from: Instant, to: Instant) => boolean;
  readonly paidBetween: (orderId: string, from: Instant, to: Instant) => boolean;
};

export function makeLedger(world: World, toleranceMinor: number): Ledger {
  const histories = new Map<string, Known[]>();
  const stateOf = (o: Order): Known => ({
    at: world.clock.now(), paid: o.paid === "PAID" && o.refundedMinor === 0, moneyHere: moneyHere(world, o, toleranceMinor),
    cancelled: o.cancel === "cancelled", elsewhere: elsewhereOf(o), shipTo: world.addressOf(o),
  });
  const of = (id: string) => histories.get(id) ?? [];
  const between = (id: string, from: Instant, to: Instant, is: (k: Known) => boolean): boolean => {
    const before = of(id).findLast((k) => k.at <= from);
    return [...(before ? [before] : []), ...of(id).filter((k) => k.at > from && k.at <= to)].some(is);
  };
  return {
    note(id) {
      const order = world.orders.get(id);
      if (!order) return;
      // What happens to a payment happens to every order that it pays.
      const others = paidTogether(world.orders, order).filter((o) => o.id !== id && histories.has(o.id));
      for (const o of [order, ...others]) histories.set(o.id, [...of(o.id), stateOf(o)]);
    },
    ids: () => [...histories.keys()],
    history: of,
    asOf: (id, at) => of(id).findLast((k) => k.at <= at),
    moneyBetween: (id, from, to) => between(id, from, to, (k) => k.moneyHere),
    paidBetween: (id, from, to) => between(id, from, to, (k) => k.paid),
  };
}

export function elsewhereOf(o: Order): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { line, qty } of (o.fulfilments ?? []).filter((f) => !f.byUs).flatMap((f) => f.lines)) pieces.set(lineId(o, line), (pieces.get(lineId(o, line)) ?? 0) + qty);
  return pieces;
}

/** Completed payments of the order, in its currency, equal to its total and that of those paid with it, with nothing taken back. Worked out from PayPal's own records. */
function moneyHere(world: World, o: Order, toleranceMinor: number): boolean {
  const together = paidTogether(world.orders, o);
  const records = world.payments.filter((p) => together.some((x) => x.id === p.orderId));
  const paid = records.filter((p) => p.code === "T0006");
  if (paid.length === 0 || paid.some((p) => p.status !== "S" || p.currency !== o.currency)) return false;
  if (records.some((p) => p.code === "T1106" || p.code === "T1107")) return false;
  return Math.abs(paid.reduce((sum, p) => sum + p.grossMinor, 0) - together.reduce((sum, x) => sum + orderTotal(x), 0)) <= toleranceMinor;
}

