import { canMoveParcel, type ParcelRoom } from "@argosy/core/journey.ts";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useAskWhen, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { orderPath } from "../../paths.ts";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { AccountDot, Ago, Badge, CopyId, Country, Goods, Late, RowId, ShipBy } from "../../ui/bits.tsx";
import { countryOptions } from "../../ui/form.tsx";
import { holdName, ReasonLine } from "../../ui/holds.tsx";
import type { Column, Filter } from "../../ui/list/types.ts";
import { useBoard } from "../../ui/shell/shell.tsx";

export type ParcelRow = RowOf<"listParcels">;
export type ParcelColumn = "parcel" | "stage" | "orders" | "goods" | "buyer" | "country" | "weight" | "warehouse" | "method" | "tracking" | "status" | "shipBy" | "shipped" | "reason" | "shortage";
const left: ReadonlySet<string> = new Set(["tracking", "delivered", "returned", "lost", "expired", "cancelled"]);
/** True once it no longer waits for us to ship it. */
export const hasLeft = (row: Pick<ParcelRow, "stage">): boolean => left.has(row.stage);
/** Why nothing more can be done here before it ships; null while it can. */
export const whyGone = (row: Pick<ParcelRow, "stage">, { orders: { why } }: Text): string | null =>
  row.stage === "cancelled" ? why.cancelled : hasLeft(row) ? why.shipped : null;
/** What stands in the label's place: it went with the buyer, there was none, or it is still to come. */
export const whyNoLabel = (row: Pick<ParcelRow, "stage" | "buyer">, { orders: { page } }: Text): string =>
  !row.buyer ? page.labelErased : hasLeft(row) ? page.labelNone : page.noLabel;
/** Why no room looks at it by itself any more, so that it can neither be looked at again nor come first; null while one does. */
export const whyNotQueued = (row: Pick<ParcelRow, "stage">, text: Text): string | null =>
  (["route", "book", "allocate"] as const).some((move) => canMoveParcel(row.stage, move)) ? null : (whyGone(row, text) ?? text.orders.why.tooLate);
/** Why it is not on its way, for what is said of parcels under way. */
export const whyNotUnderWay = (row: Pick<ParcelRow, "stage">, { orders: { why } }: Text): string | null =>
  row.stage === "tracking" ? null : row.stage === "cancelled" ? why.cancelled : hasLeft(row) ? why.ended : why.notShipped;

const statusText = ({ trackingStatus }: ParcelRow, { orders: { page } }: Text): string | null => (trackingStatus ? (page.trackingStates[trackingStatus] ?? trackingStatus) : null);
const statusTone = (status: string) => (status === "delivered" ? "flow" : status === "delivery_failure" || status === "exception" ? "ask" : "wait");
/** What its carrier tells, or that nobody will and a person has to; null before there is anything to tell. */
const statusBadge = (p: ParcelRow, t: Text): ReactNode =>
  p.trackingStatus ? <Badge tone={statusTone(p.trackingStatus)} plain>{statusText(p, t)}</Badge>
    : p.stage === "tracking" && !p.followed ? <span title={t.orders.page.byHandWhy}><Badge tone="ask" plain>{t.orders.page.byHand}</Badge></span> : null;

