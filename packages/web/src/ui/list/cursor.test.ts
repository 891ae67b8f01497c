import { expect, test } from "vitest";
import { neighbour } from "./cursor.ts";

// prettier-ignore
test.each<[why: string, at: number, leaving: string[], next: string | undefined]>([
  ["the row below",                                     1, ["b"],                     "c"],
  ["the row above, at the end",                         4, ["e"],                     "d"],
  ["the first below that is not leaving as well",       1, ["b", "c", "d"],           "e"],
  ["above, where all below are leaving",                2, ["c", "d", "e"],           "b"],
  ["nowhere, where all are leaving",                    1, ["a", "b", "c", "d", "e"], undefined],
])("when a verb takes rows away the cursor goes on to %s", (_why, at, leaving, next) => {
  expect(neighbour(["a", "b", "c", "d", "e"], at, leaving)).toBe(next);
});
