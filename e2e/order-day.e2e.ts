import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { demoLogin, signIn } from "./sign-in.ts";

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
  await signIn(page, argosy.url, demoLogin(argosy));
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
  for (let tries = 0; tries < 400; tries++) {
    const seen = await look();
    if (seen !== null) return seen;
    await page.waitForTimeout(250);
  }
  throw new Error(`never seen: ${what}`);
}

/** The demo's own staff works the floor once, as soon as the first orders are there, and may take any parcel then. */
const untilStaffHasWorked = (): Promise<true> => until("the demo's staff at the end of its work", async () => {
  const { rooms } = await call<{ rooms: { room: string; free: number }[] }>("GET", "/api/board");
  return rooms.find((r) => r.room === "tracking")!.free > 0 ? true : null;
});

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
  await untilStaffHasWorked();
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
}, 240_000);

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
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe(locale);
  }
  expect(complaints).toEqual([]);
});

test("no key typed after / is lost, however early it comes", async () => {
  await page.goto(`${argosy.url}/orders`);
  await page.locator(".search-button").waitFor();
  await page.keyboard.type("/xj 100"); // x and j are commands of the page below
  await expect.poll(() => page.locator(".palette input").inputValue()).toBe("xj 100");
});

test("on a hand-held, whose bar has no room for them, the person's menu has language, theme and keys; a condition is edited on the screen", async () => {
  const size = page.viewportSize()!;
  onTestFinished(() => page.setViewportSize(size)); // however it ends: the others are not about phones
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${argosy.url}/orders`);
  await page.locator(".person").click();
  for (const name of ["Keyboard", "Dark"]) await page.getByRole("menuitem", { name }).waitFor();
  await page.getByRole("menuitem", { name: "简体中文" }).click();
  await page.getByRole("heading", { name: "全部订单" }).waitFor();
  await page.locator(".person").click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "All orders" }).waitFor();
  // What a condition is edited in stays on the screen, wherever in its line the condition stands.
  await page.goto(`${argosy.url}/rules`);
  const conditions = page.locator(".token-body");
  await conditions.first().waitFor();
  for (let i = 0; i < Math.min(8, await conditions.count()); i++) {
    await conditions.nth(i).click();
    await page.locator(".condition-editor").waitFor();
    await page.waitForTimeout(400); // it grows into its place
    const box = await page.locator(".condition-editor").boundingBox();
    expect([box!.x >= 0, box!.x + box!.width <= 390], await conditions.nth(i).innerText()).toEqual([true, true]);
    await page.locator(".rule-grip").first().click();
    await page.locator(".condition-editor").waitFor({ state: "detached" });
  }
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

  // The draft this has made is the member's own, though it lies in the browser.
  const kept = page.getByText("Kept in this browser, for you alone, until it is activated");
  await kept.waitFor();
  await page.route("**/api/me", async (route) => {
    const answer = await route.fetch();
    const me = (await answer.json()) as { member: object };
    await route.fulfill({ response: answer, json: { ...me, member: { ...me.member, id: "019a0000-0000-7000-8000-000000000000" } } });
  });
  await page.reload();
  await rules.first().waitFor();
  expect(await kept.count()).toBe(0);
  await page.unrouteAll({ behavior: "wait" });
  await page.reload();
  await kept.waitFor();
});

test("words, dialogs and keys stay out of the way of what is worked on, and only what was acted on is unticked", async () => {
  await speak("zh-CN");
  await page.goto(`${argosy.url}/review`);
  const rows = page.locator("tbody tr.row");
  await rows.nth(1).waitFor();
  const [first, second] = await Promise.all([0, 1].map((at) => rows.nth(at).locator(".row-id b").innerText()));
  const tick = (no: string): Promise<void> => rows.filter({ hasText: no }).getByRole("checkbox").check();
  await tick(first!);
  await page.keyboard.press("s");
  const choice = page.getByRole("dialog").getByRole("button", { name: /^1 小时/ });
  await expect.poll(() => choice.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await page.getByRole("dialog").getByText("搁置到指定时间，到时自动继续").waitFor(); // who has no pointer to hover with reads it here
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/api/orders/act", async (route) => { await held; await route.continue(); });
  await page.keyboard.press("Enter");
  await tick(second!);
  answer();
  const toast = page.locator(".toast", { hasText: "已暂缓" });
  await toast.waitFor();
  await page.getByText("已选 1 条").waitFor();
  expect(await rows.filter({ hasText: second! }).getByRole("checkbox").isChecked()).toBe(true);
  const [words, bar, content] = [await toast.boundingBox(), await page.locator(".batch-bar").boundingBox(), await page.locator("main.content").boundingBox()];
  expect(words!.y).toBeGreaterThan(bar!.y + bar!.height); // below search, title and verbs
  expect(words!.y).toBeGreaterThan(content!.y + content!.height - 80); // in the corner
  await page.unrouteAll({ behavior: "wait" });
  await page.goto(`${argosy.url}/orders?q=${first}`);
  await rows.filter({ hasText: first! }).locator(".row-id b").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".object-title").getByRole("button", { name: "操作" }).click();
  await page.getByRole("menuitem", { name: "取消暂缓" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "取消挂起" }).count()).toBe(0);
  await page.goto(`${argosy.url}/review/mode`);
  await page.locator(".review-head").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("审核通过").waitFor();
  expect([await page.getByRole("dialog").getByText("前往").count(), await page.getByRole("dialog").getByText("下一单").count()]).toEqual([0, 1]);
}, 120_000);

test("an order that may be merged is merged on its own page, with the numbers it is joined with", async () => {
  await speak("zh-CN");
  await call("POST", "/api/demo", { act: "double_order" });
  const [own, other] = await until("two orders of one buyer", async () => {
    const { rows } = await call<{ rows: { orders: { id: string; orderNo: string }[] }[] }>("GET", "/api/merge");
    return rows.find((group) => group.orders.length === 2)?.orders ?? null;
  });
  await page.goto(`${argosy.url}/orders/${own!.id}`);
  await page.locator(".object-title .ant-btn-primary", { hasText: `与 ${other!.orderNo} 合并` }).click();
  await page.locator(".cards").getByText(/^P\d{6}$/).waitFor();
  const { parcels } = await call<Order>("GET", `/api/orders/${other!.id}`);
  expect(await page.locator(".cards a.mono").first().getAttribute("href")).toContain(parcels[0]!.id);
}, 120_000);

test("a piece scanned while others are being received is received after them", async () => {
  const { rows: [one, two] } = await call<{ rows: { code: string }[] }>("GET", "/api/skus?limit=2");
  await page.goto(`${argosy.url}/stock`);
  await page.locator(".page-head").getByRole("button", { name: "入库" }).click();
  const scan = async (code: string): Promise<void> => { await page.getByLabel("扫描或输入 SKU 后回车").fill(code); await page.keyboard.press("Enter"); };
  const line = (code: string) => page.locator(".receive-lines tr", { hasText: code });
  await scan(one!.code);
  await line(one!.code).waitFor();
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/api/stock/receive", async (route) => { await held; await route.continue(); });
  await page.locator(".ant-modal .ant-btn-primary").click();
  await scan(two!.code);
  await line(two!.code).waitFor();
  answer();
  await line(one!.code).waitFor({ state: "detached" });
  expect(await line(two!.code).count()).toBe(1);
  await page.locator(".ant-modal .ant-btn-primary").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.unrouteAll({ behavior: "wait" });
}, 120_000);

test("what asks for new credentials goes away by itself when the account is connected again", async () => {
  const statusIs = (wanted: string) => until(`an account that is ${wanted}`, async () => {
    const { rows } = await call<{ rows: { id: string; name: string; status: string }[] }>("GET", "/api/accounts");
    return rows.find((account) => account.status === wanted) ?? null;
  });
  await call("POST", "/api/demo", { act: "revoke_token" });
  const { id } = await statusIs("signed_out");
  await page.goto(`${argosy.url}/accounts?open=${id}`);
  await page.locator(".peek form.panel").waitFor();
  await call("POST", "/api/demo", { act: "restore_token" });
  await page.locator(".peek form.panel").waitFor({ state: "detached", timeout: 60_000 });
}, 120_000);

test("what was printed of the last wave stays to be seen, though the wave no longer waits", async () => {
  await until("a wave that waits for its labels", async () => (await call<{ rows: unknown[] }>("GET", "/api/waves?state=labels")).rows[0] ?? null);
  let printed = false;
  await page.route("**/api/labels/print", (route) => { printed = true; return route.continue(); });
  await page.route(/\/api\/waves\?/, async (route) => {
    const answer = await route.fetch();
    return printed ? route.fulfill({ response: answer, json: { ...((await answer.json()) as object), rows: [] } }) : route.fulfill({ response: answer });
  });
  await page.goto(`${argosy.url}/labels`);
  await page.locator(".wave-pick").first().click();
  await page.locator(".wave-pick").first().waitFor({ state: "detached" });
  await page.getByRole("dialog").locator(".print-document").first().waitFor();
  await page.unrouteAll({ behavior: "wait" }); // who is being answered just now is answered once

  // Its first button has the focus: Enter prints, and so does the key. Without a head there is no print dialog to open, and Chromium ends the page.
  await page.evaluate("Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() { return { print: () => { document.title += ` printed ${this.className}`; } }; } })");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.title()).toMatch(/ printed print-frame$/);
  await page.keyboard.press("p");
  await expect.poll(() => page.title()).toMatch(/( printed print-frame){2}$/);
}, 120_000);

test("a picker who has gone on is not moved again by the count that he had filled", async () => {
  type Wave = { readonly id: string; readonly steps: readonly { readonly qty: number; readonly pickedQty: number }[] };
  const wave = await until("an open wave with two bins that nobody has walked", async () => {
    await call("POST", "/api/waves", {}); // of what waits, if anything does
    const { rows } = await call<{ rows: { id: string }[] }>("GET", "/api/waves?state=open");
    const open = await Promise.all(rows.map(({ id }) => call<Wave>("GET", `/api/waves/${id}`)));
    return open.find(({ steps }) => steps.length > 1 && steps.every((step) => step.pickedQty === 0)) ?? null;
  });
  const walk = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await walk.clock.install();
  await walk.goto(`${argosy.url}/picking/${wave.id}?step=1`);
  await walk.locator(".pick-name").waitFor();
  await walk.clock.pauseAt(Date.now() + 3_600_000); // however slow the keys come on a busy machine, the full count is still shown
  await walk.locator(".pick-all").click();
  for (const bin of [2, 3]) await walk.keyboard.press("ArrowRight").then(() => walk.waitForURL(new RegExp(`step=${bin}$`)));
  await walk.clock.runFor(800); // longer than a full count is shown
  await walk.waitForTimeout(200);
  expect(new URL(walk.url()).searchParams.get("step")).toBe("3");
  await walk.context().close();
}, 120_000);

test("a list says each of two SKUs by its code, and the country by its name", async () => {
  type Listed = { readonly orderNo: string; readonly country: string; readonly goods: readonly { readonly sku: string }[] };
  const { rows } = await call<{ rows: readonly Listed[] }>("GET", "/api/orders?limit=100");
  const { orderNo, country, goods } = rows.find((row) => row.goods.length === 2)!;
  await speak("zh-CN");
  await page.goto(`${argosy.url}/orders?q=${orderNo}`);
  const words = await page.locator("tbody tr.row", { hasText: orderNo }).innerText();
  for (const word of [goods[0]!.sku, goods[1]!.sku, new Intl.DisplayNames("zh-CN", { type: "region" }).of(country)!]) expect(words).toContain(word);
});

test("where the board leads to, its reason is a filter that can be taken away, and what it counts as free a view", async () => {
  await speak("en");
  for (const room of ["picking", "labels", "shipping", "booking"]) {
    await page.goto(`${argosy.url}/${room}?hold=held_by_person`);
    await page.getByRole("button", { name: "Clear filter: Reason" }).click({ timeout: 8000 });
    await expect.poll(() => new URL(page.url()).searchParams.get("hold")).toBeNull();
  }
  for (const room of ["payment", "review", "routing", "booking", "allocation", "picking", "labels", "shipping", "tracking"]) {
    await page.goto(`${argosy.url}/${room}?view=free`);
    await expect.poll(() => page.getByRole("tab", { selected: true }).allTextContents(), { message: room }).toEqual(["Flowing"]);
  }
});

test("the figures of a busy company stay inside their rooms of the board", async () => {
  await page.route("**/api/board*", async (route) => {
    const answer = await route.fetch();
    const board = (await answer.json()) as { rooms: readonly object[] };
    await route.fulfill({ response: answer, json: { ...board, rooms: board.rooms.map((room) => ({ ...room, free: 16_714, held: 9_812, overdue: 12_345 })) } });
  });
  await page.goto(argosy.url);
  await page.locator(".board-free", { hasText: "16,714" }).first().waitFor();
  const cut = await page.locator(".board-room b.num").evaluateAll((figures) => figures.filter((b) => b.getBoundingClientRect().right > b.closest(".board-room")!.getBoundingClientRect().right).map((b) => b.textContent));
  expect(cut).toEqual([]);
  await page.unroute("**/api/board*");
});

test("while nothing answers a page goes on saying so, without bones in between, and comes when something does", async () => {
  const context = await browser.newContext({ storageState: await page.context().storageState() }); // what fails here is no complaint about the page of the day
  const other = await context.newPage();
  const api = /\/api\/(?!me$)/;
  await other.route(api, (route) => route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ code: "database_unreachable" }) }));
  await other.goto(`${argosy.url}/rules`);
  const said = await other.getByRole("alert").elementHandle();
  await other.waitForTimeout(4000); // longer than what waits until it asks again
  expect(await said?.evaluate((node) => node.isConnected)).toBe(true);
  await other.unroute(api);
  await other.locator(".rule").first().waitFor();
  await context.close();
});

test("review mode goes through the orders of the list it was opened from, and leaves to that list", async () => {
  const { rows } = await call<{ rows: readonly { readonly orderNo: string }[] }>("GET", "/api/orders?stage=review&view=held&limit=100");
  const { orderNo } = rows.at(-1)!;
  await speak("en");
  await page.goto(`${argosy.url}/review?q=${orderNo}`);
  await page.locator("tbody tr.row", { hasText: orderNo }).waitFor();
  await page.keyboard.press("v");
  await page.locator(".review-head", { hasText: orderNo }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.url()).toBe(`${argosy.url}/review?q=${orderNo}`);
});
