import type { Address } from "@argosy/core/address.ts";
import type { Evidence } from "@argosy/core/evidence.ts";
import type { Instant } from "@argosy/core/time.ts";
import { asTable } from "../../db/rows.ts";
import { given, sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import type { ReviewLine } from "./decide.ts";

export type OrderToReview = {
  readonly id: string; readonly shopAccountId: string; readonly externalId: string; readonly buyerKey: string; readonly buyerNote: string; readonly totalMinor: number;
  readonly channelState: string; readonly dueAt: Instant; readonly pii: Buffer | null; readonly holdCodes: readonly string[];
};
const toReview = sql`
    select o.id, o.shop_account_id, o.external_id, o.buyer_key, o.buyer_note, o.total_minor, o.channel_state, o.due_at, b.ciphertext as pii, o.hold_codes
      from orders o left join buyer_pii b on b.org_id = o.org_id and b.order_id = o.id`;
export const claimOrders = (tx: Tx, limit: number, only: string | null): Promise<OrderToReview[]> =>
  tx.many<OrderToReview>`
    ${toReview}
     where o.org_id = ${tx.orgId} and o.stage = 'review' and o.next_try_at <= ${tx.now} and not o.held
       ${given(only, (id) => sql`and o.id = ${id}`)}
     order by o.due_at, o.id limit ${limit}
       for no key update of o skip locked`;

/** Orders that another room has claimed and would hand on. */
export const readOrders = (tx: Tx, ids: readonly string[]): Promise<OrderToReview[]> =>
  tx.many<OrderToReview>`${toReview} where o.org_id = ${tx.orgId} and o.id = any(${ids}::uuid[]) order by o.due_at, o.id`;

export const listLines = (tx: Tx, orderIds: readonly string[]): Promise<(ReviewLine & { orderId: string })[]> =>
  tx.many<ReviewLine & { orderId: string }>`
    select l.order_id, l.channel_sku, l.title, l.qty, l.qty - l.elsewhere_qty as open_qty, l.sku_id, s.code as sku, s.weight_g, s.declared_name_en, s.declared_minor, m.qty as per_listing
      from order_line l left join sku s on s.org_id = l.org_id and s.id = l.sku_id
      left join orders o on l.sku_id is null and o.org_id = l.org_id and o.id = l.order_id
      left join sku_mapping m on m.org_id = o.org_id and m.shop_account_id = o.shop_account_id and m.channel_sku = l.channel_sku
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[])
     order by l.order_id, l.id`;

/** Payments of these orders that came with a note, still sealed. */
export const listNoted = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; accountId: string; externalId: string; payer: Buffer }[]> =>
  tx.many<{ orderId: string; accountId: string; externalId: string; payer: Buffer }>`
    select m.order_id, p.payment_account_id as account_id, p.external_id, p.payer
      from payment_match m, lateral (select * from payment where org_id = ${tx.orgId} and id = m.payment_id offset 0) p -- by its key: see room 02
     where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0 and p.has_note and p.payer is not null
     order by m.order_id, p.at, p.id`;

export type Unread = { readonly id: string; readonly buyerKey: string; readonly orderExternalId: string | null; readonly at: Instant; readonly body: Buffer; readonly shopAccountId: string; readonly externalId: string };
export const listUnread = (tx: Tx, buyerKeys: readonly string[]): Promise<Unread[]> =>
  tx.many<Unread>`
    select id, buyer_key, order_external_id, at, body, shop_account_id, external_id from message
     where org_id = ${tx.orgId} and buyer_key = any(${buyerKeys}::text[]) and sender = 'buyer' and not read
     order by at desc, id`;

/** What orders are held for, as long as nobody has answered it: that somebody opened it over there is no answer. */
export const listUnanswered = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; evidence: Evidence["buyer_message"] }[]> =>
  tx.many<{ orderId: string; evidence: Evidence["buyer_message"] }>`
    select h.order_id, h.evidence from hold h join orders o on o.org_id = h.org_id and o.id = h.order_id
     where h.org_id = ${tx.orgId} and h.order_id = any(${orderIds}::uuid[]) and h.code = 'buyer_message' and h.released_at is null
       and not exists (select 1 from message m where m.org_id = o.org_id and m.buyer_key = o.buyer_key and m.sender = 'seller' and m.at > (h.evidence ->> 'at')::timestamptz)`;

