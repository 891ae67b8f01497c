import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findPlace, type Place } from "./embedded-place.ts";
import {
  createCluster, dismiss, findPostmaster, lastWords, launch, leftPidFile, lostItsPrograms, ownerName, readPassword, stopPostmaster,
} from "./embedded-postmaster.ts";

export type Embedded = {
  /** Connects as the cluster's owner to the database `argosy`. Carries the password: never log it. */
  readonly url: string;
  /** The folder of the cluster; see `findPlace` for where that is. */
  readonly home: string;
  /** True when a server left by another process was found running. */
  readonly adopted: boolean;
  /** True when the server was, or may just have been, started again after a kill: others may be taking their locks again. */
  readonly perhapsKilled: boolean;
  /** Leaves the database; the last one to leave stops it. Called twice it does nothing more. */
  stop(): Promise<void>;
};

type Options = {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** For tests: no fsync. A crash of the machine may lose everything. */
  readonly throwaway?: boolean;
};
/** `over` is kept when the lifeline ends, as early as that may be. */
type Lifeline = { readonly lifeline: pg.Client; readonly over: Promise<void>; readonly port: number; readonly adopted: boolean };
/** `killed`: no server ran, and the last one had not ended by itself. */
type Session = Lifeline & { readonly killed: boolean };

// One number for "somebody uses this server", known to every Argosy process on the cluster.
const inUse = 4600;

/**
 * Brings up the embedded PostgreSQL of a data directory, or joins the one that runs there.
 *
 * Rule    One server per data directory, any number of Argosy processes. Each holds one session with a shared lock,
 *         its lifeline; the kernel ends it with the process, however that dies. Who leaves asks for the lock alone:
 *         who gets it was the last and stops the server; a newcomer waits for that lock and then starts anew. So it
 *         does not matter who started the server, and one left by a killed process is adopted and later stopped.
 *         (The lock governs this server's life only. No business rule depends on it.)
 * Crash   A killed server is started again by whoever is alive, at the same port, so that a pool reconnects; one that
 *         can't start, as on a full disk, is tried again until it does.
 * Throws  A sentence with its cure: see `findPlace` and `createCluster`; or the server's own last words.
 */
export async function startEmbedded(options: Options): Promise<Embedded> {
  const place = findPlace(options.dataDir);
  await createCluster(place, options.throwaway ?? false, options.log);
  const first = await join(place, options);
  await ensureDatabase(first.lifeline);
  const keeper = keep(place, options, first);
  const url = `postgres://${ownerName}:${readPassword(place)}@127.0.0.1:${first.port}/${ownerName}`;
  const perhapsKilled = first.adopted ? await isYoung(first.lifeline) : first.killed;
  return { url, home: place.home, adopted: first.adopted, perhapsKilled, stop: keeper.stop };
}

async function isYoung(lifeline: pg.Client): Promise<boolean> {
  const { rows } = await lifeline.query<{ young: boolean }>("select pg_postmaster_start_time() > clock_timestamp() - interval '5 seconds' as young");
  return rows[0]!.young;
}

/** Watches the lifeline: brings the server back when it dies, and lets go of it when asked to stop. */
function keep(place: Place, options: Options, first: Session): { stop(): Promise<void> } {
  let session: Session | null = null;
  let stopping: Promise<void> | null = null;
  let reviving: Promise<void> = Promise.resolve();
  const hurry = new AbortController();

  function hold(next: Session): void {
    session = next;
    void next.over.then(() => {
      session = null;
      if (!stopping) reviving = revive();
    });
  }
  /** Tries until it is told to stop: a full disk is emptied in an hour, and nobody should have to know us for that. */
  async function revive(): Promise<void> {
    options.log("the database has stopped; starting it again");
    const said = new Set<string>();
    for (let waitMs = 1_000; !stopping; waitMs = Math.min(2 * waitMs, 30_000)) {
      try {
        const next = await join(place, options, 10, first.port);
        options.log(next.port === first.port ? "the database runs again" : "its port was taken meanwhile: please restart Argosy");
        return hold(next);
      } catch (error) {
        const { message } = error as Error;
        if (!said.has(message)) options.log(message);
        said.add(message);
      }
      await sleep(waitMs, undefined, { signal: hurry.signal }).catch(() => undefined);
    }
  }
  async function stop(): Promise<void> {
    hurry.abort();
    await reviving;
    if (session) await leave(place, session.lifeline);
  }
  hold(first);
  return { stop: () => (stopping ??= stop()) };
}

