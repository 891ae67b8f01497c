import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { demoLogin, signIn } from "./sign-in.ts";

// What a key means depends on what lies on top.

let argosy: RunningArgosy;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy("--demo"), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await signIn(page, argosy.url, demoLogin(argosy));
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

const gone = (selector: string): Promise<void> => page.locator(selector).waitFor({ state: "detached", timeout: 5_000 });
/** Goes from the list to its first order with the keys, so that there is a page to fall back to. */
async function openOrder(): Promise<string> {
  await page.goto(`${argosy.url}/payment`);
  await page.locator("tbody tr[aria-selected]").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".journey-step").first().waitFor();
  return page.url();
}

test("Esc closes the demo's panel and stays on the order that was opened beside it", async () => {
  await page.goto(`${argosy.url}/payment`);
  await page.locator("tbody tr[aria-selected]").first().waitFor();
  await page.keyboard.press("d");
  await page.locator(".demo-panel").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".journey-step").first().waitFor();
  const order = page.url();
  await page.keyboard.press("Escape");
  await gone(".demo-panel");
  expect(page.url()).toBe(order);
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/payment/);
});

test("Esc leaves a field before what it stands in, and an open form before the page", async () => {
  await page.goto(`${argosy.url}/orders`);
  await page.locator("tbody tr[aria-selected]").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.locator(".drawer").waitFor();
  await page.keyboard.press("f");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator(".list-search input").evaluate((field) => field.matches(":focus"))).toBe(false);
  expect(await page.locator(".drawer").count()).toBe(1);
  await page.keyboard.press("Escape");
  await gone(".drawer");

  const order = await openOrder();
  await page.keyboard.press("e");
  await page.locator(".address-form input").first().waitFor();
  await page.locator("h1").first().click(); // the form has lost the focus and stands
  await page.keyboard.press("Escape");
  await gone(".address-form");
  expect(page.url()).toBe(order);
});

test("Esc closes the results of a batch before anything else", async () => {
  await page.goto(`${argosy.url}/payment`);
  await page.locator("tbody tr[aria-selected]").nth(1).waitFor();
  for (const key of ["j", "x", "j", "x", "r"]) await page.keyboard.press(key); // both are looked at again
  await page.locator(".job-panel .job-state").waitFor();
  await page.keyboard.press("o");
  await page.locator(".drawer").waitFor();
  await page.keyboard.press("Escape");
  await gone(".job-panel");
  expect(await page.locator(".drawer").count()).toBe(1);
});
