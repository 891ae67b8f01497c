import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { findPlace } from "../db/embedded-place.ts";
import { findPostmaster, ownerName, readPassword } from "../db/embedded-postmaster.ts";
import { addressFile, startDatabase } from "./start-database.ts";

// Side by side, each in a folder of its own: most of the time they wait.
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});
function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-start-"));
  chmodSync(folder, 0o711); // as root, PostgreSQL's account must pass through
  folders.push(folder);
  return folder;
}

const start = (dataDir: string) => startDatabase({ databaseUrl: null, dataDir, web: true, worker: true }, () => {});
const postmasterPid = (dataDir: string): number => Number.parseInt(readFileSync(path.join(dataDir, "postgres", "data", "postmaster.pid"), "utf8"), 10);

test.concurrent("a second whole Argosy is refused, also after the server was killed and started again; after the first has left it may start", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir);
  first.pool.on("error", () => {}); // its idle connections die with the server
  await expect(start(dataDir)).rejects.toThrow("Argosy already runs on");
  process.kill(postmasterPid(dataDir), "SIGKILL");
  const holders = "select from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and a.application_name = 'argosy whole'";
  await vi.waitFor(async () => expect((await first.pool.query(holders)).rowCount).toBe(1), { timeout: 30_000, interval: 100 });
  await expect(start(dataDir)).rejects.toThrow("Argosy already runs on");
  await first.stop();
  const second = await start(dataDir);
  expect(second.whole).toBe(true);
  await second.stop();
}, 120_000);

test.concurrent.each(["argosy start", "argosy whole"])("a server killed under the session `%s` of a first start is started again, and the start goes on", async (session) => {
  const dataDir = temporaryFolder();
  const starting = start(dataDir);
  await killUnder(dataDir, session);
  const first = await starting;
  first.pool.on("error", () => {});
  expect(first.whole).toBe(true);
  expect((await first.pool.query("select from argosy.migration")).rowCount).toBeGreaterThan(10);
  await first.stop();
}, 120_000);

test.concurrent("a server killed just before a second one comes, which may be the first to start it again: the second is refused", async () => {
  const dataDir = temporaryFolder();
  const first = await start(dataDir);
  first.pool.on("error", () => {});
  for (let round = 0; round < 2; round++) {
    process.kill(postmasterPid(dataDir), "SIGKILL");
    await expect(start(dataDir)).rejects.toThrow("Argosy already runs on");
  }
  await first.stop();
}, 120_000);

test.concurrent("a server killed while a second one looks whether the first is stopping: the second still says where the first is", async () => {
  const dataDir = temporaryFolder();
  writeFileSync(path.join(dataDir, addressFile), "http://127.0.0.1:1\n"); // of the last run: not true any more
  const first = await start(dataDir);
  first.pool.on("error", () => {});
  await expect(start(dataDir)).rejects.toThrow("and is just starting");
  writeFileSync(path.join(dataDir, addressFile), "http://127.0.0.1:4600\n");
  await vi.waitFor(async () => expect((await first.pool.query(ofName, ["argosy whole"])).rowCount).toBe(1)); // the refused one's session ends a moment later
  const second = expect(start(dataDir)).rejects.toThrow(`Argosy already runs on ${dataDir}: open http://127.0.0.1:4600`);
  await killUnder(dataDir, "argosy whole", 2);
  await second;
  await first.stop();
}, 120_000);

const ofName = "select from pg_stat_activity where application_name = $1";

/** Kills the server in the moment in which as many sessions of that name are open. */
async function killUnder(dataDir: string, session: string, sessions = 1): Promise<void> {
  for (;;) {
    try {
      const place = findPlace(dataDir);
      const server = findPostmaster(place);
      const watcher = new pg.Client({ host: "127.0.0.1", port: server?.port ?? 0, user: ownerName, password: readPassword(place), database: "postgres" });
      watcher.on("error", () => {});
      await watcher.connect();
      while (((await watcher.query(ofName, [session])).rowCount ?? 0) < sessions);
      return void process.kill(server!.pid, "SIGKILL"); // it answers, so it was found
    } catch {
      // Not up yet, or just made.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
