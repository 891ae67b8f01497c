-- A member who never chose a language reads in that of the browser.
alter table member alter column locale drop not null, alter column locale drop default;
