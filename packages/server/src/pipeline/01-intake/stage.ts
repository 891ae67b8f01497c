import type { Channel } from "@argosy/core/connector.ts";
import { isOutage, isTimeout } from "../../db/outage.ts";
import { inOrg } from "../../db/tx.ts";
import { opened } from "../calls.ts";
import type { Company, Room } from "../room.ts";
import { applyChanges, insertOrders } from "./apply.ts";
import { sortPayloads, type Read } from "./decide.ts";
import { awaitOrders, claimPayloads, listWaitingAccounts, lockKnownOrders, markPayloads, type InboxItem, type Only } from "./sql.ts";

/**
 * 01 intake (抓单): makes orders of the payloads that pulls, recounts, looks and imports have stored. What a pull brings of orders
 * that are new here is read with its page already (read-at-once.ts).
 *
 * In     inbox_item `received`, in the order they came
 * Out    `receive` -> order in payment; or closed at once where the channel has closed it
 *        what can't be read stays here, quarantined with its reason, until it is replayed
 * Writes inbox_item, orders, order_line, buyer_pii, buyer_index, order_event, hold; where an order changes that has a parcel, that too
 * Crash  nothing to clean up: the batch's transaction rolls back and the payloads are claimed again
 */
export const intake: Room = {
  name: "intake",
  async run(company) {
    const channels = await openChannels(company);
    return channels.size === 0 ? 0 : projectBatch(company, channels, null);
  },
};
const batch = 600;

/**
 * Reads what waits for these orders of one account, and nothing else: whoever looks before an act waits for no backlog. But for
 * what the room has at hand at this moment, which may be the cancellation; should the room give it back, it is read here.
 */
export async function projectOrders(company: Company, accountId: string, externalIds: readonly string[]): Promise<void> {
  const channels = new Map([[accountId, await company.outside.channel(accountId)]]);
  for (let round = 0; round < maxRounds; round++) {
    while ((await projectBatch(company, channels, { externalIds })) > 0);
    if ((await inOrg(company.db, company.orgId, (tx) => awaitOrders(tx, accountId, externalIds))).length === 0) return;
  }
}
const maxRounds = 10; // each is a batch of another lane that failed

async function projectBatch(company: Company, channels: ReadonlyMap<string, Channel>, only: Only): Promise<number> {
  let claimed: readonly InboxItem[] = [];
  try {
    return await project(company, channels, only, (items) => (claimed = items));
  } catch (error) {
    if (claimed.length === 0 || isOutage(error)) throw error;
    // One bad payload stops nobody: the batch is read again one by one, and the one that fails alone is set aside. Where that was
    // for time the others wait for the next turn, as in every room (`togetherOrAlone`).
    for (const { id } of claimed) if (!(await projectAlone(company, channels, id))) break;
    return claimed.length;
  }
}

/** What waits behind a closed door waits until it is open again; the payloads of the other accounts are read. */
async function openChannels(company: Company): Promise<Map<string, Channel>> {
  const channels = new Map<string, Channel>();
  for (const { accountId } of await inOrg(company.db, company.orgId, listWaitingAccounts)) {
    const channel = await opened(company, () => company.outside.channel(accountId));
    if (channel.ok) channels.set(accountId, channel.value);
  }
  return channels;
}

const project = (company: Company, channels: ReadonlyMap<string, Channel>, only: Only, seen: (items: readonly InboxItem[]) => void): Promise<number> =>
  inOrg(company.db, company.orgId, async (tx) => {
    const items = await claimPayloads(tx, batch, [...channels.keys()], only);
    seen(items);
    if (items.length === 0) return 0;
    const reads = items.map((item): Read => ({ item, mapped: channels.get(item.accountId)!.mapOrder(JSON.parse(item.raw)) }));
    const keys = reads.flatMap(({ item, mapped }) => (mapped.ok ? [{ accountId: item.accountId, externalId: mapped.value.externalId }] : []));
    const { fresh, changed, outcomes } = sortPayloads(reads, await lockKnownOrders(tx, keys), tx.now);
    await insertOrders(tx, fresh);
    await applyChanges(tx, changed);
    await markPayloads(tx, outcomes);
    return items.length;
  });

/** What fails alone is quarantined as a bug of ours, with the log's id. Answers whether the next one may be tried. */
async function projectAlone(company: Company, channels: ReadonlyMap<string, Channel>, id: string): Promise<boolean> {
  try {
    await project(company, channels, { id }, () => {});
    return true;
  } catch (error) {
    if (isOutage(error)) throw error;
    const logId = company.db.newId();
    company.log({ what: "a payload failed alone", logId, inboxItemId: id, error });
    await inOrg(company.db, company.orgId, (tx) => markPayloads(tx, [{ id, state: "quarantined", error: { kind: "broken", logId } }]));
    return !isTimeout(error);
  }
}
