import { afterAll, beforeAll, expect, test } from "vitest";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { readBoard } from "./board.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

test("a warehouse without an address, a pool without a number and a SKU without weight or customs data are not ready, and say what they lack", async () => {
  const states = async () => Object.fromEntries((await floor.tx((tx) => readBoard(tx, () => []))).readiness.map(({ what, ready, lacks }) => [what, ready || lacks]));
  const none = { warehouse: "address", method: "numbers", sku: "weight" };
  await floor.tx(async (tx) => {
    await tx.run`update warehouse set address = address || '{"line1":"","city":""}' where org_id = ${tx.orgId}`;
    await tx.run`delete from pool_number where org_id = ${tx.orgId}`;
    await tx.run`update shipping_method set active = false where org_id = ${tx.orgId}`;
    await tx.run`update shipping_method set carrier_account_id = null, number_source = 'number_pool', active = true where org_id = ${tx.orgId}`;
    await tx.run`update sku set weight_g = 0, declared_name_en = '' where org_id = ${tx.orgId}`;
  });
  expect(await states()).toMatchObject(none);
  await floor.tx((tx) => tx.run`update sku set weight_g = 90 where org_id = ${tx.orgId}`);
  expect(await states()).toMatchObject({ ...none, sku: "customs" });
  await floor.tx(async (tx) => {
    await tx.run`update warehouse set address = address || '{"line1":"1 Dock Road","city":"Shenzhen"}' where org_id = ${tx.orgId}`;
    await tx.run`insert into pool_number (org_id, method_id, number) select org_id, id, 'RR1' from shipping_method where org_id = ${tx.orgId}`;
    await tx.run`update sku set declared_name_en = 'Cable', declared_minor = 100, declared_currency = 'USD' where org_id = ${tx.orgId}`;
  });
  expect(await states()).toMatchObject({ warehouse: true, method: true, sku: true });
});
