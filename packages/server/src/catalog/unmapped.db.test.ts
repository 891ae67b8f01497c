import { afterAll, beforeAll, expect, test } from "vitest";
import type { Asked } from "../http/route.ts";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { routes } from "./routes.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

const asked = (): Asked => ({ company: floor.company, wakeRooms: () => {}, caller: { memberId: "m", name: "", role: "owner", actor: "member:m", locale: "en" } });

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
  const answer = await routes.unmapped(asked());
  const found = answer.ok ? answer.value.rows.map((r) => [r.channelSku, r.suggestion?.code ?? null, r.suggestedQty]) : [];
  expect(found.toSorted()).toEqual([["", null, 1], ["B-BLUE-2PK", "B-BLUE", 2], ["D-BLACK", null, 1], ["TWIN", null, 1], ["a_red", "A-RED", 1], ["c green us", "C-GREEN", 1]]);
});

test("many listings are told in one call: each has its result, one that is refused stops none, and the orders of the others look again", async () => {
  const [row] = await floor.rows<{ account: string; sku: string }>(
    "select o.shop_account_id as account, s.id as sku from orders o join order_line l on l.order_id = o.id and l.channel_sku = 'a_red' join sku s on s.code = 'A-RED'");
  const { account, sku } = row!; // the orders of the test above
  const mapping = (channelSku: string, skuId = sku) => ({ accountId: account, channelSku, skuId, qty: 1 });
  const nowhere = "00000000-0000-4000-8000-00000000dead";
  const answer = await routes.mapSkus(asked(), { body: { mappings: [mapping("a_red"), mapping("D-BLACK", nowhere), { ...mapping("TWIN"), accountId: nowhere }, mapping("c green us")] } });
  expect(answer.ok && answer.value.results).toEqual([
    { ok: true, code: null, woken: 1 }, { ok: false, code: "sku_not_found", woken: 0 }, { ok: false, code: "account_not_found", woken: 0 }, { ok: true, code: null, woken: 1 },
  ]);
  const filled = await floor.rows<{ channel_sku: string }>("select channel_sku from order_line where channel_sku in ('a_red', 'D-BLACK', 'TWIN', 'c green us') and sku_id = $1 order by channel_sku", sku);
  expect(filled.map((l) => l.channel_sku).toSorted()).toEqual(["a_red", "c green us"]);
});
