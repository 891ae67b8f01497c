import { expect, test } from "vitest";
import type { z } from "zod";
import { api } from "./api/index.ts";
import type { Route } from "./api/route.ts";
import { fact, facts, readFact } from "./facts.ts";
import { inEnglish, misfit, wantedInEnglish } from "./wanted.ts";

test("what should have stood there is a fact and, for a terminal, an English sentence", () => {
  expect(inEnglish(fact("want_kind", ":text", ":nothing"))).toBe("text, got nothing");
  expect(inEnglish(fact("want_one_of", "PAID, PENDING", "BARTERED"))).toBe("one of PAID, PENDING, got BARTERED");
  expect(inEnglish(fact("want_at_least", 1, "", "-2"))).toBe("at least 1, got -2");
  expect(inEnglish("an address of the carrier's storage")).toBe("an address of the carrier's storage");
});
test("every such fact has its sentence", () => {
  expect(Object.keys(wantedInEnglish).toSorted()).toEqual(Object.keys(facts).filter((code) => code.startsWith("want_")).toSorted());
});

type Issue = z.core.$ZodIssue;
const wrongs: readonly unknown[] = [null, "", "x", "NaN", "0000-01-01T00:00:00Z", -1, 1.5, 1e300, true, [], [null], ["x"], [{}], {}, { ids: [] }, { ids: ["x"] }, "x".repeat(30_000)];
/** What a schema complains of, with what it says in each branch of a choice. */
const allOf = (issues: readonly Issue[], before: readonly PropertyKey[]): readonly Issue[] =>
  issues.flatMap((issue) => {
    const path = [...before, ...issue.path];
    return issue.code === "invalid_union" && issue.errors.some((e) => e.length > 0) ? issue.errors.flatMap((e) => allOf(e, path)) : [{ ...issue, path }];
  });
test("whatever a caller gets wrong, what should have stood there is said as a fact of its own", () => {
  const vague = new Set<string>();
  for (const [operation, route] of Object.entries<Route>(api)) {
    for (const schema of [route.params, route.query, route.body]) {
      const names = schema && "shape" in schema ? Object.keys(schema.shape as object) : [];
      for (const raw of names.flatMap((name) => wrongs.map((value) => ({ [name]: value })))) {
        for (const issue of allOf(schema?.safeParse(raw).error?.issues ?? [], [])) {
          const said = readFact(misfit(issue, raw));
          if (!said || said.code === "input_other") vague.add(`${operation}.${issue.path.join(".")}: ${issue.code} ${issue.message}`);
        }
      }
    }
  }
  expect([...vague]).toEqual([]);
});
