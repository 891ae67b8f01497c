-- Pages say which parcels hold what another one lacks.
create index reservation_of_stock on reservation (org_id, warehouse_id, sku_id);
