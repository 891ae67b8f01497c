import { chromium, type Browser } from "playwright-core";

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
