-- Messages, payment records and trackers that can't be read are kept too, like orders, and can be read again.
alter table inbox_item add column feed text not null default 'orders' constraint inbox_item_feed_known check (feed in ('orders', 'messages', 'payments', 'tracking'));
