-- From where a label was asked for: a parcel that leaves from another warehouse by then needs another. Null: asked before this was noted.
alter table booking_attempt add column warehouse_id uuid;
