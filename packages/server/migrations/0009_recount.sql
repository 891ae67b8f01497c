-- Recounts (对账): what a service lists over a longer time, compared by id and version with what is here.
alter table feed drop constraint feed_feed_check;
alter table feed add constraint feed_known check (feed in ('orders', 'messages', 'payments', 'tracking', 'recount'));
alter table inbox_item drop constraint inbox_item_source_check;
alter table inbox_item add constraint inbox_item_source_known check (source in ('pull', 'look', 'import', 'recount'));
-- The hour of UTC at which it is about three in the morning where the account is; nineteen is China.
alter table account add column night_hour smallint not null default 19 constraint account_night_hour check (night_hour between 0 and 23);

create table recount (
  org_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  began_at timestamptz not null,
  from_at timestamptz not null,          -- compared is what lies between the two
  to_at timestamptz not null,
  done_to timestamptz not null,          -- everything up to here is compared, and what was missing is stored
  compared_qty integer not null default 0,
  missing_qty integer not null default 0,  -- there, not here; fetched by it
  outdated_qty integer not null default 0, -- here in an older version; fetched by it
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account
);
create index recount_of_account on recount (org_id, account_id, began_at);
create unique index recount_one_at_a_time on recount (org_id, account_id) where finished_at is null;
alter table recount enable row level security;
alter table recount force row level security;
create policy own_org on recount
  using      (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

-- Accounts that are connected already get theirs. The owner passes the policies for these two statements only.
alter table account no force row level security;
alter table feed no force row level security;
update account set night_hour = case site when 'EBAY_US' then 10 when 'EBAY_CA' then 8 when 'EBAY_GB' then 3 when 'EBAY_DE' then 2 when 'EBAY_FR' then 2
    when 'EBAY_IT' then 2 when 'EBAY_ES' then 2 when 'EBAY_AU' then 17 else 19 end
 where kind = 'shop';
insert into feed (org_id, account_id, feed, synced_to, next_poll_at)
select org_id, id, 'recount', created_at, created_at from account;
alter table account force row level security;
alter table feed force row level security;
