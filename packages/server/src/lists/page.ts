import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { parseInstant } from "@argosy/core/time.ts";

// Keyset pages: the cursor is the last row's sort key, so a page costs the same wherever it lies, and rows that come
// or go in between neither repeat nor hide others.

type Kind = "text" | "uuid" | "instant" | "int";
type Part = string | number;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const encodeCursor = (parts: readonly Part[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** Reads `after`. Refuses what this list did not hand out, with the field: a cursor is no place for a query. */
export function decodeCursor(after: string | undefined, kinds: readonly Kind[]): Result<Part[] | null, Refusal> {
  if (after === undefined) return ok(null);
  const parts = parse(after);
  const fits = parts !== null && parts.length === kinds.length && kinds.every((kind, i) => isKind(kind, parts[i]));
  return fits ? ok(parts as Part[]) : fail(notOurs);
}
const notOurs: Refusal = { code: "input_refused", field: "after", detail: fact("input_page") };

/** The same where the last row's id alone is the cursor. */
export const idCursor = (after: string | undefined): Result<string | null, Refusal> =>
  after === undefined || uuid.test(after) ? ok(after ?? null) : fail(notOurs);

function parse(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function isKind(kind: Kind, value: unknown): boolean {
  if (kind === "int") return Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31;
  if (typeof value !== "string" || value.includes("\0")) return false;
  if (kind === "uuid") return uuid.test(value);
  return kind === "instant" ? parseInstant(value) === value : true; // as we write them: others may name a day that SQL knows of no calendar
}

/** Counting stops at 1,001: "1,000+" says enough, and the other rows need not be visited. */
export const mostCounted = 1000;
export const shownCount = ({ n }: { readonly n: number }): { n: number; more: boolean } => ({ n: Math.min(n, mostCounted), more: n > mostCounted });

/** `rows` hold one more than the page: that one only says that there is a next page. */
export function pageOf<R>(rows: readonly R[], limit: number, cursorOf: (row: R) => string, count: { readonly n: number }) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? cursorOf(last) : null, count: shownCount(count) };
}
