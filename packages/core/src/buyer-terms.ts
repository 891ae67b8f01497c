import type { Address } from "./address.ts";

/** What a buyer is searched by, in the form in which it is compared; empty where there is nothing. */
export type BuyerTerms = { readonly words: readonly string[]; readonly email: string; readonly phone: string; readonly postcode: string };

/** Of what the channel told about a buyer. */
export const termsOfBuyer = ({ email, shipTo }: { readonly email: string; readonly shipTo: Address }): BuyerTerms =>
  ({ words: nameWords(shipTo.name), email: plainEmail(email), phone: plainPhone(shipTo.phone), postcode: plainPostcode(shipTo.postcode) });

/** Of what a person typed, which may be any of them. */
export const termsAsked = (text: string): BuyerTerms => ({
  words: text.includes("@") ? [] : nameWords(text),
  email: text.includes("@") ? plainEmail(text) : "",
  phone: /^[\d\s+().\/-]+$/.test(text.normalize("NFKC")) ? plainPhone(text) : "",
  postcode: /\p{Nd}/u.test(text) ? plainPostcode(text) : "",
});

const mostWords = 3;
const together = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}]/u; // written without blanks between the words
const letters: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" }; // that carry no mark to take off

/**
 * The words of a name: case, width, accents and the order of the words make no other name.
 * Rule  Chinese, Japanese and Korean names are one word, with or without blanks. Of long names the first word and the last
 *       two count; an initial counts where there is nothing else.
 */
export function nameWords(name: string): string[] {
  const plain = name.replace(/['’ʼ‘`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßæœøđðłþı]/g, (letter) => letters[letter] ?? letter);
  const parts = plain.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  const words = parts.reduce<string[]>((done, part) => {
    const last = done.at(-1);
    return last !== undefined && together.test(last) && together.test(part) ? [...done.slice(0, -1), last + part] : [...done, part];
  }, []);
  const long = words.filter((word) => word.length > 1 || together.test(word));
  const kept = long.length > 0 ? long : words;
  return kept.length > mostWords ? [kept[0]!, ...kept.slice(1 - mostWords)] : kept;
}

const plainEmail = (email: string): string => email.normalize("NFKC").trim().toLowerCase();

const ownDigits = 8; // behind country and area codes, which people write in three ways or leave out
/** The last eight digits; nothing where there are fewer than six. What follows an extension's mark is no part of it. */
function plainPhone(phone: string): string {
  const digits = (phone.normalize("NFKC").split(/ext|x|#/i)[0] ?? "").replace(/\D/g, "");
  return digits.length < 6 ? "" : digits.slice(-ownDigits);
}

/** Without blanks and hyphens; of nine digits, as some write in the United States, the five that all write. */
function plainPostcode(postcode: string): string {
  const plain = postcode.normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (plain.length < 3 || plain.length > 10) return "";
  return /^\d{9}$/.test(plain) ? plain.slice(0, 5) : plain;
}
