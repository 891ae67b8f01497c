import type { Condition } from "@argosy/core/rules.ts";
import { expect, test } from "vitest";
import { text as en } from "../../text/en/index.ts";
import { formatsOf } from "../../text/formats.ts";
import { text as zh } from "../../text/zh-CN/index.ts";
import { conditionText, factValue, unmetText } from "./rules-names.ts";

const names = { valueName: (fact: string, value: string) => (fact === "account" ? "Northwind" : value === "DE" ? "德国" : value) };
// oxfmt-ignore
test.each<[Condition, string, string]>([
  [{ fact: "account", op: "in", values: ["7"] },                     "shop is Northwind",      "店铺是 Northwind"],
  [{ fact: "country", op: "in", values: ["DE"] },                    "country is 德国",         "国家是德国"],
  [{ fact: "weightG", op: "between", min: null, max: 120 },          "weight at most 120 g",   "重量不超过 120 g"],
] as const)("a condition in words: %o", (condition, inEnglish, inChinese) => {
  expect([conditionText(condition, names, { t: en, f: formatsOf("en") }), conditionText(condition, names, { t: zh, f: formatsOf("zh-CN") })]).toEqual([inEnglish, inChinese]);
});

const facts = { account: "8", country: "JP", currency: "JPY", amountMinor: 1200, requestedService: "" };
// oxfmt-ignore
test.each<[Condition, string, string]>([
  [{ fact: "country", op: "in", values: ["DE"] },                                        "needs: country is 德国; here: JP",                      "需要：国家是德国；此单：JP"],
  [{ fact: "amount", op: "between", currency: "USD", min: 100, max: null },              "needs: order value at least 1.00 USD; here: 1,200 JPY",       "需要：订单金额不低于 1.00 USD；此单：1,200 JPY"],
  [{ fact: "requestedService", op: "contains", values: ["Express"] },                    "needs: service asked for contains Express; here: –",    "需要：客选物流包含 Express；此单：–"],
])("a condition that was not met says what it asks for and what there was: %o", (condition, inEnglish, inChinese) => {
  expect([unmetText(condition, facts, names, { t: en, f: formatsOf("en") }), unmetText(condition, facts, names, { t: zh, f: formatsOf("zh-CN") })]).toEqual([inEnglish, inChinese]);
});

test("a requested service is read in words, and a rule about it is written by its code", () => {
  const value = (requestedService: string) => factValue("requestedService", { requestedService }, names, { t: en, f: formatsOf("en") });
  expect([value("UK_OtherCourier"), value("USPSGround"), value("Drone"), value("")]).toEqual(["UK Other Courier (UK_OtherCourier)", "USPS Ground (USPSGround)", "Drone", ""]);
});
