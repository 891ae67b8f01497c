import pg from "pg";
import { assert, present } from "@argosy/core/assert.ts";
import type { NewId } from "@argosy/core/ids.ts";
import type { Clock, Instant } from "@argosy/core/time.ts";
import { answerMs, connectMs, cutWhenSilent, within } from "./outage.ts";
import { inserting, typesOf } from "./rows.ts";
import { compile, Sql, sql } from "./sql.ts";
import type { Vault } from "./vault.ts";

/** The database with everything that must be injected: time, ids, keys. `before` is the choke point of the simulation. */
export type Db = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly vault: Vault;
  readonly before?: (statement: string) => void | Promise<void>;
  /** Plans each statement for its values: for pages, whose filters find one row or half of the table. */
  readonly freshPlans?: true;
};

type Tag<T> = (texts: TemplateStringsArray, ...values: unknown[]) => Promise<T>;

/** One transaction of one company at one moment. SQL takes its time from `now`, never from the server's clock. */
export type Tx = {
  readonly orgId: string;
  readonly now: Instant;
  readonly newId: NewId;
  readonly many: <Row>(texts: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>;
  readonly maybe: <Row>(texts: TemplateStringsArray, ...values: unknown[]) => Promise<Row | null>;
  readonly one: <Row>(texts: TemplateStringsArray, ...values: unknown[]) => Promise<Row>;
  /** Runs a writing statement and answers the number of rows it touched. */
  readonly run: Tag<number>;
  /** Sends a writing statement and goes on while the server runs it. If it fails, the transaction fails for its reason. */
  readonly write: Tag<void>;
  /** Runs a statement that answers one row and commits it at once, beside this transaction: nobody waits for the rest of it, and it stays done. */
  readonly atOnce: <Row>(texts: TemplateStringsArray, ...values: unknown[]) => Promise<Row>;
  /** Inserts rows (camelCase keys = columns; `orgId` is added) as a set, and goes on as `write` does. `ending`: e.g. "on conflict …". */
  readonly insert: (table: string, rows: readonly object[], ending?: string) => Promise<void>;
  /** The same as a piece, for an ending of its own that answers something. */
  readonly insertOf: (table: string, rows: readonly object[]) => Promise<Sql>;
  /**
   * Takes back what `work` has written when it throws, and throws on; the transaction goes on for whoever catches that. One after
   * the other: the server knows no two side by side, and the first to go back would take the other's writes with it.
   */
  readonly savepoint: <T>(work: () => Promise<T>) => Promise<T>;
  readonly seal: (place: string, text: string) => Buffer;
  readonly open: (place: string, sealed: Buffer) => string;
  readonly keyedHash: (text: string) => string;
  readonly searchToken: (text: string) => string;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
// bigint holds money and counts: exact as a number up to 2^53, and a bug above. Times become `Instant`.
const { builtins } = pg.types;
const readBigint = (text: string): number => {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `bigint ${text} is beyond 2^53`);
  return value;
};
const readInstant = (text: string): string => {
  const fraction = text.slice(20, -3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
};
export const pgTypes = {
  getTypeParser: ((oid: number, encoding?: "text" | "binary") => {
    if (oid === builtins.INT8) return readBigint;
    if (oid === builtins.TIMESTAMPTZ) return readInstant;
    return pg.types.getTypeParser(oid, encoding);
  }) as typeof pg.types.getTypeParser,
};

/** `aside`: one connection for what is over at once, whatever the transaction that asks for it waits for. */
export type Pool = pg.Pool & { readonly aside: pg.Pool };

/** Opens the pool as the application's role, which owns nothing and can't pass the row-level policies. */
export function openPool(url: string, max = 10): Pool {
  const [pool, aside] = [connections(url, max), connections(url, 1)];
  const end = pool.end.bind(pool);
  return Object.assign(pool, { aside, end: async () => (await end(), aside.end()) }); // a transaction under way may still ask aside
}

function connections(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url, max, types: pgTypes, application_name: "argosy", pipeline: true, connectionTimeoutMillis: connectMs, query_timeout: answerMs,
    // Done before whoever asked for the connection gets it.
    // No sequential scans: every question has its index, and statistics of a table's first minutes can't be trusted.
    onConnect: async (client) => {
      client.on("error", () => {}); // cut between two statements: the next one fails, and with it the transaction
      await client.query(within(connectMs, `set timezone = 'UTC'; set search_path = argosy; set statement_timeout = '60s';
      set idle_in_transaction_session_timeout = '60s'; set jit = off; set enable_seqscan = off;
      do $$ begin if exists (select from pg_roles where rolname = 'argosy_app') and pg_has_role('argosy_app', 'member')
        then set role argosy_app; end if; end $$`));
    },
  });
  pool.on("error", () => {}); // an idle connection was cut; the next query opens another
  return pool;
}

// Rooms ask the same again and again. A statement with a name is parsed once per connection, and planned once in two seconds
// (`forgetOldPlans`); together that was an eighth of the server's work. Texts that are put together might never end.
const mostKept = 400;
const statementNames = new Map<string, string>();
function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= mostKept) return known;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

