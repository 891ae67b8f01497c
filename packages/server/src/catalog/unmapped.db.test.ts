import { afterAll, beforeAll, expect, test } from "vitest";
import type { Asked } from "../http/route.ts";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { routes } from "./routes.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("each unknown listing comes with the SKU whose code reads like it; where two do or none does, with nothing", async () => {
  const listings = ["a_red", "B-BLUE-2PK", "c green us", "D-BLACK", "", "TWIN"];
  const parcels = await floor.addParcels(listings.map(() => ({ goods: { "A-RED": 1 } })));
  for (const [i, listing] of listings.entries()) {
    const [line] = await floor.rows<{ id: string }>("select order_id as id from parcel_line where parcel_id = $1", parcels[i]);
    await floor.owner.query("update order_line set channel_sku = $2, sku_id = null, sku_qty = null where order_id = $1", [line!.id, listing]);
    await floor.owner.query("update orders set stage = 'review' where id = $1", [line!.id]);
  }
  const plain = { nameEn: "", nameZh: "", weightG: 1, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", version: 1 };
  await floor.tx((tx) => tx.insert("sku", ["TW-IN", "T.WIN"].map((code) => ({ ...plain, id: tx.newId(), code, barcode: code }))));
  const asked: Asked = { company: floor.company, wakeRooms: () => {}, caller: { memberId: "m", name: "", role: "owner", actor: "member:m", locale: "en" } };
  const answer = await routes.unmapped(asked);
  const found = answer.ok ? answer.value.rows.map((r) => [r.channelSku, r.suggestion?.code ?? null, r.suggestedQty]) : [];
  expect(found.toSorted()).toEqual([["", null, 1], ["B-BLUE-2PK", "B-BLUE", 2], ["D-BLACK", null, 1], ["TWIN", null, 1], ["a_red", "A-RED", 1], ["c green us", "C-GREEN", 1]]);
});
