import { useMemo } from "react";
import { usePages, type QueryOf, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { AccountDot, Badge, CopyId, Country, Goods, Late, RowId, ShipBy } from "../../ui/bits.tsx";
import { openHolds, ReasonLine } from "../../ui/holds.tsx";
import { useParcelQuery } from "../parcels/list.tsx";
import { actOnParcels, useParcelVerbs } from "../parcels/verbs.ts";
import type { Column, Verb } from "../../ui/list/types.ts";

// Rows of parcels as the floor reads them: no buyer, no money; what, how much, where to, with whom, until when.

export type ParcelRow = RowOf<"listParcels">;
type Key = "parcel" | "goods" | "country" | "method" | "warehouse" | "wave" | "tracking" | "weight" | "printed" | "shipBy" | "reason";

function columnsOf(t: Text, f: ReturnType<typeof useSpeech>["f"]): Readonly<Record<Key, Column<ParcelRow>>> {
  const c = t.floor.columns;
  return {
    parcel: { key: "parcel", title: c.parcel, width: 128, cell: (p) => <><span className="row-lead"><AccountDot account={p.account} /><RowId>{p.parcelNo}</RowId></span>{p.shippedAt === null && <Late at={p.shipByAt} ours={p.shipByOurs} />}</> },
    goods: { key: "goods", title: c.goods, width: 186, cell: (p) => (isHeld(p) ? <span className="goods-or-reason"><Goods goods={p.goods} /><ReasonLine holds={p.holds} /></span> : <Goods goods={p.goods} />) },
    country: { key: "country", title: c.country, width: 128, from: 640, cell: (p) => <Country code={p.country} /> },
    method: { key: "method", title: c.method, width: 178, from: 760, cell: (p) => <span title={p.method?.name}>{p.method?.name ?? <span className="faint">–</span>}</span> },
    warehouse: { key: "warehouse", title: c.warehouse, width: 104, from: 1080, cell: (p) => p.warehouse?.name ?? <span className="faint">–</span> },
    wave: { key: "wave", title: c.wave, width: 86, from: 700, cell: (p) => (p.waveNo ? <CopyId>{p.waveNo}</CopyId> : <span className="faint">–</span>) },
    tracking: { key: "tracking", title: c.tracking, width: 200, from: 1180, cell: (p) => (p.trackingNo ? <CopyId>{p.trackingNo}</CopyId> : <span className="faint">–</span>) },
    weight: { key: "weight", title: c.weight, width: 72, from: 1320, align: "right", cell: (p) => <span className="num">{f.weight(p.weightG)}</span> },
    printed: { key: "printed", title: c.printed, width: 138, from: 560, cell: (p) => (p.labelUnconfirmed ? <Badge tone="ask" plain>{t.floor.labels.unconfirmed}</Badge> : p.printedCount > 0 ? <Badge tone="flow" plain>{t.floor.labels.times(f.count(p.printedCount))}</Badge> : <span className="faint">–</span>) },
    shipBy: { key: "shipBy", title: t.orders.columns.shipBy, width: 112, from: 560, cell: (p) => <ShipBy at={p.shipByAt} ours={p.shipByOurs} done={p.shippedAt !== null} /> },
    reason: { key: "reason", title: t.orders.columns.reason, leastPx: 170, from: 520, cell: (p) => <ReasonLine holds={p.holds} /> },
  };
}
export function useParcelColumns(keys: readonly Key[]): readonly Column<ParcelRow>[] {
  const { t, f } = useSpeech();
  const wanted = keys.join();
  return useMemo(() => {
    const all = columnsOf(t, f);
    return wanted.split(",").map((key) => all[key as Key]);
  }, [t, f, wanted]);
}
type FloorRoom = "picking" | "labels" | "shipping";
const useFloorQuery = (room: FloorRoom, view?: string): QueryOf<"listParcels"> => {
  const query = useParcelQuery(room);
  return view === undefined ? query : { ...query, view: view as "all" };
};
/** Parcels of one room by the filters in the URL. */
export const useFloorParcels = (room: FloorRoom, view?: string) => usePages("listParcels", useFloorQuery(room, view));
const holdVerbs: ReadonlySet<string> = new Set(["snooze", "hold", "unhold", "release", "cancel"]);
/** What is done with a parcel that is to wait or to stay behind, behind the room's own verbs. */
export const useHoldVerbs = (room: FloorRoom, view?: string): readonly Verb<ParcelRow>[] => useParcelVerbs(room, useFloorQuery(room, view)).filter((verb) => holdVerbs.has(verb.id));
/** The label is no good on paper, whenever that is seen: it is printed again with the same booking. */
export function useSpoiledVerb(): Verb<ParcelRow> {
  const { t } = useSpeech();
  const label = t.orders.acts["unlabel"] ?? "";
  return {
    id: "unlabel", label, needs: "reason", disabled: useMay()("edit", "Parcel") ? null : t.shell.meta.noAccess(label), refuses: (p) => (p.stage === "shipping" ? null : t.floor.why.notPrinted),
    run: (targets, input) => actOnParcels("unlabel", targets, {}, input),
  };
}
export const isHeld = (parcel: Pick<ParcelRow, "holds">): boolean => openHolds(parcel.holds).length > 0;
