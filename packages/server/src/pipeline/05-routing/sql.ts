import type { Decision, Facts, Rule } from "@argosy/core/rules.ts";
import type { Tx } from "../../db/tx.ts";
import { sql } from "../../db/sql.ts";
import { openBuyer } from "../buyer.ts";
import { dueParcels } from "../queue-sql.ts";
import type { Chosen, Goods, Method, RuleSet, Warehouse } from "./decide.ts";

type Row = { readonly id: string; readonly parcelNo: string; readonly version: number; readonly holdCodes: readonly string[]; readonly warehouseId: string | null; readonly several: boolean; readonly anyWarehouse: boolean };
type FactsRow = Omit<Facts, "postcode" | "skus" | "qty"> & Row & {
  readonly methodId: string | null; readonly warehouseByHand: boolean; readonly methodByHand: boolean; readonly setBy: string | null; readonly piiOrderId: string; readonly pii: Buffer | null;
};
export type ToRoute = Facts & Row & { readonly chosen: Chosen; readonly goods: Goods };

const factColumns = sql`
  p.id, p.parcel_no, p.version, p.hold_codes, a.connector as channel, a.site, p.shop_account_id as account, p.country, p.currency, p.total_minor as amount_minor,
  p.weight_g, o.requested_service, p.warehouse_id, p.method_id, p.warehouse_by_hand, p.method_by_hand, p.route_set_by as set_by, p.pii_order_id, b.ciphertext as pii,
  p.any_warehouse, p.any_warehouse or a.warehouse_policy = 'several_warehouses' as several`;
const factJoins = sql`
  join account a on a.org_id = p.org_id and a.id = p.shop_account_id
  join orders o on o.org_id = p.org_id and o.id = p.pii_order_id
  left join buyer_pii b on b.org_id = o.org_id and b.order_id = o.id`;

export async function claimParcels(tx: Tx, limit: number, only: string | null): Promise<ToRoute[]> {
  const rows = await tx.many<FactsRow>`
    with ${dueParcels(tx, "routing", limit, only)}
    select ${factColumns} from due join parcel p on p.org_id = ${tx.orgId} and p.id = due.id ${factJoins}
     order by p.pinned desc, p.due_at, p.id`;
  return withGoods(tx, rows);
}

/** Facts of parcels of the last 30 days, newest first: what a draft is replayed over. */
export async function listPastParcels(tx: Tx, limit: number): Promise<ToRoute[]> {
  const rows = await tx.many<FactsRow>`
    select ${factColumns} from parcel p ${factJoins}
     where p.org_id = ${tx.orgId} and p.created_at >= ${tx.now}::timestamptz - interval '30 days' and p.stage <> 'cancelled'
     order by p.id desc limit ${limit}`;
  return withGoods(tx, rows);
}
export async function findParcelFacts(tx: Tx, number: string): Promise<ToRoute | null> {
  const rows = await tx.many<FactsRow>`
    select ${factColumns} from parcel p ${factJoins}
     where p.org_id = ${tx.orgId} and (p.parcel_no = ${number} or p.id in (
       select l.parcel_id from parcel_line l join orders x on x.org_id = l.org_id and x.id = l.order_id
        where l.org_id = ${tx.orgId} and (x.order_no = ${number} or x.external_id = ${number})))
     order by p.id desc limit 1`;
  return (await withGoods(tx, rows))[0] ?? null;
}

async function withGoods(tx: Tx, rows: readonly FactsRow[]): Promise<ToRoute[]> {
  if (rows.length === 0) return [];
  const goods = await tx.many<{ parcelId: string; sku: string; qty: number }>`
    select l.parcel_id, s.code as sku, sum(l.qty)::int as qty
      from parcel_line l join sku s on s.org_id = l.org_id and s.id = l.sku_id
     where l.org_id = ${tx.orgId} and l.parcel_id = any(${rows.map((r) => r.id)}::uuid[])
     group by l.parcel_id, s.code order by l.parcel_id, s.code`;
  const byParcel = Map.groupBy(goods, (g) => g.parcelId);
  return rows.map(({ pii, piiOrderId, methodId, warehouseByHand, methodByHand, setBy, ...row }) => {
    const own = byParcel.get(row.id) ?? [];
    const postcode = pii ? openBuyer(tx, piiOrderId, pii).shipTo.postcode : "";
    const chosen = { warehouseId: warehouseByHand ? row.warehouseId : null, methodId: methodByHand ? methodId : null, setBy };
    return { ...row, chosen, goods: own, postcode, skus: own.map((g) => g.sku), qty: own.reduce((sum, g) => sum + g.qty, 0) };
  });
}

