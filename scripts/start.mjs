// Runs under Node 24 (through run24.mjs): starts the server, and builds the web app if its sources have changed while
// the server makes its database.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./build-web.mjs";
import { releaseAll } from "./install-lock.mjs";
import { endSteps, exitCodeOf, whenOrphaned } from "./progress.mjs";

const main = fileURLToPath(new URL("../packages/server/src/main.ts", import.meta.url));
const root = path.resolve(path.dirname(main), "../../..");
const args = process.argv.slice(2);
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const sameKeystrokeMs = 700; // one Ctrl-C arrives twice: from the terminal and from npm
let server = null;
let firstSignalAt = null;

for (const signal of signals) process.on(signal, () => onSignal(signal));

startServer();
const needsWeb = !["--help", "-h", "--worker-only"].some((option) => args.includes(option));
if (needsWeb) {
  await buildWeb(root, (_what, work) => work()); // the server shows that it waits
  server.send("pages are built", () => {}); // unless it has ended: what it said counts
}

function startServer() {
  // In a process group of its own, so that it hears of Ctrl-C once, from us; and with a channel, so that it
  // notices ("disconnect") when we are killed and does not stay behind on the port.
  const options = { stdio: ["inherit", "inherit", "inherit", "ipc"], detached: process.platform !== "win32", env: quickEnv() };
  server = spawn(process.execPath, [...process.execArgv, main, ...args], options);
  server.once("error", (error) => console.error(error.message));
  server.once("exit", (code, signal) => void end(signal ? exitCodeOf(signal) : code));
  whenOrphaned(false, () => onSignal("SIGTERM"));
}

/** Compiled modules are kept, because half of a start went into reading our own sources. */
function quickEnv() {
  return { NODE_COMPILE_CACHE: path.join(root, "node_modules", ".cache", "argosy"), ...process.env };
}

function onSignal(signal) {
  const now = performance.now();
  if (firstSignalAt !== null) {
    if (now - firstSignalAt > sameKeystrokeMs) endAtOnce(signal);
    return;
  }
  firstSignalAt = now;
  server.kill(signal);
}

async function end(code) {
  if (await endSteps()) releaseAll();
  process.exit(code);
}

/** The person has asked twice. The database stays behind running; the next start adopts it. */
function endAtOnce(signal) {
  server.kill("SIGKILL");
  process.exit(exitCodeOf(signal));
}
