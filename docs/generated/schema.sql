-- Printed by `npm run gen` from the catalogue of a freshly migrated database. To change it, write a migration.

create table account (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  connector text not null,
  name text not null,
  site text not null default ''::text,
  colour text not null default '#0f766e'::text,
  base_url text not null,
  credentials bytea not null,
  credential_hints jsonb not null default '{}'::jsonb,
  status text not null default 'connected'::text,
  proven_by text,
  tolerance_minor integer not null default 1,
  merge_policy text,
  merge_wait_minutes integer not null default 60,
  payment_account_id uuid,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  night_hour smallint not null default 19,
  warehouse_policy text not null default 'default_warehouse'::text,
  outage_policy text not null default 'ship'::text,
  asks_payer_address boolean not null default true,
  asks_unprotected boolean not null default false,
  booking_error text,
  constraint account_pkey PRIMARY KEY (org_id, id),
  constraint account_name_once UNIQUE (org_id, name),
  constraint account_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['shop'::text, 'payment'::text, 'carrier'::text]))),
  constraint account_merge_policy_check CHECK ((merge_policy = ANY (ARRAY['ask'::text, 'auto'::text, 'never'::text]))),
  constraint account_night_hour CHECK (((night_hour >= 0) AND (night_hour <= 23))),
  constraint account_outage_policy_known CHECK ((outage_policy = ANY (ARRAY['ship'::text, 'wait'::text]))),
  constraint account_proven_by_check CHECK ((proven_by = ANY (ARRAY['channel'::text, 'own_records'::text]))),
  constraint account_status_check CHECK ((status = ANY (ARRAY['connected'::text, 'degraded'::text, 'signed_out'::text, 'paused'::text]))),
  constraint account_tolerance_minor_check CHECK ((tolerance_minor >= 0)),
  constraint account_warehouse_policy_known CHECK ((warehouse_policy = ANY (ARRAY['default_warehouse'::text, 'several_warehouses'::text])))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table booking_attempt (
  org_id uuid not null,
  id uuid not null,
  parcel_id uuid not null,
  carrier_account_id uuid,
  method_id uuid not null,
  state text not null,
  service text not null,
  address_hash text not null,
  lease_no integer not null default 0,
  sent_at timestamp with time zone not null,
  look_at timestamp with time zone not null,
  tries smallint not null default 0,
  external_id text,
  tracking_no text,
  tracker_id text,
  cost_minor bigint,
  cost_currency character(3),
  label_url text,
  label_mime text,
  label_sha256 text,
  error jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  warehouse_id uuid,
  constraint booking_attempt_pkey PRIMARY KEY (org_id, id),
  constraint booking_attempt_org_id_carrier_account_id_fkey FOREIGN KEY (org_id, carrier_account_id) REFERENCES account(org_id, id),
  constraint booking_attempt_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint booking_attempt_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'unknown'::text, 'booked'::text, 'handed_over'::text, 'refused'::text, 'absent'::text, 'cancelling'::text, 'cancelled'::text, 'cancel_failed'::text])))
);
CREATE UNIQUE INDEX booking_attempt_number_once ON booking_attempt USING btree (org_id, tracking_no text_pattern_ops, carrier_account_id) WHERE (state = ANY (ARRAY['booked'::text, 'handed_over'::text]));
CREATE INDEX booking_attempt_of_parcel ON booking_attempt USING btree (org_id, parcel_id);
CREATE UNIQUE INDEX booking_attempt_one_open ON booking_attempt USING btree (org_id, parcel_id) WHERE (state = ANY (ARRAY['sent'::text, 'unknown'::text, 'booked'::text, 'handed_over'::text]));
CREATE INDEX booking_attempt_to_do ON booking_attempt USING btree (org_id, look_at) WHERE ((state = ANY (ARRAY['sent'::text, 'unknown'::text, 'cancelling'::text])) OR ((state = 'booked'::text) AND (label_url IS NOT NULL) AND (label_sha256 IS NULL)));
CREATE INDEX booking_attempt_to_give_back ON booking_attempt USING btree (org_id, updated_at) WHERE (state = ANY (ARRAY['cancelling'::text, 'cancel_failed'::text]));
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table buyer_index (
  org_id uuid not null,
  order_id uuid not null,
  word_1 bigint,
  word_2 bigint,
  word_3 bigint,
  email bigint,
  phone bigint,
  postcode bigint,
  constraint buyer_index_pkey PRIMARY KEY (org_id, order_id)
);
CREATE INDEX buyer_index_email ON buyer_index USING btree (org_id, email) WHERE (email IS NOT NULL);
CREATE INDEX buyer_index_phone ON buyer_index USING btree (org_id, phone) WHERE (phone IS NOT NULL);
CREATE INDEX buyer_index_postcode ON buyer_index USING btree (org_id, postcode) WHERE (postcode IS NOT NULL);
CREATE INDEX buyer_index_word_1 ON buyer_index USING btree (org_id, word_1) WHERE (word_1 IS NOT NULL);
CREATE INDEX buyer_index_word_2 ON buyer_index USING btree (org_id, word_2) WHERE (word_2 IS NOT NULL);
CREATE INDEX buyer_index_word_3 ON buyer_index USING btree (org_id, word_3) WHERE (word_3 IS NOT NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table buyer_pii (
  org_id uuid not null,
  order_id uuid not null,
  ciphertext bytea,
  constraint buyer_pii_pkey PRIMARY KEY (org_id, order_id),
  constraint buyer_pii_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id)
);
CREATE INDEX buyer_pii_kept ON buyer_pii USING btree (org_id, order_id) WHERE (ciphertext IS NOT NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table channel_attempt (
  org_id uuid not null,
  id uuid not null,
  parcel_id uuid not null,
  order_id uuid not null,
  shop_account_id uuid not null,
  state text not null,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone,
  lease_no integer not null default 0,
  tries smallint not null default 0,
  external_id text,
  error jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint channel_attempt_pkey PRIMARY KEY (org_id, id),
  constraint channel_attempt_one_notice UNIQUE (org_id, parcel_id, order_id),
  constraint channel_attempt_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint channel_attempt_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint channel_attempt_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'unknown'::text, 'confirmed'::text, 'rejected'::text, 'unsupported'::text])))
);
CREATE INDEX channel_attempt_to_do ON channel_attempt USING btree (org_id, next_try_at, id) WHERE (next_try_at IS NOT NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table counter (
  org_id uuid not null,
  name text not null,
  last bigint not null,
  constraint counter_pkey PRIMARY KEY (org_id, name),
  constraint counter_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table erasure (
  org_id uuid not null,
  id uuid not null,
  shop_account_id uuid not null,
  buyer_key text not null,
  actor text not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint erasure_pkey PRIMARY KEY (org_id, id),
  constraint erasure_org_id_shop_account_id_fkey FOREIGN KEY (org_id, shop_account_id) REFERENCES account(org_id, id)
);
CREATE INDEX erasure_by_time ON erasure USING btree (org_id, at);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table erasure_look (
  org_id uuid not null,
  erasure_id uuid not null,
  sought bytea not null,
  until timestamp with time zone not null,
  constraint erasure_look_pkey PRIMARY KEY (org_id, erasure_id),
  constraint erasure_look_org_id_erasure_id_fkey FOREIGN KEY (org_id, erasure_id) REFERENCES erasure(org_id, id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table feed (
  org_id uuid not null,
  account_id uuid not null,
  feed text not null,
  synced_to timestamp with time zone not null,
  next_poll_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  lease_no integer not null default 0,
  last_success_at timestamp with time zone,
  last_error text,
  last_error_at timestamp with time zone,
  failures integer not null default 0,
  constraint feed_pkey PRIMARY KEY (org_id, account_id, feed),
  constraint feed_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id),
  constraint feed_known CHECK ((feed = ANY (ARRAY['orders'::text, 'messages'::text, 'payments'::text, 'tracking'::text, 'recount'::text])))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table guess (
  name text not null,
  times timestamp with time zone[] not null,
  last_at timestamp with time zone not null,
  constraint guess_pkey PRIMARY KEY (name)
);
CREATE INDEX guess_by_age ON guess USING btree (last_at);

create table hold (
  org_id uuid not null,
  id uuid not null,
  order_id uuid,
  parcel_id uuid,
  code text not null,
  kind text not null,
  source text not null,
  evidence jsonb not null,
  evidence_hash text not null,
  since timestamp with time zone not null,
  released_at timestamp with time zone,
  released_by text,
  reason text,
  constraint hold_pkey PRIMARY KEY (org_id, id),
  constraint hold_kind_check CHECK ((kind = ANY (ARRAY['wait'::text, 'ask'::text, 'fault'::text]))),
  constraint hold_of_one_traveller CHECK (((order_id IS NULL) <> (parcel_id IS NULL))),
  constraint hold_release_is_whole CHECK (((released_at IS NULL) = (released_by IS NULL)))
);
CREATE INDEX hold_of_order ON hold USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX hold_of_parcel ON hold USING btree (org_id, parcel_id) WHERE (parcel_id IS NOT NULL);
CREATE INDEX hold_open_by_code ON hold USING btree (org_id, code) WHERE (released_at IS NULL);
CREATE UNIQUE INDEX hold_order_open_once ON hold USING btree (org_id, order_id, code) WHERE ((released_at IS NULL) AND (order_id IS NOT NULL));
CREATE UNIQUE INDEX hold_parcel_open_once ON hold USING btree (org_id, parcel_id, code) WHERE ((released_at IS NULL) AND (parcel_id IS NOT NULL));
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table inbox_item (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  source text not null,
  external_id text,
  version timestamp with time zone,
  raw bytea not null,
  raw_hash bytea not null,
  raw_size integer not null,
  state text not null,
  error jsonb,
  received_at timestamp with time zone not null,
  feed text not null default 'orders'::text,
  constraint inbox_item_pkey PRIMARY KEY (org_id, id),
  constraint inbox_item_same_payload_once UNIQUE (org_id, account_id, raw_hash),
  constraint inbox_item_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id),
  constraint inbox_item_feed_known CHECK ((feed = ANY (ARRAY['orders'::text, 'messages'::text, 'payments'::text, 'tracking'::text]))),
  constraint inbox_item_source_known CHECK ((source = ANY (ARRAY['pull'::text, 'look'::text, 'import'::text, 'recount'::text]))),
  constraint inbox_item_state_check CHECK ((state = ANY (ARRAY['received'::text, 'projected'::text, 'quarantined'::text, 'ignored'::text])))
);
CREATE INDEX inbox_item_by_time ON inbox_item USING brin (received_at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX inbox_item_of_order ON inbox_item USING btree (org_id, account_id, external_id);
CREATE INDEX inbox_item_open ON inbox_item USING btree (org_id, state, id) WHERE (state = ANY (ARRAY['received'::text, 'quarantined'::text]));
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table installation (
  only_one boolean not null default true,
  set_up_at timestamp with time zone not null,
  constraint installation_pkey PRIMARY KEY (only_one),
  constraint installation_only_one_check CHECK (only_one)
);

create table known_device (
  token_hash bytea not null,
  member_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint known_device_pkey PRIMARY KEY (token_hash, member_id),
  constraint known_device_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
);
CREATE INDEX known_device_of_member ON known_device USING btree (member_id, seen_at);

create table label_file (
  org_id uuid not null,
  booking_id uuid not null,
  mime text not null,
  bytes bytea not null,
  constraint label_file_pkey PRIMARY KEY (org_id, booking_id),
  constraint label_file_org_id_booking_id_fkey FOREIGN KEY (org_id, booking_id) REFERENCES booking_attempt(org_id, id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table member (
  id uuid not null,
  org_id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  locale text,
  password_hash text not null,
  disabled_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint member_pkey PRIMARY KEY (id),
  constraint member_email_once UNIQUE (email),
  constraint member_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint member_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'zh-TW'::text, 'en'::text]))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'service'::text, 'purchaser'::text, 'warehouse'::text, 'picker'::text, 'packer'::text, 'finance'::text, 'readonly'::text])))
);

