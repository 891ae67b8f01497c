import type { HoldCode } from "@argosy/core/journey.ts";
import type { Tx } from "../db/tx.ts";
import type { OpenHold } from "./hold.ts";
import { tables, type Traveller } from "./traveller.ts";

export type Standing = { readonly id: string; readonly no: string; readonly stage: string; readonly version: number; readonly holds: readonly (OpenHold & { readonly code: HoldCode })[] };

/** Locks travellers in id order and answers where they stand with their open holds. */
export async function listStanding(tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<Standing[]> {
  const { table, key, no } = tables[traveller];
  const rows = await tx.many<{ id: string; no: string; stage: string; version: number }>`
    select id, ${no} as no, stage, version from ${table} where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) order by id for no key update`;
  const holds = await tx.many<OpenHold>`
    select id, ${key} as traveller_id, code, evidence_hash from hold
     where org_id = ${tx.orgId} and ${key} = any(${rows.map((r) => r.id)}::uuid[]) and released_at is null`;
  const byTraveller = Map.groupBy(holds, (h) => h.travellerId);
  return rows.map((r) => ({ ...r, holds: byTraveller.get(r.id) ?? [] }));
}

/**
 * Takes holds whose time has come, with their travellers. Whom somebody else has at hand is taken the next time.
 * Rule  Compared as text, as all our moments may be: one that can't be read stays with its traveller, and stops no other's.
 */
export const claimExpiredWaits = (tx: Tx, traveller: Traveller, limit: number): Promise<OpenHold[]> =>
  tx.many<OpenHold>`
    select h.id, t.id as traveller_id, h.code, h.evidence_hash
      from hold h join ${tables[traveller].table} t on t.org_id = h.org_id and t.id = h.${tables[traveller].key}
     where h.org_id = ${tx.orgId} and h.code = 'held_until' and h.released_at is null and (h.evidence ->> 'until') collate "C" between '2' and ${tx.now}
     order by h.since limit ${limit}
       for no key update of h, t skip locked`;

export const setRoute = (tx: Tx, ids: readonly string[], warehouseId: string | null, methodId: string | null, setBy: string): Promise<void> =>
  tx.write`
    update parcel set warehouse_id = coalesce(${warehouseId}::uuid, warehouse_id), warehouse_by_hand = warehouse_by_hand or ${warehouseId}::uuid is not null,
           method_id = coalesce(${methodId}::uuid, method_id), method_by_hand = method_by_hand or ${methodId}::uuid is not null,
           any_warehouse = any_warehouse and ${warehouseId}::uuid is null, route_set_by = ${setBy}
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
/** Whatever warehouse was chosen before: the next routing takes the first that has everything. Not once goods are picked. */
export const freeWarehouse = (tx: Tx, ids: readonly string[]): Promise<number> =>
  tx.run`
    update parcel set any_warehouse = true, warehouse_by_hand = false, warehouse_id = case when stage = 'routing' then null else warehouse_id end
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and wave_id is null and stage in ('routing', 'booking', 'allocation', 'picking')`;
/** Attempts whose lost answer this person has just let go: nothing was booked by them, and nobody asks for them again. */
export const endLostAttempts = (tx: Tx, parcelIds: readonly string[], actor: string, reason: string): Promise<void> =>
  tx.write`
    update booking_attempt a set state = 'absent', error = ${{ kind: "absent", detail: reason }}, updated_at = ${tx.now}
     where a.org_id = ${tx.orgId} and a.parcel_id = any(${parcelIds}::uuid[]) and a.state = 'unknown'
       and exists (select 1 from hold h where h.org_id = a.org_id and h.parcel_id = a.parcel_id and h.code = 'booking_unknown'
                      and h.released_at = ${tx.now} and h.released_by = ${actor})`;
/** Parcels without a booking whose order goes elsewhere than they were routed for. */
export const listBoundElsewhere = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select p.id from parcel p join orders o on o.org_id = p.org_id and o.id = p.pii_order_id
     where p.org_id = ${tx.orgId} and p.id = any(${ids}::uuid[]) and p.booking_id is null and p.address_hash <> o.address_hash
       and p.stage in ('routing', 'booking', 'allocation') order by p.id`;
export const setPinned = (tx: Tx, ids: readonly string[], pinned: boolean): Promise<void> =>
  tx.write`update parcel set pinned = ${pinned} where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
export const withStock = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and reserved_at is not null`;
export const withWave = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and wave_id is not null`;
export const exists = (tx: Tx, table: "warehouse" | "shipping_method", id: string): Promise<{ id: string } | null> =>
  table === "warehouse"
    ? tx.maybe<{ id: string }>`select id from warehouse where org_id = ${tx.orgId} and id = ${id}`
    : tx.maybe<{ id: string }>`select id from shipping_method where org_id = ${tx.orgId} and id = ${id}`;

/** The parcels a person would stop by cancelling these orders. */
export const openParcelsOf = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; parcelId: string; stage: string; orderCount: number; shipped: boolean }[]> =>
  tx.many<{ orderId: string; parcelId: string; stage: string; orderCount: number; shipped: boolean }>`
    select distinct l.order_id, p.id as parcel_id, p.stage, p.order_count, p.shipped_at is not null as shipped
      from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]) and p.stage <> 'cancelled' order by p.id`;
export type AddressRow = { readonly stage: string; readonly version: number; readonly pii: Buffer | null; readonly booked: boolean };
export const lockForAddress = (tx: Tx, orderId: string): Promise<AddressRow | null> =>
  tx.maybe<AddressRow>`
    select o.stage, o.version, b.ciphertext as pii,
           exists (select 1 from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
                    where l.org_id = o.org_id and l.order_id = o.id and p.stage <> 'cancelled'
                      and (p.booking_id is not null or p.shipped_at is not null or p.order_count > 1)) as booked
      from orders o left join buyer_pii b on b.org_id = o.org_id and b.order_id = o.id
     where o.org_id = ${tx.orgId} and o.id = ${orderId} for no key update of o`;
/** Answers the parcel that now goes there, where one is made already. */
export async function writeAddress(tx: Tx, orderId: string, country: string, addressHash: string, sealed: Buffer): Promise<{ id: string }[]> {
  await tx.write`update orders set country = ${country}, address_hash = ${addressHash} where org_id = ${tx.orgId} and id = ${orderId}`;
  await tx.write`update buyer_pii set ciphertext = ${sealed} where org_id = ${tx.orgId} and order_id = ${orderId}`;
  return tx.many<{ id: string }>`
    update parcel set address_hash = ${addressHash}, country = ${country}
     where org_id = ${tx.orgId} and pii_order_id = ${orderId} and booking_id is null and shipped_at is null and stage <> 'cancelled' returning id`;
}

/** Notices not yet confirmed are read back and, where the channel has them not, told again. */
export const retryNotices = (tx: Tx, parcelIds: readonly string[]): Promise<{ parcelId: string }[]> =>
  tx.many<{ parcelId: string }>`
    update channel_attempt set state = 'unknown', next_try_at = ${tx.now}, updated_at = ${tx.now}
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and state in ('pending', 'unknown', 'rejected', 'unsupported') returning parcel_id`;

/** Those of these parcels that carry an order which nobody has closed. */
export const withOpenOrder = (tx: Tx, parcelIds: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select distinct l.parcel_id as id from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[]) and o.closed_at is null`;

/** Ends the waiting time of a merge offer: these orders travel alone. */
export const forbidMerge = (tx: Tx, orderIds: readonly string[]): Promise<void> =>
  tx.write`update orders set merge_until = ${tx.now} where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[])`;
