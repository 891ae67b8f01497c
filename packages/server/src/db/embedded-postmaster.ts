import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync, closeSync, constants, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, realpathSync,
  renameSync, rmSync, writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./embedded-place.ts";

const { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } = constants;

/** The name of the cluster's owner and of Argosy's database in it. */
export const ownerName = "argosy";

/** A server process found through the cluster's `postmaster.pid`. */
export type Postmaster = { readonly pid: number; readonly port: number };

// A desk machine with two cores that runs the shop, the browser and the database together.
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=", // nothing to clean up in /tmp, nothing another user could connect to
  "max_connections=60",
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "checkpoint_timeout=15min",
  "wal_compression=on", // the packaged build has no lz4
  "jit=off",
  "random_page_cost=1.1",
  "max_parallel_workers_per_gather=0", // their memory comes from /dev/shm, 64 MB in many containers
  "max_parallel_maintenance_workers=0",
  "password_encryption=scram-sha-256",
  "timezone=UTC",
  "log_timezone=UTC",
  // A week of server logs. No statement text and no detail: both carry buyers' names.
  "logging_collector=on",
  "log_filename=postgres-%a.log",
  "log_truncate_on_rotation=on",
  "log_rotation_age=1d",
  "log_rotation_size=0",
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
];
const durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
// Test servers only. A killed server loses nothing that it acknowledged, as in earnest; a power cut loses everything.
const fleeting = ["fsync=off", "synchronous_commit=on", "full_page_writes=off"];

/**
 * Makes the cluster if it is not there.
 *
 * Rule    It is made under a draft name and renamed when it is complete, so an interrupted run leaves only a draft,
 *         which the next start removes. Of two processes that do this at once the slower one drops its draft.
 * Throws  A sentence with what initdb said; or that the files belong to another major version, or are damaged.
 */
