import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { movedByToast, openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { demoLogin, signIn, type Login } from "./sign-in.ts";

// What people on the floor see and press, in Chinese: an order day by clicks and keys, and every role on its own pages.

let argosy: RunningArgosy;
let browser: Browser;
let owner: Page;
let everyPage: string[];

beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy("--demo"), openBrowser()]);
  owner = await openAs(demoLogin(argosy));
  everyPage = await offeredTo(owner);
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

async function openAs(login: Login): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await signIn(page, argosy.url, login);
  return page;
}

const offeredTo = (page: Page): Promise<string[]> => page.locator("nav.rail a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!));

/** A new order that walks to picking by itself; one whose goods are short waits, and the next buyer comes. */
async function parcelToPick(page: Page): Promise<{ parcelNo: string; goods: string[] }> {
  for (let buyer = 0; buyer < 6; buyer++) {
    const told = page.waitForResponse((answer) => answer.url().endsWith("/api/demo"));
    await page.getByRole("button", { name: "来一个新订单" }).click();
    const { orderNo, externalId } = (await (await told).json()) as { orderNo: string | null; externalId: string };
    await page.locator(".toast", { hasText: orderNo ?? externalId }).getByRole("button", { name: "去看看" }).click();
    await page.waitForURL(/\/orders/); // the page of the buyer before shows a parcel's number too
    await page.getByText(/^P\d{6}$/).first().click();
    await page.getByRole("heading", { name: "包裹" }).first().waitFor();
    const here = page.locator(".journey-step.here");
    await here.filter({ hasText: "拣货" }).or(here.filter({ hasText: "配货" }).filter({ has: page.locator(".journey-hold") })).waitFor(); // who is in stock only passes there
    const parcelNo = (await page.getByText(/^P\d{6}$/).first().textContent()) ?? "";
    const goods = await page.locator(".lines li").evaluateAll((rows) => rows.flatMap((row) => {
      const sku = row.querySelector("b")?.textContent ?? "";
      const qty = Number(/\d+/.exec(row.querySelector(".line-qty")?.textContent ?? "")?.[0]);
      return Array.from({ length: qty }, () => sku);
    }));
    if (await here.filter({ hasText: "拣货" }).isVisible()) return { parcelNo, goods };
  }
  throw new Error("six buyers in a row wanted what is short");
}

/** How many are on their way: some are as soon as the demo's own staff has worked the floor, which happens once. */
const onTheWay = (): Promise<number> => owner.evaluate(async () => {
  const { rooms } = (await (await fetch("/api/board")).json()) as { rooms: { room: string; free: number }[] };
  return rooms.find((r) => r.room === "tracking")!.free;
});

const another = (): Promise<Page> => owner.context().newPage().then((page) => (page.setDefaultTimeout(20_000), page));
test("from the sale to the scan station by clicking, in Chinese", async () => {
  const page = owner;
  await expect.poll(onTheWay, { timeout: 100_000, interval: 500 }).toBeGreaterThan(0); // else that staff may take our parcel
  await page.getByRole("button", { name: "模拟事件" }).click();
  const { parcelNo, goods } = await parcelToPick(page);
  await page.getByRole("button", { name: "模拟事件" }).click(); // closes what it opened
  await page.getByRole("complementary", { name: "模拟事件" }).waitFor({ state: "detached" });

  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "拣货" }).click();
  await page.getByPlaceholder("单号、姓名、邮箱、电话、邮编").fill(parcelNo);
  await page.getByRole("row", { name: new RegExp(parcelNo) }).getByRole("checkbox").check();
  await page.getByRole("row", { name: new RegExp(parcelNo) }).getByRole("button", { name: `复制 ${parcelNo}` }).click(); // the mark copies, the number opens
  await page.getByRole("status").getByText(`已复制：${parcelNo}`).waitFor();
  expect(new URL(page.url()).searchParams.get("open")).toBeNull();
  await page.getByRole("row", { name: new RegExp(parcelNo) }).getByText(parcelNo, { exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("open")).not.toBeNull();
  await page.keyboard.press("Escape");
  const place = () => page.locator("main.content").boundingBox();
  const before = await place();
  await page.getByRole("button", { name: /^生成波次/ }).click();
  await page.getByRole("status").getByRole("link", { name: /^W\d{6}/ }).waitFor();
  expect(await place()).toEqual(before); // what was done moves nothing
  const under = await page.locator(".toast").first().evaluate((toast) => { const { x, y } = toast.getBoundingClientRect(); return toast.ownerDocument.elementFromPoint(x + 20, y + 12)?.closest(".toast") ?? null; });
  expect(under).toBeNull(); // and what lies under it can be pressed
  expect(await page.locator(".job-panel").count()).toBe(0); // it is said once
  await page.getByRole("status").getByRole("link", { name: /^W\d{6}/ }).click();
  await page.getByRole("button", { name: "拣货", exact: true }).click();
  await page.getByRole("button", { name: /拣齐/ }).click();
  await page.getByRole("button", { name: "完成，转打单" }).click();
  const { x, y } = (await page.getByRole("button", { name: "打印本波次面单" }).boundingBox())!;
  for (let click = 0; click < 2; click++) await page.mouse.click(x + 9, y + 9).then(() => page.waitForTimeout(150)); // many click twice: what was printed stays to be seen
  await page.getByText("1 个文件，1 张面单").waitFor();
  await page.getByRole("button", { name: "全部打好" }).first().click();
  await page.getByRole("button", { name: "完成" }).click();
  await page.getByRole("link", { name: "返回波次" }).click();

  // The rest is done by keys and Enter alone.
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "扫描台" }).click();
  const scan = async (code: string): Promise<void> => {
    await page.keyboard.type(code, { delay: 60 }); // as a person types; a busy machine would tear a burst
    await page.keyboard.press("Enter");
  };
  await page.getByText("请扫描包裹").waitFor();
  await scan(parcelNo);
  await page.getByText("请扫", { exact: true }).waitFor();
  await scan("DONE");
  await page.getByRole("alertdialog", { name: "还有商品没扫" }).waitFor();
  await scan(goods[0]!); // a stop is not clicked away by the next scan
  await page.getByText("扫描未处理").waitFor();
  expect(await page.getByText("按 Esc 或扫这个码").isVisible()).toBe(true); // the way on stays
  await page.keyboard.press("Escape");
  for (const sku of [goods[0]!, "UNDO", ...goods]) await scan(sku);
  await page.getByText("已验齐").waitFor();
  await scan("DONE");
  await page.getByText("已发货", { exact: true }).waitFor();

  await page.getByRole("button", { name: "退出" }).click();
  await page.getByRole("button", { name: /搜索单号/ }).click();
  await page.getByPlaceholder(/搜索单号/).fill(parcelNo);
  await page.getByRole("option", { name: new RegExp(parcelNo) }).first().click();
  await page.getByText("全部扫描完成").waitFor();
  await page.locator(".event", { hasText: "标记发货" }).getByText(/已接受 · O\d+ · /).waitFor({ timeout: 60_000 }); // the channel has the number, and the history says so
}, 240_000);

