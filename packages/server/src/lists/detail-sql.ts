import type { z } from "zod";
import type { routeTrace } from "@argosy/core/api/parcels.ts";
import type { PaymentWarning } from "@argosy/core/connector.ts";
import type { Rule, Tried } from "@argosy/core/rules.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";

export type EventRow = {
  readonly ownerId: string; readonly seq: number; readonly at: Instant; readonly kind: string; readonly move: string | null; readonly from: string | null; readonly to: string | null;
  readonly actor: string; readonly reason: string; readonly data: Record<string, unknown> | null;
};
const mostEvents = 500;
export const listOrderEvents = (tx: Tx, orderIds: readonly string[]): Promise<EventRow[]> =>
  tx.many<EventRow>`
    select order_id as owner_id, seq, at, kind, move, from_stage as "from", to_stage as "to", actor, reason, data from order_event
     where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) order by at desc, seq desc limit ${mostEvents}`;
export const listParcelEvents = (tx: Tx, parcelIds: readonly string[]): Promise<EventRow[]> =>
  tx.many<EventRow>`
    select parcel_id as owner_id, seq, at, kind, move, from_stage as "from", to_stage as "to", actor, reason, data from parcel_event
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) order by at desc, seq desc limit ${mostEvents}`;

/**
 * What was asked of the outside for these parcels, as it stands: the tracking number told to the channel, and labels given
 * back to the carrier. Rooms 06 and 11 carry these on without a move of the parcel, so its own history does not name them.
 */
export const listOutsideEvents = (tx: Tx, parcelIds: readonly string[]): Promise<EventRow[]> =>
  tx.many<EventRow>`
    select c.parcel_id as owner_id, 0 as seq, c.updated_at as at, 'notice' as kind, null as move, null as "from", null as "to", 'room:tracking' as actor, '' as reason,
           jsonb_build_object('state', c.state, 'orderNo', o.order_no, 'trackingNo', p.tracking_no) as data
      from channel_attempt c
      join parcel p on p.org_id = c.org_id and p.id = c.parcel_id
      join orders o on o.org_id = c.org_id and o.id = c.order_id
     where c.org_id = ${tx.orgId} and c.parcel_id = any(${parcelIds}::uuid[])
    union all
    select b.parcel_id, 0, b.updated_at, 'void', null, null, null, 'room:booking', '',
           jsonb_build_object('state', b.state, 'carrier', coalesce(a.name, m.name), 'trackingNo', b.tracking_no)
      from booking_attempt b
      join shipping_method m on m.org_id = b.org_id and m.id = b.method_id
      left join account a on a.org_id = b.org_id and a.id = b.carrier_account_id
     where b.org_id = ${tx.orgId} and b.parcel_id = any(${parcelIds}::uuid[]) and b.state in ('cancelling', 'cancelled', 'cancel_failed')
     order by at desc limit ${mostEvents}`;

export type PaymentRow = {
  readonly id: string; readonly accountId: string; readonly source: string; readonly externalId: string; readonly at: Instant; readonly kind: string; readonly state: string;
  readonly amountMinor: number; readonly currency: string; readonly feeMinor: number | null; readonly payer: Buffer | null; readonly warnings: readonly PaymentWarning[] | null; readonly matchedMinor: number; readonly matchedBy: string;
  readonly freeMinor: number; readonly others: readonly { readonly id: string; readonly orderNo: string; readonly minor: number }[];
};
/** Payments matched to an order, and the refunds, reversals, holds and releases that name one of them. */
export const listPaymentsOf = (tx: Tx, orderId: string): Promise<PaymentRow[]> =>
  tx.many<PaymentRow>`
    select p.id, p.payment_account_id as account_id, a.connector as source, p.external_id, p.at, p.kind, p.state, p.amount_minor, p.currency, p.fee_minor, p.payer, p.warnings,
           m.amount_minor as matched_minor, m.matched_by, p.amount_minor - p.matched_minor as free_minor,
           coalesce((select json_agg(json_build_object('id', x.id, 'orderNo', x.order_no, 'minor', x.amount_minor) order by x.order_no)
                       from (select o.id, o.order_no, s.amount_minor from payment_match s join orders o on o.org_id = s.org_id and o.id = s.order_id
                              where s.org_id = m.org_id and s.payment_id = m.payment_id and s.order_id <> m.order_id and s.amount_minor <> 0 order by o.order_no limit 20) x), '[]') as others
      from payment_match m
      join payment p on p.org_id = m.org_id and p.id = m.payment_id
      join account a on a.org_id = p.org_id and a.id = p.payment_account_id
     where m.org_id = ${tx.orgId} and m.order_id = ${orderId} and m.amount_minor <> 0
    union all
    select r.id, r.payment_account_id, a.connector, r.external_id, r.at, r.kind, r.state, r.amount_minor, r.currency, r.fee_minor, r.payer, r.warnings, 0, 'related', 0, '[]'
      from payment_match m
      join payment p on p.org_id = m.org_id and p.id = m.payment_id
      join payment r on r.org_id = p.org_id and r.related_id = p.external_id and r.payment_account_id = p.payment_account_id
      join account a on a.org_id = r.org_id and a.id = r.payment_account_id
     where m.org_id = ${tx.orgId} and m.order_id = ${orderId} and m.amount_minor <> 0
     order by at limit 200`;

