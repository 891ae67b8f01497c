import { describe, expect, it } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { text as en } from "../text/en/index.ts";
import { formatsOf } from "../text/formats.ts";
import { text as zh } from "../text/zh-CN/index.ts";
import { factText } from "./facts.ts";
import { holdWords } from "./holds.tsx";
import { orderStatusText, paymentCodeText, serviceText, siteText } from "./vendor.tsx";

const f = formatsOf("zh-CN");
describe("vendors' codes in words", () => {
  it("words each part of an order's status by its place", () => {
    expect([orderStatusText("NOT_STARTED / PAID", zh), orderStatusText("IN_PROGRESS / PAID / IN_PROGRESS", zh)]).toEqual(["未发货 · 已付款", "部分发货 · 已付款 · 买家申请取消"]);
    expect(factText(fact("fetched", "NOT_STARTED / PAID"), zh, f)).toContain("未发货 · 已付款");
  });
  it("words PayPal's event and its reason", () => {
    expect([paymentCodeText("T0006 V", zh), paymentCodeText("T0006 P echeck", en)]).toEqual(["快捷结账付款", "Express Checkout payment · e-cheque not cleared"]);
    expect(holdWords({ code: "payment_reversed", evidence: { code: "T0006 V", minor: 100, currency: "USD" } }, zh, f).fact).not.toContain("T0006");
    expect(holdWords({ code: "payment_reversed", evidence: { code: fact("refunded"), minor: 100, currency: "USD" } }, zh, f).fact).toContain(zh.facts.refunded);
  });
  it("names the country of a site", () => expect([siteText("EBAY_GB", f), siteText("EBAY_US", formatsOf("en"))]).toEqual(["英国", "United States"]));
  it("shows a code that is new to us as it came", () => {
    expect([orderStatusText("TELEPORTED / PAID", zh), paymentCodeText("T9999 S", zh), siteText("MARS", f), serviceText("Drone", zh)]).toEqual(["TELEPORTED · 已付款", "T9999 S", "MARS", "Drone"]);
  });
});
