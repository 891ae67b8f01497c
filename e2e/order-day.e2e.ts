import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";

// One order, by hand, from the sale to the delivery: the real server, the real connectors, the sandbox over sockets.

let argosy: RunningArgosy;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy("--demo"), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
  });
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(argosy.output())!;
  await page.goto(argosy.url);
  await page.locator("input[type=password]").waitFor();
  await page.locator("input").first().fill(email!);
  await page.locator("input[type=password]").fill(password!);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

/** Calls the server as the signed-in person, from inside the page: the same cookie, the same CSRF token. */
function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([how, where, what]) => {
      const { csrf } = (await (await fetch("/api/me")).json()) as { csrf: string };
      const headers: Record<string, string> = { "x-argosy-csrf": csrf, ...(what === undefined ? {} : { "content-type": "application/json" }) };
      const answer = await fetch(where, { method: how, headers, ...(what === undefined ? {} : { body: what }) });
      const json: unknown = await answer.json();
      if (!answer.ok) throw new Error(`${how} ${where}: ${answer.status} ${JSON.stringify(json)}`);
      return json;
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  ) as Promise<T>;
}

/** The language chosen in this browser, as the menu keeps it. */
const speak = (locale: string): Promise<unknown> => page.evaluate(`localStorage.setItem("argosy.locale", "${locale}")`);

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 240; tries++) {
    const seen = await look();
    if (seen !== null) return seen;
    await page.waitForTimeout(250);
  }
  throw new Error(`never seen: ${what}`);
}

type Hold = { readonly code: string; readonly evidenceHash: string };
type Row = { readonly id: string; readonly stage: string; readonly holds: readonly Hold[] };
type Order = Row & { readonly parcels: readonly { readonly id: string; readonly stage: string; readonly holds: readonly Hold[] }[] };
type Line = { readonly sku: string; readonly qty: number };

/** A note that holds the order, a person who lets it go, and a parcel that has what it needs. Short ones wait, and what no carrier follows says nothing; the next buyer comes. */
async function reviewedOrder(): Promise<{ orderId: string; parcelId: string }> {
  const { rows: methods } = await call<{ rows: { id: string; carrierAccountId: string | null }[] }>("GET", "/api/methods");
  const followed = new Set(methods.filter((m) => m.carrierAccountId !== null).map((m) => m.id));
  for (let buyer = 0; buyer < 6; buyer++) {
    const { externalId } = await call<{ externalId: string }>("POST", "/api/demo", { act: "order_with_note" });
    const order = await until("the order, held for its note", async () => {
      const { rows } = await call<{ rows: Row[] }>("GET", `/api/orders?q=${encodeURIComponent(externalId)}`);
      return rows[0]?.holds.some((h) => h.code === "buyer_note") ? rows[0] : null;
    });
    await call("POST", "/api/orders/act", { act: "approve", targets: { ids: [order.id] }, reason: "read", seen: { [order.id]: order.holds.map((h) => h.evidenceHash) } });
    const parcel = await until("its parcel", async () => {
      const { parcels } = await call<Order>("GET", `/api/orders/${order.id}`);
      const own = parcels[0];
      return own && (own.stage === "picking" || own.holds.length > 0) ? own : null;
    });
    const { method } = await call<{ method: { id: string } }>("GET", `/api/parcels/${parcel.id}`);
    if (parcel.stage === "picking" && followed.has(method.id)) return { orderId: order.id, parcelId: parcel.id };
  }
  throw new Error("six buyers in a row wanted what is short or goes by post");
}

