import { decimalsOf, isCurrency } from "@argosy/core/money.ts";
import type { Condition, Rule } from "@argosy/core/rules.ts";

// What the editor knows about sentences without asking the server: which are whole, and which can never decide.

/** A condition under construction: not yet all chosen. */
export function isWhole(c: Condition): boolean {
  if ("values" in c) return c.values.length > 0;
  if (c.min === null && c.max === null) return false;
  return c.min === null || c.max === null || c.min <= c.max;
}
export const isWholeRule = (rule: Rule): boolean => rule.then !== "" && rule.name.trim() !== "" && rule.when.every(isWhole);

export const firstCondition: { readonly [F in Condition["fact"]]: Extract<Condition, { fact: F }> | Condition } = {
  country: { fact: "country", op: "in", values: [] }, weightG: { fact: "weightG", op: "between", min: null, max: null }, amount: { fact: "amount", op: "between", currency: "USD", min: null, max: null },
  skus: { fact: "skus", op: "some_in", values: [] }, qty: { fact: "qty", op: "between", min: null, max: null }, account: { fact: "account", op: "in", values: [] }, channel: { fact: "channel", op: "in", values: [] },
  site: { fact: "site", op: "in", values: [] }, postcode: { fact: "postcode", op: "begins", values: [] }, requestedService: { fact: "requestedService", op: "contains", values: [] },
};
export const factNames = Object.keys(firstCondition) as Condition["fact"][];
export const opsOf: { readonly [F in Condition["fact"]]: readonly Condition["op"][] } = {
  country: ["in", "not_in"], channel: ["in", "not_in"], site: ["in", "not_in"], account: ["in", "not_in"], postcode: ["begins", "not_begins"], requestedService: ["contains", "not_contains"], skus: ["some_in", "all_in", "none_in"],
  amount: ["between"], weightG: ["between"], qty: ["between"],
};
type Amount = Extract<Condition, { fact: "amount" }>;
export const placesOf = (currency: string): number => (isCurrency(currency) ? decimalsOf(currency) : 2);
/** The same figures in another currency, as they stand in the fields: 10.00 USD becomes 10 JPY. */
export function inCurrency(c: Amount, currency: string): Amount {
  const times = 10 ** (placesOf(currency) - placesOf(c.currency));
  const side = (minor: number | null): number | null => (minor === null ? null : Math.round(minor * times));
  return { ...c, currency, min: side(c.min), max: side(c.max) };
}
const within = (inner: readonly string[], outer: readonly string[]): boolean => inner.every((v) => outer.includes(v));

/**
 * Is `b` true whenever `a` is?
 * Rule  Cautious: where it can't be told from the two sentences alone the answer is no, so that a rule is never greyed
 *       that could still decide.
 */
export function implies(a: Condition, b: Condition): boolean {
  if (a.fact !== b.fact) return false;
  if ("values" in a && "values" in b) {
    if (a.op === b.op && (a.op === "in" || a.op === "some_in" || a.op === "all_in")) return within(a.values, b.values);
    if (a.op === b.op && (a.op === "not_in" || a.op === "none_in")) return within(b.values, a.values);
    if (a.op === "in" && b.op === "not_in") return !a.values.some((v) => b.values.includes(v));
    if (a.op === b.op && (a.op === "begins" || a.op === "contains")) return a.values.every((v) => b.values.some((w) => (a.op === "begins" ? v.toUpperCase().startsWith(w.toUpperCase()) : v.toLowerCase().includes(w.toLowerCase()))));
    return a.op === b.op && within(b.values, a.values); // not_begins, not_contains
  }
  if ("values" in a || "values" in b) return false;
  if (a.fact === "amount" && b.fact === "amount" && a.currency !== b.currency) return false;
  return (b.min === null || (a.min !== null && a.min >= b.min)) && (b.max === null || (a.max !== null && a.max <= b.max));
}
/** Can no parcel satisfy both? Cautious like `implies`. */
export function contradict(a: Condition, b: Condition): boolean {
  if (a.fact !== b.fact || !isWhole(a) || !isWhole(b)) return false;
  if ("values" in a && "values" in b) {
    if (a.op === "in" && b.op === "in") return !a.values.some((v) => b.values.includes(v));
    if (b.op === "in" || b.op === "some_in" || b.op === "all_in") return (a.op === "not_in" || a.op === "none_in") && within(b.values, a.values);
    return (b.op === "not_in" || b.op === "none_in") && (a.op === "in" || a.op === "some_in" || a.op === "all_in") && within(a.values, b.values);
  }
  if ("values" in a || "values" in b) return false;
  if (a.fact === "amount" && b.fact === "amount" && a.currency !== b.currency) return true;
  return (a.max !== null && b.min !== null && a.max < b.min) || (b.max !== null && a.min !== null && b.max < a.min);
}
/** Two conditions of one rule that can't both be met, so that it never matches; null when none are seen. */
export function contradictionIn(rule: Rule): readonly [Condition, Condition] | null {
  for (const [i, a] of rule.when.entries()) for (const b of rule.when.slice(i + 1)) if (contradict(a, b)) return [a, b];
  return null;
}
/** `below` matches only what `above` matches too. */
const coveredBy = (below: Rule, above: Rule): boolean => above.when.every((b) => below.when.some((a) => implies(a, b)));

export type Never = { readonly by: number; readonly same: boolean };
/**
 * The earlier rule that takes everything this one could decide; null when it can still win.
 * `same` says that both lead to the same target: then nothing is left at all. Otherwise the later one still decides where
 * the earlier one's target can't carry the parcel.
 */
export function neverWins(rules: readonly Rule[], at: number): Never | null {
  const own = rules[at];
  if (!own?.enabled || !own.when.every(isWhole)) return null;
  const by = rules.findIndex((r, i) => i < at && r.enabled && r.then !== "" && r.when.every(isWhole) && coveredBy(own, r));
  return by < 0 ? null : { by, same: rules[by]?.then === own.then };
}
/** Where a new rule goes: above the first that takes every parcel, because below it nothing is left to decide. */
export function beforeCatchAll(rules: readonly Rule[]): number {
  const at = rules.findIndex((rule) => rule.enabled && rule.when.length === 0 && rule.then !== "");
  return at < 0 ? rules.length : at;
}
export function move<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length || from === to) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
