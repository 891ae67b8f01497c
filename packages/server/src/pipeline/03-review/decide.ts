import { missingAddressFields, type Address } from "@argosy/core/address.ts";
import { secondsBetween, type Instant } from "@argosy/core/time.ts";
import type { CustomsField, Evidence } from "@argosy/core/evidence.ts";
import type { HoldIn } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";
import { mostPieces } from "../order-lines.ts";

export type ReviewLine = {
  readonly channelSku: string; readonly title: string; readonly qty: number; readonly openQty: number; readonly skuId: string | null; readonly sku: string | null;
  readonly weightG: number | null; readonly declaredNameEn: string | null; readonly declaredMinor: number | null;
  readonly perListing: number | null; // what somebody has said one of an unmapped listing is
};
export type ToReview = {
  readonly buyerNote: string;
  readonly payerNotes: readonly string[]; // what the buyer wrote with the payment
  readonly totalMinor: number;
  readonly channelState: string;
  readonly dueAt: Instant;
  readonly shipTo: Address;
  readonly lines: readonly ReviewLine[];
  /** Unread messages of the buyer about this order or about none, newest first. */
  readonly unread: readonly { readonly id: string; readonly text: string; readonly at: Instant }[];
  /** What it is held for and nobody has answered, read meanwhile or not. */
  readonly unanswered: Evidence["buyer_message"] | null;
  /** When the messages of this shop were last fetched; null where the channel has none to fetch. */
  readonly messagesFetchedAt: Instant | null;
  readonly homeCountries: ReadonlySet<string>; // where our warehouses stand: shipping there needs no customs data
};

const staleS = 30 * 60;

/**
 * Runs every check and answers ALL reasons to look, each with its evidence; an empty list lets the order on.
 *
 * Rule    A buyer's note, at the checkout or with the payment, or an unread message always holds: the buyer may have said what must not be ignored.
 *         A message that held goes on holding until it is answered or a person lets it go; being read on the channel is neither.
 *         Messages not fetched for 30 minutes hold too, because silence proves nothing then.
 * Source  Mission R4; domain guide 3.3.
 */
export function reasonsToLook(order: ToReview, now: Instant): Found<HoldIn<"review">>[] {
  const found: Found<HoldIn<"review">>[] = [];
  const notes = withoutCopies([order.buyerNote, ...order.payerNotes]);
  if (notes.length > 0) found.push({ code: "buyer_note", evidence: { note: notes.join("\n") } });
  const newest = order.unread[0];
  if (!newest && order.unanswered) found.push({ code: "buyer_message", evidence: order.unanswered });
  if (newest) found.push({ code: "buyer_message", evidence: { messageId: newest.id, text: newest.text.slice(0, 2000), at: newest.at, count: order.unread.length } });
  if (order.messagesFetchedAt !== null && secondsBetween(order.messagesFetchedAt, now) > staleS)
    found.push({ code: "messages_stale", evidence: { lastFetchedAt: order.messagesFetchedAt } });
  if (order.dueAt < now) found.push({ code: "ship_by_passed", evidence: { shipByAt: order.dueAt } });
  if (order.totalMinor === 0) found.push({ code: "price_zero", evidence: {} });
  if (order.channelState === "partly_shipped")
    found.push({ code: "partly_shipped", evidence: { lines: order.lines.map((l) => ({ sku: l.channelSku, openQty: l.openQty, qty: l.qty })) } });
  const open = order.lines.filter((l) => l.openQty > 0); // the others go into no parcel
  const unmapped = open.filter((l) => l.skuId === null);
  if (unmapped.length > 0)
    found.push({ code: "sku_unmapped", evidence: { skus: unmapped.map(unknown) } });
  const missing = missingAddressFields(order.shipTo);
  if (missing.length > 0) found.push({ code: "address_incomplete", evidence: { missing } });
  const customs = open.flatMap((l) => customsGaps(l, !order.homeCountries.has(order.shipTo.country)));
  if (customs.length > 0) found.push({ code: "customs_incomplete", evidence: { skus: customs } });
  return found;
}

const tight = (note: string): string => note.replace(/\s+/g, "");
/** What PayPal leaves of a text: no Chinese, no accents, no `&`. */
const plain = (note: string): string => tight(note).normalize("NFKD").replace(/[^A-Za-z0-9_'\-.,":;!?]/g, "");
/** Shops hand the note on with the payment: each is shown once, in the copy that lost nothing on its way. */
function withoutCopies(all: readonly string[]): string[] {
  const notes = [...new Map(all.map((note) => note.trim()).reverse().map((note) => [tight(note), note])).values()].reverse().filter((note) => note !== "");
  return notes.filter((note) => !notes.some((other) => other !== note && tight(note) === plain(other)));
}

const unknown = ({ channelSku, title, qty, perListing }: ReviewLine): Evidence["sku_unmapped"]["skus"][number] =>
  ({ channelSku, title, qty, ...(perListing !== null && perListing * qty > mostPieces ? { perListing } : {}) });

/** Every parcel needs a weight; one that crosses a border needs a declared name and value too. */
function customsGaps(line: ReviewLine, abroad: boolean): { sku: string; missing: CustomsField[] }[] {
  if (line.sku === null) return [];
  const missing: CustomsField[] = [
    ...((line.weightG ?? 0) <= 0 ? ["weight" as const] : []),
    ...(abroad && !line.declaredNameEn ? ["declared_name" as const] : []),
    ...(abroad && line.declaredMinor === null ? ["declared_value" as const] : []),
  ];
  return missing.length > 0 ? [{ sku: line.sku, missing }] : [];
}
