import { expect, test } from "vitest";
import { goodsName, languagesIn, wantedLocale } from "./locale.ts";

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"], ["zh", "zh-CN"], ["zh-Hant-HK", "zh-TW"], ["zh-TW, en", "zh-TW"], ["en-GB", "en"], ["fr, zh-SG", "zh-CN"], ["de, fr", null], ["", null], ["zhx, enx", null],
])("%s wants %s", (header, locale) => expect(wantedLocale(languagesIn(header))).toBe(locale));

test("goods are named in the reader's writing, else in the other", () => {
  const both = { nameEn: "Red mug", nameZh: "红色马克杯" };
  expect([goodsName("en", both), goodsName("zh-CN", both), goodsName("zh-TW", both)]).toEqual(["Red mug", "红色马克杯", "红色马克杯"]);
  expect([goodsName("en", { nameEn: "", nameZh: "杯" }), goodsName("zh-CN", { nameEn: "Mug", nameZh: "" }), goodsName("en", { nameEn: null, nameZh: null })]).toEqual(["杯", "Mug", ""]);
});
