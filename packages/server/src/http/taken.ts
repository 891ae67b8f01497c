import type { Refusal } from "@argosy/core/errors.ts";
import { fail, type Result } from "@argosy/core/result.ts";

/**
 * Turns the database's "this exists already" into the refusal of the field it is about. The constraint decides, not a
 * look before: of two callers with the same code one is told so, and nobody gets a 500.
 */
export async function orTaken<T>(constraints: Readonly<Record<string, Refusal>>, work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    const refusal = code === "23505" && constraint !== undefined ? constraints[constraint] : undefined;
    if (!refusal) throw error;
    return fail(refusal);
  }
}
