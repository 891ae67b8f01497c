import { z } from "zod";
import { parcelStages } from "../journey.ts";
import {
  addressSchema, cancelsMany, country, done, eventSchema, goodsSchema, holdSchema, id, idParams, instantAsked, instantText, moneySchema, paged, pageQuery, qty, reason, rowResults, versionAsked,
  type Route,
} from "./route.ts";
import { views } from "./orders.ts";

export const parcelFilter = {
  stage: z.enum(parcelStages).optional(), view: z.enum(views).default("all"), hold: z.string().max(60).optional(), accountId: id.optional(),
  country: country.optional(), warehouseId: id.optional(), methodId: id.optional(), waveId: id.optional(), q: z.string().trim().max(100).optional(), sku: z.string().trim().max(60).optional(),
};
const named = z.strictObject({ id, name: z.string() });
/** `followed`: a carrier account tells where it is; without one a person says how it ended. */
export const parcelRow = z.strictObject({
  id, parcelNo: z.string(), stage: z.enum(parcelStages), version: z.int(), orderNos: z.array(z.strictObject({ id, orderNo: z.string() })),
  account: z.strictObject({ id, name: z.string(), channel: z.string(), site: z.string(), colour: z.string() }),
  buyer: z.string(), country: z.string(), total: moneySchema, weightG: z.int(), goods: z.array(goodsSchema),
  warehouse: named.nullable(), method: named.nullable(), books: z.enum(["before_stock", "after_stock"]).nullable(), booked: z.boolean(), reserved: z.boolean(), pinned: z.boolean(),
  trackingNo: z.string().nullable(), trackingStatus: z.string().nullable(), waveId: id.nullable(), waveNo: z.string().nullable(), hasLabel: z.boolean(), printedCount: z.int(), followed: z.boolean(), labelUnconfirmed: z.boolean(),
  /** `shipByOurs`: the channel names no time, so ours counts. */
  paidAt: instantText.nullable(), shipByAt: instantText, shipByOurs: z.boolean(), nextTryAt: instantText.nullable(), shippedAt: instantText.nullable(), holds: z.array(holdSchema),
});
const attempt = z.strictObject({
  id, state: z.string(), at: instantText, carrier: z.string(), service: z.string(), trackingNo: z.string().nullable(), cost: moneySchema.nullable(), error: z.record(z.string(), z.unknown()).nullable(),
});
const notice = z.strictObject({ id, orderNo: z.string(), state: z.string(), at: instantText, tries: z.int(), error: z.record(z.string(), z.unknown()).nullable() });
const trackingEvent = z.strictObject({ at: instantText, status: z.string(), vendorCode: z.string(), text: z.string(), place: z.string() });
/** Why this warehouse and this method: stored with the decision, so it stays true after the rules change. */
export const routeTrace = z.strictObject({
  decision: z.enum(["warehouse", "method"]), ruleSetVersion: z.int(), setBy: z.string(), chosen: named.nullable(), facts: z.record(z.string(), z.unknown()),
  tried: z.array(z.strictObject({ ruleId: z.string(), name: z.string(), is: z.string(), failed: z.int().optional(), failedCondition: z.record(z.string(), z.unknown()).optional(), because: z.string().optional() })),
});
export const parcelDetail = parcelRow.extend({
  masked: z.boolean(),
  packedWeightG: z.int().nullable(), deliveredAt: instantText.nullable(),
  shipTo: addressSchema, notes: z.array(z.strictObject({ orderNo: z.string(), note: z.string() })), attempts: z.array(attempt), notices: z.array(notice), tracking: z.array(trackingEvent), routes: z.array(routeTrace),
  pastHolds: z.array(holdSchema), timeline: z.array(eventSchema),
});
export const parcelActs = ["release", "hold", "unhold", "cancel", "reroute", "set_route", "retry", "pin", "unpin", "retry_notice", "free_stock", "deliver", "bring_back", "lose", "any_warehouse", "unlabel"] as const;

