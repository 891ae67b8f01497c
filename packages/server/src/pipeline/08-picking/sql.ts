import { fact } from "@argosy/core/facts.ts";
import { asTable } from "../../db/rows.ts";
import { given, sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import { mostCounted } from "../../lists/page.ts";
import type { Actor } from "../traveller.ts";
import { inWave } from "../wave-sql.ts";
import type { Need, Standing, Waiting } from "./decide.ts";

/**
 * Takes parcels that wait for a wave: in picking, in no wave, nothing open against them. Earliest promise first in each
 * warehouse, at most `limit` of each (null: all). Another person's wave in the making is passed over.
 * Plan   One index scan of (stage, due_at) per warehouse.
 */
export const claimWaiting = (tx: Tx, only: readonly string[] | null, warehouseId: string | null, limit: number | null): Promise<Waiting[]> =>
  tx.many<Waiting>`
    select p.id, w.id as warehouse_id
      from warehouse w cross join lateral (
        select x.id, x.due_at from parcel x
         where x.org_id = ${tx.orgId} and x.stage = 'picking' and x.wave_id is null and x.hold_codes = '{}' and x.warehouse_id = w.id
           ${given(only, (ids) => sql`and x.id = any(${ids}::uuid[])`)}
         order by x.due_at, x.id limit ${limit}
           for no key update skip locked) p
     where w.org_id = ${tx.orgId} ${given(warehouseId, (id) => sql`and w.id = ${id}`)}
     order by w.id, p.due_at, p.id`;

export type Left = { readonly free: number; readonly held: number };
/** What waits in picking without a wave. */
export const countLeft = (tx: Tx, warehouseId: string | null): Promise<Left> =>
  tx.one<Left>`
    select count(*) filter (where hold_codes = '{}')::int as free, count(*) filter (where hold_codes <> '{}')::int as held from parcel
     where org_id = ${tx.orgId} and stage = 'picking' and wave_id is null ${given(warehouseId, (id) => sql`and warehouse_id = ${id}`)}`;

export const listStandings = (tx: Tx, ids: readonly string[]): Promise<(Standing & { parcelNo: string })[]> =>
  tx.many<Standing & { parcelNo: string }>`
    select p.id, p.parcel_no, p.stage, w.wave_no, p.hold_codes from parcel p left join wave w on w.org_id = p.org_id and w.id = p.wave_id
     where p.org_id = ${tx.orgId} and p.id = any(${ids}::uuid[])`;

/** The orders of the parcels that `claimWaiting` would take now, for the look at the channel before goods are fetched. */
export const listWaitingOrders = (tx: Tx, only: readonly string[] | null, warehouseId: string | null, limit: number | null): Promise<{ orderId: string }[]> =>
  tx.many<{ orderId: string }>`
    select distinct l.order_id
      from warehouse w cross join lateral (
        select x.id from parcel x
         where x.org_id = ${tx.orgId} and x.stage = 'picking' and x.wave_id is null and x.hold_codes = '{}' and x.warehouse_id = w.id
           ${given(only, (ids) => sql`and x.id = any(${ids}::uuid[])`)}
         order by x.due_at, x.id limit ${limit}) p
      join parcel_line l on l.org_id = ${tx.orgId} and l.parcel_id = p.id
     where w.org_id = ${tx.orgId} ${given(warehouseId, (id) => sql`and w.id = ${id}`)}`;

type Place = { readonly id: string; readonly waveId: string; readonly waveNo: string; readonly slot: number };
/** Gives parcels their slots. The caller holds their locks. */
export async function putInWave(tx: Tx, places: readonly Place[], actor: Actor): Promise<void> {
  await tx.write`
    update parcel p set wave_id = x."waveId", slot = x.slot, version = p.version + 1
      from ${asTable("x", { id: "uuid", waveId: "uuid", slot: "int" }, places)}
     where p.org_id = ${tx.orgId} and p.id = x.id`;
  await tx.write`
    insert into parcel_event (org_id, parcel_id, seq, kind, actor, reason, data, at)
    select p.org_id, p.id, p.version, 'wave', ${actor}, ${fact("on_pick_list")}, jsonb_build_object('waveNo', x."waveNo", 'slot', x.slot), ${tx.now}
      from parcel p join ${asTable("x", { id: "uuid", waveNo: "text", slot: "int" }, places)} on x.id = p.id
     where p.org_id = ${tx.orgId}`;
}

/** One line per SKU of a wave: the total to take, and the bin it lies in. */
export const writePickLines = (tx: Tx, waveIds: readonly string[]): Promise<void> =>
  tx.write`
    insert into pick_line (org_id, wave_id, sku_id, bin, qty)
    select p.org_id, p.wave_id, l.sku_id, coalesce(max(b.bin), ''), sum(l.qty)
      from wave w join parcel p on ${inWave}
      join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
      left join stock_balance b on b.org_id = p.org_id and b.warehouse_id = p.warehouse_id and b.sku_id = l.sku_id
     where w.org_id = ${tx.orgId} and w.id = any(${waveIds}::uuid[])
     group by p.org_id, p.wave_id, l.sku_id`;

export type Wave = { readonly id: string; readonly waveNo: string; readonly state: "open" | "picked" | "cancelled" };
/** Locks a wave for its end. Counting pieces takes the weaker lock below, so pickers do not wait for each other. */
export const lockWave = (tx: Tx, waveId: string): Promise<Wave | null> =>
  tx.maybe<Wave>`select id, wave_no, state from wave where org_id = ${tx.orgId} and id = ${waveId} for no key update`;
export const shareWave = (tx: Tx, waveId: string): Promise<Wave | null> =>
  tx.maybe<Wave>`select id, wave_no, state from wave where org_id = ${tx.orgId} and id = ${waveId} for share`;

/** Locked, for a parcel that is cancelled at this moment takes its goods off the list. */
export const lockPickQty = (tx: Tx, waveId: string, skuId: string): Promise<{ qty: number } | null> =>
  tx.maybe<{ qty: number }>`select qty from pick_line where org_id = ${tx.orgId} and wave_id = ${waveId} and sku_id = ${skuId} for no key update`;
export const setPicked = (tx: Tx, waveId: string, skuId: string, qty: number): Promise<void> =>
  tx.write`update pick_line set picked_qty = ${qty} where org_id = ${tx.orgId} and wave_id = ${waveId} and sku_id = ${skuId}`;
/** All that these parcels need is taken. What was counted beyond it, for one that is held by now, stays counted. */
export const setAllPicked = (tx: Tx, waveId: string, parcelIds: readonly string[]): Promise<void> =>
  tx.write`
    update pick_line k set picked_qty = x.qty
      from (select sku_id, sum(qty)::int as qty from parcel_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) group by sku_id) x
     where k.org_id = ${tx.orgId} and k.wave_id = ${waveId} and k.sku_id = x.sku_id and k.picked_qty < x.qty`;
export const listPicked = (tx: Tx, waveId: string): Promise<{ skuId: string; pickedQty: number }[]> =>
  tx.many<{ skuId: string; pickedQty: number }>`select sku_id, picked_qty from pick_line where org_id = ${tx.orgId} and wave_id = ${waveId}`;

/** How many pieces of each SKU nobody in the wave needs. */
export async function setSurplus(tx: Tx, waveId: string, surplus: ReadonlyMap<string, number>): Promise<void> {
  if (surplus.size === 0) return;
  await tx.write`
    update pick_line k set surplus_qty = x.qty from ${asTable("x", { sku: "uuid", qty: "int" }, [...surplus].map(([sku, qty]) => ({ sku, qty })))}
     where k.org_id = ${tx.orgId} and k.wave_id = ${waveId} and k.sku_id = x.sku`;
}

export type PutBack = { readonly waveId: string; readonly skuId: string; readonly qty: number };
export type PutBackRow = PutBack & {
  readonly waveNo: string; readonly warehouseId: string; readonly warehouse: string; readonly sku: string; readonly nameEn: string; readonly nameZh: string; readonly imageUrl: string | null; readonly bin: string;
};
/** What lies about and belongs on a shelf, with the bin that the goods have by now. */
export const listPutBacks = (tx: Tx, limit: number): Promise<PutBackRow[]> =>
  tx.many<PutBackRow>`
    select k.wave_id, w.wave_no, w.warehouse_id, h.name as warehouse, k.sku_id, s.code as sku, s.name_en, s.name_zh, s.image_url,
           coalesce(nullif(b.bin, ''), k.bin) as bin, k.surplus_qty - k.put_back_qty as qty
      from pick_line k join wave w on w.org_id = k.org_id and w.id = k.wave_id join warehouse h on h.org_id = w.org_id and h.id = w.warehouse_id
      join sku s on s.org_id = k.org_id and s.id = k.sku_id
      left join stock_balance b on b.org_id = k.org_id and b.warehouse_id = w.warehouse_id and b.sku_id = k.sku_id
     where k.org_id = ${tx.orgId} and k.surplus_qty > k.put_back_qty
     order by k.wave_id, k.sku_id limit ${limit}`;
/** Answers those that were put back. Of one that another has put back meanwhile nothing is left to do. */
export const putBack = (tx: Tx, lines: readonly PutBack[]): Promise<{ waveId: string; skuId: string }[]> =>
  tx.many<{ waveId: string; skuId: string }>`
    with owed as materialized (
      select k.wave_id, k.sku_id, x.qty from pick_line k
        join ${asTable("x", { w: "uuid", s: "uuid", qty: "int" }, lines.map((l) => ({ w: l.waveId, s: l.skuId, qty: l.qty })))} on x.w = k.wave_id and x.s = k.sku_id
       where k.org_id = ${tx.orgId} and k.surplus_qty - k.put_back_qty >= x.qty
       order by k.wave_id, k.sku_id for no key update of k)
    update pick_line k set put_back_qty = k.put_back_qty + o.qty from owed o
     where k.org_id = ${tx.orgId} and k.wave_id = o.wave_id and k.sku_id = o.sku_id
    returning k.wave_id, k.sku_id`;

export type InWave = { readonly id: string; readonly stage: string; readonly slot: number; readonly holdCodes: readonly string[] };
/** Locks the parcels of a wave, in id order like every lock on parcels, and answers them in slot order. */
export async function lockWaveParcels(tx: Tx, waveId: string): Promise<InWave[]> {
  const parcels = await tx.many<InWave>`
    select p.id, p.stage, p.slot, p.hold_codes from wave w join parcel p on ${inWave}
     where w.org_id = ${tx.orgId} and w.id = ${waveId} order by p.id for no key update of p`;
  return parcels.sort((a, b) => a.slot - b.slot);
}
export const listNeeds = (tx: Tx, parcelIds: readonly string[]): Promise<(Need & { parcelId: string })[]> =>
  tx.many<Need & { parcelId: string }>`
    select l.parcel_id, l.sku_id, s.code as sku, sum(l.qty)::int as qty
      from parcel_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[])
     group by l.parcel_id, l.sku_id, s.code order by l.parcel_id, s.code`;

export const takeOutOfWave = (tx: Tx, parcelIds: readonly string[]): Promise<void> =>
  tx.write`update parcel set wave_id = null, slot = null where org_id = ${tx.orgId} and id = any(${parcelIds}::uuid[])`;
export const endWave = (tx: Tx, waveId: string, state: "picked" | "cancelled"): Promise<void> =>
  tx.write`
    update wave set state = ${state}, picked_at = ${state === "picked" ? tx.now : null} where org_id = ${tx.orgId} and id = ${waveId}`;

export type WaveRow = {
  readonly id: string; readonly waveNo: string; readonly warehouseId: string; readonly warehouse: string; readonly state: Wave["state"];
  readonly parcelCount: number; readonly toLabelCount: number; readonly heldCount: number; readonly unitCount: number; readonly createdAt: string; readonly createdBy: string; readonly pickedAt: string | null;
};
export type WaveView = Wave["state"] | "labels" | null;
/** Waits for its label and may get it: of what is missing the print itself judges. */
const printable = sql`p.stage = 'labels' and p.hold_codes <@ '{label_missing,label_outdated}'`;
/** Newest first. Ids begin with their time, so the key is the order. `labels`: those of which a label can be printed. */
export const listWaves = (tx: Tx, state: WaveView, after: string | null, limit: number): Promise<WaveRow[]> =>
  tx.many<WaveRow>`
    select v.*, inside.parcel_count, inside.to_label_count, inside.held_count,
           (select coalesce(sum(l.qty), 0) from pick_line l where l.org_id = ${tx.orgId} and l.wave_id = v.id) as unit_count
      from (select w.id, w.wave_no, w.warehouse_id, h.name as warehouse, w.state, w.created_at, w.created_by, w.picked_at
              from wave w join warehouse h on h.org_id = w.org_id and h.id = w.warehouse_id
             where w.org_id = ${tx.orgId} and (${state}::text is null or w.state = ${state} or ${state} = 'labels' and w.id = any(array(
                     select wave_id from parcel p where org_id = ${tx.orgId} and ${printable}))) and (${after}::uuid is null or w.id < ${after})
             order by w.id desc limit ${limit}) v
      cross join lateral (select count(*)::int as parcel_count, (count(*) filter (where ${printable}))::int as to_label_count,
                                   (count(*) filter (where p.stage = 'labels' and not (${printable})))::int as held_count
                            from wave w join parcel p on ${inWave} where w.org_id = ${tx.orgId} and w.id = v.id) inside
     order by v.id desc`;
export const countWaves = (tx: Tx, state: WaveView): Promise<{ n: number }> =>
  tx.one<{ n: number }>`
    select count(*)::int as n from (select 1 from wave where org_id = ${tx.orgId} and (${state}::text is null or state = ${state} or ${state} = 'labels' and id = any(array(
      select wave_id from parcel p where org_id = ${tx.orgId} and ${printable}))) limit ${mostCounted + 1}) w`;
export const readWave = (tx: Tx, waveId: string): Promise<Omit<WaveRow, "parcelCount" | "toLabelCount" | "heldCount" | "unitCount"> | null> =>
  tx.maybe<Omit<WaveRow, "parcelCount" | "toLabelCount" | "heldCount" | "unitCount">>`
    select w.id, w.wave_no, w.warehouse_id, h.name as warehouse, w.state, w.created_at, w.created_by, w.picked_at
      from wave w join warehouse h on h.org_id = w.org_id and h.id = w.warehouse_id where w.org_id = ${tx.orgId} and w.id = ${waveId}`;

export type Step = {
  readonly skuId: string; readonly sku: string; readonly nameEn: string; readonly nameZh: string; readonly barcode: string; readonly imageUrl: string | null;
  readonly bin: string; readonly qty: number; readonly pickedQty: number;
};
export const listSteps = (tx: Tx, waveId: string): Promise<Step[]> =>
  tx.many<Step>`
    select k.sku_id, s.code as sku, s.name_en, s.name_zh, s.barcode, s.image_url, k.bin, k.qty, k.picked_qty
      from pick_line k join sku s on s.org_id = k.org_id and s.id = k.sku_id
     where k.org_id = ${tx.orgId} and k.wave_id = ${waveId}`;
export type Slot = { readonly id: string; readonly parcelNo: string; readonly slot: number; readonly stage: string; readonly country: string; readonly method: string; readonly holdCodes: readonly string[] };
export const listSlots = (tx: Tx, waveId: string): Promise<Slot[]> =>
  tx.many<Slot>`
    select p.id, p.parcel_no, p.slot, p.stage, p.country, coalesce(m.name, '') as method, p.hold_codes
      from wave w join parcel p on ${inWave} left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
     where w.org_id = ${tx.orgId} and w.id = ${waveId} order by p.slot`;
