import type { HoldCode } from "@argosy/core/journey.ts";
import type { CustomsField, Evidence } from "@argosy/core/evidence.ts";
import type { Formats } from "../formats.ts";
import { unmapped } from "../unmapped.ts";

/** `fact` says what is so, with its evidence; `todo` says what clears it. Facts never accuse and never apologise. */
export type HoldText<C extends HoldCode> = {
  readonly name: string;
  /** `words` is what the page says of a code in the evidence, where it knows it. */
  readonly fact: (evidence: Evidence[C] & { readonly words?: string | null }, f: Formats) => string;
  /** Where letting it go is the cure, in the word of the button beside it: that of this hold or of the whole order. */
  readonly todo: string | ((letGo: string) => string);
};
export type HoldTexts = { readonly [C in HoldCode]: HoldText<C> };
const items = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;
const addressParts: Readonly<Record<string, string>> = {
  name: "name", line1: "street", line: "street", line2: "address line 2", city: "city", state: "state", postcode: "postcode", country: "country", phone: "phone",
};
const customsParts: Readonly<Record<CustomsField, string>> = {
  weight: "weight", declared_name: "English declared name", declared_value: "declared value",
};
const named = (parts: readonly string[], names: Readonly<Record<string, string>>, f: Formats): string => f.list(parts.map((part) => names[part] ?? part));
const changes: Readonly<Record<string, string>> = { lines: "goods", total: "total", address: "address", note: "note", open: "open pieces" };
const counts = (lines: Evidence["changed_at_channel"]["lines"], f: Formats): string => (lines?.length ? ` (${f.list(lines.map((l) => `${l.sku} ${l.was} → ${l.is}`))})` : "");
const heldBy = (m: Evidence["stock_short"]["missing"][number], f: Formats): string => (m.heldBy?.length ? `, reserved by ${f.list(m.heldBy)}${m.heldCount && m.heldCount > m.heldBy.length ? ` +${m.heldCount - m.heldBy.length}` : ""}` : "");
const said = (e: { readonly text: string; readonly place: string }): string => {
  const words = [e.text && `“${e.text}”`, e.place].filter(Boolean).join(", ");
  return words && `: ${words}`;
};

