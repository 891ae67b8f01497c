import { afterAll, beforeAll, expect, test } from "vitest";
import type { Operation } from "@argosy/core/api/index.ts";
import { openApp, type CompanyIds, type TestApp } from "./app.testkit.ts";
import { operations, routeOf } from "./permission.ts";

// Two companies with equal rows. Whatever the owner of one asks about an id of the other is answered exactly as about
// an id that never was: no row, no other status, no other word.

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

const nowhere = "00000000-0000-4000-8000-00000000dead";
const address = { name: "A", company: "", line1: "1", line2: "", city: "C", state: "", postcode: "1", country: "GB", phone: "" };
const sku = { code: "Z", nameEn: "", nameZh: "", barcode: "", weightG: 1, imageUrl: null, declaredNameEn: "", declaredNameZh: "", declaredValue: null, hsCode: "", originCountry: "CN" };
const method = { code: "X", name: "X", carrierAccountId: null, service: "", books: "after_stock", numberSource: "none", label: "own", channelCarrier: "", maxWeightG: null, countries: null, warehouseIds: null, limit: null, active: true };

type Asks = readonly [which: keyof CompanyIds, body?: (id: string) => unknown];
/** What names a row in its path. A new route with `:id` fails the test below until it stands here. */
const byPath: Partial<Record<Operation, Asks>> = {
  changeMember: ["member", () => ({ name: "X", role: "picker", disabled: false })],
  getOrder: ["order"], unmask: ["order"], exportBuyer: ["order"], eraseBuyer: ["order", () => ({ reason: "asked for it" })], getOrderRaw: ["order"], matchPayment: ["order", () => ({ paymentId: nowhere })], unmatchPayment: ["order"], editAddress: ["order", () => ({ version: 1, shipTo: address })],
  unmerge: ["parcel"], getParcel: ["parcel"], parcelLabel: ["parcel"], getInboxItem: ["inbox"],
  getWave: ["wave"], pickStep: ["wave", () => ({ skuId: nowhere, qty: 1 })], finishWave: ["wave", () => ({})], undoWave: ["wave"], pickListPdf: ["wave"], labelDocument: ["document"], confirmDocument: ["document", () => ({})],
  changeSku: ["sku", () => ({ ...sku, version: 1 })], changeWarehouse: ["warehouse", () => ({ code: "Z", name: "Z", kind: "own", address, isDefault: false, version: 1 })],
  changeMethod: ["method", () => ({ ...method, version: 1 })], addNumbers: ["method", () => ({ numbers: ["AB1234"] })],
  changeAccount: ["shop", () => ({ version: 1, name: "Z", colour: "#000000" })], pauseAccount: ["shop", () => ({ paused: true })], pollAccount: ["shop"], recountAccount: ["shop"],
};
/** What names a row in its body or query. */
const inside: [Operation, keyof CompanyIds, (id: string) => { body?: unknown; query?: string }][] = [
  ["actOnOrders", "order", (id) => ({ body: { act: "hold", targets: { ids: [id] }, reason: "x" } })],
  ["actOnParcels", "parcel", (id) => ({ body: { act: "hold", targets: { ids: [id] }, reason: "x" } })],
  ["merge", "order", (id) => ({ body: { groups: [[id, nowhere]] } })],
  ["replayInbox", "inbox", (id) => ({ body: { ids: [id] } })],
  ["importPayload", "shop", (id) => ({ body: { accountId: id, body: "{}" } })],
  ["createWave", "parcel", (id) => ({ body: { parcelIds: [id] } })],
  ["printLabels", "parcel", (id) => ({ body: { parcelIds: [id] } })],
  ["putBack", "wave", (id) => ({ body: { lines: [{ waveId: id, skuId: it.own.sku, qty: 1 }] } })],
  ["scanItem", "parcel", (id) => ({ body: { parcelId: id, code: "A-RED", scanId: nowhere } })],
  ["scanUndo", "parcel", (id) => ({ body: { parcelId: id, scanId: nowhere } })],
  ["scanShip", "parcel", (id) => ({ body: { parcelId: id, scanId: nowhere } })],
  ["shipParcels", "parcel", (id) => ({ body: { parcelIds: [id], reason: "x" } })],
  ["mapSku", "shop", (id) => ({ body: { accountId: id, channelSku: "x", skuId: nowhere, qty: 1 } })],
  ["mapSku", "sku", (id) => ({ body: { accountId: it.own.shop, channelSku: "x", skuId: id, qty: 1 } })],
  ["mapSkus", "shop", (id) => ({ body: { mappings: [{ accountId: id, channelSku: "x", skuId: it.own.sku, qty: 1 }] } })],
  ["mapSkus", "sku", (id) => ({ body: { mappings: [{ accountId: it.own.shop, channelSku: "x", skuId: id, qty: 1 }] } })],
  ["receiveStock", "warehouse", (id) => ({ body: { receiptId: nowhere, warehouseId: id, reference: "", lines: [{ skuId: it.own.sku, qty: 1 }] } })],
  ["receiveStock", "sku", (id) => ({ body: { receiptId: nowhere, warehouseId: it.own.warehouse, reference: "", lines: [{ skuId: id, qty: 1 }] } })],
  ["adjustStock", "sku", (id) => ({ body: { adjustId: nowhere, warehouseId: it.own.warehouse, skuId: id, delta: 1, reason: "x" } })],
  ["addMethod", "carrier", (id) => ({ body: { ...method, code: "Y", numberSource: "api", label: "carrier", carrierAccountId: id } })],
  ["addMethod", "warehouse", (id) => ({ body: { ...method, code: "Y", warehouseIds: [id] } })],
  ["listOrders", "shop", (id) => ({ query: `accountId=${id}` })],
  ["listParcels", "warehouse", (id) => ({ query: `warehouseId=${id}` })],
  ["listParcels", "method", (id) => ({ query: `methodId=${id}` })],
  ["listParcels", "wave", (id) => ({ query: `waveId=${id}` })],
  ["listStock", "warehouse", (id) => ({ query: `warehouseId=${id}` })],
  ["listStockMoves", "sku", (id) => ({ query: `skuId=${id}` })],
  ["listInbox", "shop", (id) => ({ query: `accountId=${id}` })],
];

