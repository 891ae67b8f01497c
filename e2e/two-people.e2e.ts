import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { demoLogin, signIn } from "./sign-in.ts";

// What a person sees while somebody else does the same work.

let argosy: RunningArgosy;
let browser: Browser;
let page: Page;
let other: Page;

beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy("--demo"), openBrowser()]);
  [page, other] = await Promise.all([open(), open()]);
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

async function open(): Promise<Page> {
  const own = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" })).newPage();
  await signIn(own, argosy.url, demoLogin(argosy));
  return own;
}
type Row = Record<string, unknown> & { id: string; version: number };
const rowsOf = async (list: string): Promise<readonly Row[]> => ((await (await other.request.get(`${argosy.url}/api/${list}`)).json()) as { rows: readonly Row[] }).rows;
const rowOf = async (list: string, id: string): Promise<Row> => (await rowsOf(list)).find((row) => row.id === id)!;
const accountSettings = ["name", "colour", "toleranceMinor", "mergePolicy", "mergeWaitMinutes", "paymentAccountId", "warehousePolicy", "outagePolicy", "asksPayerAddress", "asksUnprotected", "provenBy", "version"];
/** What somebody else saves of the same row. */
async function save(list: string, id: string, patch: Record<string, unknown>): Promise<void> {
  const { csrf } = (await (await other.request.get(`${argosy.url}/api/me`)).json()) as { csrf: string };
  const row = await rowOf(list, id);
  const left = list === "accounts" ? Object.keys(row).filter((key) => !accountSettings.includes(key)) : ["id", "onHandQty", "reservedQty", "poolFree"];
  const data = { ...Object.fromEntries(Object.entries(row).filter(([key]) => !left.includes(key))), ...patch };
  const answer = await other.request.put(`${argosy.url}/api/${list}/${id}`, { data, headers: { "x-argosy-csrf": csrf } });
  expect([answer.status(), await answer.text()]).toEqual([200, expect.anything()]);
}

// prettier-ignore
test.each<[path: string, list: string, typed: [key: string, label: string], saved: [key: string, label: string], theirs: readonly (string | number)[]]>([
  ["/catalogue",  "skus",       ["barcode", "Barcode"],  ["hsCode", "HS code"],                             ["850001", "850002", "850003"]],
  ["/methods",    "methods",    ["code", "Code *"],      ["channelCarrier", "Carrier name told to the channel"], ["Post A", "Post B", "Post C"]],
  ["/warehouses", "warehouses", ["code", "Code *"],      ["name", "Name *"],                                ["South 1", "South 2", "South 3"]],
  ["/accounts",   "accounts",   ["name", "Name"],        ["mergeWaitMinutes", "Wait for more orders, minutes"], [61, 62, 63]],
])("%s: what is typed stays while somebody else saves the same, and a save over something newer is refused in words", async (path, list, typed, saved, theirs) => {
  const { id } = (await rowsOf(list))[0]!;
  const field = (label: string) => page.locator(".drawer .field", { has: page.locator(`> span:text-is("${label}")`) }).locator("input");
  const shown = (label: string): Promise<string> => field(label).inputValue();
  await page.goto(`${argosy.url}${path}?open=${id}`);
  await field(typed[1]).fill("MINE-1");

  await save(list, id, { [saved[0]]: theirs[0] });
  await expect.poll(() => shown(saved[1])).toBe(String(theirs[0]));
  expect(await shown(typed[1])).toBe("MINE-1");
  await page.locator(".form-meanwhile", { hasText: "the other fields show what was saved" }).waitFor();
  await save(list, id, { [typed[0]]: "THEIRS-1" });
  await page.locator(".form-meanwhile", { hasText: "a field that you are changing too" }).waitFor();
  expect(await shown(typed[1])).toBe("MINE-1");

  const before = await (await page.request.get(`${argosy.url}/api/${list}`)).text(); // what this page still sees
  await page.route((url) => url.pathname === `/api/${list}`, (route) => route.fulfill({ contentType: "application/json", body: before }));
  await save(list, id, { [saved[0]]: theirs[1] });
  await page.locator(".drawer form button[type=submit]").last().click();
  await page.locator(".form-error", { hasText: "Someone changed it meanwhile" }).waitFor();
  expect(await shown(typed[1])).toBe("MINE-1");
  await page.unrouteAll({ behavior: "wait" });
  await save(list, id, { [saved[0]]: theirs[2] });
  await expect.poll(() => shown(saved[1])).toBe(String(theirs[2]));
  await page.locator(".drawer form button[type=submit]").last().click();
  await expect.poll(() => rowOf(list, id)).toMatchObject({ [typed[0]]: "MINE-1", [saved[0]]: theirs[2] });
  await expect.poll(() => page.locator(".form-meanwhile, .form-error").count()).toBe(0);
  expect(await page.locator(".drawer form button[type=submit]").last().isDisabled()).toBe(true);
});

