export type Demand = { readonly parcelId: string; readonly skuId: string; readonly sku: string; readonly qty: number };
export type Free = { readonly skuId: string; readonly freeQty: number };
export type Missing = { readonly skuId: string; readonly sku: string; readonly missingQty: number; readonly needQty: number; readonly freeQty: number };
export type Allocation = { readonly reserved: readonly Demand[]; readonly short: readonly { readonly parcelId: string; readonly missing: readonly Missing[] }[] };

/**
 * Gives stock to parcels in their order: all lines of a parcel or none.
 *
 * Rule    A parcel is served exactly when every SKU it needs is free after the parcels before it. A short one does not
 *         stop a later, smaller one, and takes nothing from it.
 * Input   `demands` in priority order, one row per parcel and SKU, a parcel's rows together.
 */
export function allocate(demands: readonly Demand[], balances: readonly Free[]): Allocation {
  const free = new Map(balances.map((b) => [b.skuId, b.freeQty]));
  const reserved: Demand[] = [];
  const short: { parcelId: string; missing: Missing[] }[] = [];
  for (const [parcelId, lines] of Map.groupBy(demands, (d) => d.parcelId)) {
    const missing = lines.flatMap(({ skuId, sku, qty }): Missing[] => {
      const freeQty = free.get(skuId) ?? 0;
      return qty > freeQty ? [{ skuId, sku, missingQty: qty - freeQty, needQty: qty, freeQty }] : [];
    });
    if (missing.length > 0) {
      short.push({ parcelId, missing });
      continue;
    }
    for (const line of lines) free.set(line.skuId, free.get(line.skuId)! - line.qty);
    reserved.push(...lines);
  }
  return { reserved, short };
}
