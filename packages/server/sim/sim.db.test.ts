import { describe, expect, test } from "vitest";
import { playground } from "./playground.testkit.ts";

const play = playground();

describe("no promise breaks", () => {
  test.each([101, 102, 103])("seed %i: faults all the time", { timeout: 120_000 }, async (seed) => {
    expect((await play({ seed, mode: "safety" })).violations).toEqual([]);
  });
  test.each([201, 202])("seed %i: everything heals and all is done", { timeout: 120_000 }, async (seed) => {
    expect((await play({ seed, mode: "liveness" })).violations).toEqual([]);
  });
});

test("one seed is one run: the same doors in the same order", { timeout: 120_000 }, async () => {
  const twice = [await play({ seed: 7, mode: "safety", steps: 60 }), await play({ seed: 7, mode: "safety", steps: 60 })];
  expect(twice[0]?.trace).toBe(twice[1]?.trace);
});