test("the station keeps what is scanned before it has come, warns of an odd weight, and takes a torn burst as one code", async () => {
  const page = await another();
  type Waiting = { parcelNo: string; weightG: number; holds: unknown[] };
  const find = async (): Promise<Waiting | undefined> => ((await (await page.request.get(`${argosy.url}/api/parcels?stage=shipping`)).json()) as { rows: Waiting[] }).rows.find((row) => row.holds.length === 0);
  let parcel: Waiting | undefined;
  await expect.poll(async () => (parcel = await find()), { timeout: 100_000, interval: 500 }).toBeDefined(); // the demo's own staff works the floor first
  await page.route("**/assets/scan-*.js", async (route) => { await new Promise((done) => setTimeout(done, 1500)); await route.continue(); });
  await page.goto(`${argosy.url}/scan`, { waitUntil: "commit" });
  await page.waitForResponse(`${argosy.url}/api/me`);
  await page.keyboard.type(parcel!.parcelNo, { delay: 10 });
  await page.keyboard.press("Enter");
  await page.keyboard.type("12");
  const field = page.getByLabel("扫描或输入");
  await page.locator(".station-parcel").getByText(parcel!.parcelNo).waitFor();
  expect(await field.inputValue()).toBe("12");
  await page.keyboard.press("Escape");
  await page.keyboard.type("12", { delay: 60 });
  await page.waitForTimeout(100);
  await page.keyboard.type("345"); // as fast as a scanner, soon after the first two
  await expect.poll(() => field.inputValue()).toBe("12345");
  await page.keyboard.press("Escape");
  const weigh = async (grams: number): Promise<void> => { await page.keyboard.type(`${grams}g`, { delay: 60 }); await page.keyboard.press("Enter"); };
  await weigh(parcel!.weightG + 2000);
  await page.getByRole("status").getByText(/称得 .+，预计 /).waitFor();
  await expect.poll(() => page.locator(".station-weight").textContent()).toMatch(/kg.*预计/);
  await expect.poll(() => page.locator(".station-recent .ask-text").textContent()).toContain(`${parcel!.weightG + 2000}g`);
  await page.setViewportSize({ width: 1280, height: 700 }); // a low screen shows the weight too
  const bottomOf = (name: string): Promise<number> => page.locator(name).evaluate((part) => part.getBoundingClientRect().bottom);
  expect(await bottomOf(".station-weight")).toBeLessThanOrEqual(await bottomOf(".station-main"));
  await weigh(parcel!.weightG);
  await page.locator(".station-odd").waitFor({ state: "detached" });
  await page.close();
}, 180_000);

