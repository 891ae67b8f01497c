import { fact } from "@argosy/core/facts.ts";
import type { z } from "zod";
import { errorCatalog, type Refusal } from "@argosy/core/errors.ts";
import { misfit } from "@argosy/core/wanted.ts";
import { isOutage, isTimeout } from "../db/outage.ts";

export const statusOf = (refusal: Refusal): number => errorCatalog[refusal.code];

/** What the password has to be given for once more. */
export const loginStale: Refusal = { code: "login_stale", detail: "send the password with PUT /api/session, then ask again" };

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with the input, as one field and one fact: the first issue, and of a union the branch that came
 * furthest, because that is the one the caller meant. `whole` is what to name when it is no field's fault.
 */
export function refusalOfIssues(issues: readonly Issue[], sent: unknown, whole: string): Refusal {
  const issue = deepest(issues, []);
  return { code: "input_refused", field: issue?.path.map(String).join(".") || whole, detail: issue ? misfit(issue, sent) : fact("input_other") };
}

/** The issue to name, at its place from the top; an unknown field is its own place. */
function deepest(issues: readonly Issue[], before: readonly PropertyKey[]): Issue | null {
  const issue = issues[0];
  if (!issue) return null;
  const path = [...before, ...issue.path];
  if (issue.code === "invalid_union") {
    const branches = issue.errors.flatMap((branch) => deepest(branch, path) ?? []);
    return branches.toSorted((a, b) => b.path.length - a.path.length)[0] ?? { ...issue, path };
  }
  return { ...issue, path: issue.code === "unrecognized_keys" ? [...path, issue.keys[0] ?? ""] : path };
}

/** The first text with a character that no field takes: NUL breaks PostgreSQL, the others break labels and terminals. */
export function findControlCharacter(value: unknown, path: readonly string[] = []): Refusal | null {
  if (typeof value === "string") {
    // eslint-disable-next-line no-control-regex -- these are the characters meant
    if (!/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value) && value.isWellFormed()) return null;
    return { code: "input_refused", ...(path.length > 0 ? { field: path.join(".") } : {}), detail: fact("input_control") };
  }
  if (value === null || typeof value !== "object") return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findControlCharacter(key, [...path, "a field's name"]) ?? findControlCharacter(inner, [...path, key]);
    if (found) return found;
  }
  return null;
}

/** What a throw means to the caller. Nothing of the error itself is told; `requestId` finds it in the log. */
export function refusalOfThrow(error: unknown, requestId: string): Refusal {
  if (isOutage(error) || isTimeout(error)) return { code: "database_unreachable" };
  return { code: "internal", detail: fact("log_entry", requestId) };
}