function columnsOf(t: Text, f: Formats): Readonly<Record<ParcelColumn, Column<ParcelRow>>> {
  const c = t.orders.columns;
  const reason: Column<ParcelRow> = { key: "reason", title: c.reason, handTitle: `${c.status} / ${c.reason}`, leastPx: 256, cell: (p) => <ReasonLine holds={p.holds} stands={(p.stage === "tracking" ? statusBadge(p, t) : null) ?? t.parcelStages[p.stage]} /> };
  return {
    parcel: { key: "parcel", title: c.parcel, width: 124, cell: (p) => <><span className="row-lead"><AccountDot account={p.account} /><RowId>{p.parcelNo}</RowId></span>{!hasLeft(p) && <Late at={p.shipByAt} ours={p.shipByOurs} />}</> },
    stage: { key: "stage", title: c.stage, width: 104, from: 600, cell: (p) => t.parcelStages[p.stage] },
    orders: { key: "orders", title: c.orders, width: 128, from: 1320, cell: (p) => <span className="row-lead">{p.orderNos[0] && <Link to={orderPath(p.orderNos[0].id)} className="mono">{p.orderNos[0].orderNo}</Link>}{p.orderNos.length > 1 && <span className="muted">+{p.orderNos.length - 1}</span>}</span> },
    goods: { key: "goods", title: c.goods, width: 184, from: 760, cell: (p) => <Goods goods={p.goods} /> },
    buyer: { key: "buyer", title: c.buyer, width: 130, from: 1200, cell: (p) => <span title={p.buyer}>{p.buyer}</span> },
    country: { key: "country", title: c.country, width: 128, from: 640, cell: (p) => <Country code={p.country} /> },
    weight: { key: "weight", title: c.weight, width: 84, from: 960, align: "right", cell: (p) => <span className="num">{f.weight(p.weightG)}</span> },
    warehouse: { key: "warehouse", title: c.warehouse, width: 110, from: 1180, cell: (p) => p.warehouse?.name ?? <span className="faint">–</span> },
    method: { key: "method", title: c.method, width: 178, from: 860, cell: (p) => <span title={p.method?.name}>{p.method?.name ?? <span className="faint">–</span>}</span> },
    tracking: { key: "tracking", title: c.tracking, width: 180, from: 560, cell: (p) => (p.trackingNo ? <CopyId>{p.trackingNo}</CopyId> : <span className="faint">–</span>) },
    status: { key: "status", title: c.status, width: 138, from: 700, cell: (p) => statusBadge(p, t) ?? <span className="faint">–</span> },
    shipBy: { key: "shipBy", title: c.shipBy, width: 108, from: 480, cell: (p) => <ShipBy at={p.shipByAt} ours={p.shipByOurs} done={hasLeft(p)} /> },
    shipped: { key: "shipped", title: c.shipped, width: 104, from: 900, cell: (p) => <Ago at={p.shippedAt} /> },
    reason, shortage: { ...reason, leastPx: 344, cell: (p) => <span className="long-reason">{reason.cell(p)}</span> }, // names goods and the parcels that have them
  };
}
export function useParcelColumns(keys: readonly ParcelColumn[]): readonly Column<ParcelRow>[] {
  const { t, f } = useSpeech();
  return useMemo(() => { const all = columnsOf(t, f); return keys.map((key) => all[key]); }, [t, f, keys]);
}
export function useParcelFilters(room: ParcelRoom | null): readonly Filter[] {
  const { t, f } = useSpeech();
  const may = useMay();
  const warehouses = useAskWhen(may("view", "Settings"), "listWarehouses").data?.rows ?? [];
  const methods = useAskWhen(may("view", "Settings"), "listMethods").data?.rows ?? [];
  const rooms = useBoard()?.rooms.filter((r) => (room ? r.room === room : true)) ?? [];
  const counts = new Map<string, number>();
  for (const { code, count } of rooms.slice(room ? 0 : 4).flatMap((r) => r.holds)) counts.set(code, (counts.get(code) ?? 0) + count);
  const options = (rows: readonly { readonly id: string; readonly name: string }[]) => rows.map((r) => ({ value: r.id, label: r.name }));
  const n = t.orders.filters;
  return [
    { key: "hold", label: n.hold, options: [...counts].map(([code, count]) => ({ value: code, label: `${holdName(code, t)} · ${f.count(count)}` })) },
    { key: "warehouseId", label: n.warehouse, options: options(warehouses) }, { key: "methodId", label: n.method, options: options(methods) },
    { key: "country", label: n.country, options: countryOptions(f) }, { key: "sku", label: n.sku },
    ...(room ? [] : [{ key: "stage", label: n.stage, options: Object.entries(t.parcelStages).map(([value, label]) => ({ value, label })) }]),
  ];
}
