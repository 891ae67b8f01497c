import { expect, test } from "vitest";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { alarmsOf } from "./alarms.ts";
import type { Followed } from "./alarms-sql.ts";

const shippedAt = "2026-03-02T12:00:00.000Z" as Instant;
const parcel: Followed = { id: "p", stage: "tracking", shippedAt, tracked: true, status: null, vendorCode: "", text: "", place: "", at: null };
const heard = { status: "in_transit", at: plusS(shippedAt, 86_400) } as const;
// oxfmt-ignore
const cases: [name: string, parcel: Partial<Followed>, days: number, code: string | null][] = [
  ["not scanned for four days",              {},                                                        4,  null],
  ["not scanned for five days",              {},                                                        5,  "no_first_scan"],
  ["the carrier knows only the number",      { status: "info_received", at: shippedAt },                5,  "no_first_scan"],
  ["a number that nobody follows",           { tracked: false },                                        50, null],
  ["on its way",                             heard,                                                     10, null],
  ["not heard of for ten days",              heard,                                                     11, "no_news"],
  ["not delivered",                          { ...heard, status: "delivery_failure" },                  1,  "delivery_failed"],
  ["customs want papers",                    { ...heard, vendorCode: "awaiting_information" },          1,  "customs_asks"],
  ["customs want papers, in other words",    { ...heard, vendorCode: "Exception_CustomsRequiringInformation" }, 1, "customs_asks"],
  ["it has arrived",                         { ...heard, stage: "delivered" },                          50, null],
  ["it has not left",                        { stage: "shipping", shippedAt: null },                    50, null],
];
test.each(cases)("%s", (_name, p, days, code) => {
  expect(alarmsOf({ ...parcel, ...p }, plusS(shippedAt, days * 86_400)).map((found) => found.code)).toEqual(code === null ? [] : [code]);
});