export async function createCluster(place: Place, throwaway: boolean, log: (line: string) => void): Promise<void> {
  removeDeadDrafts(place.home);
  if (isComplete(place)) return;
  log("creating the database");
  const draft = `${place.home}.new-${process.pid}-${randomBytes(3).toString("hex")}`;
  try {
    await initdb(place, draft, throwaway);
    renameSync(draft, place.home);
  } catch (error) {
    if (existsSync(path.join(place.dataDir, "PG_VERSION"))) return; // another process was faster
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initdb(place: Place, draft: string, throwaway: boolean): Promise<void> {
  mkdirSync(draft, { mode: 0o700 });
  const password = path.join(draft, "password");
  writeFileSync(password, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  if (place.account) for (const file of [draft, password]) chownSync(file, place.account.uid, place.account.gid);
  const options = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  if (throwaway) options.push("--no-sync");
  const secured = ["--auth=scram-sha-256", `--username=${ownerName}`, `--pwfile=${password}`];
  const run = runProgram(place, "initdb", [`--pgdata=${path.join(draft, "data")}`, ...options, ...secured], draft);
  let said = "";
  run.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await ended(run);
  if (code !== 0) {
    const cure = "Free some disk space or choose another folder with --data";
    throw new Error(`The database could not be created (initdb, code ${code}): ${said.trim()}. ${cure}.`);
  }
}

function isComplete(place: Place): boolean {
  const file = path.join(place.dataDir, "PG_VERSION");
  if (!existsSync(file)) {
    if (!existsSync(place.home) || readdirSync(place.home).length === 0) return false;
    throw new Error(`${place.home} is not a complete database. Restore it, or move it away to start with an empty one.`);
  }
  const made = readFileSync(file, "utf8").trim();
  if (made === packagedMajor(place)) return true;
  throw new Error(
    `${place.home} was made by PostgreSQL ${made}; this Argosy brings ${packagedMajor(place)}. ` +
      `Start the Argosy version that made it, or choose another folder with --data.`,
  );
}

function packagedMajor(place: Place): string {
  const said = spawnSync(program(place, "postgres"), ["--version"], { ...place.account, cwd: "/", encoding: "utf8" });
  return /(\d+)[.\w]*\s*$/.exec(said.stdout)?.[1] ?? "";
}

function removeDeadDrafts(home: string): void {
  const draft = new RegExp(`^${path.basename(home)}\\.new-(\\d+)-`);
  for (const name of existsSync(path.dirname(home)) ? readdirSync(path.dirname(home)) : []) {
    const pid = Number(draft.exec(name)?.[1] ?? NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    rmSync(path.join(path.dirname(home), name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The server that runs on the cluster, if one does. A pid that another program has got meanwhile does not count. */
export function findPostmaster(place: Place): Postmaster | null {
  const file = readPidFile(place);
  return file && isPostmasterOf(file.pid, place) ? file : null;
}

/** True when the last server was killed, or the machine under it: one that ends by itself takes its file away. */
export const leftPidFile = (place: Place): boolean => existsSync(pidFile(place));

/** True when npm replaced the programs under a running server: it can no longer load its own libraries. */
export function lostItsPrograms(server: Postmaster): boolean {
  try {
    return readlinkSync(`/proc/${server.pid}/exe`).endsWith(" (deleted)");
  } catch {
    return false; // no /proc here: nothing is known, so nothing is done
  }
}

/**
 * Starts a server on the cluster, in its own process group so that Ctrl-C in our terminal does not reach it.
 * PostgreSQL itself refuses a second server on one cluster; of two starters one child ends at once.
 * `wanted` is the port of a killed one: pools know no other, and to wait until it is free is better than to leave them.
 */
export async function launch(place: Place, throwaway: boolean, wanted: number | null): Promise<ChildProcess> {
  disownReusedPid(place);
  const port = wanted ?? (await freePort(place));
  const all = [...settings, ...(throwaway ? fleeting : durable), `port=${port}`];
  all.push(`log_directory=${path.join(place.home, "logs")}`);
  const said = openSync(startLog(place), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600); // to its end: another starter's server may write there too
  if (place.account) chownSync(startLog(place), place.account.uid, place.account.gid);
  try {
    const args = ["-D", place.dataDir, ...all.flatMap((setting) => ["-c", setting])];
    const child = runProgram(place, "postgres", args, place.home, said);
    child.unref();
    return child;
  } finally {
    closeSync(said);
  }
}

/**
 * Ends a server that we have launched while another one was faster, and waits until it is gone. By itself it would end when it sees
 * the other's lock file; but on a busy machine it may look so late that the other has been stopped already, and would run on with nobody to stop it.
 */
export async function dismiss(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL"); // it has no file and no memory yet
  await gone;
}

/** Why the last server ended: what its log says of its death, as that the disk is full; else what it said before its log was open. */
export function lastWords(place: Place): string {
  const said = readIfThere(startLog(place)).trim();
  const openedAt = /^(\S+ \S+) .*redirecting log output/m.exec(said)?.[1]; // its lines begin with the time, as those of the log
  if (openedAt === undefined) return said;
  const lines = listIfThere(path.join(place.home, "logs")).flatMap((file) => readEnd(file).split("\n"));
  return lines.filter((line) => line >= openedAt && /PANIC: |No space left on device/.test(line)).toSorted().at(-1)?.replace(/^\S+ \S+ \S+ \[\d+\] /, "") ?? said;
}

const startLog = (place: Place): string => path.join(place.home, "start.log");

export const readPassword = (place: Place): string => readFileSync(path.join(place.home, "password"), "utf8").trim();

/**
 * Ends the server and waits until its files are at rest; open sessions are cut off, running ones rolled back.
 * Quietly done when it is already gone.
 * Rule    It ends the server that runs now, and no other: pg_ctl's own wait takes whoever starts on the cluster within a tenth of a
 *         second after it for the same, waits a minute for his end and then breaks him off.
 */
export async function stopPostmaster(place: Place): Promise<void> {
  const server = findPostmaster(place);
  const runs = (): boolean => server !== null && findPostmaster(place)?.pid === server.pid;
  for (const mode of ["fast", "immediate"]) {
    if (!runs()) return;
    await ended(runProgram(place, "pg_ctl", ["stop", "-D", place.dataDir, "-m", mode, "-W", "-s"], place.home));
    for (const until = performance.now() + 60_000; runs() && performance.now() < until; ) await sleep(25);
  }
}

function runProgram(place: Place, name: string, args: string[], cwd: string, output?: number): ChildProcess {
  // A clean environment: PGPORT, PGDATA or LC_ALL of the person's shell must not reach the server. (Windows programs
  // do not start without some of theirs.)
  const env = process.platform === "win32" ? undefined : { LC_ALL: "C" };
  const out = output ?? ("pipe" as const);
  const stdio: ("ignore" | "pipe" | number)[] = ["ignore", output ?? "ignore", out];
  return spawn(program(place, name), args, { ...place.account, cwd, env, stdio, detached: output !== undefined });
}

const program = (place: Place, name: string): string =>
  path.join(place.binDir, process.platform === "win32" ? `${name}.exe` : name);

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

const pidFile = (place: Place): string => path.join(place.dataDir, "postmaster.pid");

function readPidFile(place: Place): Postmaster | null {
  const lines = readIfThere(pidFile(place)).split("\n"); // pid, folder, start, port, …
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  return pid > 0 ? { pid, port: Number.isNaN(port) ? 0 : port } : null;
}

/**
 * After a power cut the pid in `postmaster.pid` may belong to an innocent program, and PostgreSQL would refuse to
 * start. Only the pid is replaced, by one that cannot exist: the file's other lines let PostgreSQL check that no
 * orphan of the old server still uses its memory, which deleting the file would not.
 */
function disownReusedPid(place: Place): void {
  const file = readPidFile(place);
  if (!file || !isAlive(file.pid) || isPostmasterOf(file.pid, place)) return;
  const [, ...rest] = readIfThere(pidFile(place)).split("\n");
  if (readPidFile(place)?.pid === file.pid) writeFileSync(pidFile(place), ["999999999", ...rest].join("\n"));
}

/** Is the server of this cluster behind a pid? Linux tells where it stands, macOS what it was started with, Windows nothing. */
export function isPostmasterOf(pid: number, place: Place, platform: NodeJS.Platform = process.platform): boolean {
  if (!isAlive(pid)) return false;
  if (platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.dataDir); // a server stands in its data folder
    } catch {
      return false; // another user's process: not ours
    }
  }
  if (platform === "win32") return true;
  const { stdout } = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }); // ww: cut at no width
  return stdout?.includes("postgres") && stdout.includes(`-D ${place.dataDir} `);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The port of the last time if it is free, else any; remembered, so that an address noted by a person stays true. */
async function freePort(place: Place): Promise<number> {
  const file = path.join(place.home, "port");
  const last = Number(readIfThere(file)) || 0;
  let port = await listenable(last);
  for (let tries = 1; port === null && tries < 5; tries++, await sleep(100)) port = await listenable(last); // another starter only tries it too
  port ??= await listenable(0);
  if (port === null) throw new Error("No free port on 127.0.0.1 for the database.");
  if (port !== last) writeFileSync(file, `${port}\n`);
  return port;
}

function listenable(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer((taken) => taken.destroy()); // by another starter, who takes it for the server: both would wait for his patience to end
    probe.once("error", () => resolve(null));
    probe.listen({ host: "127.0.0.1", port }, () => {
      const bound = probe.address();
      probe.close(() => resolve(bound !== null && typeof bound === "object" ? bound.port : null));
    });
  });
}

function listIfThere(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function readEnd(file: string): string {
  const log = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(16_384);
    const from = Math.max(0, fstatSync(log).size - bytes.length);
    return bytes.toString("utf8", 0, readSync(log, bytes, 0, bytes.length, from));
  } finally {
    closeSync(log);
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
