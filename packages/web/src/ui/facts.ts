import { facts, readFact } from "@argosy/core/facts.ts";
import { kindName } from "@argosy/core/wanted.ts";
import type { OrderStage, ParcelStage, Room } from "@argosy/core/journey.ts";
import type { Formats, Text } from "../text/index.tsx";
import { orderStatusText, vendorName, vendorSaid } from "./vendor.tsx";

const inWords: Readonly<Record<string, (value: string, t: Text, f: Formats) => string>> = {
  stage: (value, t) => t.parcelStages[value as ParcelStage] ?? t.orderStages[value as OrderStage] ?? t.rooms[value as Room]?.name ?? value,
  holds: (value, t, f) => f.list(value.split(",").map((code) => (t.holds as Readonly<Record<string, { readonly name: string }>>)[code]?.name ?? code)),
  status: (value, t) => orderStatusText(value, t),
  kind: (value, t) => kindName(value, t.factKinds),
  found: (value, t) => (value.startsWith(":") ? kindName(value, t.factKinds) : /^-?\d+(\.\d+)?$/.test(value) ? value : t.factQuote(value)),
  unit: (value, t) => t.factUnits[value] ?? value,
  names: (value, _, f) => f.list(value.split(", ")),
  said: (value, t, f) => vendorSaid("", value, t, f),
  connector: vendorName,
  field: (value, t) => fieldName(value, t),
  part: (value, t) => t.factParts[value] ?? value,
  at: (value, _, f) => f.at(value),
  grams: (value, _, f) => f.weight(Number(value)),
  country: (value, _, f) => f.country(value),
};
/** A fact of the server in the reader's language; everything else is somebody's own words and stays as it came. */
export function factText(text: string, t: Text, f: Formats): string {
  const found = readFact(text);
  if (!found) return text;
  const words = t.facts[found.code] as string | ((...values: readonly string[]) => string);
  if (typeof words === "string") return words;
  return words(...found.values.map((value, i) => inWords[facts[found.code][i] ?? ""]?.(value, t, f) ?? value));
}
/** The same behind a sentence: it begins with a capital, but for a value, which stays as it is written. */
export function factSentence(text: string, t: Text, f: Formats): string {
  const said = factText(text, t, f);
  const ours = readFact(text)?.values.every((value) => !said.startsWith(value)) ?? false;
  return ours ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}
/** An input by its path in the contract: `lines.2.qty` is the quantity of the third line. */
export const fieldName = (path: string, t: Text): string =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : t.fields[part] ?? part)).join(" ");
/** The same for every text inside a value: the evidence of a hold, the error of a booking. */
export function wordFacts<T>(value: T, t: Text, f: Formats): T {
  const word = (inner: unknown): unknown => {
    if (typeof inner === "string") return factText(inner, t, f);
    if (Array.isArray(inner)) return inner.map(word);
    return inner !== null && typeof inner === "object" ? Object.fromEntries(Object.entries(inner).map(([key, v]) => [key, word(v)])) : inner;
  };
  return word(value) as T;
}
