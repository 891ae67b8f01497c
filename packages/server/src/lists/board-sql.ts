import type { AccountKind } from "@argosy/core/connector.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { orderRooms, parcelRooms, type OrderMove, type ParcelMove } from "@argosy/core/journey.ts";
import { sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { isKept } from "../pipeline/queue-sql.ts";
import type { Listed } from "./filter.ts";
import { tableOf } from "./match-sql.ts";

export type RoomCount = { readonly stage: string; readonly free: number; readonly held: number; readonly late: number; readonly soon: number };
const roomsOf: Readonly<Record<Listed, readonly string[]>> = { orders: orderRooms, parcel: parcelRooms };

/** Counts of the open stages, from the index alone: the same columns that the lists filter by, so they cannot disagree. */
export const countRooms = (tx: Tx, listed: Listed, soonUntil: Instant): Promise<RoomCount[]> =>
  tx.many<RoomCount>`
    select stage, count(*) filter (where hold_codes = '{}')::int as free, count(*) filter (where hold_codes <> '{}')::int as held,
           count(*) filter (where due_at < ${tx.now})::int as late, count(*) filter (where due_at >= ${tx.now} and due_at < ${soonUntil})::int as soon
      from ${tableOf[listed]} where org_id = ${tx.orgId} and stage = any(${roomsOf[listed]}::text[]) group by stage`;
export const countHolds = (tx: Tx, listed: Listed): Promise<{ stage: string; code: string; count: number }[]> =>
  tx.many`
    select t.stage, h.code, count(*)::int as count from ${tableOf[listed]} t cross join lateral unnest(t.hold_codes) h(code)
     where t.org_id = ${tx.orgId} and t.stage = any(${roomsOf[listed]}::text[]) and t.hold_codes <> '{}'
     group by t.stage, h.code order by count(*) desc, h.code`;
/** When the first of each queue was placed: the queue is in order of the promise, so this is who waits at its head. */
export const listHeads = (tx: Tx, listed: Listed): Promise<{ stage: string; at: Instant }[]> =>
  tx.many`
    select s.stage, x.at from unnest(${roomsOf[listed]}::text[]) s(stage)
     cross join lateral (select ${listed === "orders" ? sql`placed_at` : sql`created_at`} as at from ${tableOf[listed]}
                          where org_id = ${tx.orgId} and stage = s.stage order by due_at, id limit 1) x`;
export const countInbox = (tx: Tx): Promise<{ state: string; n: number; oldestAt: Instant | null }[]> =>
  tx.many`
    select state, count(*)::int as n, min(received_at) as oldest_at from inbox_item
     where org_id = ${tx.orgId} and state in ('received', 'quarantined') group by state`;

export type Passed = { readonly room: string; readonly hour: Instant; readonly n: number };
const moveBack = ["recheck", "unmerge", "unlabel", "reallocate", "reroute"] as const satisfies readonly (OrderMove | ParcelMove)[];
/** Who has gone on from which room, per hour, since `from`: not who was sent back, nor who was cancelled or shipped by others. */
export function countPassed(tx: Tx, from: Instant): Promise<Passed[]> {
  const wentOn = sql`kind = 'moved' and to_stage not in ('cancelled', 'shipped_elsewhere') and (move is null or move <> all(${moveBack}::text[]))`;
  return tx.many<Passed>`
    select coalesce(from_stage, 'intake') as room, date_trunc('hour', at, 'UTC') as hour, count(*)::int as n from order_event
     where org_id = ${tx.orgId} and at >= ${from} and ${wentOn} group by 1, 2
    union all
    select from_stage, date_trunc('hour', at, 'UTC'), count(*)::int from parcel_event
     where org_id = ${tx.orgId} and at >= ${from} and ${wentOn} and from_stage is not null group by 1, 2`;
}

/** A list that was due this long ago is fetched by nobody: its worker has died, or none was started. */
const silentS = 600;
/**
 * Since when each account's slowest list has been silent, and how many paid labels a carrier keeps. The recount runs once a
 * night and says nothing of it. `silent`: connected, and fetched by nobody.
 */
export const listHealth = (tx: Tx): Promise<{ id: string; kind: AccountKind; name: string; status: string; lastSuccessAt: Instant | null; keptLabels: number }[]> =>
  tx.many`
    select a.id, a.kind, a.name, min(f.last_success_at) as last_success_at,
           case when a.status = 'connected' and min(f.next_poll_at) < ${plusS(tx.now, -silentS)} then 'silent' else a.status end as status,
           (select count(*)::int from booking_attempt b where b.org_id = ${tx.orgId} and b.carrier_account_id = a.id and ${isKept(tx)}) as kept_labels
      from account a left join feed f on f.org_id = a.org_id and f.account_id = a.id and f.feed <> 'recount'
     where a.org_id = ${tx.orgId} group by a.id, a.kind, a.name, a.status order by array_position(array['shop', 'payment', 'carrier'], a.kind), a.name limit 500`;
type Lacking = "address" | "numbers" | "weight" | "customs";
/** What a company has set up; `lacks` is what keeps a thing that is there from working, where nothing of its kind works. */
export type Readiness = { readonly shopAccount: boolean; readonly paymentAccount: boolean; readonly carrierAccount: boolean; readonly warehouse: boolean; readonly method: boolean; readonly sku: boolean; readonly rules: boolean; readonly stock: boolean; readonly lacks: Readonly<Partial<Record<string, Lacking | null>>> };
export const readReadiness = (tx: Tx): Promise<Readiness> =>
  tx.one<Readiness>`
    select exists (select 1 from account where org_id = ${tx.orgId} and kind = 'shop') as shop_account,
           exists (select 1 from account where org_id = ${tx.orgId} and kind = 'payment') as payment_account,
           exists (select 1 from account where org_id = ${tx.orgId} and kind = 'carrier') as carrier_account,
           exists (select 1 from warehouse where org_id = ${tx.orgId}) as warehouse,
           exists (select 1 from shipping_method where org_id = ${tx.orgId} and active) as method,
           exists (select 1 from sku where org_id = ${tx.orgId}) as sku,
           jsonb_build_object(
             'warehouse', case when not exists (select 1 from warehouse where org_id = ${tx.orgId} and address ->> 'line1' <> '' and address ->> 'city' <> '') then 'address' end,
             'method', case when not exists (select 1 from shipping_method m where m.org_id = ${tx.orgId} and m.active and (m.number_source <> 'number_pool' or exists (select 1 from pool_number n where n.org_id = m.org_id and n.method_id = m.id))) then 'numbers' end,
             'sku', case when not exists (select 1 from sku where org_id = ${tx.orgId} and weight_g > 0) then 'weight'
                         when not exists (select 1 from sku where org_id = ${tx.orgId} and weight_g > 0 and declared_name_en <> '' and declared_minor is not null) then 'customs' end) as lacks,
           exists (select 1 from rule_set where org_id = ${tx.orgId} and decision = 'method' and rules <> '[]') as rules,
           exists (select 1 from stock_balance where org_id = ${tx.orgId} and on_hand_qty > 0) as stock`;
