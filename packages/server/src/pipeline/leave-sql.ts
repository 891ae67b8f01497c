import type { Tx } from "../db/tx.ts";
import type { OpenHold } from "./hold.ts";

/** Locks those of these parcels that still wait for their booking, out of any wave. */
export const lockUnbooked = async (tx: Tx, ids: readonly string[]): Promise<{ id: string; parcelNo: string }[]> => {
  const locked = await tx.many<{ id: string; parcelNo: string }>`
    select id, parcel_no from parcel
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage in ('routing', 'booking', 'allocation') and wave_id is null
     order by id for no key update`;
  // Asked under the locks: room 06 writes an attempt under the same.
  const booked = new Set((await tx.many<{ id: string }>`
    select parcel_id as id from booking_attempt
     where org_id = ${tx.orgId} and parcel_id = any(${locked.map((p) => p.id)}::uuid[]) and state in ('sent', 'unknown', 'booked', 'handed_over')`).map((p) => p.id));
  return locked.filter((p) => !booked.has(p.id));
};

export const listMembers = (tx: Tx, parcelIds: readonly string[]): Promise<{ parcelId: string; orderId: string; orderNo: string }[]> =>
  tx.many<{ parcelId: string; orderId: string; orderNo: string }>`
    select distinct l.parcel_id, o.id as order_id, o.order_no from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[]) order by o.order_no`;

/** Takes the lines of these orders out; what the parcel says of its orders is read anew from those that stay. */
export async function takeLinesOut(tx: Tx, parcelIds: readonly string[], orderIds: readonly string[]): Promise<void> {
  await tx.write`delete from parcel_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and order_id = any(${orderIds}::uuid[])`;
  await tx.write`
    update parcel p set order_count = o.n, total_minor = o.total_minor, due_at = o.due_at, ship_by_at = o.ship_by_at, paid_at = o.paid_at, weight_g = g.weight_g,
           pii_order_id = case when p.pii_order_id = any(${orderIds}::uuid[]) then o.first else p.pii_order_id end
      from (select x.parcel_id, count(*)::int as n, sum(o.total_minor) as total_minor, min(o.due_at) as due_at, min(o.ship_by_at) as ship_by_at, max(o.paid_at) as paid_at,
                   (array_agg(o.id order by o.id))[1] as first
              from (select distinct parcel_id, order_id from parcel_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])) x
              join orders o on o.org_id = ${tx.orgId} and o.id = x.order_id group by x.parcel_id) o
      join (select l.parcel_id, least(sum(l.qty::bigint * s.weight_g), 2147483647)::int as weight_g from parcel_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
             where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[]) group by l.parcel_id) g on g.parcel_id = o.parcel_id
     where p.org_id = ${tx.orgId} and p.id = o.parcel_id`;
}

/** Open holds of these parcels that speak of one of these orders, and of no other. */
export const listHoldsAbout = (tx: Tx, parcelIds: readonly string[], orderIds: readonly string[]): Promise<OpenHold[]> =>
  tx.many<OpenHold>`
    select id, parcel_id as traveller_id, code, evidence_hash from hold
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and released_at is null
       and evidence ->> 'orderId' = any(${orderIds}::text[]) and not evidence ? 'also'`;