test("pieces that are taken faster than the wave can be read anew are all counted", async () => {
  const page = await another();
  type Step = { sku: string; qty: number; pickedQty: number };
  const read = async <T>(path: string): Promise<T> => (await (await page.request.get(`${argosy.url}/api/${path}`)).json()) as T;
  const steps = async (id: string): Promise<readonly Step[]> => (await read<{ steps: readonly Step[] }>(`waves/${id}`)).steps;
  const several = (step: Step): boolean => step.qty >= step.pickedQty + 2;
  await expect.poll(onTheWay, { timeout: 100_000, interval: 500 }).toBeGreaterThan(0); // else that staff may walk our wave
  const { csrf } = await read<{ csrf: string }>("me");
  let wave: { id: string; steps: readonly Step[] } | undefined;
  await expect.poll(async () => {
    await page.request.post(`${argosy.url}/api/waves`, { data: {}, headers: { "x-argosy-csrf": csrf } }); // of what waits, if anything does
    const { rows } = await read<{ rows: { id: string }[] }>("waves?state=open");
    const open = await Promise.all(rows.map(async ({ id }) => ({ id, steps: await steps(id) })));
    return (wave = open.find((one) => one.steps.some(several)));
  }, { timeout: 100_000, interval: 500 }).toBeDefined();
  const at = wave!.steps.findIndex(several);
  const { sku, pickedQty } = wave!.steps[at]!;
  await page.goto(`${argosy.url}/picking/${wave!.id}?step=${at + 1}`);
  await page.locator(".pick-name", { hasText: sku }).waitFor();
  await page.keyboard.press("Enter"); // as a scanner sends it after its own: nothing was scanned
  expect(await page.locator(".pick-qty b").innerText()).toBe(String(pickedQty));
  expect(await movedByToast(page, ".pick-all")).toBe(false); // under a thumb
  await page.route(`**/api/waves/${wave!.id}`, async (route) => { await new Promise((done) => setTimeout(done, 2000)); await route.continue(); });
  const told = page.waitForResponse((answer) => answer.url().endsWith(`${wave!.id}/pick`));
  await page.keyboard.press("Space");
  await told;
  await page.waitForTimeout(100);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await steps(wave!.id)).find((step) => step.sku === sku)?.pickedQty, { timeout: 20_000 }).toBe(pickedQty + 2);
  await page.close();
}, 180_000);

