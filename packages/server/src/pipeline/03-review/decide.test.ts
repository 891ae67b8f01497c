import { instant, plusS } from "@argosy/core/time.ts";
import { expect, test } from "vitest";
import { reasonsToLook, type ReviewLine, type ToReview } from "./decide.ts";

const now = instant(1_800_000_000_000);
const line: ReviewLine = { channelSku: "A-RED", title: "Mug", qty: 2, openQty: 2, skuId: "s1", sku: "A-RED", weightG: 300, declaredNameEn: "mug", declaredMinor: 500, perListing: null };
const calm: ToReview = {
  buyerNote: "", payerNotes: [], totalMinor: 1999, channelState: "open", dueAt: plusS(now, 86_400), lines: [line], unread: [], unanswered: null, messagesFetchedAt: now, homeCountries: new Set(["US"]),
  shipTo: { name: "Ann", company: "", line1: "1 Road", line2: "", city: "Austin", state: "TX", postcode: "78704", country: "US", phone: "" },
};
const codes = (order: Partial<ToReview>): string[] => reasonsToLook({ ...calm, ...order }, now).map((h) => h.code);
const abroad = { ...calm.shipTo, state: "", postcode: "10115", city: "Berlin", country: "DE" };

test("an order that asks nothing of anybody goes on", () => expect(codes({})).toEqual([]));

test("a note is shown once, whether it was left at the checkout, with the payment or with both", () => {
  const note = (order: Partial<ToReview>) => reasonsToLook({ ...calm, ...order }, now)[0]?.evidence;
  expect(note({ buyerNote: "a gift" })).toEqual({ note: "a gift" });
  expect(note({ payerNotes: ["a gift"] })).toEqual({ note: "a gift" });
  expect(note({ buyerNote: "a gift ", payerNotes: ["a gift"] })).toEqual({ note: "a gift" });
  expect(note({ buyerNote: "a gift", payerNotes: ["call first"] })).toEqual({ note: "a gift\ncall first" });
  expect(codes({ buyerNote: "  \n " })).toEqual([]);
  // What PayPal hands on has lost letters that it does not take.
  expect(note({ buyerNote: "a card: from Mum & Dad?", payerNotes: ["a card: from Mum  Dad?"] })).toEqual({ note: "a card: from Mum & Dad?" });
  expect(note({ buyerNote: "请用中性包装，谢谢", payerNotes: [","] })).toEqual({ note: "请用中性包装，谢谢" });
  expect(note({ buyerNote: "für José\nplease", payerNotes: ["fur Jose please", "für José please"] })).toEqual({ note: "für José\nplease" });
  expect(note({ buyerNote: "谢谢", payerNotes: ["请快点"] })).toEqual({ note: "谢谢\n请快点" });
  expect(note({ buyerNote: "谢谢", payerNotes: ["!!"] })).toEqual({ note: "谢谢\n!!" });
});

test.each<[string, Partial<ToReview>]>([
  ["buyer_message", { unread: [{ id: "m1", text: "change my address", at: now }] }],
  ["buyer_message", { unanswered: { messageId: "m1", text: "change my address", at: now, count: 1 } }],
  ["messages_stale", { messagesFetchedAt: plusS(now, -1801) }],
  ["ship_by_passed", { dueAt: plusS(now, -1) }],
  ["price_zero", { totalMinor: 0 }],
  ["partly_shipped", { channelState: "partly_shipped" }],
  ["sku_unmapped", { lines: [{ ...line, skuId: null, sku: null }] }],
  ["address_incomplete", { shipTo: { ...calm.shipTo, city: "" } }],
  ["customs_incomplete", { lines: [{ ...line, weightG: 0 }] }],
  ["customs_incomplete", { shipTo: abroad, lines: [{ ...line, declaredMinor: null }] }],
])("%s holds it", (code, order) => expect(codes(order)).toEqual([code]));

test("a line that is known and still no good says why: so many pieces of it are too many for one line", () => {
  const held = (perListing: number | null) => reasonsToLook({ ...calm, lines: [{ ...line, qty: 5000, skuId: null, sku: null, perListing }] }, now)[0]?.evidence;
  expect([held(1000), held(200), held(null)]).toEqual([
    { skus: [{ channelSku: "A-RED", title: "Mug", qty: 5000, perListing: 1000 }] }, ...[1, 2].map(() => ({ skus: [{ channelSku: "A-RED", title: "Mug", qty: 5000 }] })),
  ]);
});

test("what needs no look: goods others have shipped, customs at home, a channel without messages", () => {
  expect(codes({ lines: [line, { ...line, openQty: 0, skuId: null, sku: null }] })).toEqual([]);
  expect(codes({ lines: [{ ...line, declaredMinor: null, declaredNameEn: "" }] })).toEqual([]);
  expect(codes({ messagesFetchedAt: null })).toEqual([]);
});
