import type { FactCode, ValuesOf } from "@argosy/core/facts.ts";

/** One sentence per fact of the server; its values come as words of the same language. */
export type FactTexts = {
  readonly [C in FactCode]: ValuesOf<C, string> extends readonly [] ? string : (...values: ValuesOf<C, string>) => string;
};
/** What may differ between two orders. */
export type FactParts = Readonly<Record<string, string>>;
