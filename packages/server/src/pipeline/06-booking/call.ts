import type { Booking, Carrier, ConnectorError } from "@argosy/core/connector.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Answered } from "./decide.ts";

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

/** Books and fetches the label. A label that can't be fetched now does not undo a booking that is paid. */
export async function withLabel(carrier: Carrier, answer: Result<Booking, ConnectorError>): Promise<Result<Answered, ConnectorError>> {
  if (!answer.ok) return answer;
  if (answer.value.labelUrl === null) return ok({ booking: answer.value, label: null });
  const label = await carrier.fetchLabel(answer.value);
  return ok({ booking: answer.value, label: label.ok ? label.value : null });
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
