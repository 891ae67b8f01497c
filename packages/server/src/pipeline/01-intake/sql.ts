import type { AccountKind, RawItem } from "@argosy/core/connector.ts";
import type { Instant } from "@argosy/core/time.ts";
import { createHash } from "node:crypto";
import { asTable } from "../../db/rows.ts";
import { nothing, sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import { mostCounted } from "../../lists/page.ts";
import { rawPlace, type ListName, type PayloadSource } from "../quarantine-sql.ts";

export type InboxItem = { readonly id: string; readonly accountId: string; readonly externalId: string | null; readonly version: Instant | null; readonly toldAt: Instant };
export type Known = {
  readonly id: string; readonly shopAccountId: string; readonly externalId: string; readonly sourceVersion: Instant; readonly stage: string; readonly buyerNote: string;
  readonly channelAddressHash: string; readonly totalMinor: number; readonly paymentDeclared: string; readonly channelState: string; readonly cancelRequested: boolean;
};

export type Payload = { readonly id: string; readonly item: RawItem; readonly text: string; readonly hash: Buffer };

/** The payloads among these that are not here yet, byte for byte: overlapping windows bring what is known again. */
export async function listUnknown(tx: Tx, accountId: string, items: readonly RawItem[]): Promise<Payload[]> {
  const payloads = new Map(items.map((item) => {
    const text = JSON.stringify(item.raw) ?? "null";
    const hash = createHash("sha256").update(text).digest().subarray(0, 20);
    return [hash.toString("hex"), { id: tx.newId(), item, text, hash }];
  }));
  const known = await tx.many<{ hash: string }>`
    select encode(raw_hash, 'hex') as hash from inbox_item
     where org_id = ${tx.orgId} and account_id = ${accountId} and raw_hash = any(${[...payloads.keys()].map((hash) => `\\x${hash}`)}::bytea[])`;
  for (const { hash } of known) payloads.delete(hash);
  return [...payloads.values()];
}

/** Keeps payloads as they came. Answers how many of them nobody else has stored meanwhile. */
export const insertPayloads = async (tx: Tx, accountId: string, source: PayloadSource, payloads: readonly Payload[], stateOf: (payload: Payload) => "received" | "projected"): Promise<number> => {
  if (payloads.length === 0) return 0;
  const rows = payloads.map((payload) => {
    const { id, item, text, hash } = payload;
    return {
      id, accountId, source, externalId: item.externalId, version: item.version, raw: tx.seal(rawPlace(id), text), rawHash: hash, rawSize: text.length, state: stateOf(payload), receivedAt: tx.now,
    };
  });
  return tx.run`${await tx.insertOf("inbox_item", rows)} on conflict (org_id, account_id, raw_hash) do nothing`;
};

export const storePayloads = async (tx: Tx, accountId: string, source: PayloadSource, items: readonly RawItem[]): Promise<number> =>
  insertPayloads(tx, accountId, source, await listUnknown(tx, accountId, items), () => "received");

/** Which of these orders have a payload here that nobody has read yet. */
export const listUnread = (tx: Tx, accountId: string, externalIds: readonly string[]): Promise<{ externalId: string }[]> =>
  tx.many<{ externalId: string }>`
    select distinct external_id from inbox_item
     where org_id = ${tx.orgId} and account_id = ${accountId} and external_id = any(${externalIds}::text[]) and state = 'received'`;

/** The newest version of these orders that is here: as an order, or as a payload that is not read yet or can't be. */
export const listHeld = (tx: Tx, accountId: string, externalIds: readonly string[]): Promise<{ externalId: string; version: Instant }[]> =>
  tx.many<{ externalId: string; version: Instant }>`
    select external_id, max(version) as version
      from (select external_id, source_version as version from orders
             where org_id = ${tx.orgId} and shop_account_id = ${accountId} and external_id = any(${externalIds}::text[])
            union all
            select external_id, least(coalesce(version, received_at), received_at + interval '1 day') from inbox_item
             where org_id = ${tx.orgId} and account_id = ${accountId} and external_id = any(${externalIds}::text[]) and feed = 'orders' and state in ('received', 'quarantined')) held
     group by external_id`;

/**
 * Which accounts have payloads nobody has read yet: their connectors are opened before the transaction. All are looked at, as
 * those of a closed account may be more than any page; they are no more than was fetched before it closed, and 50,000 take 10 ms.
 */
export const listWaitingAccounts = (tx: Tx): Promise<{ accountId: string }[]> =>
  tx.many<{ accountId: string }>`
    select distinct account_id from inbox_item where org_id = ${tx.orgId} and state = 'received'`;

/** What may be claimed: everything, what speaks of these orders, or this one payload. */
export type Only = { readonly externalIds: readonly string[] } | { readonly id: string } | null;
/** Takes payloads in the order they came, so that an older version is read before a newer one; `only` names orders of the channel. */
export async function claimPayloads(tx: Tx, limit: number, accountIds: readonly string[], only: Only): Promise<(InboxItem & { readonly raw: string })[]> {
  const rows = await tx.many<InboxItem & { raw: Buffer }>`
    select id, account_id, external_id, version, raw, case when source = 'import' then least(version, received_at) else received_at end as told_at from inbox_item
     where org_id = ${tx.orgId} and state = 'received' and account_id = any(${accountIds}::uuid[])
       ${only === null ? nothing : "id" in only ? sql`and id = ${only.id}` : sql`and external_id = any(${only.externalIds}::text[])`}
     order by id limit ${limit}
       for no key update skip locked`;
  return rows.map((row) => ({ ...row, raw: tx.open(rawPlace(row.id), row.raw) }));
}

export const readPayload = async (tx: Tx, id: string): Promise<string | null> => {
  const row = await tx.maybe<{ raw: Buffer }>`select raw from inbox_item where org_id = ${tx.orgId} and id = ${id}`;
  return row ? tx.open(rawPlace(id), row.raw) : null;
};

/**
 * Our rows of the orders in these payloads, locked in id order so that two workers apply versions one after the other.
 * Order   The messages' lists of their shops first: who stores a letter locks its list alone (03-review), so that of a new order and its
 *         buyer's letter the one that comes second sees the first. Neither could be seen by the other before their commits.
 */
export async function lockKnownOrders(tx: Tx, keys: readonly { accountId: string; externalId: string }[]): Promise<Known[]> {
  await tx.write`
    select from feed where org_id = ${tx.orgId} and account_id = any(${[...new Set(keys.map((k) => k.accountId))]}::uuid[]) and feed = 'messages'
     order by account_id for share`;
  return tx.many<Known>`
    select o.id, o.shop_account_id, o.external_id, o.source_version, o.stage, o.buyer_note, o.channel_address_hash, o.total_minor,
           o.payment_declared, o.channel_state, o.cancel_requested
      from orders o join ${asTable("x", { a: "uuid", e: "text" }, keys.map((k) => ({ a: k.accountId, e: k.externalId })))}
        on x.a = o.shop_account_id and x.e = o.external_id
     where o.org_id = ${tx.orgId}
     order by o.id
       for no key update of o`;
}

export const markPayloads = (tx: Tx, outcomes: readonly { id: string; state: string; error: object | null }[]): Promise<number> =>
  tx.run`
    update inbox_item i set state = x.state, error = x.error
      from ${asTable("x", { id: "uuid", state: "text", error: "jsonb" }, outcomes)}
     where i.org_id = ${tx.orgId} and i.id = x.id and i.state = 'received'`; // one that fails alone here may be read elsewhere by then

/** The parcels an order travels in that have not left yet, and how many orders each carries. */
export const listOpenParcels = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; parcelId: string; stage: string; orderCount: number }[]> =>
  tx.many<{ orderId: string; parcelId: string; stage: string; orderCount: number }>`
    select distinct l.order_id, p.id as parcel_id, p.stage, p.order_count
      from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]) and p.shipped_at is null and p.stage <> 'cancelled'
     order by l.order_id, p.id`;
