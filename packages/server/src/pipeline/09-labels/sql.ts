import type { Address } from "@argosy/core/address.ts";
import type { HoldCode } from "@argosy/core/journey.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../../db/tx.ts";
import { openBuyer } from "../buyer.ts";
import { bookingOf } from "../queue-sql.ts";
import type { Actor } from "../traveller.ts";
import { inWave } from "../wave-sql.ts";

export type LabelFacts = {
  readonly id: string; readonly parcelNo: string; readonly stage: string; readonly version: number; readonly holdCodes: readonly HoldCode[]; readonly printedCount: number;
  readonly addressHash: string; readonly bookedHash: string | null; readonly trackingNo: string | null; readonly numberDue: boolean;
  readonly methodId: string | null; readonly method: string; readonly ownLabel: boolean; readonly carrierAccountId: string | null; readonly carrier: string | null;
  readonly country: string; readonly weightG: number; readonly dueAt: string; readonly waveNo: string | null; readonly slot: number | null;
  readonly sha256: string | null; readonly mime: string | null; readonly bytes: Buffer | null; readonly piiOrderId: string; readonly warehouseId: string | null;
};
/** All about these parcels that decides and draws a page, with the carrier's bytes. A plain read: nothing is locked. */
export const listLabelFacts = (tx: Tx, parcelIds: readonly string[]): Promise<LabelFacts[]> =>
  tx.many<LabelFacts>`
    select p.id, p.parcel_no, p.stage, p.version, p.hold_codes, p.printed_count, p.address_hash, b.address_hash as booked_hash, b.tracking_no,
           coalesce(m.number_source <> 'none', true) as number_due, m.id as method_id, coalesce(m.name, '') as method, coalesce(m.label = 'own', false) as own_label,
           b.carrier_account_id, a.name as carrier, p.country, p.weight_g, p.due_at, w.wave_no, p.slot,
           b.label_sha256 as sha256, f.mime, f.bytes, p.pii_order_id, p.warehouse_id
      from parcel p
      left join lateral ${bookingOf} b on b.live
      left join lateral (select mime, bytes from label_file f where f.org_id = b.org_id and f.booking_id = b.id limit 1) f on true
      left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
      left join account a on a.org_id = b.org_id and a.id = b.carrier_account_id
      left join wave w on w.org_id = p.org_id and w.id = p.wave_id
     where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[])`;

export const listSenders = (tx: Tx): Promise<{ warehouseId: string; address: Address }[]> =>
  tx.many<{ warehouseId: string; address: Address }>`select id as warehouse_id, address from warehouse where org_id = ${tx.orgId}`;

export type Goods = { readonly parcelId: string; readonly sku: string; readonly qty: number; readonly bin: string };
export const listGoods = (tx: Tx, parcelIds: readonly string[]): Promise<Goods[]> =>
  tx.many<Goods>`
    select l.parcel_id, s.code as sku, sum(l.qty)::int as qty, coalesce(max(b.bin), '') as bin
      from parcel_line l
      join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
      join sku s on s.org_id = l.org_id and s.id = l.sku_id
      left join stock_balance b on b.org_id = p.org_id and b.warehouse_id = p.warehouse_id and b.sku_id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[])
     group by l.parcel_id, s.code order by l.parcel_id, bin, s.code`;
export type OrderWords = { readonly parcelId: string; readonly orderNo: string; readonly buyerNote: string };
export const listOrderWords = (tx: Tx, parcelIds: readonly string[]): Promise<OrderWords[]> =>
  tx.many<OrderWords>`
    select distinct l.parcel_id, o.order_no, o.buyer_note
      from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${parcelIds}::uuid[]) order by l.parcel_id, o.order_no`;

/** Where parcels go, decrypted. An order whose person was erased is not in the answer. */
export async function openAddresses(tx: Tx, orderIds: readonly string[]): Promise<Map<string, Address>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.many<{ orderId: string; ciphertext: Buffer }>`
    select order_id, ciphertext from buyer_pii where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and ciphertext is not null`;
  return new Map(rows.map((r) => [r.orderId, openBuyer(tx, r.orderId, r.ciphertext).shipTo]));
}

export const listWaveParcels = (tx: Tx, waveId: string): Promise<{ id: string; stage: string }[]> =>
  tx.many<{ id: string; stage: string }>`
    select p.id, p.stage from wave w join parcel p on ${inWave}
     where w.org_id = ${tx.orgId} and w.id = ${waveId} and p.stage in ('labels', 'shipping') order by p.slot limit 1000`;
