// Runs under Node 24 (through run24.mjs): everything that is to be true before a change is handed on.
//   npm test                          types, web build, unit, db and browser tests
//   npm test -- --project unit        what follows goes to vitest; types are left to the full run
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./build-web.mjs";
import { findChromium } from "./chromium.mjs";
import { endSteps, exitCodeOf, runQuietly, step } from "./progress.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const args = process.argv.slice(2);
const report = path.join(mkdtempSync(path.join(tmpdir(), "argosy-report-")), "report.json");
let vitest = null;
let ended = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void onSignal(signal));

const env = { ...process.env };
if (includesBrowserTests()) {
  env.CHROMIUM_PATH = await findChromium();
  await buildWeb(root);
}
const types = args.length === 0 ? await checkTypes() : { passed: 0, failed: 0 };
const code = await runVitest();
const total = count();
if (code !== 0 && total.failed === 0) total.failed = 1; // an error outside of every test: vitest says it above
rmSync(path.dirname(report), { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(code !== 0 ? code : total.failed > 0 ? 1 : 0);

function includesBrowserTests() {
  const projects = args.flatMap((arg, i) => (arg === "--project" ? [args[i + 1]] : arg.startsWith("--project=") ? [arg.slice(10)] : []));
  return projects.length === 0 || projects.includes("e2e");
}

/** Each project counts as one test, named after its configuration. */
async function checkTypes() {
  const checks = ["tsconfig.json", "packages/web/tsconfig.json"].filter((file) => existsSync(path.join(root, file)));
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  let failed = 0;
  for (const file of checks) {
    const run = () => runQuietly(process.execPath, [tsc, "--noEmit", "-p", file], { cwd: root });
    const { code, output } = await step(`checking types of ${file}`, run);
    if (code === 0) continue;
    failed++;
    console.error(`${output.trim()}\nThe types of ${file} do not fit: see above.`);
  }
  return { passed: checks.length - failed, failed };
}

function runVitest() {
  const program = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  vitest = spawn(process.execPath, [...process.execArgv, program, "run", ...reporters, ...args], { cwd: root, env, stdio: "inherit" });
  return new Promise((resolve) => vitest.once("exit", (code, signal) => resolve(signal ? exitCodeOf(signal) : code)));
}

/** A file that could not even be loaded counts as one failed test; so does a run that left no report. */
function count() {
  if (!existsSync(report)) return { passed: types.passed, failed: types.failed + 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"));
  return {
    passed: numPassedTests + types.passed,
    failed: numFailedTests + unloaded.length + types.failed,
    skipped: numPendingTests + numTodoTests,
  };
}

async function onSignal(signal) {
  if (ended) return;
  ended = true;
  if (vitest) {
    if (signal !== "SIGINT" || !process.stdin.isTTY) vitest.kill(signal); // a terminal has told vitest as well
    return;
  }
  await endSteps();
  process.exit(exitCodeOf(signal));
}