test("every route with an id in its path is asked about another company's", () => {
  const withId = operations.filter((operation) => routeOf(operation).path.includes(":id") && !routeOf(operation).path.includes("templates"));
  expect(Object.keys(byPath).toSorted()).toEqual(withId.toSorted());
});

test.each(Object.entries(byPath) as [Operation, Asks][])("%s", async (operation, [which, body]) => {
  const { method: verb, path } = routeOf(operation);
  const ask = (id: string) => it.call(verb, path.replace(":id", id).replace(":paymentId", nowhere), { as: it.sessions.owner, ...(body ? { body: body(id) } : {}) });
  const theirs = await ask(it.other[which]);
  const none = await ask(nowhere);
  expect([theirs.statusCode, theirs.body.replaceAll(it.other[which], nowhere)]).toEqual([none.statusCode, none.body]);
  expect(theirs.statusCode).toBe(404);
});

test.each(inside)("%s with their %s", async (operation, which, input) => {
  const { method: verb, path } = routeOf(operation);
  const ask = (id: string) => {
    const { body, query } = input(id);
    return it.call(verb, query ? `${path}?${query}` : path, { as: it.sessions.owner, ...(body === undefined ? {} : { body }) });
  };
  const theirs = await ask(it.other[which]);
  const none = await ask(nowhere);
  expect([theirs.statusCode, theirs.body.replaceAll(it.other[which], nowhere)]).toEqual([none.statusCode, none.body]);
  expect(theirs.statusCode).toBeLessThan(500);
});

test("lists and counts show the own company's rows only", async () => {
  for (const path of ["/api/orders", "/api/parcels", "/api/skus", "/api/inbox"]) {
    const answer = (await it.call("GET", path, { as: it.sessions.owner })).json<{ rows: { id: string }[]; count: { n: number } }>();
    expect([path, answer.rows.length, answer.count.n]).toEqual([path, 1, 1]);
  }
});
