-- Payloads as they came, stored before anything is made of them. Encrypted: they are full of people's addresses.
create table inbox_item (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  source text not null check (source in ('pull', 'look', 'import')),
  external_id text,
  version timestamptz,
  raw bytea not null,
  raw_hash bytea not null,
  raw_size integer not null,
  state text not null check (state in ('received', 'projected', 'quarantined', 'ignored')),
  error jsonb,
  received_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account,
  constraint inbox_item_same_payload_once unique (org_id, account_id, raw_hash)
);
create index inbox_item_open on inbox_item (org_id, state, id) where state in ('received', 'quarantined');
create index inbox_item_of_order on inbox_item (org_id, account_id, external_id);

create table orders (
  org_id uuid not null,
  id uuid not null,
  order_no text not null,
  shop_account_id uuid not null,
  external_id text not null,
  source_version timestamptz not null,
  stage text not null constraint orders_stage_known check (stage in
    ('payment', 'review', 'merge', 'parcelled', 'cancelled', 'shipped_elsewhere', 'platform_fulfilled')),
  held boolean not null default false,           -- an open hold that no room clears
  hold_codes text[] not null default '{}',       -- all open holds; only hold.ts writes both
  next_try_at timestamptz,
  tries smallint not null default 0,
  version integer not null default 1,
  country char(2) not null,
  currency char(3) not null,
  total_minor bigint not null,
  shipping_minor bigint not null,
  tax_minor bigint not null,
  discount_minor bigint not null,
  other_minor bigint not null,
  buyer_key text not null,      -- keyed hash of the channel's buyer id
  address_hash text not null,   -- keyed hash of the normalised address
  channel_address_hash text not null, -- the same of what the channel said last: a person's correction survives its next version
  payer_key text not null,      -- keyed hash of the buyer's e-mail, '' where the channel hides it
  channel_state text not null check (channel_state in ('open', 'cancelled', 'shipped', 'partly_shipped')),
  channel_status text not null, -- the channel's own words
  payment_declared text not null,
  payment_ref text,
  buyer_note text not null default '',
  requested_service text not null default '',
  placed_at timestamptz not null,
  paid_at timestamptz,
  ship_by_at timestamptz,
  due_at timestamptz not null,      -- ship_by_at, or placed_at + 3 days: the order of every queue
  checked_at timestamptz not null,  -- when the channel was last asked about this order
  merge_until timestamptz,
  parcelled_at timestamptz,
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, shop_account_id) references account,
  constraint orders_external_id_once unique (org_id, shop_account_id, external_id),
  constraint orders_order_no_once unique (org_id, order_no)
) with (fillfactor = 80);
create index orders_in_room on orders (org_id, stage, due_at, id);
create index orders_mergeable on orders (org_id, buyer_key) where stage = 'merge';
create index orders_unpaid_payer on orders (org_id, payer_key) where stage = 'payment' and payer_key <> '';
create index orders_payment_ref on orders (org_id, payment_ref) where payment_ref is not null;

create table order_line (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  channel_sku text not null,
  title text not null,
  image_url text,
  qty integer not null check (qty > 0),      -- as listed on the channel
  total_minor bigint not null,
  sku_id uuid,                               -- null: not mapped yet
  sku_qty integer check (sku_qty > 0),       -- pieces of our SKU for the whole line
  primary key (org_id, order_id, id),
  foreign key (org_id, order_id) references orders,
  foreign key (org_id, sku_id) references sku,
  constraint order_line_mapped_with_qty check ((sku_id is null) = (sku_qty is null))
);
create index order_line_unmapped on order_line (org_id, channel_sku) where sku_id is null;
create index order_line_of_sku on order_line (org_id, sku_id, order_id);

create table buyer_pii (
  org_id uuid not null,
  order_id uuid not null,
  ciphertext bytea, -- {buyerId, email, shipTo}; null once erased
  purge_after timestamptz,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references orders
);
create table order_event (
  org_id uuid not null,
  order_id uuid not null,
  seq integer not null, -- the order's version that this event made
  kind text not null,
  move text,
  from_stage text,
  to_stage text,
  actor text not null,
  reason text not null,
  data jsonb,
  at timestamptz not null,
  primary key (org_id, order_id, seq)
);

