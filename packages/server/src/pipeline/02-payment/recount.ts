import type { RawItem } from "@argosy/core/connector.ts";
import { compareItems, type Recount } from "../recount.ts";
import type { Company } from "../room.ts";
import { pullPayments } from "./pull.ts";
import { listHeldPayments } from "./sql.ts";

/** Payment records by id and version: one that was shown later than the overlap covers is found the next night. */
export function recountPayments(company: Company): Recount<RawItem> {
  const pull = pullPayments(company);
  return {
    list: pull.list,
    async store(tx, accountId, { items }) {
      const held = await listHeldPayments(tx, accountId, items.flatMap((item) => item.externalId ?? []));
      const { missing, outdated, nameless } = compareItems(items, new Map(held.map((h) => [h.externalId, h.version])));
      await pull.store(tx, accountId, [...missing, ...outdated, ...nameless]);
      return { compared: items.length, missing: missing.length, outdated: outdated.length };
    },
  };
}