/** Everything that waits for its label and is free, earliest promise first. */
export const listWaiting = (tx: Tx, limit: number): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select id from parcel where org_id = ${tx.orgId} and stage = 'labels' and hold_codes <@ '{label_missing}' order by due_at, id limit ${limit}`;

export type Locked = { readonly id: string; readonly version: number; readonly stage: string; readonly printedCount: number };
/** Locks what is about to be marked as printed, to see whether it is still what was drawn. */
export const lockParcels = (tx: Tx, parcelIds: readonly string[]): Promise<Locked[]> =>
  tx.many<Locked>`
    select id, version, stage, printed_count from parcel where org_id = ${tx.orgId} and id = any(${parcelIds}::uuid[]) order by id for no key update`;

export type Document = { readonly id: string; readonly name: string; readonly pageCount: number; readonly pickStrip: boolean; readonly bytes: Buffer };
/** The bytes go as a binary parameter: as JSON text a batch of 500 labels would be twice its size in memory. */
export const writeDocument = (tx: Tx, d: Document, actor: Actor): Promise<number> =>
  tx.run`
    insert into print_document (org_id, id, name, page_count, created_at, created_by, pick_strip, bytes)
    values (${tx.orgId}, ${d.id}, ${d.name}, ${d.pageCount}, ${tx.now}, ${actor}, ${d.pickStrip}, ${d.bytes})`;
export const readDocument = (tx: Tx, id: string): Promise<{ name: string; createdAt: Instant; bytes: Buffer } | null> =>
  tx.maybe<{ name: string; createdAt: Instant; bytes: Buffer }>`select name, created_at, bytes from print_document where org_id = ${tx.orgId} and id = ${id} and bytes is not null`;
export const countPrint = (tx: Tx, parcelIds: readonly string[]): Promise<void> =>
  tx.write`update parcel set printed_count = printed_count + 1 where org_id = ${tx.orgId} and id = any(${parcelIds}::uuid[])`;

export type OpenPage = { readonly documentId: string; readonly name: string; readonly pages: number; readonly createdAt: Instant; readonly createdBy: string; readonly page: number; readonly parcelId: string; readonly parcelNo: string; readonly waveNo: string | null; readonly slot: number | null };
/** Pages nobody has seen on paper: their parcels wait in shipping, and no piece of them was scanned. Read from the parcels there, which are few. */
export const listOpenPages = (tx: Tx, limit: number): Promise<OpenPage[]> =>
  tx.many<OpenPage>`
    select d.id as document_id, d.name, d.page_count as pages, d.created_at, d.created_by, j.page, p.id as parcel_id, p.parcel_no, w.wave_no, p.slot
      from parcel p
      join print_job j on j.org_id = p.org_id and j.parcel_id = p.id and j.outcome is null
      join print_document d on d.org_id = j.org_id and d.id = j.document_id
      left join wave w on w.org_id = p.org_id and w.id = p.wave_id
     where p.org_id = ${tx.orgId} and p.stage = 'shipping' and not exists (select 1 from pack_scan s where s.org_id = p.org_id and s.parcel_id = p.id)
     order by d.created_at desc, d.id, j.page limit ${limit}`;
/** The pages of a document, each with what became of it. Its parcels are locked before, as whoever prints them does. */
export const listPages = (tx: Tx, documentId: string): Promise<{ parcelId: string; outcome: string | null }[]> =>
  tx.many<{ parcelId: string; outcome: string | null }>`
    select parcel_id, outcome from print_job where org_id = ${tx.orgId} and document_id = ${documentId} order by page`;
export const confirmPages = (tx: Tx, documentId: string, actor: Actor): Promise<{ parcelId: string }[]> =>
  tx.many<{ parcelId: string }>`
    update print_job set outcome = 'good', outcome_at = ${tx.now}, outcome_by = ${actor}
     where org_id = ${tx.orgId} and document_id = ${documentId} and outcome is null returning parcel_id`;

export type StoredTemplate = { readonly value: unknown; readonly version: number };
export const readTemplate = (tx: Tx, name: string): Promise<StoredTemplate | null> =>
  tx.maybe<StoredTemplate>`select value, version from setting where org_id = ${tx.orgId} and name = ${`template/${name}`}`;
/** Writes version `version + 1` if `version` is what stands there (0: nothing does). Answers false when it is not. */
export const writeTemplate = async (tx: Tx, name: string, value: object, version: number): Promise<boolean> =>
  (version === 0
    ? await tx.run`
        insert into setting (org_id, name, value, version) values (${tx.orgId}, ${`template/${name}`}, ${JSON.stringify(value)}::jsonb, 1)
        on conflict (org_id, name) do nothing`
    : await tx.run`
        update setting set value = ${JSON.stringify(value)}::jsonb, version = version + 1
         where org_id = ${tx.orgId} and name = ${`template/${name}`} and version = ${version}`) === 1;
