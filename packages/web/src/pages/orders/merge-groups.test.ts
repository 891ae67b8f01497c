import { expect, test } from "vitest";
import { followed, partGroups, weightOf } from "./merge-groups.ts";

test("an order that waits for its other one is no group", () => {
  const [single, pair, three] = [1, 2, 3].map((n) => ({ orders: Array.from({ length: n }, (_, i) => i) }));
  expect(partGroups([single!, three!, pair!])).toEqual({ groups: [three, pair], waiting: [single] });
});

test("the weight of a group is that of its lines, which stand for all their pieces", () => {
  const line = (qty: number, weightG: number) => ({ qty, weightG });
  expect(weightOf([{ goods: [line(3, 600), line(1, 50)] }, { goods: [line(2, 400)] }])).toBe(1050);
});

// prettier-ignore
test.each<[why: string, keys: string[], leaving: { key: string; next: string | undefined } | null, current: string | undefined]>([
  ["stays where it is when a more urgent one comes above it", ["new", "a", "b"], null,                     "b"],
  ["goes on to its neighbour when it was merged",             ["a", "c"],        { key: "b", next: "c" },  "c"],
  ["is none when somebody else took it away",                 ["a", "c"],        { key: "a", next: "b" },  undefined],
])("the group that the keys mean %s", (_why, keys, leaving, current) => expect(followed("b", keys, leaving)).toBe(current));
