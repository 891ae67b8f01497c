import { useRef } from "react";
import { call } from "../../api/client.ts";
import { rowByRow, runJob, type RowResult } from "../../ui/jobs.tsx";
import { useVerbs } from "../../ui/list/verbs.ts";
import type { Verb } from "../../ui/list/types.ts";
import { say } from "../../ui/toast.tsx";

/** The verbs of a list on a single row of a page: same names, keys, refusals and reasons. */
export function useVerbsOn<R extends { readonly id: string }>(row: R, name: string) {
  const running = useVerbs<R>();
  const seen = useRef(row);
  seen.current = row;
  const start = (verb: Verb<R>, after?: (good: boolean) => void): void =>
    running.start({ verb, targets: { ids: [row.id], rows: [row] }, size: 1, nameOf: () => name, shown: () => [seen.current], after: (good) => { if (good) say(`${verb.label} · ${name}`); after?.(good); } });
  return { asked: running.asked, close: running.close, start };
}
/** One call that is not a verb of a list, with the same panel of results. */
export const runOne = (title: string, name: string, run: () => Promise<readonly RowResult[]>): Promise<boolean> => runJob({ title, size: 1, nameOf: () => name, run });
/** Takes a merged parcel apart; a refusal is told like that of any other verb. */
export const takeApart = (title: string, parcel: { readonly id: string; readonly parcelNo: string }): Promise<boolean> =>
  runOne(title, parcel.parcelNo, () => rowByRow([parcel.id], (id) => call("unmerge", { params: { id } })));
