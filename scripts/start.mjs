// Runs under Node 24 (through run24.mjs): builds the web app if its sources have changed, then starts the server.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./build-web.mjs";
import { endSteps, exitCodeOf, whenOrphaned } from "./progress.mjs";

const main = fileURLToPath(new URL("../packages/server/src/main.ts", import.meta.url));
const root = path.resolve(path.dirname(main), "../../..");
const args = process.argv.slice(2);
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const sameKeystrokeMs = 700; // one Ctrl-C arrives twice: from the terminal and from npm
let server = null;
let firstSignalAt = null;

for (const signal of signals) process.on(signal, () => void onSignal(signal));

const needsWeb = !["--help", "-h", "--version", "--worker-only"].some((option) => args.includes(option));
if (needsWeb) await buildWeb(root);
startServer();

function startServer() {
  // In a process group of its own, so that it hears of Ctrl-C once, from us; and with a channel, so that it
  // notices ("disconnect") when we are killed and does not stay behind on the port.
  const options = { stdio: ["inherit", "inherit", "inherit", "ipc"], detached: process.platform !== "win32" };
  server = spawn(process.execPath, [...process.execArgv, main, ...args], options);
  server.once("error", (error) => console.error(error.message));
  server.once("exit", (code, signal) => process.exit(signal ? exitCodeOf(signal) : code));
  whenOrphaned(false, () => void onSignal("SIGTERM"));
}

async function onSignal(signal) {
  const now = performance.now();
  if (firstSignalAt !== null) {
    if (now - firstSignalAt > sameKeystrokeMs) endAtOnce(signal);
    return;
  }
  firstSignalAt = now;
  if (server) {
    server.kill(signal);
    return;
  }
  await endSteps();
  process.exit(exitCodeOf(signal));
}

/** The person has asked twice. The database stays behind running; the next start adopts it. */
function endAtOnce(signal) {
  server?.kill("SIGKILL");
  process.exit(exitCodeOf(signal));
}
