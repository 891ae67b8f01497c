import { Button } from "antd";
import { useMemo, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { parcelPath } from "../../paths.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Ago, RowId, Thumb, Why } from "../../ui/bits.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { Go } from "../../ui/go.tsx";
import { matches, wholePages } from "../../ui/whole.ts";
import { ReceiveDialog, type ReceiveLine } from "./receive.tsx";
import "./stock.css";

type Line = Answer<"purchasePlan">["rows"][number];
type Receive = (line: Line) => void;
function columnsOf(t: Text, f: ReturnType<typeof useSpeech>["f"], receive: Receive, noReceive: string | null): readonly Column<Line>[] {
  const c = t.stock.columns;
  return [
    { key: "sku", title: c.sku, cell: (l) => <span className="sku-cell"><Thumb src={l.imageUrl} sku={l.sku} size={28} /><RowId>{l.sku}</RowId><span className="muted">{l.name}</span></span> },
    { key: "warehouse", title: c.warehouse, width: 120, from: 640, cell: (l) => l.warehouse },
    { key: "short", title: c.short, width: 68, align: "right", cell: (l) => <b className="num ask-text">{f.count(l.shortQty)}</b> },
    { key: "oldest", title: c.oldest, width: 104, from: 520, cell: (l) => <Ago at={l.oldestAt} /> },
    { key: "parcels", title: c.waiting, width: 264, from: 860, cell: (l) => <span className="plan-parcels">{l.parcels.slice(0, 3).map((p) => <Go key={p.id} to={parcelPath(p.id)} className="mono">{p.parcelNo}<small className="muted"> ×{p.qty}</small></Go>)}{l.parcelCount > 3 && <span className="muted">{t.shell.meta.more(l.parcelCount - 3)}</span>}</span> },
    { key: "act", title: "", width: 100, cell: (l) => <Why reason={noReceive}><Button size="small" disabled={noReceive !== null} onClick={() => receive(l)}>{t.stock.purchase.receive}</Button></Why> },
  ];
}
const lineOf = (l: Line): ReceiveLine => ({ skuId: l.skuId, sku: l.sku, name: l.name, imageUrl: l.imageUrl, qty: l.shortQty, bin: "" });
/** What short parcels need, SKU by SKU. Goods are received from here: the missing quantity is filled in. */
export default function PurchasingPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const [receiving, setReceiving] = useState<Line | null>(null);
  const p = t.stock.purchase;
  const plan = useAsk("purchasePlan");
  const pages = wholePages(plan, (answer) => answer.rows.filter((l) => matches(search["q"], l.sku, l.name) && (!search["warehouseId"] || l.warehouseId === search["warehouseId"])));
  const noReceive = may("receive", "Stock") ? null : t.shell.meta.noAccess(t.stock.receive.verb);
  const columns = useMemo(() => columnsOf(t, f, setReceiving, noReceive), [t, f, noReceive]);
  const warehouses = new Map((plan.data?.rows ?? []).map((l) => [l.warehouseId, l.warehouse]));
  const total = plan.data && plan.data.rows.length > 0 && <div className="band"><b className="num">{p.total(f.count(plan.data.rows.reduce((sum, l) => sum + l.shortQty, 0)), f.count(new Set(plan.data.rows.map((l) => l.skuId)).size))}</b></div>;
  return (
    <>
      <List name="purchasing" title={p.title} hint={p.hint} pages={pages} columns={columns} rowId={(l) => `${l.warehouseId}.${l.skuId}`} rowName={(l) => l.sku} above={total}
        filters={[{ key: "warehouseId", label: t.stock.columns.warehouse, options: [...warehouses].map(([value, label]) => ({ value, label })) }]}
        peek={(l) => <PlanPeek line={l} receive={setReceiving} noReceive={noReceive} />} empty={{ title: p.empty, hint: p.emptyHint }} />
      {receiving && <ReceiveDialog close={() => setReceiving(null)} first={[lineOf(receiving)]} warehouseId={receiving.warehouseId} />}
    </>
  );
}
function PlanPeek({ line, receive, noReceive }: { readonly line: Line; readonly receive: Receive; readonly noReceive: string | null }) {
  const { t, f } = useSpeech();
  return (
    <div className="peek">
      <div className="peek-sku"><Thumb src={line.imageUrl} sku={line.sku} size={64} /><span><b>{line.name}</b><br /><span className="muted">{line.warehouse}</span></span></div>
      <div className="form-foot"><span className="ask-text strong num">{t.stock.columns.short} {f.count(line.shortQty)}</span><span className="spring" /><Why reason={noReceive}><Button type="primary" disabled={noReceive !== null} onClick={() => receive(line)}>{t.stock.receive.verb}</Button></Why></div>
      <section>
        <h3>{t.stock.purchase.parcels(f.count(line.parcelCount))}</h3>
        <table className="mini"><tbody>{line.parcels.map((p) => <tr key={p.id}><td><Go to={parcelPath(p.id)} className="mono">{p.parcelNo}</Go></td><td className="right num">{t.stock.purchase.needed} {f.count(p.qty)}</td></tr>)}</tbody></table>
        {line.parcelCount > line.parcels.length && <p className="muted">{t.shell.meta.more(line.parcelCount - line.parcels.length)}</p>}
      </section>
    </div>
  );
}
