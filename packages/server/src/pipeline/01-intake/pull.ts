import type { RawItem } from "@argosy/core/connector.ts";
import type { Pull } from "../feed.ts";
import { storePayloads } from "./sql.ts";

/** Orders by last-modified time. Ten minutes of overlap: eBay's documented minimum is two, and a minimum is no proof. */
export const pullOrders: Pull<RawItem> = {
  everyS: 60,
  overlapS: 600,
  longestS: 90 * 86_400,
  list: async (company, accountId) => (await company.outside.channel(accountId)).listOrders,
  store: async (tx, accountId, items) => void (await storePayloads(tx, accountId, "pull", items)),
};
