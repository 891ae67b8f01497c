-- Whether the buyer's wish to cancel stands in the version we have: a person is asked when it appears, not with every newer
-- version that repeats it. Of older orders the status tells; where it does not, one more question is asked.
alter table orders add column cancel_requested boolean not null default false;
update orders set cancel_requested = true where channel_status like '% / IN\_PROGRESS';
