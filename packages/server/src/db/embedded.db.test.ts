import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { findPlace } from "./embedded-place.ts";
import { isPostmasterOf } from "./embedded-postmaster.ts";
import { startEmbedded, type Embedded } from "./embedded.ts";

let made: string; // an empty stopped cluster, copied for each test because making one takes a second
let dataDir: string;
let log: string[];
const children: ChildProcess[] = [];

beforeAll(async () => {
  made = temporaryFolder();
  await (await startEmbedded({ dataDir: made, log: () => {}, throwaway: true })).stop();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  dataDir = temporaryFolder();
  execFileSync("cp", ["-a", path.join(made, "postgres"), dataDir]); // with its owner, unlike Node's own copy
  log = [];
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  const pid = postmasterPid();
  if (pid !== null && isAlive(pid)) process.kill(pid, "SIGQUIT");
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-embedded-"));
  chmodSync(folder, 0o711); // as root, PostgreSQL's account must pass through
  return folder;
}
// Without fsync, which a killed process does not need; only a power cut would.
const start = (throwaway = true): Promise<Embedded> => startEmbedded({ dataDir, log: (line) => log.push(line), throwaway });
const data = (file: string): string => path.join(dataDir, "postgres", "data", file);

test("makes an empty database, keeps what it is given, stops, and starts again at the same address", async () => {
  rmSync(path.join(dataDir, "postgres"), { recursive: true });
  const first = await start(false);
  expect(log[0]).toBe("creating the database");
  expect(first.adopted).toBe(false);
  await query(first.url, "create table cargo (name text); insert into cargo values ('茶')");
  const [about] = await query(
    first.url,
    "select current_setting('fsync') as fsync, current_setting('listen_addresses') as listen, datlocale, 'b' < 'C' as bytes from pg_database where datname = current_database()",
  );
  expect(about).toEqual({ fsync: "on", listen: "127.0.0.1", datlocale: "C.UTF-8", bytes: false });
  await first.stop();
  await first.stop();
  expect(postmasterPid()).toBeNull();

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select name from cargo")).toEqual([{ name: "茶" }]);
  await second.stop();
});

test("the password is random, readable by its owner only, and asked for", async () => {
  const embedded = await start();
  const { password } = new URL(embedded.url);
  expect(password).toMatch(/^[0-9a-f]{48}$/);
  expect(statSync(path.join(dataDir, "postgres", "password")).mode & 0o777).toBe(0o600);
  await expect(query(embedded.url.replace(password, "password"), "select 1")).rejects.toThrow("password authentication");
  await embedded.stop();
});

test("a second process joins the server; the last to leave stops it, whoever started it", async () => {
  rmSync(path.join(dataDir, "postgres"), { recursive: true }); // both make it, too
  const [one, two] = await Promise.all([start(), start()]);
  expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
  expect(one.url).toBe(two.url);
  const starter = one.adopted ? two : one;
  const joiner = one.adopted ? one : two;
  await starter.stop();
  expect(await query(joiner.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await joiner.stop();
  expect(postmasterPid()).toBeNull();
});

test("all leave in the same moment: the server stops", async () => {
  const all = await Promise.all([start(), start(), start()]);
  await Promise.all(all.map((one) => one.stop()));
  expect(postmasterPid()).toBeNull();
});

test.runIf(process.platform === "linux")("of several starters none leaves a server of its own behind, to run on when all have left", async () => {
  const starting = Promise.all([start(), start()]);
  let over = false;
  void starting.finally(() => (over = true));
  let servers: number[] = [];
  for (; servers.length < 2 && !over; await setImmediate()) servers = launched();
  const late = servers.at(-1)!;
  const send = (signal: "SIGSTOP" | "SIGCONT"): void => {
    try {
      process.kill(late, signal);
    } catch (error) {
      expect(error).toMatchObject({ code: "ESRCH" }); // it was so late that it has left already
    }
  };
  send("SIGSTOP"); // as on a machine that has other things to do
  const goOn = () => send("SIGCONT");
  const patience = setTimeout(goOn, 5_000); // where it was the faster one all the same, the others wait for it
  const all = await starting;
  await Promise.all(all.map((one) => one.stop())); // it may be the only one, where both had started before we looked
  clearTimeout(patience);
  goOn();
  await sleep(300);
  expect(postmasterPid()).toBeNull();
});

test("a server that somebody starts in the moment the last one leaves runs on, and is not waited for", async () => {
  const embedded = await start();
  const { binDir, account, dataDir: folder } = findPlace(dataDir);
  const args = ["-D", folder, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", `port=${new URL(embedded.url).port}`];
  const next = spawn(path.join(binDir, "postgres"), args, { ...account, cwd: "/", stdio: "ignore" });
  process.kill(next.pid!, "SIGSTOP");
  let left = false;
  const leaving = embedded.stop().finally(() => (left = true));
  while (postmasterPid() !== null) await setImmediate();
  process.kill(next.pid!, "SIGCONT");
  await vi.waitFor(() => expect(postmasterPid()).toBe(next.pid), { timeout: 10_000, interval: 1 });
  await vi.waitFor(() => expect(left).toBe(true), { timeout: 10_000 });
  await leaving;
  expect([isAlive(next.pid!), postmasterPid()]).toEqual([true, next.pid]);
});

test("of several starters at once none fails because another one has wiped away what its server said", async () => {
  const wipe = `const fs = require("fs"); for (;;) try { fs.truncateSync(${JSON.stringify(path.join(dataDir, "postgres", "start.log"))}); } catch {}`;
  children.push(spawn(process.execPath, ["-e", wipe]));
  const all = await Promise.all([start(), start(), start()]);
  expect(new Set(all.map((one) => one.url)).size).toBe(1);
  await Promise.all(all.map((one) => one.stop()));
});

test("a server left by a killed process is adopted, and stopped by its adopter", async () => {
  const child = await startInChild();
  child.kill("SIGKILL");
  await sleep(200);
  expect(isAlive(postmasterPid()!)).toBe(true);
  const embedded = await start();
  expect(embedded.adopted).toBe(true);
  await embedded.stop();
  expect(postmasterPid()).toBeNull();
});

test("a killed server is started again under the program's feet, and nothing committed is lost", async () => {
  const embedded = await start();
  await query(embedded.url, "create table cargo (n int); insert into cargo select generate_series(1, 1000)");
  process.kill(postmasterPid()!, "SIGKILL");
  const rows = await untilAnswered(embedded.url, "select count(*)::int as n from cargo");
  expect(rows).toEqual([{ n: 1000 }]);
  expect(log).toContain("the database has stopped; starting it again");
  await embedded.stop();
  expect(postmasterPid()).toBeNull();
});

test("a killed server comes back at the port its users know, whatever another starter has noted", async () => {
  const all = await Promise.all([start(), start(), start()]);
  writeFileSync(path.join(dataDir, "postgres", "port"), "4\n"); // as one does whose look at the port met another one's
  process.kill(postmasterPid()!, "SIGKILL");
  await vi.waitFor(() => expect(log.filter((line) => line === "the database runs again")).toHaveLength(all.length), { timeout: 20_000 });
  expect(await query(all[0]!.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await Promise.all(all.map((one) => one.stop()));
});

test("a server that can't start is tried again until it can; to stop meanwhile takes no wait", async () => {
  const embedded = await start();
  const [needed, away] = [data("global/pg_control"), path.join(dataDir, "away")];
  const breakIt = async (times: number): Promise<void> => {
    renameSync(needed, away);
    process.kill(postmasterPid()!, "SIGKILL");
    await vi.waitFor(() => expect(log.filter((line) => /does not start/.test(line))).toHaveLength(times), { timeout: 20_000 });
  };
  await breakIt(1);
  renameSync(away, needed);
  await vi.waitFor(() => expect(log).toContain("the database runs again"), { timeout: 20_000 });
  expect(await query(embedded.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await breakIt(2);
  await embedded.stop();
  expect(isAlive(postmasterPid()!)).toBe(false);
});

test("what the server says of its death in its own log is said at the start", async () => {
  await (await start()).stop();
  for (const name of readdirSync(data("pg_wal")).filter((file) => /^[0-9A-F]{24}$/.test(file))) rmSync(data(`pg_wal/${name}`));
  await expect(start()).rejects.toThrow(/does not start: .*PANIC: .*checkpoint/);
});

test("program and server killed together: the next start recovers", async () => {
  const child = await startInChild();
  child.kill("SIGKILL");
  process.kill(postmasterPid()!, "SIGKILL");
  const embedded = await start();
  expect(embedded.adopted).toBe(false);
  await embedded.stop();
});

test("a stale pid file whose pid belongs to another program now is seen through", async () => {
  const embedded = await start();
  const pidFile = readFileSync(data("postmaster.pid"), "utf8");
  await embedded.stop();
  // The same account as the server's: PostgreSQL itself would take this one for its twin and refuse to start.
  const owner = statSync(data("PG_VERSION"));
  const asOwner = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  const innocent = spawn("sleep", ["60"], { ...asOwner, cwd: "/" });
  children.push(innocent);
  writeFileSync(data("postmaster.pid"), pidFile.replace(/^\d+/, String(innocent.pid)));
  const again = await start();
  expect(again.adopted).toBe(false);
  expect(innocent.exitCode).toBeNull();
  await again.stop();
});

test("a server is known by its command where the system has no /proc, also behind another name of its folder", async () => {
  const embedded = await start();
  const link = `${dataDir}-link`;
  symlinkSync(dataDir, link);
  vi.stubEnv("COLUMNS", "40"); // a terminal's width, that some `ps` cut their lines at
  const pid = postmasterPid()!;
  expect([dataDir, link, made].map((folder) => isPostmasterOf(pid, findPlace(folder), "darwin"))).toEqual([true, true, false]);
  expect(isPostmasterOf(process.pid, findPlace(dataDir), "darwin")).toBe(false);
  vi.unstubAllEnvs();
  rmSync(link);
  await embedded.stop();
});

test("a half-made cluster of an interrupted start is removed and made anew", async () => {
  rmSync(path.join(dataDir, "postgres"), { recursive: true });
  const draft = path.join(dataDir, `postgres.new-${await deadPid()}-abc123`);
  mkdirSync(path.join(draft, "data", "base"), { recursive: true });
  writeFileSync(path.join(draft, "data", "PG_VERSION"), "18\n");
  const embedded = await start();
  expect(existsSync(draft)).toBe(false);
  await embedded.stop();
  expect(readdirSync(dataDir)).toEqual(["postgres"]);
});

test("a busy port is left alone", async () => {
  const embedded = await start();
  await embedded.stop();
  const { createServer } = await import("node:net");
  const stranger = createServer().listen(Number(new URL(embedded.url).port), "127.0.0.1");
  const elsewhere = await start();
  expect(elsewhere.url).not.toBe(embedded.url);
  expect(await query(elsewhere.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await elsewhere.stop();
  stranger.close();
});

test("damaged files and files of another major version are refused with a cure", async () => {
  const embedded = await start();
  await embedded.stop();
  writeFileSync(data("PG_VERSION"), "16\n");
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 16; this Argosy brings 18/);
  rmSync(data("PG_VERSION"));
  await expect(start()).rejects.toThrow(/is not a complete database. Restore it, or move it away/);
});

test("a data directory that cannot be made is refused with a cure", async () => {
  writeFileSync(path.join(dataDir, "file"), "");
  const inFile = path.join(dataDir, "file", "data");
  await expect(startEmbedded({ dataDir: inFile, log: () => {} })).rejects.toThrow(/cannot be made.*--data/);
});

function postmasterPid(): number | null {
  try {
    return Number.parseInt(readFileSync(data("postmaster.pid"), "utf8"), 10);
  } catch {
    return null; // none runs, or it has just gone
  }
}

/** The servers that this process has launched and that have not ended, the latest last. */
function launched(): number[] {
  const mine = (pid: string): boolean => {
    try {
      return new RegExp(`\\(postgres\\) [RSD] ${process.pid} `).test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false; // gone meanwhile
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && mine(name)).map(Number).sort((a, b) => a - b);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["--version"]);
  await new Promise((resolve) => child.once("close", resolve));
  return child.pid!;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function untilAnswered(url: string, sql: string): Promise<unknown[]> {
  for (let tries = 0; tries < 200; tries++) {
    const rows = await query(url, sql).catch(() => null);
    if (rows) return rows;
    await sleep(50);
  }
  throw new Error("the server did not come back");
}

async function startInChild(): Promise<ChildProcess> {
  const module = new URL("./embedded.ts", import.meta.url).href;
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {}, throwaway: true });
    console.log("up");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await new Promise((resolve, reject) => {
    child.stdout!.once("data", resolve);
    child.once("close", () => reject(new Error("the child ended")));
  });
  return child;
}
