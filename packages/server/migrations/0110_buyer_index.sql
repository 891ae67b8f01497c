-- Buyers are sealed; lists find them by keyed hashes of what a person would type (lists/buyer-index.ts). One row per order,
-- and none once the buyer is erased. No array with a GIN index: under row-level security `&&` is asked only after the rows
-- were read. No foreign key: the row is written with the order and checked by I-48; a check per row would double its price.
create table buyer_index (
  org_id uuid not null,
  order_id uuid not null,
  word_1 bigint,
  word_2 bigint,
  word_3 bigint,
  email bigint,
  phone bigint,
  postcode bigint,
  primary key (org_id, order_id)
);
create index buyer_index_word_1 on buyer_index (org_id, word_1) where word_1 is not null;
create index buyer_index_word_2 on buyer_index (org_id, word_2) where word_2 is not null;
create index buyer_index_word_3 on buyer_index (org_id, word_3) where word_3 is not null;
create index buyer_index_email on buyer_index (org_id, email) where email is not null;
create index buyer_index_phone on buyer_index (org_id, phone) where phone is not null;
create index buyer_index_postcode on buyer_index (org_id, postcode) where postcode is not null;
alter table buyer_index enable row level security;
alter table buyer_index force row level security;
create policy own_org on buyer_index
  using      (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
