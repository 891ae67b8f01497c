-- Who asked that a buyer be forgotten (docs/decisions/0014). The buyer is named by the keyed hash alone. The row stays, so that
-- orders still on their way follow, and what a channel tells once more is erased once more.
create table erasure (
  org_id uuid not null,
  id uuid not null,
  shop_account_id uuid not null,
  buyer_key text not null,
  actor text not null, -- as in every history: member:<id>
  reason text not null,
  at timestamptz not null, -- what was bought or written later is not meant
  primary key (org_id, id),
  foreign key (org_id, shop_account_id) references account
);
create index erasure_by_time on erasure (org_id, at);
comment on table erasure is 'append-only: who asked that which buyer be forgotten, and when';
alter table erasure enable row level security;
alter table erasure force row level security;
create policy own_org on erasure
  using      (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
