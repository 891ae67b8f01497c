import { describe, expect, it } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { text as en } from "../text/en/index.ts";
import { formatsOf } from "../text/formats.ts";
import { text as zh } from "../text/zh-CN/index.ts";
import { factSentence, factText } from "./facts.ts";
import { holdWords } from "./holds.tsx";
import { carrierText, orderStatusText, paymentCodeText, serviceText, siteText, trackedText, vendorName, vendorSaid } from "./vendor.tsx";

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
  it("words why a carrier refused, by our code or by the carrier's among its words, which stay", () => {
    const refused = (evidence: object, text: typeof en | typeof zh) => holdWords({ code: "carrier_refused", evidence: { ...evidence } }, text, f).fact;
    const tooHeavy = { code: "weight_above_limit", field: "weightG", detail: fact("too_heavy", 90000, 31500) };
    expect(refused(tooHeavy, zh)).toBe("物流商拒单：超出物流商的重量上限：重 90 kg，上限 31.5 kg");
    expect(refused({ code: "customs_incomplete", field: "customs.0.originCountry", detail: fact("customs_gap", "A-RED", "originCountry") }, en)).toBe("Carrier refused: a declaration is incomplete: A-RED, Country of origin");
    expect(refused({ code: "service_not_offered", field: "service", detail: fact("not_offered", "UPS Ground", "USPS Express, USPS Priority", "") }, zh)).toBe("物流商拒单：物流商在此线路不提供该服务：UPS Ground；可选：USPS Express、USPS Priority");
    expect(refused({ code: "http_422", field: null, detail: "422 ADDRESS.VERIFY.FAILURE Unable to verify address." }, zh)).toContain("地址无法验证 “422 ADDRESS");
    expect(refused({ code: "NEW.CODE", field: "street1", detail: "422 NEW.CODE Something new" }, zh)).toBe("物流商拒单：“422 NEW.CODE Something new”（street1）");
    expect(factText(fact("vendor_signed_out", "401 APIKEY.INACTIVE This api key is no longer active."), zh, f)).toContain("密钥已停用");
  });
  it("words a code that is new to us by its family, and leaves the vendor's sentence beside it", () => {
    expect(vendorSaid("ADDRESS.ZIP.MISSING", "422 ADDRESS.ZIP.MISSING A zip is needed.", zh, f)).toBe("地址不被接受 “422 ADDRESS.ZIP.MISSING A zip is needed.”");
    expect(vendorSaid("refund_rejected", "rejected", zh, f)).toBe("物流商不同意退款 “rejected”");
    expect([vendorSaid("refund_missing", "", zh, f), vendorSaid("refund_odd", "", zh, f)]).toEqual(["物流商没有收到退款申请", "refund_odd"]);
    expect(vendorSaid("", "402 PAYMENT.DECLINED No funds", en, f)).toContain("check its balance");
    expect(holdWords({ code: "notice_refused", evidence: { orderNo: "O1", code: "tracking_number_format", detail: "1Z-99" } }, zh, f).fact).toBe("O1 标记被拒：跟踪号只能有字母和数字 “1Z-99”");
    expect(trackedText({ vendorCode: "in_transit/customs_delay", text: "Held by customs" }, zh)).toBe("清关延误 “Held by customs”");
  });
  it("words a connection that failed, without the system's words", () => {
    expect(factText(fact("vendor_unclear", "socket hang up"), en, f)).toBe("outcome unknown (the connection broke off before the answer)");
    const unclear = { code: "carrier_pending", evidence: { detail: fact("booking_unclear", "socket hang up") } };
    expect(holdWords(unclear, en, f).fact).toBe("No clear answer from the carrier yet: the connection broke off before the answer. It may have charged already, so we look for the label by our reference before anything is bought again");
    expect(factText(fact("vendor_unavailable", "getaddrinfo ENOTFOUND api.ebay.com"), zh, f)).toBe("没有响应：从这里找不到服务的地址，请检查网络");
    expect(factText(fact("vendor_unclear", "the socket is gone"), en, f)).toContain("the socket is gone");
    expect(factText(fact("vendor_unavailable", fact("not_answered_within", 30)), zh, f)).toBe("没有响应：30 秒内没有返回");
    expect(factText(fact("vendor_unclear", fact("answered_with", 200, fact("want_json", ":html"))), zh, f)).toBe("结果未知（返回 200，内容无法读取：应为 JSON，实际是网页）");
  });
  it("says of an answer that can't be read that it may have cost money", () => {
    const unread = { code: "carrier_pending", evidence: { detail: fact("unreadable_at", "postage_label.label_url") } };
    expect(holdWords(unread, en, f).fact).toContain("It may have charged already");
    expect(holdWords(unread, zh, f).fact).toContain("可能已经扣费");
  });
  it("says a fact behind a sentence as a sentence of its own, and leaves a value as it is written", () => {
    expect(factSentence(fact("vendor_said", "getaddrinfo ENOTFOUND api.ebay.com"), en, f)).toMatch(/^The address of the service can't be found/);
    expect(factSentence(fact("vendor_said", "503"), zh, f)).toBe("“503”");
    expect(factSentence(fact("line_has", "a-red", 1, 2), en, f)).toMatch(/^a-red/);
    expect(factSentence("somebody's own words", en, f)).toBe("somebody's own words");
  });
  it("words a carrier's status and what it adds", () => {
    expect([carrierText("delivered/arrived_at_destination", zh), carrierText("in_transit/beamed/17", en), carrierText("beamed", en)]).toEqual(["已签收 · 已到收件地址", "in transit", "beamed"]);
    expect([carrierText("delivered/arrived_at_destination", zh, "delivered"), carrierText("in_transit", en, "in_transit")]).toEqual(["已到收件地址", ""]);
  });
  it("names the country of a site", () => expect([siteText("EBAY_GB", f), siteText("EBAY_US", formatsOf("en"))]).toEqual(["英国", "United States"]));
  it("calls a service by the name it gives itself", () => {
    expect([vendorName("ebay"), vendorName("paypal"), vendorName("easypost"), vendorName("new")]).toEqual(["eBay", "PayPal", "EasyPost", "new"]);
    expect([factText(fact("no_connector", "easypost"), zh, f), factText(fact("no_such_connector", "ebay"), en, f)]).toEqual(["本服务器没有接口“EasyPost”", "there is no connector eBay here"]);
  });
  it("takes the code of a service apart into its words where we have none", () => {
    const words = ["UK_OtherCourierOrDeliveryInternational", "UPS2ndDay", "FedExHomeDelivery", "ePacketChina", "USPSFirstClass", "DE_DHLPaket"].map((code) => serviceText(code, en));
    expect(words).toEqual(["UK Other Courier Or Delivery International", "UPS2nd Day", "FedEx Home Delivery", "ePacket China", "USPS First Class", "DHL Paket"]);
  });
  it("shows a code that is new to us as it came", () => {
    expect([orderStatusText("TELEPORTED / PAID", zh), paymentCodeText("T9999 S", zh), siteText("MARS", f), serviceText("Drone", zh)]).toEqual(["TELEPORTED · 已付款", "T9999 S", "MARS", "Drone"]);
  });
});
