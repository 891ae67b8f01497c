import type { Environment } from "../config.ts";
import { findBroken, type Broken } from "../db/check.ts";
import { everywhere } from "../db/tx.ts";
import { listOrgs } from "../people/sql.ts";
import { joinInstallation } from "./installation.ts";

export type Finding = Broken & { readonly company: string };

/** Asks every invariant of every company of a running installation. Answers what does not hold; changes nothing. */
export async function checkBooks(dataDir: string | null, env: Environment): Promise<{ readonly companies: number; readonly findings: Finding[] }> {
  const { db, stop } = await joinInstallation(dataDir, env);
  try {
    const companies = await everywhere(db, listOrgs);
    const findings: Finding[] = [];
    for (const { id } of companies) findings.push(...(await findBroken(db, id)).map((broken) => ({ company: id, ...broken })));
    return { companies: companies.length, findings };
  } finally {
    await stop();
  }
}
