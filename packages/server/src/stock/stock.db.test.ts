import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg, type Tx } from "../db/tx.ts";
import { openApp, type TestApp } from "../http/app.testkit.ts";
import { adjustStock, receiveGoods } from "./receive.ts";
import { listDifferences } from "./sql.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

const inOwn = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrg(it.db, it.own.orgId, work);
const onHand = () => inOwn(async (tx) => (await tx.one<{ n: number }>`select on_hand_qty as n from stock_balance where org_id = ${tx.orgId} and warehouse_id = ${it.own.warehouse} and sku_id = ${it.own.sku}`).n);
const receipt = (receiptId: string, qty: number) => ({ receiptId, warehouseId: it.own.warehouse, reference: "PO-1", lines: [{ skuId: it.own.sku, qty }] });

test("the same receipt sent eight times at once counts once", async () => {
  const before = await onHand();
  const id = it.db.newId();
  const answers = await Promise.all(Array.from({ length: 8 }, () => inOwn((tx) => receiveGoods(tx, receipt(id, 7), "system"))));
  expect(answers.every((a) => a.ok)).toBe(true);
  expect(await onHand()).toBe(before + 7);
  expect(await inOwn(listDifferences)).toEqual([]);
});

test("many receipts and counts at once neither deadlock nor lose a piece", async () => {
  const before = await onHand();
  await Promise.all(Array.from({ length: 12 }, (_, i) => inOwn(async (tx) =>
    i % 3 === 0
      ? adjustStock(tx, { adjustId: tx.newId(), warehouseId: it.own.warehouse, skuId: it.own.sku, delta: -1, reason: "broken" }, "system")
      : receiveGoods(tx, receipt(tx.newId(), 2), "system"),
  )));
  expect(await onHand()).toBe(before + 8 * 2 - 4);
  expect(await inOwn(listDifferences)).toEqual([]);
});

test("an id that stands for other goods is refused, also at the same moment", async () => {
  const second = it.db.newId();
  await inOwn((tx) => tx.run`insert into sku select (jsonb_populate_record(s, jsonb_build_object('id', ${second}::text, 'code', 'SECOND', 'barcode', ''))).* from sku s where org_id = ${tx.orgId} and id = ${it.own.sku}`);
  const id = it.db.newId();
  const one = receipt(id, 3);
  const other = { ...one, lines: [{ skuId: second, qty: 4 }] };
  const answers = await Promise.all([one, other, one, other].map((r) => inOwn((tx) => receiveGoods(tx, r, "system"))));
  expect(answers.map((a) => (a.ok ? "ok" : a.error.code)).toSorted()).toEqual(["changed_meanwhile", "changed_meanwhile", "ok", "ok"]);
  const count = { adjustId: id, warehouseId: it.own.warehouse, skuId: it.own.sku, delta: 1, reason: "found" };
  expect(await inOwn((tx) => adjustStock(tx, count, "system"))).toMatchObject({ error: { code: "changed_meanwhile", field: "adjustId" } });
  expect(await inOwn((tx) => tx.many`select 1 from stock_move where org_id = ${tx.orgId} and cause_id = ${id}`)).toHaveLength(1);
});

test("more than a balance can hold is refused with the line", async () => {
  const lines = Array.from({ length: 2 }, () => ({ skuId: it.own.sku, qty: 500_000_000 }));
  expect(await inOwn((tx) => receiveGoods(tx, { ...receipt(tx.newId(), 1), lines }, "system"))).toMatchObject({ error: { code: "qty_refused", field: "lines.0.qty" } });
  expect(await inOwn((tx) => adjustStock(tx, { adjustId: tx.newId(), warehouseId: it.own.warehouse, skuId: it.own.sku, delta: 1_000_000_000, reason: "x" }, "system"))).toMatchObject({ error: { code: "qty_refused", field: "delta" } });
});

test("a SKU named twice in one receipt is one row with the sum, in the bin named last", async () => {
  const before = await onHand();
  const lines = [{ skuId: it.own.sku, qty: 1, bin: "A-1" }, { skuId: it.own.sku, qty: 2, bin: "A-2" }];
  await inOwn((tx) => receiveGoods(tx, { ...receipt(tx.newId(), 1), lines }, "system"));
  expect(await onHand()).toBe(before + 3);
  const { bin } = await inOwn((tx) => tx.one<{ bin: string }>`select bin from stock_balance where org_id = ${tx.orgId} and sku_id = ${it.own.sku}`);
  expect(bin).toBe("A-2");
});

test("what parcels were promised cannot be counted away", async () => {
  const before = await onHand();
  await inOwn((tx) => tx.run`update stock_balance set reserved_qty = 5 where org_id = ${tx.orgId} and sku_id = ${it.own.sku}`);
  const refused = await inOwn((tx) => adjustStock(tx, { adjustId: tx.newId(), warehouseId: it.own.warehouse, skuId: it.own.sku, delta: 5 - before - 1, reason: "gone" }, "system"));
  expect(refused).toMatchObject({ ok: false, error: { code: "stock_reserved" } });
  // And the proof notices a balance that the ledger does not know.
  expect(await inOwn(listDifferences)).toMatchObject([{ balanceReserved: 5, ledgerReserved: 0, promised: 0 }]);
  await inOwn((tx) => tx.run`update stock_balance set reserved_qty = 0 where org_id = ${tx.orgId} and sku_id = ${it.own.sku}`);
});

