import { DownOutlined } from "@ant-design/icons";
import { Button, InputNumber, Modal } from "antd";
import { useContext, useMemo, useState } from "react";
import { call, type Answer } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { RowId, Thumb, Why } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import type { RowResult } from "../../ui/jobs.tsx";
import { List } from "../../ui/list/list.tsx";
import { TickRow, type Column, type Verb } from "../../ui/list/types.ts";
import { SkuLine, SkuPicker, type Sku } from "../../ui/sku-picker.tsx";
import { say } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import { useCatalogueViews } from "./catalogue.tsx";
import { ofListing, SkuForm } from "./sku-form.tsx";

type Unknown = Answer<"unmapped">["rows"][number];
/** What a row is to become: what reads like it, until a person chooses otherwise. */
type Choice = { readonly sku: Sku | null; readonly qty: number };
type Row = Unknown & Choice & { readonly id: string; readonly locked: boolean; readonly choose: (id: string, choice: Choice) => void };

const isNameless = ({ channelSku }: Pick<Unknown, "channelSku">): boolean => channelSku.trim() === "";
/** What to look for where nothing reads like it: the first part of its code, or the first words of its title. */
const wordsOf = ({ channelSku, title }: Unknown): string => channelSku.trim().split(/[-_ ./]/)[0] || title.split(/\s+/).slice(0, 3).join(" ");

