import type { Tx } from "../db/tx.ts";

/** What a label to these countries has cost lately, on average of the last thousand bookings. Those without a price are among the thousand: else a company that pays none would have all it ever booked read. */
export const averageCosts = (tx: Tx, countries: readonly string[]): Promise<{ country: string; currency: string; minor: number }[]> =>
  tx.many`
    select p.country, b.cost_currency as currency, avg(b.cost_minor)::int as minor
      from (select parcel_id, cost_minor, cost_currency from booking_attempt
             where org_id = ${tx.orgId} and state in ('booked', 'handed_over') order by id desc limit 1000) b
      join parcel p on p.org_id = ${tx.orgId} and p.id = b.parcel_id
     where b.cost_minor > 0 and p.country = any(${countries}::text[])
     group by p.country, b.cost_currency
     order by p.country, count(*) desc`;
