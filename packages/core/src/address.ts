/** A postal address as the buyer gave it. Empty text where the channel gave nothing; never invented values. */
export type Address = {
  readonly name: string;
  readonly company: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  readonly country: string; // ISO 3166-1 alpha-2, upper case
  readonly phone: string;
};

/** The form in which two addresses are compared: case, spaces and punctuation do not make another place. */
export const normalAddress = (a: Address): string =>
  [a.name, a.company, a.line1, a.line2, a.city, a.state, a.postcode, a.country]
    .map((part) => part.normalize("NFKC").toLowerCase().replace(/[\s.,;:#'’"/\\-]+/g, ""))
    .join("|");

export const addressParts = ["country", "postcode", "city", "line"] as const;
export type AddressPart = (typeof addressParts)[number];

/**
 * In which parts two addresses are not the same place, for addresses that two systems wrote.
 *
 * Rule    Case, spaces, punctuation, accents and the order of the two lines make no other place, nor do a name, a company or a state,
 *         which each system spells in its own way. Of a ZIP code the first five digits count. A part that one of them leaves
 *         empty says nothing, and neither does another name of a town with the same postcode.
 */
export function differingParts(a: Address, b: Address): AddressPart[] {
  const differs = (part: (of: Address) => string): boolean => part(a) !== "" && part(b) !== "" && part(a) !== part(b);
  const lines = (of: Address): string => plainText(of.line1 + of.line2);
  const found = {
    country: differs((of) => of.country.toUpperCase()),
    postcode: differs((of) => (of.country === "US" ? plainText(of.postcode).slice(0, 5) : plainText(of.postcode))),
    city: differs((of) => plainText(of.city)),
    line: differs(lines) && lines(a) !== plainText(b.line2 + b.line1),
  };
  const parts = addressParts.filter((part) => found[part]);
  return parts.length === 1 && found.city && a.postcode.trim() !== "" && b.postcode.trim() !== "" ? [] : parts;
}
const plainText = (text: string): string => text.normalize("NFKD").toLowerCase().replace(/[\s\p{M}.,;:#'’"/\\-]+/gu, "");

/** The fields without which no carrier can deliver; their names, in reading order. */
export function missingAddressFields(a: Address): ("name" | "line1" | "city" | "postcode" | "country")[] {
  const needed = ["name", "line1", "city", "country"] as const;
  const missing: ("name" | "line1" | "city" | "postcode" | "country")[] = needed.filter((f) => a[f].trim() === "");
  if (a.postcode.trim() === "" && !withoutPostcodes.has(a.country)) missing.push("postcode");
  return missing;
}

const withoutPostcodes = new Set(["HK", "AE", "QA", "IE", "AO", "BS", "GH", "JM", "KE", "MO", "PA", "ZW"]);
