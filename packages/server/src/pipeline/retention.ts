import { plusS, type Instant } from "@argosy/core/time.ts";
import { inOrg } from "../db/tx.ts";
import { repeatErasures } from "./erase-buyer.ts";
import { erasePeople, eraseOldPapers, eraseOldPayers, eraseOldMessages, eraseOldPayloads, lockDueOrders } from "./retention-sql.ts";
import type { Company } from "./room.ts";

// Buyers' data are kept for as long as they are needed. The order stays with its numbers, goods and money, and without
// a person; what was never tied to an order goes by its age.

const day = 86_400;
/** `afterShippingDays` ends the wait for a delivery that no carrier ever reports. */
export const keeping = { afterDeliveryDays: 30, afterClosingDays: 30, afterShippingDays: 90, payloadDays: 60, paperDays: 30, restDays: 90 } as const;
const everyS = 3600;
const batch = 500;

/**
 * Erases what is due in one company, a batch of each kind at a time. Answers how many rows.
 * Crash   One transaction per batch: what is erased is no longer found, so the next call goes on.
 */
export async function eraseDue(company: Company): Promise<number> {
  let erased = 0;
  for (let more = batch; more >= batch; erased += more)
    more = await inOrg(company.db, company.orgId, async (tx) => {
      const before = (days: number): Instant => plusS(tx.now, -days * day);
      const ids = (await lockDueOrders(tx, { delivered: before(keeping.afterDeliveryDays), closed: before(keeping.afterClosingDays), shipped: before(keeping.afterShippingDays) }, batch)).map((o) => o.id);
      await erasePeople(tx, ids);
      return ids.length;
    });
  erased += await repeatErasures(company);
  const byAge = [[eraseOldPayloads, keeping.payloadDays], [eraseOldMessages, keeping.restDays], [eraseOldPayers, keeping.restDays], [eraseOldPapers, keeping.paperDays]] as const;
  for (const [erase, days] of byAge)
    for (let more = batch; more >= batch; erased += more) more = await inOrg(company.db, company.orgId, (tx) => erase(tx, plusS(tx.now, -days * day), batch));
  return erased;
}

/** The same for a worker that asks at every turn: each company has its turn once an hour. */
export function hourlyErasure(): (company: Company) => Promise<number> {
  const next = new Map<string, Instant>();
  return async (company) => {
    const now = company.db.clock.now();
    if (now < (next.get(company.orgId) ?? now)) return 0;
    next.set(company.orgId, plusS(now, everyS));
    return eraseDue(company);
  };
}
