import { afterAll, beforeAll, expect, test } from "vitest";
import type { Asked } from "../http/route.ts";
import { stockApi } from "@argosy/core/api/stock.ts";
import { fact } from "@argosy/core/facts.ts";
import { money } from "@argosy/core/money.ts";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { review } from "../pipeline/03-review/stage.ts";
import { insertLines, mostPieces } from "../pipeline/order-lines.ts";
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

test("of two people who give codes that differ in capital letters only, at the same moment, one is refused", async () => {
  const sku = { nameEn: "", nameZh: "", barcode: "", weightG: 1, imageUrl: null, declaredNameEn: "", declaredNameZh: "", declaredValue: null, hsCode: "", originCountry: "CN" };
  for (let i = 0; i < 10; i++) {
    const answers = await Promise.all(["twice", "TWICE", "Twice"].map((word) => routes.addSku(asked(), { body: { ...sku, code: `${word}-${i}` } })));
    expect(answers.map((a) => (a.ok ? "added" : a.error.code)).toSorted()).toEqual(["added", "code_taken", "code_taken"]);
  }
});

test("a scanned code finds the SKU it names among many whose codes hold it, as its barcode does", async () => {
  const plain = { nameEn: "", nameZh: "", weightG: 1, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", version: 1 };
  await floor.tx((tx) => tx.insert("sku", [...Array.from({ length: 30 }, (_, i) => `BOX-MUG-${i}`), "MUG"].map((code) => ({ ...plain, id: tx.newId(), code, barcode: code === "MUG" ? "Q-69" : "" }))));
  const found = async (code: string) => {
    const answer = await routes.listSkus(asked(), { query: { code, limit: 20 } });
    return answer.ok && answer.value.rows.map((sku) => sku.code);
  };
  expect([await found("mug"), await found("q-69"), await found("MU")]).toEqual([["MUG"], ["MUG"], []]);
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

/** An order in review whose one line the channel has told so. */
async function orderOf(sku: string, qty: number): Promise<{ id: string; accountId: string; skuId: string }> {
  const [parcel] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const [row] = await floor.rows<{ id: string; account: string; sku: string }>("select o.id, o.shop_account_id as account, l.sku_id as sku from orders o join parcel_line l on l.order_id = o.id where l.parcel_id = $1", parcel);
  const { id, account: accountId, sku: skuId } = row!;
  await floor.owner.query("delete from parcel_line where order_id = $1", [id]);
  await floor.owner.query("delete from order_line where order_id = $1", [id]);
  const line = { externalId: "1", sku, title: "a mug", imageUrl: null, qty, openQty: qty, total: money(500, "USD") };
  await floor.tx((tx) => insertLines(tx, [{ orderId: id, accountId, lines: [line] }]));
  await floor.owner.query("update orders set stage = 'review', next_try_at = '2000-01-01', hold_codes = '{}', held = false where id = $1", [id]);
  return { id, accountId, skuId };
}
const goodOf = async (orderId: string) => (await floor.rows("select sku_id, sku_qty from order_line where order_id = $1", orderId))[0];
const unknownOf = async (orderId: string) => {
  await review.run(floor.company);
  return (await floor.rows<{ evidence: object }>("select evidence from hold where order_id = $1 and code = 'sku_unmapped' and released_at is null", orderId)).map((h) => h.evidence);
};

test("a mapping that makes a waiting line too large is refused with its field, and leaves nothing; a smaller one takes the order along", async () => {
  const { id, accountId, skuId } = await orderOf("CRATE", 5000);
  const mapTo = (qty: number) => routes.mapSku(asked(), { body: { accountId, channelSku: "CRATE", skuId, qty } });
  expect(await mapTo(1000)).toEqual({ ok: false, error: { code: "qty_refused", field: "qty", detail: fact("line_holds_at_most", mostPieces, 5_000_000) } });
  expect([await goodOf(id), await floor.rows("select 1 from sku_mapping where channel_sku = 'CRATE'")]).toEqual([{ sku_id: null, sku_qty: null }, []]);
  expect(await mapTo(200)).toMatchObject({ ok: true });
  expect(await goodOf(id)).toEqual({ sku_id: skuId, sku_qty: 1_000_000 });
});

test("an order too large for a mapping that was there before is kept, and held with the numbers, until the mapping is corrected", async () => {
  const first = await orderOf("PALLET", 1);
  const mapTo = (qty: number) => routes.mapSku(asked(), { body: { accountId: first.accountId, channelSku: "PALLET", skuId: first.skuId, qty } });
  expect(await mapTo(1000)).toMatchObject({ ok: true });
  const { id } = await orderOf("PALLET", 1_000_000);
  expect(await goodOf(id)).toEqual({ sku_id: null, sku_qty: null });
  expect(await unknownOf(id)).toEqual([{ skus: [{ channelSku: "PALLET", title: "a mug", qty: 1_000_000, perListing: 1000 }] }]);
  expect(await mapTo(1)).toMatchObject({ ok: true });
  expect([await goodOf(id), await unknownOf(id)]).toEqual([{ sku_id: first.skuId, sku_qty: 1_000_000 }, []]);
});

test("a listing without a SKU can't be mapped, and one that was mapped so before makes no line a good", async () => {
  const { accountId, skuId } = await orderOf("X", 1);
  const sent = (channelSku: string, qty = 1) => stockApi.mapSku.body.safeParse({ accountId, channelSku, skuId, qty }).error?.issues.map((i) => [i.path.join("."), i.message]);
  expect([sent(""), sent(" "), sent("X")]).toEqual([[["channelSku", fact("input_listing_sku")]], [["channelSku", fact("input_listing_sku")]], undefined]);
  expect(sent("X", 1001)?.map(([at]) => at)).toEqual(["qty"]);
  await floor.owner.query("insert into sku_mapping (org_id, shop_account_id, channel_sku, sku_id, qty) select org_id, $1, '', id, 1 from sku where id = $2", [accountId, skuId]);
  const { id } = await orderOf("", 1);
  expect(await goodOf(id)).toEqual({ sku_id: null, sku_qty: null });
  expect(await unknownOf(id)).toEqual([{ skus: [{ channelSku: "", title: "a mug", qty: 1 }] }]);
});
