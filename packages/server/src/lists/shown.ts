import type { OrderStage, ParcelStage } from "@argosy/core/journey.ts";
import { goodsName, type Locale } from "@argosy/core/locale.ts";
import type { Money } from "@argosy/core/money.ts";
import type { Tx } from "../db/tx.ts";
import { namesOfMembers } from "../people/sql.ts";
import type { Buyer } from "../pipeline/buyer.ts";
import { maskSaid, maskText, type Reader } from "./mask.ts";
import { listHolders, listHolds, showBuyer, type AccountOfRow, type Goods, type HoldRow, type OrderRow, type ParcelOfOrder, type ParcelRow } from "./rows-sql.ts";

// Rows of the database as the contract shows them.

export const moneyOf = (minor: number, currency: string): Money => ({ minor, currency: currency as Money["currency"] });
export const accountOf = ({ accountId, account, channel, site, colour }: AccountOfRow) => ({ id: accountId, name: account, channel, site, colour });

export function goodsOf(locale: Locale, goods: Goods) {
  const { lineId, skuCode, channelSku, skuId, title, qty, elsewhereQty, imageUrl, barcode, weightG, totalMinor, currency } = goods;
  return {
    lineId, sku: skuCode ?? channelSku, skuId, name: goodsName(locale, goods), title, qty, elsewhereQty, imageUrl, barcode: barcode ?? "", weightG,
    total: totalMinor === null ? null : moneyOf(totalMinor, currency),
  };
}
export const holdOf = ({ ownerId: _, ...hold }: HoldRow) => hold;

export type Holds = { readonly open: (id: string) => ReturnType<typeof holdOf>[]; readonly past: (id: string) => ReturnType<typeof holdOf>[] };
export async function readHolds(tx: Tx, { masked }: Reader, of: "order" | "parcel", ids: readonly string[], past = false): Promise<Holds> {
  const rows = await withHolders(tx, await listHolds(tx, of, ids, past));
  const name = past ? await actorNames(tx, rows.map((row) => row.releasedBy ?? "")) : (actor: string) => actor;
  const byOwner = Map.groupBy(rows, (row) => row.ownerId);
  const shown = (id: string, open: boolean) =>
    (byOwner.get(id) ?? []).filter((row) => (row.releasedAt === null) === open)
      .map((row) => ({ ...holdOf(row), evidence: masked ? maskSaid(row.evidence) : row.evidence, releasedBy: row.releasedBy === null ? null : name(row.releasedBy) }));
  return { open: (id) => shown(id, true), past: (id) => shown(id, false) };
}

/** Who has the goods changes with every parcel that is served, so it is no evidence of the hold: it is looked up where the hold is shown. */
async function withHolders(tx: Tx, rows: readonly HoldRow[]): Promise<readonly HoldRow[]> {
  const short = rows.filter((row) => row.code === "stock_short" && row.releasedAt === null);
  if (short.length === 0) return rows;
  const holders = new Map((await listHolders(tx, short.map((row) => row.ownerId))).map((h) => [`${h.parcelId}/${h.skuId}`, h]));
  return rows.map((row) => {
    if (!short.includes(row)) return row;
    const missing = row.evidence["missing"] as readonly { readonly skuId: string }[];
    return { ...row, evidence: { ...row.evidence, missing: missing.map((m) => ({ ...m, heldBy: holders.get(`${row.ownerId}/${m.skuId}`)?.parcelNos ?? [], heldCount: holders.get(`${row.ownerId}/${m.skuId}`)?.count ?? 0 })) } };
  });
}

/** `member:<id>` becomes `member:<name>`; rooms, the channel and the system are known by their own words. */
export async function actorNames(tx: Tx, actors: readonly string[]): Promise<(actor: string) => string> {
  const ids = [...new Set(actors.filter((actor) => actor.startsWith("member:")).map((actor) => actor.slice(7)))];
  const names = new Map((ids.length === 0 ? [] : await namesOfMembers(tx, ids)).map((m) => [`member:${m.id}`, `member:${m.name}`]));
  return (actor) => names.get(actor) ?? actor;
}

/** `buyer` as `reader` may see it. */
export function orderOf(row: OrderRow, { buyerId, shipTo }: Buyer, goods: readonly Goods[], parcels: readonly ParcelOfOrder[], holds: Holds, parcelHolds: Holds, reader: Reader) {
  return {
    id: row.id, orderNo: row.orderNo, externalId: row.externalId, stage: row.stage as OrderStage, version: row.version, account: accountOf(row),
    buyer: shipTo.name || buyerId, country: row.country, total: moneyOf(row.totalMinor, row.currency), goods: goods.map((g) => goodsOf(reader.locale, g)), note: reader.masked ? maskText(row.note) : row.note,
    placedAt: row.placedAt, paidAt: row.paidAt, shipByAt: row.dueAt, shipByOurs: row.shipByOurs, nextTryAt: row.nextTryAt, parcelStages: [...new Set(parcels.map((p) => p.stage as ParcelStage))],
    parcelHolds: parcels.flatMap((p) => parcelHolds.open(p.id)), holds: holds.open(row.id),
  };
}

const named = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name });
export function parcelOf(tx: Tx, row: ParcelRow, goods: readonly Goods[], orders: readonly { id: string; orderNo: string }[], holds: Holds, reader: Reader) {
  const { buyerId, shipTo } = showBuyer(tx, reader, row.piiOrderId, row.pii, row.country);
  const { id, parcelNo, version, country, weightG, books, booked, reserved, pinned, trackingNo, trackingStatus, waveId, waveNo, hasLabel, printedCount, followed, labelUnconfirmed } = row;
  return {
    id, parcelNo, stage: row.stage as ParcelStage, version, orderNos: orders.map((o) => ({ id: o.id, orderNo: o.orderNo })), account: accountOf(row),
    buyer: shipTo.name || buyerId, country, total: moneyOf(row.totalMinor, row.currency), weightG, goods: goods.map((g) => goodsOf(reader.locale, g)),
    warehouse: named(row.warehouseId, row.warehouse), method: named(row.methodId, row.method), books, booked, reserved, pinned, trackingNo, trackingStatus, waveId, waveNo, hasLabel, printedCount, followed, labelUnconfirmed,
    paidAt: row.paidAt, shipByAt: row.dueAt, shipByOurs: row.shipByOurs, nextTryAt: row.nextTryAt, shippedAt: row.shippedAt, holds: holds.open(id),
  };
}
