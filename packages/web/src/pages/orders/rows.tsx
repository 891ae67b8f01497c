import type { OrderRoom } from "@argosy/core/journey.ts";
import { useMemo } from "react";
import type { RowOf } from "../../api/queries.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { AccountDot, Country, Goods, Late, Money, RowId, ShipBy, siteCode, When } from "../../ui/bits.tsx";
import { countryOptions } from "../../ui/form.tsx";
import { holdName, openHolds, ReasonLine } from "../../ui/holds.tsx";
import type { Column, Filter } from "../../ui/list/types.ts";
import { hasLeft } from "../parcels/rows.tsx";
import { useBoard } from "../../ui/shell/shell.tsx";
import type { Search } from "../../ui/url-state.ts";

export type OrderRow = RowOf<"listOrders">;
type ColumnKey = "order" | "stage" | "goods" | "buyer" | "country" | "total" | "paid" | "shipBy" | "reason";
export const isClosedOrder = (row: Pick<OrderRow, "stage">): boolean => row.stage === "cancelled" || row.stage === "shipped_elsewhere";
/** True once nothing of it waits for us to ship it. */
export const isDone = (row: Pick<OrderRow, "stage" | "parcelStages">): boolean =>
  isClosedOrder(row) || (row.parcelStages.length > 0 && row.parcelStages.every((stage) => hasLeft({ stage })));
/** Why it waits: its own reasons, else those of its parcels. */
export const reasonsOf = ({ holds, parcelHolds }: Pick<OrderRow, "holds" | "parcelHolds">): OrderRow["holds"] => (openHolds(holds).length > 0 ? holds : parcelHolds);
/** Where its parcels stand; before it has any, its own stage. */
export const stageText = (row: OrderRow, t: Text): string =>
  row.stage === "parcelled" && row.parcelStages.length > 0 ? row.parcelStages.map((stage) => t.parcelStages[stage]).join(" · ") : t.orderStages[row.stage];

function columnsOf(t: Text): Readonly<Record<ColumnKey, Column<OrderRow>>> {
  const c = t.orders.columns;
  return {
    order: { key: "order", title: c.order, width: 142, cell: (o) => <><span className="row-lead"><AccountDot account={o.account} /><RowId>{o.orderNo}</RowId><span className="site">{siteCode(o.account.site)}</span></span>{!isDone(o) && <Late at={o.shipByAt} ours={o.shipByOurs} />}</> },
    stage: { key: "stage", title: c.stage, width: 122, from: 620, cell: (o) => <span title={stageText(o, t)}>{stageText(o, t)}</span> },
    goods: { key: "goods", title: c.goods, width: 190, from: 760, cell: (o) => <Goods goods={o.goods} /> },
    buyer: { key: "buyer", title: c.buyer, width: 132, from: 900, cell: (o) => <span title={o.buyer}>{o.buyer}</span> },
    country: { key: "country", title: c.country, width: 128, from: 700, cell: (o) => <Country code={o.country} /> },
    total: { key: "total", title: c.total, width: 106, from: 560, align: "right", cell: (o) => <Money value={o.total} /> },
    paid: { key: "paid", title: c.paid, width: 132, from: 1290, cell: (o) => <When at={o.paidAt} /> },
    shipBy: { key: "shipBy", title: c.shipBy, width: 118, from: 480, cell: (o) => <ShipBy at={o.shipByAt} ours={o.shipByOurs} done={isDone(o)} /> },
    reason: { key: "reason", title: c.reason, handTitle: `${c.status} / ${c.reason}`, cell: (o) => <ReasonLine holds={reasonsOf(o)} stands={stageText(o, t)} /> },
  };
}
export function useOrderColumns(withStage: boolean): readonly Column<OrderRow>[] {
  const { t } = useSpeech();
  return useMemo(() => {
    const all = columnsOf(t);
    const keys: readonly ColumnKey[] = ["order", ...(withStage ? (["stage"] as const) : []), "goods", "buyer", "country", "total", "paid", "shipBy", "reason"];
    return keys.map((key) => all[key]);
  }, [t, withStage]);
}
/** Reasons that stand in this room now, with how many: the board already counted them. Among all orders those of their parcels too, uncounted: a parcel may carry several. */
export function useReasonFilter(room: OrderRoom | null): Filter {
  const { t, f } = useSpeech();
  const rooms = useBoard()?.rooms.filter((r) => room === null || r.room === room) ?? [];
  const counts = new Map<string, number>();
  for (const { code, count } of rooms.flatMap((r) => r.holds)) counts.set(code, (counts.get(code) ?? 0) + count);
  return { key: "hold", label: t.orders.filters.hold, options: [...counts].map(([code, n]) => ({ value: code, label: room ? `${holdName(code, t)} · ${f.count(n)}` : holdName(code, t) })) };
}
/** What a list of orders is filtered by; the same orders are asked for where they are reviewed one by one. */
export const filterOf = (search: Search) => ({ hold: search["hold"], accountId: search["accountId"], country: search["country"]?.toUpperCase(), q: search["q"], sku: search["sku"] });
export function useOrderFilters(room: OrderRoom | null): readonly Filter[] {
  const { t, f } = useSpeech();
  const reasons = useReasonFilter(room);
  const stages = { key: "stage", label: t.orders.filters.stage, options: Object.entries(t.orderStages).map(([value, label]) => ({ value, label })) };
  return [reasons, { key: "country", label: t.orders.filters.country, options: countryOptions(f) }, { key: "sku", label: t.orders.filters.sku }, ...(room ? [] : [stages])];
}
