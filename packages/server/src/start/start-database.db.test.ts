import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startDatabase } from "./start-database.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "argosy-start-"));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL's account must pass through
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

const start = () => startDatabase({ databaseUrl: null, dataDir, web: true, worker: true }, () => {});
const postmasterPid = (): number => Number.parseInt(readFileSync(path.join(dataDir, "postgres", "data", "postmaster.pid"), "utf8"), 10);

test("a second whole Argosy is refused, also after the server was killed and started again; after the first has left it may start", async () => {
  const first = await start();
  first.pool.on("error", () => {}); // its idle connections die with the server
  await expect(start()).rejects.toThrow("Argosy already runs on");
  process.kill(postmasterPid(), "SIGKILL");
  const holders = "select from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and a.application_name = 'argosy whole'";
  await vi.waitFor(async () => expect((await first.pool.query(holders)).rowCount).toBe(1), { timeout: 30_000, interval: 100 });
  await expect(start()).rejects.toThrow("Argosy already runs on");
  await first.stop();
  const second = await start();
  expect(second.whole).toBe(true);
  await second.stop();
}, 120_000);
