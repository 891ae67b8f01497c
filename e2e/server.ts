import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A real Argosy with an empty database of its own. */
export type RunningArgosy = {
  readonly url: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** What it has printed so far, errors included. */
  output(): string;
  /** Ends it as Ctrl-C does, waits, and removes its data. Answers its exit code. */
  stop(): Promise<number | null>;
};

export const main = fileURLToPath(new URL("../packages/server/src/main.ts", import.meta.url));
const launcher = fileURLToPath(new URL("../scripts/start.mjs", import.meta.url));
const startWithinMs = 90_000;
const stopWithinMs = 30_000;

/**
 * Starts the server as a child process on a free port, with its own data directory, and waits for its address.
 *
 * @param flags further options, such as `--demo`; `--data DIR` keeps that directory at the end
 * Throws  What the server printed, when it ends or says no address within 90 s.
 */
export const startArgosy = (...flags: string[]): Promise<RunningArgosy> => start(main, flags);

/** The same as `npm start` does it once everything is installed: the pages are built if they must be. */
export const launchArgosy = (...flags: string[]): Promise<RunningArgosy> => start(launcher, flags);

async function start(program: string, flags: readonly string[]): Promise<RunningArgosy> {
  const kept = flags.includes("--data") ? flags[flags.indexOf("--data") + 1] : undefined;
  const dataDir = kept ?? temporaryFolder();
  const args = [program, "--port", String(await freePort()), ...(kept ? [] : ["--data", dataDir]), ...flags];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: cleanEnvironment() });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const output = () => printed;
  const remove = () => {
    if (!kept) rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  const url = await addressOf(child, output).catch((error: unknown) => {
    child.kill("SIGKILL");
    remove();
    throw error;
  });
  const stop = async () => {
    const code = await end(child);
    remove();
    return code;
  };
  return { url, dataDir, child, output, stop };
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().once("error", reject);
  probe.listen(0, "127.0.0.1", () => {
    const { port } = probe.address() as AddressInfo; // a listening TCP server has one
    probe.close(() => resolve(port));
  });
  return promise;
}

function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string) => reject(new Error(`Argosy ${why}. It printed:\n${output()}`));
  const timer = setTimeout(() => fail("said no address within 90 s"), startWithinMs);
  child.stdout!.on("data", () => {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output());
    if (found) resolve(found[0]);
  });
  child.once("error", (error) => fail(`did not start: ${error.message}`));
  child.once("close", (code) => fail(`ended with code ${code}`));
  return promise.finally(() => clearTimeout(timer));
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  child.kill("SIGINT");
  const code = await closed;
  clearTimeout(timer);
  return code;
}

/** Open to PostgreSQL's account, which takes over when the tests run as root. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "argosy-e2e-"));
  chmodSync(folder, 0o711);
  return folder;
}

/** A database or key of the developer's own shell must not be touched by a test. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = ([name]: [string, unknown]) => name === "DATABASE_URL" || name.startsWith("ARGOSY_");
  return Object.fromEntries(Object.entries(process.env).filter((entry) => !ours(entry)));
}
