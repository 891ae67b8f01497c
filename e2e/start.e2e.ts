import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";

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

test("it ends as asked: quietly, with code 0, its database stopped", async () => {
  const other = await startArgosy();
  expect(await other.stop()).toBe(0);
  expect(other.output()).not.toMatch(/error|warning/i);
  expect(existsSync(other.dataDir)).toBe(false);
});
