import { plusS } from "@argosy/core/time.ts";
import { asTable } from "../../db/rows.ts";
import { given, sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import { dueParcels } from "../queue-sql.ts";
import type { Missing } from "./decide.ts";

/** Takes one warehouse that has parcels waiting. Priority means something only one after the other, so one worker serves
 *  a warehouse at a time and the next worker takes another. NO KEY: foreign-key checks of others need not wait. */
export const claimWarehouse = (tx: Tx, only: string | null): Promise<{ id: string } | null> =>
  tx.maybe<{ id: string }>`
    select w.id from warehouse w
     where w.org_id = ${tx.orgId}
       and exists (select 1 from parcel p where p.org_id = ${tx.orgId} and p.warehouse_id = w.id and p.stage = 'allocation'
                      and p.next_try_at <= ${tx.now} and not p.held ${given(only, (id) => sql`and p.id = ${id}`)})
     order by w.id limit 1
       for no key update skip locked`;

export type ShortParcel = { readonly id: string; readonly visit: number; readonly warehouseId: string; readonly reserved: boolean; readonly holdCodes: readonly string[] };
/** Its waiting parcels in order: pinned by a person, earliest promise, id. */
export const claimParcels = (tx: Tx, warehouseId: string, limit: number, only: string | null): Promise<ShortParcel[]> =>
  tx.many<ShortParcel>`
    with ${dueParcels(tx, "allocation", limit, only, sql`and p.warehouse_id = ${warehouseId}`)}
    select p.id, p.version as visit, p.warehouse_id, p.reserved_at is not null as reserved, p.hold_codes
      from due join parcel p on p.org_id = ${tx.orgId} and p.id = due.id
     order by p.pinned desc, p.due_at, p.id`;

/** What each parcel needs, two lines of one SKU summed to one demand. */
export const listDemands = (tx: Tx, parcelIds: readonly string[]): Promise<{ parcelId: string; skuId: string; sku: string; qty: number }[]> =>
  tx.many<{ parcelId: string; skuId: string; sku: string; qty: number }>`
    select l.parcel_id, l.sku_id, s.code as sku, sum(l.qty)::int as qty
      from parcel_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[])
     group by l.parcel_id, l.sku_id, s.code order by l.parcel_id, l.sku_id`;

const mostRoutes = 5; // in a day: goods that leave as soon as they come send nobody round for ever
/**
 * Those of these short parcels that another warehouse could serve whole now, and that may leave from any: by their shop's
 * policy or by a click, where no person and no rule has named a warehouse.
 */
export const listServedElsewhere = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select p.id from parcel p join account a on a.org_id = p.org_id and a.id = p.shop_account_id
      join lateral (select (array_agg(trace -> 0 ->> 'setBy' order by visit desc))[1] as set_by, count(*) filter (where at > ${plusS(tx.now, -86_400)}) as n
                      from route_decision where org_id = p.org_id and parcel_id = p.id) d on true
     where p.org_id = ${tx.orgId} and p.id = any(${ids}::uuid[]) and not p.warehouse_by_hand and d.n < ${mostRoutes}
       and (p.any_warehouse or a.warehouse_policy = 'several_warehouses' and d.set_by in ('stock', 'default'))
       and exists (select 1 from warehouse w where w.org_id = p.org_id and w.id <> p.warehouse_id and not exists (
             select 1 from parcel_line l left join stock_balance b on b.org_id = l.org_id and b.warehouse_id = w.id and b.sku_id = l.sku_id
              where l.org_id = p.org_id and l.parcel_id = p.id group by l.sku_id having coalesce(max(b.on_hand_qty - b.reserved_qty), 0) < sum(l.qty)))
     order by p.id`;

/** Keeps the purchase plan equal to what is short: one row per parcel and SKU, gone when the parcel is served. */
export async function planPurchases(tx: Tx, warehouseId: string, served: readonly string[], short: readonly { parcelId: string; missing: readonly Missing[] }[]): Promise<void> {
  if (served.length > 0) await tx.write`delete from purchase_plan_line where org_id = ${tx.orgId} and parcel_id = any(${served}::uuid[])`;
  if (short.length === 0) return;
  const rows = short.flatMap((s) => s.missing.map((m) => ({ p: s.parcelId, s: m.skuId, q: m.missingQty })));
  await tx.write`
    delete from purchase_plan_line l
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${short.map((s) => s.parcelId)}::uuid[])
       and not exists (select 1 from ${asTable("x", { p: "uuid", s: "uuid" }, rows)} where x.p = l.parcel_id and x.s = l.sku_id)`;
  await tx.write`
    insert into purchase_plan_line (org_id, parcel_id, sku_id, warehouse_id, qty, since)
    select ${tx.orgId}, x.p, x.s, ${warehouseId}, x.q, ${tx.now} from ${asTable("x", { p: "uuid", s: "uuid", q: "int" }, rows)}
    on conflict (org_id, parcel_id, sku_id) do update set qty = excluded.qty, warehouse_id = excluded.warehouse_id`;
}
