-- Numbers are found by their beginnings. Only byte by byte all that begin alike stand together, whatever the database's
-- collation and whatever letters a channel uses. What is unique stays unique, and is found whole as before.
alter table orders drop constraint orders_order_no_once;
create unique index orders_order_no_once on orders (org_id, order_no text_pattern_ops);
alter table orders drop constraint orders_external_id_once;
create unique index orders_external_id_once on orders (org_id, external_id text_pattern_ops, shop_account_id);
alter table parcel drop constraint parcel_no_once;
create unique index parcel_no_once on parcel (org_id, parcel_no text_pattern_ops);
drop index booking_attempt_number_once;
create unique index booking_attempt_number_once on booking_attempt (org_id, tracking_no text_pattern_ops, carrier_account_id) where state in ('booked', 'handed_over');
