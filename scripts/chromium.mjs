// Runs under Node 24: finds a Chromium for the browser tests, or installs one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { giveUp, runQuietly, step } from "./progress.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files\\Chromium\\Application\\chrome.exe",
];
const packages = ["chromium", "fonts-noto-cjk"]; // the fonts for the Chinese pages

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, else an installed one, else one that root installs on Debian
 * or Ubuntu. Ends the command with a sentence that says what to do when none can be had.
 *
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return starts(given) ? given : giveUp(`CHROMIUM_PATH names ${given}, which does not start as a browser.`);
  return installed() ?? (await install());
}

function installed() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...folders.flatMap((dir) => names.map((name) => path.join(dir, name))), ...elsewhere];
  return candidates.find((file) => existsSync(file) && starts(file)) ?? null;
}

/** Ubuntu's package is a stub that only names another installer: being there is not enough. */
const starts = (file) => spawnSync(file, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;

async function install() {
  const byHand = "Install Chromium or Chrome, or set CHROMIUM_PATH to its program; without browser tests: npm test -- --project unit --project db";
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return giveUp(`The browser tests need a Chromium, and none was found. ${byHand}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { code, output } = await step("installing Chromium", async () => {
    await runQuietly("apt-get", ["update"], { env }); // may fail on one source and still be enough
    return runQuietly("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env });
  });
  const found = code === 0 ? installed() : null;
  if (found) return found;
  return giveUp(`\n${output.trim()}\n`, `The browser tests need a Chromium, and it could not be installed. ${byHand}`);
}
