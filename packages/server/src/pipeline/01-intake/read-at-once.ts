import type { Channel, RawItem } from "@argosy/core/connector.ts";
import { isOutage } from "../../db/outage.ts";
import type { Tx } from "../../db/tx.ts";
import type { Company } from "../room.ts";
import { insertOrders } from "./apply.ts";
import { sortPayloads, type Applied, type Read } from "./decide.ts";
import { insertPayloads, listUnknown, listUnread, lockKnownOrders, type Payload } from "./sql.ts";

/**
 * Keeps a page of payloads, and reads at once those of orders that are new here.
 *
 * Rule    What the room would do with them is done in the page's own transaction. Everything else is the room's: newer versions of
 *         orders we have, what can't be read, and orders of which something older is still unread. Should a new one break
 *         something, the whole page is left to the room, which finds the one that does; the log says once why.
 * Why     Nearly all payloads are new orders. To seal one, store it, open it, parse it and mark it as read cost as much again.
 */
export async function storeAndRead(tx: Tx, accountId: string, channel: Pick<Channel, "mapOrder">, items: readonly RawItem[], log: Company["log"]): Promise<void> {
  const payloads = await listUnknown(tx, accountId, items);
  if (payloads.length === 0) return;
  try {
    await tx.savepoint(async () => {
      const fresh = await listFresh(tx, accountId, channel, payloads);
      const read = new Set(fresh.map((f) => f.item.id));
      const stored = await insertPayloads(tx, accountId, "pull", payloads, ({ id }) => (read.has(id) ? "projected" : "received"));
      if (stored < payloads.length) throw storedMeanwhile;
      await insertOrders(tx, fresh);
    });
  } catch (error) {
    if (isOutage(error)) throw error;
    if (error !== storedMeanwhile) log({ what: "a page of orders can't be read at once", logId: tx.newId(), accountId, error });
    await insertPayloads(tx, accountId, "pull", payloads, () => "received");
  }
}

const storedMeanwhile = new Error("somebody else has stored one of these payloads");

async function listFresh(tx: Tx, accountId: string, channel: Pick<Channel, "mapOrder">, payloads: readonly Payload[]): Promise<readonly Applied[]> {
  const reads = payloads.map(({ id, item: { externalId, version, raw } }): Read => ({ item: { id, accountId, externalId, version, toldAt: tx.now }, mapped: channel.mapOrder(raw) }));
  const readable = reads.flatMap(({ mapped }) => (mapped.ok ? [{ accountId, externalId: mapped.value.externalId }] : []));
  const { fresh } = sortPayloads(reads, await lockKnownOrders(tx, readable), tx.now);
  const unread = new Set((await listUnread(tx, accountId, fresh.map((f) => f.order.externalId))).map((u) => u.externalId));
  return fresh.filter((f) => f.item.externalId === f.order.externalId && !unread.has(f.order.externalId));
}