test("the offer on an order's page leads to its own group, which the keys then mean", async () => {
  await owner.goto(`${argosy.url}/merge`);
  const last = owner.locator(".merge-group", { hasText: /合并 \d+ 个订单/ }).last();
  const order = last.locator("li a.mono").first();
  const orderNo = await order.innerText();
  await order.click();
  await owner.locator("a.cure").first().click();
  await owner.locator(".merge-group.current:focus", { hasText: orderNo }).waitFor();
  expect(await owner.locator(".merge-group.current").count()).toBe(1);
});

test("who decides on a merge sees for each order who, where to and how much", async () => {
  await owner.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "合并订单" }).click();
  const group = owner.locator(".merge-group").first();
  const buyer = (await group.locator("b").first().textContent()) ?? "nobody";
  const orders = await group.getByRole("listitem").allTextContents();
  expect(orders.length).toBeGreaterThan(1);
  for (const order of orders) {
    expect(order).toContain(buyer);
    expect(order).toMatch(/\d+ [^,]+, .*\d+\.\d\d [A-Z]{3}/); // street, place, money
  }
});

test("the red number of a room and each line of the bell count what the page behind them shows", async () => {
  const rail = owner.getByRole("navigation", { name: "主菜单" });
  const shown = async (): Promise<string | null> => owner.locator(".page-head .count").textContent();
  await rail.getByRole("link", { name: "付款核查" }).click();
  await owner.getByRole("tab", { name: "卡单" }).click();
  await expect.poll(async () => (await shown()) === (await rail.getByRole("link", { name: "付款核查" }).locator(".rail-held").textContent()), { timeout: 20_000 }).toBe(true);
  await owner.getByRole("button", { name: /^待处理/ }).click();
  const line = owner.locator(".facts-list").getByRole("link", { name: /超时.*订单/ });
  const counted = await line.locator("b").textContent();
  await line.click();
  await expect.poll(shown, { timeout: 20_000 }).toBe(counted);
  expect(await owner.getByRole("button", { name: /^待处理/ }).getAttribute("title")).toMatch(/共 \d+ 类事项，\d+ 类标红/);
});

test("a parcel that waits to be scanned is offered only what does something there", async () => {
  const id = await owner.evaluate(async () => ((await (await fetch("/api/parcels?stage=shipping&view=free&limit=1")).json()) as { rows: { id: string }[] }).rows[0]?.id);
  expect(id).toBeDefined(); // the floor of the demo has worked by now
  await owner.goto(`${argosy.url}/parcels/${id}`);
  await owner.getByRole("button", { name: "操作" }).click();
  await owner.locator(".ant-dropdown-menu-item").first().waitFor();
  const offered = (await owner.locator(".object-title button, .ant-dropdown-menu-item").allInnerTexts()).join(" ");
  expect(offered).toContain("退回打单");
  expect(offered).not.toMatch(/重试|优先配货|指定物流|走规则|多仓库/);
  await owner.keyboard.press("Escape");
});

