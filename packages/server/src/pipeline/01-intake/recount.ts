import type { RawItem } from "@argosy/core/connector.ts";
import { compareItems, type Recount } from "../recount.ts";
import { listHeld, storePayloads } from "./sql.ts";

/** Orders by id and version. What a list left out for hours keeps its old time, so it stands in an old window. */
export const recountOrders: Recount<RawItem> = {
  list: async (company, accountId) => (await company.outside.channel(accountId)).listOrders,
  async store(tx, accountId, items) {
    const held = await listHeld(tx, accountId, items.flatMap((item) => item.externalId ?? []));
    const { missing, outdated, nameless } = compareItems(items, new Map(held.map((h) => [h.externalId, h.version])));
    await storePayloads(tx, accountId, "recount", [...missing, ...outdated, ...nameless]);
    return { compared: items.length, missing: missing.length, outdated: outdated.length };
  },
};
