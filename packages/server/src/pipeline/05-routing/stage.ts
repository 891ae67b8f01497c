import { fact } from "@argosy/core/facts.ts";
import type { Tx } from "../../db/tx.ts";
import { decidingRoom } from "../room.ts";
import { route, type Routing, type RouteVerdict } from "./decide.ts";
import { claimParcels, listMethods, listWarehouses, readActiveRules, type ToRoute } from "./sql.ts";

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
 * Writes parcel (warehouse, method, books), route_decision
 * Crash  nothing to clean up: one transaction per batch
 */
export const routing = decidingRoom<ToRoute, Map<string, RouteVerdict>>({
  name: "routing",
  traveller: "parcel",
  batch: 1000,
  claim: claimParcels,
  async gather(tx, parcels) {
    const rules = await readRouting(tx);
    return new Map(parcels.map((p) => [p.id, route(factsOf(p), p, rules)]));
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
    await tx.insert("route_decision", decided.map((p) => ({ parcelId: p.id, visit: p.version, trace: routes.get(p.id)!.traces, at: tx.now })));
  },
});

/** Only the facts, without the row they came in: what is stored with the decision and can be replayed. */
export const factsOf = ({ channel, site, account, country, postcode, currency, amountMinor, weightG, qty, skus, requestedService }: ToRoute) => ({
  channel, site, account, country, postcode, currency, amountMinor, weightG, qty, skus, requestedService,
});
