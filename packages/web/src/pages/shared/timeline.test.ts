import { expect, it } from "vitest";
import { formatsOf } from "../../text/formats.ts";
import { text as en } from "../../text/en/index.ts";
import { text as zh } from "../../text/zh-CN/index.ts";
import { changeText, isOnlyShipped } from "./timeline.tsx";

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