export const listShippedOrders = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string }[]> =>
  tx.many<{ orderId: string }>`
    select distinct l.order_id from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]) and p.shipped_at is not null`;

export type OrderUpdate = {
  readonly id: string; readonly source_version: Instant; readonly channel_status: string; readonly channel_state: string; readonly payment_declared: string; readonly buyer_note: string;
  readonly requested_service: string; readonly paid_at: Instant | null; readonly ship_by_at: Instant | null; readonly due_at: Instant; readonly payment_ref: string | null;
  readonly address_hash: string; readonly country: string; readonly total_minor: number; readonly shipping_minor: number; readonly tax_minor: number;
  readonly discount_minor: number; readonly other_minor: number; readonly checked_at: Instant; readonly cancel_requested: boolean;
};
const updated = {
  id: "uuid", source_version: "timestamptz", channel_status: "text", channel_state: "text", payment_declared: "text", buyer_note: "text", requested_service: "text",
  paid_at: "timestamptz", ship_by_at: "timestamptz", due_at: "timestamptz", payment_ref: "text", address_hash: "text", country: "text", total_minor: "bigint",
  shipping_minor: "bigint", tax_minor: "bigint", discount_minor: "bigint", other_minor: "bigint", checked_at: "timestamptz", cancel_requested: "boolean",
} satisfies Record<keyof OrderUpdate, string>;
/** Writes what the channel says now. The version guard is repeated here: an older payload never overwrites a newer one. */
export const updateOrders = (tx: Tx, rows: readonly OrderUpdate[]): Promise<void> =>
  tx.write`
    update orders o set source_version = x.source_version, channel_status = x.channel_status, channel_state = x.channel_state,
           payment_declared = x.payment_declared, buyer_note = x.buyer_note, requested_service = x.requested_service, paid_at = x.paid_at,
           ship_by_at = x.ship_by_at, due_at = x.due_at, payment_ref = x.payment_ref,
           address_hash = case when o.channel_address_hash = x.address_hash then o.address_hash else x.address_hash end,
           country = case when o.channel_address_hash = x.address_hash then o.country else x.country end, channel_address_hash = x.address_hash,
           total_minor = x.total_minor, shipping_minor = x.shipping_minor, tax_minor = x.tax_minor, discount_minor = x.discount_minor,
           other_minor = x.other_minor, cancel_requested = x.cancel_requested, checked_at = greatest(o.checked_at, x.checked_at)
      from ${asTable("x", updated, rows)}
     where o.org_id = ${tx.orgId} and o.id = x.id and o.source_version < x.source_version`;

