import type { RawItem } from "@argosy/core/connector.ts";
import type { Pull } from "../feed.ts";
import type { Company } from "../room.ts";
import { storeAndRead } from "./read-at-once.ts";

/** Orders by last-modified time. Ten minutes of overlap: eBay's documented minimum is two, and a minimum is no proof. */
export const pullOrders = (company: Company): Pull<RawItem> => ({
  everyS: 60,
  overlapS: 600,
  longestS: 90 * 86_400,
  list: async (_, accountId) => (await company.outside.channel(accountId)).listOrders,
  store: async (tx, accountId, items) => storeAndRead(tx, accountId, await company.outside.channel(accountId), items),
});
