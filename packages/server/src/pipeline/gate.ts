import { plusS } from "@argosy/core/time.ts";
import { inOrg } from "../db/tx.ts";
import { guarded, opened } from "./calls.ts";
import { listUnchecked } from "./gate-sql.ts";
import { noteLook, storePayloads } from "./01-intake/sql.ts";
import { projectOrders } from "./01-intake/stage.ts";
import type { Company } from "./room.ts";

/**
 * The last look before something can't be undone: booking, wave, final scan.
 *
 * Rule    Orders not looked at for `maxAgeS` are fetched from their channel and what changed is applied by intake, so a
 *         cancellation or another address stops the parcel before money or goods move. No transaction is open meanwhile.
 *         Does not count for an order that the answer left out, nor for one whose newer version can't be read: that one is in
 *         quarantine, and may well be the cancellation.
 * Answer  `failed` names the orders whose channel could not be asked, `silent` those that its answer left out; the room
 *         decides what that means.
 */
export async function lookAgain(company: Company, orderIds: readonly string[], maxAgeS: number): Promise<{ failed: string[]; silent: string[] }> {
  const now = company.db.clock.now();
  const stale = await inOrg(company.db, company.orgId, (tx) => listUnchecked(tx, orderIds, plusS(now, -maxAgeS)));
  const failed: string[] = [];
  const silent: string[] = [];
  for (const [accountId, orders] of Map.groupBy(stale, (o) => o.shopAccountId)) {
    const channel = await opened(company, () => company.outside.channel(accountId));
    if (!channel.ok) {
      failed.push(...orders.map((o) => o.id));
      continue;
    }
    const { fetchLimit } = channel.value;
    const told: string[] = [];
    for (let at = 0; at < orders.length; at += fetchLimit) {
      const part = orders.slice(at, at + fetchLimit);
      const answer = await guarded(company, () => channel.value.fetchOrders(part.map((o) => o.externalId)));
      if (!answer.ok) {
        failed.push(...part.map((o) => o.id));
        continue;
      }
      await inOrg(company.db, company.orgId, (tx) => storePayloads(tx, accountId, "look", answer.value));
      const named = new Set(answer.value.flatMap((item) => item.externalId ?? []));
      told.push(...named);
      silent.push(...part.filter((o) => !named.has(o.externalId)).map((o) => o.id)); // of one that was left out nothing was told
    }
    if (told.length === 0) continue;
    // What the look brought is applied now, not at intake's next turn: the caller is about to act on it. Only then does the
    // look count; noted before, a crash in between would let a parcel leave on news that nobody has read.
    await projectOrders(company, accountId, told);
    await inOrg(company.db, company.orgId, (tx) => noteLook(tx, accountId, told, now));
  }
  return { failed, silent };
}
