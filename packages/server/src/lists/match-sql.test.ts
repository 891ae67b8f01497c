import { expect, test } from "vitest";
import { behind, inAll } from "./match-sql.ts";

test.each([
  ["one list", ["a", "b"], [], ["a", "b"]],
  ["what both have, in the first one's order", ["c", "a", "b"], [["b", "c"]], ["c", "b"]],
  ["what all have", ["a", "b", "c"], [["a", "b"], ["b", "c"]], ["b"]],
  ["nothing in common", ["a"], [["b"]], []],
])("%s", (_what, first, others, both) => {
  expect(inAll(first, others)).toEqual(both);
});

test("long lists are no work to speak of", () => {
  const left = Array.from({ length: 200_000 }, (_, i) => `a${i}`);
  const right = left.map((id) => `${id}x`);
  expect(inAll(left, [right])).toEqual([]);
});

test.each([
  ["O100", "O101"], ["订单-1", "订单-2"], ["~", "\u007f"], ["zz", "z{"], ["a\ud7ff", "a\ue000"], ["x🚢", "x🚣"], ["b\u{10ffff}", "c"], ["\u{10ffff}", null],
])("behind all that begin with %s stands the next letter", (beginning, end) => {
  expect(behind(beginning)).toBe(end);
});
