import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Locator, Page } from "playwright-core";
import { joinDatabase } from "../packages/server/src/start/start-database.ts";
import { openBrowser } from "./browser.ts";
import { startArgosy, type RunningArgosy } from "./server.ts";
import { ada, fillIn, openPage, printedAddress, setUp, type } from "./set-up.ts";
import { enter, signIn } from "./sign-in.ts";

// The first hour of an owner who sets up a company: an empty installation, its set-up with mistakes in it, and what stands on the pages then.

let argosy: RunningArgosy;
let browser: Browser;
beforeAll(async () => {
  [argosy, browser] = await Promise.all([startArgosy(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await argosy?.stop();
});

/** The owner's pages, once the company is set up. */
async function openAsOwner(url: string): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, url);
  await signIn(opened.page, url, ada);
  return opened;
}

describe("an owner who sets up a company", () => {
  test("is told beside each field what is wrong with it, and nothing is created", async () => {
    const { page } = await openPage(browser, argosy.url);
    await page.getByRole("radio").nth(1).click();
    await type(page, "name", "Ada");
    await type(page, "company", "Lovelace & Co");
    await type(page, "email", "ada at example");
    await type(page, "password", "short");
    await type(page, "again", "other");
    await page.locator("h1").click();
    await expect.poll(() => page.locator(".field-error").allInnerTexts()).toEqual([
      "This is no e-mail address, like name@example.com", "At least 10 characters", "The two passwords differ",
    ]);
    expect(await page.locator("button[type=submit]").isDisabled()).toBe(true);
    expect(await page.locator(".entry-go").innerText()).not.toMatch(/missing: [^·]*E-mail/); // wrong is not missing
    await page.keyboard.press("Enter");
    expect(await (await page.request.get(`${argosy.url}/api/setup`)).json()).toEqual({ needed: true });
    await page.close();
  });

  test("is asked for the token of the printed address by the bare one only", async () => {
    const token = "input[name=token]";
    const { page: bare } = await openPage(browser, argosy.url);
    await bare.locator(token).waitFor();
    const { page: printed } = await openPage(browser, `${argosy.url}/set-up#of-an-earlier-start`);
    await printed.locator("input[name=name]").waitFor();
    expect(await printed.locator(token).count()).toBe(0);
    await fillIn(printed, "company");
    await printed.click("button[type=submit]");
    await printed.getByRole("alert").waitFor();
    expect(await printed.locator(token).inputValue()).toBe("of-an-earlier-start");
    await bare.goto(`${argosy.url}/set-up#pasted-later`); // loads nothing anew: only what follows the # differs
    await bare.locator(token).waitFor({ state: "detached" });
    await Promise.all([bare.close(), printed.close()]);
  });

  test("sees on every page of the empty company what to do first", async () => {
    const { page, complaints } = await openPage(browser, printedAddress(argosy));
    await setUp(page, "company");
    await expect.poll(() => page.locator(".first-steps li").count()).toBe(8);
    expect(await page.locator(".first-steps [aria-current=step]").textContent()).toContain("Connect a shop account");
    expect([await page.locator(".first-steps .done").count(), await page.locator(".first-steps small").filter({ hasText: /\.$/ }).count()]).toEqual([0, 8]); // what each is for
    for (const path of ["/intake", "/payment", "/review", "/merge", "/orders", "/routing", "/tracking", "/parcels"]) {
      await page.goto(argosy.url + path);
      await page.locator(".state").getByText("Connect a shop account").waitFor();
    }
    for (const [path, verb] of [["/accounts", "Connect account"], ["/warehouses", "Add warehouse"], ["/methods", "Add method"], ["/catalogue", "Add SKU"]] as const) {
      await page.goto(argosy.url + path);
      await page.locator(".state").getByRole("button", { name: verb }).waitFor();
    }
    await page.goto(`${argosy.url}/intake`);
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByRole("dialog").getByText("No account yet").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Connect a shop account" }).waitFor();
    await page.goto(`${argosy.url}/catalogue`);
    await page.locator(".state").getByRole("button", { name: "Add SKU" }).click();
    await page.getByRole("dialog").getByText("Missing: SKU").waitFor(); // stands there, not only under a pointer
    await page.goto(`${argosy.url}/methods`);
    await page.locator(".state").getByRole("button", { name: "Add method" }).click();
    const method = page.getByRole("dialog");
    await method.getByText("Missing: Name, Code").waitFor();
    await method.getByLabel("Name *", { exact: true }).fill("Own post");
    await method.getByLabel("Code *", { exact: true }).fill("OWN");
    expect(await method.getByRole("button", { name: "Add method" }).isEnabled()).toBe(true); // no account is needed where numbers are our own
    await page.goto(`${argosy.url}/rules`);
    await page.getByText("No rule yet").waitFor();
    expect(await page.getByText(/Version/).count()).toBe(0);
    await page.goto(`${argosy.url}/no-such-page`);
    await page.getByText("This page does not exist").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("who opens a page while nothing answers reads so beside the rail, and the page comes by itself once something does", async () => {
    const { page } = await openAsOwner(argosy.url);
    await page.context().setOffline(true);
    await page.locator(".rail").getByRole("link", { name: "Warehouses" }).click();
    await page.locator("main").getByRole("alert").getByText("This could not be read").waitFor();
    expect([await page.getByRole("navigation").count(), new URL(page.url()).pathname]).toEqual([1, "/warehouses"]);
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "Warehouses" }).waitFor();
    await page.context().close();
  });

  test("who opens a page while the server is silent reads that it is waited for, and the page comes with the answer", async () => {
    const { page } = await openAsOwner(argosy.url);
    const silence = Promise.withResolvers<void>();
    await page.route("**/api/me", async (route) => {
      await silence.promise;
      await route.continue();
    });
    await page.goto(`${argosy.url}/warehouses`);
    await page.getByRole("status").getByText("The server has not answered yet").waitFor();
    silence.resolve();
    await page.getByRole("heading", { name: "Warehouses" }).waitFor();
    await page.context().close();
  });

  test("the rules are not shown without the names they are written with", async () => {
    const { page } = await openAsOwner(argosy.url);
    await page.route("**/api/methods*", (route) => route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify({ code: "internal" }) }));
    await page.goto(`${argosy.url}/rules`);
    await page.locator("main").getByRole("alert").getByText("This could not be read").waitFor();
    await page.unroute("**/api/methods*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".state").getByRole("button", { name: "Add rule" }).waitFor();
    await page.context().close();
  });

  test("takes many SKUs out of a spreadsheet: a wrong cell is named and put right on the spot, each result is told", async () => {
    const { page, complaints } = await openAsOwner(argosy.url);
    await page.goto(`${argosy.url}/catalogue`);
    await page.locator(".state").getByRole("button", { name: "Add many" }).click();
    const dialog = page.getByRole("dialog", { name: "Add many" });
    await page.evaluate(() => Object.defineProperty(globalThis, "isSecureContext", { value: false })); // as over plain http, where a browser has no clipboard
    await dialog.getByRole("button", { name: "Copy the column names" }).click();
    await dialog.getByLabel("Rows of the spreadsheet").press("Control+v");
    expect(await dialog.getByLabel("Rows of the spreadsheet").inputValue()).toMatch(/^SKU\tName in English\t/);
    const paste = (weight: string) => dialog.getByLabel("Rows of the spreadsheet").fill(`SKU\tWeight in grams\tDeclared value\nSHEET-1\t${weight}\t12.5\nSHEET-2\t90\t`);
    await paste("250 g");
    await dialog.getByRole("row", { name: /Row 2 Weight in grams Whole grams/ }).waitFor();
    expect(await dialog.getByRole("button", { name: "Add", exact: true }).isDisabled()).toBe(true);
    await paste("250");
    await dialog.getByRole("button", { name: "Add 2 SKUs" }).click();
    await page.getByText("2 done").waitFor();
    const { rows } = (await (await page.request.get(`${argosy.url}/api/skus`)).json()) as { rows: object[] };
    expect(rows).toMatchObject([{ code: "SHEET-1", weightG: 250, declaredValue: { minor: 1250, currency: "USD" }, originCountry: "CN" }, { code: "SHEET-2", weightG: 90, declaredValue: null }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("gives the password again before a member is added, once it was given long ago; what was typed is kept meanwhile", async () => {
    const { page, complaints } = await openAsOwner(argosy.url);
    await page.goto(`${argosy.url}/people`);
    await page.getByRole("button", { name: "Add member" }).click();
    const form = page.getByRole("dialog", { name: "Add member" });
    await form.getByText("Missing: Name, E-mail, Password (at least 10 characters)").waitFor();
    for (const [label, text] of [["Name", "Bea"], ["E-mail", "bea@example.com"], ["First password", "another horse"]] as const) await form.getByLabel(label).fill(text);
    const { pool, stop } = await joinDatabase({ databaseUrl: null, dataDir: argosy.dataDir });
    await pool.query("update argosy.session set proven_at = proven_at - interval '30 minutes'");
    await stop();

    await page.keyboard.press("Enter");
    const asks = page.getByRole("dialog", { name: "Your password, please" });
    await asks.waitFor();
    await page.keyboard.press("Escape");
    await asks.waitFor({ state: "detached" });
    await form.getByRole("alert").getByText("Nothing was done").waitFor();
    expect([await form.getByLabel("Name").inputValue(), await form.getByLabel("First password").inputValue()]).toEqual(["Bea", "another horse"]);

    const hasFocus = (field: Locator) => expect.poll(() => field.evaluate((input) => input.matches(":focus"))).toBe(true);
    await hasFocus(form.getByLabel("First password")); // who was typing there goes on there
    await page.keyboard.press("Enter");
    const own = asks.locator("input[type=password]");
    await hasFocus(own);
    await page.keyboard.type("not my password");
    await page.keyboard.press("Enter");
    await asks.getByRole("alert").waitFor();
    await own.fill(ada.password);
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "bea@example.com" }).waitFor();
    await form.waitFor({ state: "detached" }); // the list may be told first

    await page.getByRole("cell", { name: "bea@example.com" }).click();
    await page.locator(".peek input").first().fill("Beatrice");
    await page.locator(".peek").getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "Beatrice" }).waitFor(); // nobody is asked twice
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("changes the password by naming the old one; the other sessions end, this one stays", async () => {
    const [{ page: here }, { page: there }] = await Promise.all([openAsOwner(argosy.url), openAsOwner(argosy.url)]);
    await here.goto(`${argosy.url}/me`);
    const fields = here.locator("input[type=password]");
    const change = here.getByRole("button", { name: "Change password" });
    await fields.nth(0).fill("not my password");
    await fields.nth(1).fill("another horse");
    await fields.nth(2).fill("another hoarse");
    expect(await change.isDisabled()).toBe(true);
    await fields.nth(2).fill("another horse");
    await change.click();
    await here.getByRole("alert").first().waitFor();
    await fields.nth(0).fill(ada.password);
    await change.click();
    await here.getByText("Changed; other sessions ended").waitFor();
    await here.goto(argosy.url);
    await here.locator(".board").waitFor();
    await there.goto(argosy.url);
    await there.locator("input[type=password]").waitFor();
    await enter(there, ada);
    await there.getByRole("alert").waitFor();
    await enter(there, { ...ada, password: "another horse" });
    await there.locator(".board").waitFor();
    await Promise.all([here.context().close(), there.context().close()]);
  });
});
