import { assert } from "./assert.ts";
import { fail, ok, type Result } from "./result.ts";

/** Decimals of each currency we keep books in (ISO 4217). A currency that is not here is refused at the door. */
// prettier-ignore
const decimals = {
  USD: 2, EUR: 2, GBP: 2, CNY: 2, HKD: 2, TWD: 2, AUD: 2, NZD: 2, CAD: 2, CHF: 2, SEK: 2, NOK: 2, DKK: 2, PLN: 2,
  CZK: 2, HUF: 2, RON: 2, BGN: 2, TRY: 2, RUB: 2, UAH: 2, ILS: 2, AED: 2, SAR: 2, ZAR: 2, MXN: 2, BRL: 2, ARS: 2,
  COP: 2, PEN: 2, INR: 2, IDR: 2, MYR: 2, PHP: 2, SGD: 2, THB: 2, JPY: 0, KRW: 0, VND: 0, CLP: 0, ISK: 0,
  KWD: 3, BHD: 3, OMR: 3, JOD: 3, TND: 3,
} as const;

export type Currency = keyof typeof decimals;
/** Money is whole minor units (cent, yen) of one currency; never a float, never converted silently. */
export type Money = { readonly minor: number; readonly currency: Currency };

export const isCurrency = (text: string): text is Currency => Object.hasOwn(decimals, text);
export const currencies = Object.keys(decimals) as Currency[];
export const decimalsOf = (currency: Currency): number => decimals[currency];

export function money(minor: number, currency: Currency): Money {
  assert(Number.isSafeInteger(minor), `money must be whole minor units, got ${minor}`);
  return { minor, currency };
}

/**
 * Reads a decimal text exactly, without a float in between.
 * Refuses anything but digits with at most the decimals of the currency; further zeros ("1.990") are harmless.
 */
export function parseMoney(text: string, currency: Currency): Result<Money, string> {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,8}))?$/.exec(text);
  if (!match) return fail(`"${text}"`);
  const places = decimals[currency];
  const fraction = (match[3] ?? "").padEnd(places, "0");
  if (/[1-9]/.test(fraction.slice(places))) return fail(`"${text}" has more than ${places} decimals`);
  const minor = Number(match[2]! + fraction.slice(0, places));
  return ok({ minor: match[1] && minor !== 0 ? -minor : minor, currency });
}

/** Writes money as the decimal text vendors expect: "12.30", "1200" for yen, "-0.05". */
export function formatMoney({ minor, currency }: Money): string {
  const places = decimals[currency];
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
