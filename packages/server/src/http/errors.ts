import { fact } from "@argosy/core/facts.ts";
import type { z } from "zod";
import { errorCatalog, type Refusal } from "@argosy/core/errors.ts";
import { isOutage } from "../pipeline/room.ts";

export const statusOf = (refusal: Refusal): number => errorCatalog[refusal.code];

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with the input, as one field and one sentence: the first issue, and of a union the branch that came
 * furthest, because that is the one the caller meant. `whole` is what to name when it is no field's fault.
 */
export function refusalOfIssues(issues: readonly Issue[], whole: string): Refusal {
  const issue = deepest(issues, []);
  return { code: "input_refused", field: issue.path.map(String).join(".") || whole, detail: issue.message };
}

type Placed = { readonly path: readonly PropertyKey[]; readonly message: string };

function deepest(issues: readonly Issue[], before: readonly PropertyKey[]): Placed {
  const issue = issues[0];
  if (!issue) return { path: before, message: "not what this call takes" };
  const path = [...before, ...issue.path];
  if (issue.code === "invalid_union") {
    const branches = issue.errors.filter((branch) => branch.length > 0).map((branch) => deepest(branch, path));
    const furthest = branches.toSorted((a, b) => b.path.length - a.path.length)[0];
    return furthest ?? { path, message: issue.message };
  }
  if (issue.code === "unrecognized_keys") return { path: [...path, issue.keys[0] ?? ""], message: "this field is not known here" };
  return { path, message: issue.message };
}

/** The first text with a character that no field takes: NUL breaks PostgreSQL, the others break labels and terminals. */
export function findControlCharacter(value: unknown, path: readonly string[] = []): Refusal | null {
  if (typeof value === "string") {
    // eslint-disable-next-line no-control-regex -- these are the characters meant
    if (!/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value) && value.isWellFormed()) return null;
    return { code: "input_refused", ...(path.length > 0 ? { field: path.join(".") } : {}), detail: "holds a control character or half of a character" };
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
  if (isOutage(error) || isPoolTimeout(error)) return { code: "database_unreachable" };
  return { code: "internal", detail: fact("log_entry", requestId) };
}

const isPoolTimeout = (error: unknown): boolean => error instanceof Error && /timeout exceeded when trying to connect|Cannot use a pool after/.test(error.message);
