import { expect, test } from "vitest";
import { partGroups } from "./merge-groups.ts";

test("an order that waits for its other one is no group", () => {
  const [single, pair, three] = [1, 2, 3].map((n) => ({ orders: Array.from({ length: n }, (_, i) => i) }));
  expect(partGroups([single!, three!, pair!])).toEqual({ groups: [three, pair], waiting: [single] });
});
