import { CloseOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { usePages, type QueryOf, type RowOf } from "../../api/queries.ts";
import { pagePaths, parcelPath } from "../../paths.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { CopyId, When } from "../../ui/bits.tsx";
import { Go } from "../../ui/go.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { actorName } from "../shared/timeline.tsx";
import { useWarehouses } from "./names.ts";
import { signed } from "./stock.tsx";
import "./stock.css";

type Move = RowOf<"listStockMoves">;
function columnsOf(t: Text): readonly Column<Move>[] {
  const c = t.stock.columns;
  const delta = (n: number): React.ReactNode => <span className={`num ${n > 0 ? "flow-text strong" : n < 0 ? "strong" : "faint"}`}>{signed(n) || "–"}</span>;
  const kindOf = (m: Move): string => t.stock.moves.kinds[m.kind] ?? m.kind;
  return [
    { key: "at", title: c.at, width: 156, cell: (m) => <When at={m.at} /> },
    { key: "sku", title: c.sku, width: 132, cell: (m) => <><CopyId strong>{m.sku}</CopyId><span className="narrow-only muted num">{kindOf(m)} {signed(m.reservedDelta)}</span></> },
    { key: "kind", title: c.kind, width: 116, from: 560, cell: kindOf },
    { key: "onHand", title: c.onHandDelta, width: 88, align: "right", cell: (m) => delta(m.onHandDelta) },
    { key: "reserved", title: c.reservedDelta, width: 104, align: "right", from: 480, cell: (m) => delta(m.reservedDelta) },
    { key: "warehouse", title: c.warehouse, width: 130, from: 760, cell: (m) => m.warehouse },
    { key: "parcel", title: c.parcel, width: 110, from: 640, cell: (m) => (m.parcelNo ? <Go to={parcelPath(m.id)} className="mono">{m.parcelNo}</Go> : <span className="faint">–</span>) },
    { key: "cause", title: c.cause, width: 170, from: 880, cell: (m) => <span title={m.cause}>{t.stock.moves.causes[m.cause] ?? m.cause}</span> },
    { key: "actor", title: c.actor, width: 140, from: 1020, cell: (m) => <span className="muted">{actorName(m.actor, t)}</span> },
  ];
}
export default function MovesPage() {
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  const warehouses = useWarehouses();
  const m = t.stock.moves;
  const pages = usePages("listStockMoves", { skuId: search["skuId"], warehouseId: search["warehouseId"], limit: 100 } as QueryOf<"listStockMoves">);
  const skuChip = search["skuId"] && <div className="band"><span className="chip"><span className="chip-body">{t.stock.columns.sku} <b className="mono">{pages.rows[0]?.sku ?? m.ofSku}</b></span><button type="button" className="chip-x" aria-label={t.shell.list.clear} onClick={() => set({ skuId: undefined })}><CloseOutlined /></button></span></div>;
  return (
    <List name="moves" title={m.title} hint={m.hint} pages={pages} columns={useMemo(() => columnsOf(t), [t])} rowId={(x) => `${x.id}.${x.kind}.${x.at}.${x.sku}.${x.parcelNo ?? ""}`} rowName={(x) => x.sku} searchable={false}
      filters={[{ key: "warehouseId", label: t.stock.columns.warehouse, options: warehouses.map((w) => ({ value: w.id, label: w.name })) }]} above={skuChip} actions={<Link to={pagePaths.stock} className="head-link">{t.stock.balances.title}</Link>}
      empty={{ title: m.empty, hint: t.stock.balances.emptyHint }} />
  );
}
