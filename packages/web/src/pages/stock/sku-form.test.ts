import { expect, it } from "vitest";
import { text } from "../../text/en/index.ts";
import { formatsOf } from "../../text/formats.ts";
import { bodyOf, ofListing, problemsOf } from "./sku-form.tsx";

const { wrong } = text.stock.catalogue;
const codeForm = expect.stringMatching(/^Letters and digits first/) as string;
const good = { code: "A", nameEn: "", nameZh: "", barcode: "", imageUrl: null, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", weightText: "", valueText: "", currency: "USD" };
// prettier-ignore
it.each([
  ["all that may be empty",  {},                                   {}],
  ["whole grams",            { weightText: "250", valueText: "12.50", hsCode: "8518" }, {}],
  ["no code",                { code: " " },                        { code: wrong.code }],
  ["a code that begins oddly", { code: "-A" },                     { code: codeForm }],
  ["half a gram",            { weightText: "2.5" },                { weightText: wrong.weight }],
  ["three decimals",         { valueText: "1.005" },               { valueText: wrong.value("2") }],
  ["a yen's fraction",       { valueText: "1.5", currency: "JPY" }, { valueText: wrong.value("0") }],
  ["letters in the HS code", { hsCode: "85a" },                    { hsCode: wrong.hs }],
  ["a picture elsewhere",    { imageUrl: "ftp://x" },              { imageUrl: wrong.image }],
] as const)("%s", (_, change, problems) => expect(problemsOf({ ...good, ...change }, { t: text, f: formatsOf("en") })).toEqual(problems));

it("a listing fills in what it knows, as long as a SKU may be", () => {
  expect(ofListing({ channelSku: " MUG-1 ", title: "Mug, ivory ", imageUrl: null })).toEqual({ code: "MUG-1", nameEn: "Mug, ivory", imageUrl: null });
  expect(ofListing({ channelSku: "x".repeat(80), title: "保温杯 350ml", imageUrl: "https://i.example/1.png" })).toEqual({ code: "x".repeat(60), nameZh: "保温杯 350ml", imageUrl: "https://i.example/1.png" });
});

it("what is typed becomes whole grams and minor units", () => {
  expect(bodyOf({ ...good, weightText: " 250 ", valueText: "12.5" })).toMatchObject({ weightG: 250, declaredValue: { minor: 1250, currency: "USD" }, imageUrl: null });
  expect(bodyOf({ ...good, valueText: "1200", currency: "JPY" })).toMatchObject({ weightG: 0, declaredValue: { minor: 1200, currency: "JPY" } });
  expect(bodyOf({ ...good, imageUrl: " " })).toMatchObject({ declaredValue: null, imageUrl: null });
});
