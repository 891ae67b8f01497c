import { afterAll, beforeAll, expect, test } from "vitest";
import { placeHolds } from "../pipeline/hold.ts";
import { actor, openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { actOnParcels } from "../pipeline/parcel-acts.ts";
import { showParcels } from "./parcels.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("a short parcel names who has the goods, first to leave first; its hold stays what it was", async () => {
  const dueAt = (day: number) => `2026-03-0${day}T08:00:00.000Z` as never;
  const [short, ...holders] = await floor.addParcels([5, 4, 3, 6, 7].map((day) => ({ goods: { "A-RED": 1, "B-BLUE": 1 }, dueAt: dueAt(day) })));
  await floor.tx((tx) => actOnParcels(tx, "free_stock", [short!], { actor, reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  const skuId = floor.sku("A-RED");
  const missing = { skuId, sku: "A-RED", missingQty: 1, needQty: 1, freeQty: 0 };
  await floor.tx(async (tx) => {
    await tx.insert("purchase_plan_line", [{ parcelId: short, skuId, warehouseId: floor.warehouseId, qty: 1, since: tx.now }]);
    await placeHolds(tx, "parcel", [{ id: short!, code: "stock_short", evidence: { missing: [missing] } }], { actor: "room:allocation", source: "room:allocation", reason: "" });
  });
  const [before] = await floor.rows<{ evidence_hash: string }>("select evidence_hash from hold where parcel_id = $1", short);
  const nos = await floor.rows<{ id: string; parcel_no: string }>("select id, parcel_no from parcel where id = any($1::uuid[]) order by due_at", holders);
  const shown = async () => (await floor.tx((tx) => showParcels(tx, [short!], { locale: "en", masked: false })))[0]!.holds;
  expect(await shown()).toMatchObject([{ evidence: { missing: [{ ...missing, heldBy: nos.slice(0, 3).map((p) => p.parcel_no), heldCount: 4 }] }, evidenceHash: before!.evidence_hash }]);
  await floor.tx((tx) => actOnParcels(tx, "free_stock", holders, { actor, reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(await shown()).toMatchObject([{ evidence: { missing: [{ ...missing, heldBy: [], heldCount: 0 }] } }]);
});
