-- A carrier may answer its lists and refuse to book. What it said stands here until it books again or a person has a hand in it:
-- a list that comes says nothing about booking. Null: it was not refused.
alter table account add column booking_error text;
