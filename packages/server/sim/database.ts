import { randomBytes } from "node:crypto";
import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/db/embedded.ts";
import { ensureAppRole, migrate } from "../src/db/migrate.ts";

/** A database for one run of the simulation, thrown away at its end. */
export type Scratch = { readonly url: string; readonly close: () => Promise<void> };

/** An embedded PostgreSQL in a temporary folder; with `given` a new database on that server instead. */
export async function openScratch(given: string | undefined): Promise<Scratch> {
  return given ? scratchOn(given) : scratchEmbedded();
}

async function scratchEmbedded(): Promise<Scratch> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "argosy-sim-"));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL's own account must pass through
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbedded({ dataDir, log: () => {}, throwaway: true });
    await prepare(server.url);
    return { url: server.url, close: async () => (await server.stop(), remove()) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function scratchOn(given: string): Promise<Scratch> {
  const name = `argosy_sim_${process.pid}_${randomBytes(4).toString("hex")}`;
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
