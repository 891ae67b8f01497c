import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "../../packages/server/src/db/embedded.ts";
import { ensureAppRole, migrate } from "../../packages/server/src/db/migrate.ts";

// The embedded server has no pg_dump, so the schema is read from the catalogue: tables, keys, checks, indexes, policies.

type Column = { table: string; name: string; type: string; notNull: boolean; default: string | null };
type Named = { table: string; name: string; text: string };

/** The schema of a database made from nothing by the migrations. */
export async function printSchemaOfScratch(): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "argosy-gen-"));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL's account must pass through
  const server = await startEmbedded({ dataDir, log: () => {}, throwaway: true });
  const owner = new pg.Client(server.url);
  try {
    await owner.connect();
    await migrate(owner);
    await ensureAppRole(owner);
    return await printSchema(owner);
  } finally {
    await owner.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

export async function printSchema(client: pg.ClientBase): Promise<string> {
  const columns = await ask<Column>(client, `
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid) as default
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where c.relnamespace = 'argosy'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`);
  const constraints = await ask<Named>(client, `
    select c.relname as "table", x.conname as name, pg_get_constraintdef(x.oid) as text
      from pg_constraint x join pg_class c on c.oid = x.conrelid
     where x.connamespace = 'argosy'::regnamespace and x.contype in ('p', 'u', 'f', 'c') order by c.relname, array_position(array['p', 'u', 'f', 'c'], x.contype::text), x.conname`);
  const indexes = await ask<Named>(client, `
    select c.relname as "table", i.relname as name, pg_get_indexdef(i.oid) as text
      from pg_index n join pg_class i on i.oid = n.indexrelid join pg_class c on c.oid = n.indrelid
     where c.relnamespace = 'argosy'::regnamespace and not exists (select 1 from pg_constraint x where x.conindid = i.oid) order by c.relname, i.relname`);
  const policies = await ask<Named>(client, `
    select c.relname as "table", p.polname as name, pg_get_expr(p.polqual, p.polrelid) as text
      from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'argosy'::regnamespace order by c.relname, p.polname`);
  const tables = [...new Set(columns.map((column) => column.table))];
  const of = (rows: readonly Named[], table: string) => rows.filter((row) => row.table === table);
  return [
    "-- Printed by `npm run gen` from the catalogue of a freshly migrated database. To change it, write a migration.", "",
    ...tables.flatMap((table) => [
      `create table ${table} (`,
      [
        ...columns.filter((column) => column.table === table).map((c) => `  ${c.name} ${c.type}${c.notNull ? " not null" : ""}${c.default === null ? "" : ` default ${c.default}`}`),
        ...of(constraints, table).map((c) => `  constraint ${c.name} ${c.text}`),
      ].join(",\n"),
      ");",
      ...of(indexes, table).map((index) => `${index.text.replaceAll("argosy.", "")};`),
      ...of(policies, table).map((policy) => `-- row level security, forced: ${policy.name} using ${policy.text}`),
      "",
    ]),
  ].join("\n");
}

const ask = async <Row extends object>(client: pg.ClientBase, text: string): Promise<Row[]> => (await client.query<Row>(text)).rows;
