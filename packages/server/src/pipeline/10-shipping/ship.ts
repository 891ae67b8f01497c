import { assert, present } from "@argosy/core/assert.ts";
import type { ErrorCode } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { lookAgain } from "../gate.ts";
import { changeHolds, placeHolds } from "../hold.ts";
import { moveParcels } from "../move.ts";
import type { Company } from "../room.ts";
import { ordersInParcels, type Actor } from "../traveller.ts";
import { leftOut, lookedWithinS, whyNotShipped, whyWeightDiffers, type LastLook, type OrderInside } from "./decide.ts";
import {
  endPromises, listAcceptedSilences, listAcceptedWeights, listEndedSilences, listLines, listOrderIds, listPacked, listPromised, lockBalances, lockParcels, shareOrders, takeFromBalances,
  writeNotices, writeShipMoves, type ParcelLine, type Promised, type ShipFacts,
} from "./sql.ts";

// 10 shipping (扫描发货): the goods leave. Stock, stage and the owed ship notice change in one transaction, or none does.
//
// In     parcels at stage `shipping`, with a live label
// Out    `ship` -> tracking
// Writes stock_move, stock_balance, reservation, parcel, parcel_event, channel_attempt; hold `weight_differs`, `channel_silent`
// Crash  before the commit nothing happened; after it the notice is in the outbox and room 11 finds it

/** A scan ships one parcel, every piece scanned. A reason ships many that were packed elsewhere. */
export type HowShipped = { readonly scan: { readonly scanId: string; readonly weightG: number | null } } | { readonly reason: string };
export type ShipWish = { readonly parcelIds: readonly string[]; readonly actor: Actor; readonly how: HowShipped } & Partial<Pick<LastLook, "unreachable" | "silent">>;
export type ShipResult = { readonly id: string; readonly ok: boolean; readonly code: ErrorCode | null; readonly detail: string | null };

const batchSize = 500;

/**
 * Ships parcels as a set; each that may not leave answers why and stops no other.
 *
 * Rule    `whyNotShipped`, judged under the locks; then the scale, where there is one. What leaves the balances is the parcel's reservation, which must be
 *         exactly its lines.
 * Order   Locks orders, parcels, balances. 16 statements for any number of parcels; 499 took 0.28 s on two cores that
 *         another build was using as well.
 * Throws  When a parcel's reservation is not what its lines say: that is a bug, and goods must not leave on it.
 */
export async function shipParcels(tx: Tx, { parcelIds, actor, how, unreachable = new Set(), silent = new Set() }: ShipWish): Promise<ShipResult[]> {
  assert(!("scan" in how) || parcelIds.length === 1, "one scan ships one parcel");
  // Asked apart: joined with its orders, PostgreSQL may read all orders of the company for it, and did on its first day.
  const inside = await ordersInParcels(tx, parcelIds);
  const [shared, locked, allLines] = await Promise.all([shareOrders(tx, inside), lockParcels(tx, parcelIds), listLines(tx, parcelIds)]); // locked in this order
  const orders = new Map(shared.map((o) => [o.id, o]));
  const heard = await endSilences(tx, locked);
  const parcels = new Map(locked.map((p) => [p.id, heard.has(p.id) ? { ...p, holdCodes: p.holdCodes.filter((code) => code !== "channel_silent") } : p]));
  const lines = Map.groupBy(allLines, (l) => l.parcelId);
  const packed = "scan" in how ? Map.groupBy(await listPacked(tx, parcelIds), (l) => l.parcelId) : null;

  const scale = "scan" in how && how.scan.weightG !== null ? { weightG: how.scan.weightG, acceptedG: await listAcceptedWeights(tx, present(parcelIds[0], "the parcel on the scale")) } : null;

  const look: LastLook = { unreachable, silent, accepted: new Set(silent.size > 0 ? await listAcceptedSilences(tx, parcelIds) : []) };

  const results = [...new Set(parcelIds)].map((id): ShipResult => {
    const parcel = parcels.get(id);
    if (!parcel) return { id, ok: false, code: "parcel_not_found", detail: null };
    const scanned = packed && new Map((packed.get(id) ?? []).map((l) => [l.skuId, l.qty]));
    const own = lines.get(id) ?? [];
    const why = whyNotShipped(parcel, ordersOf(own, orders), perSku(own), scanned, look, tx.now)
      ?? (scale ? whyWeightDiffers(parcel.expectedG, scale.weightG, scale.acceptedG) : null);
    return why ? { id, ok: false, ...why } : { id, ok: true, code: null, detail: null };
  });
  if (scale) await holdByWeight(tx, results.filter((r) => r.code === "weight_differs").map((r) => present(parcels.get(r.id), "a parcel that was weighed")), scale.weightG, actor);
  const ignored = results.filter((r) => r.code === "channel_silent").map((r) => ({ id: r.id, orders: leftOut(ordersOf(lines.get(r.id) ?? [], orders), look, tx.now) }));
  await holdBySilence(tx, ignored, actor);
  const leaving = results.flatMap((r) => (r.ok ? [present(parcels.get(r.id), "a parcel that ships")] : []));
  if (leaving.length > 0) await leave(tx, leaving, lines, orders, actor, how, look);
  return results;
}

/** Somebody else than the packer decides about goods that weigh too little or too much. */
const holdByWeight = (tx: Tx, parcels: readonly ShipFacts[], weightG: number, actor: Actor): Promise<void> =>
  placeHolds(tx, "parcel", parcels.map(({ id, expectedG }) => ({ id, code: "weight_differs" as const, evidence: { expectedG, weightG } })), {
    actor, source: "room:shipping", reason: fact("weighed_otherwise"),
  });

