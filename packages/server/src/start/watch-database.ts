import { setTimeout as sleep } from "node:timers/promises";
import { isOutage, isSilence, isTimeout, smallMs, within } from "../db/outage.ts";
import type { Db } from "../db/tx.ts";
import type { Say } from "./say.ts";

const everyMs = 2_000;

/**
 * Says on the console that the database is gone, once, and that it is back.
 *
 * @param onlySilence one that has ended is spoken of elsewhere: the embedded one is started again, and says so
 */
export function watchDatabase(pool: Pick<Db["pool"]["aside"], "query">, say: Say, { onlySilence = false, pauseMs = everyMs } = {}): () => void {
  const counts = (error: unknown): boolean => (onlySilence ? isSilence(error) : isOutage(error) || isTimeout(error));
  const ended = new AbortController();
  void (async () => {
    for (let gone = false; !ended.signal.aborted; await sleep(pauseMs, undefined, { signal: ended.signal, ref: false }).catch(() => {}))
      try {
        await pool.query(within(smallMs, "select 1"));
        if (gone) say("The database answers again; work goes on.");
        gone = false;
      } catch (error) {
        if (gone || ended.signal.aborted || !counts(error)) continue;
        gone = true;
        say("The database does not answer. Nothing is lost; it is asked again until it does.");
      }
  })();
  return () => ended.abort();
}
