import type { ChannelOrderLine } from "@argosy/core/connector.ts";
import { asTable } from "../db/rows.ts";
import type { Tx } from "../db/tx.ts";

export type Mapped = { readonly accountId: string; readonly channelSku: string; readonly skuId: string; readonly qty: number };
/** What the channel's SKUs are: the stored mapping first, then a SKU of the same code, then a barcode. */
export const resolveSkus = (tx: Tx, wanted: readonly { accountId: string; channelSku: string }[]): Promise<Mapped[]> =>
  tx.many<Mapped>`
    select x.a as account_id, x.s as channel_sku, coalesce(m.sku_id, c.id, b.id) as sku_id, coalesce(m.qty, 1) as qty
      from ${asTable("x", { a: "uuid", s: "text" }, wanted.map((w) => ({ a: w.accountId, s: w.channelSku })))}
      left join sku_mapping m on m.org_id = ${tx.orgId} and m.shop_account_id = x.a and m.channel_sku = x.s
      left join sku c on c.org_id = ${tx.orgId} and c.code = x.s
      left join sku b on b.org_id = ${tx.orgId} and b.barcode = x.s and x.s <> ''
     where coalesce(m.sku_id, c.id, b.id) is not null`;

export type LineHere = { readonly orderId: string; readonly id: string; readonly externalId: string; readonly channelSku: string; readonly qty: number; readonly elsewhereQty: number; readonly totalMinor: number };
export const listOrderLines = (tx: Tx, orderIds: readonly string[]): Promise<LineHere[]> =>
  tx.many<LineHere>`
    select order_id, id, external_id, channel_sku, qty, elsewhere_qty, total_minor from order_line
     where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[])
     order by order_id, id`;

type LineRow = {
  readonly id: string; readonly orderId: string; readonly channelSku: string; readonly title: string; readonly imageUrl: string | null; readonly qty: number; readonly elsewhereQty: number; readonly totalMinor: number;
  readonly skuId: string | null; readonly skuQty: number | null;
};
export const updateLines = (tx: Tx, rows: readonly LineRow[]): Promise<void> =>
  rows.length === 0 ? Promise.resolve() : tx.write`
    update order_line l set channel_sku = x."channelSku", title = x."title", image_url = x."imageUrl", qty = x."qty", elsewhere_qty = x."elsewhereQty", total_minor = x."totalMinor",
           sku_id = x."skuId", sku_qty = x."skuQty"
      from ${asTable("x", { id: "uuid", orderId: "uuid", channelSku: "text", title: "text", imageUrl: "text", qty: "int", elsewhereQty: "int", totalMinor: "bigint", skuId: "uuid", skuQty: "int" }, rows)}
     where l.org_id = ${tx.orgId} and l.order_id = x."orderId" and l.id = x."id"`;
/** Prices and titles alone: the goods of these lines are what they were. */
export const updatePrices = (tx: Tx, rows: readonly { readonly id: string; readonly orderId: string; readonly title: string; readonly totalMinor: number }[]): Promise<void> =>
  rows.length === 0 ? Promise.resolve() : tx.write`
    update order_line l set title = x."title", total_minor = x."totalMinor"
      from ${asTable("x", { id: "uuid", orderId: "uuid", title: "text", totalMinor: "bigint" }, rows)}
     where l.org_id = ${tx.orgId} and l.order_id = x."orderId" and l.id = x."id"`;

export async function deleteLines(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.write`
    delete from parcel_line l using parcel p
     where l.org_id = ${tx.orgId} and l.order_line_id = any(${ids}::uuid[]) and p.org_id = l.org_id and p.id = l.parcel_id and p.stage = 'cancelled'`;
  await tx.write`delete from order_line where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
}

export const setLinesDue = (tx: Tx, rows: readonly { readonly orderId: string; readonly lines: readonly ChannelOrderLine[] | null }[]): Promise<void> =>
  rows.length === 0 ? Promise.resolve() : tx.write`
    update orders o set lines_due = x.lines
      from ${asTable("x", { id: "uuid", lines: "jsonb" }, rows.map((r) => ({ id: r.orderId, lines: r.lines })))}
     where o.org_id = ${tx.orgId} and o.id = x.id and o.lines_due is distinct from x.lines`;
export const listLinesDue = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; accountId: string; lines: ChannelOrderLine[] }[]> =>
  tx.many<{ orderId: string; accountId: string; lines: ChannelOrderLine[] }>`
    select id as order_id, shop_account_id as account_id, lines_due as lines from orders
     where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and lines_due is not null
     order by id`;
