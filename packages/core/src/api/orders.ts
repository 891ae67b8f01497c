import { z } from "zod";
import { accountKinds } from "../connector.ts";
import { orderStages, parcelStages, rooms } from "../journey.ts";
import {
  addressAsked, addressSchema, cancelsMany, country, eventSchema, goodsSchema, holdSchema, id, idParams, instantAsked, instantText, moneySchema, paged, pageQuery, reason, rowResults,
  versionAsked, type Route,
} from "./route.ts";

export const views = ["all", "free", "held", "overdue"] as const;
/** Every list of orders: the same filter serves the list, its count, the board and "all that match". */
export const orderFilter = {
  stage: z.enum(orderStages).optional(), view: z.enum(views).default("all"), hold: z.string().max(60).optional(),
  accountId: id.optional(), country: country.optional(), q: z.string().trim().max(100).optional(), sku: z.string().trim().max(60).optional(),
};
export const orderRow = z.strictObject({
  id, orderNo: z.string(), externalId: z.string(), stage: z.enum(orderStages), version: z.int(),
  account: z.strictObject({ id, name: z.string(), channel: z.string(), site: z.string(), colour: z.string() }),
  buyer: z.string(), country: z.string(), total: moneySchema, goods: z.array(goodsSchema), note: z.string(),
  /** `shipByOurs`: the channel names no time, so ours counts. */
  placedAt: instantText, paidAt: instantText.nullable(), shipByAt: instantText, shipByOurs: z.boolean(), nextTryAt: instantText.nullable(),
  /** Where its parcels stand, cancelled ones left out, and what they wait for. */
  parcelStages: z.array(z.enum(parcelStages)), parcelHolds: z.array(holdSchema), holds: z.array(holdSchema),
});
const payment = z.strictObject({
  id, source: z.string(), externalId: z.string(), at: instantText, kind: z.string(), state: z.string(), amount: moneySchema,
  fee: moneySchema.nullable(), payer: z.string(), shipTo: addressSchema.nullable(), warnings: z.array(z.enum(["address_unverified", "unprotected"])), matchedMinor: z.int(), matchedBy: z.string(),
  /** What nobody has of it, and the other orders that have a part. */
  freeMinor: z.int(), others: z.array(z.strictObject({ id, orderNo: z.string(), minor: z.int() })),
});
/** A payment that may be for the order, and the other orders that it fits. */
const candidate = z.strictObject({ id, externalId: z.string(), at: instantText, amount: moneySchema, payer: z.string(), others: z.array(z.strictObject({ id, orderNo: z.string() })) });
const message = z.strictObject({
  id, at: instantText, from: z.enum(["buyer", "seller", "channel"]), subject: z.string(), text: z.string(), read: z.boolean(),
});
const parcelBrief = z.strictObject({
  id, parcelNo: z.string(), stage: z.string(), method: z.string().nullable(), warehouse: z.string().nullable(), trackingNo: z.string().nullable(), trackingStatus: z.string().nullable(),
  cost: moneySchema.nullable(), hasLabel: z.boolean(), shippedAt: instantText.nullable(), goods: z.array(goodsSchema), holds: z.array(holdSchema),
});
export const orderDetail = orderRow.extend({
  masked: z.boolean(), // of the buyer only the beginnings are sent, of what he wrote nothing
  buyerUserName: z.string(), buyerEmail: z.string(), shipTo: addressSchema, requestedService: z.string(), channelStatus: z.string(), paymentDeclared: z.string(),
  shipping: moneySchema, tax: moneySchema, discount: moneySchema, other: moneySchema,
  payments: z.array(payment), candidates: z.array(candidate), provenBy: z.enum(["channel", "own_records"]), toleranceMinor: z.int(), messages: z.array(message), parcels: z.array(parcelBrief),
  pastHolds: z.array(holdSchema), timeline: z.array(eventSchema),
});
const numbered = z.strictObject({ id, orderNo: z.string() });
export const orderActs = ["approve", "release", "hold", "unhold", "cancel", "recheck", "go_alone", "accept_payment"] as const;
/** Targets of a batch: the ids shown, or all rows the filter matches, up to 2,000. */
const targets = <T extends z.ZodType>(filter: T) => z.union([z.strictObject({ ids: z.array(id).min(1).max(2000) }), z.strictObject({ matching: filter })]);

