import type { AddressPart, missingAddressFields } from "./address.ts";
import type { HoldCode } from "./journey.ts";

type Money = { readonly orderMinor: number; readonly paidMinor: number; readonly differenceMinor: number; readonly currency: string };
/** Pieces of a channel's SKU, before and after. */
export type LineChange = { readonly sku: string; readonly was: number; readonly is: number };
type Told = { readonly at: string; readonly text: string; readonly place: string };
type AddressField = ReturnType<typeof missingAddressFields>[number];
export type CustomsField = "weight" | "declared_name" | "declared_value";

/** What each hold knows: the rooms write it, the sentences of every language read it, and both are checked against this. */
type Known = {
  payment_missing: { readonly expectedMinor: number; readonly currency: string; readonly lateUntil: string };
  payment_pending: { readonly reason: string };
  /** `shared`: the payment is not what its orders come to together; the sums are of all of them. */
  payment_amount_differs: Money & { readonly shared?: { readonly paymentId: string; readonly externalId: string; readonly orders: readonly { readonly orderId: string; readonly orderNo: string; readonly minor: number; readonly currency: string }[] } };
  payment_currency_differs: { readonly orderCurrency: string; readonly paidCurrency: string; readonly paidMinor: number };
  payment_ambiguous: { readonly candidates: readonly { readonly paymentId: string; readonly minor: number; readonly currency: string; readonly at: string }[] };
  payment_doubled: { readonly count: number; readonly orderMinor: number; readonly paidMinor: number; readonly currency: string };
  payment_wrong_receiver: { readonly account: string; readonly minor: number; readonly currency: string };
  /** In which parts; none where the provider has only not verified it (`unverified`). */
  payment_address_differs: { readonly differs: readonly AddressPart[]; readonly unverified: boolean; readonly paymentIds: readonly string[] };
  payment_unprotected: { readonly paymentIds: readonly string[] };
  payment_part_refunded: { readonly refundedMinor: number; readonly currency: string };
  payment_reversed: { readonly orderId?: string; readonly code?: string; readonly minor?: number; readonly currency?: string };
  messages_stale: { readonly lastFetchedAt: string };
  buyer_note: { readonly note: string };
  buyer_message: { readonly messageId: string; readonly text: string; readonly at: string; readonly count: number };
  ship_by_passed: { readonly shipByAt: string };
  price_zero: object;
  partly_shipped: { readonly lines: readonly { readonly sku: string; readonly openQty: number; readonly qty: number }[] };
  /** `perListing`: somebody has said what it is, but so many pieces of it are more than a line may hold. */
  sku_unmapped: { readonly skus: readonly { readonly channelSku: string; readonly title: string; readonly qty: number; readonly perListing?: number }[] };
  address_incomplete: { readonly missing: readonly AddressField[] };
  customs_incomplete: { readonly skus: readonly { readonly sku: string; readonly missing: readonly CustomsField[] }[] };
  merge_offered: { readonly with: readonly { readonly orderId: string; readonly orderNo: string }[]; readonly until: string };
  no_warehouse: { readonly tried: number };
  no_method: { readonly tried: readonly { readonly name: string; readonly because: string }[] };
  carrier_pending: { readonly detail: string };
  booking_unknown: { readonly attemptId: string; readonly since: string };
  quote_above_limit: { readonly detail: string };
  carrier_refused: { readonly code: string; readonly field: string | null; readonly detail: string };
  carrier_signed_out: { readonly detail: string };
  number_pool_empty: { readonly method: string };
  /** `heldBy` and `heldCount` are looked up where the hold is shown. */
  stock_short: { readonly missing: readonly { readonly skuId: string; readonly sku: string; readonly missingQty: number; readonly needQty: number; readonly freeQty: number; readonly heldBy?: readonly string[]; readonly heldCount?: number }[] };
  pick_short: { readonly missing: readonly { readonly sku: string; readonly qty: number }[] };
  label_missing: { readonly detail: string };
  label_outdated: { readonly booked: string; readonly now: string };
  weight_differs: { readonly expectedG: number; readonly weightG: number };
  /** Orders that the channel's answer left out, and when it last told us of them. */
  channel_silent: { readonly orders: readonly { readonly orderNo: string; readonly toldAt: string }[] };
  notice_late: { readonly shippedAt: string };
  notice_unsupported: { readonly orderNo: string; readonly detail?: string };
  notice_refused: { readonly orderNo: string; readonly code?: string; readonly detail?: string };
  no_first_scan: { readonly shippedAt: string; readonly days: number };
  no_news: Told & { readonly days: number };
  delivery_failed: Told;
  customs_asks: Told;
  held_until: { readonly until: string };
  held_by_person: { readonly note: string };
  cancelled_at_channel: { readonly orderId: string };
  cancel_requested: object;
  shipped_elsewhere: { readonly orderId: string; readonly open?: readonly LineChange[] };
  changed_at_channel: { readonly orderId: string; readonly what: readonly string[]; readonly lines?: readonly LineChange[]; readonly open?: readonly LineChange[] };
  late_message: { readonly orderId: string; readonly at: string };
  /** Of a parcel: what holds the orders in it, as it stands on each of them. */
  order_held: { readonly orders: readonly { readonly orderId: string; readonly orderNo: string; readonly holds: readonly { readonly code: HoldCode; readonly evidence: object }[] }[] };
  broken: { readonly logId: string; readonly room: string };
};
/** Does not compile when a hold has no evidence, or evidence no hold. */
export type Evidence = [Exclude<HoldCode, keyof Known>, Exclude<keyof Known, HoldCode>] extends [never, never] ? Known : never;
