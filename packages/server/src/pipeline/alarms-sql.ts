import type { TrackingStatus } from "@argosy/core/connector.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";

export type Followed = {
  readonly id: string; readonly stage: string; readonly shippedAt: Instant | null; readonly tracked: boolean;
  readonly status: TrackingStatus | null; readonly vendorCode: string; readonly text: string; readonly place: string; readonly at: Instant | null;
};
/** Locks these parcels and answers what their carrier said last; a delivery stays the last word. */
export const listFollowed = (tx: Tx, parcelIds: readonly string[]): Promise<Followed[]> =>
  tx.many<Followed>`
    select p.id, p.stage, p.shipped_at, b.carrier_account_id is not null as tracked, e.status, e.vendor_code, e.text, e.place, e.at
      from parcel p
      left join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id
      left join lateral (select status, vendor_code, text, place, at from tracking_event
                          where org_id = p.org_id and parcel_id = p.id and p.tracking_status is not null
                          order by (status = 'delivered') desc, at desc, external_id desc limit 1) e on true
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[])
     order by p.id
       for no key update of p`;

/** Parcels that left before `since`, whose carrier tells of parcels and never saw them, and nobody was told. */
export const listUnscanned = (tx: Tx, since: Instant, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select p.id from parcel p join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id and b.carrier_account_id is not null
     where p.org_id = ${tx.orgId} and p.stage = 'tracking' and p.shipped_at < ${since} and coalesce(p.tracking_status, 'not_found') in ('not_found', 'info_received')
       and not exists (select 1 from hold h where h.org_id = p.org_id and h.parcel_id = p.id and h.code = 'no_first_scan')
     order by p.id limit ${limit}
       for no key update of p skip locked`;
/** Parcels that their carrier has seen, of which it has told nothing since `since`, and nobody was told so. */
export const listUnheard = (tx: Tx, since: Instant, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select p.id from parcel p
     where p.org_id = ${tx.orgId} and p.stage = 'tracking' and p.shipped_at < ${since} and p.tracking_status not in ('not_found', 'info_received')
       and not exists (select 1 from tracking_event e where e.org_id = p.org_id and e.parcel_id = p.id and e.at >= ${since})
       and not exists (select 1 from hold h where h.org_id = p.org_id and h.parcel_id = p.id and h.code = 'no_news'
                          and h.since > (select max(e.at) from tracking_event e where e.org_id = p.org_id and e.parcel_id = p.id))
     order by p.id limit ${limit}
       for no key update of p skip locked`;
