-- What holds an order holds its parcels until they have left; before, only the last scan looked at it. Parcels of orders that
-- are held already get the hold, and the entry in their history, that the program writes from now on.
create temporary table found on commit drop as
  select x.org_id, x.parcel_id, jsonb_build_object('orders', jsonb_agg(jsonb_build_object('orderId', x.order_id, 'orderNo', x.order_no, 'holds', x.holds) order by x.order_no)) as evidence, max(x.since) as since
    from (select l.org_id, l.parcel_id, o.id as order_id, o.order_no, max(h.since) as since, jsonb_agg(jsonb_build_object('code', h.code, 'evidence', h.evidence) order by h.code) as holds
            from (select distinct org_id, parcel_id, order_id from parcel_line) l
            join orders o on o.org_id = l.org_id and o.id = l.order_id and o.held
            join hold h on h.org_id = o.org_id and h.order_id = o.id and h.released_at is null
             and h.code in ('held_until', 'held_by_person', 'cancel_requested', 'changed_at_channel', 'cancelled_at_channel', 'shipped_elsewhere', 'payment_reversed', 'late_message', 'broken')
           group by l.org_id, l.parcel_id, o.id, o.order_no) x
    join parcel p on p.org_id = x.org_id and p.id = x.parcel_id and p.stage in ('routing', 'booking', 'allocation', 'picking', 'labels', 'shipping')
   group by x.org_id, x.parcel_id;
insert into hold (org_id, id, parcel_id, code, kind, source, evidence, evidence_hash, since)
  select org_id, gen_random_uuid(), parcel_id, 'order_held', 'ask', 'system', evidence, '', since from found;
update parcel p set version = p.version + 1, held = true, hold_codes = (select array_agg(code order by code) from unnest(p.hold_codes || '{order_held}') as code)
  from found where p.org_id = found.org_id and p.id = found.parcel_id;
insert into parcel_event (org_id, parcel_id, seq, kind, actor, reason, data, at)
  select p.org_id, p.id, p.version, 'holds', 'system', '#looked_again', jsonb_build_object('opened', jsonb_build_array(jsonb_build_object('code', 'order_held', 'evidence', f.evidence)), 'closed', '[]'::jsonb), f.since
    from found f join parcel p on p.org_id = f.org_id and p.id = f.parcel_id;
