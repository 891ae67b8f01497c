import { realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Config } from "../config.ts";
import { findPlace } from "../db/embedded-place.ts";
import { findPostmaster } from "../db/embedded-postmaster.ts";
import { startEmbedded, type Embedded } from "../db/embedded.ts";
import { ensureAppRole, migrate } from "../db/migrate.ts";
import { isOutage } from "../db/outage.ts";
import { openPool, type Pool } from "../db/tx.ts";
import { readKept } from "./data-dir.ts";
import { CannotStart, step, wordsOf, type Say } from "./say.ts";

export type Database = {
  readonly pool: Pool;
  readonly stop: () => Promise<void>;
};
/**
 * `whole`: this is the one whole Argosy of its data directory. `beside`: one runs there, and this process only adds pages to it.
 */
type Server = Pick<Embedded, "url" | "stop"> & { readonly whole: boolean; readonly beside: boolean };

/**
 * Brings up the database: embedded or given, migrated, with a pool that works as the application's role.
 * Throws  CannotStart with the cure: unreachable, wrong password, older than PostgreSQL 15, schema of a newer program;
 *         or a whole Argosy runs on this data directory already.
 */
export async function startDatabase(config: Pick<Config, "databaseUrl" | "dataDir" | "web" | "worker">, say: Say): Promise<Database & Pick<Server, "whole" | "beside"> & { readonly ownerless: boolean }> {
  const server: Server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => {}, whole: false, beside: false }
    : await takePlace(config, say);
  try {
    const ownerless = await step(say, "preparing the database", () => (config.databaseUrl === null ? evenIfKilled(() => prepare(server.url, false)) : prepare(server.url, true)));
    const pool = openPool(server.url);
    return { pool, stop: async () => (await pool.end(), server.stop()), whole: server.whole, beside: server.beside, ownerless };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Joins the database of an installation that runs; never starts one and never changes its schema.
 * Throws  CannotStart when nobody runs it.
 */
export async function joinDatabase(config: Pick<Config, "databaseUrl" | "dataDir">): Promise<Database> {
  if (config.databaseUrl === null && findPostmaster(findPlace(config.dataDir)) === null)
    throw new CannotStart(`No Argosy runs on ${config.dataDir}. Start it with npm start, then try again.`);
  const server = config.databaseUrl ? { url: config.databaseUrl, stop: async () => {} } : await embedded(config.dataDir, () => {});
  const pool = openPool(server.url, 2);
  const database = { pool, stop: async () => (await pool.end(), server.stop()) };
  try {
    const { rows } = await pool.query<{ there: boolean }>("select to_regclass('argosy.migration') is not null as there");
    if (rows[0]?.there) return database;
  } catch (error) {
    await database.stop();
    throw new CannotStart(unreachable(server.url, error));
  }
  await database.stop();
  throw new CannotStart("The database holds no Argosy yet. Start it once with npm start, then try again.");
}

async function embedded(dataDir: string, say: Say) {
  try {
    return await startEmbedded({ dataDir, log: say });
  } catch (error) {
    throw new CannotStart(wordsOf(error));
  }
}

const killedMs = 30_000;
const afterOthersMs = 2_000; // whoever held the place before the server was killed has taken it again by then

/** Asks again when the embedded server was killed under our feet: whoever is alive brings it back at the same port. */
async function evenIfKilled<T>(work: (again: boolean) => Promise<T>): Promise<T> {
  const since = performance.now();
  for (let again = false; ; again = true, await sleep(500))
    try {
      return await work(again);
    } catch (error) {
      if (!isLost(error) || performance.now() - since > killedMs) throw error;
    }
}

const isLost = (error: unknown): boolean => error instanceof Error && (isOutage(error) || isLost(error.cause));

/** The address of the whole Argosy that runs on a data directory; not there while that one is starting. */
export const addressFile = "address";
/** Who backs up the data directory believes to have everything. */
export function sayPlace(home: string, dataDir: string, say: Say): void {
  if (path.dirname(home) !== realpathSync(dataDir)) say(`The database lies in ${home}, outside of ${dataDir}: back up both.`);
}

const wholeArgosy = 4601; // beside the number of `embedded.ts`
const patienceMs = 4_000; // one that was just told to stop gives its place up within this time

/**
 * Joins the embedded database, a whole Argosy as the only one of its data directory. Who typed `npm start` twice wants the
 * one that runs, or another installation, and never two that fetch and ask for their owner side by side. Parts, told apart
 * by `--web-only` and `--worker-only`, may be as many as one likes.
 * Crash   The lock goes with its connection, however the process dies; where the server dies, see `holdPlace`.
 */
async function takePlace({ dataDir, web, worker }: Pick<Config, "dataDir" | "web" | "worker">, say: Say): Promise<Server> {
  const server = await step(say, "starting the database", () => embedded(dataDir, say));
  sayPlace(server.home, dataDir, say);
  if (!web) return { ...server, whole: false, beside: false };
  const { mine, leave } = await step(say, `looking whether another Argosy has ${dataDir}`, () => evenIfKilled((again) => holdPlace(server.url, worker ? patienceMs : 0, again || server.perhapsKilled ? afterOthersMs : 0)));
  if (worker && mine) rmSync(path.join(dataDir, addressFile), { force: true });
  if (worker && mine) return { url: server.url, stop: async () => (await leave(), server.stop()), whole: true, beside: false };
  await leave();
  if (!worker) return { ...server, whole: false, beside: !mine };
  await server.stop();
  const address = readKept(dataDir, addressFile)?.trim();
  throw new CannotStart(
    `Argosy already runs on ${dataDir}${address ? `: open ${address}` : " and is just starting"}. For a second installation name a folder of its own: npm start -- --data DIR --port N. To add a process to the running one, add --web-only or --worker-only.`,
  );
}

/** Takes the lock; when its server dies and is started again, the lock is taken again as soon as that one answers. */
async function holdPlace(url: string, ms: number, graceMs: number): Promise<{ mine: boolean; leave: () => Promise<void> }> {
  let left = false;
  let taking: Promise<void> = Promise.resolve();
  let place = await openPlace(url);
  const watch = (): unknown => place.once("end", () => left || (taking = takeAgain()));

  async function takeAgain(): Promise<void> {
    for (; !left; await sleep(200))
      try {
        place = await openPlace(url);
        if (!left && (await lockWithin(url, place, Infinity))) return void watch();
      } catch {
        await place.end().catch(() => {}); // not up yet, or gone again
      }
  }
  async function leave(): Promise<void> {
    left = true;
    await place.end().catch(() => {});
    await taking;
    await place.end().catch(() => {}); // it may have been opened meanwhile
  }
  await sleep(graceMs);
  const mine = await lockWithin(url, place, ms);
  if (mine) watch();
  return { mine, leave };
}

async function openPlace(url: string): Promise<pg.Client> {
  const place = new pg.Client({ connectionString: url, application_name: "argosy whole", keepAlive: true, connectionTimeoutMillis: 5_000 });
  place.on("error", () => {}); // "end" follows, and that is what counts
  await place.connect();
  return place;
}

/**
 * Trap    In a server just killed the sessions end one after the other: one that still answers gets the lock of one that is
 *         gone already. A lock counts when a new session can be opened after it: that takes a server that lives.
 */
async function lockWithin(url: string, place: pg.Client, ms: number): Promise<boolean> {
  for (const since = performance.now(); ; await sleep(200)) {
    const { rows } = await place.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [wholeArgosy]);
    if (rows[0]?.mine) {
      await (await openPlace(url)).end();
      await place.query("select 1"); // and ours is one of its sessions: a new server comes up after the last of the old is gone
      return true;
    }
    if (performance.now() - since >= ms) return false;
  }
}

