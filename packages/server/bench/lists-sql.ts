import type pg from "pg";

// A company with many orders, written as sets. Old orders are delivered; the last twentieth fills the rooms, where neighbours
// in pairs are of one buyer and shop.

export type Filled = { readonly orgId: string; readonly shops: readonly string[]; readonly warehouses: readonly string[]; readonly methods: readonly string[] };
const uuid = (prefix: string, n: string): string => `('${prefix}' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const orderId = (n: string): string => uuid("00000000-0000-7000-8000-", n);
export const parcelId = (n: string): string => uuid("00000000-0000-7000-9000-", n);
const skuId = (n: string): string => uuid("00000000-0000-7000-a000-", n);
const countries = `(array['US','US','US','US','GB','GB','DE','FR','CA','AU','IT','JP'])[1 + (hashint4(n) & 2147483647) % 12]`;
const skuCount = 2000;

/** Accounts, places and goods. One SKU in three lines is the same bestseller. */
export async function fillSettings(owner: pg.Client, f: Filled): Promise<void> {
  await owner.query("insert into org (id, name, created_at) values ($1, 'Bench', now())", [f.orgId]);
  await owner.query(`
    insert into account (org_id, id, kind, connector, name, site, base_url, credentials, proven_by, merge_policy, created_at)
    select $1::uuid, id, 'shop', 'ebay', 'Shop ' || i, 'EBAY_US', 'https://api.example', '', 'channel', 'ask', now() from unnest($2::uuid[]) with ordinality x(id, i)`, [f.orgId, f.shops]);
  await owner.query(`
    insert into warehouse (org_id, id, code, name, kind, address, is_default)
    select $1::uuid, id, 'W' || i, 'Warehouse ' || i, 'own', '{}', i = 1 from unnest($2::uuid[]) with ordinality x(id, i)`, [f.orgId, f.warehouses]);
  await owner.query(`
    insert into shipping_method (org_id, id, code, name, books, number_source, label)
    select $1::uuid, id, 'M' || i, 'Method ' || i, 'after_stock', 'none', 'own' from unnest($2::uuid[]) with ordinality x(id, i)`, [f.orgId, f.methods]);
  await owner.query(`
    insert into sku (org_id, id, code, name_en, name_zh, barcode, weight_g)
    select $1::uuid, ${skuId("n")}, 'SKU-' || lpad(n::text, 5, '0'), 'Goods ' || n, '商品 ' || n, '69' || lpad(n::text, 11, '0'), 100 + n % 900 from generate_series(0, ${skuCount - 1}) n`, [f.orgId]);
  await owner.query(`
    insert into stock_balance (org_id, warehouse_id, sku_id, bin, on_hand_qty)
    select $1::uuid, w, ${skuId("n")}, 'A-' || n, 1000 from generate_series(0, ${skuCount - 1}) n cross join unnest($2::uuid[]) w`, [f.orgId, f.warehouses]);
}

/** Orders one a minute up to now, lines, and the parcels of those that have one. */
export async function fillOrders(owner: pg.Client, f: Filled, count: number): Promise<void> {
  await owner.query(`
    insert into orders (org_id, id, order_no, shop_account_id, external_id, source_version, stage, hold_codes, country, currency, total_minor, shipping_minor, tax_minor,
           discount_minor, other_minor, buyer_key, address_hash, channel_address_hash, payer_key, channel_state, channel_status, payment_declared, placed_at, paid_at, due_at, ship_by_at, checked_at)
    select $1::uuid, ${orderId("n")}, 'O' || (100000 + n), ($2::uuid[])[1 + n / 2 % 3], lpad((n % 100)::text, 2, '0') || '-' || (10000 + n % 90000) || '-' || n, at, stage,
           case when stage = 'merge' then array['merge_offered'] when stage in ('payment', 'review') and n % 5 = 0 then array[(array['buyer_note','buyer_message','sku_unmapped','payment_missing'])[1 + n % 4]] else '{}' end,
           ${countries}, 'USD', 1000 + n % 9000, 0, 0, 0, 0, 'buyer' || n / 2, 'h', 'h', '', 'open', '', 'paid', at, at, at + interval '3 days', at + interval '3 days', at
      from (select n, date_trunc('milliseconds', now() - make_interval(mins => ${count} - n)) as at,
                   case when n > ${count} * 0.95 then (array['payment','review','merge','merge','parcelled','parcelled'])[1 + n % 6]
                        else (array['parcelled','parcelled','parcelled','parcelled','parcelled','parcelled','parcelled','parcelled','cancelled','shipped_elsewhere'])[1 + n % 10] end as stage
              from generate_series(1, ${count}) n) x`, [f.orgId, f.shops]);
  await owner.query(`
    insert into order_line (org_id, id, order_id, external_id, channel_sku, title, qty, total_minor, sku_id, sku_qty)
    select $1::uuid, ${orderId("n * 2 + l")}, ${orderId("n")}, l::text, 'SKU-' || sku, 'Goods ' || sku, 1 + n % 2, 1000, ${skuId("sku")}, 1 + n % 2
      from (select n, l, case when (n + l) % 3 = 0 then 7 else (n * 7919 + l * 31) % ${skuCount} end as sku
              from generate_series(1, ${count}) n cross join generate_series(0, 1) l where l = 0 or n % 2 = 0) x`, [f.orgId]);
  await owner.query(`
    insert into parcel (org_id, id, parcel_no, shop_account_id, stage, hold_codes, country, currency, total_minor, buyer_key, address_hash, pii_order_id, weight_g, order_count,
           due_at, warehouse_id, method_id, books, booking_id, reserved_at, tracking_no, created_at, shipped_at)
    select org_id, ${parcelId("n")}, 'P' || (100000 + n), shop_account_id, room, case when room = 'allocation' and n % 2 = 0 then array['stock_short'] else '{}' end,
           country, currency, total_minor, buyer_key, address_hash, id, 400, 1, due_at, ($2::uuid[])[1 + n % 2], ($3::uuid[])[1 + n % 5], 'after_stock', id, placed_at,
           'TN' || lpad(n::text, 9, '0'), placed_at, case when room in ('tracking', 'delivered') then placed_at end
      from (select o.*, substring(order_no from 2)::int - 100000 as n,
                   case when substring(order_no from 2)::int - 100000 > ${count} * 0.95
                        then (array['routing','booking','allocation','picking','labels','shipping','tracking'])[1 + (substring(order_no from 2)::int) % 7]
                        when substring(order_no from 2)::int - 100000 > ${count} * 0.85 then 'tracking' else 'delivered' end as room
              from orders o where org_id = $1 and o.stage = 'parcelled') x`, [f.orgId, f.warehouses, f.methods]);
  await owner.query(`
    insert into booking_attempt (org_id, id, parcel_id, method_id, warehouse_id, state, service, address_hash, sent_at, look_at, tracking_no, created_at, updated_at)
    select org_id, booking_id, id, method_id, warehouse_id, 'booked', '', address_hash, created_at, created_at, tracking_no, created_at, created_at from parcel where org_id = $1`, [f.orgId]);
  await owner.query(`
    insert into parcel_line (org_id, parcel_id, order_id, order_line_id, sku_id, qty)
    select l.org_id, p.id, l.order_id, l.id, l.sku_id, l.sku_qty from parcel p join order_line l on l.org_id = p.org_id and l.order_id = p.pii_order_id where p.org_id = $1`, [f.orgId]);
}

/** Holds of the held, some history of every traveller, the ledger. */
export async function fillHistory(owner: pg.Client, f: Filled): Promise<void> {
  const missing = `coalesce((select jsonb_build_object('missing', jsonb_agg(jsonb_build_object('skuId', l.sku_id, 'sku', 'S', 'missingQty', 1, 'needQty', l.qty, 'freeQty', 0)))
                               from parcel_line l where l.org_id = t.org_id and l.parcel_id = t.id and t.hold_codes[1] = 'stock_short'), '{}')`;
  for (const [table, key, evidence] of [["orders", "order_id", "'{}'"], ["parcel", "parcel_id", missing]] as const)
    await owner.query(`
      insert into hold (org_id, id, ${key}, code, kind, source, evidence, evidence_hash, since)
      select org_id, gen_random_uuid(), id, hold_codes[1], 'ask', 'room:review', ${evidence}, 'e', due_at from ${table} t where org_id = $1 and hold_codes <> '{}'`, [f.orgId]);
  await owner.query(`
    insert into order_event (org_id, order_id, seq, kind, move, from_stage, to_stage, actor, reason, at)
    select org_id, id, s, 'moved', (array[null, 'verify', 'approve', 'parcel_up'])[s], (array[null, 'payment', 'review', 'merge'])[s], (array['payment', 'review', 'merge', 'parcelled'])[s], 'room:x', '', placed_at
      from orders cross join generate_series(1, 4) s where org_id = $1 order by placed_at`, [f.orgId]);
  await owner.query(`
    insert into parcel_event (org_id, parcel_id, seq, kind, move, from_stage, to_stage, actor, reason, at)
    select org_id, id, s, 'moved', 'x', (array[null, 'routing', 'allocation', 'booking', 'picking', 'labels', 'shipping'])[s], (array['routing', 'allocation', 'booking', 'picking', 'labels', 'shipping', 'tracking'])[s], 'room:x', '', created_at
      from parcel cross join generate_series(1, 7) s where org_id = $1 order by created_at`, [f.orgId]);
  await owner.query(`
    insert into stock_move (org_id, cause_id, kind, visit, sku_id, warehouse_id, on_hand_delta, reserved_delta, actor, at)
    select distinct on (l.parcel_id, l.sku_id) l.org_id, l.parcel_id, 'reserve', 1, l.sku_id, p.warehouse_id, 0, l.qty, 'room:allocation', p.created_at
      from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id where l.org_id = $1`, [f.orgId]);
  const goods = "select l.org_id, l.parcel_id, l.sku_id, p.warehouse_id, sum(l.qty) from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id where l.org_id = $1";
  await owner.query(`insert into reservation (org_id, parcel_id, sku_id, warehouse_id, qty) ${goods} and p.stage in ('booking', 'picking', 'labels', 'shipping') group by 1, 2, 3, 4`, [f.orgId]);
  await owner.query(`
    insert into purchase_plan_line (org_id, parcel_id, sku_id, warehouse_id, qty, since)
    select g.*, now() from (${goods} and p.stage = 'allocation' and p.hold_codes = '{stock_short}' group by 1, 2, 3, 4) g`, [f.orgId]);
  await owner.query("vacuum (analyze)");
}
