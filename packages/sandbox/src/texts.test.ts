import { expect, test } from "vitest";
import { textStore } from "./texts.ts";

test("texts of any length and script come back, also where a slab is full and where one is longer than a slab", () => {
  const { keepText, text } = textStore();
  const all = ["", "a", "深圳市 🎁", "x".repeat((1 << 20) - 100), "y".repeat(200), "长".repeat(1 << 20), "after"];
  const at = all.map(keepText);
  expect(at.map(text)).toEqual(all);
  expect(new Set(at).size).toBe(all.length);
});
