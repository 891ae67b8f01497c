import fc from "fast-check";
import { expect, test } from "vitest";
import { byBin, planWaves, sharePicked, whyNotInWave, type Need, type Shared } from "./decide.ts";

test("one warehouse per wave, what is above the limit makes the next, order kept", () => {
  const waiting = ["a1", "b1", "a2", "a3", "b2"].map((id) => ({ id, warehouseId: id.slice(0, 1) }));
  expect(planWaves(waiting, 2)).toEqual([
    { warehouseId: "a", parcelIds: ["a1", "a2"] }, { warehouseId: "a", parcelIds: ["a3"] }, { warehouseId: "b", parcelIds: ["b1", "b2"] },
  ]);
  expect(planWaves([], 50)).toEqual([]);
});

const need = (sku: string, qty: number): Need => ({ skuId: sku, sku, qty });
// oxfmt-ignore
const cases: [name: string, parcels: Record<string, Need[]>, picked: Record<string, number>, shared: Omit<Shared, "surplus">, surplus?: Record<string, number>][] = [
  ["all picked",                { p1: [need("A", 1)], p2: [need("A", 2)] },               { A: 3 },       { filled: ["p1", "p2"], short: [] }],
  ["the later slot stays short", { p1: [need("A", 1)], p2: [need("A", 2)] },              { A: 2 },       { filled: ["p1"], short: [{ id: "p2", missing: [{ sku: "A", qty: 1 }] }] }, { A: 1 }],
  ["a smaller one may pass",    { p1: [need("A", 3)], p2: [need("A", 1)] },               { A: 2 },       { filled: ["p2"], short: [{ id: "p1", missing: [{ sku: "A", qty: 1 }] }] }, { A: 1 }],
  ["a short one takes nothing", { p1: [need("A", 1), need("B", 1)], p2: [need("A", 1)] }, { A: 1 },       { filled: ["p2"], short: [{ id: "p1", missing: [{ sku: "B", qty: 1 }] }] }],
  ["one was cancelled",         { p1: [need("A", 1)] },                                   { A: 2, B: 1 }, { filled: ["p1"], short: [] }, { A: 1, B: 1 }],
  ["nothing picked",            { p1: [need("A", 1)] },                                   {},             { filled: [], short: [{ id: "p1", missing: [{ sku: "A", qty: 1 }] }] }],
];
test.each(cases)("%s", (_name, parcels, picked, shared, surplus = {}) => {
  const list = Object.entries(parcels).map(([id, needs]) => ({ id, needs }));
  expect(sharePicked(list, new Map(Object.entries(picked)))).toEqual({ ...shared, surplus: new Map(Object.entries(surplus)) });
});

test("never more is given than was picked, and a parcel gets all or nothing", () => {
  const goods = fc.uniqueArray(fc.record({ skuId: fc.constantFrom("A", "B", "C"), qty: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, selector: (g) => g.skuId });
  fc.assert(fc.property(fc.array(goods, { maxLength: 8 }), fc.dictionary(fc.constantFrom("A", "B", "C"), fc.nat(8)), (wanted, picked) => {
    const parcels = wanted.map((needs, i) => ({ id: `p${i}`, needs: needs.map((n) => ({ ...n, sku: n.skuId })) }));
    const { filled, short, surplus } = sharePicked(parcels, new Map(Object.entries(picked)));
    expect([...filled, ...short.map((s) => s.id)].toSorted()).toEqual(parcels.map((p) => p.id).toSorted());
    const left: Record<string, number> = { ...picked };
    for (const { id, needs } of parcels) {
      const can = needs.every((n) => n.qty <= (left[n.skuId] ?? 0));
      expect(filled.includes(id)).toBe(can);
      if (can) for (const n of needs) left[n.skuId] = (left[n.skuId] ?? 0) - n.qty;
    }
    expect(surplus).toEqual(new Map(Object.entries(left).filter(([, qty]) => qty > 0)));
  }));
});

test("bins are walked as people count: A-2 before A-10, no bin last", () => {
  const bins = [{ bin: "", sku: "a" }, { bin: "A-10", sku: "a" }, { bin: "A-2", sku: "b" }, { bin: "A-2", sku: "a" }];
  expect(bins.toSorted(byBin).map((b) => b.bin + b.sku)).toEqual(["A-2a", "A-2b", "A-10a", "a"]);
});

// oxfmt-ignore
test.each([
  ["nobody",  undefined,                                                        "parcel_not_found"],
  ["in one",  { stage: "picking", waveNo: "W1", holdCodes: [] },                "parcel_in_wave"],
  ["earlier", { stage: "booking", waveNo: null, holdCodes: [] },                "wrong_stage"],
  ["held",    { stage: "picking", waveNo: null, holdCodes: ["held_by_person"] },  "on_hold"],
  ["free",    { stage: "picking", waveNo: null, holdCodes: [] },                "changed_meanwhile"],
])("no place in a wave: %s", (_name, parcel, code) => expect(whyNotInWave(parcel && { id: "p", ...parcel }).code).toBe(code));
