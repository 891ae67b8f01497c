-- Where several warehouses may serve a shop's parcels, the first that has everything does; else the default one, which waits.
alter table account add column warehouse_policy text not null default 'default_warehouse'
  constraint account_warehouse_policy_known check (warehouse_policy in ('default_warehouse', 'several_warehouses'));
alter table parcel add column any_warehouse boolean not null default false; -- a person wants the same for this parcel
