import { fact } from "@argosy/core/facts.ts";
import { lockBalances, reserveStock } from "../../stock/reserve.ts";
import { decidingRoom } from "../room.ts";
import { rerouteParcels } from "../undo.ts";
import { allocate, type Allocation } from "./decide.ts";
import { claimParcels, claimWarehouse, listDemands, listServedElsewhere, planPurchases, type ShortParcel } from "./sql.ts";

const retryS = 600; // a receipt, a cancellation or a count wakes the parcel at once; this is the net below

/**
 * 07 allocation (配货): gives stock to whole parcels, in order, and says what is missing.
 *
 * In     parcels at stage `allocation` of one warehouse, their lines, the balances of those SKUs
 * Out    `allocate` -> what the parcel still needs: booking, else picking; held `stock_short` with what is missing;
 *        `reroute` -> routing, where another warehouse has everything and may serve it
 * Writes reservation, stock_move(reserve), stock_balance.reserved_qty, purchase_plan_line, parcel (reserved when, by which visit),
 *        parcel_event, hold
 * Crash  nothing to clean up: one transaction per batch rolls back and the parcels are claimed again
 */
export const allocation = decidingRoom<"allocation", ShortParcel, Allocation & { readonly elsewhere: readonly string[] }>({
  name: "allocation",
  mostLanes: 1, // they would wait for the same balances
  traveller: "parcel",
  batch: 1000,
  async claim(tx, limit, only) {
    const warehouse = await claimWarehouse(tx, only);
    return warehouse ? claimParcels(tx, warehouse.id, limit, only) : [];
  },
  async gather(tx, parcels) {
    const waiting = parcels.filter((p) => !p.reserved);
    if (waiting.length === 0) return { reserved: [], short: [], elsewhere: [] };
    const lines = Map.groupBy(await listDemands(tx, waiting.map((p) => p.id)), (d) => d.parcelId);
    const demands = waiting.flatMap((p) => lines.get(p.id) ?? []);
    const given = allocate(demands, await lockBalances(tx, waiting[0]!.warehouseId, [...new Set(demands.map((d) => d.skuId))]));
    const elsewhere = given.short.length > 0 ? await listServedElsewhere(tx, given.short.map((s) => s.parcelId)) : [];
    return { ...given, elsewhere: elsewhere.map((p) => p.id) };
  },
  decide(parcels, { reserved, short, elsewhere }, { now }) {
    const goes = new Set(elsewhere);
    const missing = new Map(short.map((s) => [s.parcelId, s.missing]));
    const served = new Set(reserved.map((r) => r.parcelId));
    return parcels.map(({ id, visit }) => goes.has(id) ? { id, holds: [], move: null, left: true as const, reason: "", retryS: null } : ({
      id, move: "allocate" as const, reason: fact("all_in_stock"), retryS,
      holds: missing.has(id) ? [{ code: "stock_short" as const, evidence: { missing: missing.get(id)! } }] : [],
      ...(served.has(id) ? { work: { reservedAt: now, reservedVisit: visit } } : {}),
    }));
  },
  async apply(tx, _verdicts, { reserved, short, elsewhere }, parcels) {
    const visits = new Map(parcels.map((p) => [p.id, p]));
    await reserveStock(tx, reserved.map(({ parcelId, skuId, qty }) => {
      const { visit, warehouseId } = visits.get(parcelId)!;
      return { parcelId, visit, skuId, warehouseId, qty };
    }), "room:allocation");
    if (parcels.length > 0) await planPurchases(tx, parcels[0]!.warehouseId, [...new Set(reserved.map((r) => r.parcelId))], short);
    await rerouteParcels(tx, elsewhere, { actor: "room:allocation", reason: fact("stock_elsewhere") });
  },
});
