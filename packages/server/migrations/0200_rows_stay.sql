-- Where a row that changes finds room on its page, and no index names what has changed, its index entries stay as they are.

-- A wave's lines change once, when they are picked.
alter table pick_line set (fillfactor = 50);
-- Four of five payments change once, when they are matched.
alter table payment set (fillfactor = 55);
-- A booking grows to twice its size by the carrier's answer.
alter table booking_attempt set (fillfactor = 30);
-- A ship notice is written twice more: taken by its lease, which no index names, and ended without a next try.
alter table channel_attempt set (fillfactor = 35);
drop index channel_attempt_to_do;
create index channel_attempt_to_do on channel_attempt (org_id, next_try_at, id) where next_try_at is not null;

-- What is unique stays unique. With the other side's number first, the same index finds it without knowing the account.
alter table payment drop constraint payment_transaction_once;
alter table payment add constraint payment_transaction_once unique (org_id, external_id, payment_account_id);
drop index payment_by_reference;
alter table orders drop constraint orders_external_id_once;
alter table orders add constraint orders_external_id_once unique (org_id, external_id, shop_account_id);

-- A label picture of up to 4 kB lies beside its key; a larger one goes to pages of its own, as before.
alter table label_file set (toast_tuple_target = 4080);
