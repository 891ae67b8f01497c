-- One payment may prove several orders, and one order may need several payments. What of a payment is given to orders stands
-- beside its amount: the row itself refuses more than that, whoever writes at the same time.
alter table payment add column matched_minor bigint not null default 0;
alter table payment_match drop constraint payment_match_payment_once;
create index payment_match_by_payment on payment_match (org_id, payment_id);

update payment_match m set amount_minor = case when p.amount_minor < 0 then p.amount_minor else greatest(0, least(m.amount_minor, p.amount_minor)) end
  from payment p where p.org_id = m.org_id and p.id = m.payment_id;
update payment p set matched_minor = m.amount_minor
  from payment_match m where m.org_id = p.org_id and m.payment_id = p.id;

alter table payment add constraint payment_never_above_amount check (matched_minor between least(amount_minor, 0) and greatest(amount_minor, 0));
comment on column payment_match.amount_minor is 'the order''s part; 0: a person said that the payment is not for it, and no room gives it back';
