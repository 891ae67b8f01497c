import type { Tx } from "../db/tx.ts";
import { releaseStock } from "../stock/reserve.ts";
import { planVoids } from "./attempt.ts";
import { changeHolds, listOpenHolds } from "./hold.ts";
import { moveParcels, type MoveNote } from "./move.ts";
import type { Actor, Traveller } from "./traveller.ts";
import { oweToShelf, shortenPickLists } from "./wave-sql.ts";

// Going back. What a parcel has is given back in the same transaction that moves it: stock at once, the carrier's
// booking by a void that the booking room carries out.

/** Cancels parcels that have not left; frees stock, plans voids, takes them out of their wave. Answers who moved. */
export async function cancelParcels(tx: Tx, ids: readonly string[], note: MoveNote): Promise<string[]> {
  const moved = await moveParcels(tx, "cancel", ids, note);
  await giveBack(tx, moved, note);
  await closeHolds(tx, "parcel", moved, note);
  return moved;
}

/** Sends parcels back to routing with nothing decided by a rule left on them. Not once they are in a wave. */
export async function rerouteParcels(tx: Tx, ids: readonly string[], note: MoveNote): Promise<string[]> {
  const free = await tx.many<{ id: string }>`
    select id from parcel where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and wave_id is null order by id for no key update`;
  const moved = await moveParcels(tx, "reroute", free.map((p) => p.id), note);
  await giveBack(tx, moved, note);
  await tx.write`
    update parcel p set books = null, address_hash = o.address_hash, country = o.country,
           warehouse_id = case when warehouse_by_hand then warehouse_id end, method_id = case when method_by_hand then method_id end
      from orders o
     where p.org_id = ${tx.orgId} and p.id = any(${moved}::uuid[]) and o.org_id = p.org_id and o.id = p.pii_order_id`;
  return moved;
}

/**
 * Sends parcels whose paper is spoiled back to labels; booking, number and stock stay as they are. Answers who moved.
 * Rule    Their printed pages count as spoiled, so the next print asks for no second reason.
 */
export async function unlabelParcels(tx: Tx, ids: readonly string[], note: MoveNote): Promise<string[]> {
  const moved = await moveParcels(tx, "unlabel", ids, note);
  await endPages(tx, moved, "spoiled", note.actor);
  return moved;
}
/** Says of the last printed page of each parcel what became of it. */
export const endPages = (tx: Tx, parcelIds: readonly string[], outcome: "spoiled" | "replaced", actor: Actor): Promise<void> =>
  tx.write`
    update print_job set outcome = ${outcome}, outcome_at = ${tx.now}, outcome_by = ${actor}
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and (outcome is null or outcome = 'good')`;

async function giveBack(tx: Tx, ids: readonly string[], note: MoveNote): Promise<void> {
  if (ids.length === 0) return;
  await shortenPickLists(tx, ids);
  await oweToShelf(tx, ids);
  await releaseStock(tx, ids, note.actor);
  await planVoids(tx, ids);
  await tx.write`
    update parcel set wave_id = null, slot = null, booking_id = null, tracking_no = null, tracking_status = null, printed_count = 0
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
}

/** A closed traveller has no open holds: whatever they asked is answered by its end. */
export async function closeHolds(tx: Tx, traveller: Traveller, ids: readonly string[], note: MoveNote): Promise<void> {
  const open = Map.groupBy(await listOpenHolds(tx, traveller, ids), (h) => h.travellerId);
  const changes = [...open].map(([id, close]) => ({ id, open: [], close }));
  await changeHolds(tx, traveller, changes, { actor: note.actor, source: note.actor, reason: note.reason });
}
