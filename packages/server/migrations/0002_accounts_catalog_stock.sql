create table account (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null check (kind in ('shop', 'payment', 'carrier')),
  connector text not null,
  name text not null,
  site text not null default '',
  colour text not null default '#0f766e',
  base_url text not null,
  credentials bytea not null, -- encrypted with this row's place as context
  credential_hints jsonb not null default '{}',
  status text not null default 'connected' check (status in ('connected', 'degraded', 'signed_out', 'paused')),
  proven_by text check (proven_by in ('channel', 'own_records')),
  tolerance_minor integer not null default 1 check (tolerance_minor >= 0),
  merge_policy text check (merge_policy in ('ask', 'auto', 'never')),
  merge_wait_minutes integer not null default 60,
  payment_account_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint account_name_once unique (org_id, name)
);
-- How far each feed of an account has been fetched. The cursor moves only in the transaction that stores the page.
create table feed (
  org_id uuid not null,
  account_id uuid not null,
  feed text not null check (feed in ('orders', 'messages', 'payments', 'tracking')),
  synced_to timestamptz not null,       -- everything modified up to here is stored
  next_poll_at timestamptz not null,
  lease_until timestamptz,
  lease_no integer not null default 0,
  last_success_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  failures integer not null default 0,
  primary key (org_id, account_id, feed),
  foreign key (org_id, account_id) references account
);

create table sku (
  org_id uuid not null references org,
  id uuid not null,
  code text not null,
  name_en text not null,
  name_zh text not null,
  barcode text not null default '',
  image_url text,
  weight_g integer not null check (weight_g >= 0),
  declared_name_en text not null default '',
  declared_name_zh text not null default '',
  declared_minor bigint check (declared_minor >= 0),
  declared_currency char(3),
  hs_code text not null default '',
  origin_country char(2) not null default 'CN',
  version integer not null default 1,
  primary key (org_id, id),
  constraint sku_code_once unique (org_id, code)
);
create unique index sku_barcode_once on sku (org_id, barcode) where barcode <> '';
create table sku_mapping (
  org_id uuid not null,
  shop_account_id uuid not null,
  channel_sku text not null,
  sku_id uuid not null,
  qty integer not null check (qty > 0), -- "3-pack" is the SKU times 3
  primary key (org_id, shop_account_id, channel_sku),
  foreign key (org_id, shop_account_id) references account,
  foreign key (org_id, sku_id) references sku
);

create table warehouse (
  org_id uuid not null references org,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('own', 'third_party')),
  address jsonb not null,
  is_default boolean not null default false,
  version integer not null default 1,
  primary key (org_id, id),
  constraint warehouse_code_once unique (org_id, code)
);
create unique index warehouse_one_default on warehouse (org_id) where is_default;
create table shipping_method (
  org_id uuid not null references org,
  id uuid not null,
  code text not null,
  name text not null,
  carrier_account_id uuid,
  service text not null default '',
  books text not null check (books in ('before_stock', 'after_stock')),
  number_source text not null check (number_source in ('api', 'number_pool', 'none')),
  label text not null check (label in ('carrier', 'own')),
  channel_carrier text not null default '', -- the channel's word for this carrier
  max_weight_g integer check (max_weight_g > 0),
  countries text[],                          -- null: everywhere
  warehouse_ids uuid[],                      -- null: from every warehouse
  limit_minor bigint,
  limit_currency char(3),
  active boolean not null default true,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, carrier_account_id) references account,
  constraint shipping_method_code_once unique (org_id, code),
  constraint shipping_method_api_has_account check ((number_source = 'api') = (carrier_account_id is not null))
);
create table pool_number (
  org_id uuid not null,
  method_id uuid not null,
  number text not null,
  parcel_id uuid, -- null: free
  primary key (org_id, method_id, number),
  foreign key (org_id, method_id) references shipping_method
);
create index pool_number_free on pool_number (org_id, method_id, number) where parcel_id is null;
create table rule_set (
  org_id uuid not null references org,
  decision text not null check (decision in ('warehouse', 'method')),
  version integer not null,
  rules jsonb not null,
  activated_at timestamptz not null,
  activated_by text not null,
  primary key (org_id, decision, version)
);

-- Stock is a ledger, its sum and the living promises. The three change only together, in one transaction.
create table stock_balance (
  org_id uuid not null,
  warehouse_id uuid not null,
  sku_id uuid not null,
  bin text not null default '',
  on_hand_qty integer not null default 0,
  reserved_qty integer not null default 0,
  primary key (org_id, warehouse_id, sku_id),
  foreign key (org_id, warehouse_id) references warehouse,
  foreign key (org_id, sku_id) references sku,
  constraint stock_balance_never_oversold check (reserved_qty >= 0 and reserved_qty <= on_hand_qty)
) with (fillfactor = 50);
-- Append only. Cause, kind, visit and SKU name a row once: what is repeated breaks the key instead of the stock.
create table stock_move (
  org_id uuid not null,
  cause_id uuid not null, -- parcel, receipt or count
  kind text not null check (kind in ('receive', 'adjust', 'reserve', 'release', 'ship')),
  visit integer not null, -- the parcel's version when it reserved; 0 elsewhere
  sku_id uuid not null,
  warehouse_id uuid not null,
  on_hand_delta integer not null,
  reserved_delta integer not null,
  actor text not null,
  note text not null default '',
  at timestamptz not null,
  constraint stock_move_one_cause primary key (org_id, cause_id, kind, visit, sku_id),
  foreign key (org_id, warehouse_id, sku_id) references stock_balance
);
create index stock_move_of_sku on stock_move (org_id, sku_id, at);