/** A parcel is due with the earliest of its orders; one that has left keeps what it was promised for. */
export const carryDates = (tx: Tx, orderIds: readonly string[]): Promise<void> =>
  tx.write`
    with due as materialized (
      select p.id from parcel p
       where p.org_id = ${tx.orgId} and p.shipped_at is null and p.stage <> 'cancelled'
         and p.id in (select parcel_id from parcel_line where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]))
       order by p.id for no key update)
    update parcel p set due_at = x.due_at, ship_by_at = x.ship_by_at
      from (select l.parcel_id, min(o.due_at) as due_at, min(o.ship_by_at) as ship_by_at
              from due join parcel_line l on l.org_id = ${tx.orgId} and l.parcel_id = due.id join orders o on o.org_id = l.org_id and o.id = l.order_id
             group by l.parcel_id) x
     where p.org_id = ${tx.orgId} and p.id = x.parcel_id and (p.due_at, p.ship_by_at) is distinct from (x.due_at, x.ship_by_at)`;

export const replacePii = (tx: Tx, rows: readonly { order_id: string; ciphertext: Buffer }[]): Promise<void> =>
  tx.write`
    update buyer_pii b set ciphertext = x.ciphertext from ${asTable("x", { order_id: "uuid", ciphertext: "bytea" }, rows)}
     where b.org_id = ${tx.orgId} and b.order_id = x.order_id`;

