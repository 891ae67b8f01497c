import { call, type Answer } from "../../api/client.ts";
import { useAskWhen } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { openHolds } from "../../ui/holds.tsx";
import { rowByRow, runJob, type RowResult } from "../../ui/jobs.tsx";
import type { PageVerb } from "./page-head.tsx";
import type { OrderRow } from "./rows.tsx";
import { actOnOrders } from "./verbs.ts";

export type Group = Answer<"mergeGroups">["rows"][number];

/** How many orders of a buyer one parcel takes at most: what the server merges at once. */
const mostMerged = 100;
/** A group as the parcels it becomes: one, or several about equally large. */
export function inParcels<T>(orders: readonly T[]): T[][] {
  const size = Math.ceil(orders.length / Math.ceil(orders.length / mostMerged));
  return Array.from({ length: Math.ceil(orders.length / size) }, (_, i) => orders.slice(i * size, (i + 1) * size));
}

/** Joins groups of orders, or lets their orders go alone: on the room's page and on an order's own. */
export function useMerge() {
  const { t, f } = useSpeech();
  /** Merges groups as one job, with a button to take each new parcel apart again. */
  const merge = (offered: readonly Group["orders"][]): void => {
    const groups = offered.flatMap(inParcels).slice(0, 200); // as many as one call takes
    const nameOf = (id: string): string => f.list(groups.find((orders) => orders[0]?.id === id)?.map((o) => o.orderNo) ?? []);
    const parcels = new Map<string, string>(); // first order of the group -> the parcel it became
    const run = async (): Promise<readonly RowResult[]> => {
      const { results } = await call("merge", { body: { groups: groups.map((orders) => orders.map((o) => o.id)) } });
      return results.map((r, i) => {
        const id = groups[i]?.[0]?.id ?? "";
        if (r.parcelId) parcels.set(id, r.parcelId);
        return { id, ok: r.ok, code: r.code, detail: r.detail };
      });
    };
    const takeApart = (ids: readonly string[]): void => void runJob({
      title: t.orders.unmerge, size: ids.length, nameOf,
      run: () => rowByRow(ids, (id) => call("unmerge", { params: { id: parcels.get(id) ?? "" } })),
    });
    void runJob({ title: t.orders.mergeVerb, done: t.orders.merge.merged, size: groups.length, nameOf, run, undo: { label: t.orders.merge.undo, run: takeApart } });
  };
  const alone = (orders: Group["orders"]): void => void runJob({ title: t.orders.merge.alone, size: orders.length, nameOf: (id) => orders.find((o) => o.id === id)?.orderNo ?? id, run: () => actOnOrders("go_alone", { ids: orders.map((o) => o.id), rows: orders }, {}, { reason: "" }) });
  return { merge, alone };
}
/** On the page of an order that is offered for merging: joining it with the others of its group that stand here, by their numbers. */
export function useMergeVerb(order: Pick<OrderRow, "id" | "holds">): readonly PageVerb<OrderRow>[] {
  const { t, f } = useSpeech();
  const may = useMay();
  const { merge } = useMerge();
  const offered = openHolds(order.holds).some((hold) => hold.code === "merge_offered");
  const group = useAskWhen(offered && may("view", "Merge"), "mergeGroups", { query: { orderId: order.id } }).data?.rows[0];
  if (!offered) return [];
  const others = group?.orders.filter((o) => o.id !== order.id) ?? [];
  const disabled = may("edit", "Merge") ? null : t.shell.meta.noAccess(t.orders.mergeVerb);
  const withOthers = t.orders.merge.mergeWith(f.list(others.map((o) => o.orderNo)));
  return [{
    id: "merge", label: others.length > 2 ? t.orders.merge.mergeSome(others.length + 1) : others.length > 0 ? withOthers : t.orders.mergeVerb, hint: withOthers, keyName: "m", primary: true, disabled,
    why: disabled ?? (others.length > 0 ? null : t.orders.merge.waiting), run: () => group && merge([group.orders]),
  }];
}
