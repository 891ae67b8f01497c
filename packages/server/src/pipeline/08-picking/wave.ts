import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { takeNumbers } from "../../db/counter.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { lookAgain } from "../gate.ts";
import { placeHolds } from "../hold.ts";
import { moveParcels, writeHistory } from "../move.ts";
import type { RowResult } from "../acts.ts";
import type { Company } from "../room.ts";
import type { Actor } from "../traveller.ts";
import { planWaves, sharePicked, whyNotInWave } from "./decide.ts";
import {
  claimWaiting, countLeft, endWave, listNeeds, listPicked, listStandings, listWaitingOrders, lockWave, lockWaveParcels, putInWave, lockPickQty,
  setAllPicked, setPicked, setSurplus, shareWave, takeOutOfWave, writePickLines, type InWave, type Left,
} from "./sql.ts";

// 08 picking (拣货): a person puts waiting parcels on a pick list, walks it, and says what was taken.
//
// In     parcels at stage `picking`: reserved and booked, which the table refuses to be otherwise
// Out    `pick` -> labels; those that could not be filled leave the wave with hold `pick_short` and keep their stock
// Writes wave, pick_line, parcel.wave_id and slot, hold, parcel_event
// Crash  nothing to clean up: each act is one transaction

export type WaveWish = { readonly parcelIds: readonly string[] | null; readonly warehouseId: string | null; readonly maxParcels: number; readonly actor: Actor };
export type Created = { readonly waves: readonly { readonly id: string; readonly waveNo: string; readonly parcelCount: number }[]; readonly results: readonly RowResult[]; readonly left: Left | null };

/**
 * Puts waiting parcels on pick lists.
 *
 * Rule   Earliest promise first, one warehouse per wave. Without `parcelIds` each warehouse gets one wave of its most
 *        urgent parcels; with them all of those are placed, in as many waves as they need.
 * Answer One result for each parcel that was asked for; without `parcelIds`, for each that was placed, and how many are left.
 */
export async function createWaves(tx: Tx, { parcelIds, warehouseId, maxParcels, actor }: WaveWish): Promise<Created> {
  const waiting = await claimWaiting(tx, parcelIds, warehouseId, parcelIds === null ? maxParcels : null);
  const planned = planWaves(waiting, maxParcels);
  const numbers = await takeNumbers(tx, "W", planned.length);
  const waves = planned.map((wave, i) => ({ ...wave, id: tx.newId(), waveNo: numbers[i] ?? "" }));
  if (waves.length > 0) {
    await tx.insert("wave", waves.map(({ id, waveNo, warehouseId: place, parcelIds: ids }) => ({ id, waveNo, warehouseId: place, parcelIds: ids, state: "open", createdAt: tx.now, createdBy: actor })));
    await putInWave(tx, waves.flatMap((w) => w.parcelIds.map((id, i) => ({ id, waveId: w.id, waveNo: w.waveNo, slot: i + 1 }))), actor);
    await writePickLines(tx, waves.map((w) => w.id));
  }
  return { waves: waves.map(({ id, waveNo, parcelIds: ids }) => ({ id, waveNo, parcelCount: ids.length })), results: await answerRows(tx, parcelIds, waiting.map((p) => p.id)), left: parcelIds === null ? await countLeft(tx, warehouseId) : null };
}

async function answerRows(tx: Tx, asked: readonly string[] | null, placed: readonly string[]): Promise<RowResult[]> {
  const done = new Set(placed);
  const left = (asked ?? []).filter((id) => !done.has(id));
  const standings = new Map(left.length === 0 ? [] : (await listStandings(tx, left)).map((p) => [p.id, p]));
  return [...new Set(asked ?? placed)].map((id) =>
    done.has(id) ? { id, ok: true, code: null, detail: null } : { id, no: standings.get(id)?.parcelNo ?? "", ok: false, ...whyNotInWave(standings.get(id)) },
  );
}

const lookedWithinS = 3600;

/** The same with the look at the channel that a wave asks for: a cancelled order is not fetched from the shelf. A channel
 *  that can't be reached stops no wave, because the final scan looks again. */
export async function lookAndCreateWaves(company: Company, wish: WaveWish): Promise<Created> {
  const limit = wish.parcelIds === null ? wish.maxParcels : null;
  const orders = await inOrg(company.db, company.orgId, (tx) => listWaitingOrders(tx, wish.parcelIds, wish.warehouseId, limit));
  await lookAgain(company, orders.map((o) => o.orderId), lookedWithinS);
  return inOrg(company.db, company.orgId, (tx) => createWaves(tx, wish));
}

/**
 * Counts one SKU of a wave as taken from its bin. `qty` is the whole count, so repeating it changes nothing.
 * Refuses wave_not_found; wrong_stage for a wave that has ended; qty_refused above what the wave needs, and for a SKU not in it.
 */
