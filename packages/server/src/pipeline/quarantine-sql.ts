import type { ConnectorError, Unreadable } from "@argosy/core/connector.ts";
import type { Instant } from "@argosy/core/time.ts";
import { createHash } from "node:crypto";
import type { Tx } from "../db/tx.ts";

/** How a payload came here. */
export type PayloadSource = "pull" | "look" | "import" | "recount";
export type ListName = "orders" | "messages" | "payments" | "tracking";
export const rawPlace = (id: string): string => `inbox_item.raw/${id}`;

/** Keeps what a connector could not read, once per content: overlapping windows bring it again. The newest state of a thing counts. */
export async function keepUnreadable(tx: Tx, accountId: string, feed: ListName, source: PayloadSource, entries: readonly Unreadable[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ externalId, error, raw }) => {
    const [id, text] = [tx.newId(), JSON.stringify(raw) ?? "null"];
    return {
      id, accountId, feed, source, externalId, version: null, raw: tx.seal(rawPlace(id), text), rawHash: createHash("sha256").update(text).digest().subarray(0, 20),
      rawSize: text.length, state: "quarantined", error, receivedAt: tx.now,
    };
  });
  await tx.write`
    update inbox_item set state = 'ignored'
     where org_id = ${tx.orgId} and account_id = ${accountId} and feed = ${feed} and state = 'quarantined'
       and external_id = any(${rows.flatMap((row) => row.externalId ?? [])}::text[]) and raw_hash <> all(${rows.map((row) => `\\x${row.rawHash.toString("hex")}`)}::bytea[])`;
  await tx.insert("inbox_item", rows, "on conflict (org_id, account_id, raw_hash) do nothing");
}

export type Kept = { readonly id: string; readonly accountId: string; readonly feed: Exclude<ListName, "orders">; readonly externalId: string | null; readonly raw: string; readonly receivedAt: Instant };
/** What of these is kept of other lists than orders. */
export async function listKept(tx: Tx, ids: readonly string[]): Promise<Kept[]> {
  const rows = await tx.many<Omit<Kept, "raw"> & { raw: Buffer }>`
    select id, account_id, feed, external_id, raw, received_at from inbox_item
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and state = 'quarantined' and feed <> 'orders' order by id`;
  return rows.map((row) => ({ ...row, raw: tx.open(rawPlace(row.id), row.raw) }));
}
/** The same, a page of them after this one, of what was received since. */
export async function listKeptAfter(tx: Tx, after: string | null, since: Instant | null): Promise<Kept[]> {
  const ids = await tx.many<{ id: string }>`
    select id from inbox_item
     where org_id = ${tx.orgId} and state = 'quarantined' and feed <> 'orders' and (${after}::uuid is null or id > ${after}) and (${since}::timestamptz is null or received_at >= ${since}) order by id limit 100`;
  return listKept(tx, ids.map((row) => row.id));
}

/** Marks one as read, or with the reason why it still can't be. False when somebody else has read it meanwhile. */
export const markKept = async (tx: Tx, id: string, error: ConnectorError | null): Promise<boolean> =>
  (await tx.run`
    update inbox_item set state = ${error === null ? "projected" : "quarantined"}, error = ${error === null ? null : JSON.stringify(error)}::jsonb
     where org_id = ${tx.orgId} and id = ${id} and state = 'quarantined'`) === 1;
