import { z } from "zod";
import { fact } from "../facts.ts";
import { poolNumber } from "../ids.ts";
import { addressAsked, addressSchema, code, countryAsked, done, id, idParams, instantText, label, moneySchema, paged, pageQuery, qty, reason, versionAsked, type Route } from "./route.ts";

/** Another server's by https, ours by its path, the demo's by this machine's number; nothing that ends an attribute or leads elsewhere. */
const imageUrl = z.string().max(500).regex(/^(https:\/\/|http:\/\/127\.0\.0\.1(:\d{1,5})?\/|\/(?!\/))[^\s"'<>\\]*$/, fact("input_https"));
const skuFields = {
  code, nameEn: z.string().trim().max(200), nameZh: z.string().trim().max(200), barcode: z.string().trim().max(60), weightG: z.int().min(0).max(1_000_000),
  imageUrl: imageUrl.nullable(), declaredNameEn: z.string().trim().max(120), declaredNameZh: z.string().trim().max(120),
  declaredValue: moneySchema.nullable(), hsCode: z.string().trim().regex(/^\d{0,12}$/, fact("input_digits")), originCountry: countryAsked,
};
const sku = z.strictObject({ id, ...skuFields, imageUrl: z.string().nullable(), originCountry: z.string(), onHandQty: z.int(), reservedQty: z.int(), version: z.int() });
const warehouseFields = { code, name: label, kind: z.enum(["own", "third_party"]), address: addressAsked, isDefault: z.boolean() };
const warehouse = z.strictObject({ id, ...warehouseFields, address: addressSchema, version: z.int() });
const methodFields = {
  code, name: label, carrierAccountId: id.nullable(), service: z.string().trim().max(120), books: z.enum(["before_stock", "after_stock"]),
  numberSource: z.enum(["api", "number_pool", "none"]), label: z.enum(["carrier", "own"]), channelCarrier: z.string().trim().max(60),
  maxWeightG: z.int().min(1).max(1_000_000).nullable(), countries: z.array(countryAsked).max(250).nullable(), warehouseIds: z.array(id).max(100).nullable(), limit: moneySchema.nullable(), active: z.boolean(),
};
/** How many pieces one of a listing is: times the most that a line of an order may have of it, it fits SQL's integer. */
const perListing = z.int().min(1).max(1000);
const mapping = z.strictObject({ accountId: id, channelSku: z.string().max(200).regex(/\S/, fact("input_listing_sku")), skuId: id, qty: perListing });
const method = z.strictObject({ id, ...methodFields, countries: z.array(z.string()).nullable(), poolFree: z.int(), version: z.int() });

export const stockApi = {
  listSkus: {
    method: "GET", path: "/api/skus", may: ["view", "Catalogue"], summary: "What we stock; with `code` what this code or barcode names.",
    query: z.strictObject({ q: z.string().trim().max(100).optional(), code: z.string().trim().max(100).optional(), ...pageQuery }), answer: paged(sku),
  },
  addSku: { method: "POST", path: "/api/skus", may: ["edit", "Catalogue"], summary: "Adds a SKU; waiting orders that name it look again.", body: z.strictObject(skuFields), answer: sku, refuses: ["code_taken"] },
  changeSku: { method: "PUT", path: "/api/skus/:id", may: ["edit", "Catalogue"], summary: "Changes a SKU; waiting orders look again.", params: idParams, body: z.strictObject({ ...skuFields, version: versionAsked }), answer: sku, refuses: ["sku_not_found", "code_taken", "changed_meanwhile"] },
  unmapped: {
    method: "GET", path: "/api/mappings/unmapped", may: ["view", "Catalogue"], summary: "Channel SKUs that hold orders because nobody said what they are, each with the SKU it probably is.",
    answer: z.strictObject({ rows: z.array(z.strictObject({ accountId: id, account: z.string(), channelSku: z.string(), title: z.string(), imageUrl: z.string().nullable(), orderCount: z.int(), suggestion: sku.nullable(), suggestedQty: z.int() })) }),
  },
  mapSku: {
    method: "POST", path: "/api/mappings", may: ["edit", "Catalogue"], summary: "Says what a channel SKU is; all orders that wait for it look again.",
    body: mapping, answer: z.strictObject({ woken: z.int() }), refuses: ["sku_not_found", "account_not_found", "qty_refused"],
  },
  mapSkus: {
    method: "POST", path: "/api/mappings/batch", may: ["edit", "Catalogue"], summary: "Says what many channel SKUs are: one result per row, in the order asked; a row that is refused stops none of the others.",
    body: z.strictObject({ mappings: z.array(mapping).min(1).max(500) }), answer: z.strictObject({ results: z.array(z.strictObject({ ok: z.boolean(), code: z.string().nullable(), woken: z.int() })) }),
  },
  listStock: {
    method: "GET", path: "/api/stock", may: ["view", "Stock"], summary: "Balances per warehouse and SKU.",
    query: z.strictObject({ q: z.string().trim().max(100).optional(), warehouseId: id.optional(), only: z.enum(["all", "short", "zero"]).default("all"), ...pageQuery }),
    answer: paged(z.strictObject({
      skuId: id, sku: z.string(), name: z.string(), imageUrl: z.string().nullable(), warehouseId: id, warehouse: z.string(), bin: z.string(), onHandQty: z.int(), reservedQty: z.int(), freeQty: z.int(), shortQty: z.int(),
    })),
  },
  listStockMoves: {
    method: "GET", path: "/api/stock/moves", may: ["view", "Stock"], summary: "The ledger, newest first.", query: z.strictObject({ skuId: id.optional(), warehouseId: id.optional(), ...pageQuery }),
    answer: paged(z.strictObject({ id, at: instantText, kind: z.string(), sku: z.string(), warehouse: z.string(), onHandDelta: z.int(), reservedDelta: z.int(), cause: z.string(), actor: z.string(), parcelNo: z.string().nullable() })),
  },
  receiveStock: {
    method: "POST", path: "/api/stock/receive", may: ["receive", "Stock"], summary: "Goods came in: ledger and balance together; short parcels wake. The same receiptId counts once.",
    body: z.strictObject({ receiptId: id, warehouseId: id, reference: z.string().trim().max(120), lines: z.array(z.strictObject({ skuId: id, qty, bin: z.string().trim().max(30).optional() })).min(1).max(500) }),
    answer: z.strictObject({ woken: z.int() }), refuses: ["warehouse_not_found", "sku_not_found", "qty_refused", "changed_meanwhile"],
  },
  adjustStock: {
    method: "POST", path: "/api/stock/adjust", may: ["receive", "Stock"], summary: "A count found another number: the difference is a ledger row with its reason.",
    body: z.strictObject({ adjustId: id, warehouseId: id, skuId: id, delta: z.int().min(-1_000_000).max(1_000_000), reason: reason.min(1) }), answer: done, refuses: ["warehouse_not_found", "sku_not_found", "stock_reserved", "qty_refused", "changed_meanwhile"],
  },
  stockProof: {
    method: "GET", path: "/api/stock/proof", may: ["view", "Stock"], summary: "Adds the ledger up and compares it with the balances and the reservations.",
    answer: z.strictObject({ moves: z.int(), balances: z.int(), differences: z.array(z.strictObject({ sku: z.string(), warehouse: z.string(), ledgerOnHand: z.int(), balanceOnHand: z.int(), ledgerReserved: z.int(), balanceReserved: z.int(), promised: z.int() })) }),
  },
  purchasePlan: {
    method: "GET", path: "/api/purchase-plan", may: ["view", "Purchase"], summary: "What short parcels need, SKU by SKU; of many parcels the first fifty are named.",
    answer: z.strictObject({ rows: z.array(z.strictObject({ skuId: id, sku: z.string(), name: z.string(), imageUrl: z.string().nullable(), warehouseId: id, warehouse: z.string(), shortQty: z.int(), parcelCount: z.int(), parcels: z.array(z.strictObject({ id, parcelNo: z.string(), qty: z.int() })), oldestAt: instantText })) }),
  },
  listWarehouses: { method: "GET", path: "/api/warehouses", may: ["view", "Settings"], summary: "Warehouses.", answer: z.strictObject({ rows: z.array(warehouse) }) },
  addWarehouse: { method: "POST", path: "/api/warehouses", may: ["edit", "Settings"], summary: "Adds a warehouse.", body: z.strictObject(warehouseFields), answer: warehouse, refuses: ["code_taken", "changed_meanwhile"] },
  changeWarehouse: { method: "PUT", path: "/api/warehouses/:id", may: ["edit", "Settings"], summary: "Changes a warehouse.", params: idParams, body: z.strictObject({ ...warehouseFields, version: versionAsked }), answer: warehouse, refuses: ["warehouse_not_found", "code_taken", "changed_meanwhile"] },
  listMethods: { method: "GET", path: "/api/methods", may: ["view", "Settings"], summary: "Shipping methods.", answer: z.strictObject({ rows: z.array(method) }) },
  addMethod: { method: "POST", path: "/api/methods", may: ["edit", "Settings"], summary: "Adds a shipping method.", body: z.strictObject(methodFields), answer: method, refuses: ["code_taken", "account_not_found", "input_refused"] },
  changeMethod: { method: "PUT", path: "/api/methods/:id", may: ["edit", "Settings"], summary: "Changes a shipping method; parcels already routed keep what they have.", params: idParams, body: z.strictObject({ ...methodFields, version: versionAsked }), answer: method, refuses: ["method_not_found", "code_taken", "changed_meanwhile", "account_not_found", "input_refused"] },
  addNumbers: {
    method: "POST", path: "/api/methods/:id/numbers", may: ["edit", "Settings"], summary: "Adds pre-issued tracking numbers to a method's pool; known ones are passed over.", params: idParams,
    body: z.strictObject({ numbers: z.array(z.string().trim().regex(poolNumber, fact("input_numbers"))).min(1).max(10_000) }), answer: z.strictObject({ added: z.int(), known: z.int() }), refuses: ["method_not_found"],
  },
} as const satisfies Record<string, Route>;
