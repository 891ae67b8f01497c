import { expect, test } from "vitest";
import { sourcesOf } from "./method-form.tsx";

test("what the server refuses is not offered: an account gives its own numbers, without one number and label are ours", () => {
  expect([sourcesOf(true), sourcesOf(false)]).toEqual([{ numbers: ["api"], labels: ["carrier", "own"] }, { numbers: ["number_pool", "none"], labels: ["own"] }]);
});
