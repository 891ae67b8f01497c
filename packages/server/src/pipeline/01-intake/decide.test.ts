import { expect, test } from "vitest";
import type { ChannelOrder } from "@argosy/core/connector.ts";
import { fail, ok } from "@argosy/core/result.ts";
import type { Instant } from "@argosy/core/time.ts";
import { sortPayloads, type Read } from "./decide.ts";
import type { Known } from "./sql.ts";

const now = "2026-03-02T08:00:00.000Z" as Instant;
const read = (id: string, version: string): Read =>
  ({ item: { id, accountId: "shop" }, mapped: ok({ externalId: "07-1", version } as ChannelOrder) }) as Read;
const unread = (id: string): Read => ({ item: { id, accountId: "shop" }, mapped: fail({ kind: "malformed", path: "x", expected: "more" }) }) as Read;
const have = (sourceVersion: string) => ({ id: "o1", shopAccountId: "shop", externalId: "07-1", sourceVersion }) as Known;

const [early, later] = ["2026-03-02T07:00:00.000Z", "2026-03-02T07:30:00.000Z"];
// prettier-ignore
const cases: [name: string, reads: Read[], known: Known[], outcomes: Record<string, string>][] = [
  ["a new order",                      [read("a", early)],                                      [],            { a: "projected" }],
  ["a newer version",                  [read("a", later)],                                      [have(early)], { a: "projected" }],
  ["the version we have",              [read("a", early)],                                      [have(early)], { a: "ignored" }],
  ["an older version",                 [read("a", early)],                                      [have(later)], { a: "ignored" }],
  ["the older one comes second",       [read("a", later), read("b", early)],                    [],            { a: "projected", b: "ignored" }],
  ["the newer one comes second",       [read("a", early), read("b", later)],                    [],            { a: "ignored", b: "projected" }],
  ["one that can't be read",           [unread("a"), read("b", later)],                         [],            { a: "quarantined", b: "projected" }],
  ["a clock ahead of ours",            [read("a", "2026-03-03T08:00:00.000Z")],                 [],            { a: "projected" }],
  ["from the future",                  [read("a", "2026-03-03T08:00:00.001Z")],                 [],            { a: "quarantined" }],
  ["the future keeps nobody out",      [read("a", "2126-03-02T08:00:00.000Z"), read("b", later)], [have(early)], { a: "quarantined", b: "projected" }],
];
test.each(cases)("%s", (_name, reads, known, outcomes) => {
  expect(Object.fromEntries(sortPayloads(reads, known, now).outcomes.map((o) => [o.id, o.state]))).toEqual(outcomes);
});
