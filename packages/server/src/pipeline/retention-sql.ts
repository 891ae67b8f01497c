import { createHash } from "node:crypto";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { listKeptAfter, type Kept } from "./quarantine-sql.ts";
import { parcelsOfOrders, type Actor } from "./traveller.ts";

type Before = { readonly delivered: Instant; readonly closed: Instant; readonly shipped: Instant };
/**
 * Orders whose person is due: closed long ago, or all their parcels delivered or shipped long ago.
 * Plan   Only who is still kept is in the index, so the past costs nothing.
 */
export const lockDueOrders = (tx: Tx, before: Before, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select b.order_id as id
      from buyer_pii b join orders o on o.org_id = b.org_id and o.id = b.order_id
     cross join lateral (
       select count(*) as n, coalesce(bool_and(coalesce(p.delivered_at <= ${before.delivered}, false) or coalesce(p.shipped_at <= ${before.shipped}, false)), true) as over
         from parcel p
        where p.org_id = ${tx.orgId} and p.stage <> 'cancelled'
          and p.id in (select l.parcel_id from parcel_line l where l.org_id = ${tx.orgId} and l.order_id = b.order_id)) parcels
     where b.org_id = ${tx.orgId} and b.ciphertext is not null and parcels.over
       and ((o.stage = 'parcelled' and parcels.n > 0) or (o.stage in ('cancelled', 'shipped_elsewhere') and o.closed_at <= ${before.closed}))
     order by b.order_id limit ${limit}
       for no key update of b skip locked`;

/** Everything that these orders and their parcels hold of a person, but for keyed hashes, and what can't be read of them. */
export async function erasePeople(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await eraseHeld(tx, orderIds);
  const names = await listNames(tx, orderIds);
  if (names.size > 0) await dropUnread(tx, null, (kept) => isNamed(kept, names));
}

/** The same but for what can't be read. */
export async function eraseHeld(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const parcelIds = await parcelsOfOrders(tx, orderIds);
  await tx.run`update orders set buyer_note = '' where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and buyer_note <> ''`;
  await tx.run`delete from buyer_index where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[])`;
  await tx.run`update buyer_pii set ciphertext = null where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and ciphertext is not null`;
  await erasePayers(tx, orderIds);
  await tx.run`
    delete from message m using orders o
     where m.org_id = ${tx.orgId} and o.org_id = m.org_id and o.id = any(${orderIds}::uuid[])
       and m.buyer_key = o.buyer_key and m.shop_account_id = o.shop_account_id and m.order_external_id = o.external_id`;
  await tx.run`
    delete from inbox_item i using orders o
     where i.org_id = ${tx.orgId} and o.org_id = i.org_id and o.id = any(${orderIds}::uuid[])
       and i.account_id = o.shop_account_id and i.external_id = o.external_id and i.state <> 'received'`;
  await tx.run`
    delete from label_file where org_id = ${tx.orgId}
       and booking_id in (select id from booking_attempt where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]))`;
  await eraseEvidence(tx, orderIds, parcelIds);
  await erasePlaces(tx, parcelIds);
}

/** Of the payments of these orders, and of the refunds and reversals that name one of them. */
async function erasePayers(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await tx.run`
    with paid as materialized (
      select p.id, p.payment_account_id, p.external_id from payment_match m join payment p on p.org_id = m.org_id and p.id = m.payment_id
       where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0)
    update payment set payer = null, has_note = false
     where org_id = ${tx.orgId} and payer is not null
       and id in (select id from paid union all
                  select r.id from paid join payment r on r.org_id = ${tx.orgId} and r.related_id = paid.external_id and r.payment_account_id = paid.payment_account_id)`;
}

/**
 * By what letters, payments and trackers that can't be read name one of these orders: its number, those of what was paid for
 * it, and what its parcels are called. An order that can't be read and only quotes one of them may be new: it waits for a person.
 */
async function listNames(tx: Tx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const named = await tx.many<{ no: string }>`
    select external_id as no from orders where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[])
     union select p.external_id from payment_match m join payment p on p.org_id = m.org_id and p.id = m.payment_id where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[])
     union select tracking_no from booking_attempt where org_id = ${tx.orgId} and parcel_id = any(${await parcelsOfOrders(tx, orderIds)}::uuid[]) and tracking_no is not null`;
  return new Set(named.map((n) => n.no).filter((no) => no.length >= shortestNumber));
}
/** Shorter ones may mean something else. */
const shortestNumber = 8;
const isNamed = ({ raw }: Kept, names: ReadonlySet<string>): boolean => raw.split(/[^\w-]+/).some((word) => names.has(word));

/** Opens what is kept of other lists than orders, a page at a time, and deletes what `isHis` recognises. Answers how many it opened. */
async function dropUnread(tx: Tx, since: Instant | null, isHis: (kept: Kept) => boolean): Promise<number> {
  let opened = 0;
  for (let page = await listKeptAfter(tx, null, since); page.length > 0; page = await listKeptAfter(tx, page.at(-1)!.id, since)) {
    opened += page.length;
    const his = page.filter(isHis).map((kept) => kept.id);
    if (his.length > 0) await tx.run`delete from inbox_item where org_id = ${tx.orgId} and id = any(${his}::uuid[]) and state = 'quarantined'`;
  }
  return opened;
}

/** Where the buyer lives, as the rules knew it, the carrier told it and refusals quoted it. */
async function erasePlaces(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  await tx.run`
    update route_decision d set trace = (select json_agg(jsonb_set(t, '{facts,postcode}', '""')) from jsonb_array_elements(d.trace::jsonb) t)
     where d.org_id = ${tx.orgId} and d.parcel_id = any(${parcelIds}::uuid[]) and jsonb_path_exists(d.trace::jsonb, '$[*].facts.postcode ? (@ != "")')`;
  await tx.run`update tracking_event set text = '', place = '' where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and (text <> '' or place <> '')`;
  await tx.run`update booking_attempt set error = null where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and error is not null`;
  await tx.run`update channel_attempt set error = null where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and error is not null`;
}

/** Holds quote what they hold for: notes, messages, payers. Their hash stays, so that what was accepted stays accepted. */
async function eraseEvidence(tx: Tx, orderIds: readonly string[], parcelIds: readonly string[]): Promise<void> {
  await tx.run`update hold set evidence = '{}' where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and released_at is not null and evidence <> '{}'`;
  await tx.run`update hold set evidence = '{}' where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and released_at is not null and evidence <> '{}'`;
  await tx.run`
    update order_event e set data = jsonb_set(e.data, '{opened}', (select coalesce(jsonb_agg(jsonb_set(x, '{evidence}', '{}')), '[]') from jsonb_array_elements(e.data -> 'opened') x))
     where e.org_id = ${tx.orgId} and e.order_id = any(${orderIds}::uuid[]) and e.kind = 'holds' and jsonb_path_exists(e.data, '$.opened[*].evidence.*')`;
  await tx.run`
    update parcel_event e set data = jsonb_set(e.data, '{opened}', (select coalesce(jsonb_agg(jsonb_set(x, '{evidence}', '{}')), '[]') from jsonb_array_elements(e.data -> 'opened') x))
     where e.org_id = ${tx.orgId} and e.parcel_id = any(${parcelIds}::uuid[]) and e.kind = 'holds' and jsonb_path_exists(e.data, '$.opened[*].evidence.*')`;
}

/** Payloads that were read. One that can't be read waits for a person. */
export const eraseOldPayloads = (tx: Tx, before: Instant, limit: number): Promise<number> =>
  tx.run`
    delete from inbox_item where org_id = ${tx.orgId} and id in (
      select id from inbox_item where org_id = ${tx.orgId} and received_at < ${before} and state in ('projected', 'ignored')
       order by id limit ${limit} for update skip locked)`;
export const eraseOldMessages = (tx: Tx, before: Instant, limit: number): Promise<number> =>
  tx.run`
    delete from message where org_id = ${tx.orgId} and id in (
      select id from message where org_id = ${tx.orgId} and at < ${before} order by id limit ${limit} for update skip locked)`;
/** Of payments that prove no order, too. */
export const eraseOldPayers = (tx: Tx, before: Instant, limit: number): Promise<number> =>
  tx.run`
    update payment set payer = null, has_note = false where org_id = ${tx.orgId} and id in (
      select id from payment where org_id = ${tx.orgId} and at < ${before} and payer is not null order by id limit ${limit} for no key update skip locked)`;
export const eraseOldPapers = (tx: Tx, before: Instant, limit: number): Promise<number> =>
  tx.run`
    update print_document set bytes = null where org_id = ${tx.orgId} and id in (
      select id from print_document where org_id = ${tx.orgId} and created_at < ${before} and bytes is not null order by id limit ${limit} for no key update skip locked)`;

export type Erasure = { readonly id: string; readonly shopAccountId: string; readonly buyerKey: string; readonly actor: Actor; readonly reason: string; readonly at: Instant };
export const listErasures = (tx: Tx, since: Instant): Promise<Erasure[]> =>
  tx.many<Erasure>`select id, shop_account_id, buyer_key, actor, reason, at from erasure where org_id = ${tx.orgId} and at >= ${since} order by id`;
export const findBuyer = (tx: Tx, orderId: string): Promise<Pick<Erasure, "shopAccountId" | "buyerKey"> | null> =>
  tx.maybe<Pick<Erasure, "shopAccountId" | "buyerKey">>`select shop_account_id, buyer_key from orders where org_id = ${tx.orgId} and id = ${orderId}`;

export type OrderOfBuyer = { readonly id: string; readonly orderNo: string; readonly here: boolean; readonly over: boolean };
const ofBuyer = (tx: Tx, { shopAccountId, buyerKey, at }: Pick<Erasure, "shopAccountId" | "buyerKey" | "at">): Sql => sql`
    select o.id, o.order_no, b.ciphertext is not null as here,
           o.stage in ('cancelled', 'shipped_elsewhere') or (o.stage = 'parcelled' and coalesce(parcels.left_all, false)) as over
      from orders o left join buyer_pii b on b.org_id = o.org_id and b.order_id = o.id
     cross join lateral (
       select bool_and(p.shipped_at is not null) as left_all from parcel p
        where p.org_id = ${tx.orgId} and p.stage <> 'cancelled'
          and p.id in (select l.parcel_id from parcel_line l where l.org_id = ${tx.orgId} and l.order_id = o.id)) parcels
     where o.org_id = ${tx.orgId} and o.shop_account_id = ${shopAccountId} and o.buyer_key = ${buyerKey} and o.placed_at <= ${at}
     order by o.id`;
/** A buyer's orders in one shop until then. `over`: closed, or all that was in it has left; `here`: he still stands in it. */
export const listOrdersOf = (tx: Tx, buyer: Parameters<typeof ofBuyer>[1]): Promise<OrderOfBuyer[]> => tx.many<OrderOfBuyer>`${ofBuyer(tx, buyer)}`;
export const lockOrdersOf = (tx: Tx, buyer: Parameters<typeof ofBuyer>[1]): Promise<OrderOfBuyer[]> => tx.many<OrderOfBuyer>`${ofBuyer(tx, buyer)} for no key update of o`;

/** Printed documents with a page of these orders, once every page of theirs has left: a packer may still open the others. */
export const erasePapers = (tx: Tx, orderIds: readonly string[]): Promise<number> =>
  tx.run`
    update print_document d set bytes = null
     where d.org_id = ${tx.orgId} and d.bytes is not null
       and d.id in (select j.document_id from print_job j join parcel_line l on l.org_id = j.org_id and l.parcel_id = j.parcel_id
                     where j.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]))
       and not exists (select 1 from print_job j join parcel p on p.org_id = j.org_id and p.id = j.parcel_id
                        where j.org_id = ${tx.orgId} and j.document_id = d.id and p.shipped_at is null and p.stage <> 'cancelled')`;

/** What belongs to the buyer and to none of his orders: letters about nothing bought, payments that prove nothing. */
export async function eraseRest(tx: Tx, { shopAccountId, buyerKey, at }: Erasure, orderIds: readonly string[]): Promise<void> {
  await tx.run`delete from message where org_id = ${tx.orgId} and shop_account_id = ${shopAccountId} and buyer_key = ${buyerKey} and at <= ${at}`;
  await tx.run`
    update payment p set payer = null, has_note = false
     where p.org_id = ${tx.orgId} and p.payer is not null and p.at <= ${at}
       and p.payer_key in (select payer_key from orders where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and payer_key <> '')
       and not exists (select 1 from payment_match m where m.org_id = p.org_id and m.payment_id = p.id)`;
}

/** What was received this long ago is there to be seen: nobody writes it for longer, and no clock is that wrong. */
const settledS = 3600;
/**
 * Deletes what can't be read and is this buyer's: what names one of `over`, his orders that have left, and, once all have left
 * (`all`), what only he can have written or paid.
 *
 * Rule    Each payload is opened once per erasure, and again where more is sought by now: another order has left, or been paid.
 * Crash   How far it looked is written together with what it deleted.
 */
export async function eraseUnread(tx: Tx, asked: Erasure, over: readonly string[], all: boolean): Promise<void> {
  const names = await listNames(tx, over);
  const keys = new Set(!all ? [] : (await tx.many<{ key: string }>`select distinct payer_key as key from orders where org_id = ${tx.orgId} and id = any(${over}::uuid[])`).map((k) => k.key));
  if (names.size === 0 && !all) return;
  const sought = createHash("sha256").update(JSON.stringify([[...names].toSorted(), [...keys].toSorted(), all])).digest();
  const before = await tx.maybe<{ sought: Buffer; until: Instant }>`select sought, until from erasure_look where org_id = ${tx.orgId} and erasure_id = ${asked.id}`;
  const since = before?.sought.equals(sought) ? before.until : null;
  const opened = await dropUnread(tx, since, (kept) => isNamed(kept, names) || (all && isOf(tx, kept, asked, keys)));
  if (since === null || opened > 0)
    await tx.run`
      insert into erasure_look (org_id, erasure_id, sought, until) values (${tx.orgId}, ${asked.id}, ${sought}, ${plusS(tx.now, -settledS)})
      on conflict (org_id, erasure_id) do update set sought = excluded.sought, until = excluded.until`;
}
/** A letter of his in that shop, or a payment by one who paid for his orders. */
const isOf = (tx: Tx, { accountId, feed, raw, receivedAt }: Kept, { shopAccountId, buyerKey, at }: Erasure, keys: ReadonlySet<string>): boolean =>
  receivedAt <= at && textsIn(JSON.parse(raw)).some((text) =>
    feed === "messages" ? accountId === shopAccountId && tx.keyedHash(`${accountId}/${text}`) === buyerKey : feed === "payments" && keys.has(tx.keyedHash(text.toLowerCase())));
const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