test("who reads on by himself while his last approval is under way stays where he is", async () => {
  const page = await another();
  const shown = (): Promise<string> => page.locator(".review-head h1").innerText();
  const goOn = async (): Promise<string> => {
    const before = await shown();
    await page.keyboard.press("n");
    await expect.poll(shown, { timeout: 20_000 }).not.toBe(before);
    return shown();
  };
  const noted = async (): Promise<number> => ((await (await page.request.get(`${argosy.url}/api/orders?stage=review&hold=buyer_note`)).json()) as { rows: unknown[] }).rows.length;
  await expect.poll(noted, { timeout: 60_000, interval: 500 }).toBeGreaterThan(4);
  await page.goto(`${argosy.url}/review/mode?hold=buyer_note`); // what only waits for messages goes on by itself while it is read
  await page.locator(".review-foot").waitFor();
  for (let orders = 0; orders < 20 && (await page.locator(".review-foot .ant-btn-primary").isDisabled()); orders++) await goOn();
  await page.route("**/api/orders/act", async (route) => { await new Promise((done) => setTimeout(done, 3000)); await route.continue(); });
  const approved = page.waitForResponse((answer) => answer.url().endsWith("/api/orders/act"));
  await page.keyboard.press("a");
  await goOn();
  const reading = await goOn();
  await approved;
  await page.waitForTimeout(1000);
  expect(await shown()).toBe(reading);
  await page.close();
});

test("a change of the label's template that was kept can be taken back and kept again", async () => {
  const page = await another();
  type Kept = { version: number; elements: readonly { x: number }[] };
  const kept = async (): Promise<Kept> => (await (await page.request.get(`${argosy.url}/api/templates/address_label`)).json()) as Kept;
  const before = await kept();
  const saved = async (versions: number): Promise<void> => {
    await expect.poll(async () => (await kept()).version, { timeout: 20_000 }).toBe(before.version + versions);
    await expect.poll(() => page.locator(".page-head .ant-btn-primary").isDisabled(), { timeout: 20_000 }).toBe(true);
  };
  await page.goto(`${argosy.url}/labels/template`);
  await page.locator(".template-list .option").first().click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+s");
  await saved(1);
  expect((await kept()).elements[0]!.x).toBe(before.elements[0]!.x + 0.5);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+s");
  await saved(2);
  expect((await kept()).elements).toEqual(before.elements);
  await page.close();
});

test("a filter that is refused is named, and one click takes it out", async () => {
  await owner.goto(`${argosy.url}/orders?country=Germany&view=held`);
  await owner.getByText("筛选“国家”不能是“Germany”").waitFor();
  expect(await owner.getByRole("button", { name: "重试" }).count()).toBe(0);
  await owner.getByRole("button", { name: "清除筛选：国家" }).last().click();
  await owner.locator("tbody tr").first().waitFor();
  expect(new URL(owner.url()).search).toBe("?view=held");
});

test.each([
  ["/merge", "**/api/merge", ".merge-group"],
  ["/people", "**/api/members", "tr.row"],
  ["/me", "**/api/me", ".my-page"],
  ["/scan", "**/api/scan/recent", ".station-head .muted.num"], // the station goes on; only the count is missing
])("%s says when the server fails, and reads again on demand", async (path, api, content) => {
  const page = await another();
  await page.route(api, (route) => route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify({ code: "internal" }) }));
  await page.goto(argosy.url + path);
  const again = page.getByRole("button", { name: /重试/ });
  await again.waitFor();
  expect(await page.locator(content).count()).toBe(0);
  await page.unroute(api);
  await again.click({ timeout: 5_000 }).catch(() => {}); // a change elsewhere may have made the page read again before
  await page.locator(content).first().waitFor();
  await page.close();
});

test("a page opened while the database is away comes by itself when it is back", async () => {
  const page = await another();
  await page.route("**/api/me", (route) => route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ code: "database_unreachable" }) }));
  await page.goto(`${argosy.url}/picking`);
  await page.getByRole("alert").waitFor();
  await page.unroute("**/api/me");
  await page.locator(".list-page").waitFor();
  await page.close();
});

const roles = ["manager", "service", "purchaser", "warehouse", "picker", "packer", "finance", "readonly"] as const;
/** Adds a colleague as the owner does. */
const addMember = (role: string, password: string): Promise<number> =>
  owner.evaluate(async ([as, secret]) => {
    const { csrf } = (await (await fetch("/api/me")).json()) as { csrf: string };
    const body = JSON.stringify({ email: `${as}@floor.example`, name: as, role: as, password: secret });
    return (await fetch("/api/members", { method: "POST", headers: { "x-argosy-csrf": csrf, "content-type": "application/json" }, body })).status;
  }, [role, password] as const);

