import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import type { Compared } from "./recount.ts";

/** One sweep: what lies between `fromAt` and `toAt`, done up to `doneTo`. */
export type Run = { readonly id: string; readonly accountId: string; readonly fromAt: Instant; readonly toAt: Instant; readonly doneTo: Instant; readonly nightHour: number };

/** The recount that is under way. */
export const openRun = (tx: Tx, accountId: string): Promise<Run | null> =>
  tx.maybe<Run>`
    select r.id, r.account_id, r.from_at, r.to_at, r.done_to, a.night_hour
      from recount r join account a on a.org_id = r.org_id and a.id = r.account_id
     where r.org_id = ${tx.orgId} and r.account_id = ${accountId} and r.finished_at is null`;

/** Up to when the account's own feed claims to be complete. */
export const readSyncedTo = (tx: Tx, accountId: string): Promise<{ syncedTo: Instant }> =>
  tx.one<{ syncedTo: Instant }>`
    select coalesce(min(synced_to), ${tx.now}) as synced_to from feed
     where org_id = ${tx.orgId} and account_id = ${accountId} and feed in ('orders', 'payments', 'tracking')`;

/** When the oldest payment began that still waits. A service may list a record by that moment, whenever it was completed. */
export const oldestPending = async (tx: Tx, accountId: string, notBefore: Instant): Promise<Instant | null> =>
  (await tx.one<{ at: Instant | null }>`
    select min(at) as at from payment
     where org_id = ${tx.orgId} and payment_account_id = ${accountId} and state = 'pending' and at >= ${notBefore}`).at;

/** Where one is under way already, nothing is written. */
export const insertRun = (tx: Tx, accountId: string, fromAt: Instant, toAt: Instant): Promise<void> =>
  tx.insert("recount", [{ id: tx.newId(), accountId, beganAt: tx.now, fromAt, toAt, doneTo: fromAt, comparedQty: 0, missingQty: 0, outdatedQty: 0 }],
    "on conflict (org_id, account_id) where finished_at is null do nothing");

/** Adds what a page found and, with the last page of a part, how far it is compared. Answers the sums so far. */
export const addPart = (tx: Tx, run: Run, found: Compared, doneTo: Instant | null, isEnd: boolean): Promise<Compared> =>
  tx.one<Compared>`
    update recount set compared_qty = compared_qty + ${found.compared}, missing_qty = missing_qty + ${found.missing}, outdated_qty = outdated_qty + ${found.outdated},
           done_to = coalesce(${doneTo}::timestamptz, done_to), finished_at = case when ${isEnd}::boolean then ${tx.now}::timestamptz end
     where org_id = ${tx.orgId} and id = ${run.id}
    returning compared_qty as compared, missing_qty as missing, outdated_qty as outdated`;
