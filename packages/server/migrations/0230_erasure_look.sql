-- How far what can't be read was looked through for an erasure, and what was sought in it: the next look begins there, or at the
-- beginning where more has become known of the buyer since.
create table erasure_look (
  org_id uuid not null,
  erasure_id uuid not null,
  sought bytea not null, -- a hash of the numbers and keys
  until timestamptz not null, -- whatever was received before this was looked at
  primary key (org_id, erasure_id),
  foreign key (org_id, erasure_id) references erasure
);
alter table erasure_look enable row level security;
alter table erasure_look force row level security;
create policy own_org on erasure_look
  using      (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
