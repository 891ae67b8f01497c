import { sql, type Sql } from "../db/sql.ts";

/** Two travellers walk: orders through rooms 02-04, parcels through 05-11. Their tables have the same shape. */
export type Traveller = "order" | "parcel";

// The only SQL text chosen at run time, and chosen from these constants alone.
export const tables: Readonly<Record<Traveller, { readonly table: Sql; readonly event: Sql; readonly key: Sql; readonly no: Sql }>> = {
  order: { table: sql`orders`, event: sql`order_event`, key: sql`order_id`, no: sql`order_no` },
  parcel: { table: sql`parcel`, event: sql`parcel_event`, key: sql`parcel_id`, no: sql`parcel_no` },
};

/** Who did it, for the timeline: a room, a member, the channel. */
export type Actor = `room:${string}` | `member:${string}` | "channel" | "carrier" | "system";
