import { given, joinSql, nothing, sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { mostCounted } from "../lists/page.ts";
import { like } from "../stock/sql.ts";

export type SkuFields = {
  readonly code: string; readonly nameEn: string; readonly nameZh: string; readonly barcode: string; readonly weightG: number; readonly imageUrl: string | null;
  readonly declaredNameEn: string; readonly declaredNameZh: string; readonly declaredMinor: number | null; readonly declaredCurrency: string | null;
  readonly hsCode: string; readonly originCountry: string;
};
export type SkuRow = SkuFields & { readonly id: string; readonly version: number; readonly onHandQty: number; readonly reservedQty: number };

const columns = sql`
  s.id, s.code, s.name_en, s.name_zh, s.barcode, s.weight_g, s.image_url, s.declared_name_en, s.declared_name_zh, s.declared_minor,
  s.declared_currency, s.hs_code, s.origin_country, s.version, coalesce(b.on_hand_qty, 0) as on_hand_qty, coalesce(b.reserved_qty, 0) as reserved_qty`;
const from = (tx: Tx): Sql => sql`
  sku s left join lateral (select sum(on_hand_qty) as on_hand_qty, sum(reserved_qty) as reserved_qty
                             from stock_balance where org_id = ${tx.orgId} and sku_id = s.id) b on true`;
/** `q` is looked for in them; `code` is all of a code or of a barcode, in small or capital letters. */
type Wanted = { readonly q?: string | undefined; readonly code?: string | undefined };
const where = (tx: Tx, { q, code }: Wanted): Sql =>
  joinSql([
    sql`s.org_id = ${tx.orgId}`,
    ...(q ? [sql`(s.code ilike ${like(q)} or s.barcode = ${q} or s.name_en ilike ${like(q)} or s.name_zh ilike ${like(q)})`] : []),
    ...(code ? [sql`lower(${code}) in (lower(s.code), lower(s.barcode))`] : []),
  ], " and ");

export const listSkuRows = (tx: Tx, wanted: Wanted, after: string | null, limit: number): Promise<SkuRow[]> =>
  tx.many<SkuRow>`
    select ${columns} from ${from(tx)} where ${where(tx, wanted)} ${after === null ? nothing : sql`and s.code > ${after}`} order by s.code limit ${limit}`;
export const countSkuRows = (tx: Tx, wanted: Wanted): Promise<{ n: number }> =>
  tx.one`select count(*)::int as n from (select 1 from sku s where ${where(tx, wanted)} limit ${mostCounted + 1}) x`;
export const readSku = (tx: Tx, id: string): Promise<SkuRow | null> =>
  tx.maybe<SkuRow>`select ${columns} from ${from(tx)} where s.org_id = ${tx.orgId} and s.id = ${id}`;

/** Until the transaction ends nobody else of the company gives a code: two who come at once would not see each other's. */
export const lockCodes = (tx: Tx): Promise<void> => tx.write`select from org where id = ${tx.orgId} for no key update`;
/** Another SKU whose code differs from this one in capital letters only: what a scanner or a list finds by one finds the other. */
export const findCodeAlike = (tx: Tx, code: string, except: string | null = null): Promise<{ code: string } | null> =>
  tx.maybe<{ code: string }>`
    select code from sku where org_id = ${tx.orgId} and lower(code) = lower(${code}) and code <> ${code} and id is distinct from ${except}::uuid order by code limit 1`;

/** Letters and digits alone: how a code is written differs from shop to shop. */
const written = (code: Sql): Sql => sql`lower(regexp_replace(${code}, '[^[:alnum:]]+', '', 'g'))`;
/** The SKUs whose code reads like one of these names, each beside the name. */
export const listSkusAlike = (tx: Tx, names: readonly string[]): Promise<(SkuRow & { alike: string })[]> =>
  tx.many`
    select n.name as alike, ${columns} from unnest(${names}::text[]) n(name) join ${from(tx)} on ${written(sql`s.code`)} = ${written(sql`n.name`)}
     where s.org_id = ${tx.orgId} and ${written(sql`n.name`)} <> '' order by n.name, s.code limit 5000`;

/** Answers 0 when the row has another version by now. */
export const updateSku = (tx: Tx, id: string, version: number, f: SkuFields): Promise<number> =>
  tx.run`
    update sku set code = ${f.code}, name_en = ${f.nameEn}, name_zh = ${f.nameZh}, barcode = ${f.barcode}, weight_g = ${f.weightG}, image_url = ${f.imageUrl},
           declared_name_en = ${f.declaredNameEn}, declared_name_zh = ${f.declaredNameZh}, declared_minor = ${f.declaredMinor},
           declared_currency = ${f.declaredCurrency}, hs_code = ${f.hsCode}, origin_country = ${f.originCountry}, version = version + 1
     where org_id = ${tx.orgId} and id = ${id} and version = ${version}`;

/** Orders in review that wait for this SKU's data, e.g. a declaration, look again. */
export const listReviewOrdersOfSku = (tx: Tx, skuId: string): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select distinct o.id from orders o join order_line l on l.org_id = o.org_id and l.order_id = o.id
     where o.org_id = ${tx.orgId} and o.stage = 'review' and o.hold_codes <> '{}' and l.sku_id = ${skuId}`;

export type Unmapped = {
  readonly accountId: string; readonly account: string; readonly channelSku: string; readonly title: string; readonly imageUrl: string | null; readonly orderCount: number;
};
export const listUnmapped = (tx: Tx): Promise<Unmapped[]> =>
  tx.many<Unmapped>`
    select a.id as account_id, a.name as account, l.channel_sku, min(l.title) as title, min(l.image_url) as image_url, count(distinct o.id)::int as order_count
      from order_line l
      join orders o on o.org_id = l.org_id and o.id = l.order_id and o.stage in ('payment', 'review')
      join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where l.org_id = ${tx.orgId} and l.sku_id is null
     group by a.id, a.name, l.channel_sku
     order by count(distinct o.id) desc, a.name, l.channel_sku limit 500`;

export const isShop = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from account where org_id = ${tx.orgId} and id = ${id} and kind = 'shop'`) !== null;
export const upsertMapping = (tx: Tx, m: { accountId: string; channelSku: string; skuId: string; qty: number }): Promise<void> =>
  tx.write`
    insert into sku_mapping (org_id, shop_account_id, channel_sku, sku_id, qty) values (${tx.orgId}, ${m.accountId}, ${m.channelSku}, ${m.skuId}, ${m.qty})
    on conflict (org_id, shop_account_id, channel_sku) do update set sku_id = excluded.sku_id, qty = excluded.qty`;

