import { expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import type { Instant } from "@argosy/core/time.ts";
import { judgeMerge, whyNotTogether, type Mergeable, type MergePolicy, type MergeVerdict } from "./decide.ts";

const at = (text: string) => `2026-03-${text}:00.000Z` as Instant;
const now = at("02T12:00");
const order: Mergeable = {
  id: "a", orderNo: "A", shopAccountId: "s", buyerKey: "b", addressHash: "h", currency: "USD", requestedService: "", dueAt: at("05T12:00"), mergeUntil: null, held: false, stage: "merge",
};
const other: Mergeable = { ...order, id: "b", orderNo: "B" };
type Case = [name: string, order: Partial<Mergeable>, siblings: Partial<Mergeable>[], policy: MergePolicy["mergePolicy"], verdict: string];
// oxfmt-ignore
const cases: Case[] = [
  ["nobody else",                             {},                              [],                                                    "ask",   "alone: #no_other_order"],
  ["another stands here",                     {},                              [{}],                                                  "ask",   "offered until 02T13:00"],
  ["another is on its way here",              {},                              [{ stage: "payment" }],                                "ask",   "offered until 02T13:00"],
  ["another is held on its way",              {},                              [{ stage: "review", held: true }],                     "ask",   "alone: #no_other_order"],
  ["another is held here",                    {},                              [{ held: true }],                                      "ask",   "offered until 02T13:00"],
  ["offered before: the time runs on",        { mergeUntil: at("02T12:10") },  [{}],                                                  "ask",   "offered until 02T12:10"],
  ["its time is over",                        { mergeUntil: now },             [{}],                                                  "ask",   "alone: #merge_time_over"],
  ["its time is over, nobody else",           { mergeUntil: now },             [],                                                    "ask",   "alone: #merge_time_over"],
  ["half an hour until the last day",         { dueAt: at("03T12:30") },       [{}],                                                  "ask",   "offered until 02T12:30"],
  ["in the last day",                         { dueAt: at("03T12:00") },       [{}],                                                  "ask",   "alone: #merge_time_over"],
  ["overdue",                                 { dueAt: at("01T12:00") },       [{}],                                                  "ask",   "alone: #merge_time_over"],
  ["the shop never merges",                   {},                              [{}],                                                  "never", "alone: #account_never_merges"],
  ["by itself",                               {},                              [{}],                                                  "auto",  "together: a,b"],
  ["by itself, though in the last day",       { dueAt: at("03T12:00") },       [{}],                                                  "auto",  "together: a,b"],
  ["by itself, but another lane has it",      {},                              [{ busy: true }],                                      "auto",  "soon"],
  ["by itself: the held one stays",           {},                              [{ held: true }],                                      "auto",  "offered until 02T13:00"],
  ["by itself: taken apart before",           {},                              [{ mergeUntil: now }],                                 "auto",  "offered until 02T13:00"],
  ["by itself: the one on its way is awaited", {},                             [{ stage: "payment" }],                                "auto",  "offered until 02T13:00"],
  ["by itself: at most twenty in a box",      {},                              Array.from({ length: 30 }, () => ({})),                "auto",  `together: a${",b".repeat(19)}`],
];
test.each(cases)("%s", (_name, o, siblings, mergePolicy, wanted) => {
  const verdict = judgeMerge({ ...order, ...o }, siblings.map((s) => ({ ...other, ...s })), { mergePolicy, mergeWaitMinutes: 60 }, now);
  expect(told(verdict)).toBe(wanted);
});
function told(verdict: MergeVerdict): string {
  switch (verdict.is) {
    case "alone": return `alone: ${verdict.reason}`;
    case "soon": return "soon";
    case "together": return `together: ${verdict.orderIds.join()}`;
    case "offered": return `offered until ${verdict.until.slice(8, 16)}`;
  }
}

// oxfmt-ignore
const apart: [name: string, orders: Partial<Mergeable>[], code: string | null, detail?: string][] = [
  ["alike",                        [{}, {}],                                null],
  ["only one",                     [{}],                                    "merge_too_few"],
  ["one has gone on",              [{}, { stage: "parcelled" }],            "wrong_stage",   fact("order_in_stage", "1", "parcelled")],
  ["one is held",                  [{}, { held: true }],                    "on_hold",       fact("order_held", "1")],
  ["of another shop",              [{}, { shopAccountId: "x" }],            "merge_differs", fact("differs_in", "1", "account", "0")],
  ["of another buyer",             [{}, { buyerKey: "x" }],                 "merge_differs", fact("differs_in", "1", "buyer", "0")],
  ["to another address",           [{}, {}, { addressHash: "x" }],          "merge_differs", fact("differs_in", "2", "address", "0")],
  ["in another currency",          [{}, { currency: "GBP" }],               "merge_differs", fact("differs_in", "1", "currency", "0")],
  ["with another service",         [{}, { requestedService: "express" }],   "merge_differs", fact("differs_in", "1", "service", "0")],
];
test.each(apart)("merged by hand: %s", (_name, orders, code, detail) => {
  const why = whyNotTogether(orders.map((o, i) => ({ ...order, orderNo: String(i), ...o })));
  expect(why).toEqual(code === null ? null : detail === undefined ? { code } : { code, detail });
});