export const orderApi = {
  board: {
    method: "GET", path: "/api/board", may: ["view", "Board"], summary: "The eleven rooms: who is free, who is held and why.",
    answer: z.strictObject({
      rooms: z.array(z.strictObject({
        room: z.enum(rooms), free: z.int(), held: z.int(), overdue: z.int(), oldestAt: instantText.nullable(),
        holds: z.array(z.strictObject({ code: z.string(), count: z.int() })), throughput: z.array(z.int()).length(24), // travellers that left, per hour, oldest first
      })),
      today: z.strictObject({ due: z.int(), done: z.int(), late: z.int(), lateOrders: z.int() }),
      accounts: z.array(z.strictObject({ id, kind: z.enum(accountKinds), name: z.string(), status: z.string(), lastSuccessAt: instantText.nullable(), keptLabels: z.int() })),
      readiness: z.array(z.strictObject({ what: z.string(), ready: z.boolean(), lacks: z.enum(["address", "numbers", "weight", "customs"]).nullable() })),
    }),
  },
  listOrders: { method: "GET", path: "/api/orders", may: ["view", "Order"], summary: "Orders: those that still have to leave first, by their promise; what is done last, the newest first.", query: z.strictObject({ ...orderFilter, ...pageQuery }), answer: paged(orderRow) },
  getOrder: { method: "GET", path: "/api/orders/:id", may: ["view", "Order"], summary: "One order with its whole history.", params: idParams, answer: orderDetail, refuses: ["order_not_found"] },
  unmask: {
    method: "POST", path: "/api/orders/:id/unmask", may: ["unmask", "Buyer"], summary: "Shows the buyer of one order, and writes down to whom.", params: idParams, answer: orderDetail, refuses: ["order_not_found"],
  },
  listUnmasked: {
    method: "GET", path: "/api/unmasked", may: ["view", "Member"], summary: "To whom which order's buyer was shown, newest first.", query: z.strictObject(pageQuery),
    answer: paged(z.strictObject({ id, at: instantText, actor: z.string(), order: z.strictObject({ id, orderNo: z.string() }) })),
  },
  exportBuyer: {
    method: "POST", path: "/api/orders/:id/buyer/export", may: ["manage", "Buyer"], fresh: true, summary: "This order's buyer in that shop as JSON, for a buyer who asks: his orders as their pages show them, and all his letters, payments and payloads.", params: idParams, refuses: ["order_not_found"],
  },
  eraseBuyer: {
    method: "POST", path: "/api/orders/:id/buyer/erase", may: ["manage", "Buyer"], fresh: true, summary: "Forgets this order's buyer in that shop. Orders that have not left yet are kept, and follow when they have.", params: idParams,
    body: z.strictObject({ reason: reason.min(1) }), answer: z.strictObject({ erased: z.array(numbered), kept: z.array(numbered) }), refuses: ["order_not_found"],
  },
  getOrderRaw: {
    method: "GET", path: "/api/orders/:id/raw", may: ["view", "Inbox"], summary: "The channel's payloads as they came.", params: idParams,
    answer: z.strictObject({ rows: z.array(z.strictObject({ id, receivedAt: instantText, version: instantText.nullable(), state: z.string(), raw: z.string() })) }), refuses: ["order_not_found"],
  },
  actOnOrders: {
    method: "POST", path: "/api/orders/act", may: ["approve", "Order"], fresh: cancelsMany, summary: "One verb on many orders, a result for each.",
    body: z.strictObject({
      act: z.enum(orderActs), targets: targets(z.strictObject(orderFilter)), reason: reason.default(""),
      /** What the person saw, per order: hash of each open hold. Of orders named by id nothing else is released. */
      seen: z.record(id, z.array(z.string())).optional(), code: z.string().max(60).optional(), until: instantAsked.optional(),
    }),
    answer: rowResults, refuses: ["reason_missing", "input_refused"],
  },
  editAddress: {
    method: "PUT", path: "/api/orders/:id/address", may: ["edit", "Order"], summary: "Corrects the address before anything is booked.",
    params: idParams, body: z.strictObject({ version: versionAsked, shipTo: addressAsked }), answer: orderDetail, refuses: ["order_not_found", "wrong_stage", "changed_meanwhile", "parcel_booked"],
  },
  mergeGroups: {
    method: "GET", path: "/api/merge", may: ["view", "Merge"], summary: "Orders that could travel together, and what that saves; with `orderId` those of this order alone.", query: z.strictObject({ orderId: id.optional() }),
    answer: z.strictObject({
      rows: z.array(z.strictObject({ key: z.string(), until: instantText, buyer: z.string(), country: z.string(), saving: moneySchema.nullable(), orders: z.array(orderRow.extend({ shipTo: addressSchema })) })),
      orderCount: z.int(), // that are offered; rows hold the 400 most urgent of them
    }),
  },
  merge: {
    method: "POST", path: "/api/merge", may: ["edit", "Merge"], summary: "Joins each group into one parcel.",
    body: z.strictObject({ groups: z.array(z.array(id).min(2).max(100)).min(1).max(200) }),
    answer: z.strictObject({ results: z.array(z.strictObject({ ok: z.boolean(), parcelId: id.nullable(), code: z.string().nullable(), detail: z.string().nullable() })) }),
  },
  unmerge: {
    method: "POST", path: "/api/parcels/:id/unmerge", may: ["edit", "Merge"], summary: "Takes a merged parcel apart and gives its label back; each order is judged anew.",
    params: idParams, answer: z.strictObject({ ok: z.literal(true) }), refuses: ["parcel_not_found", "parcel_in_wave", "not_merged", "wrong_stage"],
  },
  matchPayment: {
    method: "POST", path: "/api/orders/:id/payments", may: ["approve", "Payment"], summary: "A person says that this payment is for this order; the order is judged with it.", params: idParams,
    body: z.union([z.strictObject({ paymentId: id }), z.strictObject({ transactionId: z.string().trim().min(1).max(100) })]), answer: z.strictObject({ ok: z.literal(true) }), refuses: ["order_not_found", "payment_not_found", "payment_taken", "wrong_stage"],
  },
  unmatchPayment: {
    method: "DELETE", path: "/api/orders/:id/payments/:paymentId", may: ["approve", "Payment"], summary: "A person says that this payment is not for this order: its part is free again.", params: z.strictObject({ id, paymentId: id }),
    answer: z.strictObject({ ok: z.literal(true) }), refuses: ["order_not_found", "payment_not_found", "wrong_stage"],
  },
  listInbox: {
    method: "GET", path: "/api/inbox", may: ["view", "Inbox"], summary: "Payloads as they came; the quarantined ones with the reason.",
    query: z.strictObject({ state: z.enum(["received", "projected", "quarantined", "ignored"]).default("quarantined"), accountId: id.optional(), ...pageQuery }),
    answer: paged(z.strictObject({
      id, accountId: id, account: z.string(), feed: z.enum(["orders", "messages", "payments", "tracking"]), source: z.string(), externalId: z.string().nullable(), receivedAt: instantText, state: z.string(),
      error: z.record(z.string(), z.unknown()).nullable(), size: z.int(),
    })),
  },
  getInboxItem: { method: "GET", path: "/api/inbox/:id", may: ["view", "Inbox"], summary: "One payload, verbatim.", params: idParams, answer: z.strictObject({ id, raw: z.string() }), refuses: ["inbox_item_not_found"] },
  replayInbox: { method: "POST", path: "/api/inbox/replay", may: ["edit", "Inbox"], summary: "Reads quarantined payloads again, after a fix.", body: z.strictObject({ ids: z.array(id).min(1).max(500) }), answer: rowResults },
  importPayload: {
    method: "POST", path: "/api/inbox/import", may: ["edit", "Inbox"], fresh: true, summary: "Puts a vendor's answer body through the real intake.",
    body: z.strictObject({ accountId: id, body: z.string().max(20_000_000) }), answer: z.strictObject({ stored: z.int(), projected: z.int(), quarantined: z.int(), ignored: z.int() }), refuses: ["account_not_found", "account_closed", "input_refused"],
  },
} as const satisfies Record<string, Route>;
