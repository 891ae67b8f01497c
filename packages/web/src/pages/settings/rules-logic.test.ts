import { holds, type Condition, type Facts, type Rule } from "@argosy/core/rules.ts";
import { describe, expect, it } from "vitest";
import { beforeCatchAll, contradictionIn, implies, inCurrency, isWhole, move, neverWins } from "./rules-logic.ts";

const country = (op: "in" | "not_in", ...values: string[]): Condition => ({ fact: "country", op, values });
const weight = (min: number | null, max: number | null): Condition => ({ fact: "weightG", op: "between", min, max });
const rule = (id: string, then: string, ...when: Condition[]): Rule => ({ id, name: id, enabled: true, when, then });

// prettier-ignore
const cases: readonly (readonly [string, Condition, Condition, boolean])[] = [
  ["fewer countries", country("in", "DE"), country("in", "DE", "FR"), true],
  ["more countries", country("in", "DE", "US"), country("in", "DE", "FR"), false],
  ["a country that is not excluded", country("in", "DE"), country("not_in", "US"), true],
  ["more exclusions", country("not_in", "US", "DE"), country("not_in", "US"), true],
  ["fewer exclusions", country("not_in", "US"), country("not_in", "US", "DE"), false],
  ["a narrower range", weight(100, 500), weight(null, 500), true],
  ["an open range", weight(100, null), weight(null, 500), false],
  ["another currency", { fact: "amount", op: "between", currency: "USD", min: 1, max: 2 }, { fact: "amount", op: "between", currency: "EUR", min: 1, max: 2 }, false],
  ["a longer postcode", { fact: "postcode", op: "begins", values: ["101"] }, { fact: "postcode", op: "begins", values: ["10"] }, true],
  ["another fact", country("in", "DE"), weight(null, 500), false],
];
describe("implies", () => {
  it.each(cases)("%s", (_, a, b, answer) => expect(implies(a, b)).toBe(answer));
  it("never says yes where the real rules find a parcel for which it is no", () => {
    const parcels: Facts[] = ["DE", "FR", "US"].flatMap((c) => [50, 300, 900].map((g) => ({ channel: "ebay", site: "x", account: "a", country: c, postcode: "10115", currency: "USD", amountMinor: 1, weightG: g, qty: 1, skus: ["A"], requestedService: "" })));
    for (const [, a, b, answer] of cases) if (answer) for (const facts of parcels) expect(!holds(a, facts) || holds(b, facts)).toBe(true);
  });
});
describe("neverWins", () => {
  it("names the earlier rule that fits whenever this one does", () => {
    const rules = [rule("all", "m1"), rule("de", "m2", country("in", "DE"))];
    expect(neverWins(rules, 1)).toEqual({ by: 0, same: false });
    expect(neverWins(rules, 0)).toBeNull();
  });
  it("leaves a rule that asks for less than the one above", () => {
    expect(neverWins([rule("light", "m1", country("in", "DE"), weight(null, 500)), rule("de", "m2", country("in", "DE"))], 1)).toBeNull();
  });
  it("passes over rules that are off or unfinished", () => {
    expect(neverWins([{ ...rule("all", "m1"), enabled: false }, rule("de", "m2", country("in", "DE"))], 1)).toBeNull();
    expect(neverWins([rule("open", "m1", country("in")), rule("de", "m2", country("in", "DE"))], 1)).toBeNull();
  });
});
// prettier-ignore
it.each([
  ["a country that is and is not", [country("in", "DE"), country("not_in", "DE", "FR")], true],
  ["the same, the other way round", [country("not_in", "DE"), country("in", "DE")], true],
  ["one of the countries is left", [country("in", "DE", "FR"), country("not_in", "DE")], false],
  ["two countries at once",        [country("in", "DE"), country("in", "FR")], true],
  ["weights apart",                [weight(null, 500), weight(900, null)], true],
  ["weights that touch",           [weight(null, 500), weight(500, null)], false],
  ["goods that are in it and not", [{ fact: "skus", op: "some_in", values: ["A"] }, { fact: "skus", op: "none_in", values: ["A", "B"] }], true],
  ["one still to be chosen",       [country("in"), country("in", "FR")], false],
] as const)("sees that no parcel can meet both: %s", (_, when, answer) => expect(contradictionIn(rule("r", "m", ...(when as readonly Condition[]))) !== null).toBe(answer));
it("a condition is whole once something is chosen", () => {
  expect([country("in"), country("in", "DE"), weight(null, null), weight(5, 1), weight(null, 5)].map(isWhole)).toEqual([false, true, false, false, true]);
});
it("moves one item and keeps the others in order", () => expect([move([1, 2, 3], 0, 2), move([1, 2, 3], 2, 0), move([1], 0, 5)]).toEqual([[2, 3, 1], [3, 1, 2], [1]]));
it("does not count a rule whose target is still to be chosen", () => {
  expect(neverWins([rule("new", ""), rule("all", "m1")], 1)).toBeNull();
});
it("puts a new rule above the one that takes everything", () => {
  const all = rule("all", "m1");
  const germany = rule("de", "m2", country("in", "DE"));
  expect([[germany, all], [germany], [], [germany, rule("new", ""), all], [{ ...all, enabled: false }, germany]].map(beforeCatchAll)).toEqual([1, 1, 0, 2, 2]);
});
it("keeps the figures when the currency is changed, not the cents", () => {
  const tenDollars = { fact: "amount", op: "between", currency: "USD", min: 1000, max: null } as const;
  expect(["JPY", "EUR", "KWD"].map((currency) => inCurrency(tenDollars, currency).min)).toEqual([10, 1000, 10_000]);
  expect(inCurrency(tenDollars, "JPY")).toEqual({ ...tenDollars, currency: "JPY", min: 10 });
});
