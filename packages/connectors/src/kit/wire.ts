import { z } from "zod";
import type { ConnectorError } from "@argosy/core/connector.ts";
import { fact, type FactText } from "@argosy/core/facts.ts";
import { isCurrency, parseMoney, type Currency, type Money } from "@argosy/core/money.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { parseInstant, type Instant } from "@argosy/core/time.ts";
import { inEnglish, misfit } from "@argosy/core/wanted.ts";

export type Malformed = Extract<ConnectorError, { readonly kind: "malformed" }>;
/** What we could not read: where, and what we expected there. Never with a person's text in it. */
export const malformed = (path: string, why: FactText): { readonly ok: false; readonly error: Malformed } => fail({ kind: "malformed", path, expected: inEnglish(why), why });

/** A vendor's id: longer than any of them gives, and short enough for the indexes it is found by. */
export const externalId = z.string().min(1).max(200);
/** The id of what is kept before it is read, null where there is none that could be one. */
export const externalIdIn = (value: unknown): string | null => externalId.safeParse(value).data ?? null;

/** Reads a value by a schema of the fields we use; unknown fields are dropped, the first misfit is named by its path. */
export function read<T>(schema: z.ZodType<T>, raw: unknown): Result<T, ConnectorError> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0]!; // a failed parse has at least one issue
  return malformed(issue.path.join("."), misfit(issue, raw));
}

/** Money text with its currency, exactly. */
export function readMoney(path: string, text: string, currency: string): Result<Money, ConnectorError> {
  if (!isCurrency(currency)) return malformed(`${path}.currency`, fact("want_currency", short(currency)));
  const amount = parseMoney(text, currency);
  return amount.ok ? amount : malformed(`${path}.value`, fact("want_amount", currency, short(amount.error)));
}

/** Money that must be in the currency of its order. */
export function readMoneyIn(path: string, text: string, currency: string, wanted: Currency): Result<Money, ConnectorError> {
  return currency === wanted
    ? readMoney(path, text, currency)
    : malformed(`${path}.currency`, fact("want_same_currency", wanted, short(currency)));
}

/** A moment that names its zone, in either spelling (`Z`, `+00:00`, PayPal's `+0000`). */
export function readInstant(path: string, text: string): Result<Instant, ConnectorError> {
  const at = parseInstant(text);
  return at === null ? malformed(path, fact("want_instant", short(text))) : ok(at);
}

/** A vendor's word for an error message: short, one line, printable. */
export const short = (text: string): string => {
  const line = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, "?");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};
