import { chromium, type Browser, type Page } from "playwright-core";

// Nothing but our pages: no updates, no look-ups at other hosts.
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a Chromium with an empty profile. The caller closes it.
 * Throws  When no Chromium is named: `npm test` finds or installs one and passes its path on.
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"];
  if (!executablePath) throw new Error("Set CHROMIUM_PATH to a Chromium, or start through npm test, which finds one.");
  const asRoot = process.getuid?.() === 0; // Chromium's own sandbox does not start as root
  return chromium.launch({ executablePath, headless: true, args: asRoot ? [...quiet, "--no-sandbox"] : quiet });
}

/** Whether what stands on the page moves when a short word comes up. */
export async function movedByToast(page: Page, selector: string): Promise<boolean> {
  const place = async (): Promise<string> => JSON.stringify(await page.locator(selector).boundingBox());
  const toasts = page.locator(".toasts");
  const before = await place();
  await toasts.evaluate((box) => { box.insertAdjacentHTML("beforeend", '<div class="toast">A word that takes a while to read</div>'); });
  const after = await place();
  await toasts.evaluate((box) => { box.lastElementChild!.remove(); });
  return before !== after;
}
