import { expect, it, test } from "vitest";
import { countryCodes } from "@argosy/core/countries.ts";
import { formatsOf } from "../text/formats.ts";
import { countryOptions, followed } from "./form.tsx";

it("every country and territory can be chosen, each by its name, the islands beside Britain too", () => {
  expect([countryCodes.length, new Set(countryCodes).size]).toEqual([250, 250]);
  for (const locale of ["en", "zh-CN", "zh-TW"] as const) expect(countryOptions(formatsOf(locale)).filter(({ value, label }) => label === `${value} ${value}`)).toEqual([]);
  expect(["JE", "GG", "IM", "GI", "JM", "GH", "XK"].filter((code) => !countryCodes.includes(code))).toEqual([]);
});

const row = { code: "A", name: "Mug", amount: "5", currency: "USD" };
type Row = typeof row;
// prettier-ignore
test.each<[what: string, typed: Partial<Row>, saved: Partial<Row>, shown: Partial<Row>, meanwhile: string | null]>([
  ["where nothing is typed all follows",               {},               { name: "Cup", code: "B" },         { name: "Cup", code: "B" },       null],
  ["what is typed stays, the rest follows",            { code: "AA" },   { name: "Cup" },                    { code: "AA", name: "Cup" },      "other"],
  ["a field that both change is kept, and it is said", { name: "Mugs" }, { name: "Cup", code: "B" },         { name: "Mugs", code: "B" },      "same"],
  ["two who wrote the same have no quarrel",           { name: "Cup" },  { name: "Cup" },                    { name: "Cup" },                  null],
  ["an amount is never given another currency",        { amount: "7" },  { currency: "EUR" },                { amount: "7", currency: "USD" }, "same"],
  ["a row that came again as it was says nothing",     { code: "AA" },   {},                                 { code: "AA" },                   null],
])("a form whose row somebody else saved: %s", (_what, typed, saved, shown, meanwhile) => {
  const next = { ...row, ...saved };
  expect(followed<Row>({ value: { ...row, ...typed }, start: row, meanwhile: null, both: [] }, next, [["amount", "currency"]])).toMatchObject({ value: { ...row, ...shown }, start: next, meanwhile });
});
test("the fields that both changed are named, until they are the same again", () => {
  const first = followed<Row>({ value: { ...row, name: "Mugs", amount: "7" }, start: row, meanwhile: null, both: [] }, { ...row, name: "Cup", currency: "EUR" }, [["amount", "currency"]]);
  expect(first.both).toEqual(["amount", "currency", "name"]);
  const later = followed(first, { ...row, name: "Cup", currency: "EUR", code: "B" }, [["amount", "currency"]]);
  expect(later.both).toEqual(["amount", "currency", "name"]);
  expect(followed(later, { ...row, name: "Mugs", currency: "EUR", code: "B" }, [["amount", "currency"]]).both).toEqual(["amount", "currency"]);
});
test("a quarrel over a field stays said while the row goes on changing elsewhere", () => {
  const first = followed<Row>({ value: { ...row, name: "Mugs" }, start: row, meanwhile: null, both: [] }, { ...row, name: "Cup" });
  expect(followed(first, { ...row, name: "Cup", code: "B" })).toMatchObject({ value: { name: "Mugs", code: "B" }, meanwhile: "same" });
});
