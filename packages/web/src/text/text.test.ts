import { holdCodes, type HoldCode } from "@argosy/core/journey.ts";
import { api } from "@argosy/core/api/index.ts";
import type { Route } from "@argosy/core/api/route.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Evidence } from "@argosy/core/evidence.ts";
import { text as en } from "./en/index.ts";
import { amountText, formatsOf, locales, type Locale } from "./formats.ts";
import { text as zhCN } from "./zh-CN/index.ts";
import { text as zhTW } from "./zh-TW/index.ts";

const texts: Readonly<Record<Locale, unknown>> = { en, "zh-CN": zhCN, "zh-TW": zhTW };
type Leaf = readonly [path: string, value: unknown];
function leaves(value: unknown, path = ""): readonly Leaf[] {
  if (value === null || typeof value !== "object") return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path} › ${key}` : key));
}
/** What a text says; one with values is asked with a plain number or word in each place. */
function said(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "function") return "";
  for (const sample of [3, "3"]) {
    try {
      const answer: unknown = value(...Array.from({ length: value.length }, () => sample));
      if (typeof answer === "string" && !answer.includes("undefined")) return answer;
    } catch {
      // it wants another kind of value; the next sample may fit, and the sentences of holds have their own test
    }
  }
  return "?";
}
const evidence: Evidence = {
  payment_missing: { expectedMinor: 4599, currency: "USD", lateUntil: "2026-11-23T10:00:00Z" }, payment_pending: { reason: "7" },
  payment_amount_differs: { orderMinor: 4599, paidMinor: 4499, differenceMinor: -100, currency: "USD", shared: { paymentId: "1", externalId: "7", orders: [{ orderId: "1", orderNo: "7", minor: 7, currency: "USD" }] } }, payment_currency_differs: { orderCurrency: "USD", paidCurrency: "EUR", paidMinor: 4200 },
  payment_ambiguous: { candidates: [{ paymentId: "1", minor: 7, currency: "USD", at: "2026-03-02T08:00:00.000Z" }] }, payment_doubled: { count: 7, orderMinor: 7, paidMinor: 7, currency: "USD" }, payment_wrong_receiver: { account: "7", minor: 7, currency: "USD" }, payment_address_differs: { differs: ["postcode", "line"], unverified: true, paymentIds: ["1"] }, payment_unprotected: { paymentIds: ["1"] }, payment_part_refunded: { refundedMinor: 5, currency: "USD" },
  payment_reversed: { code: "7", minor: 4599, currency: "USD" }, messages_stale: { lastFetchedAt: "2026-11-23T10:00:00Z" }, buyer_note: { note: "7" }, buyer_message: { messageId: "1", text: "7", at: "", count: 2 },
  ship_by_passed: { shipByAt: "2026-11-23T10:00:00Z" }, price_zero: {}, partly_shipped: { lines: [{ sku: "7", openQty: 1, qty: 2 }] }, sku_unmapped: { skus: [{ channelSku: "7", title: "", qty: 1 }] },
  address_incomplete: { missing: ["postcode", "city"] }, customs_incomplete: { skus: [{ sku: "7", missing: ["declared_value"] }] }, merge_offered: { with: [{ orderId: "1", orderNo: "7" }], until: "2026-11-23T10:00:00Z" },
  no_warehouse: { tried: 7 }, no_method: { tried: [] }, carrier_pending: { detail: "7" }, booking_unknown: { attemptId: "7", since: "2026-11-23T10:00:00Z" }, quote_above_limit: { detail: "7" },
  carrier_refused: { code: "7", field: null, detail: "7" }, carrier_signed_out: { detail: "7" }, number_pool_empty: { method: "7" }, stock_short: { missing: [{ skuId: "1", sku: "7", missingQty: 2, needQty: 3, freeQty: 1, heldBy: ["7"], heldCount: 4 }] },
  pick_short: { missing: [{ sku: "7", qty: 1 }] }, label_missing: { detail: "7" }, label_outdated: { booked: "7", now: "8" }, weight_differs: { expectedG: 7, weightG: 7 }, channel_silent: { orders: [{ orderNo: "7", toldAt: "2026-11-23T10:00:00Z" }] }, notice_late: { shippedAt: "2026-11-23T10:00:00Z" }, notice_unsupported: { orderNo: "7" }, no_first_scan: { shippedAt: "2026-11-23T10:00:00Z", days: 5 }, no_news: { at: "2026-03-07T07:07:00.000Z", text: "7", place: "7", days: 7 }, delivery_failed: { at: "2026-11-23T10:00:00Z", text: "7", place: "" }, customs_asks: { at: "2026-11-23T10:00:00Z", text: "7", place: "7" }, notice_refused: { orderNo: "7", detail: "7" }, held_until: { until: "2026-11-23T10:00:00Z" },
  held_by_person: { note: "" }, cancelled_at_channel: { orderId: "7" }, cancel_requested: {}, shipped_elsewhere: { orderId: "7", open: [{ sku: "7", was: 2, is: 1 }] }, changed_at_channel: { orderId: "7", what: ["note"] }, late_message: { orderId: "7", at: "2026-11-23T10:00:00Z" }, order_held: { orders: [{ orderId: "1", orderNo: "7", holds: [{ code: "cancel_requested", evidence: {} }] }] }, broken: { logId: "7", room: "booking" },
};
const chinese = /\p{Script=Han}/u;
const word = /[A-Za-z]{2,}/;
// Names, codes and the vendors' own names of credential fields are Latin letters in every language.
const names = /Client ID|Client Secret|Refresh Token|API Key|eBay|PayPal|EasyPost|SKU|PDF|JSON|Argosy|English|API|KB|ID/g;

/** The names of everything that a caller may send, as the contract's own description has them. */
function inputNames(value: unknown): readonly string[] {
  if (value === null || typeof value !== "object") return [];
  const own = "properties" in value && value.properties !== null ? Object.keys(value.properties as object) : [];
  return [...own, ...Object.values(value).flatMap(inputNames)];
}
const inputs = new Set(Object.values<Route>(api).flatMap((route) => [route.params, route.query, route.body].flatMap((schema) => (schema ? inputNames(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })) : []))));

describe.each(locales)("the texts in %s", (locale) => {
  it("name every input, and none that is gone", () => {
    expect(Object.keys((texts[locale] as typeof en).fields).filter((name) => name !== "url").toSorted()).toEqual([...inputs].toSorted());
  });
  const own = leaves(texts[locale]);
  it("have the same keys as English, of the same kind", () => {
    const kinds = (list: readonly Leaf[]) => list.map(([path, value]) => `${path}: ${typeof value}`).toSorted();
    expect(kinds(own)).toEqual(kinds(leaves(en)));
  });
  it("tell apart why a line is no good: unknown, without a SKU, too many pieces", () => {
    const { fact } = (texts[locale] as typeof en).holds.sku_unmapped;
    const say = (...skus: Evidence["sku_unmapped"]["skus"]) => fact({ skus }, formatsOf(locale));
    const [unknown, nameless, tooMany] = [{ channelSku: "A-1", title: "Mug", qty: 1 }, { channelSku: "", title: "Mug", qty: 1 }, { channelSku: "B-2", title: "Mug", qty: 5000, perListing: 1000 }];
    expect(say(unknown!)).not.toContain("Mug");
    expect(say(nameless!)).toContain("Mug");
    expect(say(tooMany!)).toContain("5,000 × 1,000");
    expect(new Set([say(unknown!), say(nameless!), say(tooMany!)].map((text) => text.slice(0, 4))).size).toBe(3);
    expect(say(unknown!, nameless!, tooMany!)).toContain(say(nameless!));
  });
  it("are never empty", () => {
    expect(own.filter(([, value]) => said(value).trim() === "").map(([path]) => path)).toEqual([]);
  });
  it("say every hold in a whole sentence, with and without a part of its evidence", () => {
    const f = formatsOf(locale);
    const { holds } = texts[locale] as typeof en;
    const bad = holdCodes.filter((code: HoldCode) => {
      const fact = (holds[code].fact as (e: unknown, f: unknown) => string)(evidence[code], f);
      return fact.trim() === "" || /undefined|null|NaN|\[object/.test(fact) || (locale !== "en" && !chinese.test(fact));
    });
    expect(bad).toEqual([]);
  });
});
describe.each(["zh-CN", "zh-TW"] as const)("the Chinese of %s", (locale) => {
  const english = new Map(leaves(en));
  it("leaves no English where words are expected", () => {
    const left = leaves(texts[locale]).filter(([path, value]) => {
      const own = said(value).replaceAll(names, "");
      return own !== "?" && word.test(own) && !chinese.test(own) && word.test(said(english.get(path)));
    });
    expect(left.map(([path, value]) => `${path}: ${said(value)}`)).toEqual([]);
  });
  it("keeps to its own script", () => {
    // Characters that exist in one of the two scripts only; enough of them to catch a file in the wrong one.
    const foreign = locale === "zh-CN" ? /[訂單審發貨倉庫揀掃標碼選擇關閉]/u : /[订单审发货仓库拣扫标码选择关闭]/u;
    const wrong = leaves(texts[locale]).filter(([, value]) => foreign.test(said(value)));
    expect(wrong.map(([path, value]) => `${path}: ${said(value)}`)).toEqual([]);
  });
});
it("writes amounts with the decimals of their currency", () => {
  expect([amountText(123456, "USD"), amountText(1200, "JPY"), amountText(-5, "EUR"), amountText(1234567, "KWD")]).toEqual(["1,234.56", "1,200", "−0.05", "1,234.567"]);
});
