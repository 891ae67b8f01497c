import type { Invariant } from "./invariants.ts";

// Stock is a ledger, its sum and the living promises; bookings and notices are promises to and from strangers.

export const stock: readonly Invariant[] = [
  {
    id: "I-01", when: "always", says: "a balance equals its ledger",
    sql: `select b.warehouse_id, b.sku_id from stock_balance b
      left join (select warehouse_id, sku_id, sum(on_hand_delta) as h, sum(reserved_delta) as r from stock_move where org_id = $1 group by 1, 2) m
        on m.warehouse_id = b.warehouse_id and m.sku_id = b.sku_id
     where b.org_id = $1 and (b.on_hand_qty <> coalesce(m.h, 0) or b.reserved_qty <> coalesce(m.r, 0))`,
  },
  {
    id: "I-02", when: "always", says: "stock is never negative, and never promised beyond what is there",
    sql: `select sku_id from stock_balance where org_id = $1 and (on_hand_qty < 0 or reserved_qty < 0 or reserved_qty > on_hand_qty)`,
  },
  {
    id: "I-03", when: "always", says: "no ledger row without its balance",
    sql: `select m.cause_id from stock_move m left join stock_balance b on b.org_id = m.org_id and b.warehouse_id = m.warehouse_id and b.sku_id = m.sku_id
     where m.org_id = $1 and b.org_id is null`,
  },
  {
    id: "I-05", when: "always", says: "a parcel holds nothing, or exactly what its lines need, in its own warehouse",
    sql: `with held as (select cause_id as parcel_id, warehouse_id, sku_id, sum(reserved_delta) as q from stock_move
                         where org_id = $1 and kind in ('reserve', 'release', 'ship') group by 1, 2, 3 having sum(reserved_delta) <> 0),
           need as (select l.parcel_id, p.warehouse_id, l.sku_id, sum(l.qty) as q from parcel_line l
                      join parcel p on p.org_id = l.org_id and p.id = l.parcel_id where l.org_id = $1 group by 1, 2, 3)
      select parcel_id from held full join need using (parcel_id, warehouse_id, sku_id)
       where parcel_id in (select parcel_id from held) group by 1 having not bool_and(coalesce(held.q, 0) = coalesce(need.q, 0))`,
  },
  {
    id: "I-07", when: "always", says: "each ledger row has its own cause",
    sql: `select cause_id from stock_move where org_id = $1 group by cause_id, kind, visit, sku_id having count(*) > 1`,
  },
  {
    id: "I-15", when: "always", says: "at most one booking per parcel is sent, live or unknown",
    sql: `select parcel_id from booking_attempt where org_id = $1 and state in ('sent', 'unknown', 'booked', 'handed_over') group by 1 having count(*) > 1`,
  },
  {
    id: "I-17", when: "always", says: "what has shipped has its number, its label file with hash, its cost",
    sql: `select p.id from parcel p
      left join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id and b.state in ('booked', 'handed_over')
      left join shipping_method m on m.org_id = b.org_id and m.id = b.method_id
     where p.org_id = $1 and p.shipped_at is not null
       and (b.id is null or b.cost_minor is null or (m.number_source <> 'none' and b.tracking_no is null) or (m.label = 'carrier' and b.label_sha256 is null))`,
  },
  {
    id: "I-18", when: "always", says: "one tracking number is on one parcel",
    sql: `select tracking_no from booking_attempt where org_id = $1 and tracking_no is not null and state in ('booked', 'handed_over')
     group by carrier_account_id, tracking_no having count(*) > 1`,
  },
  {
    id: "I-19", when: "always", says: "a parcel left for the address it was booked for",
    sql: `select p.id from parcel p join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id
     where p.org_id = $1 and p.shipped_at is not null and b.address_hash <> p.address_hash`,
  },
  {
    id: "I-21", when: "always", says: "a shipped parcel took exactly its pieces out of stock, and nobody else did",
    sql: `with need as (select l.parcel_id, l.sku_id, sum(l.qty) as q from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
                         where l.org_id = $1 and p.shipped_at is not null group by 1, 2),
           took as (select cause_id as parcel_id, sku_id, -sum(on_hand_delta) as q from stock_move where org_id = $1 and kind = 'ship' group by 1, 2)
      select parcel_id from need full join took using (parcel_id, sku_id) where need.q is distinct from took.q`,
  },
  {
    id: "I-22", when: "always", says: "each order in a shipped parcel has exactly one ship notice, no other has one",
    sql: `with due as (select distinct l.parcel_id, l.order_id, 1 as d from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
                        where l.org_id = $1 and p.shipped_at is not null),
           have as (select parcel_id, order_id, count(*) as n from channel_attempt where org_id = $1 group by 1, 2)
      select parcel_id, order_id from due full join have using (parcel_id, order_id) where n is distinct from 1 or d is null`,
  },
  {
    id: "I-23", when: "at_rest", says: "every ship notice is confirmed, or a person was told why not",
    sql: `select c.id from channel_attempt c where c.org_id = $1 and c.state <> 'confirmed'
       and not (c.state in ('rejected', 'unsupported') and exists (select 1 from hold h where h.org_id = c.org_id and h.parcel_id = c.parcel_id
                  and h.code in ('notice_refused', 'notice_unsupported') and (h.released_at is null or h.released_by like 'member:%')))`,
  },
  {
    id: "I-40", when: "always", says: "what a parcel repeats of its booking and its reservation is what they say",
    sql: `select p.id from parcel p
      left join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id
     where p.org_id = $1
       and ((p.booking_id is not null and (b.id is null or b.parcel_id <> p.id or b.state not in ('booked', 'handed_over') or b.tracking_no is distinct from p.tracking_no))
         or (p.booking_id is null and p.tracking_no is not null)
         or (p.shipped_at is null and (p.reserved_at is not null) <> exists (select 1 from reservation r where r.org_id = p.org_id and r.parcel_id = p.id)))`,
  },
  {
    id: "I-41", when: "always", says: "a wave knows its parcels; an open one asks for everything they need, in one warehouse",
    sql: `select p.id from parcel p join wave w on w.org_id = p.org_id and w.id = p.wave_id
     where p.org_id = $1 and (not p.id = any(w.parcel_ids) or w.state = 'open' and (p.warehouse_id is distinct from w.warehouse_id or p.stage <> 'picking'))
    union all
    select w.id from wave w
      join (select p.wave_id, l.sku_id, sum(l.qty) as q from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
             where p.org_id = $1 and p.wave_id is not null group by 1, 2) need on need.wave_id = w.id
      left join pick_line k on k.org_id = w.org_id and k.wave_id = w.id and k.sku_id = need.sku_id
     where w.org_id = $1 and w.state = 'open' and coalesce(k.qty, 0) < need.q`,
  },
  {
    id: "I-49", when: "always", says: "every piece taken on a walk that is over lies in a parcel of its wave, or goes back on the shelf",
    sql: `select k.wave_id from pick_line k join wave w on w.org_id = k.org_id and w.id = k.wave_id
     where k.org_id = $1 and w.state <> 'open' and k.picked_qty <> k.surplus_qty + coalesce((
       select sum(l.qty) from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
        where p.org_id = k.org_id and p.wave_id = k.wave_id and l.sku_id = k.sku_id), 0)`,
  },
  {
    id: "I-43", when: "always", says: "the purchase plan speaks of parcels that wait for stock, and of nobody else",
    sql: `select l.parcel_id from purchase_plan_line l left join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = $1 and (p.id is null or p.stage <> 'allocation' or p.reserved_at is not null or p.warehouse_id is distinct from l.warehouse_id)`,
  },
  {
    id: "I-44", when: "always", says: "the living promises add up to what is reserved",
    sql: `select b.sku_id from stock_balance b
      left join (select warehouse_id, sku_id, sum(qty) as q from reservation where org_id = $1 group by 1, 2) r on r.warehouse_id = b.warehouse_id and r.sku_id = b.sku_id
     where b.org_id = $1 and b.reserved_qty <> coalesce(r.q, 0)`,
  },
];
