import type { Tx } from "../db/tx.ts";
import { changeHolds, repeatOnParcels } from "./hold.ts";
import { listHoldsAbout, listMembers, lockUnbooked, takeLinesOut } from "./leave-sql.ts";
import { wake, writeHistory, type MoveNote } from "./move.ts";
import { rerouteParcels } from "./undo.ts";

/**
 * Lets orders that nobody wants any more leave the parcels they share. What stays in a parcel goes on together: its stock is given
 * back, and it is routed anew, for its weight and its worth are others now.
 * Rule    As long as nothing is booked and nobody walks for it; and not all of a parcel's orders, for that is the parcel's end.
 *         The caller holds the leaving orders' locks.
 * Answer  The parcels they have left.
 */
export async function leaveParcels(tx: Tx, leaving: readonly { readonly orderId: string; readonly parcelId: string }[], note: MoveNote): Promise<Set<string>> {
  if (leaving.length === 0) return new Set();
  const free = await lockUnbooked(tx, [...new Set(leaving.map((l) => l.parcelId))]);
  const members = Map.groupBy(await listMembers(tx, free.map((p) => p.id)), (m) => m.parcelId);
  const leaves = (m: { orderId: string; parcelId: string }) => leaving.some((l) => l.orderId === m.orderId && l.parcelId === m.parcelId);
  const left = free.filter((p) => members.get(p.id)?.some((m) => !leaves(m)));
  const ids = left.map((p) => p.id);
  const gone = left.flatMap((p) => members.get(p.id)!.filter(leaves).map((m) => ({ ...m, parcelNo: p.parcelNo })));
  if (gone.length === 0) return new Set();
  const orderIds = gone.map((m) => m.orderId);
  await takeLinesOut(tx, ids, orderIds);
  const answered = Map.groupBy(await listHoldsAbout(tx, ids, orderIds), (h) => h.travellerId);
  await changeHolds(tx, "parcel", [...answered].map(([id, close]) => ({ id, open: [], close })), { ...note, source: note.actor });
  await repeatOnParcels(tx, ids, { ...note, source: note.actor });
  const goneFrom = Map.groupBy(gone, (m) => m.parcelId);
  await writeHistory(tx, "parcel", "order_left", [...goneFrom].map(([id, all]) => ({ id, reason: note.reason, data: { orderNos: all.map((m) => m.orderNo) } })), note.actor);
  await writeHistory(tx, "order", "left_parcel", gone.map((m) => ({ id: m.orderId, reason: note.reason, data: { parcelNo: m.parcelNo } })), note.actor);
  await rerouteParcels(tx, ids, note);
  await wake(tx, "parcel", ids);
  return new Set(ids);
}
