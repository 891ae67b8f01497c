import { useRef } from "react";
import { call } from "../../api/client.ts";
import { rowByRow, runJob, type RowResult } from "../../ui/jobs.tsx";
import { useVerbs } from "../../ui/list/verbs.ts";
import type { Verb } from "../../ui/list/types.ts";
import type { Text } from "../../text/index.tsx";
import { say } from "../../ui/toast.tsx";
import type { OrderRow } from "./rows.tsx";

/** The verbs of a list on a single row of a page: same names, keys, refusals and reasons. */
export function useVerbsOn<R extends { readonly id: string }>(row: R, name: string) {
  const running = useVerbs<R>();
  const seen = useRef(row);
  seen.current = row;
  const start = (verb: Verb<R>, after?: (good: boolean) => void): void =>
    running.start({ verb, targets: { ids: [row.id], rows: [row] }, size: 1, nameOf: () => name, shown: () => [seen.current], after: (good) => { if (good && !verb.undo) say(`${verb.done ?? verb.label} · ${name}`); after?.(good); } });
  return { asked: running.asked, close: running.close, start };
}
/** One call that is not a verb of a list, with the same panel of results. */
export const runOne = (title: string, name: string, run: () => Promise<readonly RowResult[]>): Promise<boolean> => runJob({ title, size: 1, nameOf: () => name, run });
/** Takes a merged parcel apart; a refusal is told like that of any other verb. */
export const takeApart = (title: string, parcel: { readonly id: string; readonly parcelNo: string }): Promise<boolean> =>
  runOne(title, parcel.parcelNo, () => rowByRow([parcel.id], (id) => call("unmerge", { params: { id } })));
/** Forgets the buyer of an order, and says which orders still need him. */
export const eraseBuyer = (orderId: string, t: Text): Verb<OrderRow> => ({
  id: "eraseBuyer", label: t.orders.eraseBuyer.verb, about: t.orders.eraseBuyer.about, danger: true, needs: "reason",
  async run(_targets, { reason }) {
    const { erased, kept } = await call("eraseBuyer", { params: { id: orderId }, body: { reason } });
    if (kept.length > 0) say(t.orders.eraseBuyer.done(erased.length, kept.map((o) => o.orderNo)));
    return [{ id: orderId, ok: true, code: null, detail: null }];
  },
});
