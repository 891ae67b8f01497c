import { fact } from "@argosy/core/facts.ts";
import { nobody, openBuyer } from "../buyer.ts";
import { openMessage } from "../message.ts";
import { openPayer } from "../payer.ts";
import { decidingRoom, type DecidingRoom } from "../room.ts";
import { reasonsToLook, type ToReview } from "./decide.ts";
import { claimOrders, listHomeCountries, listLines, listMessageFeeds, listNoted, listUnanswered, listUnread, type OrderToReview, type Unread } from "./sql.ts";

const retryS = 60; // for the holds that time or another room clears; people and mappings wake their orders themselves

/**
 * 03 review (待审核): asks a person where a person is needed, and nobody else.
 *
 * In     orders at stage `review`, their lines and SKUs, notes, unread messages, the freshness of the message feed
 * Out    `approve` -> merge, by itself when nothing is found; else held with every reason at once
 * Writes hold, order_event
 * Crash  nothing to clean up: one transaction per batch
 */
export const reviewWork: DecidingRoom<"review", OrderToReview, Map<string, ToReview>> = {
  name: "review",
  traveller: "order",
  batch: 1000,
  claim: claimOrders,
  async gather(tx, orders) {
    const ids = orders.map((o) => o.id);
    const asked = orders.filter((o) => o.holdCodes.includes("buyer_message")).map((o) => o.id);
    const [allLines, allUnread, allNoted, allUnanswered, allFeeds, warehouses] = await Promise.all([
      listLines(tx, ids), listUnread(tx, [...new Set(orders.map((o) => o.buyerKey))]), listNoted(tx, ids),
      asked.length > 0 ? listUnanswered(tx, asked) : [], listMessageFeeds(tx), listHomeCountries(tx),
    ]);
    const lines = Map.groupBy(allLines, (l) => l.orderId);
    const unread = Map.groupBy(allUnread, (m) => m.buyerKey);
    const noted = Map.groupBy(allNoted, (n) => n.orderId);
    const unanswered = new Map(allUnanswered.map((h) => [h.orderId, h.evidence]));
    const feeds = new Map(allFeeds.map((f) => [f.accountId, f.fetchedAt ?? f.since]));
    const homeCountries = new Set(warehouses.map((w) => w.address.country));
    return new Map(orders.map((order) => [order.id, {
      ...order,
      shipTo: order.pii ? openBuyer(tx, order.id, order.pii).shipTo : nobody.shipTo,
      payerNotes: (noted.get(order.id) ?? []).map((n) => openPayer(tx, n.accountId, n.externalId, n.payer).note),
      lines: lines.get(order.id) ?? [],
      unread: about(order, unread.get(order.buyerKey) ?? []).map((m) => ({ id: m.id, at: m.at, text: openMessage(tx, m).text })),
      unanswered: unanswered.get(order.id) ?? null,
      messagesFetchedAt: feeds.get(order.shopAccountId) ?? null,
      homeCountries,
    }]));
  },
  decide: (orders, facts, { now }) =>
    orders.map(({ id }) => ({ id, holds: reasonsToLook(facts.get(id)!, now), move: "approve" as const, reason: fact("nothing_to_ask"), reasonByHand: fact("released_by_hand"), retryS })),
};
export const review = decidingRoom(reviewWork);

/** A message about another order of the same buyer is not about this one; one about no order may be about any. */
const about = (order: OrderToReview, messages: readonly Unread[]): Unread[] =>
  messages.filter((m) => m.orderExternalId === null || m.orderExternalId === order.externalId);
