import type { RawItem } from "@argosy/core/connector.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { inOrg } from "../../db/tx.ts";
import { opened } from "../calls.ts";
import { describe } from "../feed.ts";
import type { Company } from "../room.ts";
import { awaitPayloads, countStates, findAccount, insertPayloads, listUnknown } from "./sql.ts";
import { intake } from "./stage.ts";

export type Imported = { readonly stored: number; readonly projected: number; readonly quarantined: number; readonly ignored: number };

/**
 * Puts a vendor's saved answer body through the real intake: the way round an outage, and the way to replay a recording.
 * Refuses an unknown account, a carrier's, one that can't be opened, and a body that is no answer of that vendor. Single orders it can't read are
 *         kept in quarantine like fetched ones.
 */
export async function importPayload(
  company: Company, accountId: string, body: string, storePayments: (company: Company, accountId: string, items: readonly RawItem[]) => Promise<number>,
): Promise<Result<Imported, Refusal>> {
  const account = await inOrg(company.db, company.orgId, (tx) => findAccount(tx, accountId));
  if (!account) return fail({ code: "account_not_found", field: "accountId", detail: accountId });
  if (account.kind === "carrier") return fail({ code: "input_refused", field: "accountId", detail: fact("only_shop_or_payment") });
  const door = await opened(company, async () => (account.kind === "shop" ? company.outside.channel(accountId) : company.outside.paymentSource(accountId)));
  if (!door.ok) return fail({ code: "account_closed", field: "accountId", detail: door.error.detail });
  const items = door.value.readBody(body);
  if (!items.ok) return fail({ code: "input_refused", field: "body", detail: describe(items.error) });
  if (account.kind === "payment") {
    const stored = await storePayments(company, accountId, items.value);
    return ok({ stored, projected: stored, quarantined: items.value.length - stored, ignored: 0 });
  }
  const { stored, ids } = await inOrg(company.db, company.orgId, async (tx) => {
    const payloads = await listUnknown(tx, accountId, items.value);
    return { stored: await insertPayloads(tx, accountId, "import", payloads, () => "received"), ids: payloads.map((p) => p.id) };
  });
  await readAll(company, ids);
  const states = await inOrg(company.db, company.orgId, (tx) => countStates(tx, ids));
  return ok({ stored, projected: states.projected, quarantined: states.quarantined, ignored: items.value.length - stored + states.ignored });
}

/** Reads what was stored. What the worker has claimed meanwhile is waited for, and read here should it give them back. */
async function readAll(company: Company, ids: readonly string[]): Promise<void> {
  for (let round = 0; round < maxRounds; round++) {
    while ((await intake.run(company)) > 0);
    if ((await inOrg(company.db, company.orgId, (tx) => awaitPayloads(tx, ids))).length === 0) return;
  }
}
const maxRounds = 10; // each is a batch of another process that failed
