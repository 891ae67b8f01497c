import type { z } from "zod";
import { fact, isFact, readFact, type FactCode, type FactText } from "./facts.ts";

// What should have stood where something can't be read: a fact, so that the web app words it, and in English for logs
// and for the commands of a terminal. The last value is what stood there instead: a vendor's word, or one of `kinds`.

/** Kinds of values, marked so that no vendor's word is taken for one. */
export const kinds = { ":nothing": "nothing", ":null": "null", ":empty": "empty text", ":text": "text", ":list": "a list", ":object": "an object", ":boolean": "true or false", ":number": "a number", ":int": "a whole number", ":html": "HTML or XML", ":control": "a raw control character inside a text", ":end": "a text that ends too early", ":else": "something else" } as const;
export const kindName = (kind: string, names: Readonly<Record<string, string>> = kinds): string => (Object.hasOwn(names, kind) ? names[kind]! : kind);

export const wantedInEnglish = {
  want_kind: (kind, got) => `${kind}, got ${got}`,
  want_at_least: (n, unit, got) => `at least ${n}${unit && ` ${unit}`}, got ${got}`,
  want_at_most: (n, unit, got) => `at most ${n}${unit && ` ${unit}`}, got ${got}`,
  want_one_of: (names, got) => `one of ${names}, got ${got}`,
  want_currency: (got) => `a currency we keep books in, got ${got}`,
  want_same_currency: (currency, got) => `${currency} as in the total, got ${got}`,
  want_amount: (currency, got) => `a ${currency} amount, got ${got}`,
  want_instant: (got) => `a time of the years 1970 to 2999 with its zone, got ${got}`,
  want_near_time: (got) => `a time at most a day ahead of ours, got ${got}`,
  want_id: (got) => `an id of this system, got ${got}`,
  want_country: (got) => `a country of two letters, got ${got}`,
  want_json: (got) => `JSON, got ${got}`,
  want_depth: (n) => `at most ${n} levels of nesting`,
  want_fulfilments: "the fulfilments of a line shipped in part",
  want_exact_sums: "sums we can count exactly",
  want_label_file: (got) => `a PNG, PDF or ZPL file, got ${got}`,
  want_address_of: (service) => `an address of ${service}`,
} as const satisfies Partial<Record<FactCode, string | ((...values: string[]) => string)>>;

/** The English of such a fact; any other text as it is. */
export function inEnglish(text: string): string {
  const found = readFact(text);
  const words = found && Object.hasOwn(wantedInEnglish, found.code) ? wantedInEnglish[found.code as keyof typeof wantedInEnglish] : null;
  if (!found || words === null) return text;
  return typeof words === "string" ? words : (words as (...values: readonly string[]) => string)(...found.values.map((value) => kindName(value)));
}

type Issue = z.core.$ZodIssue;
/** What stands in the way of reading `raw`, as a fact: a schema's own words where they are one, else what it wanted there and what it found. */
export function misfit(issue: Issue, raw: unknown): FactText {
  if (isFact(issue.message)) return issue.message;
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], raw);
  const found = kindOf(value);
  if (issue.code === "invalid_type") return fact("want_kind", named(issue.expected), found);
  if (issue.code === "too_small") return fact("want_at_least", Number(issue.minimum), units[issue.origin] ?? "", sizeOf(value) ?? found);
  if (issue.code === "too_big") return fact("want_at_most", Number(issue.maximum), units[issue.origin] ?? "", sizeOf(value) ?? found);
  if (issue.code === "invalid_key" && issue.issues[0]) return misfit({ ...issue.issues[0], path: [] }, issue.path.at(-1));
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)) return fact("want_one_of", issue.options.join(", "), found);
  if (issue.code === "invalid_value") return fact("want_one_of", issue.values.map(String).join(", "), found);
  if (issue.code === "invalid_format" && issue.format === "datetime") return fact("want_instant", found);
  if (issue.code === "invalid_format" && (issue.format === "uuid" || issue.format === "guid")) return fact("want_id", found);
  if (issue.code === "unrecognized_keys") return fact("input_unknown");
  return fact("input_other");
}

const units: Readonly<Record<string, string>> = { string: "characters", array: "entries" };
const marks: Readonly<Record<string, keyof typeof kinds>> = { string: ":text", array: ":list", record: ":object" };
const named = (type: string): string => marks[type] ?? (Object.hasOwn(kinds, `:${type}`) ? `:${type}` : ":else");
const sizeOf = (value: unknown): number | null => (typeof value === "string" || Array.isArray(value) ? value.length || null : null);

/** What kind of value stands there; a number is named by itself, a text never: it may be a person's. */
export function kindOf(value: unknown): string {
  if (value === undefined) return ":nothing";
  if (value === null) return ":null";
  if (value === "") return ":empty";
  if (Array.isArray(value)) return ":list";
  return typeof value === "number" ? String(value) : named(typeof value);
}
