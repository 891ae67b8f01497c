import { inOrg, type Db } from "../db/tx.ts";
import { lastEventAt } from "../lists/board-sql.ts";
import type { Live } from "./live.ts";

const everyMs = 2000;

/**
 * Where the worker runs in another process, its work shows in the histories: their newest entry is looked at every two
 * seconds, for companies with an open page only.
 */
export function watchEvents(db: Db, live: Live): () => void {
  const last = new Map<string, string>();
  let busy = false;
  const look = async (): Promise<void> => {
    for (const orgId of live.watched()) {
      const at = await inOrg(db, orgId, (tx) => lastEventAt(tx, last.get(orgId) ?? tx.now));
      if (at !== null && at !== last.get(orgId)) live.changed(orgId);
      if (at !== null) last.set(orgId, at);
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look().catch(() => {}).finally(() => (busy = false)); // the next look finds the database again
  }, everyMs);
  return () => clearInterval(timer);
}
