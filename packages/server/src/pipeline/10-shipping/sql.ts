import type { Instant } from "@argosy/core/time.ts";
import { asTable } from "../../db/rows.ts";
import type { Tx } from "../../db/tx.ts";
import type { OpenHold } from "../hold.ts";
import { bookingOf, isBookedBy } from "../queue-sql.ts";
import type { Actor } from "../traveller.ts";
import { inWave } from "../wave-sql.ts";
import type { Line, OrderInside, ToShip } from "./decide.ts";

// Locks are taken in the order of the house: orders, parcels, balances; each by its key.

/**
 * Locks these orders. FOR SHARE lets other parcels of an order ship at the same moment, but makes the
 * channel's cancellation wait, so it can't close an order whose parcel is leaving.
 */
export const shareOrders = (tx: Tx, orderIds: readonly string[]): Promise<OrderInside[]> =>
  tx.many<OrderInside>`
    select o.id, o.order_no, o.stage, o.checked_at, a.outage_policy
      from orders o join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[])
     order by o.id
       for share of o`;

export type ShipFacts = ToShip & { readonly parcelNo: string; readonly shopAccountId: string; readonly expectedG: number };
/** Locks the parcels: of two stations that ship the same one, the second waits here and then sees it shipped. */
export const lockParcels = (tx: Tx, parcelIds: readonly string[]): Promise<ShipFacts[]> =>
  tx.many<ShipFacts>`
    select p.id, p.parcel_no, p.stage, p.shipped_at, p.hold_codes, p.address_hash, p.shop_account_id, p.weight_g as expected_g,
           b.address_hash as booked_hash, b.tracking_no, coalesce(m.number_source <> 'none', true) as number_due
      from parcel p
      left join lateral ${bookingOf} b on b.live
      left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[])
     order by p.id
       for no key update of p`;

/** The weights that a person let a parcel go with. */
export const listAcceptedWeights = async (tx: Tx, parcelId: string): Promise<number[]> =>
  (await tx.many<{ weightG: number }>`
    select (evidence ->> 'weightG')::int as weight_g from hold
     where org_id = ${tx.orgId} and parcel_id = ${parcelId} and code = 'weight_differs' and released_by like 'member:%'`).map((h) => h.weightG);

/** The silences of a channel about these parcels' orders that a person let go, as `silenceOf` names them. */
export const listAcceptedSilences = async (tx: Tx, parcelIds: readonly string[]): Promise<string[]> =>
  (await tx.many<{ name: string }>`
    select (o ->> 'orderNo') || '/' || (o ->> 'toldAt') as name from hold h, jsonb_array_elements(h.evidence -> 'orders') o
     where h.org_id = ${tx.orgId} and h.parcel_id = any(${parcelIds}::uuid[]) and h.code = 'channel_silent' and h.released_by like 'member:%'`).map((h) => h.name);

/** Open holds for a channel's silence that has spoken of every order since. */
export const listEndedSilences = (tx: Tx, parcelIds: readonly string[]): Promise<OpenHold[]> =>
  tx.many<OpenHold>`
    select h.id, h.parcel_id as traveller_id, h.code, h.evidence_hash from hold h
     where h.org_id = ${tx.orgId} and h.parcel_id = any(${parcelIds}::uuid[]) and h.code = 'channel_silent' and h.released_at is null
       and not exists (select 1 from jsonb_array_elements(h.evidence -> 'orders') x join orders o on o.org_id = h.org_id and o.order_no = x ->> 'orderNo'
                        where o.checked_at <= (x ->> 'toldAt')::timestamptz)`;

export type ParcelLine = Line & { readonly parcelId: string; readonly orderId: string };
export const listLines = (tx: Tx, parcelIds: readonly string[]): Promise<ParcelLine[]> =>
  tx.many<ParcelLine>`
    select parcel_id, order_id, sku_id, sum(qty)::int as qty from parcel_line
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])
     group by parcel_id, order_id, sku_id order by parcel_id, sku_id, order_id`;
export const listPacked = (tx: Tx, parcelIds: readonly string[]): Promise<(Line & { parcelId: string })[]> =>
  tx.many<Line & { parcelId: string }>`
    select parcel_id, sku_id, count(*)::int as qty from pack_scan
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) group by parcel_id, sku_id`;

export type Promised = { readonly parcelId: string; readonly skuId: string; readonly warehouseId: string; readonly qty: number; readonly visit: number };
export const listPromised = (tx: Tx, parcelIds: readonly string[]): Promise<Promised[]> =>
  tx.many<Promised>`
    select r.parcel_id, r.sku_id, r.warehouse_id, r.qty, p.reserved_visit as visit
      from reservation r join parcel p on p.org_id = r.org_id and p.id = r.parcel_id
     where r.org_id = ${tx.orgId} and r.parcel_id = any(${parcelIds}::uuid[])`;

