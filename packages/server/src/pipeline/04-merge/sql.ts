import { asTable } from "../../db/rows.ts";
import type { Tx } from "../../db/tx.ts";
import { orderRooms, type HoldCode } from "@argosy/core/journey.ts";
import type { Instant } from "@argosy/core/time.ts";
import { given, sql } from "../../db/sql.ts";
import type { Mergeable, MergePolicy } from "./decide.ts";

const columns = sql`o.id, o.order_no, o.shop_account_id, o.buyer_key, o.address_hash, o.currency, o.requested_service, o.due_at, o.merge_until, o.held, o.stage`;
export type Waiting = Mergeable & MergePolicy & { readonly holdCodes: readonly string[] };

const waiting = sql`
    select ${columns}, o.hold_codes, coalesce(a.merge_policy, 'ask') as merge_policy, a.merge_wait_minutes
      from orders o join account a on a.org_id = o.org_id and a.id = o.shop_account_id`;
export const claimOrders = (tx: Tx, limit: number, only: string | null): Promise<Waiting[]> =>
  tx.many<Waiting>`
    ${waiting}
     where o.org_id = ${tx.orgId} and o.stage = 'merge' and o.next_try_at <= ${tx.now} and not o.held
       ${given(only, (id) => sql`and o.id = ${id}`)}
     order by o.due_at, o.id limit ${limit}
       for no key update of o skip locked`;

/** Orders that another room has claimed and would hand on. */
export const readWaiting = (tx: Tx, ids: readonly string[]): Promise<Waiting[]> =>
  tx.many<Waiting>`${waiting} where o.org_id = ${tx.orgId} and o.id = any(${ids}::uuid[]) order by o.due_at, o.id`;

/** Open orders of the same buyers that have no parcel yet, the claimed ones included. */
export const listSiblings = (tx: Tx, buyerKeys: readonly string[]): Promise<Mergeable[]> =>
  tx.many<Mergeable>`
    select ${columns} from orders o
     where o.org_id = ${tx.orgId} and o.buyer_key = any(${buyerKeys}::text[]) and o.stage = any(${orderRooms}::text[])
     order by o.due_at, o.id`;

/** Locks the orders of a merge in id order, so that two people merging overlapping groups wait for each other. */
export const lockOrders = (tx: Tx, ids: readonly string[]): Promise<Mergeable[]> =>
  tx.many<Mergeable>`
    select ${columns} from orders o where o.org_id = ${tx.orgId} and o.id = any(${ids}::uuid[])
     order by o.id for no key update of o`;

/** The same for a lane of the room: it holds what it claimed, in order of promises, so it waits for nobody's order. */
export const lockFreeOrders = (tx: Tx, ids: readonly string[]): Promise<Mergeable[]> =>
  tx.many<Mergeable>`
    select ${columns} from orders o where o.org_id = ${tx.orgId} and o.id = any(${ids}::uuid[])
     order by o.id for no key update of o skip locked`;

export const setMergeUntil = (tx: Tx, rows: readonly { id: string; until: Instant }[]): Promise<void> =>
  tx.write`
    update orders o set merge_until = x.until from ${asTable("x", { id: "uuid", until: "timestamptz" }, rows)}
     where o.org_id = ${tx.orgId} and o.id = x.id`;

/** Who was joined by a click waits for one again, as long as any other; a policy would join them at once, so there they travel alone. */
export const offerAgain = (tx: Tx, orderIds: readonly string[]): Promise<void> =>
  tx.write`
    update orders o set merge_until = case when coalesce(a.merge_policy, 'ask') = 'ask' then null else ${tx.now}::timestamptz end
      from account a
     where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[]) and a.org_id = o.org_id and a.id = o.shop_account_id`;

export type ToParcel = {
  readonly id: string; readonly orderNo: string; readonly shopAccountId: string; readonly country: string; readonly currency: string; readonly totalMinor: number; readonly buyerKey: string;
  readonly addressHash: string; readonly requestedService: string; readonly dueAt: Instant; readonly shipByAt: Instant | null; readonly paidAt: Instant | null;
};
export const readOrders = (tx: Tx, ids: readonly string[]): Promise<ToParcel[]> =>
  tx.many<ToParcel>`
    select id, order_no, shop_account_id, country, currency, total_minor, buyer_key, address_hash, requested_service, due_at, ship_by_at, paid_at
      from orders where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
export type LineToParcel = { readonly orderId: string; readonly orderLineId: string; readonly skuId: string; readonly sku: string; readonly qty: number; readonly weightG: number };
/** What is open of these orders: pieces that others have shipped go into no parcel. */
export const readLines = (tx: Tx, ids: readonly string[]): Promise<LineToParcel[]> =>
  tx.many<LineToParcel>`
    select l.order_id, l.id as order_line_id, l.sku_id, l.sku_qty / l.qty * (l.qty - l.elsewhere_qty) as qty, s.code as sku, s.weight_g
      from order_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${ids}::uuid[]) and l.elsewhere_qty < l.qty
     order by l.order_id, l.id`;

export type Offered = Mergeable & { readonly until: Instant; readonly offeredCount: number };
export const mostOffered = 240; // orders, each shown whole: 400 took 100 ms among 200,000
const sameBox = sql`shop_account_id, buyer_key, address_hash, currency, requested_service`; // as `mergeKey` has it
/**
 * Orders that wait for a click, as their holds say, group by group (`mergeKey`), the group with the most urgent order first; of one
 * order only its group, itself first. `offeredCount` is how many there are. One more than are shown: then the last group may lack a member.
 */
export const listOffered = (tx: Tx, orderId: string | null): Promise<Offered[]> =>
  tx.many<Offered>`
    with offered as materialized ( -- put together by hashing: sorting thousands by five keys takes three times as long
      select ${columns}, coalesce(o.merge_until, o.due_at) as until
        from hold h join orders o on o.org_id = h.org_id and o.id = h.order_id
       where h.org_id = ${tx.orgId} and h.code = 'merge_offered' and h.released_at is null and o.stage = 'merge'
         ${given(orderId, (id) => sql`and (${sameBox}) = (select ${sameBox} from orders where org_id = ${tx.orgId} and id = ${id})`)}
    ), box as (select ${sameBox}, min(due_at) as first_due_at from offered group by ${sameBox})
    select o.*, (select count(*) from offered)::int as offered_count
      from offered o join box using (${sameBox})
     order by ${given(orderId, (id) => sql`o.id = ${id} desc,`)} first_due_at, ${sameBox}, o.due_at, o.id limit ${mostOffered + 1}`;

export type MergedParcel = { readonly id: string; readonly stage: string; readonly orderCount: number; readonly waveId: string | null; readonly holdCodes: readonly HoldCode[] };
export const lockParcel = (tx: Tx, id: string): Promise<MergedParcel | null> =>
  tx.maybe<MergedParcel>`
    select p.id, p.stage, p.order_count, p.wave_id, p.hold_codes
      from parcel p where p.org_id = ${tx.orgId} and p.id = ${id} for no key update`;