async function leave(place: Place, lifeline: pg.Client): Promise<void> {
  try {
    await lifeline.query("select pg_advisory_unlock_shared($1)", [inUse]);
    const { rows } = await lifeline.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [inUse]);
    if (rows[0]?.alone) await stopPostmaster(place);
  } catch {
    // The server went away by itself: there is nothing left to stop.
  } finally {
    await lifeline.end().catch(() => undefined);
  }
}

/** Finds a running server or starts one, at this port if one is named, until a lifeline to it is open. */
async function join(place: Place, options: Options, mostTries = 50, port: number | null = null): Promise<Session> {
  let killed = false;
  for (let tries = 1; ; tries++) {
    const running = findPostmaster(place);
    if (!running) killed ||= leftPidFile(place);
    if (running && lostItsPrograms(running)) {
      await stopPostmaster(place);
      continue;
    }
    const child = running ? null : await launch(place, options.throwaway ?? false, port);
    const session = await untilReady(place, child, options.log);
    if (session) return { ...session, killed };
    const words = lastWords(place);
    if (tries === mostTries || (child && !worthAnotherTry(words, tries)))
      throw new Error(`The database does not start: ${words || "it could not even write why; the disk may be full"}`);
    await sleep(200);
  }
}

/**
 * Another starter was faster, or is just writing its lock file; orphans of a killed server still use its memory for a
 * moment; the port was just taken; or the server ended after it had begun to log elsewhere, which says nothing yet.
 * No words at all: another starter has just emptied the file for his own; on a full disk it stays so.
 */
function worthAnotherTry(words: string, tries: number): boolean {
  return words === "" ? tries < 5 : /lock file .* (already exists|is empty)|redirecting log output|pre-existing shared memory|could not create any TCP|Address already in use/.test(words);
}

/** Waits as long as the server lives: recovery after a crash takes what it takes. Null when the server has ended. */
async function untilReady(place: Place, child: ChildProcess | null, log: (line: string) => void): Promise<Lifeline | null> {
  const since = performance.now();
  let nextWord = 2;
  let failed: Error | null = null;
  child?.once("error", (error) => (failed = error));
  for (;;) {
    const server = findPostmaster(place);
    const opened = server && server.port > 0 ? await openLifeline(place, server.port) : null;
    if (server && opened) {
      if (child && server.pid !== child.pid) await dismiss(child);
      return { ...opened, port: server.port, adopted: server.pid !== child?.pid };
    }
    if (failed) throw failed;
    if (child ? child.exitCode !== null || child.signalCode !== null : server === null) return null;
    const elapsedS = (performance.now() - since) / 1000;
    if (elapsedS > nextWord) {
      log(`the database is getting ready … ${Math.round(elapsedS)} s`);
      nextWord += 5;
    }
    await sleep(25);
  }
}

// While the server starts, recovers or stops it answers with one of these, or not at all.
const notYet = new Set(["57P03", "57P01", "57P02", "ECONNREFUSED", "ECONNRESET", "EPIPE", "53300"]);

async function openLifeline(place: Place, port: number): Promise<Pick<Lifeline, "lifeline" | "over"> | null> {
  const lifeline = new pg.Client({
    host: "127.0.0.1", port, user: ownerName, password: readPassword(place), database: "postgres", ssl: false,
    application_name: "argosy lifeline", connectionTimeoutMillis: 5000, keepAlive: true,
  });
  lifeline.on("error", () => undefined); // "end" follows, and that is what counts
  const over = new Promise<void>((resolve) => lifeline.once("end", resolve));
  try {
    await lifeline.connect();
    await lifeline.query("select pg_advisory_lock_shared($1)", [inUse]);
    return { lifeline, over };
  } catch (error) {
    await lifeline.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? "";
    const cutOff = /terminated|timeout|Connection ended/i.test((error as Error).message);
    if (notYet.has(code) || cutOff) return null;
    throw new Error(`The database of ${place.home} refuses us: ${(error as Error).message}`);
  }
}

async function ensureDatabase(lifeline: pg.Client): Promise<void> {
  const { rowCount } = await lifeline.query("select 1 from pg_database where datname = $1", [ownerName]);
  if (rowCount) return;
  try {
    await lifeline.query(`create database ${ownerName}`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== "42P04" && code !== "23505") throw error; // another process made it in the same moment
  }
}
