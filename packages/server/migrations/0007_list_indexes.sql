-- Lists: any filter over a room is answered from the index that gives its order. The further columns ride along, so
-- that a rare value is looked for in the index alone; with 200,000 orders that is some tens of milliseconds at worst.
drop index orders_in_room;
create index orders_in_room on orders (org_id, stage, due_at, id) include (shop_account_id, country, hold_codes);
drop index parcel_in_room;
create index parcel_in_room on parcel (org_id, stage, due_at, id) include (shop_account_id, country, warehouse_id, method_id, hold_codes);
-- The few that wait for somebody, among the many: only they are in here.
create index orders_held on orders (org_id, stage, due_at, id) include (shop_account_id, country, hold_codes) where hold_codes <> '{}';
create index parcel_held on parcel (org_id, stage, due_at, id) include (shop_account_id, country, warehouse_id, method_id, hold_codes) where hold_codes <> '{}';
-- Searching for a buyer; also what a buyer bought before.
create index orders_of_buyer on orders (org_id, buyer_key);
drop index orders_mergeable;
-- Histories are written in the order of time: a block range index costs nearly nothing and finds the last hours.
create index order_event_by_time on order_event using brin (at) with (pages_per_range = 32, autosummarize = on);
create index parcel_event_by_time on parcel_event using brin (at) with (pages_per_range = 32, autosummarize = on);
-- The ledger, newest first.
create index stock_move_by_time on stock_move (org_id, at);
