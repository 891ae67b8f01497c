-- A person may choose the warehouse, the method or both. What he left to the rules, the rules decide again.
alter table parcel add column warehouse_by_hand boolean not null default false, add column method_by_hand boolean not null default false;
-- The owner passes the policies for this statement only.
alter table parcel no force row level security;
update parcel set warehouse_by_hand = warehouse_id is not null and not any_warehouse, method_by_hand = method_id is not null where route_set_by like 'member:%';
alter table parcel force row level security;
