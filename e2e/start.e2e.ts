import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { cleanEnvironment, launchArgosy, main, startArgosy, temporaryFolder, type RunningArgosy } from "./server.ts";

let argosy: RunningArgosy;
let browser: Browser;

beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

test("an empty installation opens the set-up page, without a complaint in the browser", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const askedWhoIAm = message.text().includes("401"); // the answer to a stranger
    if (message.type() === "error" && !askedWhoIAm) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const answer = await page.goto(argosy.url);
  expect(answer?.status()).toBe(200);
  await page.locator("input[type=password]").first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/set-up");
  expect(complaints).toEqual([]);
  await page.close();
});

test("a second start on the same data says where the first one is, and leaves it alone", async () => {
  const second = await startArgosy("--data", argosy.dataDir).then(() => null, (error: unknown) => String(error));
  expect(second).toContain(`Argosy already runs on ${argosy.dataDir}: open ${argosy.url}.`);
  expect(second).toContain("ended with code 1");
  expect(second).not.toContain("token");
  expect((await fetch(`${argosy.url}/api/setup`)).status).toBe(200);
});

test("started by its launcher it waits for the pages, answers them, and ends with it", async () => {
  const other = await launchArgosy();
  expect(await (await fetch(other.url)).text()).toContain("<title>Argosy");
  expect(await other.stop()).toBe(0);
  await expect(fetch(other.url)).rejects.toThrow();
});

test("told to stop while its database is being made, it leaves none running and says no more than that", async () => {
  const dataDir = temporaryFolder();
  const child = spawn(process.execPath, [main, "--port", "4699", "--data", dataDir], { env: cleanEnvironment() });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await vi.waitFor(() => expect(existsSync(path.join(dataDir, "postgres", "data", "postmaster.pid"))).toBe(true), { timeout: 60_000, interval: 5 });
  child.kill("SIGINT");
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(existsSync(path.join(dataDir, "postgres", "data", "postmaster.pid"))).toBe(false);
  expect([code, printed.replaceAll(/^(Keep a copy.*|The database lies in .*|.* … \d+ s)\n/gm, "")]).toEqual([0, "creating the database\nstopping …\n"]);
  rmSync(dataDir, { recursive: true });
});

test("whose terminal is gone ends in order all the same, its database too", async () => {
  const other = await startArgosy();
  for (const stream of [other.child.stdout!, other.child.stderr!]) stream.destroy();
  expect(await other.stop()).toBe(0);
});

test("it ends as asked: quietly, with code 0, its database stopped", async () => {
  const other = await startArgosy();
  expect(await other.stop()).toBe(0);
  expect(other.output()).not.toMatch(/error|warning/i);
  expect(existsSync(other.dataDir)).toBe(false);
});
