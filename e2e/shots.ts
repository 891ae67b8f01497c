import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startArgosy } from "./server.ts";
import { demoLogin, signIn, type Login } from "./sign-in.ts";

// Takes pictures of every page into ./shots, so that somebody looks at them before a change is called finished.
//   npm run shots                                            starts a demo company of its own
//   npm run shots -- --url URL --email E --password P        a running one
//   npm run shots -- --only review,order --locale en --theme dark --width 1024

const { values } = parseArgs({
  options: {
    url: { type: "string" }, email: { type: "string" }, password: { type: "string" }, only: { type: "string" },
    locale: { type: "string", default: "zh-CN,en" }, theme: { type: "string", default: "light,dark" }, width: { type: "string", default: "1440,1024" },
  },
});
type Shot = { readonly name: string; readonly path: string; readonly keys?: readonly string[]; readonly width?: number };
const shots: readonly Shot[] = [
  { name: "board", path: "/" },
  ...["intake", "payment", "review", "merge", "routing", "booking", "allocation", "picking", "labels", "shipping", "tracking", "orders", "parcels", "stock", "catalogue", "purchasing", "rules", "warehouses", "methods", "accounts", "people"].map((name) => ({ name, path: `/${name}` })),
  { name: "moves", path: "/stock/moves" }, { name: "template", path: "/labels/template" }, { name: "review-mode", path: "/review/mode" },
  { name: "scan", path: "/scan" }, { name: "scan-hand", path: "/scan", width: 360 },
  { name: "drawer", path: "/payment", keys: ["j", "o"] }, { name: "batch", path: "/review", keys: ["j", "x", "j", "x"] },
  { name: "order", path: "/orders", keys: ["j", "Enter"] }, { name: "parcel", path: "/allocation", keys: ["j", "Enter"] },
  { name: "palette", path: "/", keys: ["/"] }, { name: "keys", path: "/payment", keys: ["?"] }, { name: "demo", path: "/", keys: ["d"] },
  { name: "nothing", path: "/orders?q=there-is-no-such-order" }, { name: "missing", path: "/no-such-page" }, { name: "sign-in", path: "/sign-in" },
];
const list = (text: string): readonly string[] => text.split(",").map((part) => part.trim()).filter(Boolean);

/** Live pages never come to rest: until nothing is shown as loading any more, and what moves has moved. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor(); // before that nothing is shown at all
  await page.waitForTimeout(600);
  await page.waitForSelector(".bone", { state: "detached", timeout: 20_000 });
  await page.waitForTimeout(600);
}
async function take(browser: Browser, url: string, login: Login): Promise<void> {
  const folder = path.resolve(import.meta.dirname, "../shots");
  mkdirSync(folder, { recursive: true });
  const first = await browser.newContext();
  await signIn(await first.newPage(), url, login);
  const storageState = await first.storageState();
  const only = values.only ? list(values.only) : null;
  for (const locale of list(values.locale)) for (const theme of list(values.theme)) for (const width of list(values.width).map(Number)) {
    for (const shot of shots.filter((s) => !only || only.includes(s.name))) {
      if (shot.width && width !== 1440) continue;
      const size = { width: shot.width ?? width, height: shot.width ? 740 : width === 1440 ? 900 : 768 };
      const context = await browser.newContext({ viewport: size, storageState, timezoneId: "Asia/Shanghai" });
      // Runs in every frame; that of Chromium's PDF viewer has no storage.
      await context.addInitScript(([l, t]) => { localStorage?.setItem("argosy.locale", l!); localStorage?.setItem("argosy.theme", t!); }, [locale, theme]);
      const page = await context.newPage();
      page.on("pageerror", (error) => process.stdout.write(`${shot.name}: ${error.message}\n`));
      await page.goto(url + shot.path);
      await settled(page);
      for (const key of shot.keys ?? []) {
        await page.keyboard.press(key);
        await page.waitForTimeout(300);
      }
      if (shot.keys) await settled(page);
      await page.screenshot({ path: path.join(folder, `${shot.name}.${locale}.${theme}.${size.width}.png`) });
      await context.close();
    }
  }
  process.stdout.write(`pictures are in ${folder}\n`);
}

// A plain script without declarations, shared with the test command.
const { findChromium } = (await import("../scripts/chromium.mjs" as string)) as { findChromium: () => Promise<string> };
process.env["CHROMIUM_PATH"] ??= await findChromium();
const argosy = values.url ? null : await startArgosy("--demo");
const browser = await openBrowser();
try {
  await take(browser, values.url ?? argosy!.url, argosy ? demoLogin(argosy) : { email: values.email ?? "", password: values.password ?? "" });
} finally {
  await browser.close();
  await argosy?.stop();
}
