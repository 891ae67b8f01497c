import { given, nothing, sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import type { ParcelStage } from "@argosy/core/journey.ts";
import { plusS } from "@argosy/core/time.ts";

/**
 * The ids of the parcels whose turn it is in a room, locked: `with` it, then join `due` by id.
 *
 * Rule    Pinned by a person, then earliest promise, then id; what another worker holds is skipped. Two questions
 *         instead of one order, so that each is read from its index and a batch costs the same however long the queue is.
 */
export const dueParcels = ({ orgId, now }: Tx, stage: ParcelStage, limit: number, only: string | null, also: Sql = nothing): Sql => {
  const waiting = sql`
    select p.id from parcel p
     where p.org_id = ${orgId} and p.stage = ${stage} and p.next_try_at <= ${now} and not p.held ${given(only, (id) => sql`and p.id = ${id}`)} ${also}`;
  return sql`
    pinned as materialized (${waiting} and p.pinned order by p.due_at, p.id limit ${limit} for no key update skip locked),
    others as materialized (${waiting} and not p.pinned order by p.due_at, p.id limit ${limit} - (select count(*) from pinned) for no key update skip locked),
    due as (select id from pinned union all select id from others)`;
};

/**
 * The booking of a parcel `p`, for `left join lateral … on b.live`.
 *
 * `offset 0` keeps the state out of the search: a table that grew since its statistics were taken would else be read by
 * the index of open attempts, whole, for each parcel. By its key it is one step.
 */
export const bookingOf = sql`(
  select a.*, a.state in ('booked', 'handed_over') as live from booking_attempt a where a.org_id = p.org_id and a.id = p.booking_id offset 0)`;

/** The parcel `p` of a living booking `b`: by its number a parcel is found through this. */
export const isBookedBy: Sql = sql`p.org_id = b.org_id and p.id = b.parcel_id and p.booking_id = b.id and b.state in ('booked', 'handed_over')`;

const patientTries = 5;
/** Of an attempt `b`: a label that was to be given back in the last sixty days, and was refused for good or asked for a few times in vain. */
export const isKept = (tx: Tx): Sql => sql`
  b.state in ('cancelling', 'cancel_failed') and b.updated_at > ${plusS(tx.now, -60 * 86_400)}
  and b.carrier_account_id is not null and (b.state = 'cancel_failed' or b.tries >= ${patientTries})`;
