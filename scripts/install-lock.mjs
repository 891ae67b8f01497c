// Plain JS for any Node >= 20: one installation at a time in one checkout.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const beatS = 3;
const deadAfterS = 30;
const held = new Set();

/**
 * Runs `work` while no other process does under the same lock file.
 *
 * The holder writes its pid and touches the file every few seconds. A lock is stale when its processes are gone; where
 * that cannot be told, when nobody touched it: for 30 s from another container, for ten minutes from this machine,
 * where the pid may have been given to another program.
 *
 * @template T
 * @param {string} file
 * @param {(alsoHeldBy: (pid: number) => void) => Promise<T>} work may name the programs that do the work: when we are
 *   killed they go on, and the lock lives as long as one of them does
 * @returns {Promise<T>}
 */
export async function alone(file, work) {
  const me = `${process.pid} ${hostname()}\n`;
  while (!take(file, me)) await sleep(300);
  held.add(file);
  const beat = setInterval(() => touch(file), beatS * 1000);
  try {
    const holders = [process.pid, hostname()];
    return await work((pid) => {
      holders.push(pid);
      writeFileSync(file, `${holders.join(" ")}\n`);
    });
  } finally {
    clearInterval(beat);
    release(file);
  }
}

/**
 * The answers of works that go side by side under one lock. When one fails it throws, but only once all are over: who lets
 * go of the lock before leaves the others at work in a folder that somebody else may begin to install into.
 *
 * @template T
 * @param {Promise<T>[]} works
 * @returns {Promise<T[]>}
 */
export async function together(works) {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** Gives up every lock of this process: for the moment before it ends. Not while a program named in one is at work. */
export function releaseAll() {
  for (const file of held) release(file);
}

function release(file) {
  held.delete(file);
  rmSync(file, { force: true });
}

function take(file, me) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, me);
  try {
    linkSync(draft, file); // whole or not at all, and never over another's
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    removeIfStale(file);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two waiters may find the same stale lock: it is moved away under a name of our own, and put back if it was alive. */
function removeIfStale(file) {
  const seen = readIfThere(file);
  if (seen === null || !isStale(file, seen)) return;
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (readIfThere(aside) !== seen) linkSync(aside, file);
  } catch {
    // Another waiter was faster: the next round looks again.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isStale(file, content) {
  const [pid, host, ...helpers] = content.trim().split(" ");
  if (host === hostname()) return ![pid, ...helpers].some((one) => isAlive(Number(one))) || isUntouched(file, 600);
  return isUntouched(file, deadAfterS);
}

function isUntouched(file, seconds) {
  try {
    return Date.now() - statSync(file).mtimeMs > seconds * 1000;
  } catch {
    return false; // gone meanwhile
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The lock was taken from us after a long sleep of the machine; npm's own end will show what came of it.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
