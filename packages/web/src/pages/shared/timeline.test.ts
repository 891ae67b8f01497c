import { expect, it } from "vitest";
import { formatsOf } from "../../text/formats.ts";
import { text as en } from "../../text/en/index.ts";
import { text as zh } from "../../text/zh-CN/index.ts";
import { changeText, entriesOf, inTime, isOnlyShipped } from "./timeline.tsx";

const state = { was: "open", is: "shipped" };
it("a change of the status says from what to what; an older entry, which does not know, names it", () => {
  expect(changeText({ what: ["state"], state }, zh, formatsOf("zh-CN"))).toBe("未发货 → 已发货");
  expect(changeText({ what: ["total", "state"], state }, en, formatsOf("en"))).toBe("total, not shipped → shipped");
  expect(changeText({ what: ["state"] }, en, formatsOf("en"))).toBe("status");
  expect(changeText({ what: ["state"], state: { was: "open", is: "teleported" } }, en, formatsOf("en"))).toBe("not shipped → teleported");
});
it("that the channel calls it shipped asks nothing of anybody, unless something else changed as well", () => {
  expect([isOnlyShipped({ what: ["state"], state }), isOnlyShipped({ what: ["state", "total"], state }), isOnlyShipped({ what: ["state"], state: { was: "open", is: "cancelled" } }), isOnlyShipped({ what: ["total"] })]).toEqual([true, false, false, false]);
});
it("the hold that replaced another in one moment stands above its end", () => {
  const data = { opened: [{ code: "address_bad", evidence: { problems: ["postcode_missing"] } }], closed: ["buyer_note"] };
  const event = { seq: 3, at: "2026-11-23T10:00:00.000Z", kind: "holds", move: null, from: null, to: null, actor: "room:review", reason: "", data, of: "1" };
  expect(entriesOf(event, "k", en, formatsOf("en"), []).map((e) => e.title.split(":")[0])).toEqual(["Held", "Cleared"]);
});
it("newest first; what the carrier scanned in one instant keeps the order in which it came", () => {
  const entry = (key: string, at: string) => ({ key, at, tone: "wait", title: key, text: "", by: "", of: "1" }) as const;
  const came = [entry("delivered", "2026-11-28T01:48:00Z"), entry("out for delivery", "2026-11-28T01:48:00Z"), entry("label", "2026-11-28T01:40:00Z"), entry("shipped", "2026-11-28T01:46:00Z")];
  expect(inTime(came).map((e) => e.key)).toEqual(["delivered", "out for delivery", "shipped", "label"]);
});
