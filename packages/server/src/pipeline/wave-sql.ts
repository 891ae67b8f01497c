import { asTable } from "../db/rows.ts";
import { sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";

/**
 * The parcels `p` that travel in the wave `w`. The wave names all that were ever put into it; a parcel that has left it bears its
 * name no longer. (An index of parcels by wave would be written anew at every stage.)
 */
export const inWave: Sql = sql`p.org_id = w.org_id and p.id = any(w.parcel_ids) and p.wave_id = w.id`;

/** What these parcels hold, by wave and SKU, where their wave stands so. */
const goodsInWaves = (tx: Tx, parcelIds: readonly string[], state: "open" | "picked"): Sql => sql`
  select p.wave_id, l.sku_id, sum(l.qty)::int as qty
    from parcel p join wave w on w.org_id = p.org_id and w.id = p.wave_id and w.state = ${state}
    join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
   where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[]) group by p.wave_id, l.sku_id`;

/**
 * Goods of parcels that leave after their wave has ended lie about, and go back on the shelf.
 * Order   The caller holds the parcels' locks; the lines follow, by wave and SKU.
 */
export const oweToShelf = (tx: Tx, parcelIds: readonly string[]): Promise<void> =>
  tx.write`
    with gone as materialized (
      select k.wave_id, k.sku_id, x.qty
        from (${goodsInWaves(tx, parcelIds, "picked")}) x
        join pick_line k on k.org_id = ${tx.orgId} and k.wave_id = x.wave_id and k.sku_id = x.sku_id
       order by k.wave_id, k.sku_id
         for no key update of k)
    update pick_line k set surplus_qty = k.surplus_qty + gone.qty from gone
     where k.org_id = ${tx.orgId} and k.wave_id = gone.wave_id and k.sku_id = gone.sku_id`;

type Line = { readonly waveId: string; readonly skuId: string; readonly qty: number };
/**
 * Goods of parcels that leave an open wave need not be fetched any more. What was taken from the bin already stays counted.
 * Order   The caller holds the parcels' locks; the lines follow, by wave and SKU.
 */
export async function shortenPickLists(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  const lines = await tx.many<Line>`
    select k.wave_id, k.sku_id, greatest(k.picked_qty, k.qty - gone.qty) as qty
      from (${goodsInWaves(tx, parcelIds, "open")}) gone
      join pick_line k on k.org_id = ${tx.orgId} and k.wave_id = gone.wave_id and k.sku_id = gone.sku_id
     order by k.wave_id, k.sku_id
       for no key update of k`;
  if (lines.length === 0) return;
  await tx.write`
    update pick_line k set qty = x.qty from ${asTable("x", lineTypes, lines.filter((l) => l.qty > 0))}
     where k.org_id = ${tx.orgId} and k.wave_id = x."waveId" and k.sku_id = x."skuId"`;
  await tx.write`
    delete from pick_line k using ${asTable("x", lineTypes, lines.filter((l) => l.qty === 0))}
     where k.org_id = ${tx.orgId} and k.wave_id = x."waveId" and k.sku_id = x."skuId"`;
}
const lineTypes = { waveId: "uuid", skuId: "uuid", qty: "int" };
