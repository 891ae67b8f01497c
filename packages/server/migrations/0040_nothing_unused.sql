-- Declared and never written, or written and never read. No released program knows these columns.
alter table orders drop column tries, drop column parcelled_at;
alter table parcel drop column tries;
-- No room makes an order one that the channel fulfils itself.
alter table orders drop constraint orders_stage_known;
alter table orders add constraint orders_stage_known check (stage in ('payment', 'review', 'merge', 'parcelled', 'cancelled', 'shipped_elsewhere'));
-- Payments that wait are few, and every night's recount begins with the oldest of them.
create index payment_pending on payment (org_id, payment_account_id, at) where state = 'pending';
