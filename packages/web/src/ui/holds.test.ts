import { holdCodes } from "@argosy/core/journey.ts";
import { describe, expect, it } from "vitest";
import { text as en } from "../text/en/index.ts";
import { formatsOf } from "../text/formats.ts";
import { text as zhCN } from "../text/zh-CN/index.ts";
import { text as zhTW } from "../text/zh-TW/index.ts";
import { holdWords, waitsByItself } from "./holds.tsx";

const todoOf = (code: string, text: typeof en, letGo?: string): string => holdWords({ code, evidence: {} }, text, formatsOf("en"), letGo).todo.toLowerCase();

describe.each([["en", en], ["zh-CN", zhCN], ["zh-TW", zhTW]] as const)("what to do about a hold, in %s", (_locale, text) => {
  const approve = text.orders.acts.approve.toLowerCase();
  const release = text.orders.releaseOne.toLowerCase();
  it("of a parcel's order are the order's own words", () => {
    const inside = { code: "cancel_requested", evidence: {} };
    const own = holdWords(inside, text, formatsOf("en"), text.orders.releaseOne);
    const said = holdWords({ code: "order_held", evidence: { orders: [{ orderId: "1", orderNo: "O77", holds: [inside] }] } }, text, formatsOf("en"));
    expect(said.fact).toBe(text.shell.meta.ofField("O77", own.fact));
    expect(said.todo).toContain(own.todo);
  });
  it("says the word of the button beside it", () => {
    expect(todoOf("buyer_note", text, text.orders.releaseOne)).toContain(release);
    expect(todoOf("buyer_note", text)).toContain(approve);
  });
  it("beside a button that lets one hold go, none speaks of the whole order's", () => {
    expect(holdCodes.filter((code) => todoOf(code, text, text.orders.releaseOne).includes(approve))).toEqual([]);
  });
});
const usd = { currency: "USD", orderMinor: 13196 };
// A list cuts the end of a sentence: what decides stands first.
it.each([
  ["en", en, "18.96 USD short: paid 113.00, order\u00a0131.96", "9.24 USD over: paid 141.20, order\u00a0131.96"],
  ["zh-CN", zhCN, "少付 18.96 USD：实付 113.00，订单\u00a0131.96", "多付 9.24 USD：实付 141.20，订单\u00a0131.96"],
  ["zh-TW", zhTW, "少付 18.96 USD：實付 113.00，訂單\u00a0131.96", "多付 9.24 USD：實付 141.20，訂單\u00a0131.96"],
] as const)("in %s another amount says first by how much", (locale, text, short, over) => {
  const fact = (paidMinor: number): string =>
    holdWords({ code: "payment_amount_differs", evidence: { ...usd, paidMinor, differenceMinor: paidMinor - usd.orderMinor } }, text, formatsOf(locale)).fact;
  expect([fact(11300), fact(14120)]).toEqual([short, over]);
});

// oxfmt-ignore
it.each([
  ["waits for goods",                    ["stock_short"],                 0, true],
  ["waits, and late",                    ["stock_short"],                 1, false],
  ["one of them needs a person",         ["merge_offered", "buyer_note"], 0, false],
  ["held, and for no reason of a room",  [],                              0, false],
] as const)("a room's held figure is calm only where all goes on by itself: %s", (_name, codes, overdue, calm) => {
  expect(waitsByItself({ holds: codes.map((code) => ({ code })), overdue })).toBe(calm);
});
