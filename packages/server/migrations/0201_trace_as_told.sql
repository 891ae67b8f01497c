-- A decision's trace is written once for every parcel and read for few: kept as it was told, it is not taken apart to be stored.
alter table route_decision alter column trace type json using trace::json;