test("one order is taken by hand from the sale to the delivery", async () => {
  const { orderId, parcelId } = await reviewedOrder();
  const { waves } = await call<{ waves: { id: string }[] }>("POST", "/api/waves", { parcelIds: [parcelId] });
  await call("POST", `/api/waves/${waves[0]!.id}/finish`, { everything: true });
  const { documents } = await call<{ documents: { pages: number }[] }>("POST", "/api/labels/print", { parcelIds: [parcelId] });
  expect(documents.map((d) => d.pages)).toEqual([1]);
  const { parcelNo } = await call<{ parcelNo: string }>("GET", `/api/parcels/${parcelId}`);
  const opened = await call<{ lines: Line[] }>("POST", "/api/scan/open", { code: parcelNo });
  for (const { sku, qty } of opened.lines)
    for (let piece = 0; piece < qty; piece++) await call("POST", "/api/scan/item", { parcelId, code: sku, scanId: crypto.randomUUID() });
  await call("POST", "/api/scan/ship", { parcelId, scanId: crypto.randomUUID() });
  await until("the confirmed ship notice", async () => {
    const { notices } = await call<{ notices: { state: string }[] }>("GET", `/api/parcels/${parcelId}`);
    return notices.length > 0 && notices.every((n) => n.state === "confirmed") ? true : null;
  });
  const { rows: accounts } = await call<{ rows: { id: string; kind: string }[] }>("GET", "/api/accounts");
  const carriers = accounts.filter((a) => a.kind === "carrier");
  let last = "";
  await until("the delivery", async () => {
    await call("POST", "/api/demo", { act: "advance_tracking" }).catch(() => null); // refused once all have arrived: the news is then still to be fetched
    for (const { id } of carriers) await call("POST", `/api/accounts/${id}/poll`);
    const { stage, holds, trackingStatus } = await call<Row & { trackingStatus: string }>("GET", `/api/parcels/${parcelId}`);
    last = JSON.stringify({ stage, holds, trackingStatus });
    return stage === "delivered" ? true : null;
  }).catch((error: unknown) => expect.fail(`${String(error)}; last seen: ${last}`));
  for (const language of ["zh-CN", "en"]) {
    await speak(language);
    await page.goto(`${argosy.url}/orders/${orderId}`);
    await page.getByText(parcelNo).first().waitFor();
  }
  const { differences } = await call<{ differences: unknown[] }>("GET", "/api/stock/proof");
  expect(differences).toEqual([]);
});

const pages = [
  "/", "/intake", "/payment", "/review", "/merge", "/routing", "/booking", "/allocation", "/picking", "/labels", "/shipping", "/tracking", "/orders", "/parcels", "/stock",
  "/stock/moves", "/catalogue", "/purchasing", "/rules", "/warehouses", "/methods", "/accounts", "/people", "/scan", "/labels/template",
];
test.each(["zh-CN", "zh-TW", "en"])("every page opens without a complaint in %s", async (locale) => {
  await speak(locale);
  complaints.length = 0;
  for (const path of pages) {
    await page.goto(argosy.url + path);
    await page.locator("main, [role=main], h1, input").first().waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(locale);
  }
  expect(complaints).toEqual([]);
});

test("no key typed after / is lost, however early it comes", async () => {
  await page.goto(`${argosy.url}/orders`);
  await page.locator(".search-button").waitFor();
  await page.keyboard.type("/xj 100"); // x and j are commands of the page below
  await expect.poll(() => page.locator(".palette input").inputValue()).toBe("xj 100");
});

test("what is typed into a condition of a rule is its value, never a key of the page", async () => {
  await page.goto(`${argosy.url}/rules`);
  const rules = page.locator(".rules-list .rule");
  await rules.first().waitFor();
  const before = await rules.count();
  await rules.first().locator(".token-add").click();
  await page.locator(".ant-popover .option").first().waitFor();
  await page.locator(".ant-popover .option", { hasText: "country" }).first().click();
  await page.locator(".condition-editor input:focus").waitFor();
  await page.keyboard.type("Canada");
  await page.keyboard.press("Enter");
  await page.locator(".condition-editor .ant-select-selection-item", { hasText: "Canada" }).waitFor();
  await page.locator(".ant-popover-title").first().click(); // the focus is gone, the editor is still open
  await page.keyboard.press("n");
  expect(await rules.count()).toBe(before);
});
