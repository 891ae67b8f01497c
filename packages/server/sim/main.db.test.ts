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

/** Plays short seeds, is told to end after the first one, and answers what was said. */
async function endedEarly(signal: NodeJS.Signals, ...flags: string[]) {
  const args = [main, "--seeds", "1-400", "--mode", "safety", "--orders", "1", "--steps", "2", ...flags];
  const child = spawn(process.execPath, args, { env: { ...process.env, DATABASE_URL: database.ownerUrl }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stderr.on("data", (text: Buffer) => (said.stderr += text));
  child.stdout.on("data", (text: Buffer) => {
    if (said.stdout === "") child.kill(signal);
    said.stdout += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...said };
}

test("ended early it says how many seeds were played, and is no success", { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await endedEarly("SIGINT");
  const [, played] = /Ended early by SIGINT: (\d+) of 400 seeds were played/.exec(stderr) ?? [];
  expect(code, stderr).toBe(130);
  expect(stdout).toMatch(new RegExp(`^seeds +${played} of 400$`, "m"));
  expect(stdout.match(/^seed +\d/gm)).toHaveLength(Number(played));
});

test("a machine reads the same in the last line", { timeout: 60_000 }, async () => {
  const { code, stdout } = await endedEarly("SIGTERM", "--json");
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(143);
  expect(lines.at(-1)).toMatchObject({ sim: "total", seeds: lines.length - 1, asked: 400 });
});
