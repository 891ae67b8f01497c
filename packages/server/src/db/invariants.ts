import { orderJourney, parcelJourney, type ParcelStage } from "@argosy/core/journey.ts";
import { money } from "./invariants-money.ts";
import { stock } from "./invariants-stock.ts";
import { walk } from "./invariants-walk.ts";

// What must be true of the tables. Each query answers the rows that break it, so zero rows is right. The simulation, the
// crash tests and `npm run argosy -- check` ask the same queries. $1 is the company, $2 the moment (the injected clock).

/**
 * `always`: at every commit. `at_rest`: when everything outside answers again and the time for it has passed.
 * `id` is the reliability guide's number where it has one; what looks outside (I-09, I-16, I-37) is the auditor's, and
 * I-04, I-28, I-29 and I-32 wait for tables that do not exist yet.
 */
export type Invariant = { readonly id: string; readonly says: string; readonly when: "always" | "at_rest"; readonly sql: string };

export const invariants: readonly Invariant[] = [...stock, ...money, ...walk(journeyMoves(), stockByStage())].sort((a, b) => (a.id < b.id ? -1 : 1));

/** One query for many: the ids of those that are broken, with how many rows each and one of them. One round trip, one plan. */
export function checkAll(some: readonly Invariant[]): string {
  const parts = some.map((i) => `select '${i.id}' as id, count(*)::int as rows, min(x::text) as sample from (${i.sql}) x`);
  // Named parameters must have a type even where no query of the choice uses them.
  return `with asked as (select $1::uuid as org_id, $2::timestamptz as now) select id, rows, sample from (${parts.join("\nunion all\n")}) y, asked where rows > 0 order by id`;
}

/** Where a parcel must hold stock (`held`), must not (`none`), or may (`either`: what comes first is its method's choice). */
function stockByStage(): string {
  const held: Record<ParcelStage, "none" | "held" | "either"> = {
    routing: "none", booking: "either", allocation: "none", picking: "held", labels: "held", shipping: "held",
    tracking: "none", delivered: "none", returned: "none", lost: "none", expired: "none", cancelled: "none",
  };
  return `(values ${Object.entries(held).map(([stage, is]) => `('${stage}', '${is}')`).join(", ")})`;
}

/** Every move of the journey as rows (traveller, move, from, to); a birth has no stage before it. */
function journeyMoves(): string {
  const needs = [...new Set(Object.values(parcelJourney.needs).flat()), parcelJourney.ready];
  const rows = [
    ["order", "", "", "payment"], ["order", "", "", "cancelled"], ["order", "", "", "shipped_elsewhere"], ["parcel", "", "", parcelJourney.start],
    ...movesOf("order", orderJourney.moves, []), ...movesOf("parcel", parcelJourney.moves, needs),
  ];
  return `(values ${rows.map((r) => `('${r.join("', '")}')`).join(", ")})`;
}

type Moves = Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>;
function movesOf(traveller: string, moves: Moves, needs: readonly string[]): string[][] {
  return Object.entries(moves).flatMap(([move, { from, to }]) =>
    from.flatMap((stage) => (to === "next_need" ? needs : [to]).map((target) => [traveller, move, stage, target])),
  );
}
