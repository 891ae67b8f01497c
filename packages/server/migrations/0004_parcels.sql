create table reservation (
  org_id uuid not null,
  parcel_id uuid not null,
  sku_id uuid not null,
  warehouse_id uuid not null,
  qty integer not null check (qty > 0),
  primary key (org_id, parcel_id, sku_id),
  foreign key (org_id, parcel_id) references parcel,
  foreign key (org_id, warehouse_id, sku_id) references stock_balance
);
-- What short parcels still need: the purchase plan is the sum of these rows.
create table purchase_plan_line (
  org_id uuid not null,
  parcel_id uuid not null,
  sku_id uuid not null,
  warehouse_id uuid not null,
  qty integer not null check (qty > 0),
  since timestamptz not null,
  primary key (org_id, parcel_id, sku_id),
  foreign key (org_id, parcel_id) references parcel
);
create index purchase_plan_line_of_sku on purchase_plan_line (org_id, warehouse_id, sku_id);
-- Why this warehouse and this method, as it was decided: facts, rule set versions, every rule that was tried.
create table route_decision (
  org_id uuid not null,
  parcel_id uuid not null,
  visit integer not null,
  trace jsonb not null,
  at timestamptz not null,
  primary key (org_id, parcel_id, visit),
  foreign key (org_id, parcel_id) references parcel
);

-- Written before the carrier is called: at most one booking per parcel is live or might be.
create table booking_attempt (
  org_id uuid not null,
  id uuid not null, -- the reference the carrier sees
  parcel_id uuid not null,
  carrier_account_id uuid, -- null: a number of our own pool, or none
  method_id uuid not null,
  state text not null check (state in ('sent', 'unknown', 'booked', 'handed_over', 'refused', 'absent', 'cancelling', 'cancelled', 'cancel_failed')),
  service text not null,
  address_hash text not null,
  lease_no integer not null default 0, -- fences off a worker that was thought dead
  sent_at timestamptz not null,
  look_at timestamptz not null, -- end of the lease while sent; else when an unknown outcome, a void or a missing label is looked at again
  tries smallint not null default 0,
  external_id text,
  tracking_no text,
  tracker_id text,
  cost_minor bigint,
  cost_currency char(3),
  label_url text,
  label_mime text,
  label_sha256 text,
  error jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, parcel_id) references parcel,
  foreign key (org_id, carrier_account_id) references account
) with (fillfactor = 70);
create unique index booking_attempt_one_open on booking_attempt (org_id, parcel_id)
  where state in ('sent', 'unknown', 'booked', 'handed_over');
create unique index booking_attempt_number_once on booking_attempt (org_id, carrier_account_id, tracking_no)
  where state in ('booked', 'handed_over') and carrier_account_id is not null;
create index booking_attempt_to_do on booking_attempt (org_id, look_at)
  where state in ('sent', 'unknown', 'cancelling') or (state = 'booked' and label_url is not null and label_sha256 is null);
create index booking_attempt_of_parcel on booking_attempt (org_id, parcel_id);
create table label_file (
  org_id uuid not null,
  booking_id uuid not null,
  mime text not null,
  bytes bytea not null,
  primary key (org_id, booking_id),
  foreign key (org_id, booking_id) references booking_attempt
);

create table wave (
  org_id uuid not null,
  id uuid not null,
  wave_no text not null,
  warehouse_id uuid not null,
  state text not null check (state in ('open', 'picked', 'cancelled')),
  created_at timestamptz not null,
  created_by text not null,
  picked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, warehouse_id) references warehouse,
  constraint wave_no_once unique (org_id, wave_no)
);
create table pick_line (
  org_id uuid not null,
  wave_id uuid not null,
  sku_id uuid not null,
  bin text not null,
  qty integer not null check (qty > 0),
  picked_qty integer not null default 0 constraint pick_line_never_above check (picked_qty between 0 and qty),
  primary key (org_id, wave_id, sku_id),
  foreign key (org_id, wave_id) references wave
);
create table print_document (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  page_count integer not null,
  created_at timestamptz not null,
  created_by text not null,
  pick_strip boolean not null,
  bytes bytea not null,
  primary key (org_id, id)
);
-- One row per printed page: which parcel, which label bytes, why again.
create table print_job (
  org_id uuid not null,
  document_id uuid not null,
  page integer not null,
  parcel_id uuid not null,
  label_sha256 text not null,
  reprint_reason text not null default '',
  at timestamptz not null,
  primary key (org_id, document_id, page),
  foreign key (org_id, document_id) references print_document,
  foreign key (org_id, parcel_id) references parcel
);
create table pack_scan (
  org_id uuid not null,
  scan_id uuid not null, -- made by the station: a repeated scan counts once
  parcel_id uuid not null,
  sku_id uuid not null,
  actor text not null,
  at timestamptz not null,
  primary key (org_id, scan_id),
  foreign key (org_id, parcel_id) references parcel
);
create index pack_scan_of_parcel on pack_scan (org_id, parcel_id);

-- The outbox to the channel: written in the transaction that ships, one per order and parcel.
create table channel_attempt (
  org_id uuid not null,
  id uuid not null,
  parcel_id uuid not null,
  order_id uuid not null,
  shop_account_id uuid not null,
  state text not null check (state in ('pending', 'sending', 'unknown', 'confirmed', 'rejected', 'unsupported')),
  next_try_at timestamptz,
  lease_until timestamptz,
  lease_no integer not null default 0,
  tries smallint not null default 0,
  external_id text,
  error jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, parcel_id) references parcel,
  foreign key (org_id, order_id) references orders,
  constraint channel_attempt_one_notice unique (org_id, parcel_id, order_id)
) with (fillfactor = 70);
create index channel_attempt_to_do on channel_attempt (org_id, next_try_at) where state in ('pending', 'sending', 'unknown');
create table tracking_event (
  org_id uuid not null,
  parcel_id uuid not null,
  external_id text not null,
  status text not null,
  vendor_code text not null,
  text text not null,
  place text not null,
  at timestamptz not null,
  primary key (org_id, parcel_id, external_id),
  foreign key (org_id, parcel_id) references parcel
);
