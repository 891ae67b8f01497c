import { fact } from "@argosy/core/facts.ts";
import { decide, tellTried, type Explained, type Facts, type Rule, type ToldTried, type Tried } from "@argosy/core/rules.ts";
import type { Books } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";

export type Warehouse = { readonly id: string; readonly name: string; readonly isDefault: boolean };
export type Method = {
  readonly id: string; readonly name: string; readonly books: Books; readonly active: boolean; readonly maxWeightG: number | null;
  readonly countries: readonly string[] | null; readonly warehouseIds: readonly string[] | null;
};
export type RuleSet = { readonly version: number; readonly rules: readonly Rule[] };
export type Routing = { readonly warehouses: readonly Warehouse[]; readonly methods: readonly Method[]; readonly warehouseRules: RuleSet; readonly methodRules: RuleSet };
export type Goods = readonly { readonly sku: string; readonly qty: number }[];
/** Free pieces of a SKU in a warehouse. Asked only for parcels that several warehouses may serve. */
export type FreeStock = (warehouseId: string, sku: string) => number;
/** `overRules`: a person wants it for this parcel, whatever warehouse a rule names. */
export type Several = { readonly goods: Goods; readonly free: FreeStock; readonly overRules: boolean };
/** A person's choice, which no rule overwrites. */
export type Chosen = { readonly warehouseId: string | null; readonly methodId: string | null; readonly setBy: string | null };

/** One decision as it is stored: names and conditions of its rules are in the rule set of that version. */
export type Trace = {
  readonly decision: "warehouse" | "method"; readonly ruleSetVersion: number; readonly setBy: string;
  readonly chosen: { readonly id: string; readonly name: string } | null; readonly tried: readonly Tried[];
};
export type ToldTrace = Trace & { readonly facts: Facts; readonly tried: readonly ToldTried[] };
type RoutingHold = Found<"no_warehouse" | "no_method">;
export type RouteVerdict = { readonly warehouse: Warehouse | null; readonly method: Method | null; readonly traces: readonly [Trace, Trace]; readonly holds: readonly RoutingHold[] };

/** Why a method can't carry this parcel; null when it can. The same words in room 05, the preview and the explanation. */
function whyNot(method: Method | undefined, facts: Pick<Facts, "country" | "weightG">, warehouseId: string | null): string | null {
  if (!method) return fact("method_deleted");
  if (!method.active) return fact("method_inactive");
  if (method.countries !== null && !method.countries.includes(facts.country)) return fact("country_not_served", facts.country);
  if (method.maxWeightG !== null && facts.weightG > method.maxWeightG) return fact("too_heavy", facts.weightG, method.maxWeightG);
  if (method.warehouseIds !== null && warehouseId !== null && !method.warehouseIds.includes(warehouseId)) return fact("not_from_this_warehouse");
  return null;
}

/**
 * Chooses the warehouse, then the method that can carry the parcel from there, and keeps why.
 *
 * Rule    A person's choice stands. Else the seller's rules, first match wins; for the warehouse the default one ends
 *         the list. A method must come from a rule: shipping by guess costs money.
 *         Where no rule names a warehouse and several may serve, it is the first that has every piece and a method; the
 *         default one leads, the others follow by code. Where none has, the default one waits for goods.
 */
export function route(facts: Facts, chosen: Chosen, routing: Routing, several: Several | null = null): RouteVerdict {
  const warehouses = new Map(routing.warehouses.map((w) => [w.id, w]));
  const methods = new Map(routing.methods.map((m) => [m.id, m]));
  const byPerson = chosen.setBy?.startsWith("member:") ? chosen : null;

  const explainedWarehouse = decide(routing.warehouseRules.rules, facts, (id) => (warehouses.has(id) ? null : fact("warehouse_deleted")));
  const methodsFrom = (from: Warehouse | null) => decide(routing.methodRules.rules, facts, (id) => whyNot(methods.get(id), facts, from?.id ?? null));
  const byRule = warehouses.get(explainedWarehouse.winner?.then ?? "") ?? null;
  const named = warehouses.get(byPerson?.warehouseId ?? "") ?? (several?.overRules ? null : byRule);
  const stocked = named || !several ? null : firstThatFills(routing.warehouses, several.goods, several.free, (w) => byPerson?.methodId != null || methodsFrom(w).winner !== null);
  const warehouse = named ?? stocked ?? byRule ?? routing.warehouses.find((w) => w.isDefault) ?? null;
  const warehouseSetBy = byPerson?.warehouseId ? byPerson.setBy! : stocked ? "stock" : explainedWarehouse.winner ? `rule:${explainedWarehouse.winner.id}` : "default";

  const explainedMethod = methodsFrom(warehouse);
  const method = methods.get(byPerson?.methodId ?? explainedMethod.winner?.then ?? "") ?? null;
  const methodSetBy = byPerson?.methodId ? byPerson.setBy! : explainedMethod.winner ? `rule:${explainedMethod.winner.id}` : "nobody";

  const holds: RoutingHold[] = [];
  if (!warehouse) holds.push({ code: "no_warehouse", evidence: { tried: explainedWarehouse.tried.length } });
  if (!method)
    holds.push({ code: "no_method", evidence: { tried: tellTried(explainedMethod.tried, routing.methodRules.rules).flatMap(({ name, because }) => (because === undefined ? [] : [{ name, because }])).slice(0, 20) } });
  return {
    warehouse, method, holds,
    traces: [
      trace("warehouse", routing.warehouseRules, explainedWarehouse, warehouse, warehouseSetBy),
      trace("method", routing.methodRules, explainedMethod, method, methodSetBy),
    ],
  };
}

function firstThatFills(warehouses: readonly Warehouse[], goods: Goods, free: FreeStock, canShip: (w: Warehouse) => boolean): Warehouse | null {
  const ranked = [...warehouses.filter((w) => w.isDefault), ...warehouses.filter((w) => !w.isDefault)];
  return ranked.find((w) => goods.every((g) => free(w.id, g.sku) >= g.qty) && canShip(w)) ?? null;
}

const trace = (decision: Trace["decision"], set: RuleSet, { tried }: Explained, chosen: { id: string; name: string } | null, setBy: string): Trace => ({
  decision, ruleSetVersion: set.version, setBy, chosen: chosen && { id: chosen.id, name: chosen.name }, tried,
});
