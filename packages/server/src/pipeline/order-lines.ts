import type { ChannelOrderLine } from "@argosy/core/connector.ts";
import type { LineChange } from "@argosy/core/evidence.ts";
import type { Tx } from "../db/tx.ts";
import { deleteLines, listLinesDue, listOrderLines, resolveSkus, setLinesDue, updateLines, type LineHere } from "./order-lines-sql.ts";

// The lines of an order as the channel tells them: written when it arrives, and again when they change there.

type Told = { readonly orderId: string; readonly accountId: string; readonly lines: readonly ChannelOrderLine[] };

/** What differs in goods, line by line. Another title or price is no other goods. */
export function compareLines(ours: readonly LineHere[], theirs: readonly ChannelOrderLine[]): LineChange[] {
  const here = new Map(ours.map((l) => [l.externalId, l]));
  const there = new Set(theirs.map((l) => l.externalId));
  return [
    ...theirs.flatMap((l): LineChange[] => {
      const before = here.get(l.externalId);
      if (before?.channelSku === l.sku) return before.qty === l.qty ? [] : [{ sku: l.sku, was: before.qty, is: l.qty }];
      return [...(before ? [{ sku: before.channelSku, was: before.qty, is: 0 }] : []), { sku: l.sku, was: 0, is: l.qty }];
    }),
    ...ours.filter((l) => !there.has(l.externalId)).map((l) => ({ sku: l.channelSku, was: l.qty, is: 0 })),
  ];
}

/**
 * Which lines have another number of pieces open than we have: some were shipped elsewhere, or are open again after all.
 * Lines whose goods changed are not among them.
 */
export function compareOpen(ours: readonly LineHere[], theirs: readonly ChannelOrderLine[]): LineChange[] {
  const here = new Map(ours.map((l) => [l.externalId, l]));
  return theirs.flatMap((l): LineChange[] => {
    const before = here.get(l.externalId);
    if (before?.channelSku !== l.sku || before.qty !== l.qty || before.elsewhereQty === elsewhereOf(l)) return [];
    return [{ sku: l.sku, was: l.qty - before.elsewhereQty, is: l.openQty }];
  });
}
const elsewhereOf = (line: ChannelOrderLine): number => line.qty - line.openQty;

/** The lines of an order that we have shipped: what is closed since then we closed ourselves, so nothing more left elsewhere. */
export const afterOurs = (ours: readonly LineHere[], theirs: readonly ChannelOrderLine[]): ChannelOrderLine[] =>
  theirs.map((l) => ({ ...l, openQty: Math.max(0, l.qty - (ours.find((h) => h.externalId === l.externalId)?.elsewhereQty ?? 0)) }));

/** Writes the lines of new orders. */
export async function insertLines(tx: Tx, orders: readonly Told[]): Promise<void> {
  const skus = await mapSkus(tx, orders);
  await tx.insert("order_line", orders.flatMap((o) => o.lines.map((l) => ({ id: tx.newId(), orderId: o.orderId, ...lineRow(o, l, skus) }))));
}

/** Pieces of our SKU in one line: sums over two thousand such lines fit SQL's integer. */
export const mostPieces = 1_000_000;

type Skus = ReadonlyMap<string, { readonly skuId: string; readonly qty: number }>;
/** A listing without a SKU is no particular good: whatever was mapped for such, it stays unknown. */
async function mapSkus(tx: Tx, orders: readonly Told[]): Promise<Skus> {
  const wanted = new Map(orders.flatMap((o) => o.lines.filter((l) => l.sku.trim() !== "").map((l) => [`${o.accountId}/${l.sku}`, { accountId: o.accountId, channelSku: l.sku }])));
  return new Map((await resolveSkus(tx, [...wanted.values()])).map((m) => [`${m.accountId}/${m.channelSku}`, m]));
}

function lineRow({ accountId }: Told, line: ChannelOrderLine, skus: Skus) {
  const known = skus.get(`${accountId}/${line.sku}`);
  const sku = known && known.qty * line.qty <= mostPieces ? known : undefined; // else a person looks at it in review
  return {
    externalId: line.externalId, channelSku: line.sku, title: line.title, imageUrl: line.imageUrl, qty: line.qty, elsewhereQty: elsewhereOf(line), totalMinor: line.total.minor,
    skuId: sku?.skuId ?? null, skuQty: sku ? sku.qty * line.qty : null,
  };
}

/**
 * Makes the lines of orders without a parcel what the channel says now.
 * Rule    A line keeps its id for as long as the channel names it. One that is gone leaves the papers of cancelled parcels
 *         too: their history says what they held.
 */
export async function replaceLines(tx: Tx, orders: readonly Told[]): Promise<void> {
  if (orders.length === 0) return;
  const here = Map.groupBy(await listOrderLines(tx, orders.map((o) => o.orderId)), (l) => l.orderId);
  const skus = await mapSkus(tx, orders);
  const idOf = (o: Told, l: ChannelOrderLine) => here.get(o.orderId)?.find((h) => h.externalId === l.externalId)?.id;
  await deleteLines(tx, orders.flatMap((o) => (here.get(o.orderId) ?? []).filter((h) => !o.lines.some((l) => l.externalId === h.externalId)).map((h) => h.id)));
  const rows = orders.flatMap((o) => o.lines.map((l) => ({ id: idOf(o, l), orderId: o.orderId, ...lineRow(o, l, skus) })));
  await updateLines(tx, rows.flatMap((row) => (row.id === undefined ? [] : [{ ...row, id: row.id }])));
  await tx.insert("order_line", rows.filter((row) => row.id === undefined).map((row) => ({ ...row, id: tx.newId() })));
  await setLinesDue(tx, orders.map((o) => ({ orderId: o.orderId, lines: null })));
}

/** Applies what the channel changed while these orders had a parcel. Answers who had something due. */
export async function applyLinesDue(tx: Tx, orderIds: readonly string[]): Promise<string[]> {
  const due = await listLinesDue(tx, orderIds);
  await replaceLines(tx, due);
  return due.map((o) => o.orderId);
}
