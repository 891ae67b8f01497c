import type { Address } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import type { Tx } from "../db/tx.ts";
import { openMessage } from "../pipeline/message.ts";
import { openPayer } from "../pipeline/payer.ts";
import { listCandidates, listMessagesOf, listOrderEvents, listOutsideEvents, listParcelEvents, listPaymentsOf, type EventRow, type MessageRow, type PaymentRow } from "./detail-sql.ts";
import { parcelsOfOrders } from "../pipeline/traveller.ts";
import { hidden, maskAddress, maskEvent, maskText, type Reader } from "./mask.ts";
import { listOrderGoods, listParcelGoods, listParcelsOfOrders, showBuyer, readOrders, readParcels, type OrderRow } from "./rows-sql.ts";
import { actorNames, goodsOf, moneyOf, orderOf, readHolds } from "./shown.ts";
import { listUnmaskedOf } from "./unmasked-sql.ts";

/** The rows of one page in its order, with what belongs to them and where each goes, as far as this reader may see it. */
export async function showOrdersTo(tx: Tx, ids: readonly string[], reader: Reader) {
  if (ids.length === 0) return [];
  const rows = new Map((await readOrders(tx, ids)).map((row) => [row.id, row]));
  const goods = Map.groupBy(await listOrderGoods(tx, ids), (g) => g.ownerId);
  const holds = await readHolds(tx, reader, "order", ids);
  const parcels = await listParcelsOfOrders(tx, ids);
  const parcelHolds = await readHolds(tx, reader, "parcel", parcels.filter((p) => p.isHeld).map((p) => p.id));
  const parcelsOf = Map.groupBy(parcels, (p) => p.orderId);
  return ids.map((id) => {
    const row = present(rows.get(id), "an order of this page");
    const buyer = showBuyer(tx, reader, id, row.pii, row.country);
    return { ...orderOf(row, buyer, goods.get(id) ?? [], parcelsOf.get(id) ?? [], holds, parcelHolds, reader), shipTo: buyer.shipTo };
  });
}
export const showOrders = async (tx: Tx, ids: readonly string[], reader: Reader) => (await showOrdersTo(tx, ids, reader)).map(({ shipTo: _, ...order }) => order);

/** One order with everything that happened to it and to its parcels; null when this company has none of that id. */
export async function showOrder(tx: Tx, id: string, reader: Reader) {
  const [row] = await readOrders(tx, [id]);
  if (!row) return null;
  const goods = await listOrderGoods(tx, [id]);
  const holds = await readHolds(tx, reader, "order", [id], true);
  const payments = (await listPaymentsOf(tx, id)).map((p) => paymentOf(tx, p, reader));
  const candidates = (await listCandidates(tx, id)).map(({ id: paymentId, externalId, at, amountMinor, currency: paidIn, others, ...p }) => ({ id: paymentId, externalId, at, amount: moneyOf(amountMinor, paidIn), payer: payerOf(tx, { ...p, externalId }, reader), others: [...others] }));
  const messages = (await listMessagesOf(tx, row.accountId, row.buyerKey, row.externalId)).map((m) => messageOf(tx, m, reader));
  const open = await listParcelsOfOrders(tx, [id]);
  const parcelHolds = await readHolds(tx, reader, "parcel", open.filter((p) => p.isHeld).map((p) => p.id));
  const parcelIds = await parcelsOfOrders(tx, [id]);
  const parcels = await showParcelBriefs(tx, parcelIds, reader);
  const buyer = showBuyer(tx, reader, id, row.pii, row.country);
  const { requestedService, channelStatus, paymentDeclared, currency } = row;
  return {
    ...orderOf(row, buyer, goods, open, holds, parcelHolds, reader), masked: reader.masked && row.pii !== null, buyerUserName: buyer.buyerId, buyerEmail: buyer.email, shipTo: buyer.shipTo, requestedService, channelStatus, paymentDeclared,
    shipping: moneyOf(row.shippingMinor, currency), tax: moneyOf(row.taxMinor, currency), discount: moneyOf(row.discountMinor, currency), other: moneyOf(row.otherMinor, currency),
    payments, candidates, provenBy: row.provenBy ?? ("channel" as const), toleranceMinor: row.toleranceMinor, messages, parcels, pastHolds: holds.past(id),
    timeline: await timelineOf(tx, reader, row, new Map(parcels.map((p) => [p.id, p.parcelNo])), payments, messages),
  };
}

