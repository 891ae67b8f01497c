-- What happens at the last scan while a shop's channel can't be asked: ship on the last day's look, or wait until it answers.
alter table account add column outage_policy text not null default 'ship'
  constraint account_outage_policy_known check (outage_policy in ('ship', 'wait'));
