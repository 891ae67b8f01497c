-- Labels that a carrier did not take back: the accounts page asks for them, and they are few among all that were bought.
create index booking_attempt_to_give_back on booking_attempt (org_id, updated_at) where state in ('cancelling', 'cancel_failed');
