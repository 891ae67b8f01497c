import { setTimeout as sleep } from "node:timers/promises";
import { isOutage, isTimeout, smallMs, within } from "../db/outage.ts";
import type { Db } from "../db/tx.ts";
import type { Say } from "./say.ts";

const everyMs = 2_000;

/** Says on the console that the database is gone, once, and that it is back. */
export function watchDatabase(pool: Pick<Db["pool"], "query">, say: Say, pauseMs = everyMs): () => void {
  const ended = new AbortController();
  void (async () => {
    for (let gone = false; !ended.signal.aborted; await sleep(pauseMs, undefined, { signal: ended.signal, ref: false }).catch(() => {}))
      try {
        await pool.query(within(smallMs, "select 1"));
        if (gone) say("The database answers again; work goes on.");
        gone = false;
      } catch (error) {
        if (gone || ended.signal.aborted || !(isOutage(error) || isTimeout(error))) continue;
        gone = true;
        say("The database does not answer. Nothing is lost; it is asked again until it does.");
      }
  })();
  return () => ended.abort();
}
