import type { Address } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import type { Currency } from "@argosy/core/money.ts";
import type { Instant } from "@argosy/core/time.ts";
import { asTable } from "../../db/rows.ts";
import { sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import { openBuyer } from "../buyer.ts";
import { dueParcels } from "../queue-sql.ts";
import type { GoodsLine, ParcelToBook } from "./decide.ts";

/** The parcels that are booked next and their orders, for the last look before money is spent. */
export const listNext = (tx: Tx, limit: number): Promise<{ parcelId: string; orderId: string }[]> =>
  tx.many<{ parcelId: string; orderId: string }>`
    with ${dueParcels(tx, "booking", limit, null)}
    select distinct l.parcel_id, l.order_id from due join parcel_line l on l.org_id = ${tx.orgId} and l.parcel_id = due.id`;

type Row = Omit<ParcelToBook, "to" | "from" | "openAttempt" | "liveBooking"> & { readonly piiOrderId: string; readonly pii: Buffer };
/** Takes those of `next` that are still due; one that became so meanwhile was not looked at, and waits for the next turn. */
export async function claimParcels(tx: Tx, next: readonly string[], only: string | null, seen: (ids: string[]) => void): Promise<ParcelToBook[]> {
  const claimed = tx.many<Row>`
    with ${dueParcels(tx, "booking", next.length, only, sql`and p.id = any(${next}::uuid[])`)}
    select p.id, p.hold_codes, p.parcel_no, p.country, p.weight_g, p.address_hash, p.warehouse_id, p.method_id, m.name as method_name, m.service, m.number_source,
           m.carrier_account_id, m.limit_minor, m.limit_currency, p.pii_order_id, b.ciphertext as pii, o.order_no as order_ref
      from due
      join parcel p on p.org_id = ${tx.orgId} and p.id = due.id
      join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
      join orders o on o.org_id = p.org_id and o.id = p.pii_order_id
      join buyer_pii b on b.org_id = p.org_id and b.order_id = p.pii_order_id
     order by p.pinned desc, p.due_at, p.id`;
  const tried = tx.many<{ id: string; parcelId: string; state: string }>`
    select id, parcel_id, state from booking_attempt
     where org_id = ${tx.orgId} and parcel_id = any(${next}::uuid[]) and state in ('sent', 'unknown', 'booked', 'handed_over')`;
  const [rows, attempts, warehouses] = await Promise.all([claimed, tried, listWarehouses(tx)]);
  seen(rows.map((r) => r.id));
  const addressOf = new Map(warehouses.map((w) => [w.id, w.address])); // a few, and each would else come with every parcel
  const open = new Map(attempts.map((a) => [a.parcelId, a])); // at most one each: booking_attempt_one_open
  const stateOf = (id: string): Pick<ParcelToBook, "openAttempt" | "liveBooking"> => {
    const { id: liveBooking = null, state } = open.get(id) ?? {};
    return state === "sent" || state === "unknown" ? { openAttempt: state, liveBooking: null } : { openAttempt: null, liveBooking };
  };
  return rows.map(({ pii, piiOrderId, ...row }) => ({
    ...row, from: present(addressOf.get(row.warehouseId), "the warehouse of a parcel"), ...stateOf(row.id), to: openBuyer(tx, piiOrderId, pii).shipTo,
  }));
}

const listWarehouses = (tx: Tx): Promise<{ id: string; address: Address }[]> =>
  tx.many<{ id: string; address: Address }>`select id, address from warehouse where org_id = ${tx.orgId}`;

export const listGoods = (tx: Tx, parcelIds: readonly string[]): Promise<GoodsLine[]> =>
  tx.many<GoodsLine>`
    select l.parcel_id, s.code as sku, sum(l.qty)::int as qty, s.weight_g, coalesce(nullif(s.declared_name_en, ''), s.name_en) as name_en,
           s.declared_minor as value_minor, s.declared_currency as value_currency, s.hs_code, s.origin_country
      from parcel_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[])
     group by l.parcel_id, s.id, s.org_id order by l.parcel_id, s.code`;

/** Takes free numbers of a pool, lowest first; skips those another worker is taking. */
export const takePoolNumbers = (tx: Tx, methodId: string, parcelIds: readonly string[]): Promise<{ parcelId: string; number: string }[]> =>
  tx.many<{ parcelId: string; number: string }>`
    with free as materialized (
      select number, row_number() over (order by number) as n from (
        select number from pool_number where org_id = ${tx.orgId} and method_id = ${methodId} and parcel_id is null
         order by number limit ${parcelIds.length} for no key update skip locked) x),
    wanted as (select id, row_number() over () as n from unnest(${parcelIds}::uuid[]) as id)
    update pool_number p set parcel_id = w.id from free f join wanted w on w.n = f.n
     where p.org_id = ${tx.orgId} and p.method_id = ${methodId} and p.number = f.number
    returning p.parcel_id, p.number`;

export type Attempt = {
  readonly id: string; readonly parcelId: string; readonly carrierAccountId: string; readonly methodId: string; readonly warehouseId: string | null; readonly addressHash: string; readonly state: string; readonly leaseNo: number; readonly tries: number;
  readonly sentAt: Instant; readonly externalId: string | null; readonly trackingNo: string | null; readonly trackerId: string | null; readonly costMinor: number | null; readonly costCurrency: Currency | null; readonly labelUrl: string | null; readonly service: string;
};
/** Takes attempts whose time has come: leases that ended, unknown outcomes, voids, labels still to be fetched. */
export const takeAttempts = (tx: Tx, limit: number, leaseUntil: Instant): Promise<Attempt[]> =>
  tx.many<Attempt>`
    with due as materialized (
      select id from booking_attempt
       where org_id = ${tx.orgId} and look_at <= ${tx.now}
         and (state in ('sent', 'unknown', 'cancelling') or (state = 'booked' and label_url is not null and label_sha256 is null))
       order by look_at, id limit ${limit} for no key update skip locked)
    update booking_attempt a set state = case when a.state = 'sent' then 'unknown' else a.state end, lease_no = a.lease_no + 1, tries = a.tries + 1,
           look_at = ${leaseUntil}, updated_at = ${tx.now}
      from due
     where a.org_id = ${tx.orgId} and a.id = due.id
    returning a.id, a.parcel_id, a.carrier_account_id, a.method_id, a.warehouse_id, a.address_hash, a.state, a.lease_no, a.tries, a.sent_at, a.external_id, a.tracking_no, a.tracker_id,
              a.cost_minor, a.cost_currency, a.label_url, a.service`;

export type AttemptOutcome = {
  readonly id: string; readonly leaseNo: number; readonly state: string; readonly lookAt: Instant; readonly externalId: string | null; readonly trackingNo: string | null; readonly trackerId: string | null;
  readonly costMinor: number | null; readonly costCurrency: string | null; readonly labelUrl: string | null; readonly labelMime: string | null; readonly labelSha256: string | null; readonly error: object | null;
};
/** An outcome that tells nothing new of the booking itself. */
export const unchanged = ({ id, leaseNo }: Pick<AttemptOutcome, "id" | "leaseNo">): Omit<AttemptOutcome, "state" | "lookAt" | "error"> => ({
  id, leaseNo, externalId: null, trackingNo: null, trackerId: null, costMinor: null, costCurrency: null, labelUrl: null, labelMime: null, labelSha256: null,
});
/** Writes outcomes where the lease is still ours; a late worker's write finds another number and changes nothing. */
export const recordOutcomes = (tx: Tx, rows: readonly AttemptOutcome[]): Promise<{ id: string; parcelId: string; state: string }[]> =>
  tx.many<{ id: string; parcelId: string; state: string }>`
    update booking_attempt a set state = x."state", look_at = x."lookAt", updated_at = ${tx.now}, error = x."error",
           external_id = coalesce(x."externalId", a.external_id), tracking_no = coalesce(x."trackingNo", a.tracking_no), tracker_id = coalesce(x."trackerId", a.tracker_id),
           cost_minor = coalesce(x."costMinor", a.cost_minor), cost_currency = coalesce(x."costCurrency", a.cost_currency),
           label_url = coalesce(x."labelUrl", a.label_url), label_mime = coalesce(x."labelMime", a.label_mime), label_sha256 = coalesce(x."labelSha256", a.label_sha256)
      from ${asTable("x", { id: "uuid", leaseNo: "int", state: "text", lookAt: "timestamptz", externalId: "text", trackingNo: "text", trackerId: "text", costMinor: "bigint", costCurrency: "text", labelUrl: "text", labelMime: "text", labelSha256: "text", error: "jsonb" }, rows)}
     where a.org_id = ${tx.orgId} and a.id = x."id" and a.lease_no = x."leaseNo"
       and a.state in ('sent', 'unknown', 'cancelling', 'booked')
    returning a.id, a.parcel_id, a.state`;

/**
 * Keeps bookings that turn up when their attempt is over: a person has let its lost answer go, or it was believed absent.
 * Nobody waits for them any more, and another attempt may have followed; but they are real and paid, so they are given back.
 */
export const keepLateBookings = (tx: Tx, rows: readonly AttemptOutcome[]): Promise<void> =>
  tx.write`
    update booking_attempt a set state = 'cancelling', look_at = ${tx.now}, lease_no = a.lease_no + 1, tries = 0, error = null, updated_at = ${tx.now},
           external_id = x."externalId", tracking_no = x."trackingNo", tracker_id = x."trackerId", cost_minor = x."costMinor", cost_currency = x."costCurrency"
      from ${asTable("x", { id: "uuid", externalId: "text", trackingNo: "text", trackerId: "text", costMinor: "bigint", costCurrency: "text" }, rows)}
     where a.org_id = ${tx.orgId} and a.id = x."id" and a.state = 'absent'`;

/** The parcels of these attempts as they stand now, locked: some may have been cancelled or routed anew meanwhile. */
export const lockParcels = (tx: Tx, ids: readonly string[]): Promise<{ id: string; stage: string; methodId: string | null; warehouseId: string | null; addressHash: string; holdCodes: string[] }[]> =>
  tx.many<{ id: string; stage: string; methodId: string | null; warehouseId: string | null; addressHash: string; holdCodes: string[] }>`
    select id, stage, method_id, warehouse_id, address_hash, hold_codes from parcel
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) order by id for no key update`;

/** Those of these parcels that are not to be booked any more: somebody has stopped them or sent them elsewhere. */
export const listStopped = async (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  (await tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and (held or stage <> 'booking')`).map((p) => p.id);

export const voidAttempts = (tx: Tx, ids: readonly string[]): Promise<void> =>
  tx.write`
    update booking_attempt set state = 'cancelling', look_at = ${tx.now}, tries = 0, updated_at = ${tx.now}
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and state = 'booked'`;
/** `bookingError`: why it refused to book when it was last asked to, as a fact. */
export type CarrierAccount = { readonly id: string; readonly version: number; readonly bookingError: string | null };
export const readAccount = (tx: Tx, id: string): Promise<CarrierAccount> =>
  tx.one<CarrierAccount>`select id, version, booking_error from account where org_id = ${tx.orgId} and id = ${id}`;
/** Only the account that was asked: one that was changed meanwhile may have other credentials. */
export const signOutAccount = (tx: Tx, { id, version }: CarrierAccount, error: string): Promise<void> =>
  tx.write`
    update account set status = 'signed_out', booking_error = ${error}
     where org_id = ${tx.orgId} and id = ${id} and version = ${version} and status in ('connected', 'degraded', 'signed_out')`;
/** It books again: the account is connected where no list of it says otherwise. */
export const endSignOut = (tx: Tx, { id }: CarrierAccount): Promise<void> =>
  tx.write`
    update account a set booking_error = null,
           status = case when a.status = 'signed_out' and not exists (select 1 from feed f where f.org_id = a.org_id and f.account_id = a.id and f.feed <> 'recount' and f.failures > 0) then 'connected' else a.status end
     where a.org_id = ${tx.orgId} and a.id = ${id} and a.booking_error is not null`;