/** The channel was asked at `askedAt`. Does not count for an order whose answer is stored and not yet applied, or can't be read. */
export const noteLook = (tx: Tx, accountId: string, externalIds: readonly string[], askedAt: Instant): Promise<number> =>
  tx.run`
    with looked as materialized ( -- in id order, as whoever ships locks them
      select id from orders where org_id = ${tx.orgId} and shop_account_id = ${accountId} and external_id = any(${externalIds}::text[]) order by id for no key update)
    update orders o set checked_at = greatest(o.checked_at, ${askedAt})
      from looked
     where o.org_id = ${tx.orgId} and o.id = looked.id
       and not exists (select 1 from inbox_item i where i.org_id = o.org_id and i.account_id = o.shop_account_id and i.external_id = o.external_id and i.feed = 'orders'
             and (i.state = 'received' or (i.state = 'quarantined' and i.received_at > o.checked_at and coalesce(i.version > o.source_version, true))))`;

/** Orders only: what else is in quarantine is read by whom it belongs to (http/replay.ts). */
export const replayPayloads = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    update inbox_item set state = 'received', error = null
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and state = 'quarantined' and feed = 'orders' returning id`;

export type InboxRow = {
  readonly id: string; readonly accountId: string; readonly account: string; readonly feed: ListName; readonly source: string; readonly externalId: string | null; readonly receivedAt: Instant; readonly state: string;
  readonly error: Record<string, unknown> | null; readonly size: number;
};
export const listPayloads = (tx: Tx, state: string, accountId: string | null, after: string | null, limit: number): Promise<InboxRow[]> =>
  tx.many<InboxRow>`
    select i.id, i.account_id, a.name as account, i.feed, i.source, i.external_id, i.received_at, i.state, i.error, i.raw_size as size
      from inbox_item i join account a on a.org_id = i.org_id and a.id = i.account_id
     where i.org_id = ${tx.orgId} and i.state = ${state} and (${accountId}::uuid is null or i.account_id = ${accountId})
       and (${after}::uuid is null or i.id < ${after})
     order by i.id desc limit ${limit}`;
export const countPayloads = (tx: Tx, state: string, accountId: string | null): Promise<{ n: number }> =>
  tx.one<{ n: number }>`
    select count(*)::int as n from (select 1 from inbox_item
     where org_id = ${tx.orgId} and state = ${state} and (${accountId}::uuid is null or account_id = ${accountId}) limit ${mostCounted + 1}) x`;

export const findAccount = (tx: Tx, id: string): Promise<{ kind: AccountKind } | null> =>
  tx.maybe<{ kind: AccountKind }>`select kind from account where org_id = ${tx.orgId} and id = ${id}`;
/** Those of these payloads that nobody has read. Waits for whoever reads some of them now. */
export const awaitPayloads = (tx: Tx, ids: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from inbox_item where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and state = 'received' order by id for no key update`;
/** The same of these orders of one account. */
export const awaitOrders = (tx: Tx, accountId: string, externalIds: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from inbox_item
     where org_id = ${tx.orgId} and account_id = ${accountId} and external_id = any(${externalIds}::text[]) and state = 'received' order by id for no key update`;
/** What became of these payloads. */
export const countStates = (tx: Tx, ids: readonly string[]): Promise<{ projected: number; quarantined: number; ignored: number }> =>
  tx.one<{ projected: number; quarantined: number; ignored: number }>`
    select count(*) filter (where state = 'projected')::int as projected, count(*) filter (where state = 'quarantined')::int as quarantined,
           count(*) filter (where state = 'ignored')::int as ignored
      from inbox_item where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
