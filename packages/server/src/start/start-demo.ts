import { randomBytes } from "node:crypto";
import path from "node:path";
import { everywhere, type Db } from "../db/tx.ts";
import type { Demo } from "../demo/demo.ts";
import { portFile } from "../demo/world.ts";
import { setUp, setupNeeded } from "../people/set-up.ts";
import { listOrgs, ownersLocale } from "../people/sql.ts";
import type { Companies } from "./companies.ts";
import { keepFile, readKept } from "./data-dir.ts";
import { CannotStart, step, type Say } from "./say.ts";

type Login = { readonly email: string; readonly password: string };
const loginFile = "demo-login.json";

/**
 * `--demo`: makes the demo company with a login of its own, once, and answers the login on every later start.
 * Throws  In an installation that has a real company: a demo beside it would mix invented orders with real ones.
 */
export async function setUpDemo(db: Db, dataDir: string, demo: Demo, companies: Companies, say: Say): Promise<Login> {
  const kept = keepFile(dataDir, loginFile, () => `${JSON.stringify(newLogin())}\n`);
  const login = JSON.parse(kept.text) as Login;
  if (await setupNeeded(db)) {
    const owner = { name: "Demo", ...login, company: speaksChinese() ? "北风优品" : "Northwind Goods", demo: true, locale: null } as const;
    const made = await setUp(db, owner, null);
    if (made.ok) await step(say, "filling the demo company", () => demo.run(companies.of(made.value.orgId), speaksChinese()));
  }
  const demoOrg = (await everywhere(db, listOrgs)).find((org) => org.demo);
  if (!demoOrg) throw new CannotStart(`This installation has a real company. Start the demo beside it: npm start -- --demo --data ${path.join(path.dirname(dataDir), ".argosy-demo")} --port 4700`);
  return login;
}

/** Whoever set the demo up alone chose no language: its warehouses, methods and rules are named in the machine's. */
const speaksChinese = (): boolean => /^zh/i.test(Intl.DateTimeFormat().resolvedOptions().locale);

const newLogin = (): Login => ({ email: "demo@argosy.example", password: randomBytes(9).toString("base64url") });

/** The login of a demo that was made by `--demo`; null where the owner chose one at set-up. */
export const keptLogin = (dataDir: string): Login | null => {
  const text = readKept(dataDir, loginFile);
  return text === null ? null : (JSON.parse(text) as Login);
};

/** An installation with a demo company gets its outside world back at every start. */
export async function resumeDemo(db: Db, demo: Demo, companies: Companies): Promise<void> {
  const org = (await everywhere(db, listOrgs)).find((o) => o.demo);
  if (org) {
    const chosen = await everywhere(db, (tx) => ownersLocale(tx, org.id));
    await demo.run(companies.of(org.id), chosen === null ? speaksChinese() : chosen !== "en");
  }
}

const lookEveryMs = 5_000;

/**
 * In a process without pages: the demo's world is run by the process that has them. Lets the worker through to it,
 * also when it comes up later or at another port.
 */
export function followSandbox(dataDir: string, allowHost: (host: string) => void): () => void {
  let known = "";
  const look = (): void => {
    const port = readKept(dataDir, portFile)?.trim() ?? "";
    if (port !== "" && port !== known) allowHost(`127.0.0.1:${port}`);
    known = port;
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return () => clearInterval(timer);
}