const mm = z.number().min(0).max(400);
const box = { x: mm, y: mm, w: z.number().min(1).max(400), h: z.number().min(1).max(400) };
/** Values are data, never code: a field names one of the known values, text is printed literally. */
export const templateFields = [
  "to_name", "to_company", "to_address", "to_city_line", "to_country", "to_phone", "from_address", "parcel_no", "tracking_no", "order_nos", "method", "weight", "goods", "buyer_note", "printed_at",
] as const;
export const templateSchema = z.strictObject({
  widthMm: z.number().min(30).max(300), heightMm: z.number().min(30).max(400), version: versionAsked,
  elements: z.array(z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("field"), field: z.enum(templateFields), ...box, size: z.number().min(4).max(60), bold: z.boolean() }),
    z.strictObject({ kind: z.literal("text"), text: z.string().max(300), ...box, size: z.number().min(4).max(60), bold: z.boolean() }),
    z.strictObject({ kind: z.literal("barcode"), field: z.enum(["parcel_no", "tracking_no"]), ...box }),
    z.strictObject({ kind: z.literal("line"), ...box, w: mm, h: mm }),
  ])).max(60),
});
export type Template = z.infer<typeof templateSchema>;

export const scanParcel = z.strictObject({
  id, parcelNo: z.string(), stage: z.string(), country: z.string(), method: z.string(), trackingNo: z.string().nullable(), slot: z.int().nullable(), waveNo: z.string().nullable(), note: z.string(), warnings: z.array(z.string()),
  lines: z.array(z.strictObject({ skuId: id, sku: z.string(), name: z.string(), barcode: z.string(), imageUrl: z.string().nullable(), qty, packedQty: z.int() })),
  complete: z.boolean(), shippedAt: instantText.nullable(), expectedWeightG: z.int(),
});