type Place = { readonly w: string; readonly s: string };
/** Locks balances of any warehouses in (warehouse, SKU) order and waits for them, as every writer of stock does. */
export const lockBalances = (tx: Tx, places: readonly Place[]): Promise<{ skuId: string }[]> =>
  tx.many<{ skuId: string }>`
    select b.sku_id from stock_balance b
      join ${asTable("x", { w: "uuid", s: "uuid" }, places)} on x.w = b.warehouse_id and x.s = b.sku_id
     where b.org_id = ${tx.orgId}
     order by b.warehouse_id, b.sku_id
       for no key update of b`;
export const takeFromBalances = (tx: Tx, sums: readonly (Place & { readonly q: number })[]): Promise<void> =>
  tx.write`
    update stock_balance b set on_hand_qty = b.on_hand_qty - x.q, reserved_qty = b.reserved_qty - x.q
      from ${asTable("x", { w: "uuid", s: "uuid", q: "int" }, sums)}
     where b.org_id = ${tx.orgId} and b.warehouse_id = x.w and b.sku_id = x.s`;
/** The ledger's side. The visit of the reservation is part of the key, so goods leave once, whoever asks. */
export const writeShipMoves = (tx: Tx, promised: readonly Promised[], actor: Actor): Promise<void> =>
  tx.insert("stock_move", promised.map((r) => ({
    causeId: r.parcelId, kind: "ship", visit: r.visit, skuId: r.skuId, warehouseId: r.warehouseId, onHandDelta: -r.qty, reservedDelta: -r.qty, actor, note: "", at: tx.now,
  })));
export const endPromises = (tx: Tx, parcelIds: readonly string[]): Promise<void> =>
  tx.write`delete from reservation where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])`;
/** The outbox: the ship notice is owed from the same moment in which the goods are gone. */
export const writeNotices = (tx: Tx, notices: readonly { parcelId: string; orderId: string; shopAccountId: string }[]): Promise<void> =>
  tx.insert("channel_attempt", notices.map((n) => ({ id: tx.newId(), ...n, state: "pending", nextTryAt: tx.now, createdAt: tx.now, updatedAt: tx.now })));

/** The scan that shipped a parcel: a station that repeats it after a lost answer hears the same answer. */
export const readShipScan = (tx: Tx, parcelId: string): Promise<{ scanId: string | null } | null> =>
  tx.maybe<{ scanId: string | null }>`
    select data ->> 'scanId' as scan_id from parcel_event where org_id = ${tx.orgId} and parcel_id = ${parcelId} and move = 'ship'`;
export const listOrderIds = (tx: Tx, parcelIds: readonly string[]): Promise<{ orderId: string }[]> =>
  tx.many<{ orderId: string }>`
    select distinct l.order_id from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[]) and p.stage = 'shipping'`;

// The station's own reading.

export type Found = { readonly id: string; readonly stage: string; readonly shippedAt: Instant | null };
/** By parcel number, by tracking number or by slot of a wave; one that waits in shipping before all others. */
export const findByNumber = (tx: Tx, numbers: readonly string[], waveNo: string | null, slot: number | null): Promise<Found | null> =>
  tx.maybe<Found>`
    select id, stage, shipped_at from (
      select id, stage, shipped_at from parcel where org_id = ${tx.orgId} and parcel_no = any(${numbers}::text[])
      union
      select p.id, p.stage, p.shipped_at from booking_attempt b join parcel p on ${isBookedBy}
       where b.org_id = ${tx.orgId} and b.tracking_no = any(${numbers}::text[])
      union
      select p.id, p.stage, p.shipped_at from wave w join parcel p on ${inWave}
       where w.org_id = ${tx.orgId} and w.wave_no = ${waveNo} and p.slot = ${slot}) f
     order by f.stage = 'shipping' desc, f.id desc limit 1`;
export const findSku = (tx: Tx, code: string): Promise<{ skuId: string; sku: string } | null> =>
  tx.maybe<{ skuId: string; sku: string }>`
    select id as sku_id, code as sku from (
      select id, code, 1 as turn from sku where org_id = ${tx.orgId} and barcode = ${code} and barcode <> ''
      union all
      select id, code, 2 as turn from sku where org_id = ${tx.orgId} and code = any(${[code, code.toUpperCase()]}::text[])) f
     order by turn, code = ${code} desc limit 1`;