// Two at once: most of the time a page waits.
test.concurrent.each(roles)("%s is offered only what the role may see and asks for nothing else in the background", async (role) => {
  expect(await addMember(role, "a long password")).toBe(200);
  const page = await openAs({ email: `${role}@floor.example`, password: "a long password" });
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() === 403) refused.push(`${new URL(page.url()).pathname} asked ${new URL(answer.url()).pathname}`);
  });
  const offered = await offeredTo(page);
  const closed = everyPage.filter((path) => !offered.includes(path));
  const astray: string[] = [];
  expect(offered.length).toBeGreaterThan(1);
  const work = { picker: "/picking", packer: "/labels" }[role as string] ?? "/"; // where there is work for the role
  await page.waitForURL((url) => url.pathname === work);
  const shut = closed.find((path) => path !== "/");
  if (shut) {
    await page.goto(argosy.url + shut);
    await page.getByText(/此页面不对“.+”开放/).waitFor();
    await page.getByRole("navigation", { name: "你的页面" }).getByRole("link").first().click();
  }
  for (const path of offered) {
    await page.locator(`nav.rail a[href="${path}"]`).click();
    await page.waitForURL(argosy.url + path);
    await page.locator("main").first().waitFor();
    await page.waitForTimeout(300); // what a page asks for after it stands
    const links = await page.locator("main a[href]").evaluateAll((all) => all.map((link) => new URL((link as unknown as { href: string }).href).pathname));
    astray.push(...links.filter((to) => closed.includes(to)).map((to) => `${path} leads to ${to}`));
    if (path === "/scan") await page.getByRole("button", { name: "退出" }).click(); // the station has no rail
  }
  expect({ refused, astray }).toEqual({ refused: [], astray: [] });
  const events = page.getByRole("button", { name: "模拟事件" });
  if (role === "manager") await events.waitFor();
  else expect(await events.count()).toBe(0);
  await page.context().close();
}, 120_000);

test("finance sees a masked buyer, takes the mask off by a click, and the owner reads of it", async () => {
  await addMember("finance", "a long password"); // there already when the roles' own pages were tried
  const order = await owner.evaluate(async () => ((await (await fetch("/api/orders?limit=1")).json()) as { rows: { id: string; orderNo: string; buyer: string }[] }).rows[0]!);
  const page = await openAs({ email: "finance@floor.example", password: "a long password" });
  await page.goto(`${argosy.url}/orders/${order.id}`);
  const address = page.locator("address.address");
  await page.getByText("买家信息已脱敏").waitFor();
  expect(await address.textContent()).toContain("•••");
  expect(await page.locator("main").textContent()).not.toContain(order.buyer);
  await page.getByRole("button", { name: "查看买家信息" }).last().click();
  await page.getByText("已显示，并已记入时间线").waitFor();
  await expect.poll(() => address.textContent()).toContain(order.buyer);
  await page.locator(".timeline").getByText("查看了买家信息").first().waitFor();
  await page.getByRole("button", { name: "隐藏" }).click();
  await expect.poll(() => address.textContent()).not.toContain(order.buyer);
  await page.context().close();
  await owner.goto(`${argosy.url}/people?view=looks`);
  await owner.getByRole("link", { name: order.orderNo }).waitFor();
  await owner.getByRole("cell", { name: "finance" }).waitFor();
}, 120_000);

test("without a connection scans wait, and one too many is said to be not taken", async () => {
  await owner.goto(`${argosy.url}/scan`);
  await owner.getByRole("heading", { name: "请扫描包裹" }).waitFor();
  await owner.context().setOffline(true);
  for (let n = 1; n <= 22; n++) await owner.keyboard.type(`X${n}\n`, { delay: 60 });
  await owner.locator(".station-recent .stop-text", { hasText: "X22" }).waitFor({ timeout: 8000 });
  await owner.context().setOffline(false);
});
