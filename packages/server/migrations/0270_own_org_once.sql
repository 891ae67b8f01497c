-- The company is read from the setting once for each statement, not again for each row and each look into an index:
-- a setting is a text, and to make an id of it was a good part of the server's work.
do $$
declare t text;
begin
  for t in select tablename from pg_policies where schemaname = current_schema() and policyname = 'own_org' loop
    execute format('alter policy own_org on %I
      using      (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
      with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', t);
  end loop;
end $$;