// prettier-ignore
export const holds: HoldTexts = {
  payment_missing: {
    name: "Payment missing",
    fact: (e, f) => `No payment of ${f.money(e.expectedMinor, e.currency)} found${e.lateUntil && !f.isPast(e.lateUntil) ? `; PayPal may report it until ${f.at(e.lateUntil)}` : ""}`,
    todo: "Checked again by itself as payments arrive. Ask the buyer if it stays away.",
  },
  payment_pending: { name: "Payment pending", fact: (e) => `The payment is pending: ${e.reason}`, todo: "Goes on by itself once the money is there." },
  payment_amount_differs: {
    name: "Amount differs",
    fact: (e, f) => `${f.money(Math.abs(e.differenceMinor), e.currency)} ${e.differenceMinor < 0 ? "short" : "over"}: paid ${f.amount(e.paidMinor, e.currency)}, ${e.shared ? `${items(e.shared.orders.length, "order")} (${f.list(e.shared.orders.slice(0, 3).map((o) => `${o.orderNo} ${f.money(o.minor, o.currency)}`))})` : "order"}\u00a0${f.amount(e.orderMinor, e.currency)}`,
    todo: "Settle it with the buyer, or accept the payment with a reason.",
  },
  payment_currency_differs: {
    name: "Currency differs",
    fact: (e, f) => `Paid ${f.money(e.paidMinor, e.paidCurrency)}, the order is in ${e.orderCurrency}`,
    todo: "Compare at the day's rate, then accept the payment with a reason or refund it.",
  },
  payment_ambiguous: {
    name: "Several payments fit",
    fact: (e, f) => `${items(e.candidates.length, "payment")} could belong here: ${f.list(e.candidates.slice(0, 3).map((c) => `${f.money(c.minor, c.currency)} ${f.at(c.at)}`))}`,
    todo: "Look at the candidates and claim the one that is for this order.",
  },
  payment_doubled: { name: "Paid twice", fact: (e, f) => `Paid ${e.count} times in full: ${f.money(e.paidMinor, e.currency)} for an order of ${f.money(e.orderMinor, e.currency)}`, todo: "Give one payment back, then accept the payment." },
  payment_wrong_receiver: { name: "Paid to another account", fact: (e, f) => `${f.money(e.minor, e.currency)} arrived in ${e.account}, not in this shop's account`, todo: "Check the shop's payment account; accept the payment if the money is yours." },
  payment_address_differs: {
    name: "Payer's address differs",
    fact: (e, f) => (e.differs.length > 0 ? `Paid from another ${named(e.differs, addressParts, f)}${e.unverified ? "; unverified by PayPal" : ""}` : "PayPal has not verified the payer's address"),
    todo: "Compare both addresses. If it is a gift, accept the payment with a reason; in doubt ask the buyer, or cancel.",
  },
  payment_unprotected: { name: "No seller protection", fact: () => "PayPal's seller protection does not cover this payment", todo: "Weigh the amount against the risk; accept the payment with a reason, or cancel." },
  payment_part_refunded: { name: "Partly refunded", fact: (e, f) => `${f.money(e.refundedMinor, e.currency)} was refunded before shipping`, todo: "Ship what is still paid for and accept, or cancel." },
  payment_reversed: { name: "Payment reversed", fact: (e, f) => (e.minor === undefined ? `The payment has changed${e.code ? `: ${e.code}` : ""}` : `${f.money(Math.abs(e.minor), e.currency ?? "")} was taken back${e.code ? ` (${e.code})` : ""}`), todo: "Do not ship. Cancel, or release with a reason once the money is back." },
  messages_stale: { name: "Messages not fetched", fact: (e, f) => `Messages last fetched at ${f.at(e.lastFetchedAt)}`, todo: "Goes on by itself after the next fetch; check the account if it lasts." },
  buyer_note: { name: "Buyer note", fact: (e) => `Note: “${e.note}”`, todo: (letGo) => `Do what it asks, then ${letGo}.` },
  buyer_message: { name: "Buyer message", fact: (e) => `${e.count > 1 ? `${e.count} messages, last: ` : "Message: "}“${e.text}”`, todo: (letGo) => `Answer on the channel, then ${letGo}.` },
  ship_by_passed: { name: "Ship-by passed", fact: () => "Late: decide whether it still ships", todo: (letGo) => `Tell the buyer, then ${letGo} or cancel.` },
  price_zero: { name: "Price is zero", fact: () => "The order total is zero", todo: (letGo) => `Make sure that it is a gift or a replacement, then ${letGo}.` },
  partly_shipped: { name: "Partly shipped", fact: (e, f) => (e.lines?.length ? `Still open: ${f.list(e.lines.map((l) => `${l.sku} ${l.openQty} of ${l.qty}`))}; the rest was shipped outside Argosy` : "Part of it was already shipped outside Argosy"), todo: (letGo) => `Compare what is open, then ${letGo}: only that is shipped.` },
  sku_unmapped: {
    name: "SKU not mapped",
    fact: (e, f) => {
      const { unknown, nameless, tooMany } = unmapped(e.skus);
      return [
        unknown.length > 0 && `Unknown channel SKU ${f.list(unknown.slice(0, 3).map((s) => s.channelSku))}${unknown.length > 3 ? ` +${unknown.length - 3}` : ""}`,
        nameless.length > 0 && `Without a SKU at the channel: ${f.list(nameless.slice(0, 3).map((s) => s.title || "a line without a title"))}${nameless.length > 3 ? ` +${nameless.length - 3}` : ""}`,
        ...tooMany.map((s) => `${s.channelSku}: ${f.count(s.qty)} × ${f.count(s.perListing)} pieces are more than a line may hold`),
      ].filter(Boolean).join("; ");
    },
    todo: "Say once what it is: every order that waits for it goes on. A listing without a SKU needs one at the channel; an order that stays without is shipped from there.",
  },
  address_incomplete: { name: "Address incomplete", fact: (e, f) => `Address without ${named(e.missing, addressParts, f)}`, todo: "Complete the address." },
  customs_incomplete: { name: "Customs data missing", fact: (e, f) => f.list(e.skus.slice(0, 2).map((s) => `${s.sku}: ${named(s.missing, customsParts, f)}`)) + (e.skus.length > 2 ? ` +${e.skus.length - 2}` : ""), todo: "Complete the customs data of the SKU." },
  merge_offered: { name: "Could be merged", fact: (e, f) => `With ${f.list(e.with.map((o) => o.orderNo))}: same buyer and address; goes alone at ${f.at(e.until)}`, todo: "Merge them, or ship it alone." },
  no_warehouse: { name: "No warehouse", fact: () => "No rule and no default gives a warehouse", todo: "Add a rule or a default warehouse, or set the route." },
  no_method: {
    name: "No shipping method",
    fact: (e, f) => { const said = e.tried ?? []; return said.length > 0 ? `No method: ${f.list(said.slice(0, 2).map((t) => `${t.name} (${t.because})`))}` : "No rule gives a shipping method"; },
    todo: "Add a rule, or set the route.",
  },
  carrier_pending: { name: "Carrier pending", fact: (e) => `No clear answer from the carrier yet: ${e.detail}`, todo: "Asked again by itself within a few minutes." },
  booking_unknown: { name: "Booking unclear", fact: (e, f) => `May be booked and charged: the answer was lost at ${f.clock(e.since)}`, todo: "Looked up by itself. Where the carrier can no longer be asked, look at its own page; release when it has no such booking, and it is booked again." },
  quote_above_limit: { name: "Too expensive", fact: (e) => `Nothing was booked: ${e.detail}`, todo: "Raise the method's limit and try again, or set another route." },
  carrier_refused: { name: "Carrier refused", fact: (e) => `Carrier refused${e.words ? `: ${e.words}` : ""}${e.field ? ` (${e.field})` : ""}`, todo: "Correct what it names, then try again, or set another route." },
  carrier_signed_out: { name: "Carrier signed out", fact: (e) => `Carrier signed out${e.words ? `: ${e.words}` : ""}`, todo: "Connect the carrier account again; the parcels go on by themselves." },
  number_pool_empty: { name: "No numbers left", fact: (e) => `The number pool of ${e.method} is empty`, todo: "Add tracking numbers to the pool." },
  stock_short: { name: "Out of stock", fact: (e, f) => `Short ${f.list(e.missing.slice(0, 3).map((m) => `${f.count(m.missingQty)} × ${m.sku} (${m.freeQty}\u00a0free${heldBy(m, f)})`))}${e.missing.length > 3 ? ` +${e.missing.length - 3}` : ""}`, todo: "On the purchase plan; goes on by itself when goods come in." },
  pick_short: { name: "Not found in bin", fact: (e, f) => `Not found: ${f.list(e.missing.map((m) => `${m.qty} × ${m.sku}`))}`, todo: "Count the bin. Found: release. Gone: enter the count, and it waits for stock again." },
  label_missing: { name: "Label missing", fact: (e) => `No label file from the carrier${e.detail ? `: ${e.detail}` : ""}`, todo: "A late label is fetched by itself: then print it. If none comes, take the parcel apart: its order gets another." },
  label_outdated: { name: "Label outdated", fact: () => "The address changed after the label was bought", todo: "Take the parcel apart: its order gets a label as it is now." },
  weight_differs: { name: "Weight differs", fact: (e, f) => `The scale says ${f.weight(e.weightG)}, expected are ${f.weight(e.expectedG)}`, todo: "Check the goods in it. Release to ship with this weight; correct the SKU's weight if that is wrong." },
  no_first_scan: { name: "No first scan", fact: (e, f) => `Not scanned for ${items(e.days, "day")}, shipped at ${f.at(e.shippedAt)}`, todo: "Ask the carrier where it is; release once you know." },
  no_news: { name: "No news", fact: (e, f) => `Nothing heard for ${items(e.days, "day")}, last at ${f.at(e.at)}${said(e)}`, todo: "Ask the carrier where it is; release once you know. Ends by itself with the next scan." },
  delivery_failed: { name: "Delivery failed", fact: (e, f) => `Not delivered at ${f.at(e.at)}${said(e)}`, todo: "Agree with buyer and carrier on the next attempt. Ends by itself with the next scan." },
  customs_asks: { name: "Customs wants information", fact: (e, f) => `Kept since ${f.at(e.at)}${said(e)}`, todo: "Send the papers or ask the buyer. Ends by itself with the next scan." },
  channel_silent: { name: "Channel is silent", fact: (e, f) => `Not in the channel's answer: ${f.list(e.orders.map((o) => o.orderNo))}; last at ${f.at(e.orders[0]?.toldAt ?? "")}`, todo: "Look for the order on the channel. Release with a reason to ship it anyway; cancel the parcel if it is gone." },
  notice_late: { name: "Channel not told", fact: (e, f) => `The channel does not know yet, shipped at ${f.at(e.shippedAt)}`, todo: "Tried again by itself. Check the shop's account; confirm it on the channel by hand if time is short." },
  notice_unsupported: { name: "Confirm by hand", fact: (e) => `Can't tell the channel of ${e.orderNo}${e.detail ? `: ${e.detail}` : ""}`, todo: "Give the method its carrier code and send the notice again, or confirm it on the channel by hand and release." },
  notice_refused: { name: "Ship notice refused", fact: (e) => `${e.orderNo ? `Notice of ${e.orderNo} refused` : "Notice refused"}: ${e.words || "no reason given"}`, todo: "Correct what it names and send it again." },
  held_until: { name: "Snoozed", fact: (e, f) => `Snoozed until ${f.at(e.until)}`, todo: "Comes back by itself then." },
  held_by_person: { name: "Parked", fact: (e) => (e.note ? `Parked: “${e.note}”` : "Parked by a colleague"), todo: "Unpark it when the reason is gone." },
  cancelled_at_channel: { name: "Cancelled by the channel", fact: () => "Cancelled on the channel", todo: "Put the goods back. Cancel the parcel; where it carries other orders too, take it apart: those walk again." },
  cancel_requested: { name: "Buyer asks to cancel", fact: () => "The buyer asked to cancel", todo: "Answer on the channel, then cancel or release." },
  shipped_elsewhere: { name: "Shipped elsewhere", fact: (e, f) => `The channel says that others have shipped ${e.open?.length ? `part of it${counts(e.open, f)}` : "it"}`, todo: "Put the goods back and take the parcel apart: what is still open walks again." },
  changed_at_channel: { name: "Changed on the channel", fact: (e, f) => `Changed on the channel${e.what ? `: ${named(e.what, changes, f)}` : ""}${counts(e.lines, f)}`, todo: "Compare old and new. For another address or other goods take the parcel apart: the order walks again with them. Once booked, a released parcel leaves as it is." },
  late_message: { name: "Late message", fact: (e, f) => `The buyer wrote after approval, at ${f.at(e.at)}`, todo: "Read it before the parcel leaves, then release." },
  order_held: { name: "Order on hold", fact: (e, f) => e.words || `On hold: ${f.list(e.orders.map((o) => o.orderNo))}`, todo: "This is done on the order's page; the parcel then goes on by itself." },
  broken: { name: "Stopped by a fault", fact: (e) => `A fault in Argosy stopped it${e.logId ? ` (log ${e.logId})` : ""}; nothing was lost`, todo: "Tried again after a release; tell your administrator the number." },
};
