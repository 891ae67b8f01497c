-- A PDF is no paper yet: what came out of the printer is said by a person, page by page.
alter table print_job add column outcome text constraint print_job_outcome check (outcome in ('good', 'spoiled', 'replaced'));
alter table print_job add column outcome_at timestamptz;
alter table print_job add column outcome_by text;
alter table print_job add constraint print_job_outcome_has_author check ((outcome is null) = (outcome_at is null) and (outcome is null) = (outcome_by is null));
create index print_job_of_parcel on print_job (org_id, parcel_id);
