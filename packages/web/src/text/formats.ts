import { locales, type Locale } from "@argosy/core/locale.ts";
import { decimalsOf, isCurrency } from "@argosy/core/money.ts";
import { nowMs } from "../api/clock.ts";

export { locales, type Locale };

/** Numbers, money, times and places as one language writes them. Texts receive it, so they never format themselves. */
export type Formats = {
  readonly locale: Locale;
  readonly count: (n: number) => string;
  /** "45.99": the currency's own number of decimals, no float on the way. */
  readonly amount: (minor: number, currency: string) => string;
  /** "45.99 USD" */
  readonly money: (minor: number, currency: string) => string;
  readonly weight: (grams: number) => string;
  readonly at: (instant: string) => string;
  readonly day: (instant: string) => string;
  readonly clock: (instant: string) => string;
  /** "3 h": how long ago, or how long until, without a direction. */
  readonly span: (ms: number) => string;
  readonly age: (instant: string) => string;
  readonly isPast: (instant: string) => boolean;
  readonly country: (code: string) => string;
  readonly list: (items: readonly string[]) => string;
};
type Units = { readonly m: string; readonly h: string; readonly d: string; readonly now: string };
const units: Readonly<Record<Locale, Units>> = {
  "zh-CN": { m: " 分钟", h: " 小时", d: " 天", now: "刚刚" },
  "zh-TW": { m: " 分鐘", h: " 小時", d: " 天", now: "剛剛" },
  en: { m: " min", h: " h", d: " d", now: "now" },
};
const minute = 60_000;
const two = (n: number): string => String(n).padStart(2, "0");

export function amountText(minor: number, currency: string): string {
  const places = isCurrency(currency) ? decimalsOf(currency) : 2;
  const digits = String(Math.abs(Math.trunc(minor))).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${minor < 0 ? "−" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
}
function dayText(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
function clockText(instant: string): string {
  const at = new Date(instant);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function formatsOf(locale: Locale): Formats {
  const number = new Intl.NumberFormat(locale);
  const places = new Intl.DisplayNames([locale], { type: "region" });
  const unit = units[locale];
  const span = (ms: number): string => {
    const minutes = Math.floor(Math.abs(ms) / minute);
    if (minutes < 1) return unit.now;
    if (minutes < 60) return minutes + unit.m;
    if (minutes < 48 * 60) return Math.floor(minutes / 60) + unit.h;
    return Math.floor(minutes / 1440) + unit.d;
  };
  return {
    locale, span, day: dayText, clock: clockText, amount: amountText,
    count: (n) => number.format(n),
    money: (minor, currency) => `${amountText(minor, currency)} ${currency}`,
    weight: (g) => (g < 1000 ? `${number.format(g)} g` : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(g / 1000)} kg`),
    at: (instant) => `${dayText(instant)} ${clockText(instant)}`,
    isPast: (instant) => Date.parse(instant) < nowMs(),
    age: (instant) => span(nowMs() - Date.parse(instant)),
    country: (code) => { try { return places.of(code) ?? code; } catch { return code; } },
    list: (items) => items.join(locale === "en" ? ", " : "、"),
  };
}