/** The SKU as text, and as a picker once it is clicked: eighty pickers at once would each ask for their own list. */
function SkuCell({ row }: { readonly row: Row }) {
  const { t } = useSpeech();
  const tick = useContext(TickRow);
  const [picking, setPicking] = useState(false);
  if (picking) return <SkuPicker value={row.sku?.id ?? null} chosen={row.sku} autoFocus onLeave={() => setPicking(false)} onChange={(_, sku) => { row.choose(row.id, { sku, qty: row.qty }); tick(row.id); setPicking(false); }} />;
  return <button type="button" className="pick-sku" disabled={row.locked} title={row.sku ? undefined : t.stock.pickSku} onClick={() => setPicking(true)}>{row.sku ? <SkuLine sku={row.sku} /> : <span className="faint">{t.stock.pickSku}</span>}<DownOutlined aria-hidden="true" /></button>;
}
function columnsOf(t: Text, f: ReturnType<typeof useSpeech>["f"]): readonly Column<Row>[] {
  const c = t.stock.columns;
  return [
    { key: "channelSku", title: c.channelSku, width: 200, cell: (r) => <span className="sku-cell"><Thumb src={r.imageUrl} sku={r.channelSku || r.title} size={28} />{r.channelSku ? <RowId>{r.channelSku}</RowId> : "–"}</span> },
    { key: "title", title: c.title, from: 760, cell: (r) => <span title={r.title}>{r.title}</span> },
    { key: "account", title: c.account, width: 140, from: 1080, cell: (r) => r.account },
    { key: "orders", title: c.orders, width: 116, align: "right", from: 900, cell: (r) => <b className="num ask-text">{f.count(r.orderCount)}</b> },
    { key: "qty", title: c.perListing, width: 100, from: 640, cell: (r) => <InputNumber size="small" className="full" min={1} max={1000} precision={0} disabled={r.locked || !r.sku} value={r.qty} aria-label={c.perListing} onChange={(n) => r.choose(r.id, { sku: r.sku, qty: n ?? 1 })} /> },
    { key: "suggestion", title: c.suggestion, leastPx: 280, cell: (r) => <SkuCell row={r} /> },
  ];
}
function useRows(rows: readonly Unknown[] | undefined, locked: boolean): readonly Row[] {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  return useMemo(() => {
    const choose = (id: string, choice: Choice): void => setChoices((before) => new Map(before).set(id, choice));
    return (rows ?? []).map((row): Row => {
      const id = `${row.accountId}.${row.channelSku}`;
      return { ...row, id, locked: locked || isNameless(row), choose, ...(choices.get(id) ?? { sku: row.suggestion, qty: row.suggestedQty }) };
    });
  }, [rows, choices, locked]);
}
/** One result per row: those with a SKU were told in their order, the others were not asked and say so. */
export function withResults(rows: readonly Pick<Row, "id" | "sku">[], told: Answer<"mapSkus">["results"], noSku: string): readonly RowResult[] {
  const next = told.values();
  return rows.map(({ id, sku }): RowResult => {
    const { ok, code } = (sku ? next.next().value : undefined) ?? { ok: false, code: null };
    return { id, ok, code, detail: sku ? null : noSku };
  });
}
/** Channel SKUs that hold orders. In each row stands what it is to become; `m` maps all that are ticked. */
export function UnmappedList() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const asked = useAsk("unmapped");
  const c = t.stock.catalogue;
  const noEdit = may("edit", "Catalogue") ? null : t.shell.meta.noAccess(c.map);
  const rows = useRows(asked.data?.rows, noEdit !== null);
  const pages = wholePages(asked, () => rows.filter((row) => matches(search["q"], row.channelSku, row.title)));
  const verbs: readonly Verb<Row>[] = [{
    id: "map", label: c.map, keyName: "m", primary: true, disabled: noEdit, refuses: (row) => (isNameless(row) ? c.noListingSku : row.sku ? null : c.noSku), askMany: c.mapMany,
    run: async (targets) => {
      const chosen = "rows" in targets ? targets.rows : [];
      const mappings = chosen.flatMap(({ accountId, channelSku, sku, qty }) => (sku ? [{ accountId, channelSku, skuId: sku.id, qty }] : []));
      const told = mappings.length > 0 ? (await call("mapSkus", { body: { mappings } })).results : [];
      const [only] = chosen;
      if (chosen.length === 1 && only?.sku && told[0]?.ok) say(`${only.channelSku} → ${only.sku.code} · ${c.mapped(f.count(told[0].woken))}`);
      return withResults(chosen, told, c.noSku);
    },
  }];
  return (
    <List name="unmapped" title={c.unmapped} hint={c.mapManyHint} pages={pages} columns={useMemo(() => columnsOf(t, f), [t, f])} rowId={(row) => row.id} rowName={(row) => row.channelSku || row.title} views={useCatalogueViews()} verbs={verbs}
      peek={(row) => <MapForm key={row.id} row={row} locked={noEdit ?? (isNameless(row) ? c.noListingSku : null)} />} empty={{ title: c.unmappedEmpty, hint: c.unmappedEmptyHint, ofView: true }} />
  );
}
function MapForm({ row, locked }: { readonly row: Row; readonly locked: string | null }) {
  const { t, f } = useSpeech();
  const c = t.stock.catalogue;
  const tell = useTell("mapSku");
  const [skuId, setSku] = useState<string | null>(row.sku?.id ?? null);
  const [qty, setQty] = useState(row.qty);
  const [adding, setAdding] = useState(false);
  const refused = locked ?? (skuId ? null : t.stock.pickSku);
  const mapTo = (skuId: string): void =>
    void tell.mutateAsync({ body: { accountId: row.accountId, channelSku: row.channelSku, skuId, qty } }).then(({ woken }) => say(t.shell.meta.ofField(row.channelSku, c.mapped(f.count(woken)))), () => undefined);
  const go = (): void => { if (!refused && skuId) mapTo(skuId); };
  return (
    <div className="peek">
      <div className="peek-sku"><Thumb src={row.imageUrl} sku={row.channelSku || row.title} size={64} /><span><b className="mono">{row.channelSku || "–"}</b><br />{row.title}<br /><span className="muted">{row.account} · {c.unmappedHold(f.count(row.orderCount))}</span></span></div>
      <p className="muted">{c.mapHint}</p>
      <div className="map-form"><span>{c.one}</span><InputNumber min={1} max={1000} value={qty} disabled={locked !== null} aria-label={t.stock.receive.qty} onChange={(n) => setQty(n ?? 1)} /><span>{c.pieces}</span><SkuPicker value={skuId} chosen={row.sku} first={row.sku?.code ?? wordsOf(row)} disabled={locked !== null} onChange={(id) => setSku(id)} /></div>
      <FormError error={tell.error} />
      <div className="form-foot">{qty === 1 && <Why reason={locked}><Button disabled={locked !== null || tell.isPending} onClick={() => setAdding(true)}>{c.addListed}</Button></Why>}<Why reason={refused}><Button type="primary" disabled={refused !== null} loading={tell.isPending} onClick={go}>{c.map}</Button></Why></div>
      {adding && <Modal open title={c.addListed} footer={null} width={640} onCancel={() => setAdding(false)} mask={{ closable: false }}><SkuForm sku={null} start={ofListing(row)} locked={locked} after={(sku) => { setAdding(false); mapTo(sku.id); }} /></Modal>}
    </div>
  );
}
