import { expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { tooClose } from "@argosy/core/label-template.ts";
import { elementOutside, inPickOrder, intoDocuments, whyNotPrinted, type ToPrint } from "./decide.ts";
import { defaultTemplate, weightText } from "./template.ts";

const good: ToPrint = {
  id: "p1", stage: "labels", version: 3, holdCodes: [], printedCount: 0, addressHash: "h", bookedHash: "h", trackingNo: "T1", numberDue: true, ownLabel: false, file: "good",
  addressErased: false, waveNo: "W100001", slot: 1, dueAt: "2026-03-01", groupKey: "c", groupName: "EasyPost",
};
// oxfmt-ignore
const cases: [name: string, change: Partial<ToPrint>, reason: string, code: string | null, hold?: string][] = [
  ["ready",                       {},                                             "",     null],
  ["not picked yet",              { stage: "picking" },                           "",     "wrong_stage"],
  ["shipped",                     { stage: "tracking" },                          "",     "wrong_stage"],
  ["held by a person",            { holdCodes: ["held_by_person"] },              "",     "parcel_held"],
  ["a missing label comes late",  { holdCodes: ["label_missing"] },               "",     null],
  ["again without a reason",      { stage: "shipping", printedCount: 1 },         "",     "reason_missing"],
  ["again with a reason",         { stage: "shipping", printedCount: 1 },         "torn", null],
  ["no booking",                  { bookedHash: null },                           "",     "no_label",       "label_missing"],
  ["another address",             { bookedHash: "x" },                            "",     "label_outdated", "label_outdated"],
  ["no number yet",               { trackingNo: null },                           "",     "no_label",       "label_missing"],
  ["no number due",               { trackingNo: null, numberDue: false },         "",     null],
  ["no file",                     { file: "missing" },                            "",     "no_label",       "label_missing"],
  ["somebody else's file",        { file: "differs" },                            "",     "no_label",       "label_missing"],
  ["a label printer's language",  { file: "zpl" },                                "",     "no_label"],
  ["own label needs no file",     { ownLabel: true, file: "missing" },            "",     null],
  ["the buyer was erased",        { ownLabel: true, addressErased: true },        "",     "no_label"],
];
test.each(cases)("%s", (_name, change, reason, code, hold) => {
  const why = whyNotPrinted({ ...good, ...change }, reason);
  expect([why?.code ?? null, why?.hold?.code]).toEqual([code, hold]);
});

test("pages follow wave and slot, then the promise; one document per carrier", () => {
  const at = (id: string, waveNo: string | null, slot: number | null, groupKey = "c", dueAt = "1"): ToPrint => ({ ...good, id, waveNo, slot, groupKey, groupName: groupKey, dueAt });
  const parcels = [at("e", null, null, "c", "2"), at("d", null, null, "c", "1"), at("c", "W100000", 1), at("b", "W99999", 10), at("a", "W99999", 2), at("x", "W99999", 1, "own")];
  expect(parcels.toSorted(inPickOrder).map((p) => p.id).join("")).toBe("xabcde");
  expect(intoDocuments(parcels).map((d) => [d.name, d.parcels.map((p) => p.id).join("")])).toEqual([["own", "x"], ["c", "abcde"]]);
});

test("an element outside the page is named", () => {
  expect(elementOutside(defaultTemplate)).toBeNull();
  const moved = { ...defaultTemplate, elements: defaultTemplate.elements.with(2, { kind: "field", field: "to_name", x: 60, y: 5, w: 60, h: 5, size: 9, bold: false }) };
  expect(elementOutside(moved)).toEqual({ field: "elements.2", detail: fact("beyond_right", "field to_name", 120, 100) });
});

test("nothing on the template as delivered can run into its neighbour", () => expect([...tooClose(defaultTemplate)]).toEqual([]));

test("grams become kilograms without a float", () => expect([weightText(5), weightText(1998), weightText(12_000)]).toEqual(["0.005 kg", "1.998 kg", "12.000 kg"]));
