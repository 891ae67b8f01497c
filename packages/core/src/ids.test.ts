import { expect, test } from "vitest";
import { randomId, seededIds, seededRandom } from "./ids.ts";

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids have the form of UUID version 7 and don't repeat", () => {
  const ids = Array.from({ length: 20_000 }, randomId);
  expect(ids.every((id) => form.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

test("ids of one seed are the same, and later ones sort behind", () => {
  let now = 1_700_000_000_000;
  const make = () => seededIds(seededRandom(7), () => now);
  const [a, b] = [make(), make()];
  expect([a(), a()]).toEqual([b(), b()]);
  const earlier = a();
  now += 1;
  expect(a() > earlier).toBe(true);
});