export const parcelApi = {
  listParcels: { method: "GET", path: "/api/parcels", may: ["view", "Parcel"], summary: "Parcels: those that still have to leave first, by their promise; what is done last, the newest first.", query: z.strictObject({ ...parcelFilter, ...pageQuery }), answer: paged(parcelRow) },
  getParcel: { method: "GET", path: "/api/parcels/:id", may: ["view", "Parcel"], summary: "One parcel with its whole history.", params: idParams, answer: parcelDetail, refuses: ["parcel_not_found"] },
  actOnParcels: {
    method: "POST", path: "/api/parcels/act", may: ["edit", "Parcel"], fresh: cancelsMany, summary: "One verb on many parcels, a result for each.",
    body: z.strictObject({
      act: z.enum(parcelActs), targets: z.union([z.strictObject({ ids: z.array(id).min(1).max(2000) }), z.strictObject({ matching: z.strictObject(parcelFilter) })]),
      reason: reason.default(""), code: z.string().max(60).optional(), seen: z.record(id, z.array(z.string())).optional(),
      warehouseId: id.optional(), methodId: id.optional(), until: instantAsked.optional(),
    }),
    answer: rowResults, refuses: ["reason_missing", "input_refused"],
  },
  parcelLabel: { method: "GET", path: "/api/parcels/:id/label", may: ["view", "Buyer"], summary: "The label file of a parcel; it shows the whole buyer.", params: idParams, refuses: ["parcel_not_found", "no_label"] },

  listWaves: {
    method: "GET", path: "/api/waves", may: ["view", "Wave"], summary: "Pick waves, newest first; `labels` are those of which a label can be printed now.",
    query: z.strictObject({ state: z.enum(["open", "picked", "labels", "all"]).default("open"), ...pageQuery }),
    answer: paged(z.strictObject({ id, waveNo: z.string(), warehouse: named, state: z.enum(["open", "picked", "cancelled"]), parcelCount: z.int(), toLabelCount: z.int(), heldCount: z.int(), unitCount: z.int(), createdAt: instantText, createdBy: z.string(), pickedAt: instantText.nullable() })),
  },
  createWave: {
    method: "POST", path: "/api/waves", may: ["pick", "Wave"], summary: "Puts waiting parcels on a pick list, one wave per warehouse.",
    body: z.strictObject({ parcelIds: z.array(id).min(1).max(2000).optional(), warehouseId: id.optional(), maxParcels: z.int().min(1).max(500).default(50) }),
    answer: z.strictObject({
      waves: z.array(z.strictObject({ id, waveNo: z.string(), parcelCount: z.int() })), results: rowResults.shape.results,
      /** Without a selection: what is still in picking without a wave, because the number was reached or something is open against it. */
      left: z.strictObject({ free: z.int(), held: z.int() }).nullable(),
    }),
  },
  getWave: {
    method: "GET", path: "/api/waves/:id", may: ["view", "Wave"], summary: "A pick list in walking order, bin by bin; what is held is left out, and says why.", params: idParams,
    answer: z.strictObject({
      id, waveNo: z.string(), warehouse: named, state: z.enum(["open", "picked", "cancelled"]), createdAt: instantText, pickedAt: instantText.nullable(),
      steps: z.array(z.strictObject({
        bin: z.string(), skuId: id, sku: z.string(), name: z.string(), barcode: z.string(), imageUrl: z.string().nullable(), qty: z.int(), pickedQty: z.int(),
        parcels: z.array(z.strictObject({ id, parcelNo: z.string(), slot: z.int(), qty: z.int() })),
      })),
      parcels: z.array(z.strictObject({ id, parcelNo: z.string(), slot: z.int(), stage: z.string(), country: z.string(), method: z.string(), held: z.string().nullable() })),
    }),
    refuses: ["wave_not_found"],
  },
  pickStep: {
    method: "POST", path: "/api/waves/:id/pick", may: ["pick", "Wave"], summary: "Counts one SKU of the wave as taken from its bin. Repeating it changes nothing.", params: idParams,
    body: z.strictObject({ skuId: id, qty: z.int().min(0).max(1_000_000) }), answer: done, refuses: ["wave_not_found", "qty_refused", "wrong_stage"],
  },
  finishWave: {
    method: "POST", path: "/api/waves/:id/finish", may: ["pick", "Wave"], summary: "The goods are picked: its parcels go to labels; short ones leave the wave with a hold, held ones with theirs.", params: idParams,
    body: z.strictObject({ everything: z.boolean().default(false) }), answer: z.strictObject({ picked: z.int(), short: z.int(), held: z.int() }), refuses: ["wave_not_found", "wrong_stage"],
  },
  undoWave: { method: "POST", path: "/api/waves/:id/undo", may: ["pick", "Wave"], summary: "Takes the wave back; its parcels wait for picking again.", params: idParams, answer: done, refuses: ["wave_not_found", "wrong_stage"] },
  listPutBacks: {
    method: "GET", path: "/api/put-backs", may: ["view", "Wave"], summary: "Goods taken on a walk that no parcel needs any more, in walking order: they go back on the shelf.",
    answer: z.strictObject({ rows: z.array(z.strictObject({ waveId: id, waveNo: z.string(), warehouse: named, skuId: id, sku: z.string(), name: z.string(), imageUrl: z.string().nullable(), bin: z.string(), qty })) }),
  },
  putBack: {
    method: "POST", path: "/api/put-backs", may: ["pick", "Wave"], summary: "These pieces lie on the shelf again. Answers the lines that were not back before.",
    body: z.strictObject({ lines: z.array(z.strictObject({ waveId: id, skuId: id, qty })).min(1).max(500) }), answer: z.strictObject({ lines: z.array(z.strictObject({ waveId: id, skuId: id })) }),
  },
  pickListPdf: { method: "GET", path: "/api/waves/:id/pick-list.pdf", may: ["view", "Wave"], summary: "The pick list on paper.", params: idParams, refuses: ["wave_not_found"] },

  printLabels: {
    method: "POST", path: "/api/labels/print", may: ["print", "Label"], summary: "One PDF per carrier, in pick order; a reprint needs a reason.",
    body: z.strictObject({ parcelIds: z.array(id).min(1).max(1000).optional(), waveId: id.optional(), reason: reason.default(""), pickStrip: z.boolean().default(false) }),
    answer: z.strictObject({ documents: z.array(z.strictObject({ id, name: z.string(), pages: z.int(), papers: z.array(z.strictObject({ widthMm: z.number(), heightMm: z.number() })) })), results: rowResults.shape.results }), refuses: ["reason_missing"],
  },
  listDocuments: {
    method: "GET", path: "/api/labels/documents", may: ["view", "Label"], summary: "Documents whose labels nobody has seen on paper yet, newest first.",
    answer: z.strictObject({ rows: z.array(z.strictObject({
      id, name: z.string(), pages: z.int(), createdAt: instantText, createdBy: z.string(),
      open: z.array(z.strictObject({ page: z.int(), parcelId: id, parcelNo: z.string(), waveNo: z.string().nullable(), slot: z.int().nullable() })),
    })) }),
  },
  confirmDocument: {
    method: "POST", path: "/api/labels/documents/:id/confirm", may: ["print", "Label"], summary: "Says how the paper came out: spoiled labels go back to labels, with the same booking; the others are confirmed.", params: idParams,
    body: z.strictObject({ spoiled: z.array(id).max(1000).default([]), reason: reason.default("") }), answer: rowResults, refuses: ["not_found", "reason_missing"],
  },
  labelDocument: { method: "GET", path: "/api/labels/documents/:id", may: ["view", "Buyer"], summary: "A printed batch as PDF.", params: idParams, refuses: ["not_found"] },
  getTemplate: { method: "GET", path: "/api/templates/:id", may: ["view", "Label"], summary: "A label template: elements in millimetres.", params: z.strictObject({ id: z.enum(["address_label"]) }), answer: templateSchema },
  putTemplate: { method: "PUT", path: "/api/templates/:id", may: ["edit", "Label"], summary: "Keeps a changed template; the next print uses it.", params: z.strictObject({ id: z.enum(["address_label"]) }), body: templateSchema, answer: templateSchema, refuses: ["template_refused"] },
  previewTemplate: { method: "POST", path: "/api/templates/:id/preview", may: ["view", "Label"], summary: "The template as the real PDF, with the longest data we know.", params: z.strictObject({ id: z.enum(["address_label"]) }), body: templateSchema },

  scanOpen: {
    method: "POST", path: "/api/scan/open", may: ["ship", "Scan"], summary: "A scanned parcel number, tracking number, wave slot or product barcode opens a parcel.",
    body: z.strictObject({ code: z.string().trim().min(1).max(200) }), answer: scanParcel, refuses: ["barcode_unknown", "parcel_held", "already_shipped", "wrong_stage"],
  },
  scanItem: {
    method: "POST", path: "/api/scan/item", may: ["ship", "Scan"], summary: "Counts one scanned piece onto the open parcel. The same scanId counts once.",
    body: z.strictObject({ parcelId: id, code: z.string().trim().min(1).max(200), scanId: id }), answer: scanParcel, refuses: ["parcel_not_found", "not_on_parcel", "line_full", "barcode_unknown", "wrong_stage", "parcel_held"],
  },
  scanUndo: {
    method: "POST", path: "/api/scan/undo", may: ["ship", "Scan"], summary: "Takes one counted piece back out of a parcel that has not left. Repeating it changes nothing.",
    body: z.strictObject({ parcelId: id, scanId: id }), answer: scanParcel, refuses: ["parcel_not_found", "already_shipped", "wrong_stage"],
  },
  scanShip: {
    method: "POST", path: "/api/scan/ship", may: ["ship", "Scan"], summary: "The last scan: stock leaves, the ship notice is written, in one step.",
    body: z.strictObject({ parcelId: id, scanId: id, weightG: z.int().min(1).max(1_000_000).optional() }), answer: scanParcel,
    refuses: ["parcel_not_found", "parcel_incomplete", "weight_differs", "channel_silent", "already_shipped", "parcel_held", "order_cancelled", "label_outdated", "wrong_stage", "last_look_failed", "no_label"],
  },
  shipParcels: {
    method: "POST", path: "/api/scan/ship-many", may: ["edit", "Parcel"], summary: "Ships packed parcels without scanning each; for those who weigh and pack elsewhere.",
    body: z.strictObject({ parcelIds: z.array(id).min(1).max(1000), reason }), answer: rowResults, refuses: ["reason_missing"],
  },
  scanRecent: { method: "GET", path: "/api/scan/recent", may: ["ship", "Scan"], summary: "My last ten shipped parcels.", answer: z.strictObject({ rows: z.array(z.strictObject({ id, parcelNo: z.string(), at: instantText, trackingNo: z.string().nullable(), country: z.string() })), waiting: z.int() }) },
} as const satisfies Record<string, Route>;