export async function pickStep(tx: Tx, waveId: string, skuId: string, qty: number): Promise<Result<null, Refusal>> {
  const wave = await shareWave(tx, waveId);
  if (!wave) return fail({ code: "wave_not_found" });
  if (wave.state !== "open") return fail({ code: "wrong_stage", detail: fact("wave_ended", wave.waveNo) });
  const line = await lockPickQty(tx, waveId, skuId);
  if (!line) return fail({ code: "qty_refused", field: "skuId", detail: fact("not_on_wave", wave.waveNo) });
  if (qty > line.qty) return fail({ code: "qty_refused", field: "qty", detail: fact("wave_needs", wave.waveNo, line.qty) });
  await setPicked(tx, waveId, skuId, qty);
  return ok(null);
}

/**
 * Ends the walk: filled parcels go to labels, the others leave the wave.
 *
 * Rule    What was counted is shared out in slot order. A parcel that can't be filled leaves with hold `pick_short` and
 *         keeps its reservation; one that was held meanwhile leaves with the hold it has. Both wait for another wave
 *         once nothing is open against them. Pieces that no parcel took are to be put back.
 * Answer  `picked` went on; `short` and `held` left the wave.
 * Refuses wave_not_found; wrong_stage when the wave has ended already, so a second press does nothing twice.
 */
export async function finishWave(tx: Tx, { waveId, everything, actor }: { readonly waveId: string; readonly everything: boolean; readonly actor: Actor }): Promise<Result<{ picked: number; short: number; held: number }, Refusal>> {
  const wave = await lockWave(tx, waveId);
  if (!wave) return fail({ code: "wave_not_found" });
  if (wave.state !== "open") return fail({ code: "wrong_stage", detail: fact("wave_ended", wave.waveNo) });
  const parcels = (await lockWaveParcels(tx, waveId)).filter((p) => p.stage === "picking");
  const held = parcels.filter((p) => p.holdCodes.length > 0);
  const free = parcels.filter((p) => p.holdCodes.length === 0);
  if (everything) await setAllPicked(tx, waveId, free.map((p) => p.id)); // goods of held ones were left out of the walk
  const { filled, short, surplus } = await share(tx, waveId, free);
  await moveParcels(tx, "pick", filled, { actor, reason: fact("picked", wave.waveNo) });
  const note = { actor, source: actor, reason: fact("too_few", wave.waveNo) };
  await placeHolds(tx, "parcel", short.map(({ id, missing }) => ({ id, code: "pick_short" as const, evidence: { missing } })), note);
  await leaveWave(tx, held.map((p) => p.id), fact("left_wave", wave.waveNo), actor);
  const left = [...short.map((p) => p.id), ...held.map((p) => p.id)];
  if (left.length > 0) await takeOutOfWave(tx, left);
  await setSurplus(tx, waveId, surplus);
  await endWave(tx, waveId, "picked");
  return ok({ picked: filled.length, short: short.length, held: held.length });
}

async function share(tx: Tx, waveId: string, parcels: readonly InWave[]) {
  const [allNeeds, lines] = await Promise.all([listNeeds(tx, parcels.map((p) => p.id)), listPicked(tx, waveId)]);
  const needs = Map.groupBy(allNeeds, (n) => n.parcelId);
  const picked = new Map(lines.map((l) => [l.skuId, l.pickedQty]));
  return sharePicked(parcels.map(({ id }) => ({ id, needs: needs.get(id) ?? [] })), picked);
}

const leaveWave = (tx: Tx, ids: readonly string[], reason: string, actor: Actor): Promise<void> =>
  writeHistory(tx, "parcel", "wave", ids.map((id) => ({ id, reason })), actor);

/** Takes an open wave back. Refuses wave_not_found; wrong_stage when it has ended or a parcel of it is past picking. */
export async function undoWave(tx: Tx, waveId: string, actor: Actor): Promise<Result<null, Refusal>> {
  const wave = await lockWave(tx, waveId);
  if (!wave) return fail({ code: "wave_not_found" });
  if (wave.state !== "open") return fail({ code: "wrong_stage", detail: fact("wave_ended", wave.waveNo) });
  const parcels = await lockWaveParcels(tx, waveId);
  const gone = parcels.find((p) => p.stage !== "picking");
  if (gone) return fail({ code: "wrong_stage", detail: fact("slot_in_stage", gone.slot, gone.stage) });
  const ids = parcels.map((p) => p.id);
  await takeOutOfWave(tx, ids);
  await leaveWave(tx, ids, fact("wave_undone", wave.waveNo), actor);
  await setSurplus(tx, waveId, new Map((await listPicked(tx, waveId)).map((l) => [l.skuId, l.pickedQty])));
  await endWave(tx, waveId, "cancelled");
  return ok(null);
}
