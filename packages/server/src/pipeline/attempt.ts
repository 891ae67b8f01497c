import type { Tx } from "../db/tx.ts";

// Booking attempts as the rest of the journey sees them. The protocol itself, write before call and look up after a
// lost answer, lives in room 06.

/**
 * Plans the void of whatever these parcels have booked.
 * Rule    `sent` and `unknown` stay as they are; when their outcome turns out to be a booking nobody wants any more,
 *         room 06 voids it then. A number of our own pool has nobody to void it at. Whoever is fetching the label of such
 *         a booking loses the lease: written later, his answer would make a live booking of it again.
 */
export async function planVoids(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  await tx.write`
    update booking_attempt
       set state = case when carrier_account_id is null then 'cancelled' else 'cancelling' end,
           look_at = ${tx.now}, lease_no = lease_no + 1, tries = 0, updated_at = ${tx.now}
     where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) and state = 'booked'`;
}