export type CandidateRow = { readonly id: string; readonly accountId: string; readonly externalId: string; readonly at: Instant; readonly amountMinor: number; readonly currency: string; readonly payer: Buffer | null; readonly others: readonly { readonly id: string; readonly orderNo: string }[] };
/** Payments that a person is asked about, while they are free, and the other orders that wait and fit them too. */
export const listCandidates = (tx: Tx, orderId: string): Promise<CandidateRow[]> =>
  tx.many<CandidateRow>`
    select p.id, p.payment_account_id as account_id, p.external_id, p.at, p.amount_minor, p.currency, p.payer,
           coalesce((select json_agg(json_build_object('id', x.id, 'orderNo', x.order_no) order by x.order_no)
                       from (select id, order_no from orders where org_id = p.org_id and payer_key = p.payer_key and stage = 'payment' and payer_key <> ''
                                and total_minor = p.amount_minor and currency = p.currency and id <> ${orderId} order by order_no limit 5) x), '[]') as others
      from hold h cross join lateral jsonb_array_elements(h.evidence -> 'candidates') c join payment p on p.org_id = h.org_id and p.id = (c ->> 'paymentId')::uuid
     where h.org_id = ${tx.orgId} and h.order_id = ${orderId} and h.code = 'payment_ambiguous' and h.released_at is null and p.matched_minor = 0
     order by p.at, p.id`;

export type MessageRow = {
  readonly id: string; readonly shopAccountId: string; readonly externalId: string; readonly at: Instant; readonly sender: "buyer" | "seller" | "channel"; readonly read: boolean; readonly body: Buffer;
};
/** What this buyer and we wrote, about this order or about none: of a long correspondence the newest. */
export const listMessagesOf = (tx: Tx, shopAccountId: string, buyerKey: string, orderExternalId: string): Promise<MessageRow[]> =>
  tx.many<MessageRow>`
    select id, shop_account_id, external_id, at, sender, read, body from message
     where org_id = ${tx.orgId} and shop_account_id = ${shopAccountId} and buyer_key = ${buyerKey}
       and (order_external_id is null or order_external_id = ${orderExternalId})
     order by at desc limit 200`;

/** All that this buyer and we wrote in that shop. */
export const listLettersOf = (tx: Tx, shopAccountId: string, buyerKey: string): Promise<MessageRow[]> =>
  tx.many<MessageRow>`
    select id, shop_account_id, external_id, at, sender, read, body from message
     where org_id = ${tx.orgId} and shop_account_id = ${shopAccountId} and buyer_key = ${buyerKey} order by at`;
/** All that was paid for these orders, by these payers or back to them. */
export const listPaymentsBy = (tx: Tx, orderIds: readonly string[]): Promise<PaymentRow[]> =>
  tx.many<PaymentRow>`
    with paid as materialized (
      select p.id, p.payment_account_id, p.external_id, sum(m.amount_minor)::bigint as amount_minor, min(m.matched_by) as matched_by from payment_match m join payment p on p.org_id = m.org_id and p.id = m.payment_id
       where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0 group by p.id, p.payment_account_id, p.external_id)
    select p.id, p.payment_account_id as account_id, a.connector as source, p.external_id, p.at, p.kind, p.state, p.amount_minor, p.currency, p.fee_minor, p.payer, p.warnings,
           coalesce(d.amount_minor, 0) as matched_minor, coalesce(d.matched_by, 'none') as matched_by, p.amount_minor - p.matched_minor as free_minor, '[]'::json as others
      from payment p join account a on a.org_id = p.org_id and a.id = p.payment_account_id left join paid d on d.id = p.id
     where p.org_id = ${tx.orgId} and p.id in (
       select id from paid
        union select r.id from paid join payment r on r.org_id = ${tx.orgId} and r.related_id = paid.external_id and r.payment_account_id = paid.payment_account_id
        union select b.id from payment b
               where b.org_id = ${tx.orgId} and b.payer is not null
                 and b.payer_key in (select payer_key from orders where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and payer_key <> '')
                 and not exists (select 1 from payment_match m where m.org_id = b.org_id and m.payment_id = b.id))
     order by p.at, p.id`;

