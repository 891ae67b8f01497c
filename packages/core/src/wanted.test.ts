import { expect, test } from "vitest";
import { fact, facts } from "./facts.ts";
import { inEnglish, wantedInEnglish } from "./wanted.ts";

test("what should have stood there is a fact and, for a terminal, an English sentence", () => {
  expect(inEnglish(fact("want_kind", ":text", ":nothing"))).toBe("text, got nothing");
  expect(inEnglish(fact("want_one_of", "PAID, PENDING", "BARTERED"))).toBe("one of PAID, PENDING, got BARTERED");
  expect(inEnglish(fact("want_at_least", 1, "", "-2"))).toBe("at least 1, got -2");
  expect(inEnglish("an address of the carrier's storage")).toBe("an address of the carrier's storage");
});
test("every such fact has its sentence", () => {
  expect(Object.keys(wantedInEnglish).toSorted()).toEqual(Object.keys(facts).filter((code) => code.startsWith("want_")).toSorted());
});
