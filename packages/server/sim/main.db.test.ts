import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../src/db/test-database.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

test("ended early it says how many seeds were played, and is no success", { timeout: 60_000 }, async () => {
  const args = [main, "--seeds", "1-400", "--mode", "safety", "--orders", "1", "--steps", "2", "--json"];
  const child = spawn(process.execPath, args, { env: { ...process.env, DATABASE_URL: database.ownerUrl }, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (text: Buffer) => void (stderr += text));
  child.stdout.on("data", (text: Buffer) => {
    if (stdout === "") for (const _ of "ab") child.kill("SIGTERM"); // from its group, and from whoever started it
    stdout += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  const played = lines.length - 1;
  expect([code, stderr]).toEqual([143, `ending after the seeds that are under way …\nEnded early by SIGTERM: ${played} of 400 seeds were played, nothing is known of the others.\n`]);
  expect(lines.at(-1)).toMatchObject({ sim: "total", seeds: played, asked: 400 });
});