/** What the rules ask of a parcel's shop. */
export type Shop = { readonly id: string; readonly channel: string; readonly site: string; readonly several: boolean };
export const listShops = (tx: Tx, ids: readonly string[]): Promise<Shop[]> =>
  tx.many<Shop>`
    select id, connector as channel, site, warehouse_policy = 'several_warehouses' as several from account where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;

/** What is free of these SKUs, in every warehouse. Only a forecast: room 07 decides under its locks. */
export const listFree = (tx: Tx, skus: readonly string[]): Promise<{ warehouseId: string; sku: string; freeQty: number }[]> =>
  tx.many<{ warehouseId: string; sku: string; freeQty: number }>`
    select b.warehouse_id, s.code as sku, b.on_hand_qty - b.reserved_qty as free_qty
      from sku s join stock_balance b on b.org_id = s.org_id and b.sku_id = s.id
     where s.org_id = ${tx.orgId} and s.code = any(${skus}::text[]) and b.on_hand_qty > b.reserved_qty`;
export const listWarehouses = (tx: Tx): Promise<Warehouse[]> =>
  tx.many<Warehouse>`select id, name, is_default from warehouse where org_id = ${tx.orgId} order by code`;
export const listMethods = (tx: Tx): Promise<Method[]> =>
  tx.many<Method>`select id, name, books, active, max_weight_g, countries, warehouse_ids from shipping_method where org_id = ${tx.orgId} order by code`;
export const readActiveRules = async (tx: Tx, decision: Decision): Promise<RuleSet> =>
  (await tx.maybe<{ version: number; rules: Rule[] }>`
    select version, rules from rule_set where org_id = ${tx.orgId} and decision = ${decision} order by version desc limit 1`) ?? { version: 0, rules: [] };

export type StoredRuleSet = { readonly decision: Decision; readonly version: number; readonly rules: Rule[]; readonly activatedAt: string; readonly activatedBy: string };
const mostVersions = 100;
/** The newest versions of each list, the active one first. */
export const listRuleSets = (tx: Tx): Promise<StoredRuleSet[]> =>
  tx.many<StoredRuleSet>`
    select decision, version, rules, activated_at, activated_by
      from (select *, row_number() over (partition by decision order by version desc) as age from rule_set where org_id = ${tx.orgId}) s
     where age <= ${mostVersions} order by decision, version desc`;
export const readRuleSet = (tx: Tx, decision: Decision, version: number): Promise<StoredRuleSet | null> =>
  tx.maybe<StoredRuleSet>`
    select decision, version, rules, activated_at, activated_by from rule_set
     where org_id = ${tx.orgId} and decision = ${decision} and version = ${version}`;
/** Parcels held because no rule fitted look again when the rules change. */
export const wakeUnrouted = (tx: Tx): Promise<void> =>
  tx.write`update parcel set next_try_at = ${tx.now} where org_id = ${tx.orgId} and stage = 'routing' and not held`;
/** What was decided for these parcels last, to compare a draft with. */
export const listDecided = (tx: Tx, ids: readonly string[]): Promise<{ id: string; warehouse: string | null; method: string | null }[]> =>
  tx.many<{ id: string; warehouse: string | null; method: string | null }>`
    select p.id, w.name as warehouse, m.name as method from parcel p
      left join warehouse w on w.org_id = p.org_id and w.id = p.warehouse_id left join shipping_method m on m.org_id = p.org_id and m.id = p.method_id
     where p.org_id = ${tx.orgId} and p.id = any(${ids}::uuid[])`;
