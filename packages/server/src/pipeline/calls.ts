import type { ConnectorError } from "@argosy/core/connector.ts";
import { fail, type Result } from "@argosy/core/result.ts";

// How rooms speak with the outside about many travellers at once.

const atOnce = 8;

/** Runs `work` over items, a few at a time; order of the answers is the order of the items. */
export async function fewAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}

/** A connector that throws is a bug, but the call may have happened: treat it as an outcome we do not know. */
export async function guarded<T>(call: () => Promise<Result<T, ConnectorError>>): Promise<Result<T, ConnectorError>> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && "simulatedCrash" in error) throw error;
    return fail({ kind: "outcome_unknown", detail: error instanceof Error ? error.message : String(error) });
  }
}
