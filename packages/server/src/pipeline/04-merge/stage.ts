import { fact } from "@argosy/core/facts.ts";
import { isBeforeParcel } from "@argosy/core/journey.ts";
import { secondsBetween } from "@argosy/core/time.ts";
import { decidingRoom, type DecidingRoom } from "../room.ts";
import type { VerdictIn } from "../settle.ts";
import { judgeMerge, mergeKey, type Mergeable } from "./decide.ts";
import { createParcels } from "./parcel.ts";
import { claimOrders, listSiblings, lockFreeOrders, setMergeUntil, type Waiting } from "./sql.ts";

/** Nobody wakes who waits for an order that went back to payment or left without it: so it looks again. */
const lookAgainS = 60;
const soonS = 1; // until the other lane has committed

type Facts = ReadonlyMap<string, readonly Mergeable[]>;

/**
 * 04 merge (合并订单): turns orders into parcels, n to one where one buyer paid twice.
 *
 * In     orders at stage `merge`, other open orders for the same box
 * Out    `parcel_up` -> order parcelled, parcel in routing; held `merge_offered` while a person may still join them
 * Writes parcel, parcel_line, parcel_event, orders.merge_until, order_event, hold
 * Crash  nothing to clean up: one transaction per batch; parcel numbers it had taken stay unused
 */
export const mergeWork: DecidingRoom<"merge", Waiting, Facts> = {
  name: "merge",
  traveller: "order",
  batch: 1000,
  claim: claimOrders,
  async gather(tx, orders) {
    const siblings = await listSiblings(tx, [...new Set(orders.map((o) => o.buyerKey))]);
    // Whoever is joined without asking must be ours: locked now, and seen as it is under that lock.
    const auto = new Set(orders.filter((o) => o.mergePolicy === "auto").map((o) => o.shopAccountId));
    const joinable = siblings.filter((s) => auto.has(s.shopAccountId) && s.stage === "merge").map((s) => s.id);
    const locked = new Map((joinable.length > 1 ? await lockFreeOrders(tx, joinable) : []).map((o) => [o.id, o]));
    const wanted = new Set(joinable);
    const seen = siblings.map((s): Mergeable => locked.get(s.id) ?? (wanted.has(s.id) ? { ...s, busy: true } : s));
    return Map.groupBy(seen.filter((s) => isBeforeParcel(s.stage)), mergeKey); // one may have got its parcel before we locked it
  },
  decide(orders, facts, { now }) {
    const taken = new Set<string>();
    return orders.flatMap((order): VerdictIn<"merge">[] => {
      if (taken.has(order.id)) return [];
      const siblings = (facts.get(mergeKey(order)) ?? []).filter((s) => s.id !== order.id && !taken.has(s.id));
      const verdict = judgeMerge(order, siblings, order, now);
      if (verdict.is === "soon") return [{ id: order.id, holds: [], move: null, reason: "", retryS: soonS }];
      if (verdict.is === "offered")
        return [{ id: order.id, holds: [verdict.hold], move: null, reason: "", retryS: Math.min(lookAgainS, Math.max(1, Math.ceil(secondsBetween(now, verdict.until)))) }];
      const together = verdict.is === "together" ? verdict.orderIds : [order.id];
      for (const id of together) taken.add(id);
      // The parcel is made in `apply`, which moves the orders; here they only lose their holds.
      return together.map((id) => ({
        id, holds: [], move: null, left: true, retryS: null, reason: verdict.is === "alone" ? verdict.reason : fact("merged_by_policy"), data: { together },
      }));
    });
  },
  async apply(tx, verdicts) {
    const offered = verdicts.filter((v) => v.holds.length > 0);
    if (offered.length > 0) {
      const untilOf = (v: VerdictIn<"merge">) => (v.holds[0]!.evidence as { until: Mergeable["dueAt"] }).until;
      await setMergeUntil(tx, offered.map((v) => ({ id: v.id, until: untilOf(v) })));
    }
    const ready = verdicts.filter((v) => v.data !== undefined);
    for (const [reason, group] of Map.groupBy(ready, (v) => v.reason)) {
      const groups = new Set(group.map((v) => (v.data as { together: readonly string[] }).together));
      await createParcels(tx, [...groups], { actor: "room:merge", reason });
    }
  },
};
export const merge = decidingRoom(mergeWork);
