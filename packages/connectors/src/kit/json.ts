import { fact } from "@argosy/core/facts.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { malformed, type Malformed } from "./wire.ts";

const maxDepth = 64; // the deepest recorded answer has 9 levels; PostgreSQL and JSON.stringify recurse, so we stop early

/**
 * Reads a vendor's JSON text. The one place where outside text becomes values.
 *
 * Rule    Text that no database can hold (NUL, half of a surrogate pair) becomes U+FFFD; all else stays as it came.
 * Refuses empty text, HTML, broken JSON (raw control characters too) and nesting beyond 64 levels: `malformed`, with
 *         the position as path, and without quoting the text, which may be a person's.
 */
export function parseJson(text: string): Result<unknown, Malformed> {
  const start = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (start.trim() === "") return malformed("", fact("want_json", ":nothing"));
  if (start.trimStart().startsWith("<")) return malformed("", fact("want_json", ":html"));
  const deepAt = tooDeepAt(start);
  if (deepAt !== null) return malformed(`character ${deepAt}`, fact("want_depth", maxDepth));
  try {
    const value: unknown = JSON.parse(start);
    return ok(mayBreak(start) ? wellFormed(value) : value);
  } catch (error) {
    return malformed(`character ${brokenAt(start)}`, fact("want_json", faultOf(error)));
  }
}

/**
 * Where nesting passes the limit. An answer about one thing has fewer brackets than levels are allowed, and a native
 * search counts them in a fortieth of the time. In others strings are skipped by one: 1 MB costs about a millisecond.
 */
function tooDeepAt(text: string): number | null {
  if (countOf("{", text) + countOf("[", text) <= maxDepth) return null;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfString(text, i);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return i;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return null;
}

/** How often a letter stands in a text; beyond the limit it is not counted on. */
function countOf(letter: string, text: string): number {
  let found = 0;
  for (let at = text.indexOf(letter); at !== -1 && found <= maxDepth; at = text.indexOf(letter, at + 1)) found++;
  return found;
}

function endOfString(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

const mayBreak = (text: string) => (text.includes("\\u") && /\\u(?:0000|[dD][89a-fA-F])/.test(text)) || !text.isWellFormed();

/** Copies a value with storable text. At most 64 deep, so plain recursion is safe. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\u0000", "\ufffd").toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [wellFormed(name) as string, wellFormed(inner)]),
  );
}

/**
 * Where the text stops being JSON. V8 names a position for some faults only, so the longest beginning that could still
 * become JSON is searched by halving: some twenty parses, on the way to an error only.
 */
function brokenAt(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** True for JSON and for what lacks only its end: then V8 complains about the end or about the position behind it. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const said = String(error);
    return /end of JSON|Unterminated/.test(said) || Number(/at position (\d+)/.exec(said)?.[1]) === text.length;
  }
}

function faultOf(error: unknown): string {
  const said = String(error);
  if (said.includes("control character")) return ":control";
  if (said.includes("end of JSON") || said.includes("Unterminated")) return ":end";
  return ":else";
}
