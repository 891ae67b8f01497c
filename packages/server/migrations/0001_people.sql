-- Who may come in. These tables span companies, so they carry no row-level policy; only people/sql.ts reads them.
create table org (
  id uuid primary key,
  name text not null,
  demo boolean not null default false,
  created_at timestamptz not null
);
create table member (
  id uuid primary key,
  org_id uuid not null references org,
  email text not null constraint member_email_once unique,
  name text not null,
  role text not null check (role in ('owner', 'manager', 'service', 'purchaser', 'warehouse', 'picker', 'packer', 'finance', 'readonly')),
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'zh-TW', 'en')),
  password_hash text not null,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz not null
);
create table session (
  token_hash bytea primary key, -- sha-256 of the cookie; the cookie itself is stored nowhere
  member_id uuid not null references member,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
-- One row that only one process can insert: two set-ups at the same moment make one owner.
create table installation (
  only_one boolean primary key default true check (only_one),
  set_up_at timestamptz not null
);

-- Human numbers per company. Counted under the row's lock, never by a sequence, so that they stay with their company.
create table counter (
  org_id uuid not null references org,
  name text not null,
  last bigint not null,
  primary key (org_id, name)
);
create table setting (
  org_id uuid not null references org,
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  primary key (org_id, name)
);
