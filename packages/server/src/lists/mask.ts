import type { Address } from "@argosy/core/address.ts";
import { fact, facts, readFact } from "@argosy/core/facts.ts";
import type { Locale } from "@argosy/core/locale.ts";
import type { Role } from "@argosy/core/api/people.ts";
import { may } from "../people/abilities.ts";
import type { Buyer } from "../pipeline/buyer.ts";

// What is left of a buyer for those who need not know who it is: enough to tell two orders apart, too little to write,
// ring or go there. The places are those that the retention erases (pipeline/retention-sql.ts).

/** Who reads: names of goods are in this language; buyers are masked or not. */
export type Reader = { readonly locale: Locale; readonly masked: boolean };
export const readerOf = ({ locale, role }: { readonly locale: Locale; readonly role: Role }): Reader => ({ locale, masked: !may(role, "view", "Buyer") });

export const hidden = "•••";
const hide = (text: string): string => (text === "" ? "" : hidden);
const begin = (text: string, letters: number): string => [...text].slice(0, letters).join("") + hidden;

/** The first letters of the first word and the last one; always as long, so that the length tells nothing. */
function maskName(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => word !== "");
  return words.filter((_, i) => i === 0 || i === words.length - 1).map((word) => begin(word, 1)).join(" ");
}
const maskPhone = (phone: string): string => (phone.replace(/\D/g, "").length < 6 ? hide(phone) : hidden + phone.replace(/\D/g, "").slice(-2));
/** The region at most: of four characters and fewer nothing. */
const maskPostcode = (postcode: string): string => (postcode.length > 4 ? begin(postcode, 2) : hide(postcode));

export const maskAddress = (a: Address): Address =>
  ({ ...a, name: maskName(a.name), company: hide(a.company), line1: hide(a.line1), line2: hide(a.line2), postcode: maskPostcode(a.postcode), phone: maskPhone(a.phone) });

export const maskBuyer = ({ buyerId, email, shipTo }: Buyer): Buyer => ({
  buyerId: buyerId && begin(buyerId, 1), email: email && `${begin(email, 1)}@${hidden}`, shipTo: maskAddress(shipTo),
});

/** Text of the buyer, and what a vendor said, which may quote the buyer. A fact of ours stays, but for what it quotes. */
export function maskText(text: string): string {
  const found = readFact(text);
  if (!found) return hide(text);
  const values = found.values.map((value, i) => (facts[found.code][i] === "said" ? maskText(value) : value));
  return fact(found.code, ...(values as never)); // as many as there were
}

type Said = Readonly<Record<string, unknown>>;
const quoting = new Set(["note", "text", "place", "detail", "expected", "postcode"]);
/** The same in what a hold, an error or a decision knows. */
export const maskSaid = (said: Said): Record<string, unknown> => Object.fromEntries(Object.entries(said).map(([key, value]) => [key, maskInside(key, value)]));
function maskInside(key: string, value: unknown): unknown {
  if (typeof value === "string") return quoting.has(key) ? maskText(value) : value;
  if (Array.isArray(value)) return value.map((one: unknown) => maskInside(key, one));
  return value !== null && typeof value === "object" ? maskSaid(value as Said) : value;
}

/** The same in an entry of a history. */
export function maskEvent<E extends { readonly kind: string; readonly reason: string; readonly data: Said }>(event: E): E {
  if (event.kind === "message") return { ...event, reason: hide(event.reason), data: maskSaid(event.data) };
  if (event.kind !== "holds" || !Array.isArray(event.data["opened"])) return event;
  const opened = (event.data["opened"] as readonly { readonly evidence: Said }[]).map((hold) => ({ ...hold, evidence: maskSaid(hold.evidence) }));
  return { ...event, data: { ...event.data, opened } };
}
