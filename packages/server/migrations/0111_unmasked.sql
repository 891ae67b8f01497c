-- Who took the mask off which buyer, and when (docs/decisions/0020). It names the order and no buyer, so nothing of it is ever erased.
create table unmasked (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  actor text not null, -- as in every history: member:<id>
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders
);
create index unmasked_of_order on unmasked (org_id, order_id);
comment on table unmasked is 'append-only: whose buyers were shown to whom, and when';
alter table unmasked enable row level security;
alter table unmasked force row level security;
create policy own_org on unmasked
  using      (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
