-- What the channel says an order holds now, where a parcel of it was made already: applied when that parcel is taken apart.
alter table orders add column lines_due jsonb;
