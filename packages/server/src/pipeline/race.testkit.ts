import type { Pool, Client } from "pg";
import { inOrg, type Tx } from "../db/tx.ts";
import type { Company } from "./room.ts";

type More = { readonly waiters?: number; readonly meanwhile?: (tx: Tx) => Promise<unknown> };
/** Runs `second` while the transaction of `first` is still open. As soon as `waiters` wait for it, or the second is done, `meanwhile` runs and the first commits. */
export async function whileOpen<T>({ db, orgId }: Pick<Company, "db" | "orgId">, owner: Pool | Client, first: (tx: Tx) => Promise<unknown>, second: () => Promise<T>, { waiters = 1, meanwhile }: More = {}): Promise<T> {
  let running: Promise<T> | undefined;
  await inOrg(db, orgId, async (tx) => {
    await first(tx);
    running = second();
    let over = false;
    void running.finally(() => (over = true)).catch(() => {});
    const waiting = async (): Promise<number> => (await owner.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rows.length;
    while (!over && (await waiting()) < waiters);
    await meanwhile?.(tx);
  });
  return running!;
}