create table message (
  org_id uuid not null,
  id uuid not null,
  shop_account_id uuid not null,
  external_id text not null,
  buyer_key text not null,
  order_external_id text,
  sender text not null,
  body bytea not null,
  read boolean not null,
  at timestamp with time zone not null,
  constraint message_pkey PRIMARY KEY (org_id, id),
  constraint message_once UNIQUE (org_id, shop_account_id, external_id),
  constraint message_org_id_shop_account_id_fkey FOREIGN KEY (org_id, shop_account_id) REFERENCES account(org_id, id),
  constraint message_sender_check CHECK ((sender = ANY (ARRAY['buyer'::text, 'seller'::text, 'channel'::text])))
);
CREATE INDEX message_of_buyer ON message USING btree (org_id, buyer_key, at);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table order_event (
  org_id uuid not null,
  order_id uuid not null,
  seq integer not null,
  kind text not null,
  move text,
  from_stage text,
  to_stage text,
  actor text not null,
  reason text not null,
  data jsonb,
  at timestamp with time zone not null,
  constraint order_event_pkey PRIMARY KEY (org_id, order_id, seq)
);
CREATE INDEX order_event_by_time ON order_event USING brin (at) WITH (pages_per_range='32', autosummarize='on');
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table order_line (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  channel_sku text not null,
  title text not null,
  image_url text,
  qty integer not null,
  total_minor bigint not null,
  sku_id uuid,
  sku_qty integer,
  elsewhere_qty integer not null default 0,
  constraint order_line_pkey PRIMARY KEY (org_id, order_id, id),
  constraint order_line_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint order_line_org_id_sku_id_fkey FOREIGN KEY (org_id, sku_id) REFERENCES sku(org_id, id),
  constraint order_line_elsewhere CHECK (((elsewhere_qty >= 0) AND (elsewhere_qty <= qty))),
  constraint order_line_mapped_with_qty CHECK (((sku_id IS NULL) = (sku_qty IS NULL))),
  constraint order_line_qty_check CHECK ((qty > 0)),
  constraint order_line_sku_qty_check CHECK ((sku_qty > 0))
);
CREATE INDEX order_line_of_sku ON order_line USING btree (org_id, sku_id, order_id);
CREATE INDEX order_line_unmapped ON order_line USING btree (org_id, channel_sku) WHERE (sku_id IS NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table orders (
  org_id uuid not null,
  id uuid not null,
  order_no text not null,
  shop_account_id uuid not null,
  external_id text not null,
  source_version timestamp with time zone not null,
  stage text not null,
  held boolean not null default false,
  hold_codes text[] not null default '{}'::text[],
  next_try_at timestamp with time zone,
  version integer not null default 1,
  country character(2) not null,
  currency character(3) not null,
  total_minor bigint not null,
  shipping_minor bigint not null,
  tax_minor bigint not null,
  discount_minor bigint not null,
  other_minor bigint not null,
  buyer_key text not null,
  address_hash text not null,
  channel_address_hash text not null,
  payer_key text not null,
  channel_state text not null,
  channel_status text not null,
  payment_declared text not null,
  payment_ref text,
  buyer_note text not null default ''::text,
  requested_service text not null default ''::text,
  placed_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  ship_by_at timestamp with time zone,
  due_at timestamp with time zone not null,
  checked_at timestamp with time zone not null,
  merge_until timestamp with time zone,
  closed_at timestamp with time zone,
  lines_due jsonb,
  cancel_requested boolean not null default false,
  constraint orders_pkey PRIMARY KEY (org_id, id),
  constraint orders_org_id_shop_account_id_fkey FOREIGN KEY (org_id, shop_account_id) REFERENCES account(org_id, id),
  constraint orders_channel_state_check CHECK ((channel_state = ANY (ARRAY['open'::text, 'cancelled'::text, 'shipped'::text, 'partly_shipped'::text]))),
  constraint orders_stage_known CHECK ((stage = ANY (ARRAY['payment'::text, 'review'::text, 'merge'::text, 'parcelled'::text, 'cancelled'::text, 'shipped_elsewhere'::text])))
);
CREATE UNIQUE INDEX orders_external_id_once ON orders USING btree (org_id, external_id text_pattern_ops, shop_account_id);
CREATE INDEX orders_held ON orders USING btree (org_id, stage, due_at, id) INCLUDE (shop_account_id, country, hold_codes) WHERE (hold_codes <> '{}'::text[]);
CREATE INDEX orders_in_room ON orders USING btree (org_id, stage, due_at, id) INCLUDE (shop_account_id, country, hold_codes);
CREATE INDEX orders_of_buyer ON orders USING btree (org_id, buyer_key);
CREATE UNIQUE INDEX orders_order_no_once ON orders USING btree (org_id, order_no text_pattern_ops);
CREATE INDEX orders_payment_ref ON orders USING btree (org_id, payment_ref) WHERE (payment_ref IS NOT NULL);
CREATE INDEX orders_unpaid_payer ON orders USING btree (org_id, payer_key) WHERE ((stage = 'payment'::text) AND (payer_key <> ''::text));
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table org (
  id uuid not null,
  name text not null,
  demo boolean not null default false,
  created_at timestamp with time zone not null,
  constraint org_pkey PRIMARY KEY (id)
);

create table pack_scan (
  org_id uuid not null,
  scan_id uuid not null,
  parcel_id uuid not null,
  sku_id uuid not null,
  actor text not null,
  at timestamp with time zone not null,
  constraint pack_scan_pkey PRIMARY KEY (org_id, scan_id),
  constraint pack_scan_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id)
);
CREATE INDEX pack_scan_of_parcel ON pack_scan USING btree (org_id, parcel_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table parcel (
  org_id uuid not null,
  id uuid not null,
  parcel_no text not null,
  shop_account_id uuid not null,
  stage text not null,
  held boolean not null default false,
  hold_codes text[] not null default '{}'::text[],
  next_try_at timestamp with time zone,
  version integer not null default 1,
  country character(2) not null,
  currency character(3) not null,
  total_minor bigint not null,
  buyer_key text not null,
  address_hash text not null,
  pii_order_id uuid not null,
  weight_g integer not null,
  order_count integer not null,
  due_at timestamp with time zone not null,
  ship_by_at timestamp with time zone,
  paid_at timestamp with time zone,
  pinned boolean not null default false,
  warehouse_id uuid,
  method_id uuid,
  route_set_by text,
  books text,
  booking_id uuid,
  reserved_at timestamp with time zone,
  reserved_visit integer,
  tracking_no text,
  tracking_status text,
  wave_id uuid,
  slot integer,
  printed_count integer not null default 0,
  packed_weight_g integer,
  shipped_at timestamp with time zone,
  delivered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  any_warehouse boolean not null default false,
  warehouse_by_hand boolean not null default false,
  method_by_hand boolean not null default false,
  constraint parcel_pkey PRIMARY KEY (org_id, id),
  constraint parcel_org_id_method_id_fkey FOREIGN KEY (org_id, method_id) REFERENCES shipping_method(org_id, id),
  constraint parcel_org_id_shop_account_id_fkey FOREIGN KEY (org_id, shop_account_id) REFERENCES account(org_id, id),
  constraint parcel_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouse(org_id, id),
  constraint parcel_books_check CHECK ((books = ANY (ARRAY['before_stock'::text, 'after_stock'::text]))),
  constraint parcel_ready_before_picking CHECK (((stage <> ALL (ARRAY['picking'::text, 'labels'::text, 'shipping'::text])) OR ((booking_id IS NOT NULL) AND (reserved_at IS NOT NULL)))),
  constraint parcel_stage_known CHECK ((stage = ANY (ARRAY['routing'::text, 'booking'::text, 'allocation'::text, 'picking'::text, 'labels'::text, 'shipping'::text, 'tracking'::text, 'delivered'::text, 'returned'::text, 'lost'::text, 'expired'::text, 'cancelled'::text])))
);
CREATE INDEX parcel_held ON parcel USING btree (org_id, stage, due_at, id) INCLUDE (shop_account_id, country, warehouse_id, method_id, hold_codes) WHERE (hold_codes <> '{}'::text[]);
CREATE INDEX parcel_in_room ON parcel USING btree (org_id, stage, due_at, id) INCLUDE (shop_account_id, country, warehouse_id, method_id, hold_codes);
CREATE UNIQUE INDEX parcel_no_once ON parcel USING btree (org_id, parcel_no text_pattern_ops);
CREATE INDEX parcel_pinned ON parcel USING btree (org_id, stage, due_at, id) WHERE pinned;
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table parcel_event (
  org_id uuid not null,
  parcel_id uuid not null,
  seq integer not null,
  kind text not null,
  move text,
  from_stage text,
  to_stage text,
  actor text not null,
  reason text not null,
  data jsonb,
  at timestamp with time zone not null,
  constraint parcel_event_pkey PRIMARY KEY (org_id, parcel_id, seq)
);
CREATE INDEX parcel_event_by_time ON parcel_event USING brin (at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX parcel_event_shipped_by ON parcel_event USING btree (org_id, actor, at) WHERE (move = 'ship'::text);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table parcel_line (
  org_id uuid not null,
  parcel_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  qty integer not null,
  constraint parcel_line_pkey PRIMARY KEY (org_id, parcel_id, order_line_id),
  constraint parcel_line_org_id_order_id_order_line_id_fkey FOREIGN KEY (org_id, order_id, order_line_id) REFERENCES order_line(org_id, order_id, id),
  constraint parcel_line_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint parcel_line_qty_check CHECK ((qty > 0))
);
CREATE INDEX parcel_line_of_order ON parcel_line USING btree (org_id, order_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table payment (
  org_id uuid not null,
  id uuid not null,
  payment_account_id uuid not null,
  external_id text not null,
  version timestamp with time zone not null,
  kind text not null,
  state text not null,
  vendor_code text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  fee_minor bigint,
  payer_key text not null default ''::text,
  payer bytea,
  invoice_id text not null default ''::text,
  related_id text,
  at timestamp with time zone not null,
  has_note boolean not null default false,
  matched_minor bigint not null default 0,
  ship_to_hash text,
  warnings text[],
  constraint payment_pkey PRIMARY KEY (org_id, id),
  constraint payment_transaction_once UNIQUE (org_id, external_id, payment_account_id),
  constraint payment_org_id_payment_account_id_fkey FOREIGN KEY (org_id, payment_account_id) REFERENCES account(org_id, id),
  constraint payment_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'reversal'::text, 'hold'::text, 'release'::text, 'conversion'::text, 'other'::text]))),
  constraint payment_never_above_amount CHECK (((matched_minor >= LEAST(amount_minor, (0)::bigint)) AND (matched_minor <= GREATEST(amount_minor, (0)::bigint)))),
  constraint payment_state_check CHECK ((state = ANY (ARRAY['completed'::text, 'pending'::text, 'denied'::text, 'reversed'::text, 'part_refunded'::text]))),
  constraint payment_warnings_known CHECK ((warnings <@ ARRAY['address_unverified'::text, 'unprotected'::text]))
);
CREATE INDEX payment_by_invoice ON payment USING btree (org_id, invoice_id) WHERE (invoice_id <> ''::text);
CREATE INDEX payment_by_payer ON payment USING btree (org_id, payer_key, currency, amount_minor) WHERE ((payer_key <> ''::text) AND (kind = 'payment'::text));
CREATE INDEX payment_by_related ON payment USING btree (org_id, related_id) WHERE (related_id IS NOT NULL);
CREATE INDEX payment_payer_kept ON payment USING btree (org_id, at) WHERE (payer IS NOT NULL);
CREATE INDEX payment_pending ON payment USING btree (org_id, payment_account_id, at) WHERE (state = 'pending'::text);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table payment_match (
  org_id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null,
  currency character(3) not null,
  matched_by text not null,
  at timestamp with time zone not null,
  constraint payment_match_pkey PRIMARY KEY (org_id, order_id, payment_id),
  constraint payment_match_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint payment_match_org_id_payment_id_fkey FOREIGN KEY (org_id, payment_id) REFERENCES payment(org_id, id)
);
CREATE INDEX payment_match_by_payment ON payment_match USING btree (org_id, payment_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table pick_line (
  org_id uuid not null,
  wave_id uuid not null,
  sku_id uuid not null,
  bin text not null,
  qty integer not null,
  picked_qty integer not null default 0,
  surplus_qty integer not null default 0,
  put_back_qty integer not null default 0,
  constraint pick_line_pkey PRIMARY KEY (org_id, wave_id, sku_id),
  constraint pick_line_org_id_wave_id_fkey FOREIGN KEY (org_id, wave_id) REFERENCES wave(org_id, id),
  constraint pick_line_never_above CHECK (((picked_qty >= 0) AND (picked_qty <= qty))),
  constraint pick_line_put_back CHECK ((((put_back_qty >= 0) AND (put_back_qty <= surplus_qty)) AND (surplus_qty <= picked_qty))),
  constraint pick_line_qty_check CHECK ((qty > 0))
);
CREATE INDEX pick_line_to_put_back ON pick_line USING btree (org_id, wave_id) WHERE (surplus_qty > put_back_qty);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table pool_number (
  org_id uuid not null,
  method_id uuid not null,
  number text not null,
  parcel_id uuid,
  constraint pool_number_pkey PRIMARY KEY (org_id, method_id, number),
  constraint pool_number_org_id_method_id_fkey FOREIGN KEY (org_id, method_id) REFERENCES shipping_method(org_id, id)
);
CREATE INDEX pool_number_free ON pool_number USING btree (org_id, method_id, number) WHERE (parcel_id IS NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table print_document (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  page_count integer not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  pick_strip boolean not null,
  bytes bytea,
  constraint print_document_pkey PRIMARY KEY (org_id, id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table print_job (
  org_id uuid not null,
  document_id uuid not null,
  page integer not null,
  parcel_id uuid not null,
  label_sha256 text not null,
  reprint_reason text not null default ''::text,
  at timestamp with time zone not null,
  outcome text,
  outcome_at timestamp with time zone,
  outcome_by text,
  constraint print_job_pkey PRIMARY KEY (org_id, document_id, page),
  constraint print_job_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES print_document(org_id, id),
  constraint print_job_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint print_job_outcome CHECK ((outcome = ANY (ARRAY['good'::text, 'spoiled'::text, 'replaced'::text]))),
  constraint print_job_outcome_has_author CHECK ((((outcome IS NULL) = (outcome_at IS NULL)) AND ((outcome IS NULL) = (outcome_by IS NULL))))
);
CREATE INDEX print_job_of_parcel ON print_job USING btree (org_id, parcel_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table purchase_plan_line (
  org_id uuid not null,
  parcel_id uuid not null,
  sku_id uuid not null,
  warehouse_id uuid not null,
  qty integer not null,
  since timestamp with time zone not null,
  constraint purchase_plan_line_pkey PRIMARY KEY (org_id, parcel_id, sku_id),
  constraint purchase_plan_line_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint purchase_plan_line_qty_check CHECK ((qty > 0))
);
CREATE INDEX purchase_plan_line_of_sku ON purchase_plan_line USING btree (org_id, warehouse_id, sku_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table recount (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  began_at timestamp with time zone not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  done_to timestamp with time zone not null,
  compared_qty integer not null default 0,
  missing_qty integer not null default 0,
  outdated_qty integer not null default 0,
  finished_at timestamp with time zone,
  constraint recount_pkey PRIMARY KEY (org_id, id),
  constraint recount_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id)
);
CREATE INDEX recount_of_account ON recount USING btree (org_id, account_id, began_at);
CREATE UNIQUE INDEX recount_one_at_a_time ON recount USING btree (org_id, account_id) WHERE (finished_at IS NULL);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table reservation (
  org_id uuid not null,
  parcel_id uuid not null,
  sku_id uuid not null,
  warehouse_id uuid not null,
  qty integer not null,
  constraint reservation_pkey PRIMARY KEY (org_id, parcel_id, sku_id),
  constraint reservation_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id),
  constraint reservation_org_id_warehouse_id_sku_id_fkey FOREIGN KEY (org_id, warehouse_id, sku_id) REFERENCES stock_balance(org_id, warehouse_id, sku_id),
  constraint reservation_qty_check CHECK ((qty > 0))
);
CREATE INDEX reservation_of_stock ON reservation USING btree (org_id, warehouse_id, sku_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table route_decision (
  org_id uuid not null,
  parcel_id uuid not null,
  visit integer not null,
  trace json not null,
  at timestamp with time zone not null,
  constraint route_decision_pkey PRIMARY KEY (org_id, parcel_id, visit),
  constraint route_decision_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table rule_set (
  org_id uuid not null,
  decision text not null,
  version integer not null,
  rules jsonb not null,
  activated_at timestamp with time zone not null,
  activated_by text not null,
  constraint rule_set_pkey PRIMARY KEY (org_id, decision, version),
  constraint rule_set_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint rule_set_decision_check CHECK ((decision = ANY (ARRAY['warehouse'::text, 'method'::text])))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table session (
  token_hash bytea not null,
  member_id uuid not null,
  csrf text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  proven_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
);

create table setting (
  org_id uuid not null,
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  constraint setting_pkey PRIMARY KEY (org_id, name),
  constraint setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table shipping_method (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  carrier_account_id uuid,
  service text not null default ''::text,
  books text not null,
  number_source text not null,
  label text not null,
  channel_carrier text not null default ''::text,
  max_weight_g integer,
  countries text[],
  warehouse_ids uuid[],
  limit_minor bigint,
  limit_currency character(3),
  active boolean not null default true,
  version integer not null default 1,
  constraint shipping_method_pkey PRIMARY KEY (org_id, id),
  constraint shipping_method_code_once UNIQUE (org_id, code),
  constraint shipping_method_org_id_carrier_account_id_fkey FOREIGN KEY (org_id, carrier_account_id) REFERENCES account(org_id, id),
  constraint shipping_method_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint shipping_method_api_has_account CHECK (((number_source = 'api'::text) = (carrier_account_id IS NOT NULL))),
  constraint shipping_method_books_check CHECK ((books = ANY (ARRAY['before_stock'::text, 'after_stock'::text]))),
  constraint shipping_method_label_check CHECK ((label = ANY (ARRAY['carrier'::text, 'own'::text]))),
  constraint shipping_method_max_weight_g_check CHECK ((max_weight_g > 0)),
  constraint shipping_method_number_source_check CHECK ((number_source = ANY (ARRAY['api'::text, 'number_pool'::text, 'none'::text])))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table sku (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  name_en text not null,
  name_zh text not null,
  barcode text not null default ''::text,
  image_url text,
  weight_g integer not null,
  declared_name_en text not null default ''::text,
  declared_name_zh text not null default ''::text,
  declared_minor bigint,
  declared_currency character(3),
  hs_code text not null default ''::text,
  origin_country character(2) not null default 'CN'::bpchar,
  version integer not null default 1,
  constraint sku_pkey PRIMARY KEY (org_id, id),
  constraint sku_code_once UNIQUE (org_id, code),
  constraint sku_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint sku_declared_minor_check CHECK ((declared_minor >= 0)),
  constraint sku_weight_g_check CHECK ((weight_g >= 0))
);
CREATE UNIQUE INDEX sku_barcode_once ON sku USING btree (org_id, barcode) WHERE (barcode <> ''::text);
CREATE INDEX sku_code_alike ON sku USING btree (org_id, lower(code));
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table sku_mapping (
  org_id uuid not null,
  shop_account_id uuid not null,
  channel_sku text not null,
  sku_id uuid not null,
  qty integer not null,
  constraint sku_mapping_pkey PRIMARY KEY (org_id, shop_account_id, channel_sku),
  constraint sku_mapping_org_id_shop_account_id_fkey FOREIGN KEY (org_id, shop_account_id) REFERENCES account(org_id, id),
  constraint sku_mapping_org_id_sku_id_fkey FOREIGN KEY (org_id, sku_id) REFERENCES sku(org_id, id),
  constraint sku_mapping_qty_check CHECK ((qty > 0))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table stock_balance (
  org_id uuid not null,
  warehouse_id uuid not null,
  sku_id uuid not null,
  bin text not null default ''::text,
  on_hand_qty integer not null default 0,
  reserved_qty integer not null default 0,
  constraint stock_balance_pkey PRIMARY KEY (org_id, warehouse_id, sku_id),
  constraint stock_balance_org_id_sku_id_fkey FOREIGN KEY (org_id, sku_id) REFERENCES sku(org_id, id),
  constraint stock_balance_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouse(org_id, id),
  constraint stock_balance_never_oversold CHECK (((reserved_qty >= 0) AND (reserved_qty <= on_hand_qty)))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table stock_move (
  org_id uuid not null,
  cause_id uuid not null,
  kind text not null,
  visit integer not null,
  sku_id uuid not null,
  warehouse_id uuid not null,
  on_hand_delta integer not null,
  reserved_delta integer not null,
  actor text not null,
  note text not null default ''::text,
  at timestamp with time zone not null,
  constraint stock_move_one_cause PRIMARY KEY (org_id, cause_id, kind, visit, sku_id),
  constraint stock_move_org_id_warehouse_id_sku_id_fkey FOREIGN KEY (org_id, warehouse_id, sku_id) REFERENCES stock_balance(org_id, warehouse_id, sku_id),
  constraint stock_move_kind_check CHECK ((kind = ANY (ARRAY['receive'::text, 'adjust'::text, 'reserve'::text, 'release'::text, 'ship'::text])))
);
CREATE INDEX stock_move_by_time ON stock_move USING btree (org_id, at);
CREATE INDEX stock_move_of_sku ON stock_move USING btree (org_id, sku_id, at);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table tracking_event (
  org_id uuid not null,
  parcel_id uuid not null,
  external_id text not null,
  status text not null,
  vendor_code text not null,
  text text not null,
  place text not null,
  at timestamp with time zone not null,
  constraint tracking_event_pkey PRIMARY KEY (org_id, parcel_id, external_id),
  constraint tracking_event_org_id_parcel_id_fkey FOREIGN KEY (org_id, parcel_id) REFERENCES parcel(org_id, id)
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table unmasked (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  actor text not null,
  at timestamp with time zone not null,
  constraint unmasked_pkey PRIMARY KEY (org_id, id),
  constraint unmasked_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id)
);
CREATE INDEX unmasked_of_order ON unmasked USING btree (org_id, order_id);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table warehouse (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  address jsonb not null,
  is_default boolean not null default false,
  version integer not null default 1,
  constraint warehouse_pkey PRIMARY KEY (org_id, id),
  constraint warehouse_code_once UNIQUE (org_id, code),
  constraint warehouse_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(id),
  constraint warehouse_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'third_party'::text])))
);
CREATE UNIQUE INDEX warehouse_one_default ON warehouse USING btree (org_id) WHERE is_default;
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))

create table wave (
  org_id uuid not null,
  id uuid not null,
  wave_no text not null,
  warehouse_id uuid not null,
  state text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  picked_at timestamp with time zone,
  parcel_ids uuid[] not null,
  constraint wave_pkey PRIMARY KEY (org_id, id),
  constraint wave_no_once UNIQUE (org_id, wave_no),
  constraint wave_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouse(org_id, id),
  constraint wave_state_check CHECK ((state = ANY (ARRAY['open'::text, 'picked'::text, 'cancelled'::text])))
);
-- row level security, forced: own_org using (org_id = ( SELECT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid AS "nullif"))
