import { holdCodes } from "@argosy/core/journey.ts";
import { describe, expect, it } from "vitest";
import { text as en } from "../text/en/index.ts";
import { formatsOf } from "../text/formats.ts";
import { text as zhCN } from "../text/zh-CN/index.ts";
import { text as zhTW } from "../text/zh-TW/index.ts";
import { holdWords } from "./holds.tsx";

const todoOf = (code: string, text: typeof en, letGo?: string): string => holdWords({ code, evidence: {} }, text, formatsOf("en"), letGo).todo.toLowerCase();

describe.each([["en", en], ["zh-CN", zhCN], ["zh-TW", zhTW]] as const)("what to do about a hold, in %s", (_locale, text) => {
  const approve = text.orders.acts.approve.toLowerCase();
  const release = text.orders.releaseOne.toLowerCase();
  it("says the word of the button beside it", () => {
    expect(todoOf("buyer_note", text, text.orders.releaseOne)).toContain(release);
    expect(todoOf("buyer_note", text)).toContain(approve);
  });
  it("beside a button that lets one hold go, none speaks of the whole order's", () => {
    expect(holdCodes.filter((code) => todoOf(code, text, text.orders.releaseOne).includes(approve))).toEqual([]);
  });
});
