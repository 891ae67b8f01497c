import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { openPage, printedAddress, setUp } from "./set-up.ts";

// An owner who chooses the demo company in an empty installation: what buyers write there, and that no page bars anybody's way.

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let argosy: RunningArgosy;
let browser: Browser;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy(), openBrowser()]);
  ({ page, complaints } = await openPage(browser, printedAddress(argosy)));
  await setUp(page, "demo");
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});
const get = async <T>(path: string): Promise<T> => (await (await page.request.get(argosy.url + path)).json()) as T;

const script = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
/** The payload of an order that waits for its note, with markup in every place where a buyer writes. */
async function importHostileOrder(externalId: string): Promise<void> {
  const { rows } = await get<{ rows: { id: string; account: { id: string } }[] }>("/api/orders?hold=buyer_note&limit=1");
  const { id, account } = rows[0]!;
  const { rows: [kept] } = await get<{ rows: { raw: string }[] }>(`/api/orders/${id}/raw`);
  const order = JSON.parse(kept!.raw) as { orderId: string; buyerCheckoutNotes: string; fulfillmentStartInstructions: { shippingStep: { shipTo: { fullName: string } } }[]; lineItems: { title: string }[] };
  order.orderId = externalId;
  order.buyerCheckoutNotes = `${script} please wrap it`;
  order.fulfillmentStartInstructions[0]!.shippingStep.shipTo.fullName = `${script} Mallory`;
  order.lineItems[0]!.title = `${script} Lamp`;
  const { csrf } = await get<{ csrf: string }>("/api/me");
  const body = { accountId: account.id, body: JSON.stringify({ orders: [order], total: 1 }) };
  const answer = await page.request.post(`${argosy.url}/api/inbox/import`, { data: body, headers: { "x-argosy-csrf": csrf } });
  expect(await answer.json()).toMatchObject({ stored: 1, quarantined: 0 }); // the worker may be the one that reads it
}
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 240; tries++) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await page.waitForTimeout(250);
  }
  throw new Error(`never seen: ${what}`);
}

describe("an owner who tries the demo company", () => {
  test("reads what a buyer wrote as the letters that were typed", async () => {
    const externalId = "66-66666-66666";
    await until("orders that wait for their note", async () => ((await get<{ rows: unknown[] }>("/api/orders?hold=buyer_note&limit=1")).rows.length > 0 ? true : undefined));
    await importHostileOrder(externalId);
    const found = () => get<{ rows: { id: string; holds: unknown[] }[] }>(`/api/orders?q=${externalId}`);
    const { id } = await until("the order in review", async () => (await found()).rows.find((row) => row.holds.length > 0));
    for (const path of [`/orders?q=${externalId}`, `/orders?q=${externalId}&open=${id}`, `/orders/${id}`, `/review/mode?at=${id}`]) {
      await page.goto(argosy.url + path);
      await until("the buyer's name, letter by letter", async () => ((await page.locator("#root").innerText()).includes(`${script} Mallory`) ? true : undefined));
      expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
      expect(await page.locator("img[src=x]").count()).toBe(0);
    }
  });

  test("may add pages in a second process, which leaves the outside world where it is", async () => {
    const portOfWorld = () => readFileSync(`${argosy.dataDir}/demo/port`, "utf8");
    const before = portOfWorld();
    const beside = await startArgosy("--data", argosy.dataDir, "--web-only");
    expect((await page.request.get(`${beside.url}/api/setup`)).status()).toBe(200);
    expect(portOfWorld()).toBe(before);
    expect(await beside.stop()).toBe(0);
  });

  // One page is one test: a slow machine then has the whole time limit for each.
  const first = { "first order": "/api/orders?stage=payment&limit=1", "first parcel": "/api/parcels?limit=1" } as const;
  const pages = ["/", "/intake", "/payment", "/review", "/merge", "/orders", "first order", "/allocation", "/tracking", "/parcels", "first parcel", "/stock", "/catalogue", "/rules", "/accounts", "/people", "/me", "/review/mode"] as const;
  async function pathOf(name: (typeof pages)[number]): Promise<string> {
    if (name !== "first order" && name !== "first parcel") return name;
    const { rows } = await get<{ rows: { id: string }[] }>(first[name]);
    return `${name === "first order" ? "/orders" : "/parcels"}/${rows[0]!.id}`;
  }
  test.each(pages.flatMap((name) => [[name, "light"], [name, "dark"]] as const))("meets no serious barrier on %s in the %s theme", async (name, theme) => {
    await page.evaluate((shade) => localStorage.setItem("argosy.theme", shade), theme);
    await page.goto(argosy.url + (await pathOf(name)));
    await page.locator("h1").first().waitFor();
    await page.waitForTimeout(400);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      type Finding = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] };
      type Axe = { run(options: { resultTypes: readonly string[] }): Promise<{ violations: Finding[] }> };
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ["violations"] });
      return violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`);
    });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("changes the label's template on its drawing board: a drag is one step, a click is none", async () => {
    await page.goto(`${argosy.url}/labels/template`);
    const [undo, redo] = [page.getByRole("button", { name: "Undo", exact: true }), page.getByRole("button", { name: "Redo", exact: true })];
    const [element, other] = [page.locator(".board-element").first(), page.locator(".board-element").nth(1)];
    const place = (): Promise<string> => page.locator(".template-list .option").first().innerText();
    await element.waitFor();
    const before = await place();
    const { x, y } = (await element.boundingBox())!; // waited for above
    await page.mouse.move(x + 4, y + 4);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 30);
    await page.mouse.move(x + 50, y + 40);
    await page.mouse.up();
    expect(await place()).not.toBe(before);
    await other.click();
    await undo.click();
    expect(await place()).toBe(before);
    await other.click();
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, false]);
  });
});
