import { fact } from "@argosy/core/facts.ts";
import type { Tx } from "../../db/tx.ts";
import { decidingRoom, type DecidingRoom } from "../room.ts";
import { route, type Goods, type Routing, type RouteVerdict } from "./decide.ts";
import { claimParcels, listFree, listMethods, listWarehouses, readActiveRules, type ToRoute } from "./sql.ts";

/** Everything the rules decide with, read once per batch: a rule edited meanwhile decides the next batch. */
export async function readRouting(tx: Tx): Promise<Routing> {
  return {
    warehouses: await listWarehouses(tx), methods: await listMethods(tx),
    warehouseRules: await readActiveRules(tx, "warehouse"), methodRules: await readActiveRules(tx, "method"),
  };
}

/**
 * 05 routing (订单规则): the seller's rules choose the warehouse and the shipping method, and say why.
 *
 * In     parcels at stage `routing`, the active rule sets, warehouses, methods
 * Out    `route` -> booking or allocation, as the method books; held `no_warehouse`, `no_method`
 * Writes parcel (warehouse, method, books, who set it), route_decision, parcel_event, hold
 * Crash  nothing to clean up: one transaction per batch
 */
export const routingWork: DecidingRoom<"routing", ToRoute, Map<string, RouteVerdict>> = {
  name: "routing",
  traveller: "parcel",
  batch: 1000,
  claim: claimParcels,
  async gather(tx, parcels) {
    const rules = await readRouting(tx);
    const free = await forecast(tx, parcels.filter((p) => p.several));
    return new Map(parcels.map((p) => {
      const verdict = route(factsOf(p), p.chosen, rules, p.several ? { goods: p.goods, free: free.of, overRules: p.anyWarehouse } : null);
      if (p.several && verdict.warehouse) free.take(verdict.warehouse.id, p.goods);
      return [p.id, verdict];
    }));
  },
  decide: (parcels, verdicts) =>
    parcels.map(({ id }) => {
      const { holds, method, warehouse, traces } = verdicts.get(id)!;
      const person = traces.find((t) => t.setBy.startsWith("member:"));
      return {
        id, holds, move: "route" as const, reason: fact("routed", method?.name ?? "", warehouse?.name ?? ""), retryS: null,
        work: { warehouseId: warehouse?.id ?? null, methodId: method?.id ?? null, books: method?.books ?? null, routeSetBy: person?.setBy ?? traces[1].setBy },
      };
    }),
  async apply(tx, _verdicts, routes, parcels) {
    const decided = parcels.filter((p) => routes.get(p.id)!.holds.length === 0);
    await tx.insert("route_decision", decided.map((p) => {
      const [warehouse, method] = routes.get(p.id)!.traces;
      return { parcelId: p.id, visit: p.version, trace: [{ ...warehouse, facts: factsOf(p) }, method], at: tx.now }; // both were decided by the same facts
    }));
  },
};
export const routing = decidingRoom(routingWork);

/** Free stock as the parcels of one batch leave it to each other, so that they do not all go to one last piece. */
export async function forecast(tx: Tx, parcels: readonly ToRoute[]) {
  const skus = [...new Set(parcels.flatMap((p) => p.goods.map((g) => g.sku)))];
  const left = new Map((skus.length > 0 ? await listFree(tx, skus) : []).map((b) => [`${b.warehouseId}/${b.sku}`, b.freeQty]));
  const of = (warehouseId: string, sku: string): number => left.get(`${warehouseId}/${sku}`) ?? 0;
  const take = (warehouseId: string, goods: Goods): void => goods.forEach((g) => left.set(`${warehouseId}/${g.sku}`, of(warehouseId, g.sku) - g.qty));
  return { of, take };
}

/** Only the facts, without the row they came in: what is stored with the decision and can be replayed. */
export const factsOf = ({ channel, site, account, country, postcode, currency, amountMinor, weightG, qty, skus, requestedService }: ToRoute) => ({
  channel, site, account, country, postcode, currency, amountMinor, weightG, qty, skus, requestedService,
});
