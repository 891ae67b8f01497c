import { randomId } from "@argosy/core/ids.ts";
import { systemClock } from "@argosy/core/time.ts";
import { networkHttp } from "@argosy/connectors/kit/http.ts";
import { listAccountRows, type AccountRow } from "../accounts/sql.ts";
import { readConfig, type Environment } from "../config.ts";
import { inOrg, type Db } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { importPayload, type Imported } from "../pipeline/01-intake/import.ts";
import { importPayments } from "../pipeline/02-payment/pull.ts";
import type { Company } from "../pipeline/room.ts";
import { openCompanies } from "../start/companies.ts";
import { openLog } from "../start/log-file.ts";
import { keyFile, readMasterKey } from "../start/master-key.ts";
import { readKept } from "../start/data-dir.ts";
import { CannotStart } from "../start/say.ts";
import { joinDatabase } from "../start/start-database.ts";

/**
 * Puts a saved body through the intake of a running installation.
 * Throws  CannotStart with the cure: no installation there, nobody runs it, an unknown account, a body of another kind.
 */
export async function importFile(command: { readonly account: string; readonly dataDir: string | null }, body: string, env: Environment): Promise<Imported> {
  const config = readConfig(command.dataDir === null ? [] : ["--data", command.dataDir], env);
  if (!config.ok) throw new CannotStart(config.error);
  const { dataDir, masterKey } = config.value;
  // A key made here would fit nothing: the installation has its own, or there is no installation.
  if (masterKey === null && readKept(dataDir, keyFile) === null)
    throw new CannotStart(`There is no installation in ${dataDir}. Start Argosy first, or name its data directory with --data.`);
  const database = await joinDatabase(config.value);
  try {
    const db: Db = { pool: database.pool, clock: systemClock, newId: randomId, vault: createVault(readMasterKey(config.value, () => {})) };
    const http = networkHttp({ timeoutS: 30, maxBytes: 50_000_000, allowPrivateHosts: config.value.allowHosts });
    const companies = openCompanies(db, http, openLog(dataDir, systemClock).log);
    const { company, account } = await findAccount(await companies.all(), command.account);
    const imported = await importPayload(company, account.id, body.replace(/^\uFEFF/, ""), importPayments);
    if (!imported.ok) throw new CannotStart(`${account.name}: ${imported.error.detail ?? imported.error.code}`);
    return imported.value;
  } finally {
    await database.stop();
  }
}

/** The account of that id or name, in whatever company of this installation. */
async function findAccount(companies: readonly Company[], word: string): Promise<{ company: Company; account: AccountRow }> {
  const found: { company: Company; account: AccountRow }[] = [];
  const names: string[] = [];
  for (const company of companies)
    for (const account of await inOrg(company.db, company.orgId, listAccountRows)) {
      if (account.kind !== "carrier") names.push(account.name);
      if (account.id === word || account.name === word) found.push({ company, account });
    }
  const [first, second] = found;
  if (!first) throw new CannotStart(`No account is called ${word}. ${names.length === 0 ? "None is connected yet." : `There are: ${names.join(", ")}.`}`);
  if (second) throw new CannotStart(`Several accounts are called ${word}: name it by its id.`);
  return first;
}
