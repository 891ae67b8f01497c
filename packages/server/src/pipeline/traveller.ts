import { sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";

/** Two travellers walk: orders through rooms 02-04, parcels through 05-11. Their tables have the same shape. */
export type Traveller = "order" | "parcel";

export const tables: Readonly<Record<Traveller, { readonly table: Sql; readonly event: Sql; readonly key: Sql; readonly no: Sql }>> = {
  order: { table: sql`orders`, event: sql`order_event`, key: sql`order_id`, no: sql`order_no` },
  parcel: { table: sql`parcel`, event: sql`parcel_event`, key: sql`parcel_id`, no: sql`parcel_no` },
};

/** Who did it, for the timeline: a room, a member, the channel. */
export type Actor = `room:${string}` | `member:${string}` | "channel" | "carrier" | "system";

export const ordersInParcels = async (tx: Tx, parcelIds: readonly string[]): Promise<string[]> =>
  (await tx.many<{ id: string }>`select distinct order_id as id from parcel_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[]) order by id`).map((o) => o.id);
export const parcelsOfOrders = async (tx: Tx, orderIds: readonly string[]): Promise<string[]> =>
  (await tx.many<{ id: string }>`select distinct parcel_id as id from parcel_line where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[])`).map((p) => p.id);