/** What channel SKUs are; `accountId` null: in every shop, for a listing may be named by our own code or barcode. */
export type Meaning = { readonly accountId: string | null; readonly channelSkus: readonly string[]; readonly skuId: string; readonly qty: number };
/** Locks the orders that still may change what they contain: before a parcel was made of them. In order of the key. */
export const lockOrdersWith = (tx: Tx, m: Meaning): Promise<{ id: string; stage: string }[]> =>
  tx.many<{ id: string; stage: string }>`
    select id, stage from orders
     where org_id = ${tx.orgId} ${given(m.accountId, (id) => sql`and shop_account_id = ${id}`)} and stage in ('payment', 'review', 'merge')
       and id in (select order_id from order_line where org_id = ${tx.orgId} and channel_sku = any(${m.channelSkus}::text[]) and sku_id is null)
     order by id
       for no key update`;
/** Of how many listings the largest of these lines is. */
export const countLargest = async (tx: Tx, orderIds: readonly string[], m: Meaning): Promise<number> =>
  (await tx.one<{ qty: number }>`
    select coalesce(max(qty), 0) as qty from order_line
     where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and channel_sku = any(${m.channelSkus}::text[]) and sku_id is null`).qty;
/** Pieces of ours = pieces of the listing times what one of it contains. */
export const fillLines = (tx: Tx, orderIds: readonly string[], m: Meaning): Promise<void> =>
  tx.write`
    update order_line set sku_id = ${m.skuId}, sku_qty = qty * ${m.qty}::int
     where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and channel_sku = any(${m.channelSkus}::text[]) and sku_id is null`;

// ---------------------------------------------------------------- warehouses and shipping methods

export type WarehouseFields = { readonly code: string; readonly name: string; readonly kind: "own" | "third_party"; readonly address: Record<string, string>; readonly isDefault: boolean };
export type WarehouseRow = WarehouseFields & { readonly id: string; readonly version: number };
export const listWarehouseRows = (tx: Tx): Promise<WarehouseRow[]> =>
  tx.many<WarehouseRow>`select id, code, name, kind, address, is_default, version from warehouse where org_id = ${tx.orgId} order by code limit 1000`;