export type RawRow = { readonly id: string; readonly receivedAt: Instant; readonly version: Instant | null; readonly state: string; readonly raw: Buffer };
/** The newest first; `most` is null for all of them. */
export const listRawOf = (tx: Tx, orderId: string, most: number | null = 50): Promise<RawRow[]> =>
  tx.many<RawRow>`
    select i.id, i.received_at, i.version, i.state, i.raw
      from orders o join inbox_item i on i.org_id = o.org_id and i.account_id = o.shop_account_id and i.external_id = o.external_id
     where o.org_id = ${tx.orgId} and o.id = ${orderId}
     order by i.id desc limit ${most}`;
export const isOrder = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from orders where org_id = ${tx.orgId} and id = ${id}`) !== null;

export type AttemptRow = {
  readonly id: string; readonly state: string; readonly at: Instant; readonly carrier: string; readonly service: string; readonly trackingNo: string | null;
  readonly costMinor: number | null; readonly costCurrency: string | null; readonly error: Record<string, unknown> | null;
};
export const listAttempts = (tx: Tx, parcelId: string): Promise<AttemptRow[]> =>
  tx.many<AttemptRow>`
    select b.id, b.state, b.updated_at as at, coalesce(a.name, m.name) as carrier, b.service, b.tracking_no, b.cost_minor, b.cost_currency, b.error
      from booking_attempt b
      join shipping_method m on m.org_id = b.org_id and m.id = b.method_id
      left join account a on a.org_id = b.org_id and a.id = b.carrier_account_id
     where b.org_id = ${tx.orgId} and b.parcel_id = ${parcelId} order by b.created_at desc, b.id desc limit 50`;

export type NoticeRow = { readonly id: string; readonly orderNo: string; readonly state: string; readonly at: Instant; readonly tries: number; readonly error: Record<string, unknown> | null };
export const listNotices = (tx: Tx, parcelId: string): Promise<NoticeRow[]> =>
  tx.many<NoticeRow>`
    select c.id, o.order_no, c.state, c.updated_at as at, c.tries, c.error
      from channel_attempt c join orders o on o.org_id = c.org_id and o.id = c.order_id
     where c.org_id = ${tx.orgId} and c.parcel_id = ${parcelId} order by o.order_no`;

export type TrackingRow = { readonly at: Instant; readonly status: string; readonly vendorCode: string; readonly text: string; readonly place: string };
export const listTracking = (tx: Tx, parcelId: string): Promise<TrackingRow[]> =>
  tx.many<TrackingRow>`
    select at, status, vendor_code, text, place from tracking_event where org_id = ${tx.orgId} and parcel_id = ${parcelId} order by at desc limit 200`;

type Stored = Omit<z.input<typeof routeTrace>, "facts" | "tried"> & { readonly facts?: Record<string, unknown>; readonly tried: readonly Tried[] };
/** The last decision about warehouse and method, as room 05 stored it, and the rule sets that it went by. */
export type TraceRow = { readonly trace: readonly Stored[]; readonly rules: Readonly<Record<string, Rule[]>> };
export const readTrace = (tx: Tx, parcelId: string): Promise<TraceRow | null> =>
  tx.maybe<TraceRow>`
    select d.trace, coalesce((select jsonb_object_agg(r.decision, r.rules) from json_array_elements(d.trace) t
                                join rule_set r on r.org_id = d.org_id and r.decision = t ->> 'decision' and r.version = (t ->> 'ruleSetVersion')::int), '{}') as rules
      from route_decision d where d.org_id = ${tx.orgId} and d.parcel_id = ${parcelId} order by d.visit desc limit 1`;
