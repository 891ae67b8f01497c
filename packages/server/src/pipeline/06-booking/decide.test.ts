import { expect, test } from "vitest";
import type { ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import type { Instant } from "@argosy/core/time.ts";
import { bookingRequest, judgeAnswer, undeclared, type GoodsLine, type ParcelToBook } from "./decide.ts";

// oxfmt-ignore
const answers: [error: ConnectorError, is: string, hold: string | null, retryS: number | null][] = [
  [{ kind: "outcome_unknown", detail: "" },                                    "unknown", "carrier_pending",    null],
  [{ kind: "malformed", path: "id", expected: "", why: fact("want_json", ":nothing") },    "unknown", "carrier_pending",    null],
  [{ kind: "rate_limited", retryAfterS: 7 },                                   "absent",  "carrier_pending",    7],
  [{ kind: "unavailable", detail: "" },                                        "absent",  "carrier_pending",    60],
  [{ kind: "signed_out", detail: "" },                                         "absent",  "carrier_signed_out", 300],
  [{ kind: "refused", code: "ADDRESS", detail: "" },                           "refused", "carrier_refused",    null],
  [{ kind: "refused", code: "quote_above_limit", detail: "" },                 "refused", "quote_above_limit",  null],
];
test.each(answers)("$kind", (error, is, hold, retryS) => {
  const outcome = judgeAnswer(fail(error));
  expect(outcome).toMatchObject({ is, hold: { code: hold }, retryS });
});
test("what may have been paid is never tried again by the clock: it is looked up", () => {
  for (const [error, is, , retryS] of answers) expect(retryS === null, error.kind).toBe(is !== "absent");
});
test("an answer is the booking itself", () => {
  const answered = { booking: {} as never, label: null };
  expect(judgeAnswer(ok(answered))).toEqual({ is: "booked", answered });
});

const place = { name: "", company: "", line1: "", line2: "", city: "", state: "", postcode: "", country: "CN", phone: "" };
const parcel = { from: place, to: { ...place, country: "US" }, service: "", weightG: 900, orderRef: "", limitMinor: null, limitCurrency: null } as unknown as ParcelToBook;
const home = { ...parcel, to: place };
const goods: GoodsLine = { parcelId: "p", sku: "A", qty: 3, weightG: 250, nameEn: "Cup", valueMinor: 199, valueCurrency: "USD", hsCode: "", originCountry: "CN" };
// oxfmt-ignore
const lacking: [name: string, parcel: ParcelToBook, goods: Partial<GoodsLine>, missing: string[] | null][] = [
  ["everything is there",       parcel, {},                                                null],
  ["no name",                   parcel, { nameEn: "" },                                    ["declared_name"]],
  ["no value",                  parcel, { valueMinor: null, valueCurrency: null },         ["declared_value"]],
  ["neither",                   parcel, { nameEn: "", valueMinor: null },                  ["declared_name", "declared_value"]],
  ["neither, within a country", home,   { nameEn: "", valueMinor: null },                  null],
];
test.each(lacking)("customs: %s", (_name, to, line, missing) => {
  expect(undeclared(to, [goods, { ...goods, sku: "B", ...line }])).toEqual(missing === null ? [] : [{ code: "customs_incomplete", evidence: { skus: [{ sku: "B", missing }] } }]);
});
test("a line declares all its pieces, and only what crosses a border", () => {
  const notAfter = "2026-03-02T12:00:00.000Z" as Instant;
  expect(bookingRequest("r", parcel, [goods], notAfter).customs).toMatchObject([{ sku: "A", qty: 3, value: { minor: 597, currency: "USD" }, weightG: 750 }]);
  expect(bookingRequest("r", home, [goods], notAfter).customs).toEqual([]);
});
