-- Pieces of a line that left by other hands than ours: no parcel of ours carries them. What we ship ourselves is not among them.
alter table order_line add column elsewhere_qty integer not null default 0
  constraint order_line_elsewhere check (elsewhere_qty between 0 and qty);

-- The owner passes the policies for these statements only.
alter table orders no force row level security;
alter table inbox_item no force row level security;
-- Lines that wait for their parcel to be taken apart say what is open, as those of today do.
update orders set lines_due = (select jsonb_agg(line || jsonb_build_object('openQty', line -> 'qty') order by at)
                                 from jsonb_array_elements(lines_due) with ordinality as due(line, at))
 where lines_due is not null;
-- Orders of which a part was shipped elsewhere are read once more, now line by line.
update inbox_item i set state = 'received' from orders o
 where i.org_id = o.org_id and i.account_id = o.shop_account_id and i.external_id = o.external_id and i.version = o.source_version
   and i.feed = 'orders' and i.state = 'projected' and o.channel_state = 'partly_shipped' and o.stage in ('payment', 'review', 'merge', 'parcelled');
update orders set source_version = source_version - interval '1 millisecond'
 where channel_state = 'partly_shipped' and stage in ('payment', 'review', 'merge', 'parcelled');
alter table orders force row level security;
alter table inbox_item force row level security;
