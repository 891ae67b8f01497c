-- A parcel's row changes at every stage, and with it an entry in each of its indexes. What a wave holds is written on the wave, once; a
-- tracking number is found by the booking that gave it.
alter table wave add column parcel_ids uuid[] not null default '{}';
-- The owner passes the policies for this statement only.
alter table wave no force row level security;
alter table parcel no force row level security;
update wave w set parcel_ids = array(select p.id from parcel p where p.org_id = w.org_id and p.wave_id = w.id order by p.slot);
alter table parcel force row level security;
alter table wave force row level security;
alter table wave alter column parcel_ids drop default;
drop index parcel_of_wave;

drop index parcel_tracking_no;
-- What is unique stays unique; own numbers lie in it as well, so that every living number is found.
drop index booking_attempt_number_once;
create unique index booking_attempt_number_once on booking_attempt (org_id, tracking_no, carrier_account_id) where state in ('booked', 'handed_over');
