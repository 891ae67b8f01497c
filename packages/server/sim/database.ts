import { randomBytes } from "node:crypto";
import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/db/embedded.ts";
import { ensureAppRole, migrate } from "../src/db/migrate.ts";

/** A database for one run of the simulation or a benchmark, migrated, thrown away at its end. */
export type Scratch = { readonly url: string; readonly close: () => Promise<void> };
type How = { /** As in production: every commit reaches the disk. */ readonly durable?: boolean };

/** An embedded PostgreSQL in a temporary folder; with `given` a new database on that server instead. */
export async function openScratch(given: string | undefined, { durable = false }: How = {}): Promise<Scratch> {
  const { url, close } = await (given ? scratchOn(given) : scratchEmbedded(durable));
  let closed: Promise<void> | undefined;
  return { url, close: () => (closed ??= close()) };
}

export const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type Ending = (typeof endings)[number];
export const codeOf = (signal: Ending): number => 128 + constants.signals[signal];

/** Hears what tells the process to end, once: a signal to its group comes from there and again from whoever started it. */
export function whenTold(end: (signal: Ending) => void): void {
  let told = false;
  for (const signal of endings)
    process.on(signal, () => {
      if (!told) end(signal);
      told = true;
    });
}

/**
 * Told to end, the process clears its database away first, also one that is still being made: nobody else knows of it, and its
 * server would run on for ever. What still works on it fails meanwhile, and nobody needs to hear of that.
 */
export function clearAwayWhenTold(opening: Promise<Scratch>): void {
  whenTold((signal) => {
    process.on("uncaughtException", () => {});
    process.stderr.write(`Ended early by ${signal}: nothing is known of what was not measured.\n`);
    void opening.then((scratch) => scratch.close()).catch(() => {}).finally(() => process.exit(codeOf(signal)));
  });
}

async function scratchEmbedded(durable: boolean): Promise<Scratch> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "argosy-scratch-"));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL's own account must pass through
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbedded({ dataDir, log: () => {}, throwaway: !durable });
    await prepare(server.url);
    return { url: server.url, close: async () => (await server.stop(), remove()) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function scratchOn(given: string): Promise<Scratch> {
  const name = `argosy_scratch_${process.pid}_${randomBytes(4).toString("hex")}`;
  await as(given, (admin) => admin.query(`create database ${name} encoding 'UTF8' template template0`));
  const url = new URL(given);
  url.pathname = `/${name}`;
  await prepare(url.toString());
  return { url: url.toString(), close: () => as(given, (admin) => admin.query(`drop database ${name} with (force)`)) };
}

/** Takes all rows away, so that a seed can be played again: it names its company with the same ids. */
export async function emptyTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'argosy' and tablename <> 'migration'");
  await client.query(`truncate ${rows.map((r) => `argosy."${r.name}"`).join(", ")}`);
}

async function prepare(url: string): Promise<void> {
  await as(url, async (owner) => {
    await migrate(owner);
    await ensureAppRole(owner);
  });
}

async function as(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((error: unknown) => {
    const { hostname, port } = new URL(url); // never the password
    throw new Error(`the database at ${hostname}:${port || "5432"} does not answer (${error instanceof Error ? error.message : String(error)}). Start it, correct DATABASE_URL, or leave it out.`);
  });
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
