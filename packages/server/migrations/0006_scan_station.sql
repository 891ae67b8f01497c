-- Who shipped what, newest first: the packer's last ten. Only ship events, so it costs one row per parcel.
create index parcel_event_shipped_by on parcel_event (org_id, actor, at) where move = 'ship';