/** The most urgent free parcel in shipping that holds exactly one piece, and that of this SKU, and is not begun yet. */
export const findSinglePiece = (tx: Tx, skuId: string): Promise<Found | null> =>
  tx.maybe<Found>`
    select p.id, p.stage, p.shipped_at from parcel p
     where p.org_id = ${tx.orgId} and p.stage = 'shipping' and p.hold_codes = '{}'
       and exists (select 1 from parcel_line l where l.org_id = p.org_id and l.parcel_id = p.id and l.sku_id = ${skuId} and l.qty = 1)
       and (select sum(l.qty) from parcel_line l where l.org_id = p.org_id and l.parcel_id = p.id) = 1
       and not exists (select 1 from pack_scan s where s.org_id = p.org_id and s.parcel_id = p.id)
     order by p.due_at, p.id limit 1`;

export type Scan = { readonly parcelId: string; readonly skuId: string };
export const readScan = (tx: Tx, scanId: string): Promise<Scan | null> =>
  tx.maybe<Scan>`select parcel_id, sku_id from pack_scan where org_id = ${tx.orgId} and scan_id = ${scanId}`;
export const writeScan = (tx: Tx, scanId: string, scan: Scan, actor: Actor): Promise<void> =>
  tx.insert("pack_scan", [{ scanId, ...scan, actor, at: tx.now }]);

/** Takes one counted piece back. The history keeps the ship scan; what was counted and put back is nobody's fact. */
export const deleteScan = (tx: Tx, scanId: string, parcelId: string): Promise<void> =>
  tx.write`delete from pack_scan where org_id = ${tx.orgId} and scan_id = ${scanId} and parcel_id = ${parcelId}`;

export type StationParcel = {
  readonly id: string; readonly parcelNo: string; readonly stage: string; readonly country: string; readonly method: string; readonly trackingNo: string | null; readonly slot: number | null;
  readonly waveNo: string | null; readonly note: string; readonly printedCount: number; readonly shippedAt: Instant | null; readonly weightG: number;
};
export const readStationParcel = (tx: Tx, parcelId: string): Promise<StationParcel | null> =>
  tx.maybe<StationParcel>`
    select p.id, p.parcel_no, p.stage, p.country, coalesce(m.name, '') as method, p.tracking_no, p.slot, w.wave_no, p.printed_count, p.shipped_at, p.weight_g,
           coalesce((select string_agg(o.buyer_note, E'\\n' order by o.order_no) from orders o
                      where o.org_id = p.org_id and o.buyer_note <> '' and o.id in (
                        select l.order_id from parcel_line l where l.org_id = p.org_id and l.parcel_id = p.id)), '') as note
      from parcel p
      left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
      left join wave w on w.org_id = p.org_id and w.id = p.wave_id
     where p.org_id = ${tx.orgId} and p.id = ${parcelId}`;
export type StationLine = { readonly skuId: string; readonly sku: string; readonly nameEn: string; readonly nameZh: string; readonly barcode: string; readonly imageUrl: string | null; readonly qty: number; readonly packedQty: number };
export const listStationLines = (tx: Tx, parcelId: string): Promise<StationLine[]> =>
  tx.many<StationLine>`
    select s.id as sku_id, s.code as sku, s.name_en, s.name_zh, s.barcode, s.image_url, l.qty, l.packed_qty
      from (select l.sku_id, sum(l.qty)::int as qty,
                   (select count(*)::int from pack_scan c where c.org_id = ${tx.orgId} and c.parcel_id = ${parcelId} and c.sku_id = l.sku_id) as packed_qty
              from parcel_line l where l.org_id = ${tx.orgId} and l.parcel_id = ${parcelId} group by l.sku_id) l
      join sku s on s.org_id = ${tx.orgId} and s.id = l.sku_id
     order by s.code`;

export type Recent = { readonly id: string; readonly parcelNo: string; readonly at: Instant; readonly trackingNo: string | null; readonly country: string };
export const listRecent = (tx: Tx, actor: Actor): Promise<Recent[]> =>
  tx.many<Recent>`
    select p.id, p.parcel_no, e.at, p.tracking_no, p.country
      from (select parcel_id, at from parcel_event
             where org_id = ${tx.orgId} and move = 'ship' and actor = ${actor} order by at desc, parcel_id desc limit 10) e
      join parcel p on p.org_id = ${tx.orgId} and p.id = e.parcel_id
     order by e.at desc, e.parcel_id desc`;
export const countWaiting = (tx: Tx): Promise<{ n: number }> =>
  tx.one<{ n: number }>`select count(*)::int as n from parcel where org_id = ${tx.orgId} and stage = 'shipping'`;
