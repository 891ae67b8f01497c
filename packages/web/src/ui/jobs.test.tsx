import { expect, it, vi } from "vitest";
import { Refusal } from "../api/client.ts";
import { areSnoozed, heldNote, openHolds, type Hold } from "./holds.tsx";
import { rowByRow } from "./jobs.tsx";
import { toneOfError, withoutSame } from "./toast.tsx";

it("a row that is refused is told by its code, and the rows after it are still asked", async () => {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  const mayClose = (): boolean => page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const asked: string[] = [];
  const results = await rowByRow(["a", "b", "c", "d"], async (id) => {
    asked.push(id);
    expect(mayClose()).toBe(false);
    if (id === "b") throw new Refusal("parcel_booked", undefined, "booked at 10:00");
    if (id === "c") throw new TypeError("a bug");
  });
  expect(asked).toEqual(["a", "b", "c", "d"]);
  expect(mayClose()).toBe(true);
  vi.unstubAllGlobals();
  expect(results).toEqual([
    { id: "a", ok: true, code: null, detail: null }, { id: "b", ok: false, code: "parcel_booked", detail: "booked at 10:00" },
    { id: "c", ok: false, code: "internal", detail: null }, { id: "d", ok: true, code: null, detail: null },
  ]);
});

it("what is said again stands once, and other words stay", () => {
  const refused = { body: null, error: new Refusal("wrong_stage", undefined, "in booking") };
  const shown = [refused, { body: "saved" }, { body: null, error: new Refusal("wrong_stage", undefined, "in picking") }];
  expect(withoutSame(shown, { body: null, error: new Refusal("wrong_stage", undefined, "in booking") })).toEqual(shown.slice(1));
  expect(withoutSame(shown, { body: "saved" })).toEqual([shown[0], shown[2]]);
  expect(withoutSame([{ body: <b>1</b> }], { body: <b>1</b> })).toHaveLength(1);
});

const hold = (code: string, kind: Hold["kind"], since: string, releasedAt: string | null = null): Hold => ({ id: code, code, kind, evidence: {}, evidenceHash: code, since, releasedAt, releasedBy: null, reason: null });
const holds = [hold("messages_stale", "wait", "1"), hold("buyer_message", "ask", "3"), hold("buyer_note", "ask", "2"), hold("sku_unmapped", "fault", "4"), hold("price_zero", "ask", "0", "9")];
// prettier-ignore
const cases: readonly (readonly [name: string, asked: string | undefined, order: readonly string[]])[] = [
  ["the gravest leads, then the oldest", undefined,       ["sku_unmapped", "buyer_note", "buyer_message", "messages_stale"]],
  ["what was filtered for leads",        "buyer_message", ["buyer_message", "sku_unmapped", "buyer_note", "messages_stale"]],
  ["also what only waits",               "messages_stale", ["messages_stale", "sku_unmapped", "buyer_note", "buyer_message"]],
  ["a reason that is not there",         "no_method",     ["sku_unmapped", "buyer_note", "buyer_message", "messages_stale"]],
];
it.each(cases)("reasons in order: %s", (_name, asked, order) => expect(openHolds(holds, asked).map((h) => h.code)).toEqual(order));

it("a snooze is ended, and what a person parked is unparked", () => {
  const row = (...codes: readonly string[]) => ({ holds: codes.map((code) => hold(code, "wait", "1")) });
  const [snoozed, parked, free] = [row("buyer_note", "held_until"), row("held_by_person"), row("buyer_note")];
  expect([[snoozed], [snoozed, free], [parked], [snoozed, parked], [row("held_until", "held_by_person")], [free], []].map(areSnoozed)).toEqual([true, true, false, false, false, false, false]);
});

it("nothing has failed where there is nothing to do it with", () => {
  expect([new Refusal("nothing_fits"), new Refusal("wrong_stage"), new TypeError("a bug")].map(toneOfError)).toEqual(["calm", "bad", "bad"]);
});

it("a reviewer reads what was written with the payment too, and what was read already is not asked again", () => {
  const noted = (releasedAt: string | null): Hold => ({ ...hold("buyer_note", "ask", "1", releasedAt), evidence: { note: "gift\nring twice" } });
  expect([heldNote([hold("price_zero", "ask", "0"), noted(null)]), heldNote([noted("9")]), heldNote([])]).toEqual(["gift\nring twice", null, null]);
});
