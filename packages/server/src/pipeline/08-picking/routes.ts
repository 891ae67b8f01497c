import { fact } from "@argosy/core/facts.ts";
import { named } from "@argosy/core/locale.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import type { Asked, SomeHandlers } from "../../http/route.ts";
import { idCursor, mostCounted, pageOf } from "../../lists/page.ts";
import { sayHolds } from "../hold.ts";
import { byBin } from "./decide.ts";
import { drawPickList } from "./pick-list.ts";
import { countWaves, listNeeds, listPutBacks, listSlots, listSteps, listWaves, putBack, readWave, type WaveRow } from "./sql.ts";
import { finishWave, lookAndCreateWaves, pickStep, undoWave } from "./wave.ts";

const work = <T>({ company }: Asked, act: (tx: Tx) => Promise<T>): Promise<T> => inOrg(company.db, company.orgId, act);

/**
 * A wave with its walk: steps in bin order, and which parcels each step feeds.
 * Rule   Goods of a held parcel are not fetched; those taken before stay on the list, and go back on the shelf at the end.
 */
export async function readWalk(tx: Tx, waveId: string) {
  const wave = await readWave(tx, waveId);
  if (!wave) return null;
  const found = await listSlots(tx, waveId);
  const why = await sayHolds(tx, found.flatMap((p) => (p.holdCodes.length > 0 ? [p.id] : [])));
  const slots = found.map(({ holdCodes, ...p }) => ({ ...p, held: holdCodes.length > 0 ? (why.get(p.id) ?? fact("held_by", holdCodes.join())) : null }));
  const slotOf = new Map(slots.map((p) => [p.id, p]));
  const needs = Map.groupBy(await listNeeds(tx, slots.map((p) => p.id)), (n) => n.skuId);
  const isLeftOut = (parcelId: string): boolean => wave.state === "open" && slotOf.get(parcelId)?.held !== null;
  const steps = (await listSteps(tx, waveId)).sort(byBin).flatMap((step) => {
    const all = needs.get(step.skuId) ?? [];
    const stopped = all.filter((need) => isLeftOut(need.parcelId));
    const wanted = all.filter((need) => !stopped.includes(need));
    const qty = Math.max(step.pickedQty, stopped.reduce((left, need) => left - need.qty, step.qty));
    const into = wanted.flatMap((need) => {
      const parcel = slotOf.get(need.parcelId);
      return parcel ? [{ id: parcel.id, parcelNo: parcel.parcelNo, slot: parcel.slot, qty: need.qty }] : [];
    });
    return qty > 0 ? [{ ...step, qty, parcels: into.sort((a, b) => a.slot - b.slot) }] : [];
  });
  const { id, waveNo, state, createdAt, pickedAt } = wave;
  return { id, waveNo, warehouse: warehouseOf(wave), state, createdAt, pickedAt, steps, parcels: slots };
}
export type Walk = NonNullable<Awaited<ReturnType<typeof readWalk>>>;

const warehouseOf = (w: Pick<WaveRow, "warehouseId" | "warehouse">): { id: string; name: string } => ({ id: w.warehouseId, name: w.warehouse });

export const routes = {
  listWaves: (asked, { query }) =>
    work(asked, async (tx) => {
      const after = idCursor(query.after);
      if (!after.ok) return after;
      const state = query.state === "all" ? null : query.state;
      const page = pageOf(await listWaves(tx, state, after.value, query.limit + 1), query.limit, (wave) => wave.id, await countWaves(tx, state));
      return ok({ ...page, rows: page.rows.map(({ warehouseId, warehouse, ...w }) => ({ ...w, warehouse: warehouseOf({ warehouseId, warehouse }) })) });
    }),
  createWave: async ({ company, caller }, { body }) => {
    const { waves, results, left } = await lookAndCreateWaves(company, {
      parcelIds: body.parcelIds ?? null, warehouseId: body.warehouseId ?? null, maxParcels: body.maxParcels, actor: caller.actor,
    });
    return ok({ waves: [...waves], results: [...results], left });
  },
  getWave: (asked, { params }) =>
    work(asked, async (tx) => {
      const walk = await readWalk(tx, params.id);
      return walk ? ok({ ...walk, steps: walk.steps.map((step) => named(asked.caller.locale, step)) }) : fail({ code: "wave_not_found" as const });
    }),
  pickStep: (asked, { params, body }) =>
    work(asked, async (tx) => {
      const counted = await pickStep(tx, params.id, body.skuId, body.qty);
      return counted.ok ? ok({ ok: true as const }) : counted;
    }),
  finishWave: (asked, { params, body }) => work(asked, (tx) => finishWave(tx, { waveId: params.id, everything: body.everything, actor: asked.caller.actor })),
  undoWave: (asked, { params }) =>
    work(asked, async (tx) => {
      const undone = await undoWave(tx, params.id, asked.caller.actor);
      return undone.ok ? ok({ ok: true as const }) : undone;
    }),
  listPutBacks: (asked) =>
    work(asked, async (tx) => {
      const rows = (await listPutBacks(tx, mostCounted)).sort((a, b) => a.warehouse.localeCompare(b.warehouse) || byBin(a, b));
      return ok({ rows: rows.map(({ warehouseId, warehouse, ...row }) => ({ ...named(asked.caller.locale, row), warehouse: warehouseOf({ warehouseId, warehouse }) })) });
    }),
  putBack: (asked, { body }) => work(asked, async (tx) => ok({ lines: await putBack(tx, body.lines) })),
  pickListPdf: async (asked, { params }) => {
    const walk = await work(asked, (tx) => readWalk(tx, params.id));
    if (!walk) return fail({ code: "wave_not_found" });
    return ok({ mime: "application/pdf", name: `pick-list-${walk.waveNo}.pdf`, bytes: await drawPickList(walk, asked.caller.locale, asked.caller.zone ?? null) });
  },
} satisfies SomeHandlers;
