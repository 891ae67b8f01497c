import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { seedStatistics } from "./first-statistics.ts";

/** A connection of the database's owner, or a pool of them. */
export type Owner = pg.Pool | pg.ClientBase;
/** One file of the migrations folder. */
type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

export const appRole = "argosy_app";
const packaged = fileURLToPath(new URL("../../migrations/", import.meta.url));

/**
 * Brings the schema `argosy` to the state of this program.
 *
 * Rule    The files `NNNN_name.sql` run in order of their number, each in one transaction with
 *         `search_path = argosy`, and never again. The row that says so is written first: of two starting processes
 *         the second waits on it, finds it taken and goes on. Forward only; a file is never edited once released.
 * Locks   A file waits at most 2 s for a lock that the running shop holds, then it lets the shop go first and is
 *         tried again, five times.
 * Throws  A sentence with its cure: server older than PostgreSQL 15 or not UTF-8; a file that differs from what was
 *         applied; a schema of a newer program; the failing file with the server's words.
 */
export async function migrate(owner: Owner, folder = packaged): Promise<{ applied: string[] }> {
  const files = readMigrations(folder);
  return withClient(owner, async (client) => {
    await refuseUnfitServer(client);
    await makeBookkeeping(client);
    await refuseUnknownHistory(client, files);
    const applied: string[] = [];
    for (const file of files) if (await applyPatiently(client, file)) applied.push(file.name);
    if (applied.length > 0) await seedStatistics(client);
    return { applied };
  });
}

/** The files in order, with checksums that do not depend on how git writes line ends on this machine. */
function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql")).sort();
  const numbers = names.map((name) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  for (const [i, name] of names.entries()) {
    if (!numbers[i]) throw new Error(`Migration ${name}: name it like 0007_what_it_does.sql.`);
    if (i > 0 && numbers[i] === numbers[i - 1]) throw new Error(`Migration ${name}: its number is taken; use the next.`);
  }
  return names.map((name) => {
    const sql = readFileSync(path.join(folder, name), "utf8").replaceAll("\r\n", "\n");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function refuseUnfitServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number; encoding: string }>(`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
           current_setting('server_encoding') as encoding`);
  const { version, number, encoding } = rows[0]!; // one row without a from clause
  if (number < 150000) throw new Error(`Argosy needs PostgreSQL 15 or newer; this server is ${version}.`);
  if (encoding !== "UTF8") {
    throw new Error(`Argosy needs a UTF8 database; this one is ${encoding}. Create it with: encoding 'UTF8'.`);
  }
}

async function makeBookkeeping(client: pg.ClientBase): Promise<void> {
  const there = await client.query("select to_regclass('argosy.migration') is not null as yes");
  if (there.rows[0]?.yes) return; // a user without the right to create anything may still run an up-to-date schema
  // "if not exists" is no guard against the same statement in another session: the loser is told so and looks again.
  const lostTheRace = new Set(["23505", "42P06", "42P07", "42710"]);
  for (let tries = 1; ; tries++) {
    try {
      await client.query("create schema if not exists argosy");
      await client.query(`
        create table if not exists argosy.migration (
          name text primary key,
          checksum text not null,
          applied_at timestamptz not null default now())`);
      return;
    } catch (error) {
      if (tries === 5 || !lostTheRace.has(codeOf(error))) throw error;
    }
  }
}

async function refuseUnknownHistory(client: pg.ClientBase, files: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from argosy.migration order by name",
  );
  for (const { name, checksum } of rows) {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) {
      throw new Error(
        `The database was used by a newer Argosy (it has ${name}, unknown here). ` +
          "Start that version or a later one, or restore a backup made before it.",
      );
    }
    if (file.checksum !== checksum) {
      throw new Error(
        `Migration ${name} differs from what was applied to this database. ` +
          "Restore the file; put the change into a new migration.",
      );
    }
  }
}

/** Applies one file unless it is there already; says whether it did. */
async function applyPatiently(client: pg.ClientBase, file: Migration): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await apply(client, file);
    } catch (error) {
      await client.query("rollback");
      const busy = ["55P03", "40P01"].includes(codeOf(error)); // lock not to be had in time; deadlock victim
      if (!busy) throw new Error(`Migration ${file.name} failed: ${explain(error, file)}`, { cause: error });
      if (tries === 5) throw new Error(`Migration ${file.name} found its tables locked five times. Try again later.`);
      await sleep(1000);
    }
  }
}

async function apply(client: pg.ClientBase, file: Migration): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from argosy.migration where name = $1", [file.name]);
  if (rowCount) return false;
  await client.query("begin");
  await client.query("set local lock_timeout = '10min'"); // another process may be busy with this very file
  const claimed = await client.query(
    "insert into argosy.migration (name, checksum) values ($1, $2) on conflict (name) do nothing",
    [file.name, file.checksum],
  );
  if (!claimed.rowCount) {
    await client.query("rollback");
    return false;
  }
  await client.query("set local lock_timeout = '2s'; set local search_path = argosy");
  await client.query(file.sql);
  await client.query("commit");
  return true;
}

