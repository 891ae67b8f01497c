-- A payment's row changes once more, when it is matched: room on its page spares eight index entries.
alter table payment set (fillfactor = 85);
