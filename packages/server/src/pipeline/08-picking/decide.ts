import { fact } from "@argosy/core/facts.ts";

/** A parcel that waits for a wave, earliest promise first. */
export type Waiting = { readonly id: string; readonly warehouseId: string };
export type PlannedWave = { readonly warehouseId: string; readonly parcelIds: readonly string[] };

/**
 * Cuts the waiting parcels into waves.
 * Rule  One warehouse per wave, at most `maxParcels` in it; what is above makes the next wave. Slots follow the order
 *       given, so slot 1 is the most urgent parcel.
 */
export function planWaves(waiting: readonly Waiting[], maxParcels: number): PlannedWave[] {
  return [...Map.groupBy(waiting, (p) => p.warehouseId)].flatMap(([warehouseId, parcels]) =>
    Array.from({ length: Math.ceil(parcels.length / maxParcels) }, (_, i) => ({
      warehouseId,
      parcelIds: parcels.slice(i * maxParcels, (i + 1) * maxParcels).map((p) => p.id),
    })),
  );
}

export type Need = { readonly skuId: string; readonly sku: string; readonly qty: number };
export type WaveParcel = { readonly id: string; readonly needs: readonly Need[] };
export type Missing = { readonly sku: string; readonly qty: number };
export type Shared = {
  readonly filled: readonly string[]; readonly short: readonly { readonly id: string; readonly missing: readonly Missing[] }[];
  /** What no parcel took, in pieces per SKU id: it goes back on the shelf. */
  readonly surplus: ReadonlyMap<string, number>;
};

/**
 * Shares out what was picked.
 * Rule   Whole parcels only, in slot order: a parcel is filled when everything it needs is left, and a short one takes
 *        nothing, so a smaller one behind it may still be filled. The latest slots are the ones that stay short.
 * Units  `picked` is pieces per SKU id; `missing` is what lacked at that parcel's turn.
 */
export function sharePicked(parcels: readonly WaveParcel[], picked: ReadonlyMap<string, number>): Shared {
  const left = new Map(picked);
  const filled: string[] = [];
  const short: { id: string; missing: Missing[] }[] = [];
  for (const { id, needs } of parcels) {
    const missing = needs.flatMap(({ skuId, sku, qty }) => {
      const lacks = qty - (left.get(skuId) ?? 0);
      return lacks > 0 ? [{ sku, qty: lacks }] : [];
    });
    if (missing.length > 0) {
      short.push({ id, missing });
      continue;
    }
    for (const { skuId, qty } of needs) left.set(skuId, (left.get(skuId) ?? 0) - qty);
    filled.push(id);
  }
  return { filled, short, surplus: new Map([...left].filter(([, qty]) => qty > 0)) };
}

const walking = new Intl.Collator("en", { numeric: true });
/** The order in which a picker walks: A-2 before A-10, goods without a bin last. */
export const byBin = (a: { readonly bin: string; readonly sku: string }, b: { readonly bin: string; readonly sku: string }): number =>
  Number(a.bin === "") - Number(b.bin === "") || walking.compare(a.bin, b.bin) || walking.compare(a.sku, b.sku);

export type Standing = { readonly id: string; readonly stage: string; readonly waveNo: string | null; readonly holdCodes: readonly string[] };
/** Why a parcel that was asked for got no place in a wave. */
export function whyNotInWave(parcel: Standing | undefined): { readonly code: string; readonly detail: string | null } {
  if (!parcel) return { code: "parcel_not_found", detail: null };
  if (parcel.waveNo !== null) return { code: "parcel_in_wave", detail: parcel.waveNo };
  if (parcel.stage !== "picking") return { code: "wrong_stage", detail: fact("in_stage", parcel.stage) };
  if (parcel.holdCodes.length > 0) return { code: "on_hold", detail: fact("held_by", parcel.holdCodes.join()) };
  return { code: "changed_meanwhile", detail: null };
}