export const listMessageFeeds = (tx: Tx): Promise<{ accountId: string; fetchedAt: Instant | null; since: Instant }[]> =>
  tx.many<{ accountId: string; fetchedAt: Instant | null; since: Instant }>`
    select account_id, last_success_at as fetched_at, synced_to as since from feed where org_id = ${tx.orgId} and feed = 'messages'`;
export const listHomeCountries = (tx: Tx): Promise<{ address: Address }[]> =>
  tx.many<{ address: Address }>`select address from warehouse where org_id = ${tx.orgId}`;

/** Whoever stores new orders of this shop waits, and is waited for (01-intake/sql.ts, lockKnownOrders). */
export const lockMessages = (tx: Tx, accountId: string): Promise<void> =>
  tx.write`select from feed where org_id = ${tx.orgId} and account_id = ${accountId} and feed = 'messages' for no key update`;

export type MessageRow = { readonly id: string; readonly shopAccountId: string; readonly externalId: string; readonly buyerKey: string; readonly orderExternalId: string | null; readonly sender: string; readonly body: Buffer; readonly read: boolean; readonly at: Instant };
export type KeptMessage = { readonly buyerKey: string; readonly sender: string; readonly read: boolean; readonly fresh: boolean; readonly at: Instant; readonly orderExternalId: string | null };
/** Keeps messages once each; a message read meanwhile is marked so. Answers the new ones and those whose mark changed. */
export const upsertMessages = (tx: Tx, rows: readonly MessageRow[]): Promise<KeptMessage[]> =>
  tx.many<KeptMessage>`
    insert into message as m (org_id, id, shop_account_id, external_id, buyer_key, order_external_id, sender, body, read, at)
    select ${tx.orgId}, x."id", x."shopAccountId", x."externalId", x."buyerKey", x."orderExternalId", x."sender", x."body", x."read", x."at"
      from ${asTable("x", { id: "uuid", shopAccountId: "uuid", externalId: "text", buyerKey: "text", orderExternalId: "text", sender: "text", body: "bytea", read: "boolean", at: "timestamptz" }, rows)}
     order by x."externalId"
    on conflict (org_id, shop_account_id, external_id) do update set read = excluded.read where m.read <> excluded.read
    returning m.buyer_key, m.sender, m.read, (xmax = 0) as fresh, m.at, m.order_external_id`;

export const lockBuyersOrders = (tx: Tx, buyerKeys: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from orders where org_id = ${tx.orgId} and buyer_key = any(${buyerKeys}::text[]) and stage in ('payment', 'review', 'merge', 'parcelled')
     order by id for no key update`;
export const wakeBuyersOrders = (tx: Tx, buyerKeys: readonly string[]): Promise<void> =>
  tx.write`
    update orders set next_try_at = ${tx.now}
     where org_id = ${tx.orgId} and stage = 'review' and buyer_key = any(${buyerKeys}::text[])`;
/** Orders a buyer wrote about after they had left review: in merge they go back, on the floor their parcel is held. */
export const listWrittenAbout = (tx: Tx, buyerKeys: readonly string[]): Promise<{ orderId: string; stage: string; buyerKey: string; externalId: string; parcelId: string | null }[]> =>
  tx.many<{ orderId: string; stage: string; buyerKey: string; externalId: string; parcelId: string | null }>`
    select distinct o.id as order_id, o.stage, o.buyer_key, o.external_id, p.id as parcel_id
      from orders o
      left join parcel_line l on l.org_id = o.org_id and l.order_id = o.id
      left join parcel p on p.org_id = l.org_id and p.id = l.parcel_id and p.shipped_at is null and p.stage <> 'cancelled'
     where o.org_id = ${tx.orgId} and o.buyer_key = any(${buyerKeys}::text[]) and o.stage in ('merge', 'parcelled')`;
