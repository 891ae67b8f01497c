import type { Tx } from "../db/tx.ts";

export const readMark = async (tx: Tx, name: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from setting where org_id = ${tx.orgId} and name = ${name}`) !== null;
/** False when it was there already: of two processes one goes on. */
export const setMark = async (tx: Tx, name: string): Promise<boolean> =>
  (await tx.run`insert into setting (org_id, name, value) values (${tx.orgId}, ${name}, 'true') on conflict do nothing`) === 1;

/** The sandbox came up at another port: its accounts follow. */
export const moveSandbox = (tx: Tx, url: string): Promise<number> =>
  tx.run`
    update account set base_url = ${url} || substring(base_url from '^http://127\\.0\\.0\\.1:\\d+(/.*)$'), version = version + 1
     where org_id = ${tx.orgId} and base_url ~ '^http://127\\.0\\.0\\.1:\\d+/' and base_url not like ${`${url}/%`}`;
export const pollEverything = (tx: Tx): Promise<void> =>
  tx.write`
    with all_lists as materialized (select account_id, feed from feed where org_id = ${tx.orgId} and feed <> 'recount' order by account_id, feed for no key update)
    update feed f set next_poll_at = ${tx.now} from all_lists x where f.org_id = ${tx.orgId} and f.account_id = x.account_id and f.feed = x.feed`;
export const reviveAccounts = (tx: Tx): Promise<void> =>
  tx.write`update account set status = 'connected', booking_error = null, version = version + 1 where org_id = ${tx.orgId} and status in ('signed_out', 'degraded')`;

export type Target = { readonly orderNo: string; readonly externalId: string; readonly buyerNote: string };
/** Open orders that something can happen to, the latest first. `own` asks for orders that PayPal proves. */
export const listTargets = (tx: Tx, stages: readonly string[], own: boolean): Promise<Target[]> =>
  tx.many<Target>`
    select o.order_no, o.external_id, o.buyer_note from orders o join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where o.org_id = ${tx.orgId} and o.stage = any(${stages}::text[]) and o.channel_state = 'open'
       and (not ${own}::boolean or a.proven_by = 'own_records')
       and not exists (select 1 from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
                        where l.org_id = o.org_id and l.order_id = o.id and p.shipped_at is not null)
     order by array_position(${stages}::text[], o.stage), o.placed_at desc
     limit 50`;

/** Codes of SKUs with plenty of free stock: what a clean demo order buys. */
export const listPlenty = (tx: Tx): Promise<{ code: string }[]> =>
  tx.many<{ code: string }>`
    select s.code from stock_balance b join sku s on s.org_id = b.org_id and s.id = b.sku_id
     where b.org_id = ${tx.orgId} and b.on_hand_qty - b.reserved_qty > 10 order by s.code limit 200`;
export const listShort = (tx: Tx, limit: number): Promise<{ warehouseId: string; skuId: string; code: string; qty: number }[]> =>
  tx.many`
    select l.warehouse_id, l.sku_id, s.code, sum(l.qty)::int as qty
      from purchase_plan_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId}
     group by l.warehouse_id, l.sku_id, s.code order by min(l.since), s.code limit ${limit}`;

export const listPicking = (tx: Tx): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from parcel where org_id = ${tx.orgId} and stage = 'picking' and hold_codes = '{}' and wave_id is null order by due_at, id limit 500`;
export const listStage = (tx: Tx, stage: string): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from parcel where org_id = ${tx.orgId} and stage = ${stage} and hold_codes = '{}' order by due_at, id limit 500`;
/** The carrier moves whatever it has, also what is held here. */
export const listOnTheWay = (tx: Tx): Promise<{ trackingNo: string }[]> =>
  tx.many<{ trackingNo: string }>`
    select tracking_no from parcel where org_id = ${tx.orgId} and stage = 'tracking' and tracking_no is not null order by due_at, id limit 500`;
/** On the way without a carrier account: a person says how it ended. */
export const countUnfollowed = (tx: Tx): Promise<{ n: number }> =>
  tx.one<{ n: number }>`
    select count(*)::int as n from parcel p join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
     where p.org_id = ${tx.orgId} and p.stage = 'tracking' and m.carrier_account_id is null`;
/** Is anybody on the way who moves without a person? While there is, the rooms are still filling. */
export const countMoving = async (tx: Tx): Promise<number> =>
  (await tx.one<{ n: number }>`
    select ((select count(*) from orders where org_id = ${tx.orgId} and stage in ('payment', 'review', 'merge') and hold_codes = '{}')
          + (select count(*) from parcel where org_id = ${tx.orgId} and stage in ('routing', 'booking', 'allocation') and hold_codes = '{}'))::int as n`).n;

/** What waits to be shipped, in whichever room. */
export const countOpen = async (tx: Tx): Promise<number> =>
  (await tx.one<{ n: number }>`
    select ((select count(*) from orders where org_id = ${tx.orgId} and stage in ('payment', 'review', 'merge'))
          + (select count(*) from parcel where org_id = ${tx.orgId} and stage in ('routing', 'booking', 'allocation', 'picking', 'labels', 'shipping')))::int as n`).n;

export const findOrderNo = async (tx: Tx, externalId: string): Promise<string | null> =>
  (await tx.maybe<{ orderNo: string }>`
    select order_no from orders where org_id = ${tx.orgId} and external_id = ${externalId}
       and shop_account_id in (select id from account where org_id = ${tx.orgId} and kind = 'shop')`)?.orderNo ?? null;