/** The order may be gone from the channel: who may let it go looks there first, and says why it ships. */
const holdBySilence = (tx: Tx, parcels: readonly { readonly id: string; readonly orders: readonly OrderInside[] }[], actor: Actor): Promise<void> =>
  placeHolds(tx, "parcel", parcels.map(({ id, orders }) => ({ id, code: "channel_silent" as const, evidence: { orders: orders.map((o) => ({ orderNo: o.orderNo, toldAt: o.checkedAt })) } })), {
    actor, source: "room:shipping", reason: fact("left_out"),
  });

/** A channel that speaks of the orders again takes its hold away. */
async function endSilences(tx: Tx, parcels: readonly ShipFacts[]): Promise<ReadonlySet<string>> {
  const held = parcels.filter((p) => p.holdCodes.includes("channel_silent")).map((p) => p.id);
  const ended = held.length > 0 ? await listEndedSilences(tx, held) : [];
  await changeHolds(tx, "parcel", ended.map((hold) => ({ id: hold.travellerId, open: [], close: [hold] })), { actor: "room:shipping", source: "room:shipping", reason: fact("looked_again") });
  return new Set(ended.map((hold) => hold.travellerId));
}

const ordersOf = (lines: readonly ParcelLine[], orders: ReadonlyMap<string, OrderInside>): OrderInside[] =>
  [...new Set(lines.map((l) => l.orderId))].map((id) => present(orders.get(id), "the order of a parcel"));

const perSku = (lines: readonly ParcelLine[]): { skuId: string; qty: number }[] =>
  [...Map.groupBy(lines, (l) => l.skuId)].map(([skuId, same]) => ({ skuId, qty: same.reduce((sum, l) => sum + l.qty, 0) }));

async function leave(
  tx: Tx, parcels: readonly ShipFacts[], lines: ReadonlyMap<string, ParcelLine[]>, orders: ReadonlyMap<string, OrderInside>, actor: Actor, how: HowShipped, look: LastLook,
): Promise<void> {
  const ids = parcels.map((p) => p.id);
  const promised = await listPromised(tx, ids);
  assertWhole(parcels, lines, promised);
  await endPromises(tx, ids);
  const work = { shippedAt: tx.now, packedWeightG: "scan" in how ? how.scan.weightG : null };

  const inside = new Map(ids.map((id) => [id, ordersOf(lines.get(id) ?? [], orders)]));
  // Before the parcels move: a row that has just changed would be locked once more for each that names it.
  await writeNotices(tx, parcels.flatMap((p) => (inside.get(p.id) ?? []).map((o) => ({ parcelId: p.id, orderId: o.id, shopAccountId: p.shopAccountId }))));
  const blind = (id: string): string => (["unreachable", "silent"] as const).find((why) => (inside.get(id) ?? []).some((o) => look[why].has(o.id))) ?? "";
  for (const [why, group] of Map.groupBy(ids, blind)) {
    const looks = group.flatMap((id) => (inside.get(id) ?? []).map((o) => o.checkedAt));
    const data = { lastLookAt: looks.reduce((a, b) => (a < b ? a : b)), ...(why === "unreachable" ? { channelUnreachable: true } : why === "silent" ? { channelSilent: true } : {}), ...("scan" in how ? how.scan : {}) };
    await moveParcels(tx, "ship", group, { actor, reason: "scan" in how ? fact("all_scanned") : how.reason, data }, new Map(group.map((id) => [id, work])));
  }
  await takeStock(tx, promised, actor); // last: the balances are what others wait for
}

async function takeStock(tx: Tx, promised: readonly Promised[], actor: Actor): Promise<void> {
  const sums = [...Map.groupBy(promised, (r) => `${r.warehouseId}/${r.skuId}`).values()].flatMap((same) =>
    same.slice(0, 1).map((r) => ({ w: r.warehouseId, s: r.skuId, q: same.reduce((sum, x) => sum + x.qty, 0) })),
  );
  const locked = await lockBalances(tx, sums.map(({ w, s }) => ({ w, s })));
  assert(locked.length === sums.length, "a balance for everything that was promised");
  await writeShipMoves(tx, promised, actor);
  await takeFromBalances(tx, sums);
}

function assertWhole(parcels: readonly ShipFacts[], lines: ReadonlyMap<string, ParcelLine[]>, promised: readonly Promised[]): void {
  const have = Map.groupBy(promised, (r) => r.parcelId);
  const text = (rows: readonly { skuId: string; qty: number }[]): string => rows.map((r) => `${r.skuId}=${r.qty}`).sort().join();
  for (const { id, parcelNo } of parcels)
    assert(text(have.get(id) ?? []) === text(perSku(lines.get(id) ?? [])), `${parcelNo} has reserved exactly what it holds`);
}

/**
 * The last look and then the act: asks the channels about orders not looked at for 15 minutes, applies what changed,
 * and ships what may still leave. Nothing is locked while strangers are asked.
 */
export async function lookAndShip(company: Company, wish: Omit<ShipWish, "unreachable" | "silent">): Promise<ShipResult[]> {
  const results: ShipResult[] = [];
  for (let at = 0; at < wish.parcelIds.length; at += batchSize) {
    const parcelIds = wish.parcelIds.slice(at, at + batchSize);
    const orders = await inOrg(company.db, company.orgId, (tx) => listOrderIds(tx, parcelIds));
    const { failed, silent } = await lookAgain(company, orders.map((o) => o.orderId), lookedWithinS);
    results.push(...(await inOrg(company.db, company.orgId, (tx) => shipParcels(tx, { ...wish, parcelIds, unreachable: new Set(failed), silent: new Set(silent) }))));
  }
  return results;
}