/** Answers whether the installation still waits for its owner. */
async function prepare(url: string, given: boolean): Promise<boolean> {
  const owner = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "argosy start" });
  owner.on("error", () => {}); // the statement under way reports it
  try {
    await owner.connect();
  } catch (error) {
    throw new CannotStart(given ? unreachable(url, error) : `The embedded database does not answer: ${wordsOf(error)}`, { cause: error });
  }
  try {
    await migrate(owner);
    await ensureAppRole(owner);
    return (await owner.query("select 1 from argosy.installation")).rowCount === 0;
  } catch (error) {
    throw new CannotStart(wordsOf(error), { cause: error });
  } finally {
    await owner.end();
  }
}

/** Names host, port and database, never the password. */
function unreachable(url: string, error: unknown): string {
  const { hostname, port, pathname, username } = new URL(url);
  const { code } = error as { code?: string };
  const where = `The database ${pathname.slice(1)} at ${hostname}:${port || 5432}`;
  if (code === "28P01" || code === "28000") return `${where} does not let the user ${username} in. Correct user or password in DATABASE_URL.`;
  if (code === "3D000") return `${where} does not exist. Create it, or correct its name in DATABASE_URL.`;
  return `${where} does not answer (${wordsOf(error)}). Start it, or correct DATABASE_URL; without DATABASE_URL Argosy brings its own.`;
}