create table payment (
  org_id uuid not null,
  id uuid not null,
  payment_account_id uuid not null,
  external_id text not null,
  version timestamptz not null,
  kind text not null check (kind in ('payment', 'refund', 'reversal', 'hold', 'release', 'conversion', 'other')),
  state text not null check (state in ('completed', 'pending', 'denied', 'reversed', 'part_refunded')),
  vendor_code text not null,
  amount_minor bigint not null, -- gross, signed
  currency char(3) not null,
  fee_minor bigint,
  payer_key text not null default '', -- keyed hash of the payer's e-mail
  payer bytea,                        -- encrypted {name, email, note}
  invoice_id text not null default '',
  related_id text,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, payment_account_id) references account,
  constraint payment_transaction_once unique (org_id, payment_account_id, external_id)
);
create index payment_by_reference on payment (org_id, external_id);
create index payment_by_invoice on payment (org_id, invoice_id) where invoice_id <> '';
create index payment_by_related on payment (org_id, related_id) where related_id is not null;
create index payment_by_payer on payment (org_id, payer_key, currency, amount_minor) where payer_key <> '' and kind = 'payment';
create table payment_match (
  org_id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null,
  currency char(3) not null,
  matched_by text not null, -- reference, invoice, payer, person:<id>
  at timestamptz not null,
  primary key (org_id, order_id, payment_id),
  foreign key (org_id, payment_id) references payment,
  foreign key (org_id, order_id) references orders,
  -- One payment proves one order: the same money is never counted twice.
  constraint payment_match_payment_once unique (org_id, payment_id)
);

create table message (
  org_id uuid not null,
  id uuid not null,
  shop_account_id uuid not null,
  external_id text not null,
  buyer_key text not null,
  order_external_id text,
  sender text not null check (sender in ('buyer', 'seller', 'channel')),
  body bytea not null, -- encrypted {subject, text}
  read boolean not null,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, shop_account_id) references account,
  constraint message_once unique (org_id, shop_account_id, external_id)
);
create index message_of_buyer on message (org_id, buyer_key, at);

create table parcel (
  org_id uuid not null,
  id uuid not null,
  parcel_no text not null,
  shop_account_id uuid not null,
  stage text not null constraint parcel_stage_known check (stage in ('routing', 'booking', 'allocation', 'picking', 'labels',
    'shipping', 'tracking', 'delivered', 'returned', 'lost', 'expired', 'cancelled')),
  held boolean not null default false,
  hold_codes text[] not null default '{}',
  next_try_at timestamptz,
  tries smallint not null default 0,
  version integer not null default 1,
  country char(2) not null,
  currency char(3) not null,
  total_minor bigint not null,
  buyer_key text not null,
  address_hash text not null,
  pii_order_id uuid not null, -- the order whose address this parcel goes to
  weight_g integer not null,
  order_count integer not null,
  due_at timestamptz not null,
  ship_by_at timestamptz,
  paid_at timestamptz,
  pinned boolean not null default false,
  warehouse_id uuid,
  method_id uuid,
  route_set_by text, -- a rule never overwrites a person
  books text check (books in ('before_stock', 'after_stock')),
  booking_id uuid,   -- the live booking
  reserved_at timestamptz,
  reserved_visit integer,
  tracking_no text,
  tracking_status text,
  wave_id uuid,
  slot integer,
  printed_count integer not null default 0,
  packed_weight_g integer,
  shipped_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, shop_account_id) references account,
  foreign key (org_id, warehouse_id) references warehouse,
  foreign key (org_id, method_id) references shipping_method,
  constraint parcel_no_once unique (org_id, parcel_no),
  -- No room past allocation without both needs: the journey says it, this refuses it again.
  constraint parcel_ready_before_picking check (stage not in ('picking', 'labels', 'shipping') or (booking_id is not null and reserved_at is not null))
) with (fillfactor = 70);
create index parcel_in_room on parcel (org_id, stage, due_at, id);
create index parcel_of_wave on parcel (org_id, wave_id) where wave_id is not null;
create index parcel_tracking_no on parcel (org_id, tracking_no) where tracking_no is not null;
create table parcel_line (
  org_id uuid not null,
  parcel_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  qty integer not null check (qty > 0),
  primary key (org_id, parcel_id, order_line_id),
  foreign key (org_id, parcel_id) references parcel,
  foreign key (org_id, order_id, order_line_id) references order_line
);
create index parcel_line_of_order on parcel_line (org_id, order_id);
create table parcel_event (like order_event including defaults);
alter table parcel_event rename column order_id to parcel_id;
alter table parcel_event add primary key (org_id, parcel_id, seq);

create table hold (
  org_id uuid not null,
  id uuid not null,
  order_id uuid,
  parcel_id uuid,
  code text not null,
  kind text not null check (kind in ('wait', 'ask', 'fault')),
  source text not null, -- room:payment, channel, member:<id>
  evidence jsonb not null,
  evidence_hash text not null,
  since timestamptz not null,
  released_at timestamptz,
  released_by text,
  reason text,
  primary key (org_id, id),
  constraint hold_of_one_traveller check ((order_id is null) <> (parcel_id is null)),
  constraint hold_release_is_whole check ((released_at is null) = (released_by is null))
);
create unique index hold_order_open_once on hold (org_id, order_id, code) where released_at is null and order_id is not null;
create unique index hold_parcel_open_once on hold (org_id, parcel_id, code) where released_at is null and parcel_id is not null;
create index hold_of_order on hold (org_id, order_id) where order_id is not null;
create index hold_of_parcel on hold (org_id, parcel_id) where parcel_id is not null;
create index hold_open_by_code on hold (org_id, code) where released_at is null;
