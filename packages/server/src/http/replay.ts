import type { ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Result } from "@argosy/core/result.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { replayPayloads } from "../pipeline/01-intake/sql.ts";
import { storePayments } from "../pipeline/02-payment/pull.ts";
import { storeMessages } from "../pipeline/03-review/pull.ts";
import { storeTracking } from "../pipeline/11-tracking/pull.ts";
import { done, refused, type RowResult } from "../pipeline/acts.ts";
import { opened } from "../pipeline/calls.ts";
import { describe } from "../pipeline/feed.ts";
import { listKept, markKept, type Kept } from "../pipeline/quarantine-sql.ts";
import type { Company } from "../pipeline/room.ts";

/**
 * Reads what is in quarantine again, after a fix.
 * Rule    An order goes through intake at its next turn. Messages, payment records and trackers are read here, each in its
 *         own transaction, so that the answer says which can't be read yet and why, or that its account can't be opened.
 */
export async function replay(company: Company, ids: readonly string[]): Promise<RowResult[]> {
  const orders = await inOrg(company.db, company.orgId, (tx) => replayPayloads(tx, ids));
  const results = new Map(orders.map(({ id }) => [id, done(id)]));
  for (const item of await inOrg(company.db, company.orgId, (tx) => listKept(tx, ids))) results.set(item.id, await readAgain(company, item));
  return [...new Set(ids)].map((id) => results.get(id) ?? refused(id, "inbox_item_not_found", fact("not_quarantined")));
}

async function readAgain(company: Company, item: Kept): Promise<RowResult> {
  const asked = await opened(company, () => reader(company, item));
  if (!asked.ok) return refused(item.id, "account_closed", asked.error.detail);
  const read = asked.value;
  const error = read.ok ? null : read.error;
  const mine = await inOrg(company.db, company.orgId, async (tx) => {
    if (!(await markKept(tx, item.id, error))) return false;
    if (read.ok) await read.value(tx);
    return true;
  });
  if (!mine) return refused(item.id, "inbox_item_not_found", fact("not_quarantined"));
  return error === null ? done(item.id) : refused(item.id, "still_unreadable", describe(error));
}

type Store = (tx: Tx) => Promise<unknown>;
/** What its connector makes of it now, as the write that stores it. */
async function reader({ outside }: Company, { accountId, feed, raw }: Kept): Promise<Result<Store, ConnectorError>> {
  const json: unknown = JSON.parse(raw);
  switch (feed) {
    case "messages":
      return stored((await outside.channel(accountId)).mapMessage(json), (message) => (tx) => storeMessages(tx, accountId, [message]));
    case "payments":
      return stored((await outside.paymentSource(accountId)).mapPayment(json), (payment) => (tx) => storePayments(tx, accountId, [payment]));
    case "tracking":
      return stored((await outside.carrier(accountId)).mapTracking(json), (events) => (tx) => storeTracking(tx, accountId, events));
  }
}
const stored = <T>(mapped: Result<T, ConnectorError>, store: (value: T) => Store): Result<Store, ConnectorError> =>
  mapped.ok ? { ok: true, value: store(mapped.value) } : mapped;
