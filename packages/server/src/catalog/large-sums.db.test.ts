import { afterAll, beforeAll, expect, test } from "vitest";
import { listBalances, listPurchasePlan } from "../stock/sql.ts";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { takeLinesOut } from "../pipeline/leave-sql.ts";
import { createParcels } from "../pipeline/04-merge/parcel.ts";
import { listSkuRows } from "./sql.ts";

// What each fits SQL's integer, and together does not.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());
const heaviestG = 2_147_483_647;

test("a catalogue shows what lies in three full warehouses", async () => {
  const { address } = (await floor.rows<{ address: object }>("select address from warehouse"))[0]!;
  const [sku] = await floor.rows<{ id: string }>("select id from sku where code = 'A-RED'");
  await floor.tx(async (tx) => {
    const warehouses = ["X", "Y", "Z"].map((code) => ({ id: tx.newId(), code, name: code, kind: "own", address, isDefault: false, version: 1 }));
    await tx.insert("warehouse", warehouses);
    await tx.insert("stock_balance", warehouses.map((w) => ({ warehouseId: w.id, skuId: sku!.id, bin: "", onHandQty: 1_000_000_000, reservedQty: 999_999_999 })));
  });
  expect(await floor.tx((tx) => listSkuRows(tx, { q: "A-RED" }, null, 5))).toMatchObject([{ onHandQty: 3_000_010_000, reservedQty: 2_999_999_997 }]);
});

test("a purchase plan adds up what many short parcels need", async () => {
  const parcels = await floor.addParcels([1, 2, 3].map(() => ({ goods: { "B-BLUE": 1 } })));
  await floor.owner.query(
    "insert into purchase_plan_line (org_id, parcel_id, sku_id, warehouse_id, qty, since) select p.org_id, p.id, s.id, p.warehouse_id, 1000000000, now() from parcel p join sku s on s.org_id = p.org_id and s.code = 'B-BLUE' where p.id = any($1)", [parcels]);
  expect(await floor.tx((tx) => listPurchasePlan(tx, 5))).toMatchObject([{ shortQty: 3_000_000_000, parcelCount: 3 }]);
  expect((await floor.tx((tx) => listBalances(tx, { q: "B-BLUE", warehouseId: undefined, only: "short" }, null, 5))).map((r) => r.shortQty)).toEqual([3_000_000_000]);
});

test("a parcel heavier than any number for it weighs the most there is, as it is made and as an order leaves it", async () => {
  const [parcelId] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const [order] = await floor.rows<{ id: string }>("select order_id as id from parcel_line where parcel_id = $1", parcelId);
  await floor.owner.query("delete from parcel_line where order_id = $1", [order!.id]);
  await floor.owner.query("update order_line set qty = 1000000, sku_qty = 1000000 where order_id = $1", [order!.id]);
  await floor.owner.query("update sku set weight_g = 3000 where code = 'A-RED'");
  await floor.owner.query("update orders set stage = 'merge' where id = $1", [order!.id]);
  const [made] = await floor.tx((tx) => createParcels(tx, [[order!.id]], { actor: "room:merge", reason: "" }));
  const weight = async () => (await floor.rows<{ weight_g: number }>("select weight_g from parcel where id = $1", made))[0]!.weight_g;
  expect(await weight()).toBe(heaviestG);
  await floor.owner.query("update parcel set weight_g = 1 where id = $1", [made]);
  await floor.tx((tx) => takeLinesOut(tx, [made!], []));
  expect(await weight()).toBe(heaviestG);
});
