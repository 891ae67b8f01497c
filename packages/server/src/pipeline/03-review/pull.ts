import type { ChannelMessage } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Tx } from "../../db/tx.ts";
import type { Pull } from "../feed.ts";
import { placeHolds } from "../hold.ts";
import { sealMessage } from "../message.ts";
import { moveOrders } from "../move.ts";
import { listWrittenAbout, lockBuyersOrders, lockMessages, upsertMessages, wakeBuyersOrders } from "./sql.ts";

/** Buyers' messages. A message that comes after the review sends the order back, or stops its parcel on the floor. */
export const pullMessages: Pull<ChannelMessage> = {
  everyS: 120,
  overlapS: 900,
  longestS: 30 * 86_400,
  list: async (company, accountId) => (await company.outside.channel(accountId)).listMessages,
  store: storeMessages,
};

export async function storeMessages(tx: Tx, accountId: string, messages: readonly ChannelMessage[]): Promise<void> {
  const once = [...new Map(messages.map((m) => [m.externalId, m])).values()];
  if (once.length === 0) return;
  await lockMessages(tx, accountId);
  const kept = await upsertMessages(tx, once.map((m) => ({
    id: tx.newId(), shopAccountId: accountId, externalId: m.externalId, buyerKey: tx.keyedHash(`${accountId}/${m.buyerId}`),
    orderExternalId: m.orderExternalId, sender: m.from, read: m.read, at: m.at,
    body: sealMessage(tx, accountId, m.externalId, m),
  })));
  const buyerKeys = [...new Set(kept.map((k) => k.buyerKey))];
  await lockBuyersOrders(tx, buyerKeys); // whoever lets one of them on at this moment has not seen the message
  await wakeBuyersOrders(tx, buyerKeys);

  const unreadFresh = kept.filter((k) => k.fresh && k.sender === "buyer" && !k.read);
  const written = await listWrittenAbout(tx, [...new Set(unreadFresh.map((k) => k.buyerKey))]);
  const concerned = written.flatMap((w) => {
    const about = unreadFresh.filter((k) => k.buyerKey === w.buyerKey && (k.orderExternalId === null || k.orderExternalId === w.externalId));
    const at = about.map((k) => k.at).toSorted().at(-1);
    return at === undefined ? [] : [{ ...w, at }];
  });
  await moveOrders(tx, "recheck", concerned.filter((w) => w.stage === "merge").map((w) => w.orderId), {
    actor: "channel", reason: fact("wrote_after_review"),
  });
  await placeHolds(tx, "parcel", concerned.flatMap(({ parcelId, orderId, at }) =>
    parcelId === null ? [] : [{ id: parcelId, code: "late_message" as const, evidence: { orderId, at } }],
  ), { actor: "channel", source: "channel", reason: fact("wrote_after_review") });
}
