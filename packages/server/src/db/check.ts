import { within } from "./outage.ts";
import type { Db } from "./tx.ts";
import { checkAll, invariants, type Invariant } from "./invariants.ts";

/** A rule that does not hold: how many rows break it, and one of them by its ids. */
export type Broken = Pick<Invariant, "id" | "says" | "when"> & { readonly rows: number; readonly sample: string };

/**
 * Asks every invariant about one company: reads only, all of it in one snapshot, so that work under way breaks nothing.
 * Those that hold `at_rest` may well be broken while somebody works; who asks knows whether anybody does.
 */
export async function findBroken(db: Pick<Db, "pool" | "clock">, orgId: string): Promise<Broken[]> {
  const client = await db.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    // Whole tables are added up: what the pool sets for the short questions of rooms and pages does not fit here.
    await client.query("select set_config('app.org_id', $1, true), set_config('statement_timeout', '15min', true), set_config('enable_seqscan', 'on', true)", [orgId]);
    const { rows } = await client.query<{ id: string; rows: number; sample: string }>(within(16 * 60_000, checkAll(invariants), [orgId, db.clock.now()]));
    return rows.flatMap(({ id, ...found }) => invariants.filter((i) => i.id === id).map(({ says, when }) => ({ id, says, when, ...found })));
  } finally {
    await client.query("rollback").catch(() => {});
    client.release();
  }
}
