import type { Instant } from "@argosy/core/time.ts";
import { sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { nobody, openBuyer, type Buyer } from "../pipeline/buyer.ts";
import { maskBuyer, type Reader } from "./mask.ts";

// Relations of a page: one query each, for the ids the page shows. Nothing here is asked row by row.

export type AccountOfRow = { readonly accountId: string; readonly account: string; readonly channel: string; readonly site: string; readonly colour: string };
export type OrderRow = AccountOfRow & {
  readonly id: string; readonly orderNo: string; readonly externalId: string; readonly stage: string; readonly version: number; readonly country: string; readonly currency: string;
  readonly totalMinor: number; readonly shippingMinor: number; readonly taxMinor: number; readonly discountMinor: number; readonly otherMinor: number;
  readonly note: string; readonly placedAt: Instant; readonly paidAt: Instant | null; readonly dueAt: Instant; readonly shipByOurs: boolean; readonly nextTryAt: Instant | null;
  readonly requestedService: string; readonly channelStatus: string; readonly paymentDeclared: string; readonly buyerKey: string;
  readonly provenBy: "channel" | "own_records" | null; readonly toleranceMinor: number; readonly pii: Buffer | null;
};
export const readOrders = (tx: Tx, ids: readonly string[]): Promise<OrderRow[]> =>
  tx.many<OrderRow>`
    select o.id, o.order_no, o.external_id, o.stage, o.version, o.country, o.currency, o.total_minor, o.shipping_minor, o.tax_minor, o.discount_minor, o.other_minor,
           o.buyer_note as note, o.placed_at, o.paid_at, o.due_at, o.ship_by_at is null as ship_by_ours, o.next_try_at, o.requested_service, o.channel_status, o.payment_declared, o.buyer_key,
           a.id as account_id, a.name as account, a.connector as channel, a.site, a.colour, a.proven_by, a.tolerance_minor, b.ciphertext as pii
      from orders o
      join account a on a.org_id = o.org_id and a.id = o.shop_account_id
      left join buyer_pii b on b.org_id = o.org_id and b.order_id = o.id
     where o.org_id = ${tx.orgId} and o.id = any(${ids}::uuid[])`;

export type Goods = {
  readonly ownerId: string; readonly lineId: string; readonly skuCode: string | null; readonly channelSku: string; readonly skuId: string | null; readonly nameEn: string | null; readonly nameZh: string | null;
  readonly title: string; readonly qty: number; readonly elsewhereQty: number; readonly imageUrl: string | null; readonly barcode: string | null; readonly weightG: number; readonly totalMinor: number | null; readonly currency: string;
};
export const listOrderGoods = (tx: Tx, orderIds: readonly string[]): Promise<Goods[]> =>
  tx.many<Goods>`
    select l.order_id as owner_id, l.id as line_id, s.code as sku_code, l.channel_sku, l.sku_id, s.name_en, s.name_zh, l.title, l.qty, l.elsewhere_qty,
           coalesce(s.image_url, l.image_url) as image_url, s.barcode, coalesce(s.weight_g::bigint * l.sku_qty, 0) as weight_g, l.total_minor, o.currency
      from order_line l
      join orders o on o.org_id = l.org_id and o.id = l.order_id
      left join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[])
     order by l.order_id, l.id`;
export type ParcelOfOrder = { readonly orderId: string; readonly id: string; readonly stage: string; readonly isHeld: boolean };
/** The parcels of these orders, cancelled ones left out. */
export const listParcelsOfOrders = (tx: Tx, orderIds: readonly string[]): Promise<ParcelOfOrder[]> =>
  tx.many<ParcelOfOrder>`
    select distinct l.order_id, p.id, p.stage, p.hold_codes <> '{}' as is_held from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]) and p.stage <> 'cancelled'
     order by l.order_id, p.stage, p.id`;
export const listParcelGoods = (tx: Tx, parcelIds: readonly string[]): Promise<Goods[]> =>
  tx.many<Goods>`
    select p.parcel_id as owner_id, l.id as line_id, s.code as sku_code, l.channel_sku, p.sku_id, s.name_en, s.name_zh, l.title, p.qty, 0 as elsewhere_qty,
           coalesce(s.image_url, l.image_url) as image_url, s.barcode, s.weight_g::bigint * p.qty as weight_g, l.total_minor, o.currency
      from parcel_line p
      join order_line l on l.org_id = p.org_id and l.order_id = p.order_id and l.id = p.order_line_id
      join orders o on o.org_id = p.org_id and o.id = p.order_id
      join sku s on s.org_id = p.org_id and s.id = p.sku_id
     where p.org_id = ${tx.orgId} and p.parcel_id = any(${parcelIds}::uuid[])
     order by p.parcel_id, l.id`;

export type HoldRow = {
  readonly ownerId: string; readonly id: string; readonly code: string; readonly kind: "wait" | "ask" | "fault"; readonly evidence: Record<string, unknown>; readonly evidenceHash: string;
  readonly since: Instant; readonly releasedAt: Instant | null; readonly releasedBy: string | null; readonly reason: string | null;
};
/** Open holds, or those of the past as well. */
export const listHolds = (tx: Tx, of: "order" | "parcel", ids: readonly string[], past: boolean): Promise<HoldRow[]> => {
  const key = of === "order" ? sql`order_id` : sql`parcel_id`;
  return tx.many<HoldRow>`
    select ${key} as owner_id, id, code, kind, evidence, evidence_hash, since, released_at, released_by, reason from hold
     where org_id = ${tx.orgId} and ${key} = any(${ids}::uuid[]) and (released_at is null or ${past}::boolean)
     order by since, id`;
};

export type Holder = { readonly parcelId: string; readonly skuId: string; readonly parcelNos: readonly string[]; readonly count: number };
/** Which parcels have what these lack: of each SKU the three that leave first, and how many there are. */
export const listHolders = (tx: Tx, shortIds: readonly string[]): Promise<Holder[]> =>
  tx.many<Holder>`
    with lacking as materialized (
      select distinct warehouse_id, sku_id from purchase_plan_line where org_id = ${tx.orgId} and parcel_id = any(${shortIds}::uuid[]))
    select l.parcel_id, l.sku_id, h.parcel_nos, h.count
      from purchase_plan_line l
      join (select w.warehouse_id, w.sku_id, count(*)::int as count, (array_agg(p.parcel_no order by p.due_at, p.id))[1:3] as parcel_nos
              from lacking w
              join reservation r on r.org_id = ${tx.orgId} and r.warehouse_id = w.warehouse_id and r.sku_id = w.sku_id
              join parcel p on p.org_id = r.org_id and p.id = r.parcel_id
             group by w.warehouse_id, w.sku_id) h on h.warehouse_id = l.warehouse_id and h.sku_id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${shortIds}::uuid[])`;

export type ParcelRow = AccountOfRow & {
  readonly id: string; readonly parcelNo: string; readonly stage: string; readonly version: number; readonly country: string; readonly currency: string; readonly totalMinor: number;
  readonly weightG: number; readonly warehouseId: string | null; readonly warehouse: string | null; readonly methodId: string | null; readonly method: string | null;
  readonly books: "before_stock" | "after_stock" | null; readonly booked: boolean; readonly reserved: boolean; readonly pinned: boolean; readonly trackingNo: string | null;
  readonly trackingStatus: string | null; readonly waveId: string | null; readonly waveNo: string | null; readonly hasLabel: boolean; readonly printedCount: number; readonly followed: boolean; readonly labelUnconfirmed: boolean;
  readonly paidAt: Instant | null; readonly dueAt: Instant; readonly shipByOurs: boolean; readonly nextTryAt: Instant | null; readonly shippedAt: Instant | null; readonly deliveredAt: Instant | null; readonly packedWeightG: number | null; readonly piiOrderId: string; readonly pii: Buffer | null;
  readonly costMinor: number | null; readonly costCurrency: string | null;
};
export const readParcels = (tx: Tx, ids: readonly string[]): Promise<ParcelRow[]> =>
  tx.many<ParcelRow>`
    select p.id, p.parcel_no, p.stage, p.version, p.country, p.currency, p.total_minor, p.weight_g, p.warehouse_id, w.name as warehouse, p.method_id, m.name as method, m.carrier_account_id is not null as followed, p.books,
           p.booking_id is not null as booked, p.reserved_at is not null as reserved, p.pinned, p.tracking_no, p.tracking_status, p.wave_id, v.wave_no,
           (m.label = 'own' and p.booking_id is not null and i.ciphertext is not null) or exists (select 1 from label_file f where f.org_id = p.org_id and f.booking_id = b.id) as has_label, p.printed_count,
           p.stage = 'shipping' and exists (select 1 from print_job j where j.org_id = p.org_id and j.parcel_id = p.id and j.outcome is null)
             and not exists (select 1 from pack_scan s where s.org_id = p.org_id and s.parcel_id = p.id) as label_unconfirmed, p.paid_at, p.due_at, p.ship_by_at is null as ship_by_ours, p.next_try_at, p.shipped_at, p.delivered_at, p.packed_weight_g,
           p.pii_order_id, i.ciphertext as pii, b.cost_minor, b.cost_currency,
           a.id as account_id, a.name as account, a.connector as channel, a.site, a.colour
      from parcel p
      join account a on a.org_id = p.org_id and a.id = p.shop_account_id
      left join warehouse w on w.org_id = p.org_id and w.id = p.warehouse_id
      left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
      left join wave v on v.org_id = p.org_id and v.id = p.wave_id
      left join booking_attempt b on b.org_id = p.org_id and b.id = p.booking_id
      left join buyer_pii i on i.org_id = p.org_id and i.order_id = p.pii_order_id
     where p.org_id = ${tx.orgId} and p.id = any(${ids}::uuid[])`;
export const listOrdersOfParcels = (tx: Tx, parcelIds: readonly string[]): Promise<{ parcelId: string; id: string; orderNo: string; note: string }[]> =>
  tx.many`
    select distinct l.parcel_id, o.id, o.order_no, o.buyer_note as note from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[]) order by o.order_no`;

/** Who bought, as this reader may see it; empty where the person has been erased. */
export function showBuyer(tx: Tx, { masked }: Reader, orderId: string, pii: Buffer | null, country: string): Buyer {
  if (pii === null) return { ...nobody, shipTo: { ...nobody.shipTo, country } };
  const buyer = openBuyer(tx, orderId, pii);
  return masked ? maskBuyer(buyer) : buyer;
}
