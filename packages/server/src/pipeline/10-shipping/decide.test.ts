import { expect, test } from "vitest";
import type { Instant } from "@argosy/core/time.ts";
import { cleanCode, numbersIn, slotIn, whyNotShipped, whyWeightDiffers, type OrderInside, type ToShip } from "./decide.ts";

const at = (text: string) => `2026-03-02T${text}:00.000Z` as Instant;
const now = at("12:00");
const parcel: ToShip = { id: "p", stage: "shipping", shippedAt: null, holdCodes: [], addressHash: "h", bookedHash: "h", trackingNo: "T1", numberDue: true };
const order: OrderInside = { id: "o", orderNo: "O1", stage: "parcelled", checkedAt: at("11:50"), outagePolicy: "ship" };
const lines = [{ skuId: "A", qty: 2 }, { skuId: "B", qty: 1 }];
type Case = [name: string, parcel: Partial<ToShip>, order: Partial<OrderInside>, packed: Record<string, number> | null, code: string | null, look?: "unreachable" | "silent" | "let go"];
// oxfmt-ignore
const cases: Case[] = [
  ["everything scanned",              {},                                         {},                                            { A: 2, B: 1 }, null],
  ["packed elsewhere",                {},                                         {},                                            null,           null],
  ["shipped before",                  { stage: "tracking", shippedAt: at("11:00") }, {},                                         { A: 2, B: 1 }, "already_shipped"],
  ["not printed yet",                 { stage: "labels" },                        {},                                            null,           "wrong_stage"],
  ["held",                            { holdCodes: ["held_by_person"] },          {},                                            null,           "parcel_held"],
  ["the order was cancelled",         {},                                         { stage: "cancelled" },                        null,           "order_cancelled"],
  ["cancelled before held",           { holdCodes: ["held_by_person"] },          { stage: "cancelled" },                        null,           "order_cancelled"],
  ["shipped elsewhere",               {},                                         { stage: "shipped_elsewhere" },                null,           "parcel_held"],
  ["its order is held",               { holdCodes: ["order_held"] },              {},                                            null,           "parcel_held"],
  ["no booking",                      { bookedHash: null },                       {},                                            null,           "no_label"],
  ["no number",                       { trackingNo: null },                       {},                                            null,           "no_label"],
  ["a method without numbers",        { trackingNo: null, numberDue: false },     {},                                            null,           null],
  ["booked to another address",       { bookedHash: "x" },                        {},                                            { A: 2, B: 1 }, "label_outdated"],
  ["one piece is not scanned",        {},                                         {},                                            { A: 1, B: 1 }, "parcel_incomplete"],
  ["one SKU is not scanned",          {},                                         {},                                            { A: 2 },       "parcel_incomplete"],
  ["looked at an hour ago",           {},                                         { checkedAt: at("11:00") },                    null,           "last_look_failed"],
  ["an hour ago, channel is down",    {},                                         { checkedAt: at("11:00") },                    null,           null, "unreachable"],
  ["the same, of a shop that waits",  {},                                         { checkedAt: at("11:00"), outagePolicy: "wait" }, null,        "last_look_failed", "unreachable"],
  ["minutes ago, of one that waits",  {},                                         { outagePolicy: "wait" },                      null,           null, "unreachable"],
  ["two days ago, channel is down",   {},                                         { checkedAt: "2026-02-28T12:00:00.000Z" as Instant }, null,    "last_look_failed", "unreachable"],
  ["left out by the channel",         {},                                         { checkedAt: at("11:00") },                    null,           "channel_silent", "silent"],
  ["left out, told a minute ago",     {},                                         { checkedAt: at("11:59") },                    null,           null, "silent"],
  ["left out, and let go",            {},                                         { checkedAt: at("11:00") },                    null,           null, "let go"],
  ["let go, and told of since",       {},                                         { checkedAt: at("11:10") },                    null,           "channel_silent", "let go"],
  ["let go, and cancelled",           {},                                         { checkedAt: at("11:00"), stage: "cancelled" }, null,          "order_cancelled", "let go"],
  ["left out, pieces missing",        {},                                         { checkedAt: at("11:00") },                    { A: 1 },       "parcel_incomplete", "silent"],
];
test.each(cases)("%s", (_name, p, o, packed, code, look) => {
  const why = whyNotShipped({ ...parcel, ...p }, [{ ...order, ...o }], lines, packed && new Map(Object.entries(packed)), { unreachable: new Set(look === "unreachable" ? ["o"] : []), silent: new Set(look === "silent" || look === "let go" ? ["o"] : []), accepted: new Set(look === "let go" ? [`O1/${at("11:00")}`] : []) }, now);
  expect(why?.code ?? null).toBe(code);
});

test.each([
  ["as expected", 420, 420, [], false],
  ["within 100 g of a light parcel", 420, 520, [], false],
  ["a gram beyond", 420, 521, [], true],
  ["too light", 420, 319, [], true],
  ["within a tenth of a heavy one", 5000, 5500, [], false],
  ["beyond a tenth", 5000, 5501, [], true],
  ["nobody knows what it should weigh", 0, 900, [], false],
  ["what a person let go", 420, 910, [1400, 900], false],
  ["not what a person let go", 420, 1300, [900], true],
])("the scale: %s", (_name, expectedG, weightG, acceptedG, stops) => {
  expect(whyWeightDiffers(expectedG, weightG, acceptedG)?.code ?? null).toBe(stops ? "weight_differs" : null);
});

test("what a scanner sends is read as the number it holds", () => {
  expect(cleanCode("]C1\u001d420941039400110200881234567890\r\n")).toBe("420941039400110200881234567890");
  expect(numbersIn("420941039400110200881234567890")).toContain("9400110200881234567890");
  expect(numbersIn("42094103123492748902348204100083402315")).toContain("92748902348204100083402315");
  expect(numbersIn("p100001")).toEqual(["p100001", "P100001"]);
  expect(slotIn("w100001-3")).toEqual({ waveNo: "W100001", slot: 3 });
  expect(slotIn("A-RED-3")).toBeNull();
});
