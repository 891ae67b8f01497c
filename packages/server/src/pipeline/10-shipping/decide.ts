import { fact } from "@argosy/core/facts.ts";
import { weightFits } from "@argosy/core/scale.ts";
import type { HoldCode } from "@argosy/core/journey.ts";
import { secondsBetween, type Instant } from "@argosy/core/time.ts";
import type { ErrorCode } from "@argosy/core/errors.ts";

/** Everything about one parcel that decides whether it may leave. */
export type ToShip = {
  readonly id: string; readonly stage: string; readonly shippedAt: Instant | null; readonly holdCodes: readonly HoldCode[];
  readonly addressHash: string;
  /** The live booking's own words; null when there is none. */
  readonly bookedHash: string | null; readonly trackingNo: string | null; readonly numberDue: boolean;
};
export type OrderInside = { readonly id: string; readonly orderNo: string; readonly stage: string; readonly checkedAt: Instant;
  /** What its shop wants while the channel can't be asked. */
  readonly outagePolicy: "ship" | "wait";
};
export type Line = { readonly skuId: string; readonly qty: number };
/** What the last look brought: ids of orders whose channel could not be asked, of those it left out, and silences let go. */
export type LastLook = { readonly unreachable: ReadonlySet<string>; readonly silent: ReadonlySet<string>; readonly accepted: ReadonlySet<string> };
export type Refused = { readonly code: ErrorCode; readonly detail: string };

/** The look at the channel happens just before the transaction; the slack is for what lies between the two. */
export const lookedWithinS = 15 * 60;
const slackS = 5 * 60;
/** While a channel can't be reached, the look of the last day stands for shops that would rather ship, and the event says so. */
const unreachableWithinS = 24 * 3600;

/**
 * Decides whether a parcel may leave the house.
 *
 * Rule    In shipping, nothing open against it (what holds an order holds its parcels), a live booking for this very address with its number, all
 *         orders still wanted, and the channel asked within 15 minutes (while it can't be reached 24 hours, where the shop would rather ship than wait). An order that
 *         the channel's answer left out goes when a person has let this silence go.
 * Order   already_shipped, wrong_stage, order_cancelled, parcel_held, no_label, label_outdated, parcel_incomplete,
 *         channel_silent, last_look_failed. The first that applies is what the packer hears.
 * Units   `packed` counts scanned pieces per SKU; null for those who pack elsewhere and ship without scans.
 */
export function whyNotShipped(
  parcel: ToShip, orders: readonly OrderInside[], lines: readonly Line[], packed: ReadonlyMap<string, number> | null, look: LastLook, now: Instant,
): Refused | null {
  const notShipping = whyNotOpen(parcel);
  if (notShipping) return notShipping;
  const stopped = orders.flatMap((order) => whyOrderStops(order) ?? []);
  const cancelled = stopped.find((why) => why.code === "order_cancelled");
  if (cancelled) return cancelled;
  const held = whyHeld(parcel.holdCodes);
  if (held) return held;
  if (stopped[0]) return stopped[0];
  if (parcel.bookedHash === null) return { code: "no_label", detail: fact("no_booking") };
  if (parcel.numberDue && parcel.trackingNo === null) return { code: "no_label", detail: fact("no_number_yet") };
  if (parcel.bookedHash !== parcel.addressHash) return { code: "label_outdated", detail: fact("other_address") };
  const open = packed === null ? [] : lines.filter((l) => (packed.get(l.skuId) ?? 0) !== l.qty);
  if (open.length > 0) return { code: "parcel_incomplete", detail: fact("skus_open", open.length, lines.length) };
  const silent = leftOut(orders, look, now)[0];
  if (silent) return { code: "channel_silent", detail: fact("left_out_since", silent.orderNo, silent.checkedAt) };
  const stale = orders.find((order) => !look.silent.has(order.id) && !looked(order, look, now));
  return stale ? { code: "last_look_failed", detail: fact("asked_last_at", stale.orderNo, stale.checkedAt) } : null;
}

/**
 * Whether the scale contradicts what should be inside. Outside the scale's tolerance the parcel is held.
 * Rule    A weight that a person let go counts as the expected one from then on, within the same tolerance.
 */
export function whyWeightDiffers(expectedG: number, weightG: number, acceptedG: readonly number[]): Refused | null {
  if ([expectedG, ...acceptedG].some((right) => weightFits(right, weightG))) return null;
  return { code: "weight_differs", detail: fact("weighs", weightG, expectedG) };
}

/** Whether the scan station may work on a parcel at all. */
export function whyNotOpen(parcel: Pick<ToShip, "stage" | "shippedAt">): Refused | null {
  if (parcel.shippedAt !== null) return { code: "already_shipped", detail: fact("shipped_at", parcel.shippedAt) };
  return parcel.stage === "shipping" ? null : { code: "wrong_stage", detail: fact("in_stage", parcel.stage) };
}

export const whyHeld = (codes: readonly HoldCode[]): Refused | null =>
  codes.length === 0 ? null : { code: codes.includes("cancelled_at_channel") ? "order_cancelled" : "parcel_held", detail: fact("held_by", codes.join()) };

function whyOrderStops({ orderNo, stage }: OrderInside): Refused | null {
  if (stage === "cancelled") return { code: "order_cancelled", detail: orderNo };
  return stage === "parcelled" ? null : { code: "parcel_held", detail: fact("order_in_stage", orderNo, stage) };
}

const looked = (order: OrderInside, { unreachable }: LastLook, now: Instant): boolean =>
  secondsBetween(order.checkedAt, now) <= (unreachable.has(order.id) && order.outagePolicy === "ship" ? unreachableWithinS : lookedWithinS + slackS);

/** Orders that the channel said nothing about just now, and whose silence since then no person has let go. */
export const leftOut = (orders: readonly OrderInside[], look: LastLook, now: Instant): OrderInside[] =>
  orders.filter((order) => look.silent.has(order.id) && !looked(order, look, now) && !look.accepted.has(silenceOf(order)));
export const silenceOf = ({ orderNo, checkedAt }: Pick<OrderInside, "orderNo" | "checkedAt">): string => `${orderNo}/${checkedAt}`;

/** Scanners add marks of their own: control characters, a symbology prefix. People type small letters. */
export const cleanCode = (code: string): string => code.replace(/^\][A-Za-z]\d/, "").replace(/[\p{C}\s]+/gu, "");

/**
 * The numbers a scanned code may stand for, most likely first.
 * Trap   The barcode of a USPS label holds `420`, the ZIP code (five or nine digits) and only then the tracking number.
 */
export function numbersIn(code: string): string[] {
  const usps = code.startsWith("420") ? [code.slice(8), code.slice(12)].filter((tail) => /^9(\d{19}|\d{21}|\d{25})$/.test(tail)) : [];
  return [...new Set([code, code.toUpperCase(), ...usps])];
}

/** `W100001-3` is slot 3 of wave W100001. */
export function slotIn(code: string): { readonly waveNo: string; readonly slot: number } | null {
  const match = /^(W\d{1,12})-(\d{1,4})$/.exec(code.toUpperCase());
  return match?.[1] && match[2] ? { waveNo: match[1], slot: Number(match[2]) } : null;
}
