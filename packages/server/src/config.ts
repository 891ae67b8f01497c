import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fail, ok, type Result } from "@argosy/core/result.ts";

/** What a start is told. This file is the only reader of the command line's options and of the environment. */
export type Config = {
  readonly help: boolean;
  readonly demo: boolean;
  readonly port: number;
  readonly dataDir: string;
  readonly web: boolean; // answers HTTP
  readonly worker: boolean; // fetches, decides, books
  readonly databaseUrl: string | null; // null: the embedded database of the data directory
  readonly masterKey: Buffer | null; // null: the file `master.key` of the data directory
  readonly allowHosts: readonly string[]; // hosts inside the network that an account may name
  readonly publicHosts: readonly string[]; // names by which a proxy in front of us is known
  readonly listen: string;
  readonly checkAnswers: boolean;
};
export type Environment = Readonly<Record<string, string | undefined>>;

export const defaultPort = 4600;
const defaultDataDir = fileURLToPath(new URL("../../../.argosy", import.meta.url));

/** What `--help` says. A text by itself, as the launcher says it before anything is installed (scripts/run24.mjs). */
export const helpText = (): string => readFileSync(new URL("help.txt", import.meta.url), "utf8");

/**
 * Reads options and environment.
 * Refuses  Whatever it does not understand, with a sentence that names the option and the cure. Nothing is guessed.
 */
export function readConfig(args: readonly string[], env: Environment): Result<Config, string> {
  const given = readOptions(args);
  if (!given.ok) return given;
  const { port, dataDir, flags } = given.value;
  if (flags.has("--web-only") && flags.has("--worker-only"))
    return fail("--web-only and --worker-only exclude each other: leave both out to run everything in one process.");
  if (flags.has("--demo") && flags.has("--worker-only"))
    return fail("--demo needs the web pages: leave out --worker-only, or start the worker beside it without --demo.");
  const surroundings = readEnvironment(env);
  if (!surroundings.ok) return surroundings;
  return ok({
    help: flags.has("--help"), demo: flags.has("--demo"), port, dataDir,
    web: !flags.has("--worker-only"), worker: !flags.has("--web-only"), ...surroundings.value,
  });
}

const flagNames = ["--help", "--demo", "--web-only", "--worker-only"] as const;
type Options = { readonly port: number; readonly dataDir: string; readonly flags: ReadonlySet<string> };

function readOptions(args: readonly string[]): Result<Options, string> {
  const flags = new Set<string>();
  let port = defaultPort;
  let dataDir = defaultDataDir;
  for (let i = 0; i < args.length; i++) {
    const [name = "", inline] = splitOnce(args[i] ?? "");
    if (name === "-h") flags.add("--help");
    else if ((flagNames as readonly string[]).includes(name)) {
      if (inline !== undefined) return fail(`${name} takes no value: write ${name} alone.`);
      flags.add(name);
    } else if (name === "--port" || name === "--data") {
      const next = args[i + 1];
      const value = inline ?? (next?.startsWith("-") ? undefined : next);
      if (value === undefined || value === "")
        return fail(`${name} lacks its value: write ${name === "--port" ? `--port ${defaultPort}` : "--data DIR"}.`);
      if (inline === undefined) i++;
      if (name === "--data") dataDir = path.resolve(value);
      else if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) port = Number(value);
      else return fail(`--port ${value}: a port is a whole number from 1 to 65535, for example --port ${defaultPort}.`);
    } else return fail(`${name} is no option of Argosy. npm start -- --help shows all of them.`);
  }
  return ok({ port, dataDir, flags });
}

function splitOnce(arg: string): [string, string?] {
  const at = arg.startsWith("--") ? arg.indexOf("=") : -1;
  return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)];
}

type Surroundings = Pick<Config, "databaseUrl" | "masterKey" | "allowHosts" | "publicHosts" | "listen" | "checkAnswers">;

function readEnvironment(env: Environment): Result<Surroundings, string> {
  const databaseUrl = env["DATABASE_URL"] || null;
  if (databaseUrl !== null && !isPostgresUrl(databaseUrl))
    return fail("DATABASE_URL is no address of a PostgreSQL: write postgres://user:password@host:5432/name.");
  const masterKey = env["ARGOSY_MASTER_KEY"] ? readKey(env["ARGOSY_MASTER_KEY"]) : null;
  if (env["ARGOSY_MASTER_KEY"] && masterKey === null)
    return fail("ARGOSY_MASTER_KEY is not 32 bytes: write 64 hex digits, or base64 as `openssl rand -base64 32` prints it.");
  const allowHosts = readHosts("ARGOSY_ALLOW_HOSTS", env);
  if (!allowHosts.ok) return allowHosts;
  const publicHosts = readHosts("ARGOSY_PUBLIC_HOST", env);
  if (!publicHosts.ok) return publicHosts;
  return ok({
    databaseUrl, masterKey, allowHosts: allowHosts.value, publicHosts: publicHosts.value,
    listen: env["ARGOSY_LISTEN"] || "127.0.0.1", checkAnswers: ["test", "development"].includes(env["NODE_ENV"] ?? ""),
  });
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["postgres:", "postgresql:"].includes(url.protocol) && url.pathname.length > 1;
}

/** 32 bytes from base64 (also its URL form) or from hex; null for anything else. */
export function readKey(text: string): Buffer | null {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, "hex") : Buffer.from(trimmed, "base64");
  return key.length === 32 ? key : null;
}

function readHosts(name: string, env: Environment): Result<string[], string> {
  const hosts = (env[name] ?? "").split(",").map((host) => host.trim().toLowerCase()).filter((host) => host !== "");
  const wrong = hosts.find((host) => !/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.test(host));
  if (wrong !== undefined) return fail(`${name}: "${wrong}" is no host. Write names or addresses with commas: shop.lan,10.0.0.5:8080.`);
  return ok(hosts);
}
