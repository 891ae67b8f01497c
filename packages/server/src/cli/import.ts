import type { Refusal } from "@argosy/core/errors.ts";
import { readFact } from "@argosy/core/facts.ts";
import { systemClock } from "@argosy/core/time.ts";
import { inEnglish } from "@argosy/core/wanted.ts";
import { networkHttp } from "@argosy/connectors/kit/http.ts";
import { listAccountRows, type AccountRow } from "../accounts/sql.ts";
import type { Environment } from "../config.ts";
import { inOrg } from "../db/tx.ts";
import { importPayload, type Imported } from "../pipeline/01-intake/import.ts";
import { listPayloads, type InboxRow } from "../pipeline/01-intake/sql.ts";
import { importPayments } from "../pipeline/02-payment/pull.ts";
import type { Company } from "../pipeline/room.ts";
import { checkKey } from "../start/check-key.ts";
import { openCompanies } from "../start/companies.ts";
import { openLog } from "../start/log-file.ts";
import { CannotStart } from "../start/say.ts";
import { joinInstallation } from "./installation.ts";
import { longestBody } from "./read-body.ts";

/**
 * Puts a saved body through the intake of a running installation.
 * Answer  how many came in, and for the first few that can't be read where and why.
 * Throws  CannotStart with the cure: no installation there, nobody runs it, another key, an unknown account, a body of another kind.
 */
export async function importFile(command: { readonly account: string; readonly dataDir: string | null }, body: string, env: Environment): Promise<{ counts: Imported; unread: string[] }> {
  const { db, config, stop } = await joinInstallation(command.dataDir, env);
  try {
    const { dataDir } = config;
    const http = networkHttp({ timeoutS: 30, maxBytes: longestBody, allowPrivateHosts: config.allowHosts });
    const companies = openCompanies(db, http, openLog(dataDir, systemClock).log);
    const { company, account } = await findAccount(await companies.all(), command.account);
    await checkKey(db, company.orgId);
    if (account.kind === "carrier") throw new CannotStart(`${account.name} is a carrier account. Only shop and payment accounts take payloads.`);
    const imported = await importPayload(company, account.id, body, importPayments);
    if (!imported.ok) throw new CannotStart(`${account.name}: ${whyRefused(imported.error)}`);
    const { quarantined } = imported.value;
    if (account.kind === "payment") return { counts: imported.value, unread: quarantined === 0 ? [] : [`${quarantined === 1 ? "1 record" : `${quarantined} records`} can't be read: quarantine, on the page Intake, says where and why.`] };
    const rows = quarantined === 0 ? [] : await inOrg(company.db, company.orgId, (tx) => listPayloads(tx, "quarantined", account.id, null, Math.min(quarantined, mostNamed)));
    return { counts: imported.value, unread: rows.filter((row) => row.source === "import").map(whyUnread) };
  } finally {
    await stop();
  }
}

const mostNamed = 5;

/** Why the whole body was refused, in words: what the connector says is a fact of `describe` in feed.ts. */
function whyRefused({ code, detail }: Refusal): string {
  const fact = detail === undefined ? null : readFact(detail);
  if (fact?.code === "no_connector") return `this program has no connector "${fact.values[0]}"`;
  if (fact?.code === "credentials_unreadable") return "its stored credentials can't be read; enter them again on the account's page";
  if (fact?.code !== "vendor_unreadable") return detail ?? code;
  const [path, expected] = fact.values;
  return `no answer of this service${path === "" ? "" : `, at ${path}`}: expected ${inEnglish(expected ?? "")}`;
}

function whyUnread({ externalId, error }: InboxRow): string {
  const { path, expected, logId } = (error ?? {}) as { readonly path?: string; readonly expected?: string; readonly logId?: string };
  const why = expected === undefined ? `: a fault of ours, ${logId} in log/argosy.jsonl` : `${path ? ` at ${path}` : ""}: expected ${expected}`;
  return `${externalId ?? "An order without a number"} can't be read${why}. It waits in quarantine, on the page Intake.`;
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
