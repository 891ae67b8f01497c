-- A new code is compared with all others, whatever their capital letters. Not unique: older catalogues may have both.
create index sku_code_alike on sku (org_id, lower(code));
