import { asTable } from "../db/rows.ts";
import type { Tx } from "../db/tx.ts";
import type { Actor } from "../pipeline/traveller.ts";

// Reservations: the ledger row, the balance and the promise change together. Balances are always locked in
// (warehouse, SKU) order and waited for; skipping a locked balance would report a false shortage.

export type Balance = { readonly warehouseId: string; readonly skuId: string; readonly onHandQty: number; readonly freeQty: number };
export type ReservedLine = { readonly parcelId: string; readonly visit: number; readonly skuId: string; readonly warehouseId: string; readonly qty: number };

/** Locks the balances of these SKUs in one warehouse and answers what is free. */
export const lockBalances = (tx: Tx, warehouseId: string, skuIds: readonly string[]): Promise<Balance[]> =>
  tx.many<Balance>`
    select warehouse_id, sku_id, on_hand_qty, on_hand_qty - reserved_qty as free_qty from stock_balance
     where org_id = ${tx.orgId} and warehouse_id = ${warehouseId} and sku_id = any(${skuIds}::uuid[])
     order by warehouse_id, sku_id
       for no key update`;

/** Writes reservations, ledger and balances: one statement per table. The caller holds the balances' locks, and marks the parcels as reserved. */
export async function reserveStock(tx: Tx, lines: readonly ReservedLine[], actor: Actor): Promise<void> {
  if (lines.length === 0) return;
  await tx.insert("reservation", lines.map(({ visit: _, ...line }) => line));
  await tx.insert("stock_move", lines.map((line) => ledgerRow(line, "reserve", 0, line.qty, actor, tx)));
  await changeReserved(tx, lines, 1);
}

/**
 * Gives back what these parcels hold, and the plan lines of what they lacked. Parcels without a reservation are left alone.
 * Cause    The release repeats the visit of its reservation, so it can be written only once.
 */
export async function releaseStock(tx: Tx, parcelIds: readonly string[], actor: Actor): Promise<string[]> {
  if (parcelIds.length === 0) return [];
  await tx.write`delete from purchase_plan_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])`;
  const lines = await tx.many<ReservedLine>`
    select r.parcel_id, p.reserved_visit as visit, r.sku_id, r.warehouse_id, r.qty
      from reservation r join parcel p on p.org_id = r.org_id and p.id = r.parcel_id
     where r.org_id = ${tx.orgId} and r.parcel_id = any(${parcelIds}::uuid[])
     order by r.warehouse_id, r.sku_id, r.parcel_id`;
  if (lines.length === 0) return [];
  for (const [warehouseId, group] of Map.groupBy(lines, (l) => l.warehouseId))
    await lockBalances(tx, warehouseId, [...new Set(group.map((l) => l.skuId))]);
  await tx.insert("stock_move", lines.map((line) => ledgerRow(line, "release", 0, -line.qty, actor, tx)));
  await changeReserved(tx, lines, -1);
  await tx.write`delete from reservation where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])`;
  await tx.write`
    update parcel set reserved_at = null, reserved_visit = null
     where org_id = ${tx.orgId} and id = any(${parcelIds}::uuid[]) and reserved_at is not null`;
  await wakeShort(tx, lines);
  return [...new Set(lines.map((l) => l.parcelId))];
}

/**
 * Parcels that wait for one of these SKUs in its warehouse, or that may leave from any, look again at once. The caller holds balances, so a parcel that
 * another has at hand is not waited for: allocation, which comes for these balances next, sees them as they are by then,
 * and after anybody else the parcel looks again in its own time.
 */
export const wakeShort = (tx: Tx, goods: readonly { readonly warehouseId: string; readonly skuId: string }[]): Promise<number> =>
  tx.run`
    update parcel set next_try_at = ${tx.now}
     where org_id = ${tx.orgId} and id in (
       select p.id from parcel p
        where p.org_id = ${tx.orgId} and p.stage = 'allocation' and p.id in (
          select l.parcel_id
            from ${asTable("x", { w: "uuid", s: "uuid" }, goods.map((g) => ({ w: g.warehouseId, s: g.skuId })))}
            join warehouse w on w.org_id = ${tx.orgId}
            join purchase_plan_line l on l.org_id = w.org_id and l.warehouse_id = w.id and l.sku_id = x.s
            join parcel q on q.org_id = l.org_id and q.id = l.parcel_id
            join account a on a.org_id = q.org_id and a.id = q.shop_account_id
           where w.id = x.w or q.any_warehouse or a.warehouse_policy = 'several_warehouses')
        order by p.id for no key update skip locked)`;

const ledgerRow = (line: ReservedLine, kind: "reserve" | "release", onHandDelta: number, reservedDelta: number, actor: Actor, tx: Tx) => ({
  causeId: line.parcelId, kind, visit: line.visit, skuId: line.skuId, warehouseId: line.warehouseId, onHandDelta, reservedDelta, actor, note: "", at: tx.now,
});

async function changeReserved(tx: Tx, lines: readonly ReservedLine[], sign: 1 | -1): Promise<void> {
  const sums = new Map<string, { w: string; s: string; q: number }>();
  for (const line of lines) {
    const key = `${line.warehouseId}/${line.skuId}`;
    const sum = sums.get(key) ?? { w: line.warehouseId, s: line.skuId, q: 0 };
    sum.q += sign * line.qty;
    sums.set(key, sum);
  }
  await tx.write`
    update stock_balance b set reserved_qty = b.reserved_qty + x.q
      from ${asTable("x", { w: "uuid", s: "uuid", q: "int" }, [...sums.values()])}
     where b.org_id = ${tx.orgId} and b.warehouse_id = x.w and b.sku_id = x.s`;
}
