import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";

/** Those of these orders that the channel was last asked about before `before`. */
export const listUnchecked = (tx: Tx, orderIds: readonly string[], before: Instant): Promise<{ id: string; shopAccountId: string; externalId: string }[]> =>
  tx.many<{ id: string; shopAccountId: string; externalId: string }>`
    select id, shop_account_id, external_id from orders
     where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and checked_at < ${before}
     order by shop_account_id, id`;
