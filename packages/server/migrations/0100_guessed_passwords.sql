-- Wrong passwords of the last quarter of an hour, counted by all processes together. These tables span companies, so they
-- carry no row-level policy; only people/sql.ts reads them.
create table guess (
  name text primary key, -- a hash: people type passwords into the wrong field
  times timestamptz[] not null,
  last_at timestamptz not null
);
create index guess_by_age on guess (last_at);

-- Browsers in which a member has signed in. Strangers' guesses do not close an account to them.
create table known_device (
  token_hash bytea not null, -- sha-256 of the cookie; the cookie itself is stored nowhere
  member_id uuid not null references member,
  seen_at timestamptz not null,
  primary key (token_hash, member_id)
);
create index known_device_of_member on known_device (member_id, seen_at);
