-- Where the provider knows that a payment goes, as a keyed hash like `orders.address_hash`, and what it says against it.
alter table payment add column ship_to_hash text,
                    add column warnings text[] constraint payment_warnings_known check (warnings <@ array['address_unverified', 'unprotected']);
-- What the payment's room asks about the orders of a shop.
alter table account add column asks_payer_address boolean not null default true,
                    add column asks_unprotected boolean not null default false;