function statement(db: Db, { text, values }: { text: string; values: unknown[] }): pg.QueryArrayConfig {
  const name = db.freshPlans ? undefined : nameOf(text);
  return { ...(name !== undefined && { name }), text, values, rowMode: "array" };
}

/**
 * The connection of one transaction. Its statements go out in the order in which they are given, each at once: the server
 * works on one while the next is being put together.
 */
type Wire = {
  readonly client: pg.Client;
  /** Statements that are given together go out in the order in which they are given, however long what comes `before` one takes. */
  readonly inTurn: (before: () => void | Promise<void>) => Promise<void>;
  /** Begins the transaction. It goes out with the first statement: each writing to a socket wakes the server. */
  readonly begin: (text: string) => void;
  /** Throws once the transaction ends: who works beside a question that has failed may go on asking, and the connection is another's by then. */
  readonly ask: (what: string | pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
  /** Sends a statement whose answer nobody needs, and does not wait for it. If it fails, so does whatever comes after it. */
  readonly send: (what: string | pg.QueryArrayConfig) => void;
  /** Why it came to this error: the first statement that has failed, as the server answers to all that follow that the transaction is aborted. */
  readonly causeOf: (error: unknown) => Promise<unknown>;
  /** Goes back to the savepoint. Where there is none, something had failed before it, and the transaction is lost for that reason. */
  readonly goBack: () => Promise<void>;
  /** Ends the transaction, or throws why it can't be: the commit of one in which something has failed is a rollback. */
  readonly commit: () => Promise<void>;
  readonly rollBack: () => Promise<unknown>;
  /** Gives the connection back. One that is `broken` is of no more use. */
  readonly release: (broken: Error | undefined) => void;
};
async function openWire(pool: pg.Pool): Promise<Wire> {
  const client = await pool.connect();
  const endWatch = cutWhenSilent(client, pool.options.connectionString!);
  const { stream } = client.connection;
  let failed: { readonly error: unknown } | null = null;
  let last: Promise<void> = Promise.resolve(); // answers come in order: with the last one all are there
  let turn: Promise<void> = Promise.resolve();
  let keptBack = false;
  let over = false;
  const letGo = (): void => {
    if (keptBack) stream.uncork();
    keptBack = false;
  };
  const note = (error: unknown): never => {
    failed ??= { error };
    throw error;
  };
  const put: Wire["ask"] = (what) => {
    const answer = client.query(what as pg.QueryArrayConfig).catch(note);
    letGo();
    return answer;
  };
  const ask: Wire["ask"] = (what) => {
    assert(!over, "no statement comes after its transaction's end");
    return put(what);
  };
  const send: Wire["send"] = (what) => {
    last = ask(what).then(() => {}, () => {}); // noted
  };
  const end = (text: string): Promise<unknown> => {
    over = true;
    return put(text);
  };
  return {
    client, ask, send,
    inTurn: (before) => (turn = turn.then(before)),
    begin(text) {
      stream.cork();
      send(text);
      keptBack = true;
    },
    async causeOf(error) {
      letGo();
      await last;
      return failed ? failed.error : error;
    },
    goBack: () => ask("rollback to savepoint before_work; release savepoint before_work").then(() => void (failed = null), () => {}),
    rollBack: () => end("rollback"),
    async commit() {
      await end("commit");
      await last;
      if (failed) throw failed.error;
    },
    release(broken) {
      endWatch();
      client.release(broken);
    },
  };
}

async function query(db: Db, wire: Wire, piece: Sql): Promise<{ rows: unknown[][]; names: string[]; count: number }> {
  const compiled = compile(piece);
  await wire.inTurn(() => db.before?.(compiled.text));
  const answer = await wire.ask(statement(db, compiled));
  return { rows: answer.rows as unknown[][], names: answer.fields.map((f) => camel(f.name)), count: answer.rowCount ?? 0 };
}

async function rowsOf<Row>(db: Db, wire: Wire, piece: Sql): Promise<Row[]> {
  const { rows, names } = await query(db, wire, piece);
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) row[names[i]!] = values[i];
    return row as Row;
  });
}

