import type { ParcelRoom } from "@argosy/core/journey.ts";
import type { ReactNode } from "react";
import { usePages, type QueryOf } from "../../api/queries.ts";
import { useFindsBuyers } from "../../api/session.ts";
import { parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Option, Verb } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { RoomNo, useViews } from "../orders/list.tsx";
import { ParcelPeek } from "./peek.tsx";
import { useParcelColumns, useParcelFilters, type ParcelColumn, type ParcelRow } from "./rows.tsx";
import { useParcelVerbs } from "./verbs.ts";

/** What the URL says of a parcel list, as the server's filter. */
export function useParcelQuery(room: ParcelRoom | null): QueryOf<"listParcels"> {
  const [search] = useUrlState();
  return {
    stage: room ?? search["stage"], view: search["view"], hold: search["hold"], accountId: search["accountId"], country: search["country"]?.toUpperCase(),
    warehouseId: search["warehouseId"], methodId: search["methodId"], waveId: search["waveId"], q: search["q"], sku: search["sku"],
  } as QueryOf<"listParcels">;
}
export const beforeParcels = ["shop_account", "warehouse", "method", "sku"];

type Props = {
  readonly room: ParcelRoom | null; readonly title: string; readonly hint: string; readonly empty: string; readonly columns: readonly ParcelColumn[];
  readonly views?: readonly Option[]; readonly query?: QueryOf<"listParcels">;
  /** Verbs of the page in front of those every parcel has. */
  readonly verbs?: readonly Verb<ParcelRow>[];
  readonly actions?: ReactNode; readonly above?: ReactNode; readonly emptyAction?: ReactNode;
};
/** Parcels of one room, or of all. The floor's rooms use it with verbs of their own. */
export function ParcelList({ room, title, hint, empty, columns, views, query, verbs = [], actions, above, emptyAction }: Props) {
  const { t } = useSpeech();
  const own = useParcelQuery(room);
  const filter = query ?? own;
  const everyday = useViews();
  const first = useFirstStep(beforeParcels);
  return (
    <List name={room ?? "parcels"} title={title} hint={hint} lead={room && <RoomNo room={room} />} pages={usePages("listParcels", filter)} columns={useParcelColumns(columns)}
      rowId={(p) => p.id} rowName={(p) => p.parcelNo} rowPath={(p) => parcelPath(p.id)} peek={(p) => <ParcelPeek id={p.id} />} views={views ?? everyday}
      filters={useParcelFilters(room)} verbs={[...verbs, ...useParcelVerbs(room, filter)]} actions={actions} above={above} searchFor={t.shell.list.searchTravellers(useFindsBuyers())}
      empty={{ title: t.shell.list.nothing, hint: empty, action: emptyAction, ...first }} />
  );
}
