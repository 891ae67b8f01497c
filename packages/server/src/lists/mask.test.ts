import { expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { hidden, maskBuyer, maskEvent, maskSaid } from "./mask.ts";

const shipTo = { name: "Ada King Lovelace", company: "Analytical Ltd", line1: "12 St James's Square", line2: "Flat 3", city: "London", state: "Greater London", postcode: "SW1Y 4JH", country: "GB", phone: "+44 7700 900123" };

test("what is left of a buyer", () => {
  expect(maskBuyer({ buyerId: "countess-1815", email: "ada@buyers.example", shipTo })).toEqual({
    buyerId: "c•••", email: "a•••@•••",
    shipTo: { name: "A••• L•••", company: hidden, line1: hidden, line2: hidden, city: "London", state: "Greater London", postcode: "SW•••", country: "GB", phone: "•••23" },
  });
});

// oxfmt-ignore
// prettier-ignore
test.each([
  ["a Chinese name",              { name: "张三" },      { name: "张•••" }],
  ["one outside the basic plane", { name: "𠮷田 太郎" },  { name: "𠮷••• 太•••" }],
  ["a short postcode",            { postcode: "8001" },  { postcode: hidden }],
  ["a short phone",               { phone: "12345" },    { phone: hidden }],
  ["nothing",                     { name: "", company: "", line1: "", line2: "", postcode: "", phone: "" }, { name: "", company: "", line1: "", line2: "", postcode: "", phone: "" }],
])("%s", (_what, given, left) => expect(maskBuyer({ buyerId: "", email: "", shipTo: { ...shipTo, ...given } })).toMatchObject({ buyerId: "", email: "", shipTo: left }));

test("what others quote is hidden, and what we state is not", () => {
  expect(maskSaid({ note: "ring Ada", detail: "12 St James's Square is unknown", code: "ADDRESS", missing: ["line1"] })).toEqual({ note: hidden, detail: hidden, code: "ADDRESS", missing: ["line1"] });
  expect(maskSaid({ detail: fact("slow_down"), note: "" })).toEqual({ detail: fact("slow_down"), note: "" });
  expect(maskSaid({ detail: fact("booking_unclear", "12 St James's Square is unknown") })).toEqual({ detail: fact("booking_unclear", hidden) });
  expect(maskSaid({ detail: fact("vendor_unclear", fact("answered_with", 200, fact("want_json", ":html"))) })).toEqual({ detail: fact("vendor_unclear", fact("answered_with", "200", fact("want_json", ":html"))) });
});

test("a history keeps what happened and loses what was said", () => {
  const base = { reason: "Ada asks", at: "2026-03-02" };
  expect(maskEvent({ ...base, kind: "message", data: { from: "buyer", text: "I am Ada" } })).toEqual({ ...base, reason: hidden, kind: "message", data: { from: "buyer", text: hidden } });
  expect(maskEvent({ ...base, kind: "holds", data: { opened: [{ code: "buyer_note", evidence: { note: "Ada" } }], closed: ["x"] } })).toEqual({ ...base, kind: "holds", data: { opened: [{ code: "buyer_note", evidence: { note: hidden } }], closed: ["x"] } });
  expect(maskEvent({ ...base, kind: "moved", data: { method: "DHL" } })).toEqual({ ...base, kind: "moved", data: { method: "DHL" } });
});
