import type { Channel, RawItem } from "@argosy/core/connector.ts";
import type { Pull } from "../feed.ts";
import type { Company } from "../room.ts";
import { storeAndRead } from "./read-at-once.ts";

/** Orders by last-modified time, read with their page (`channel` is opened before its transaction begins). Ten minutes of overlap: eBay's documented minimum is two, and a minimum is no proof. */
export const pullOrders = ({ log }: Pick<Company, "log">, channel: Pick<Channel, "mapOrder">): Pull<RawItem> => ({
  everyS: 60,
  overlapS: 600,
  longestS: 90 * 86_400,
  list: async (company, accountId) => (await company.outside.channel(accountId)).listOrders,
  store: (tx, accountId, items) => storeAndRead(tx, accountId, channel, items, log),
});
