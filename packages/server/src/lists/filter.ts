import { orderRooms, orderStages, parcelRooms, parcelStages } from "@argosy/core/journey.ts";
import type { views } from "@argosy/core/api/orders.ts";

/** What a list was asked for; the same filter serves the list, its count, the board and "all that match". */
export type ListFilter = {
  readonly stage?: string | undefined; readonly view: (typeof views)[number]; readonly hold?: string | undefined; readonly accountId?: string | undefined;
  readonly country?: string | undefined; readonly q?: string | undefined; readonly sku?: string | undefined;
  /** Whether the search word may be a buyer's: an answer alone tells that this person has bought. */
  readonly findsBuyers: boolean;
  readonly warehouseId?: string | undefined; readonly methodId?: string | undefined; readonly waveId?: string | undefined;
};
export type Listed = "orders" | "parcel";

const allStages: Readonly<Record<Listed, readonly string[]>> = { orders: orderStages, parcel: parcelStages };
/** Where being late still means something: before the parcel has left. An order in parcels is late as long as one of them is here. */
export const unshipped: Readonly<Record<Listed, readonly string[]>> = { orders: orderRooms, parcel: parcelRooms.filter((room) => room !== "tracking") };

/** The stages a filter looks into: the one asked for, or all; "overdue" only where something may still be here. */
export function stagesOf(listed: Listed, filter: Pick<ListFilter, "stage" | "view">): readonly string[] {
  const asked = filter.stage === undefined ? allStages[listed] : [filter.stage];
  return filter.view === "overdue" ? asked.filter((stage) => unshipped[listed].includes(stage) || (listed === "orders" && stage === "parcelled")) : asked;
}

export type Turn = { readonly stages: readonly string[]; readonly newestFirst: boolean };
/**
 * The order of a list over several stages: who still has to leave comes first, then who is on the way, the earliest promise
 * before the others; what is done stands at the end, the newest before the others.
 */
export const turnsOf = (listed: Listed): readonly Turn[] => {
  const onTheWay = listed === "orders" ? "parcelled" : "tracking";
  const done = allStages[listed].filter((stage) => stage !== onTheWay && !unshipped[listed].includes(stage));
  return [{ stages: unshipped[listed], newestFirst: false }, { stages: [onTheWay], newestFirst: listed === "orders" }, { stages: done, newestFirst: true }];
};
