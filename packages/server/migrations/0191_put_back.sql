-- Pieces that were taken from a bin and are in no parcel of the wave any more: how many, and how many of them are back on
-- the shelf. Of waves that ended before this is counted, all are taken to be back.
alter table pick_line
  add column surplus_qty integer not null default 0,
  add column put_back_qty integer not null default 0;
update pick_line k set surplus_qty = x.qty, put_back_qty = x.qty
  from (select k.org_id, k.wave_id, k.sku_id, k.picked_qty - coalesce((
          select sum(l.qty) from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
           where p.org_id = k.org_id and p.wave_id = k.wave_id and l.sku_id = k.sku_id), 0) as qty
          from pick_line k join wave w on w.org_id = k.org_id and w.id = k.wave_id where w.state <> 'open') x
 where k.org_id = x.org_id and k.wave_id = x.wave_id and k.sku_id = x.sku_id and x.qty > 0;
alter table pick_line add constraint pick_line_put_back check (put_back_qty between 0 and surplus_qty and surplus_qty <= picked_qty);
create index pick_line_to_put_back on pick_line (org_id, wave_id) where surplus_qty > put_back_qty;