type Paid = Pick<PaymentRow, "accountId" | "externalId" | "payer">;
function payerOf(tx: Tx, p: Paid, { masked }: Reader): string {
  if (p.payer === null) return "";
  const { name, email } = openPayer(tx, p.accountId, p.externalId, p.payer);
  return masked ? hidden : [name, email].filter((part) => part !== "").join(" · ");
}
function paidFrom(tx: Tx, p: Paid, { masked }: Reader): Address | null {
  const address = p.payer && openPayer(tx, p.accountId, p.externalId, p.payer).shipTo;
  return address && (masked ? maskAddress(address) : address);
}
export function paymentOf(tx: Tx, p: PaymentRow, reader: Reader) {
  const { id, source, externalId, at, kind, state, matchedMinor, matchedBy, freeMinor, others } = p;
  return {
    id, source, externalId, at, kind, state, amount: moneyOf(p.amountMinor, p.currency), fee: p.feeMinor === null ? null : moneyOf(p.feeMinor, p.currency),
    payer: payerOf(tx, p, reader), shipTo: paidFrom(tx, p, reader), warnings: [...(p.warnings ?? [])], matchedMinor, matchedBy, freeMinor, others: [...others],
  };
}
export function messageOf(tx: Tx, m: MessageRow, { masked }: Reader) {
  const { subject, text } = openMessage(tx, m);
  return { id: m.id, at: m.at, from: m.sender, subject: masked ? maskText(subject) : subject, text: masked ? maskText(text) : text, read: m.read };
}

async function showParcelBriefs(tx: Tx, ids: readonly string[], reader: Reader) {
  if (ids.length === 0) return [];
  const goods = Map.groupBy(await listParcelGoods(tx, ids), (g) => g.ownerId);
  const holds = await readHolds(tx, reader, "parcel", ids);
  return (await readParcels(tx, ids)).toSorted((a, b) => (a.parcelNo < b.parcelNo ? -1 : 1)).map((p) => ({
    id: p.id, parcelNo: p.parcelNo, stage: p.stage, method: p.method, warehouse: p.warehouse, trackingNo: p.trackingNo, trackingStatus: p.trackingStatus,
    cost: p.costMinor !== null && p.costCurrency !== null ? moneyOf(p.costMinor, p.costCurrency) : null, hasLabel: p.hasLabel, shippedAt: p.shippedAt,
    goods: (goods.get(p.id) ?? []).map((g) => goodsOf(reader.locale, g)), holds: holds.open(p.id),
  }));
}

export type ShownEvent = {
  seq: number; at: string; kind: string; move: string | null; from: string | null; to: string | null; actor: string; reason: string; data: Record<string, unknown>; of: string;
};
export const eventOf = (row: EventRow, of: string, name: (actor: string) => string): ShownEvent => {
  const { ownerId: _, actor, data, ...event } = row;
  return { ...event, actor: name(actor), data: data ?? {}, of };
};
/** Newest first. Each history comes newest first; of one instant, what was given first stays first: numbers of different travellers say nothing about each other. */
export const newestFirst = (events: readonly ShownEvent[]): ShownEvent[] => events.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));

/** One history of an order: its own, its parcels', the money and the letters, newest first. */
async function timelineOf(
  tx: Tx, { masked }: Reader, order: OrderRow, parcelNos: ReadonlyMap<string, string>, payments: readonly ReturnType<typeof paymentOf>[], messages: readonly ReturnType<typeof messageOf>[],
): Promise<ShownEvent[]> {
  const own = await listOrderEvents(tx, [order.id]);
  const parcelIds = [...parcelNos.keys()];
  const theirs = parcelIds.length === 0 ? [] : [...(await listParcelEvents(tx, parcelIds)), ...(await listOutsideEvents(tx, parcelIds))];
  const looks = await listUnmaskedOf(tx, order.id);
  const name = await actorNames(tx, [...own, ...theirs, ...looks].map((e) => e.actor));
  const outside = (at: string, kind: string, actor: string, reason: string, data: Record<string, unknown>): ShownEvent => ({
    seq: 0, at, kind, move: null, from: null, to: null, actor, reason, data, of: order.orderNo,
  });
  const events = [
    ...theirs.map((e) => eventOf(e, parcelNos.get(e.ownerId) ?? "", name)), // an order may become a parcel and be routed in one instant
    ...own.map((e) => eventOf(e, order.orderNo, name)),
    ...payments.map((p) => outside(p.at, "payment", p.source, `${p.kind} ${p.state}`, { amount: p.amount, kind: p.kind, state: p.state, externalId: p.externalId, matchedBy: p.matchedBy })),
    ...messages.map((m) => outside(m.at, "message", m.from, m.subject, { from: m.from, text: m.text })),
    ...looks.map((l) => outside(l.at, "unmasked", name(l.actor), "", {})),
  ];
  return newestFirst(masked ? events.map(maskEvent) : events);
}
