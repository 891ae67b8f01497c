-- A payer's note counts as a note of the buyer; most payments have none, and only the others are opened to read it.
alter table payment add column has_note boolean not null default false;
