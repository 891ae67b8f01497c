import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, type Demand, type Free } from "./decide.ts";

// Three SKUs and small numbers on purpose: collisions on the same SKU are where bugs live.
const skuIds = ["A", "B", "C"] as const;
const line = fc.record({ skuId: fc.constantFrom(...skuIds), qty: fc.integer({ min: 1, max: 5 }) });
const parcel = fc.uniqueArray(line, { minLength: 1, selector: (l) => l.skuId });
const demands = fc
  .array(parcel, { maxLength: 8 })
  .map((parcels) => parcels.flatMap((lines, i) => lines.map((l): Demand => ({ parcelId: `P${i}`, sku: l.skuId, ...l }))));
const balances = fc.uniqueArray(fc.record({ skuId: fc.constantFrom(...skuIds), freeQty: fc.nat({ max: 10 }) }), { selector: (b) => b.skuId });

test("a parcel gets all its lines exactly when the parcels before it left enough", () => {
  fc.assert(
    fc.property(demands, balances, (wanted: Demand[], stock: Free[]) => {
      const { reserved, short } = allocate(wanted, stock);
      const parcels = [...Map.groupBy(wanted, (d) => d.parcelId)];
      for (const [turn, [parcelId, lines]] of parcels.entries()) {
        const earlier = new Set(parcels.slice(0, turn).map(([id]) => id));
        const taken = (skuId: string) => reserved.filter((r) => earlier.has(r.parcelId) && r.skuId === skuId).reduce((sum, r) => sum + r.qty, 0);
        const leftQty = (skuId: string) => (stock.find((b) => b.skuId === skuId)?.freeQty ?? 0) - taken(skuId);
        const fits = lines.every((l) => l.qty <= leftQty(l.skuId));
        expect(reserved.filter((r) => r.parcelId === parcelId)).toEqual(fits ? lines : []);
        expect(short.some((s) => s.parcelId === parcelId)).toBe(!fits);
        if (!fits)
          expect(short.find((s) => s.parcelId === parcelId)!.missing.map((m) => [m.skuId, m.missingQty])).toEqual(
            lines.filter((l) => l.qty > leftQty(l.skuId)).map((l) => [l.skuId, l.qty - leftQty(l.skuId)]),
          );
      }
    }),
  );
});
