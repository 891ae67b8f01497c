import { expect, test } from "vitest";
import { randomId } from "../ids.ts";
import { orderApi } from "./orders.ts";

test("all that one buyer has ordered in a day can be merged at once", () => {
  const group = (n: number) => Array.from({ length: n }, randomId);
  const takes = (n: number): boolean => orderApi.merge.body.safeParse({ groups: [group(n)] }).success;
  expect([takes(1), takes(2), takes(21), takes(100), takes(101)]).toEqual([false, true, true, true, false]);
});
