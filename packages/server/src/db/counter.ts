import type { Tx } from "./tx.ts";

/**
 * Takes the next `count` human numbers of one kind, e.g. ["O100001", "O100002"]. For people, never a key.
 * Rule    Taken at once, so that batches do not wait for each other's end; those of a transaction that fails stay unused.
 */
export async function takeNumbers(tx: Tx, prefix: "O" | "P" | "W", count: number): Promise<string[]> {
  if (count === 0) return [];
  const { last } = await tx.atOnce<{ last: number }>`
    insert into counter as c (org_id, name, last) values (${tx.orgId}, ${prefix}, ${100_000 + count})
    on conflict (org_id, name) do update set last = c.last + ${count}
    returning last`;
  return Array.from({ length: count }, (_, i) => `${prefix}${last - count + 1 + i}`);
}
