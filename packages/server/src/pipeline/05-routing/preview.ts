import { fact } from "@argosy/core/facts.ts";
import { decide, type Decision, type Rule } from "@argosy/core/rules.ts";
import type { Tx } from "../../db/tx.ts";
import { route, trace, whyNot, type Routing, type Trace } from "./decide.ts";
import { findParcelFacts, listDecided, listPastParcels, type ToRoute } from "./sql.ts";
import { factsOf, readRouting } from "./stage.ts";

const mostParcels = 2_000;
const mostExamples = 5;
const mostChanges = 50;

/** A draft replayed over the last 30 days with the same code that decides: what it matches, wins and would change. */
export async function previewRules(tx: Tx, decision: Decision, rules: readonly Rule[]) {
  const parcels = await listPastParcels(tx, mostParcels);
  const routing = withDraft(await readRouting(tx), decision, rules);
  const decided = new Map((await listDecided(tx, parcels.map((p) => p.id))).map((d) => [d.id, d[decision]]));
  const counts = new Map(rules.map((r) => [r.id, { ruleId: r.id, matches: 0, wins: 0, examples: [] as { id: string; parcelNo: string }[] }]));
  const changes: { id: string; parcelNo: string; was: string | null; becomes: string | null }[] = [];
  let unrouted = 0;
  let changed = 0;
  for (const parcel of parcels) {
    const { explained, target } = explain(parcel, decision, routing);
    for (const tried of explained.tried) {
      const count = counts.get(tried.ruleId)!;
      if (tried.is === "won" || tried.is === "came_later") count.matches++;
      if (tried.is !== "won") continue;
      count.wins++;
      if (count.examples.length < mostExamples) count.examples.push({ id: parcel.id, parcelNo: parcel.parcelNo });
    }
    if (target === null) unrouted++;
    const was = decided.get(parcel.id) ?? null;
    if (was === target || parcel.setBy?.startsWith("member:")) continue;
    changed++;
    if (changes.length < mostChanges) changes.push({ id: parcel.id, parcelNo: parcel.parcelNo, was, becomes: target });
  }
  return { considered: parcels.length, perRule: [...counts.values()], unrouted, changed, changes };
}

/** What a draft decides for one order or parcel, and why; null when there is none of that number. */
export async function tryRules(tx: Tx, decision: Decision, rules: readonly Rule[], number: string): Promise<Trace | null> {
  const parcel = await findParcelFacts(tx, number);
  if (!parcel) return null;
  const routing = withDraft(await readRouting(tx), decision, rules);
  const { explained, chosen } = explain(parcel, decision, routing);
  const setBy = explained.winner ? `rule:${explained.winner.id}` : chosen ? "default" : "nobody";
  return trace(decision, decision === "warehouse" ? routing.warehouseRules : routing.methodRules, explained, chosen, setBy, factsOf(parcel));
}

function explain(parcel: ToRoute, decision: Decision, routing: Routing) {
  const facts = factsOf(parcel);
  if (decision === "warehouse") {
    const explained = decide(routing.warehouseRules.rules, facts, (id) => (routing.warehouses.some((w) => w.id === id) ? null : fact("warehouse_deleted")));
    const chosen = routing.warehouses.find((w) => w.id === explained.winner?.then) ?? routing.warehouses.find((w) => w.isDefault) ?? null;
    return { explained, chosen, target: chosen?.name ?? null };
  }
  const { warehouse } = route(facts, { warehouseId: null, methodId: null, setBy: null }, routing);
  const methods = new Map(routing.methods.map((m) => [m.id, m]));
  const explained = decide(routing.methodRules.rules, facts, (id) => whyNot(methods.get(id), facts, warehouse?.id ?? null));
  const chosen = methods.get(explained.winner?.then ?? "") ?? null;
  return { explained, chosen, target: chosen?.name ?? null };
}

const withDraft = (routing: Routing, decision: Decision, rules: readonly Rule[]): Routing =>
  decision === "warehouse" ? { ...routing, warehouseRules: { version: 0, rules } } : { ...routing, methodRules: { version: 0, rules } };