/**
 * Makes the role that the program works under, and gives it the data but nothing else.
 *
 * Rule    `argosy_app` owns nothing, cannot log in, is no superuser and cannot bypass row-level security. It may
 *         read and write every table of the schema `argosy`, except that it only reads the migrations and only
 *         reads and adds to tables whose comment begins with `append-only` (said in the migration that makes them).
 *         Called after `migrate` at every start; harmless when repeated.
 * Answer  `role` is null where the connecting user may neither make nor take that role (a small hosted database):
 *         then the program works as the owner, and *forced* row-level security alone is the second lock behind the
 *         `org_id` in every statement. That is refused for a user who bypasses row-level security.
 * Throws  A sentence with its cure: the role has been given too much, or there is no lock left.
 */
export async function ensureAppRole(owner: Owner): Promise<{ role: string | null }> {
  return withClient(owner, async (client) => {
    const me = await describeUser(client);
    const takable = await makeTakable(client, me);
    if (!takable && me.bypasses) {
      throw new Error(
        `The database user ${me.name} bypasses row-level security and may not use the role ${appRole}. ` +
          `As an administrator run: create role ${appRole}; grant ${appRole} to "${me.name}"; or use another user.`,
      );
    }
    if (!takable) return { role: null };
    await refuseTooMightyRole(client);
    await grantData(client);
    return { role: appRole };
  });
}

type User = { readonly name: string; readonly mayMakeRoles: boolean; readonly bypasses: boolean };

async function describeUser(client: pg.ClientBase): Promise<User> {
  const { rows } = await client.query<User>(`
    select rolname as name, rolsuper or rolcreaterole as "mayMakeRoles", rolsuper or rolbypassrls as bypasses
    from pg_roles
    where rolname = current_user`);
  return rows[0]!; // the current user is always listed
}

/** Roles are shared by all databases of a server, so another Argosy may be doing the same in this moment. */
async function makeTakable(client: pg.ClientBase, me: User): Promise<boolean> {
  const exists = await client.query("select 1 from pg_roles where rolname = $1", [appRole]);
  if (!exists.rowCount) {
    if (!me.mayMakeRoles) return false;
    const said = await attempt(client, `create role ${appRole} nologin nosuperuser nocreatedb nocreaterole nobypassrls`);
    if (said !== null && said !== "42710" && said !== "23505") return false;
  }
  if (await canTake(client)) return true;
  await attempt(client, `grant ${appRole} to current_user`);
  return canTake(client);
}

/** Tried, not looked up: what membership allows has changed from version to version. */
async function canTake(client: pg.ClientBase): Promise<boolean> {
  const refusal = await attempt(client, `set role ${appRole}`);
  await client.query("reset role");
  return refusal === null;
}

/** Null when the statement worked, else its SQLSTATE. */
async function attempt(client: pg.ClientBase, sql: string): Promise<string | null> {
  try {
    await client.query(sql);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

async function refuseTooMightyRole(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from pg_roles where rolname = $1 and (rolsuper or rolbypassrls or rolcreaterole)`,
    [appRole],
  );
  if (!rowCount) return;
  throw new Error(
    `The role ${appRole} can bypass row-level security. As an administrator run: ` +
      `alter role ${appRole} nosuperuser nobypassrls nocreaterole;`,
  );
}

async function grantData(client: pg.ClientBase): Promise<void> {
  await client.query("begin");
  try {
    // Two sessions that grant on one table at once get "tuple concurrently updated": one after the other.
    await client.query("lock table argosy.migration in share row exclusive mode");
    await client.query(`
      grant usage on schema argosy to ${appRole};
      grant select, insert, update, delete on all tables in schema argosy to ${appRole};
      revoke insert, update, delete on argosy.migration from ${appRole};
      alter default privileges in schema argosy grant select, insert, update, delete on tables to ${appRole}`);
    const { rows: appendOnly } = await client.query<{ name: string }>(`
      select oid::regclass::text as name
      from pg_class
      where relnamespace = 'argosy'::regnamespace and obj_description(oid, 'pg_class') like 'append-only%'`);
    for (const { name } of appendOnly) await client.query(`revoke update, delete on ${name} from ${appRole}`);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function withClient<T>(owner: Owner, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  if (!(owner instanceof pg.Pool)) return work(owner);
  const client = await owner.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** The server's words with the line of the file they are about. */
function explain(error: unknown, file: Migration): string {
  const { message, position, detail } = error as { message: string; position?: string; detail?: string };
  const line = position ? file.sql.slice(0, Number(position)).split("\n").length : null;
  return `${message}${detail ? ` (${detail})` : ""}${line === null ? "" : `, line ${line}`}`;
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";
