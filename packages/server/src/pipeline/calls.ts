import { fact } from "@argosy/core/facts.ts";
import type { ConnectorError } from "@argosy/core/connector.ts";
import { plusS } from "@argosy/core/time.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { isOutage } from "../db/outage.ts";
import { ClosedDoor } from "./outside.ts";
import type { Company } from "./room.ts";

// How rooms speak with the outside about many travellers at once.

export type Door<T> = Result<T, Extract<ConnectorError, { readonly kind: "signed_out" }>>;

const atOnce = 8;

/** Runs `work` over items, a few at a time; order of the answers is the order of the items. Once one has failed none is begun, and nothing is under way any more when it throws. */
export async function fewAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      try {
        results[at] = await work(items[at]!);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return results;
}

/**
 * Asks about each item, a few at a time, and writes the answers down now and then: a slow service takes longer over a batch
 * than a lease lasts, and what it has answered must be in the books before.
 */
export async function askAndRecord<T, R>({ clock }: Pick<Company["db"], "clock">, items: readonly T[], ask: (item: T) => Promise<R>, record: (answers: readonly R[]) => Promise<unknown>): Promise<void> {
  let answers: R[] = [];
  let recorded = clock.now();
  const write = (): Promise<unknown> => {
    const some = answers;
    [answers, recorded] = [[], clock.now()];
    return record(some);
  };
  await fewAtATime(items, async (item) => {
    const answer = await ask(item); // awaited first: an answer that comes while others are written belongs to the next lot
    answers.push(answer);
    if (clock.now() >= plusS(recorded, recordEveryS)) await write();
  });
  if (answers.length > 0) await write();
}
const recordEveryS = 20;

/** Writes what was answered, together; one by one if that fails. `unwritten` hears of the one that fails alone: it holds up no other. */
export async function writeOrAlone<R>(answers: readonly R[], write: (some: readonly R[]) => Promise<unknown>, unwritten: (one: R, error: unknown) => Promise<unknown>): Promise<void> {
  const [first] = answers;
  if (first === undefined) return;
  try {
    await write(answers);
  } catch (error) {
    if (isOutage(error)) throw error;
    if (answers.length === 1) await unwritten(first, error);
    else for (const one of answers) await writeOrAlone([one], write, unwritten);
  }
}

/** Opens the door of one account. Through a closed one no call was made: it is as good as signed out, and the others have their turn. */
export async function opened<T>({ log, orgId }: Company, open: () => Promise<T>): Promise<Door<T>> {
  try {
    return ok(await open());
  } catch (error) {
    if (!(error instanceof ClosedDoor)) throw error;
    log({ what: "an account can't be opened", orgId, error });
    return fail({ kind: "signed_out", detail: error.message });
  }
}

/** A connector that throws is a bug, but the call may have happened: treat it as an outcome we do not know, and name the log's entry. */
export async function guarded<T>({ db, orgId, log }: Pick<Company, "orgId" | "log"> & { readonly db: Pick<Company["db"], "newId"> }, call: () => Promise<Result<T, ConnectorError>>): Promise<Result<T, ConnectorError>> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && "simulatedCrash" in error) throw error;
    const logId = db.newId();
    log({ what: "a connector threw", logId, orgId, error: placeOf(error) });
    return fail({ kind: "outcome_unknown", detail: fact("connector_fault", logId) });
  }
}
/** Where it was thrown, without its message: that may quote what was being read, and so a buyer. */
const placeOf = (error: unknown): object =>
  error instanceof Error ? { name: error.name, stack: error.stack?.split("\n").map((line) => line.trim()).filter((line) => /^at .*:\d+:\d+\)?$/.test(line)).slice(0, 11) } : { name: typeof error };
