import { expect, it } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { formatsOf } from "../text/formats.ts";
import { text as en } from "../text/en/index.ts";
import { text as zh } from "../text/zh-CN/index.ts";
import { factText, fieldName } from "./facts.ts";

it("says what could not be read, where, in the reader's language", () => {
  const why = fact("want_one_of", "PAID, PENDING", "BARTERED");
  expect(factText(why, zh, formatsOf("zh-CN"))).toBe("应为 PAID、PENDING 之一，实际是“BARTERED”");
  expect(factText(why, en, formatsOf("en"))).toBe("one of PAID, PENDING, got “BARTERED”");
  expect(factText(fact("want_kind", ":text", ":nothing"), zh, formatsOf("zh-CN"))).toBe("应为文本，实际是没有内容");
  expect(factText(fact("vendor_unreadable", "orders.0.orderId", fact("want_kind", ":text", ":null")), zh, formatsOf("zh-CN"))).not.toMatch(/#|got|text/);
});

it("names an input by its place, and a size by its number", () => {
  expect(fieldName("lines.2.qty", zh)).toBe("商品行 3 数量");
  expect(factText(fact("want_at_most", 120, "characters", 140), zh, formatsOf("zh-CN"))).toBe("最多 120 个字符，实际是 140");
});
