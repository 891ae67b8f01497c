import { expect, test } from "vitest";
import { partGroups, weightOf } from "./merge-groups.ts";

test("an order that waits for its other one is no group", () => {
  const [single, pair, three] = [1, 2, 3].map((n) => ({ orders: Array.from({ length: n }, (_, i) => i) }));
  expect(partGroups([single!, three!, pair!])).toEqual({ groups: [three, pair], waiting: [single] });
});

test("the weight of a group is that of its lines, which stand for all their pieces", () => {
  const line = (qty: number, weightG: number) => ({ qty, weightG });
  expect(weightOf([{ goods: [line(3, 600), line(1, 50)] }, { goods: [line(2, 400)] }])).toBe(1050);
});
