import { present } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import { parcelDestination } from "@argosy/core/journey.ts";
import type { Tx } from "../db/tx.ts";
import { readOrders } from "./03-review/sql.ts";
import { reviewWork } from "./03-review/stage.ts";
import { insertParcels, planParcels, type NewParcel } from "./04-merge/parcel.ts";
import { readWaiting } from "./04-merge/sql.ts";
import { mergeWork } from "./04-merge/stage.ts";
import { listShops, type Shop, type ToRoute } from "./05-routing/sql.ts";
import { routingWork } from "./05-routing/stage.ts";
import { writeMoves, type Step } from "./move.ts";
import type { Verdict } from "./settle.ts";

/**
 * Straight through (直通): an order that nobody has to look at goes from payment into its routed parcel in one step.
 *
 * Rule    The rooms' own questions are asked with their own functions: review finds nothing, merge lets it travel alone,
 *         routing finds a warehouse and a method. Whoever has to wait or to be asked about goes into review only,
 *         a parcel without a way into routing only, and the rooms take it from there.
 *         The histories tell of every room as if they had stopped in it.
 * Why     A day's orders are nearly all like that, and a row that changes once costs a third of one that changes three times.
 */
export async function goStraight(tx: Tx, leaving: readonly Verdict[]): Promise<ReadonlySet<string>> {
  if (leaving.length === 0) return new Set();
  const orders = await readOrders(tx, leaving.map((v) => v.id));
  const reviewed = await reviewWork.gather(tx, orders);
  const approved = reviewWork.decide(orders, reviewed, tx).filter((v) => v.holds.length === 0);
  const waiting = await readWaiting(tx, approved.map((v) => v.id));
  const alone = mergeWork.decide(waiting, await mergeWork.gather(tx, waiting), tx).filter((v) => v.left && (v.data as { together: readonly string[] }).together.length === 1);
  const parcels = await planParcels(tx, alone.map((v) => [v.id]));
  const postcodeOf = ({ row }: NewParcel) => present(reviewed.get(row.piiOrderId), "the order of a new parcel").shipTo.postcode;
  await insertRouted(tx, parcels, postcodeOf, {
    actor: "room:merge", reason: "", each: new Map(alone.map((v) => [v.id, { reason: v.reason }])),
  }, [
    { move: "verify", note: { actor: "room:payment", reason: "", each: new Map(leaving.map((v) => [v.id, v])) } },
    { move: "approve", note: { actor: "room:review", reason: fact("nothing_to_ask") } },
  ]);
  return new Set(alone.map((v) => v.id));
}

/** Asks the rules before the parcels are written, so that they are born where they would be moved. */
async function insertRouted(tx: Tx, parcels: readonly NewParcel[], postcodeOf: (parcel: NewParcel) => string, note: Step["note"], before: readonly Step[]): Promise<void> {
  const shops = new Map((await listShops(tx, [...new Set(parcels.map((p) => p.row.shopAccountId))])).map((shop) => [shop.id, shop]));
  const toRoute = parcels.map((p) => asToRoute(p, present(shops.get(p.row.shopAccountId), "the shop of a new parcel"), postcodeOf(p)));
  const facts = await routingWork.gather(tx, toRoute);
  const routed = new Map(routingWork.decide(toRoute, facts, tx).flatMap((v) => (v.holds.length === 0 && v.work?.books ? [[v.id, { ...v, to: parcelDestination("route", v.work.books, { booking: false, allocation: false }) }]] : [])));
  await insertParcels(tx, parcels.map((p) => {
    const way = routed.get(p.row.id);
    return way ? { ...p, row: { ...p.row, ...way.work, stage: way.to, version: 2 } } : p;
  }), note, before);
  await writeMoves(tx, "parcel", "route", [...routed.values()].map(({ id, to }) => ({ id, from: "routing", to, seq: 2 })), { actor: "room:routing", reason: "", each: routed });
  await routingWork.apply?.(tx, [], facts, toRoute.filter((p) => routed.has(p.id)));
}

/** The facts that room 05 would read of this parcel. */
function asToRoute({ row, orders, lines }: NewParcel, { channel, site, several }: Shop, postcode: string): ToRoute {
  const goods = [...Map.groupBy(lines, (l) => l.sku)].map(([sku, own]) => ({ sku, qty: own.reduce((sum, l) => sum + l.qty, 0) })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
  return {
    id: row.id, parcelNo: row.parcelNo, version: row.version, holdCodes: [], warehouseId: null, anyWarehouse: false, several, chosen: { warehouseId: null, methodId: null, setBy: null }, goods,
    channel, site, account: row.shopAccountId, country: row.country, postcode, currency: row.currency, amountMinor: row.totalMinor, weightG: row.weightG,
    qty: goods.reduce((sum, g) => sum + g.qty, 0), skus: goods.map((g) => g.sku), requestedService: present(orders[0], "an order of the parcel").requestedService,
  };
}
