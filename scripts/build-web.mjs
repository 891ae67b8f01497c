// Builds the web app unless the last build was made from exactly these sources.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { alone, releaseAll } from "./install-lock.mjs";
import { explainUnwritable, giveUp, runQuietly, step } from "./progress.mjs";

/**
 * Rule  The mark in `packages/web/dist` names the hash of what the build reads: the sources of web and core and the
 *       lock file, by content, because git sets every time stamp to the moment of the checkout.
 *       The mark is written last, and the build empties the folder first: an interrupted build is done again.
 * Ends  the process with vite's output when the sources do not build.
 *
 * @param {string} root the checkout
 * @param {typeof step} show tells the person that it takes a while
 */
export async function buildWeb(root, show = step) {
  const mark = path.join(root, "packages", "web", "dist", ".built-from");
  const wanted = sourceHash(root);
  const done = () => existsSync(mark) && readFileSync(mark, "utf8") === wanted;
  if (done()) return;
  const building = () =>
    alone(path.join(root, ".build.lock"), async (alsoHeldBy) => {
      if (done()) return; // another process built it while we waited
      const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
      const args = [...process.execArgv, vite, "build", "--logLevel", "warn", "--emptyOutDir"];
      const options = { cwd: path.join(root, "packages", "web"), env: { ...process.env, NODE_ENV: "production" } };
      const { code, output } = await runQuietly(process.execPath, args, options, alsoHeldBy);
      if (code === 0) return writeFileSync(mark, wanted);
      releaseAll();
      giveUp(`\n${output.trim()}\n`, "The web app could not be built: see above. Without it: npm start -- --worker-only");
    });
  await explainUnwritable(root, () => show("building the web app", building));
}

function sourceHash(root) {
  const hash = createHash("sha256");
  const files = ["package-lock.json", "tsconfig.json", ...["web", "core"].flatMap((name) => list(root, `packages/${name}`))];
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return `${hash.digest("hex")}\n`;
}

/** Every file below a folder, sorted, without what is made from them and without tests. */
function list(root, folder) {
  const skipped = new Set(["node_modules", "dist"]);
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return [];
      const file = `${folder}/${entry.name}`;
      return entry.isDirectory() ? list(root, file) : [file];
    });
}
