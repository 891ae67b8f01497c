// Plain JS for any Node >= 20: how the launcher shows that it is busy, and how it runs a step.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Shows one calm line for a step that takes more than two seconds, with the seconds it took; nothing for a short one.
 * On the error stream, because the standard output of some commands is one JSON object.
 *
 * @template T
 * @param {string} what such as "installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const since = performance.now();
  const elapsedS = () => Math.round((performance.now() - since) / 1000);
  const terminal = process.stderr.isTTY;
  let shown = false;
  const timer = setInterval(() => {
    if (elapsedS() < 2) return;
    if (terminal) process.stderr.write(`\r${what} … ${elapsedS()} s`);
    else if (!shown) process.stderr.write(`${what} …`); // a log file gets the same line, once
    shown = true;
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown) process.stderr.write(terminal ? `\r${what} … ${elapsedS()} s\n` : ` ${elapsedS()} s\n`);
  }
}

/** The programs of steps that run in this moment; they end with us. */
const running = new Set();
let ending = false;

/**
 * Runs a program of a step with its output kept for the case that it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @param {(pid: number) => void} [onStart]
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program could not be started; no answer once
 *   `endSteps` was called, because an end that was wished for is no failure to report
 */
export function runQuietly(program, args, options, onStart) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    running.add(child);
    if (child.pid !== undefined) onStart?.(child.pid);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => (output += error.message));
    child.once("close", (code, signal) => {
      running.delete(child);
      if (!ending) resolve({ code: signal ? 1 : (code ?? 127), output });
    });
  });
}

/**
 * Ends the programs of running steps and waits for them, at most three seconds.
 *
 * @returns {Promise<boolean>} false when one goes on: npm clears away what it had unpacked before it ends
 */
export async function endSteps() {
  ending = true;
  const all = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of running) child.kill("SIGTERM");
  await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(resolve, 3000))]);
  return running.size === 0;
}

/** Ends the command with a sentence for the person and exit code 1. */
export function giveUp(...sentences) {
  process.stderr.write(`${sentences.join("\n")}\n`);
  process.exit(1);
}

/** Says in one sentence that the checkout cannot be written, and what to do; other errors pass. */
export async function explainUnwritable(folder, work) {
  try {
    return await work();
  } catch (error) {
    if (error.code === "ENOSPC") return giveUp(`The disk of ${folder} is full: free about 1.5 GB and try again.`);
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
    return giveUp(`Argosy cannot write in ${folder} (${error.code}). Start it as the owner of that folder.`);
  }
}

/**
 * Calls back when who started us is gone: killed hard, or a shell that did not pass a signal on.
 *
 * @param {boolean} throughShell npm starts a shell that starts us: then the end of npm counts as well
 * @param {() => void} callback
 */
export function whenOrphaned(throughShell, callback) {
  const line = () => `${process.ppid} ${throughShell ? parentOf(process.ppid) : ""}`;
  const atFirst = line();
  const timer = setInterval(() => {
    if (line() === atFirst) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}

/** Empty where the system does not tell (only Linux does without a program). */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1];
  } catch {
    return "";
  }
}

/** A wish to end carries the number of its signal in the exit code, as shells expect. */
export const exitCodeOf = (signal) => 128 + ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal] ?? 1);
