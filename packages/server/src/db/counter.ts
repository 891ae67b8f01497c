import type { Tx } from "./tx.ts";

/** Takes the next `count` human numbers of one kind, e.g. ["O100001", "O100002"]. For people, never a key. */
export async function takeNumbers(tx: Tx, prefix: "O" | "P" | "W", count: number): Promise<string[]> {
  if (count === 0) return [];
  const { last } = await tx.one<{ last: number }>`
    insert into counter as c (org_id, name, last) values (${tx.orgId}, ${prefix}, ${100_000 + count})
    on conflict (org_id, name) do update set last = c.last + ${count}
    returning last`;
  return Array.from({ length: count }, (_, i) => `${prefix}${last - count + 1 + i}`);
}