/** The version it stands at, for whoever changes it next: nobody else does meanwhile. Null when there is none. */
export const lockWarehouse = (tx: Tx, id: string): Promise<{ version: number } | null> =>
  tx.maybe<{ version: number }>`select version from warehouse where org_id = ${tx.orgId} and id = ${id} for no key update`;
export const lockMethod = (tx: Tx, id: string): Promise<{ version: number } | null> =>
  tx.maybe<{ version: number }>`select version from shipping_method where org_id = ${tx.orgId} and id = ${id} for no key update`;
/** One default at most: the one before lets go first, or the index refuses. */
export const dropDefault = (tx: Tx, except: string): Promise<void> =>
  tx.write`update warehouse set is_default = false, version = version + 1 where org_id = ${tx.orgId} and is_default and id <> ${except}`;
export const updateWarehouse = (tx: Tx, id: string, f: WarehouseFields): Promise<void> =>
  tx.write`
    update warehouse set code = ${f.code}, name = ${f.name}, kind = ${f.kind}, address = ${JSON.stringify(f.address)}::jsonb, is_default = ${f.isDefault}, version = version + 1
     where org_id = ${tx.orgId} and id = ${id}`;

export type MethodFields = {
  readonly code: string; readonly name: string; readonly carrierAccountId: string | null; readonly service: string; readonly books: "before_stock" | "after_stock";
  readonly numberSource: "api" | "number_pool" | "none"; readonly label: "carrier" | "own"; readonly channelCarrier: string; readonly maxWeightG: number | null;
  readonly countries: readonly string[] | null; readonly warehouseIds: readonly string[] | null; readonly limitMinor: number | null; readonly limitCurrency: string | null;
  readonly active: boolean;
};
export type MethodRow = Omit<MethodFields, "countries" | "warehouseIds"> & {
  readonly id: string; readonly countries: string[] | null; readonly warehouseIds: string[] | null; readonly poolFree: number; readonly version: number;
};
export const listMethodRows = (tx: Tx): Promise<MethodRow[]> =>
  tx.many<MethodRow>`
    select m.id, m.code, m.name, m.carrier_account_id, m.service, m.books, m.number_source, m.label, m.channel_carrier, m.max_weight_g, m.countries,
           m.warehouse_ids, m.limit_minor, m.limit_currency, m.active, m.version,
           (select count(*)::int from pool_number n where n.org_id = m.org_id and n.method_id = m.id and n.parcel_id is null) as pool_free
      from shipping_method m where m.org_id = ${tx.orgId} order by m.code limit 1000`;
export const updateMethod = (tx: Tx, id: string, f: MethodFields): Promise<void> =>
  tx.write`
    update shipping_method set code = ${f.code}, name = ${f.name}, carrier_account_id = ${f.carrierAccountId}, service = ${f.service}, books = ${f.books},
           number_source = ${f.numberSource}, label = ${f.label}, channel_carrier = ${f.channelCarrier}, max_weight_g = ${f.maxWeightG},
           countries = ${f.countries}::text[], warehouse_ids = ${f.warehouseIds}::uuid[], limit_minor = ${f.limitMinor}, limit_currency = ${f.limitCurrency},
           active = ${f.active}, version = version + 1
     where org_id = ${tx.orgId} and id = ${id}`;
export const isCarrier = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from account where org_id = ${tx.orgId} and id = ${id} and kind = 'carrier'`) !== null;
export const findMissingWarehouses = async (tx: Tx, ids: readonly string[]): Promise<string[]> => {
  const found = new Set((await tx.many<{ id: string }>`select id from warehouse where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`).map((w) => w.id));
  return ids.filter((id) => !found.has(id));
};
export const addPoolNumbers = (tx: Tx, methodId: string, numbers: readonly string[]): Promise<number> =>
  tx.run`
    insert into pool_number (org_id, method_id, number)
    select ${tx.orgId}::uuid, ${methodId}::uuid, x.n from unnest(${numbers}::text[]) as x(n)
    on conflict (org_id, method_id, number) do nothing`;
/** Parcels that no rule could place, or that wait for a number or a declaration, look again when a way opens. */
export const wakeWaiting = (tx: Tx): Promise<void> =>
  tx.write`
    update parcel set next_try_at = ${tx.now}
     where org_id = ${tx.orgId} and stage in ('routing', 'booking') and hold_codes && array['no_warehouse', 'no_method', 'number_pool_empty', 'customs_incomplete']`;
