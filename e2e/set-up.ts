import type { Browser, Page } from "playwright-core";
import type { RunningArgosy } from "./server.ts";

/** Who sets an empty installation up in these tests. */
export const ada = { email: "ada@example.com", password: "correct horse battery" } as const;

/** A page in a context of its own, and what its scripts throw. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}
/** Where the console sends the owner of an empty installation. */
export const printedAddress = (argosy: RunningArgosy): string => /http:\S+#\S+/.exec(argosy.output())![0];
export const type = (page: Page, name: string, text: string) => page.fill(`input[name=${name}]`, text);
/** Fills the form as somebody does who gets nothing wrong. */
export async function fillIn(page: Page, kind: "demo" | "company"): Promise<void> {
  await page.getByRole("radio").nth(kind === "demo" ? 0 : 1).click();
  await type(page, "name", "Ada");
  if (kind === "company") await type(page, "company", "Lovelace & Co");
  await type(page, "email", ada.email);
  await type(page, "password", ada.password);
  await type(page, "again", ada.password);
}
export async function setUp(page: Page, kind: "demo" | "company"): Promise<void> {
  await fillIn(page, kind);
  await page.click("button[type=submit]");
  await page.locator(".board").waitFor({ timeout: 60_000 });
}
