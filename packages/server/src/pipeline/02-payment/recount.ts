import type { PaymentSource, RawItem } from "@argosy/core/connector.ts";
import { compareItems, type Recount } from "../recount.ts";
import { pullPayments } from "./pull.ts";
import { listHeldPayments } from "./sql.ts";

/**
 * Payment records by id and version: one that was shown later than the overlap covers is found the next night.
 * Rule    A record that waits here is stored again whatever its version: it may have been completed under the same one.
 */
export function recountPayments(source: Pick<PaymentSource, "mapPayment">): Recount<RawItem> {
  const { store } = pullPayments(source, "recount");
  return {
    list: async (company, accountId) => (await company.outside.paymentSource(accountId)).listPayments,
    async store(tx, accountId, items) {
      const held = await listHeldPayments(tx, accountId, items.flatMap((item) => item.externalId ?? []));
      const { missing, outdated, nameless } = compareItems(items, new Map(held.map((h) => [h.externalId, h.version])));
      const waiting = new Set(held.filter((h) => h.state === "pending").map((h) => h.externalId));
      const again = items.filter((item) => !outdated.includes(item) && waiting.has(item.externalId ?? ""));
      await store(tx, accountId, [...missing, ...outdated, ...nameless, ...again]);
      return { compared: items.length, missing: missing.length, outdated: outdated.length };
    },
  };
}
