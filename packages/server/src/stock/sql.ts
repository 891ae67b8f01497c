import { asTable } from "../db/rows.ts";
import { sql, joinSql, nothing, type Sql } from "../db/sql.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { mostCounted } from "../lists/page.ts";

/** Receipts and counts of one warehouse come one after the other, so that two with the same id meet whatever they hold. */
export const lockWarehouse = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe<{ yes: number }>`select 1 as yes from warehouse where org_id = ${tx.orgId} and id = ${id} for no key update`) !== null;

/** Those of the ids that are no SKU of this company. */
export async function findMissingSkus(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`select id from sku where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
  const found = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !found.has(id));
}

/** Makes the balances that are not there yet, at zero, so that every receipt finds a row to lock. Sorted, like the locks. */
export const insertBalances = (tx: Tx, warehouseId: string, skuIds: readonly string[]): Promise<void> =>
  tx.write`
    insert into stock_balance (org_id, warehouse_id, sku_id)
    select ${tx.orgId}::uuid, ${warehouseId}::uuid, x.id from unnest(${skuIds}::uuid[]) as x(id) order by x.id
    on conflict (org_id, warehouse_id, sku_id) do nothing`;

/** What a receipt or a count has already written. Read under the warehouse's lock, so a repetition sees it whole. */
export const readReceipt = (tx: Tx, causeId: string): Promise<{ kind: string; warehouseId: string; skuId: string; qty: number }[]> =>
  tx.many`
    select kind, warehouse_id, sku_id, on_hand_delta as qty from stock_move
     where org_id = ${tx.orgId} and cause_id = ${causeId} and kind in ('receive', 'adjust')`;

export const readFree = async (tx: Tx, warehouseId: string, skuId: string): Promise<number> =>
  (await tx.one<{ n: number }>`
    select on_hand_qty - reserved_qty as n from stock_balance where org_id = ${tx.orgId} and warehouse_id = ${warehouseId} and sku_id = ${skuId}`).n;
/** Parcels in no wave that hold this SKU, whoever can best do without first. Locked, so that no wave takes them meanwhile. */
export const lockPromisedLast = (tx: Tx, warehouseId: string, skuId: string): Promise<{ parcelId: string; qty: number }[]> =>
  tx.many<{ parcelId: string; qty: number }>`
    with p as (
      select p.id, p.hold_codes, p.pinned, p.due_at, r.qty from reservation r join parcel p on p.org_id = r.org_id and p.id = r.parcel_id
       where r.org_id = ${tx.orgId} and r.warehouse_id = ${warehouseId} and r.sku_id = ${skuId} and p.wave_id is null and p.stage in ('booking', 'picking')
       order by p.id
         for no key update of p)
    select id as parcel_id, qty from p order by 'pick_short' = any(hold_codes) desc, pinned, due_at desc, id desc`;

export const addOnHand = (tx: Tx, warehouseId: string, goods: readonly { readonly skuId: string; readonly qty: number }[]): Promise<void> =>
  tx.write`
    update stock_balance b set on_hand_qty = b.on_hand_qty + x.q
      from ${asTable("x", { s: "uuid", q: "int" }, goods.map((g) => ({ s: g.skuId, q: g.qty })))}
     where b.org_id = ${tx.orgId} and b.warehouse_id = ${warehouseId} and b.sku_id = x.s`;
export const setBins = (tx: Tx, warehouseId: string, goods: readonly { readonly skuId: string; readonly bin?: string | undefined }[]): Promise<number> =>
  goods.length === 0
    ? Promise.resolve(0)
    : tx.run`
        update stock_balance b set bin = x.bin
          from ${asTable("x", { s: "uuid", bin: "text" }, goods.map((g) => ({ s: g.skuId, bin: g.bin })))}
         where b.org_id = ${tx.orgId} and b.warehouse_id = ${warehouseId} and b.sku_id = x.s`;

// ---------------------------------------------------------------- lists

export type StockFilter = { readonly q: string | undefined; readonly warehouseId: string | undefined; readonly only: "all" | "short" | "zero" };
export type StockRow = {
  readonly skuId: string; readonly sku: string; readonly nameEn: string; readonly nameZh: string; readonly imageUrl: string | null; readonly warehouseId: string; readonly warehouse: string;
  readonly bin: string; readonly onHandQty: number; readonly reservedQty: number; readonly freeQty: number; readonly shortQty: number;
};

// Catalogues are thousands of rows, not millions: names are searched anywhere inside, in order of the code.
const stockWhere = (tx: Tx, f: StockFilter): Sql =>
  joinSql([
    sql`b.org_id = ${tx.orgId}`,
    ...(f.warehouseId ? [sql`b.warehouse_id = ${f.warehouseId}`] : []),
    ...(f.q ? [sql`(s.code ilike ${like(f.q)} or s.barcode = ${f.q} or s.name_en ilike ${like(f.q)} or s.name_zh ilike ${like(f.q)} or b.bin ilike ${like(f.q)})`] : []),
    ...(f.only === "short" ? [sql`coalesce(p.qty, 0) > 0`] : []),
    ...(f.only === "zero" ? [sql`b.on_hand_qty = 0`] : []),
  ], " and ");
const stockFrom = (tx: Tx): Sql => sql`
  stock_balance b
  join sku s on s.org_id = b.org_id and s.id = b.sku_id
  join warehouse w on w.org_id = b.org_id and w.id = b.warehouse_id
  left join (select warehouse_id, sku_id, sum(qty) as qty from purchase_plan_line where org_id = ${tx.orgId} group by warehouse_id, sku_id) p
    on p.warehouse_id = b.warehouse_id and p.sku_id = b.sku_id`;
export const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Keyset by (SKU code, warehouse code). */
export const listBalances = (tx: Tx, f: StockFilter, after: readonly [string, string] | null, limit: number): Promise<(StockRow & { warehouseCode: string })[]> =>
  tx.many`
    select b.sku_id, s.code as sku, s.name_en, s.name_zh, s.image_url, b.warehouse_id, w.name as warehouse, w.code as warehouse_code,
           b.bin, b.on_hand_qty, b.reserved_qty, b.on_hand_qty - b.reserved_qty as free_qty, coalesce(p.qty, 0) as short_qty
      from ${stockFrom(tx)}
     where ${stockWhere(tx, f)} ${after ? sql`and (s.code, w.code) > (${after[0]}, ${after[1]})` : nothing}
     order by s.code, w.code limit ${limit}`;
export const countBalances = (tx: Tx, f: StockFilter): Promise<{ n: number }> =>
  tx.one`select count(*)::int as n from (select 1 from ${stockFrom(tx)} where ${stockWhere(tx, f)} limit ${mostCounted + 1}) x`;

export type MoveFilter = { readonly skuId: string | undefined; readonly warehouseId: string | undefined };
export type MoveRow = {
  readonly causeId: string; readonly kind: string; readonly visit: number; readonly skuId: string; readonly at: Instant; readonly sku: string; readonly warehouse: string;
  readonly onHandDelta: number; readonly reservedDelta: number; readonly note: string; readonly actor: string; readonly parcelNo: string | null;
};
const moveWhere = (tx: Tx, f: MoveFilter): Sql =>
  joinSql([
    sql`m.org_id = ${tx.orgId}`,
    ...(f.skuId ? [sql`m.sku_id = ${f.skuId}`] : []),
    ...(f.warehouseId ? [sql`m.warehouse_id = ${f.warehouseId}`] : []),
  ], " and ");
/** Newest first. The key after the time makes the order total: a batch writes many rows with one time. */
export const listMoves = (tx: Tx, f: MoveFilter, after: readonly [string, string, string, number, string] | null, limit: number): Promise<MoveRow[]> =>
  tx.many<MoveRow>`
    select m.cause_id, m.kind, m.visit, m.sku_id, m.at, s.code as sku, w.name as warehouse, m.on_hand_delta, m.reserved_delta, m.note, m.actor, p.parcel_no
      from (select * from stock_move m
             where ${moveWhere(tx, f)}
               ${after ? sql`and (m.at, m.cause_id, m.kind, m.visit, m.sku_id) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}, ${after[3]}::int, ${after[4]}::uuid)` : nothing}
             order by m.at desc, m.cause_id desc, m.kind desc, m.visit desc, m.sku_id desc limit ${limit}) m
      join sku s on s.org_id = m.org_id and s.id = m.sku_id
      join warehouse w on w.org_id = m.org_id and w.id = m.warehouse_id
      left join parcel p on p.org_id = m.org_id and p.id = m.cause_id
     order by m.at desc, m.cause_id desc, m.kind desc, m.visit desc, m.sku_id desc`;
export const countMoves = (tx: Tx, f: MoveFilter): Promise<{ n: number }> =>
  tx.one`select count(*)::int as n from (select 1 from stock_move m where ${moveWhere(tx, f)} limit ${mostCounted + 1}) x`;

export type Difference = {
  readonly sku: string; readonly warehouse: string; readonly ledgerOnHand: number; readonly balanceOnHand: number;
  readonly ledgerReserved: number; readonly balanceReserved: number; readonly promised: number;
};
/** Adds the whole ledger up and compares. Reads everything on purpose: a proof that skips is none. */
export const listDifferences = (tx: Tx): Promise<Difference[]> =>
  tx.many<Difference>`
    select s.code as sku, w.name as warehouse, coalesce(m.on_hand, 0)::int as ledger_on_hand, b.on_hand_qty as balance_on_hand,
           coalesce(m.reserved, 0)::int as ledger_reserved, b.reserved_qty as balance_reserved, coalesce(r.qty, 0)::int as promised
      from stock_balance b
      join sku s on s.org_id = b.org_id and s.id = b.sku_id
      join warehouse w on w.org_id = b.org_id and w.id = b.warehouse_id
      left join (select warehouse_id, sku_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
                   from stock_move where org_id = ${tx.orgId} group by warehouse_id, sku_id) m
        on m.warehouse_id = b.warehouse_id and m.sku_id = b.sku_id
      left join (select warehouse_id, sku_id, sum(qty) as qty from reservation where org_id = ${tx.orgId} group by warehouse_id, sku_id) r
        on r.warehouse_id = b.warehouse_id and r.sku_id = b.sku_id
     where b.org_id = ${tx.orgId}
       and (coalesce(m.on_hand, 0) <> b.on_hand_qty or coalesce(m.reserved, 0) <> b.reserved_qty or coalesce(r.qty, 0) <> b.reserved_qty)
     order by s.code, w.code limit 500`;
export const countProof = (tx: Tx): Promise<{ moves: number; balances: number }> =>
  tx.one`select (select count(*) from stock_move where org_id = ${tx.orgId})::int as moves,
                (select count(*) from stock_balance where org_id = ${tx.orgId})::int as balances`;

export type PlanRow = {
  readonly skuId: string; readonly sku: string; readonly nameEn: string; readonly nameZh: string; readonly imageUrl: string | null; readonly warehouseId: string; readonly warehouse: string;
  readonly shortQty: number; readonly parcelCount: number; readonly oldestAt: Instant; readonly parcels: { id: string; parcelNo: string; qty: number }[];
};
const mostPlanRows = 5_000;
/** What short parcels need, added up per SKU and warehouse. The sum is of all of them; only the parcels named are capped. */
export const listPurchasePlan = (tx: Tx, mostParcels: number): Promise<PlanRow[]> =>
  tx.many<PlanRow>`
    select plan.sku_id, s.code as sku, s.name_en, s.name_zh, s.image_url, plan.warehouse_id, w.name as warehouse,
           plan.short_qty, plan.parcel_count, plan.oldest_at, first.parcels
      from (select sku_id, warehouse_id, sum(qty) as short_qty, count(*)::int as parcel_count, min(since) as oldest_at
              from purchase_plan_line where org_id = ${tx.orgId} group by sku_id, warehouse_id) plan
      join sku s on s.org_id = ${tx.orgId} and s.id = plan.sku_id
      join warehouse w on w.org_id = ${tx.orgId} and w.id = plan.warehouse_id
     cross join lateral (
       select json_agg(json_build_object('id', x.id, 'parcelNo', x.parcel_no, 'qty', x.qty) order by x.due_at, x.id) as parcels
         from (select p.id, p.parcel_no, p.due_at, l.qty
                 from purchase_plan_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
                where l.org_id = ${tx.orgId} and l.warehouse_id = plan.warehouse_id and l.sku_id = plan.sku_id
                order by p.due_at, p.id limit ${mostParcels}) x) first
     order by s.code, w.code limit ${mostPlanRows}`;
