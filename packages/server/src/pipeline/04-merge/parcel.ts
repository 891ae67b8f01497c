import { assert, present } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Books, ParcelStage } from "@argosy/core/journey.ts";
import { earlier, later } from "@argosy/core/time.ts";
import { takeNumbers } from "../../db/counter.ts";
import type { Tx } from "../../db/tx.ts";
import { walkOrders, writeBirths, type MoveNote, type Step } from "../move.ts";
import { readLines, readOrders, type LineToParcel, type ToParcel } from "./sql.ts";

/** A parcel that is not written yet, with the orders and lines it is made of. */
export type NewParcel = { readonly row: ReturnType<typeof parcelRow> & { readonly parcelNo: string }; readonly orders: readonly ToParcel[]; readonly lines: readonly LineToParcel[] };

/**
 * Makes one parcel per group of orders and moves the orders on. Answers the parcels' ids in the groups' order.
 * Rule    The earliest promise of its orders is the parcel's; its weight is the sum of its goods. All that is open of
 *         every line of every order is in exactly one parcel: what is mapped is conserved.
 */
export async function createParcels(tx: Tx, groups: readonly (readonly string[])[], note: MoveNote): Promise<string[]> {
  const parcels = await planParcels(tx, groups);
  await insertParcels(tx, parcels, note);
  return parcels.map((p) => p.row.id);
}

/** What the parcels will be: nothing is written but that their numbers are taken. */
export async function planParcels(tx: Tx, groups: readonly (readonly string[])[]): Promise<NewParcel[]> {
  if (groups.length === 0) return [];
  const orderIds = groups.flat();
  const [allOrders, allLines, numbers] = await Promise.all([readOrders(tx, orderIds), readLines(tx, orderIds), takeNumbers(tx, "P", groups.length)]);
  const orders = new Map(allOrders.map((o) => [o.id, o]));
  const lines = Map.groupBy(allLines, (l) => l.orderId);
  return groups.map((ids, i) => {
    const members = ids.map((id) => present(orders.get(id), "the order to parcel up"));
    const goods = ids.flatMap((id) => present(lines.get(id), `open lines of order ${id}`));
    return { row: { ...parcelRow(tx, members, goods), parcelNo: numbers[i]! }, orders: members, lines: goods };
  });
}

/** `before`: steps that its orders have still to take until they stand in merge. They move with their parcel, in one step. */
export async function insertParcels(tx: Tx, parcels: readonly NewParcel[], note: MoveNote, before: readonly Step[] = []): Promise<void> {
  if (parcels.length === 0) return;
  await tx.insert("parcel", parcels.map((p) => p.row));
  await tx.insert("parcel_line", parcels.flatMap((p) => p.lines.map(({ orderId, orderLineId, skuId, qty }) => ({ parcelId: p.row.id, orderId, orderLineId, skuId, qty }))));
  await writeBirths(tx, "parcel", parcels.map(({ row, orders }) => ({
    id: row.id, stage: "routing", reason: orders.length > 1 ? fact("merged") : fact("parcelled_up"), data: { orderNos: orders.map((o) => o.orderNo) },
  })), note.actor);
  const orderIds = parcels.flatMap((p) => p.orders.map((o) => o.id));
  const moved = await walkOrders(tx, [...before, { move: "parcel_up", note }], orderIds);
  assert(moved.length === orderIds.length, "every order of a new parcel stood where it leaves from");
}

const heaviestG = 2_147_483_647; // SQL's integer; two thousand tons are too heavy for any method

function parcelRow(tx: Tx, orders: readonly ToParcel[], lines: readonly LineToParcel[]) {
  const first = orders[0]!;
  return {
    id: tx.newId(), shopAccountId: first.shopAccountId, stage: "routing" as ParcelStage, held: false, holdCodes: [], nextTryAt: tx.now, version: 1,
    warehouseId: null as string | null, methodId: null as string | null, books: null as Books | null, routeSetBy: null as string | null,
    country: first.country, currency: first.currency, totalMinor: orders.reduce((sum, o) => sum + o.totalMinor, 0), buyerKey: first.buyerKey,
    addressHash: first.addressHash, piiOrderId: first.id, weightG: Math.min(lines.reduce((sum, l) => sum + l.qty * l.weightG, 0), heaviestG), orderCount: orders.length,
    dueAt: orders.map((o) => o.dueAt).reduce(earlier), shipByAt: orders.map((o) => o.shipByAt).filter((at) => at !== null).sort()[0] ?? null,
    paidAt: orders.map((o) => o.paidAt).filter((at) => at !== null).reduce<ToParcel["paidAt"]>((a, b) => (a === null ? b : later(a, b)), null),
    pinned: false, printedCount: 0, createdAt: tx.now,
  };
}
