import { assert, present } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import { earlier, later } from "@argosy/core/time.ts";
import { takeNumbers } from "../../db/counter.ts";
import type { Tx } from "../../db/tx.ts";
import { moveOrders, writeBirths, type MoveNote } from "../move.ts";
import { readLines, readOrders, type LineToParcel, type ToParcel } from "./sql.ts";

/**
 * Makes one parcel per group of orders and moves the orders on. Answers the parcels' ids in the groups' order.
 * Rule    The earliest promise of its orders is the parcel's; its weight is the sum of its goods. All that is open of
 *         every line of every order is in exactly one parcel: what is mapped is conserved.
 */
export async function createParcels(tx: Tx, groups: readonly (readonly string[])[], note: MoveNote): Promise<string[]> {
  if (groups.length === 0) return [];
  const orderIds = groups.flat();
  const orders = new Map((await readOrders(tx, orderIds)).map((o) => [o.id, o]));
  const lines = Map.groupBy(await readLines(tx, orderIds), (l) => l.orderId);
  const numbers = await takeNumbers(tx, "P", groups.length);
  const parcels = groups.map((ids, i) => {
    const members = ids.map((id) => present(orders.get(id), "the order to parcel up"));
    return { ...parcelRow(tx, members, ids.flatMap((id) => lines.get(id) ?? [])), parcelNo: numbers[i]! };
  });
  await tx.insert("parcel", parcels);
  await tx.insert("parcel_line", parcels.flatMap((p, i) => groups[i]!.flatMap((id) => {
    const own = lines.get(id) ?? [];
    assert(own.length > 0, `order ${id} has open lines`);
    return own.map(({ weightG: _, ...line }) => ({ parcelId: p.id, ...line }));
  })));
  await writeBirths(tx, "parcel", parcels.map((p, i) => ({
    id: p.id, stage: "routing", reason: groups[i]!.length > 1 ? fact("merged") : fact("parcelled_up"), data: { orderNos: groups[i]!.map((id) => orders.get(id)!.orderNo) },
  })), note.actor);
  const moved = await moveOrders(tx, "parcel_up", orderIds, note);
  assert(moved.length === orderIds.length, "every order of a new parcel stood in merge");
  return parcels.map((p) => p.id);
}

function parcelRow(tx: Tx, orders: readonly ToParcel[], lines: readonly LineToParcel[]) {
  const first = orders[0]!;
  return {
    id: tx.newId(), shopAccountId: first.shopAccountId, stage: "routing", held: false, holdCodes: [], nextTryAt: tx.now, version: 1,
    country: first.country, currency: first.currency, totalMinor: orders.reduce((sum, o) => sum + o.totalMinor, 0), buyerKey: first.buyerKey,
    addressHash: first.addressHash, piiOrderId: first.id, weightG: lines.reduce((sum, l) => sum + l.qty * l.weightG, 0), orderCount: orders.length,
    dueAt: orders.map((o) => o.dueAt).reduce(earlier), shipByAt: orders.map((o) => o.shipByAt).filter((at) => at !== null).sort()[0] ?? null,
    paidAt: orders.map((o) => o.paidAt).filter((at) => at !== null).reduce<ToParcel["paidAt"]>((a, b) => (a === null ? b : later(a, b)), null),
    pinned: false, printedCount: 0, createdAt: tx.now,
  };
}
