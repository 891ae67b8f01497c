-- When this session's member last gave the password: acts that hurt ask for a recent one. Null is never.
alter table session add column proven_at timestamptz;
update session set proven_at = created_at;
