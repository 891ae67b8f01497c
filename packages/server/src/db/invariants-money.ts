import type { Invariant } from "./invariants.ts";

// Orders and the money that proves them.

export const money: readonly Invariant[] = [
  {
    id: "I-08", when: "always", says: "each channel order is here once",
    sql: `select external_id from orders where org_id = $1 group by shop_account_id, external_id having count(*) > 1`,
  },
  {
    id: "I-10", when: "always", says: "an applied version never goes back",
    sql: `select order_id from (select order_id, data ->> 'version' as v, lag(data ->> 'version') over (partition by order_id order by seq) as before
                                  from order_event where org_id = $1 and data ? 'version') e where v < before
    union all
    select o.id from orders o where o.org_id = $1 and o.source_version <>
      (select max((e.data ->> 'version')::timestamptz) from order_event e where e.org_id = $1 and e.order_id = o.id and e.data ? 'version')`,
  },
  {
    id: "I-11", when: "always", says: "nothing left without money that matches, or a payment hold let go by a named member with a reason",
    sql: `select distinct o.id from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
      join orders o on o.org_id = l.org_id and o.id = l.order_id join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where p.org_id = $1 and p.shipped_at is not null
       and not (a.proven_by = 'own_records' and exists (select 1 from payment_match m where m.org_id = o.org_id and m.order_id = o.id and m.currency = o.currency and m.at <= p.shipped_at
                  having abs(coalesce(sum(m.amount_minor), 0) - o.total_minor) <= a.tolerance_minor))
       and not (a.proven_by = 'channel' and exists (select 1 from order_event e where e.org_id = o.org_id and e.order_id = o.id and e.move = 'verify' and e.at <= p.shipped_at))
       and not exists (select 1 from hold h where h.org_id = o.org_id and h.order_id = o.id and h.code like 'payment\\_%' and h.released_by like 'member:%' and h.reason !~ '^(#[a-z_]+( \\[|$)|$)')`,
  },
  {
    id: "I-12", when: "always", says: "what orders have of a payment is what stands as given, never above its amount, nor in another currency",
    sql: `select r.id from payment r left join payment_match m on m.org_id = r.org_id and m.payment_id = r.id
     where r.org_id = $1 group by r.id, r.amount_minor, r.matched_minor, r.currency
    having coalesce(sum(m.amount_minor), 0) <> r.matched_minor or r.matched_minor not between least(r.amount_minor, 0) and greatest(r.amount_minor, 0) or bool_or(m.currency <> r.currency)`,
  },
  {
    id: "I-13", when: "always", says: "one row per provider transaction",
    sql: `select external_id from payment where org_id = $1 group by payment_account_id, external_id having count(*) > 1`,
  },
  {
    id: "I-14", when: "always", says: "an order's money adds up",
    sql: `select o.id from orders o left join (select order_id, sum(total_minor) as t from order_line where org_id = $1 group by 1) l on l.order_id = o.id
     where o.org_id = $1 and o.lines_due is null and coalesce(l.t, 0) + o.shipping_minor + o.tax_minor - o.discount_minor + o.other_minor <> o.total_minor`,
  },
  {
    id: "I-20", when: "always", says: "lines are conserved: never more than is open, a parcelled order exactly, the same SKU",
    sql: `select l.id from order_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
      left join (select pl.order_id, pl.order_line_id, sum(pl.qty) as q, min(pl.sku_id::text) as a, max(pl.sku_id::text) as z from parcel_line pl
                   join parcel p on p.org_id = pl.org_id and p.id = pl.parcel_id where pl.org_id = $1 and p.stage <> 'cancelled' group by 1, 2) c
        on c.order_id = l.order_id and c.order_line_id = l.id
     cross join lateral (select case when l.elsewhere_qty = l.qty then 0 else l.sku_qty / l.qty * (l.qty - l.elsewhere_qty) end as q) open
     where l.org_id = $1 and (coalesce(c.q, 0) > coalesce(open.q, 0) or (o.stage = 'parcelled' and coalesce(c.q, 0) is distinct from open.q)
       or c.a <> l.sku_id::text or c.z <> l.sku_id::text)`,
  },
  {
    id: "I-30", when: "always", says: "a parcel has one shop, buyer, currency and address; another address only while a person is asked, or was",
    sql: `select p.id from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id join orders o on o.org_id = l.org_id and o.id = l.order_id
     where p.org_id = $1 and p.stage <> 'cancelled'
       and (o.shop_account_id <> p.shop_account_id or o.buyer_key <> p.buyer_key or o.currency <> p.currency
         or (p.shipped_at is null and o.stage = 'parcelled' and o.address_hash <> p.address_hash and not exists (
               select 1 from hold h where h.org_id = p.org_id and h.parcel_id = p.id and h.code = 'changed_at_channel' and (h.released_at is null or h.released_by like 'member:%'))))`,
  },
  {
    id: "I-33", when: "always", says: "children belong to their parent's company",
    sql: `select l.id from order_line l left join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and o.id is null
    union all select l.parcel_id from parcel_line l left join parcel p on p.org_id = l.org_id and p.id = l.parcel_id where l.org_id = $1 and p.id is null
    union all select l.order_line_id from parcel_line l left join order_line o on o.org_id = l.org_id and o.order_id = l.order_id and o.id = l.order_line_id where l.org_id = $1 and o.id is null`,
  },
  {
    id: "I-34", when: "always", says: "two days after its date no buyer's data are kept: delivery and 30 days, shipping and 90, or closing and 30",
    sql: `select b.order_id from buyer_pii b join orders o on o.org_id = b.org_id and o.id = b.order_id
      left join parcel_line l on l.org_id = o.org_id and l.order_id = o.id left join parcel p on p.org_id = l.org_id and p.id = l.parcel_id and p.stage <> 'cancelled'
     where b.org_id = $1 and b.ciphertext is not null and o.stage in ('parcelled', 'cancelled', 'shipped_elsewhere')
     group by b.order_id, o.closed_at
    having max(case when p.id is null then o.closed_at + interval '30 days' else coalesce(least(p.delivered_at + interval '30 days', p.shipped_at + interval '90 days'), 'infinity') end)
           < $2::timestamptz - interval '2 days'`,
  },
  {
    id: "I-48", when: "always", says: "nobody is found by a search who has been erased",
    sql: `select i.order_id from buyer_index i left join buyer_pii b on b.org_id = i.org_id and b.order_id = i.order_id
     where i.org_id = $1 and b.ciphertext is null`,
  },
  {
    id: "I-42", when: "always", says: "a payload that was read became an order of that version or a newer one",
    sql: `select i.id from inbox_item i left join orders o on o.org_id = i.org_id and o.shop_account_id = i.account_id and o.external_id = i.external_id
     where i.org_id = $1 and ((i.state = 'projected' and i.feed = 'orders' and (o.id is null or o.source_version < i.version)) or (i.state = 'quarantined' and i.error is null))`,
  },
  {
    id: "I-45", when: "at_rest", says: "no payload waits to be read",
    sql: `select id from inbox_item where org_id = $1 and state = 'received'`,
  },
];
