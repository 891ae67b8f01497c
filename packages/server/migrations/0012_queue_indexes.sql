-- Whoever a person has pinned goes first. They are few: the room's own index gives the order of all others.
create index parcel_pinned on parcel (org_id, stage, due_at, id) where pinned;
-- These bytes are packed or encrypted already: PostgreSQL would try to pack each again, in vain.
alter table inbox_item alter column raw set storage external;
alter table label_file alter column bytes set storage external;
