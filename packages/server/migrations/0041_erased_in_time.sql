-- Buyers' data go some time after their goods have arrived (pipeline/retention.ts). When follows from the order and its
-- parcels, so no date is kept beside them.
alter table buyer_pii drop column purge_after;
create index buyer_pii_kept on buyer_pii (org_id, order_id) where ciphertext is not null;
create index payment_payer_kept on payment (org_id, at) where payer is not null;
create index inbox_item_by_time on inbox_item using brin (received_at) with (pages_per_range = 32, autosummarize = on);
alter table print_document alter column bytes drop not null; -- null once erased: which pages were printed stays known
