import { goodsName } from "@argosy/core/locale.ts";
import { Button, Modal } from "antd";
import { useMemo, useState } from "react";
import { useAsk, usePages, type QueryOf } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Badge, CopyId, Money, RowId, Thumb, Why } from "../../ui/bits.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import type { Sku } from "../../ui/sku-picker.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { SkuForm } from "./sku-form.tsx";
import { SkuSheetForm } from "./sku-sheet-form.tsx";
import { UnmappedList } from "./unmapped.tsx";
import "./stock.css";

function columnsOf(t: Text, { f, locale }: ReturnType<typeof useSpeech>): readonly Column<Sku>[] {
  const c = t.stock.columns;
  const faint = (text: string): React.ReactNode => text || <span className="faint">–</span>;
  const nameOf = (s: Sku): string => goodsName(locale, s);
  return [
    { key: "sku", title: c.sku, width: 208, cell: (s) => <span className="sku-cell"><Thumb src={s.imageUrl} sku={s.code} size={28} /><RowId>{s.code}</RowId></span> },
    { key: "name", title: c.name, cell: (s) => <span title={nameOf(s)}>{faint(nameOf(s))}</span> },
    { key: "barcode", title: c.barcode, width: 140, from: 900, cell: (s) => (s.barcode ? <CopyId>{s.barcode}</CopyId> : faint("")) },
    { key: "weight", title: c.weight, width: 84, align: "right", from: 640, cell: (s) => (s.weightG > 0 ? <span className="num">{f.weight(s.weightG)}</span> : <Badge tone="ask" plain>{t.shell.meta.missing}</Badge>) },
    { key: "declared", title: c.declared, width: 170, from: 1100, cell: (s) => (s.declaredNameEn && s.declaredValue ? <span title={s.declaredNameZh}>{s.declaredNameEn}</span> : <Badge tone="ask" plain>{t.stock.catalogue.noCustoms}</Badge>) },
    { key: "value", title: c.value, width: 104, align: "right", from: 980, cell: (s) => <Money value={s.declaredValue} /> },
    { key: "hs", title: c.hs, width: 104, from: 1220, cell: (s) => <span className="mono">{faint(s.hsCode)}</span> },
    { key: "origin", title: c.origin, width: 72, from: 1220, cell: (s) => s.originCountry },
    { key: "onHand", title: c.onHand, width: 80, align: "right", from: 480, cell: (s) => <span className={`num ${s.onHandQty === 0 ? "faint" : ""}`}>{f.count(s.onHandQty)}</span> },
    { key: "reserved", title: c.reserved, width: 84, align: "right", from: 760, cell: (s) => <span className={`num ${s.reservedQty === 0 ? "faint" : ""}`}>{f.count(s.reservedQty)}</span> },
  ];
}
export default function CataloguePage() {
  const [search] = useUrlState();
  return search["view"] === "unmapped" ? <UnmappedList /> : <SkuList />;
}
export function useCatalogueViews() {
  const { t } = useSpeech();
  return [{ value: "all", label: t.stock.catalogue.all }, { value: "unmapped", label: t.stock.catalogue.unmapped }];
}
function SkuList() {
  const speech = useSpeech();
  const { t } = speech;
  const may = useMay();
  const [search] = useUrlState();
  const [adding, setAdding] = useState<"one" | "many" | null>(null);
  const c = t.stock.catalogue;
  const pages = usePages("listSkus", { q: search["q"] } as QueryOf<"listSkus">);
  const noEdit = may("edit", "Catalogue") ? null : t.shell.meta.noAccess(c.add);
  const add = (): void => { if (!noEdit) setAdding("one"); };
  useKeys([{ keys: "n", label: c.add, run: add }]);
  return (
    <>
      <List name="catalogue" title={c.title} hint={c.hint} pages={pages} columns={useMemo(() => columnsOf(t, speech), [t, speech])} rowId={(s) => s.id} rowName={(s) => s.code} views={useCatalogueViews()} above={<UnmappedBand />}
        peek={(s) => <div className="peek"><SkuForm key={s.id} sku={s} locked={noEdit} /></div>}
        actions={<><Why reason={noEdit}><Button size="small" disabled={noEdit !== null} onClick={() => setAdding("many")}>{c.sheet.verb}</Button></Why><Why reason={noEdit}><Button size="small" type="primary" disabled={noEdit !== null} onClick={add}>{c.add}<Key>n</Key></Button></Why></>}
        empty={{ title: c.empty, hint: c.emptyHint, action: noEdit ? undefined : <span className="state-acts"><Button type="primary" onClick={add}>{c.add}</Button><Button onClick={() => setAdding("many")}>{c.sheet.verb}</Button></span> }} />
      {adding === "one" && <Modal open title={c.add} footer={null} width={640} onCancel={() => setAdding(null)} mask={{ closable: false }}><SkuForm sku={null} locked={noEdit} after={() => setAdding(null)} /></Modal>}
      {adding === "many" && <SkuSheetForm close={() => setAdding(null)} />}
    </>
  );
}
function UnmappedBand() {
  const { t, f } = useSpeech();
  const [, set] = useUrlState();
  const rows = useAsk("unmapped").data?.rows ?? [];
  if (rows.length === 0) return null;
  const c = t.stock.catalogue;
  return <div className="band"><Badge tone="ask">{c.unmappedTitle(f.count(rows.length))}</Badge><span className="muted">{c.unmappedHold(f.count(rows.reduce((sum, r) => sum + r.orderCount, 0)))}</span><Button size="small" onClick={() => set({ view: "unmapped", open: undefined, q: undefined }, { push: true })}>{c.look}</Button></div>;
}
