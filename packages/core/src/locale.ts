export const locales = ["zh-CN", "zh-TW", "en"] as const;
export type Locale = (typeof locales)[number];

/** The first language of a list that we speak: of a browser's settings, of an `Accept-Language` header. */
export function wantedLocale(languages: readonly string[]): Locale | null {
  const wanted = languages.find((language) => /^(zh|en)\b/i.test(language));
  if (wanted === undefined) return null;
  if (!/^zh/i.test(wanted)) return "en";
  return /hant|tw|hk|mo/i.test(wanted) ? "zh-TW" : "zh-CN";
}
export const languagesIn = (acceptLanguage: string): string[] => acceptLanguage.split(",").map((part) => part.split(";", 1)[0]!.trim());

type Names = { readonly nameEn: string | null; readonly nameZh: string | null };
/** The name of goods in the reader's writing; the other one where it is missing. */
export const goodsName = (locale: Locale, { nameEn, nameZh }: Names): string => (locale === "en" ? nameEn || nameZh : nameZh || nameEn) ?? "";
/** A row with its one name instead of both. */
export const named = <R extends Names>(locale: Locale, { nameEn, nameZh, ...row }: R) => ({ ...row, name: goodsName(locale, { nameEn, nameZh }) });
