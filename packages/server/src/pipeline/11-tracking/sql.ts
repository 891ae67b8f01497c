import type { TrackingEvent, TrackingStatus } from "@argosy/core/connector.ts";
import type { Instant } from "@argosy/core/time.ts";
import { asTable } from "../../db/rows.ts";
import { sql, type Sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";

export type Notice = {
  readonly id: string; readonly parcelId: string; readonly orderId: string; readonly orderNo: string; readonly shopAccountId: string; readonly orderExternalId: string; readonly state: string;
  readonly leaseNo: number; readonly tries: number; readonly trackingNo: string | null; readonly carrierCode: string; readonly channelState: string; readonly shippedAt: Instant; readonly lines: readonly { externalId: string; qty: number }[];
};
/** Takes ship notices that are due. One that was `sending` when its lease ended may have arrived: it is `unknown` now. */
export async function takeNotices(tx: Tx, limit: number, leaseUntil: Instant): Promise<Notice[]> {
  const taken = await tx.many<{ id: string; was: string }>`
    with due as materialized (
      select c.id, c.state from channel_attempt c
       where c.org_id = ${tx.orgId} and c.next_try_at <= ${tx.now} and (c.lease_until is null or c.lease_until <= ${tx.now}) and c.state in ('pending', 'sending', 'unknown')
       order by c.next_try_at, c.id limit ${limit} for no key update skip locked)
    update channel_attempt a set state = 'sending', lease_no = a.lease_no + 1, tries = a.tries + 1, lease_until = ${leaseUntil}, updated_at = ${tx.now}
      from due
     where a.org_id = ${tx.orgId} and a.id = due.id
    returning a.id, due.state as was`;
  if (taken.length === 0) return [];
  const was = new Map(taken.map((t) => [t.id, t.was]));
  const ids = taken.map((t) => t.id);
  const notices = tx.many<Omit<Notice, "lines">>`
    select a.id, a.parcel_id, a.order_id, o.order_no, a.shop_account_id, o.external_id as order_external_id, a.state, a.lease_no, a.tries,
           p.tracking_no, m.channel_carrier as carrier_code, o.channel_state, p.shipped_at
      from channel_attempt a
      join orders o on o.org_id = a.org_id and o.id = a.order_id
      join parcel p on p.org_id = a.org_id and p.id = a.parcel_id
      join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
     where a.org_id = ${tx.orgId} and a.id = any(${ids}::uuid[])
     order by a.id`;
  const pieces = tx.many<{ noticeId: string; externalId: string; qty: number }>`
    select a.id as notice_id, ol.external_id, l.qty * ol.qty / ol.sku_qty as qty
      from channel_attempt a
      join parcel_line l on l.org_id = a.org_id and l.parcel_id = a.parcel_id and l.order_id = a.order_id
      join order_line ol on ol.org_id = l.org_id and ol.order_id = l.order_id and ol.id = l.order_line_id
     where a.org_id = ${tx.orgId} and a.id = any(${ids}::uuid[])
     order by a.id, ol.external_id`;
  const [rows, all] = await Promise.all([notices, pieces]);
  const lines = Map.groupBy(all, (line) => line.noticeId);
  return rows.map((r) => ({ ...r, state: was.get(r.id)!, lines: (lines.get(r.id) ?? []).map(({ externalId, qty }) => ({ externalId, qty })) }));
}

export type NoticeRow = { readonly id: string; readonly leaseNo: number; readonly state: string; readonly nextTryAt: Instant | null; readonly externalId: string | null; readonly error: object | null };
export const recordNotices = (tx: Tx, rows: readonly NoticeRow[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    update channel_attempt a set state = x."state", next_try_at = x."nextTryAt", lease_until = null, error = x."error",
           external_id = coalesce(x."externalId", a.external_id), updated_at = ${tx.now}
      from ${asTable("x", { id: "uuid", leaseNo: "int", state: "text", nextTryAt: "timestamptz", externalId: "text", error: "jsonb" }, rows)}
     where a.org_id = ${tx.orgId} and a.id = x."id" and a.lease_no = x."leaseNo" and a.state = 'sending'
    returning a.id`;

/** Parcels all of whose orders the channel knows as shipped: their notice holds are answered. */
export const listConfirmedParcels = (tx: Tx, parcelIds: readonly string[]): Promise<{ id: string; holdCodes: string[] }[]> =>
  tx.many<{ id: string; holdCodes: string[] }>`
    select p.id, p.hold_codes from parcel p
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[]) and p.hold_codes && '{notice_late,notice_refused,notice_unsupported}'
       and not exists (select 1 from channel_attempt a where a.org_id = p.org_id and a.parcel_id = p.id and a.state <> 'confirmed')
     order by p.id for no key update`;
export type Tracked = { readonly parcelId: string; readonly trackingNo: string; readonly stage: string };
/** Which parcels these numbers belong to, at this carrier account only: another's number is another's parcel. */
export const findTracked = (tx: Tx, accountId: string, trackingNos: readonly string[]): Promise<Tracked[]> =>
  tx.many<Tracked>`
    select p.id as parcel_id, a.tracking_no, p.stage
      from booking_attempt a join parcel p on p.org_id = a.org_id and p.id = a.parcel_id and p.booking_id = a.id
     where a.org_id = ${tx.orgId} and a.carrier_account_id = ${accountId} and a.tracking_no = any(${trackingNos}::text[]) and a.state in ('booked', 'handed_over')
     order by p.id for no key update of p`;

export const addTrackingEvents = (tx: Tx, rows: readonly (TrackingEvent & { parcelId: string })[]): Promise<{ parcelId: string }[]> =>
  tx.many<{ parcelId: string }>`
    insert into tracking_event (org_id, parcel_id, external_id, status, vendor_code, text, place, at)
    select ${tx.orgId}, x."parcelId", x."externalId", x."status", x."vendorCode", x."text", x."place", x."at"
      from ${asTable("x", { parcelId: "uuid", externalId: "text", status: "text", vendorCode: "text", text: "text", place: "text", at: "timestamptz" }, rows)}
    on conflict (org_id, parcel_id, external_id) do nothing
    returning parcel_id`;
/** A carrier's scan proves that the parcel is in its hands: such a booking is never given back. */
export const markHandedOver = (tx: Tx, parcelIds: readonly string[]): Promise<void> =>
  tx.write`
    update booking_attempt a set state = 'handed_over', updated_at = ${tx.now}
      from parcel p
     where a.org_id = ${tx.orgId} and p.org_id = a.org_id and p.id = any(${parcelIds}::uuid[]) and p.booking_id = a.id and a.state = 'booked'`;

/** Parcels under way of which nothing was heard since `since`; held ones wait for whoever they are held for, but for those that were missed before. */
export const listSilent = (tx: Tx, since: Instant, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select p.id from parcel p
     where p.org_id = ${tx.orgId} and p.stage = 'tracking' and p.shipped_at < ${since} and p.hold_codes <@ '{no_first_scan,no_news,delivery_failed,customs_asks}'
       and not exists (select 1 from tracking_event e where e.org_id = p.org_id and e.parcel_id = p.id and e.at >= ${since})
     order by p.id limit ${limit}
       for no key update of p skip locked`;

/** The newest event of each parcel, whatever order they arrived in; a delivery stays one. */
const newestEvents = ({ orgId }: Tx, parcelIds: readonly string[]): Sql => sql`(
  select distinct on (parcel_id) parcel_id, status, vendor_code from tracking_event
   where org_id = ${orgId} and parcel_id = any(${parcelIds}::uuid[])
   order by parcel_id, (status = 'delivered') desc, at desc, external_id desc)`;
export const setTrackingStatus = (tx: Tx, parcelIds: readonly string[]): Promise<{ id: string; status: TrackingStatus }[]> =>
  tx.many<{ id: string; status: TrackingStatus }>`
    update parcel p set tracking_status = e.status from ${newestEvents(tx, parcelIds)} e
     where p.org_id = ${tx.orgId} and p.id = e.parcel_id
    returning p.id, e.status`;
/** What the carrier said last of those of these parcels that are under way. Without a status there is no news of this booking. */
export const listUnderWay = (tx: Tx, parcelIds: readonly string[]): Promise<{ id: string; status: TrackingStatus; vendorCode: string }[]> =>
  tx.many<{ id: string; status: TrackingStatus; vendorCode: string }>`
    select p.id, e.status, e.vendor_code from parcel p join ${newestEvents(tx, parcelIds)} e on e.parcel_id = p.id
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[]) and p.stage = 'tracking' and p.tracking_status is not null`;
