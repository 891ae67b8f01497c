import type { Condition } from "@argosy/core/rules.ts";
import { expect, test } from "vitest";
import { text as en } from "../../text/en/index.ts";
import { formatsOf } from "../../text/formats.ts";
import { text as zh } from "../../text/zh-CN/index.ts";
import { conditionText } from "./rules-names.ts";

const names = { valueName: (fact: string, value: string) => (fact === "account" ? "Northwind" : value === "DE" ? "德国" : value) };
// oxfmt-ignore
test.each<[Condition, string, string]>([
  [{ fact: "account", op: "in", values: ["7"] },                     "shop is Northwind",      "店铺是 Northwind"],
  [{ fact: "country", op: "in", values: ["DE"] },                    "country is 德国",         "国家是德国"],
  [{ fact: "weightG", op: "between", min: null, max: 120 },          "weight at most 120 g",   "重量不超过 120 g"],
] as const)("a condition in words: %o", (condition, inEnglish, inChinese) => {
  expect([conditionText(condition, names, { t: en, f: formatsOf("en") }), conditionText(condition, names, { t: zh, f: formatsOf("zh-CN") })]).toEqual([inEnglish, inChinese]);
});
