import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startEmbedded } from "./embedded.ts";
import { ensureAppRole, migrate } from "./migrate.ts";

/** A database of one test file. */
export type TestDatabase = {
  /** For the code under test, which puts on the role `argosy_app` itself. */
  readonly url: string;
  /** For looking over its shoulder: the owner sees all orgs. The same login as `url`, as in production. */
  readonly ownerUrl: string;
  /** Removes the database, cutting off what is still connected. */
  drop(): Promise<void>;
};

// Set by the global setup below; test files run in other processes and inherit it.
const serverVariable = "ARGOSY_TEST_SERVER";
const templateVariable = "ARGOSY_TEST_TEMPLATE";
const cloning = 4601; // advisory lock: one clone of the template at a time

/**
 * Vitest's global setup: one PostgreSQL and one migrated template database for the whole run.
 * With TEST_DATABASE_URL (a user who may create databases and roles) that server is used, otherwise an embedded one
 * in a temporary folder, without fsync.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given ? { url: given, stop: async () => {} } : await startTemporary();
  process.env[serverVariable] = server.url;
  process.env[templateVariable] = await buildTemplate(server.url);
  return async () => {
    await onServer(server.url, (admin) => admin.query(`drop database ${process.env[templateVariable]} with (force)`));
    await server.stop();
  };
}

/** A new database with the present schema, empty. Takes some 50 ms. Only under the `db` and `e2e` projects. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env[serverVariable];
  const template = process.env[templateVariable];
  if (!server || !template) throw new Error("No test server: name the file *.db.test.ts, so that vitest starts one.");
  const name = `argosy_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await onServer(server, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [cloning]);
    await admin.query(`create database ${name} template ${template}`);
  });
  const url = withDatabase(server, name);
  return { url, ownerUrl: url, drop: () => onServer(server, dropping(name)) };
}

/** PostgreSQL waits some seconds for connections that are just closing; cut at once, one of them would fail a test that has passed. */
const dropping = (name: string) => async (admin: pg.Client) => {
  await admin.query(`drop database if exists ${name}`).catch(() => admin.query(`drop database if exists ${name} with (force)`));
};

async function startTemporary(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "argosy-test-"));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL's account must pass through
  const embedded = await startEmbedded({ dataDir, log: () => {}, throwaway: true });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function buildTemplate(server: string): Promise<string> {
  const template = `argosy_template_${process.pid}_${migrationsHash()}`;
  await onServer(server, (admin) => admin.query(`create database ${template} encoding 'UTF8' template template0`));
  const owner = new pg.Client(withDatabase(server, template));
  await owner.connect();
  try {
    await migrate(owner);
    await ensureAppRole(owner);
  } finally {
    await owner.end(); // a template with a session in it cannot be cloned
  }
  return template;
}

function migrationsHash(): string {
  const folder = fileURLToPath(new URL("../../migrations/", import.meta.url));
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest("hex").slice(0, 8);
}

async function onServer<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(withDatabase(server, "postgres"));
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
