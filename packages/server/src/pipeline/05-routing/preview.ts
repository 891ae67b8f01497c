import { setImmediate as breathe } from "node:timers/promises";
import { tellTried, type Decision, type Rule } from "@argosy/core/rules.ts";
import type { Tx } from "../../db/tx.ts";
import { route, type FreeStock, type Routing, type Several, type ToldTrace, type Trace } from "./decide.ts";
import { findParcelFacts, listDecided, listPastParcels, type ToRoute } from "./sql.ts";
import { factsOf, forecast, readRouting } from "./stage.ts";

const mostParcels = 2_000;
const parcelsAtOnce = 50; // between such pieces everybody else is answered
const mostExamples = 5;
const mostChanges = 50;

/** A draft replayed over the last 30 days with the same code that decides: what it matches, wins and would change. */
export async function previewRules(tx: Tx, decision: Decision, rules: readonly Rule[]) {
  const parcels = await listPastParcels(tx, mostParcels);
  const routing = withDraft(await readRouting(tx), decision, rules);
  const decided = new Map((await listDecided(tx, parcels.map((p) => p.id))).map((d) => [d.id, d[decision]]));
  const counts = new Map(rules.map((r) => [r.id, { ruleId: r.id, matches: 0, wins: 0, examples: [] as { id: string; parcelNo: string }[] }]));
  const changes: { id: string; parcelNo: string; was: string | null; becomes: string | null }[] = [];
  const free = await freeNow(tx, parcels);
  let unrouted = 0;
  let changed = 0;
  for (const [i, parcel] of parcels.entries()) {
    if (i % parcelsAtOnce === parcelsAtOnce - 1) await breathe();
    const { tried: all, chosen } = replay(parcel, decision, routing, free);
    const target = chosen?.name ?? null;
    for (const tried of all) {
      const count = counts.get(tried.ruleId)!;
      if (tried.is === "won" || tried.is === "came_later") count.matches++;
      if (tried.is !== "won") continue;
      count.wins++;
      if (count.examples.length < mostExamples) count.examples.push({ id: parcel.id, parcelNo: parcel.parcelNo });
    }
    if (target === null) unrouted++;
    const was = decided.get(parcel.id) ?? null;
    if (was === target || parcel.chosen[`${decision}Id`] !== null) continue; // no rule overwrites a person
    changed++;
    if (changes.length < mostChanges) changes.push({ id: parcel.id, parcelNo: parcel.parcelNo, was, becomes: target });
  }
  return { considered: parcels.length, perRule: [...counts.values()], unrouted, changed, changes };
}

/** What a draft decides for one order or parcel, and why; null when there is none of that number. */
export async function tryRules(tx: Tx, decision: Decision, rules: readonly Rule[], number: string): Promise<ToldTrace | null> {
  const parcel = await findParcelFacts(tx, number);
  if (!parcel) return null;
  const trace = replay(parcel, decision, withDraft(await readRouting(tx), decision, rules), await freeNow(tx, [parcel]));
  return { ...trace, facts: factsOf(parcel), tried: tellTried(trace.tried, rules) };
}

/** Nobody's choice stands in a replay: the question is what the rules say. */
function replay(parcel: ToRoute, decision: Decision, routing: Routing, free: FreeStock): Trace {
  const { traces } = route(factsOf(parcel), { warehouseId: null, methodId: null, setBy: null }, routing, severalOf(parcel, free));
  return traces[decision === "warehouse" ? 0 : 1];
}

/** Stock is not replayed: the warehouse that had the goods then has them still. Only a parcel without one asks what is free now. */
const severalOf = (parcel: ToRoute, free: FreeStock): Several | null =>
  parcel.several
    ? { goods: parcel.goods, overRules: parcel.anyWarehouse, free: parcel.warehouseId === null ? free : (warehouseId) => (warehouseId === parcel.warehouseId ? Infinity : 0) }
    : null;
const freeNow = async (tx: Tx, parcels: readonly ToRoute[]): Promise<FreeStock> => (await forecast(tx, parcels.filter((p) => p.several && p.warehouseId === null))).of;

const withDraft = (routing: Routing, decision: Decision, rules: readonly Rule[]): Routing =>
  decision === "warehouse" ? { ...routing, warehouseRules: { version: 0, rules } } : { ...routing, methodRules: { version: 0, rules } };