/** An order in review with one line of two pieces that nobody knows. */
async function waitingOrder(channelSku: string): Promise<string> {
  const orderId = it.db.newId();
  await inOwn(async (tx) => {
    await tx.insert("orders", [{
      id: orderId, orderNo: `O-${channelSku}`, shopAccountId: it.own.shop, externalId: channelSku, sourceVersion: tx.now, stage: "review", held: false, holdCodes: ["sku_unmapped"], version: 1, country: "GB", currency: "GBP", totalMinor: 1,
      shippingMinor: 0, taxMinor: 0, discountMinor: 0, otherMinor: 0, buyerKey: "b", addressHash: "h", channelAddressHash: "h", payerKey: "", channelState: "open", channelStatus: "", paymentDeclared: "paid", buyerNote: "", requestedService: "",
      placedAt: tx.now, dueAt: tx.now, checkedAt: tx.now,
    }]);
    await tx.insert("order_line", [{ id: tx.newId(), orderId, externalId: "1", channelSku, title: "Shirt", qty: 2, totalMinor: 1 }]);
  });
  return orderId;
}
const lineOf = (orderId: string) =>
  inOwn((tx) => tx.one`select l.sku_id, l.sku_qty, o.next_try_at from order_line l join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = ${tx.orgId} and l.order_id = ${orderId}`);

test("mapping a channel's SKU fills the open lines and wakes the orders that waited", async () => {
  const orderId = await waitingOrder("OLD-NAME");
  const as = it.sessions.owner;
  const unmapped = await it.call("GET", "/api/mappings/unmapped", { as });
  expect(unmapped.json()).toMatchObject({ rows: [{ channelSku: "OLD-NAME", orderCount: 1 }] });
  const mapped = await it.call("POST", "/api/mappings", { as, body: { accountId: it.own.shop, channelSku: "OLD-NAME", skuId: it.own.sku, qty: 3 } });
  expect(mapped.json()).toEqual({ woken: 1 });
  const line = await lineOf(orderId);
  expect(line).toEqual({ skuId: it.own.sku, skuQty: 6, nextTryAt: it.clock.now });
  expect((await it.call("GET", "/api/mappings/unmapped", { as })).json()).toEqual({ rows: [] });
});

test("a SKU added or renamed to what waiting lines name fills them and wakes their orders", async () => {
  const as = it.sessions.owner;
  const [byCode, byBarcode, later] = [await waitingOrder("MUG-RED"), await waitingOrder("6900000000777"), await waitingOrder("MUG-BLUE")];
  const fields = {
    nameEn: "Mug", nameZh: "杯", barcode: "6900000000777", weightG: 300, imageUrl: null, declaredNameEn: "", declaredNameZh: "", declaredValue: null, hsCode: "", originCountry: "CN",
  };
  const added = (await it.call("POST", "/api/skus", { as, body: { code: "MUG-RED", ...fields } })).json() as { id: string; version: number };
  for (const id of [byCode, byBarcode]) expect(await lineOf(id)).toEqual({ skuId: added.id, skuQty: 2, nextTryAt: it.clock.now });
  expect(await lineOf(later)).toMatchObject({ skuId: null });
  await it.call("PUT", `/api/skus/${added.id}`, { as, body: { code: "MUG-BLUE", ...fields, version: added.version } });
  expect(await lineOf(later)).toEqual({ skuId: added.id, skuQty: 2, nextTryAt: it.clock.now });
});

test("the purchase plan adds up every waiting parcel, also those it does not name", async () => {
  const parcels = 5_003;
  await inOwn(async (tx) => {
    await tx.run`
      insert into parcel select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'parcel_no', 'S' || n))).*
        from parcel p, generate_series(1, ${parcels}::int) n where org_id = ${tx.orgId} and id = ${it.own.parcel}`;
    await tx.run`
      insert into purchase_plan_line (org_id, parcel_id, sku_id, warehouse_id, qty, since)
      select org_id, id, ${it.own.sku}::uuid, ${it.own.warehouse}::uuid, 2, ${tx.now} from parcel where org_id = ${tx.orgId} and parcel_no like 'S%'`;
  });
  const plan = (await it.call("GET", "/api/purchase-plan", { as: it.sessions.owner })).json() as { rows: { shortQty: number; parcelCount: number; parcels: object[]; name: string }[] };
  expect(plan.rows).toMatchObject([{ shortQty: 2 * parcels, parcelCount: parcels, name: "Shirt" }]);
  expect(plan.rows[0]!.parcels).toHaveLength(50);
  const stock = (await it.call("GET", "/api/stock?only=short", { as: it.sessions.owner })).json() as { rows: object[] };
  expect(stock.rows).toMatchObject([{ sku: "A-RED", shortQty: 2 * parcels }]);
});