function makeTx(db: Db, wire: Wire, orgId: string): Tx {
  const many = <Row>(texts: TemplateStringsArray, ...values: unknown[]) => rowsOf<Row>(db, wire, sql(texts, ...values));
  const write = async (piece: Sql): Promise<void> => {
    const compiled = compile(piece);
    await wire.inTurn(() => db.before?.(compiled.text));
    wire.send(statement(db, compiled));
  };
  let saving = false;
  const insertOf = async (table: string, rows: readonly object[]) => inserting(table, rows, { orgId }, await typesOf(db.pool, wire, table));
  return {
    orgId,
    now: db.clock.now(),
    newId: db.newId,
    many,
    async maybe<Row>(texts: TemplateStringsArray, ...values: unknown[]) {
      const rows = await many<Row>(texts, ...values);
      assert(rows.length <= 1, `at most one row, got ${rows.length}`);
      return rows[0] ?? null;
    },
    async one<Row>(texts: TemplateStringsArray, ...values: unknown[]) {
      const rows = await many<Row>(texts, ...values);
      assert(rows.length === 1, `exactly one row, got ${rows.length}`);
      return rows[0]!;
    },
    run: async (texts, ...values) => (await query(db, wire, sql(texts, ...values))).count,
    atOnce: (texts, ...values) => oneAtOnce(db, orgId, sql(texts, ...values)),
    write: (texts, ...values) => write(sql(texts, ...values)),
    async insert(table, rows, ending = "") {
      if (rows.length > 0) await write(sql`${await insertOf(table, rows)}${new Sql([` ${ending}`], [])}`);
    },
    insertOf,
    async savepoint(work) {
      assert(!saving, "one savepoint after the other");
      saving = true;
      wire.send("savepoint before_work");
      try {
        const result = await work();
        await wire.ask("release savepoint before_work");
        return result;
      } catch (error) {
        const cause = await wire.causeOf(error);
        await wire.goBack();
        throw cause;
      } finally {
        saving = false;
      }
    },
    seal: (place, text) => db.vault.seal(orgId, place, text),
    open: (place, sealed) => db.vault.open(orgId, place, sealed),
    keyedHash: (text) => db.vault.keyedHash(orgId, text),
    searchToken: (text) => db.vault.searchToken(orgId, text),
  };
}

/** Another process has changed the schema, and with it what a kept statement answers: only a new connection may ask it again. */
const isOutdated = (error: unknown): error is Error => error instanceof Error && "routine" in error && error.routine === "RevalidateCachedQuery";

/** Answers why the connection is of no more use, if it is of none. */
async function rollBack(wire: Wire, error: unknown): Promise<Error | undefined> {
  let broken = isOutdated(error) ? error : undefined;
  await wire.rollBack().catch((e: Error) => (broken = e));
  return broken;
}

/** Not flushed by itself: what is written with its answer is committed later, and the log is flushed in order. */
async function oneAtOnce<Row>(db: Db, orgId: string, piece: Sql): Promise<Row> {
  const wire = await openWire(db.pool.aside);
  let broken: Error | undefined;
  try {
    wire.begin(`begin; set local app.org_id = '${orgId}'; set local synchronous_commit = off`);
    const rows = await rowsOf<Row>(db, wire, piece);
    await wire.commit();
    return present(rows[0], "a row");
  } catch (error) {
    const cause = await wire.causeOf(error);
    broken = await rollBack(wire, cause);
    throw cause;
  } finally {
    wire.release(broken);
  }
}

const retriable = new Set(["40001", "40P01"]); // serialization failure, deadlock victim
const maxTries = 6;
const runsAgain = (error: unknown, attempt: number): boolean =>
  attempt < maxTries && (isOutdated(error) || (error instanceof Error && "code" in error && retriable.has(String(error.code))));

// PostgreSQL keeps the plan of a foreign-key check per connection. One made while a table was empty reads the company's
// whole index for each row later: measured on a first day of 3,000 orders, 4.7 ms a row instead of 0.02 ms.
const plansKeptMs = 2_000;
const plannedAt = new WeakMap<pg.ClientBase, number>();
function forgetOldPlans({ client, send }: Wire): void {
  const now = performance.now();
  const before = plannedAt.get(client);
  if (before !== undefined && now - before < plansKeptMs) return;
  plannedAt.set(client, now);
  send("discard plans");
}

/**
 * Runs `work` in one transaction of one company.
 *
 * Rule    `set local` names the company to the row-level policies and ends with the transaction, so nothing leaks
 *         through the pool. Deadlock victims and outdated statements are run again, at most five times; everything else is the caller's.
 * Throws  What `work` throws, after the rollback. Never call the outside inside: connections run out first.
 */
export async function inOrg<T>(db: Db, orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  assert(uuid.test(orgId), "an org id");
  for (let attempt = 1; ; attempt++) {
    const wire = await openWire(db.pool);
    let broken: Error | undefined;
    try {
      forgetOldPlans(wire);
      wire.begin(`begin; set local app.org_id = '${orgId}'; set local plan_cache_mode = ${db.freshPlans ? "force_custom_plan" : "force_generic_plan"}`);
      const result = await work(makeTx(db, wire, orgId));
      await wire.inTurn(() => db.before?.("commit"));
      await wire.commit();
      return result;
    } catch (error) {
      const cause = await wire.causeOf(error);
      broken = await rollBack(wire, cause);
      if (!runsAgain(cause, attempt)) throw cause;
    } finally {
      wire.release(broken);
    }
  }
}

/** For the tables that span companies: who signs in, and which companies there are. Runs `work` again as `inOrg` does. */
export type Global = Pick<Tx, "many" | "maybe" | "run" | "now" | "newId">;
export async function everywhere<T>(db: Db, work: (tx: Global) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const wire = await openWire(db.pool);
    let broken: Error | undefined;
    try {
      wire.begin("begin");
      const result = await work(makeTx(db, wire, "no company"));
      await wire.commit();
      return result;
    } catch (error) {
      const cause = await wire.causeOf(error);
      broken = await rollBack(wire, cause);
      if (!runsAgain(cause, attempt)) throw cause;
    } finally {
      wire.release(broken);
    }
  }
}
