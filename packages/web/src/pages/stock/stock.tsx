import { CheckCircleFilled, ExclamationCircleFilled, StopFilled } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useAsk, usePages, type QueryOf, type RowOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths } from "../../paths.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Ago, RowId, Thumb, Why } from "../../ui/bits.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { AdjustForm } from "./adjust.tsx";
import { useWarehouses } from "./names.ts";
import { ReceiveDialog } from "./receive.tsx";
import "./stock.css";

export type Balance = RowOf<"listStock">;
type Formats = ReturnType<typeof useSpeech>["f"];
const quantity = (n: number, f: Formats, className = ""): React.ReactNode => <span className={`num ${n === 0 ? "faint" : className}`}>{f.count(n)}</span>;

function columnsOf(t: Text, f: Formats): readonly Column<Balance>[] {
  const c = t.stock.columns;
  return [
    { key: "sku", title: c.sku, cell: (b) => <span className="sku-cell"><Thumb src={b.imageUrl} sku={b.sku} size={28} /><RowId>{b.sku}</RowId><span className="phone-only">{b.warehouse}</span><span className="muted">{b.name}</span></span> },
    { key: "warehouse", title: c.warehouse, width: 140, from: 700, cell: (b) => b.warehouse },
    { key: "bin", title: c.bin, width: 100, from: 560, cell: (b) => (b.bin ? <span className="mono">{b.bin}</span> : <span className="faint">–</span>) },
    { key: "onHand", title: c.onHand, width: 84, align: "right", from: 440, cell: (b) => quantity(b.onHandQty, f) },
    { key: "reserved", title: c.reserved, width: 84, align: "right", from: 480, cell: (b) => quantity(b.reservedQty, f) },
    { key: "free", title: c.free, width: 84, align: "right", cell: (b) => quantity(b.freeQty, f, "strong") },
    { key: "short", title: c.short, width: 84, align: "right", from: 420, cell: (b) => quantity(b.shortQty, f, "ask-text strong") },
  ];
}
export default function StockPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const [receiving, setReceiving] = useState(false);
  const warehouses = useWarehouses();
  const s = t.stock.balances;
  const pages = usePages("listStock", { q: search["q"], warehouseId: search["warehouseId"], only: search["view"] ?? "all" } as QueryOf<"listStock">);
  const noReceive = may("receive", "Stock") ? null : t.shell.meta.noAccess(t.stock.receive.verb);
  const receive = (): void => { if (!noReceive) setReceiving(true); };
  useKeys([{ keys: "n", label: t.stock.receive.verb, run: receive }]);
  return (
    <>
      <List name="stock" title={s.title} hint={s.hint} pages={pages} columns={useMemo(() => columnsOf(t, f), [t, f])} rowId={(b) => `${b.warehouseId}.${b.skuId}`} rowName={(b) => b.sku}
        peek={(b) => <BalancePeek key={`${b.warehouseId}.${b.skuId}`} balance={b} />}
        views={[{ value: "all", label: s.all }, { value: "short", label: s.short }, { value: "zero", label: s.zero }]} filters={[{ key: "warehouseId", label: s.warehouse, options: warehouses.map((w) => ({ value: w.id, label: w.name })) }]}
        above={<Proof />}
        actions={<><Link to={pagePaths.moves} className="head-link">{s.ledger}</Link><Why reason={noReceive}><Button size="small" type="primary" disabled={noReceive !== null} onClick={receive}>{t.stock.receive.verb}<Key>n</Key></Button></Why></>}
        empty={{ title: s.empty, hint: s.emptyHint, action: noReceive ? undefined : <Button type="primary" onClick={receive}>{t.stock.receive.verb}</Button> }} />
      {receiving && <ReceiveDialog close={() => setReceiving(false)} />}
    </>
  );
}
/** Conservation anyone can see: ledger, balances and promises are added up on the spot. */
function Proof() {
  const { t, f } = useSpeech();
  const asked = useAsk("stockProof");
  const s = t.stock.balances;
  const proof = asked.data;
  if (!proof) return asked.error ? <div className="band" role="alert"><span className="ask-text"><ExclamationCircleFilled /> {s.proofLost}</span><span className="spring" /><Button size="small" loading={asked.isFetching} onClick={() => void asked.refetch()}>{s.proofRun}</Button></div> : null;
  if (proof.differences.length === 0)
    return <div className="band" title={s.proofHint}><span className="flow-text"><CheckCircleFilled /> <b className="num">{s.proofGood(f.count(proof.moves))}</b></span><span className="muted band-text">{s.proofHint}</span><span className="spring" /><Button size="small" type="text" loading={asked.isFetching} onClick={() => void asked.refetch()}>{s.proofRun}</Button></div>;
  return (
    <div className="band proof-bad" role="alert">
      <b className="stop-text"><StopFilled /> {s.proofBad(f.count(proof.differences.length))}</b>
      <ul>{proof.differences.slice(0, 5).map((d) => <li key={`${d.warehouse}.${d.sku}`}><b className="mono">{d.sku}</b> {d.warehouse}: <span className="num">{s.onHand} {s.ledgerOf} {d.ledgerOnHand} / {s.balanceOf} {d.balanceOnHand} · {s.reserved} {s.ledgerOf} {d.ledgerReserved} / {s.balanceOf} {d.balanceReserved} / {s.promised} {d.promised}</span></li>)}</ul>
    </div>
  );
}
function BalancePeek({ balance }: { readonly balance: Balance }) {
  const { t, f } = useSpeech();
  const c = t.stock.columns;
  const moves = useAsk("listStockMoves", { query: { skuId: balance.skuId, warehouseId: balance.warehouseId, limit: 12 } }).data?.rows ?? [];
  const figures = [[c.onHand, balance.onHandQty], [c.reserved, balance.reservedQty], [c.free, balance.freeQty], [c.short, balance.shortQty]] as const;
  return (
    <div className="peek">
      <div className="peek-sku"><Thumb src={balance.imageUrl} sku={balance.sku} size={64} /><span><b>{balance.name}</b><br /><span className="muted">{balance.warehouse}{balance.bin && <> · <span className="mono">{balance.bin}</span></>}</span></span></div>
      <dl className="figures">{figures.map(([name, n]) => <div key={name}><dt>{name}</dt><dd className="num">{f.count(n)}</dd></div>)}</dl>
      <AdjustForm balance={balance} />
      <section>
        <h3>{t.stock.balances.recent} <Link to={pagePaths.moves} search={{ skuId: balance.skuId, warehouseId: balance.warehouseId } as never}>{t.stock.balances.allMoves}</Link></h3>
        <table className="mini"><thead><tr><th /><th /><th className="right">{t.stock.columns.onHand}</th><th className="right">{t.stock.columns.reserved}</th></tr></thead><tbody>
          {moves.map((m) => <tr key={`${m.id}${m.kind}${m.at}`}><td><Ago at={m.at} /></td><td>{t.stock.moves.kinds[m.kind] ?? m.kind}{m.parcelNo && <> <span className="mono">{m.parcelNo}</span></>}</td><td className="right num">{signed(m.onHandDelta)}</td><td className="right num muted">{signed(m.reservedDelta)}</td></tr>)}
        </tbody></table>
      </section>
    </div>
  );
}
export const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "");