test("a group that somebody else merges while it is looked at stays in its place, says so, and gives its buttons to no other", async () => {
  await Promise.all([page, other].map((one) => one.goto(`${argosy.url}/merge`)));
  const pair = (one: Page) => one.locator(".merge-group", { has: one.locator("button.ant-btn-primary") });
  await pair(page).first().waitFor({ timeout: 60_000 });
  const numbers = await pair(page).first().locator("li a.mono").allTextContents();
  const mine = page.locator(".merge-group", { hasText: numbers[0]! });
  await mine.locator("header").click();
  const [before] = await Promise.all([mine.boundingBox(), other.locator(".merge-group", { hasText: numbers[0]! }).locator("button.ant-btn-primary").click()]);
  await mine.getByText("These orders can no longer be merged together").waitFor();
  expect(await mine.locator("li a.mono").allTextContents()).toEqual(numbers);
  expect(await mine.locator("button.ant-btn-primary, input").count()).toBe(0);
  expect(Math.abs((await mine.boundingBox())!.y - before!.y)).toBeLessThan(2);
  await mine.getByRole("button", { name: "Close" }).click();
  await mine.waitFor({ state: "detached" });
});
test("a group of which somebody else leaves one order stays too, and says so; that one waits below", async () => {
  await page.goto(`${argosy.url}/merge`);
  const pair = page.locator(".merge-group", { has: page.locator("button.ant-btn-primary") }).first();
  await pair.waitFor({ timeout: 60_000 });
  const [first, ...others] = await pair.locator("li a.mono").allTextContents();
  await pair.locator("header").click();
  const [gone, left] = [page.locator(".merge-group.gone"), page.locator(".merge-group:not(.gone)", { hasText: first! })];
  await page.route("**/api/merge", async (route) => {
    const answer = await route.fetch();
    const { rows, ...rest } = (await answer.json()) as { rows: { orders: { orderNo: string }[] }[] };
    await route.fulfill({ response: answer, json: { ...rest, rows: rows.map((group) => ({ ...group, orders: group.orders.filter((o) => !others.includes(o.orderNo)) })) } });
  });
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"); // what a page that is seen again asks
  await gone.getByText("These orders can no longer be merged together").waitFor();
  expect(await gone.locator("li a.mono").allTextContents()).toEqual([first, ...others]);
  await page.keyboard.press("a"); // means no group now
  await page.waitForTimeout(300);
  expect([await left.count(), await page.locator(".merge-group.current, .toast, .job-panel").count()]).toEqual([1, 0]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
test("an order that somebody else approves while it is read in review mode stays on the screen, says so, and no key meets the next one", async () => {
  await Promise.all([page, other].map((one) => one.goto(`${argosy.url}/review/mode`)));
  const approve = (one: Page) => one.locator(".review-foot button.ant-btn-primary");
  await approve(page).waitFor();
  for (let i = 0; i < 20 && (await approve(page).isDisabled()); i++) { await page.keyboard.press("n"); await page.waitForTimeout(400); }
  const no = await page.locator(".review-head h1").textContent();
  const [, id] = /orders\/(.+)$/.exec((await page.locator(".review-head > a").getAttribute("href"))!)!;
  await other.goto(`${argosy.url}/review/mode?at=${id}`);
  await other.locator(".review-head h1", { hasText: no! }).waitFor();
  await approve(other).click();
  await page.getByText("This order is no longer in review (decided by Demo)").waitFor();
  for (const key of ["a", "c", "s"]) await page.keyboard.press(key);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.locator(".review-foot button:disabled").count()).toBe(3);
  expect(await page.locator(".review-head h1").textContent()).toBe(no);
  await page.keyboard.press("n");
  await page.locator(".review-head h1", { hasNotText: no! }).waitFor();
  await page.goto(`${argosy.url}/review/mode?q=no-such-order`); // a filter that is done is not all that waits
  await page.getByText(/^Waiting in review, with or without the filter: [1-9]/).waitFor();
});
