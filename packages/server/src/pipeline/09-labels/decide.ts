import type { Template } from "@argosy/core/api/parcels.ts";
import type { ErrorCode } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import type { HoldCode } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";

/** What is known of a parcel whose label is wanted. `file` is what the carrier gave us, checked by its hash. */
export type ToPrint = {
  readonly id: string; readonly stage: string; readonly version: number; readonly holdCodes: readonly HoldCode[]; readonly printedCount: number;
  readonly addressHash: string; readonly bookedHash: string | null; readonly trackingNo: string | null; readonly numberDue: boolean; readonly ownLabel: boolean;
  readonly file: "good" | "differs" | "missing" | "zpl"; readonly addressErased: boolean;
  readonly waveNo: string | null; readonly slot: number | null; readonly dueAt: string; readonly groupKey: string; readonly groupName: string;
};
export type PrintRefusal = { readonly code: ErrorCode; readonly detail: string; readonly hold?: Found<"label_missing" | "label_outdated"> };

/** Holds of this room: a new try judges them again, so they stop nothing by themselves. */
const judgedHere = new Set<HoldCode>(["label_missing", "label_outdated"]);
const printable = new Set(["labels", "shipping"]);

/**
 * Decides whether a parcel's label may be printed now.
 *
 * Rule   From labels, or again from shipping; nothing open against it; a live booking for this very address; a readable
 *        file whose bytes are those that were stored. Who has a label already needs a reason; who came back without one does not.
 * Order  wrong_stage, parcel_held, reason_missing, no_label (no booking), label_outdated, no_label (the file).
 */
export function whyNotPrinted(p: ToPrint, reason: string): PrintRefusal | null {
  if (!printable.has(p.stage)) return { code: "wrong_stage", detail: fact("in_stage", p.stage) };
  const held = p.holdCodes.filter((code) => !judgedHere.has(code));
  if (held.length > 0) return { code: "parcel_held", detail: fact("held_by", held.join()) };
  if (p.stage === "shipping" && reason === "") return { code: "reason_missing", detail: fact("printed_times", p.printedCount) };
  if (p.bookedHash === null) return missing(fact("no_booking"));
  if (p.bookedHash !== p.addressHash) return { code: "label_outdated", detail: fact("other_address"), hold: { code: "label_outdated", evidence: { booked: p.bookedHash, now: p.addressHash } } };
  if (p.numberDue && p.trackingNo === null) return missing(fact("no_number_yet"));
  if (p.ownLabel) return p.addressErased ? { code: "no_label", detail: fact("address_erased") } : null;
  if (p.file === "missing") return missing(fact("label_missing"));
  if (p.file === "differs") return missing(fact("label_differs"));
  if (p.file === "zpl") return { code: "no_label", detail: fact("label_zpl") };
  return null;
}
export const missing = (detail: string): PrintRefusal => ({ code: "no_label", detail, hold: { code: "label_missing", evidence: { detail } } });

/** Pages in the order in which the goods lie on the table: wave and slot, then the earliest promise. */
export const inPickOrder = (a: ToPrint, b: ToPrint): number =>
  Number(a.waveNo === null) - Number(b.waveNo === null) ||
  compare(a.waveNo ?? "", b.waveNo ?? "") ||
  (a.slot ?? 0) - (b.slot ?? 0) ||
  compare(a.dueAt, b.dueAt) ||
  compare(a.id, b.id);
const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0); // W99999 before W100000

/** One document per carrier account, or per method whose label is our own. */
export const intoDocuments = (parcels: readonly ToPrint[]): { readonly name: string; readonly parcels: readonly ToPrint[] }[] =>
  [...Map.groupBy([...parcels].sort(inPickOrder), (p) => p.groupKey).values()].flatMap((same) => (same[0] ? [{ name: same[0].groupName, parcels: same }] : []));

/** Names the first element that leaves the page; null when all lie on it. */
export function elementOutside(template: Template): { readonly field: string; readonly detail: string } | null {
  for (const [i, element] of template.elements.entries()) {
    const name = element.kind === "field" || element.kind === "barcode" ? `${element.kind} ${element.field}` : element.kind;
    const right = element.x + element.w;
    const bottom = element.y + element.h;
    const field = `elements.${i}`;
    if (right > template.widthMm) return { field, detail: fact("beyond_right", name, right, template.widthMm) };
    if (bottom > template.heightMm) return { field, detail: fact("beyond_bottom", name, bottom, template.heightMm) };
  }
  return null;
}
