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

/** The fields without which no carrier can deliver; their names, in reading order. */
export function missingAddressFields(a: Address): ("name" | "line1" | "city" | "postcode" | "country")[] {
  const needed = ["name", "line1", "city", "country"] as const;
  const missing: ("name" | "line1" | "city" | "postcode" | "country")[] = needed.filter((f) => a[f].trim() === "");
  if (a.postcode.trim() === "" && !withoutPostcodes.has(a.country)) missing.push("postcode");
  return missing;
}

const withoutPostcodes = new Set(["HK", "AE", "QA", "IE", "AO", "BS", "GH", "JM", "KE", "MO", "PA", "ZW"]);
