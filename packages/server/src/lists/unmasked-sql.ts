import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";

/** Written in the transaction that reads the buyer: nobody is shown who is not written down. */
export const noteUnmasked = (tx: Tx, orderId: string, actor: string): Promise<void> =>
  tx.insert("unmasked", [{ id: tx.newId(), orderId, actor, at: tx.now }]);

export const listUnmaskedOf = (tx: Tx, orderId: string): Promise<{ at: Instant; actor: string }[]> =>
  tx.many`select at, actor from unmasked where org_id = ${tx.orgId} and order_id = ${orderId} order by id desc limit 100`;

export type Unmasked = { readonly id: string; readonly at: Instant; readonly actor: string; readonly orderId: string; readonly orderNo: string };
/** Newest first. */
export const listUnmasked = (tx: Tx, after: string | null, limit: number): Promise<Unmasked[]> =>
  tx.many<Unmasked>`
    select u.id, u.at, u.actor, o.id as order_id, o.order_no
      from unmasked u join orders o on o.org_id = u.org_id and o.id = u.order_id
     where u.org_id = ${tx.orgId} and (${after}::uuid is null or u.id < ${after}) order by u.id desc limit ${limit}`;
export const countUnmasked = (tx: Tx, most: number): Promise<{ n: number }> =>
  tx.one<{ n: number }>`select count(*)::int as n from (select 1 from unmasked where org_id = ${tx.orgId} limit ${most}) x`;
