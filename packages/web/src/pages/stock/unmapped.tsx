import { Button, InputNumber, Modal } from "antd";
import { useQueries } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { call, Refusal, type Answer } from "../../api/client.ts";
import { asking, useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Thumb, Why } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import { rowByRow } from "../../ui/jobs.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column, Verb } from "../../ui/list/types.ts";
import { SkuLine, SkuPicker, type Sku } from "../../ui/sku-picker.tsx";
import { say } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import { useCatalogueViews } from "./catalogue.tsx";
import { ofListing, SkuForm } from "./sku-form.tsx";

type Unknown = Answer<"unmapped">["rows"][number];
type Row = Unknown & { readonly id: string; readonly suggestion: Sku | null };
const most = 40; // suggestions asked for; nobody maps more than this at a sitting

/** What the listing was probably made from: the same code without its tail, or the first words of its title. */
function wordsOf(row: Unknown): string {
  const code = row.channelSku.trim();
  return code !== "" ? code.replace(/[-_ ./](?:[A-Z]{2,3}|NEW|V\d|\d{1,2}(?:PK|PACK|PCS)?)$/i, "") : row.title.split(/\s+/).slice(0, 3).join(" ");
}
function useSuggestions(rows: readonly Unknown[]): readonly (Sku | null)[] {
  const answers = useQueries({ queries: rows.slice(0, most).map((row) => ({ ...asking("listSkus", { query: { q: wordsOf(row).slice(0, 60), limit: 1 } }), staleTime: 5 * 60_000 })) });
  return rows.map((_, i) => answers[i]?.data?.rows[0] ?? null);
}
function columnsOf(t: Text, f: ReturnType<typeof useSpeech>["f"]): readonly Column<Row>[] {
  const c = t.stock.columns;
  return [
    { key: "channelSku", title: c.channelSku, width: 200, cell: (r) => <span className="sku-cell"><Thumb src={r.imageUrl} sku={r.channelSku || r.title} size={28} /><b className="mono">{r.channelSku || "–"}</b></span> },
    { key: "title", title: c.title, cell: (r) => <span title={r.title}>{r.title}</span> },
    { key: "account", title: c.account, width: 150, from: 760, cell: (r) => r.account },
    { key: "orders", title: c.orders, width: 100, align: "right", cell: (r) => <b className="num ask-text">{f.count(r.orderCount)}</b> },
    { key: "suggestion", title: c.suggestion, width: 260, from: 640, cell: (r) => (r.suggestion ? <SkuLine sku={r.suggestion} /> : <span className="faint">{t.stock.catalogue.noSuggestion}</span>) },
  ];
}
/** Channel SKUs that hold orders. `m` takes the suggestion; the drawer chooses another. */
export function UnmappedList() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const asked = useAsk("unmapped");
  const c = t.stock.catalogue;
  const found = useSuggestions(asked.data?.rows ?? []);
  const pages = wholePages(asked, (answer) => answer.rows.map((row, i): Row => ({ ...row, id: `${row.accountId}.${row.channelSku}`, suggestion: found[i] ?? null })).filter((row) => matches(search["q"], row.channelSku, row.title)));
  const noEdit = may("edit", "Catalogue") ? null : t.shell.meta.noAccess(c.map);
  const verbs: readonly Verb<Row>[] = [{
    id: "map", label: c.mapSuggested, keyName: "m", primary: true, disabled: noEdit, refuses: (row) => (row.suggestion ? null : c.noSuggestion),
    run: async (targets) => {
      const rows = new Map(("rows" in targets ? targets.rows : []).map((row) => [row.id, row]));
      return rowByRow([...rows.keys()], async (id) => {
        const row = rows.get(id)!; // the ids are this map's keys
        if (!row.suggestion) throw new Refusal("sku_not_found", undefined, c.noneAlike);
        const { woken } = await call("mapSku", { body: { accountId: row.accountId, channelSku: row.channelSku, skuId: row.suggestion.id, qty: 1 } });
        say(`${row.channelSku} → ${row.suggestion.code} · ${c.mapped(f.count(woken))}`);
      });
    },
  }];
  return (
    <List name="unmapped" title={c.unmapped} hint={c.mapHint} pages={pages} columns={useMemo(() => columnsOf(t, f), [t, f])} rowId={(row) => row.id} rowName={(row) => row.channelSku || row.title} views={useCatalogueViews()} verbs={verbs}
      peek={(row) => <MapForm key={row.id} row={row} locked={noEdit} />} empty={{ title: c.unmappedEmpty, hint: c.unmappedEmptyHint, ofView: true }} />
  );
}
function MapForm({ row, locked }: { readonly row: Row; readonly locked: string | null }) {
  const { t, f } = useSpeech();
  const c = t.stock.catalogue;
  const tell = useTell("mapSku");
  const [skuId, setSku] = useState<string | null>(row.suggestion?.id ?? null);
  const [qty, setQty] = useState(1);
  const [adding, setAdding] = useState(false);
  const refused = locked ?? (skuId ? null : t.stock.pickSku);
  const mapTo = (skuId: string): void =>
    void tell.mutateAsync({ body: { accountId: row.accountId, channelSku: row.channelSku, skuId, qty } }).then(({ woken }) => say(t.shell.meta.ofField(row.channelSku, c.mapped(f.count(woken)))), () => undefined);
  const go = (): void => { if (!refused && skuId) mapTo(skuId); };
  return (
    <div className="peek">
      <div className="peek-sku"><Thumb src={row.imageUrl} sku={row.channelSku || row.title} size={64} /><span><b className="mono">{row.channelSku || "–"}</b><br />{row.title}<br /><span className="muted">{row.account} · {c.unmappedHold(f.count(row.orderCount))}</span></span></div>
      <p className="muted">{c.mapHint}</p>
      <div className="map-form"><span>{c.one}</span><InputNumber min={1} max={1000} value={qty} disabled={locked !== null} aria-label={t.stock.receive.qty} onChange={(n) => setQty(n ?? 1)} /><span>{c.pieces}</span><SkuPicker value={skuId} first={row.suggestion?.code ?? wordsOf(row)} disabled={locked !== null} onChange={(id) => setSku(id)} /></div>
      <FormError error={tell.error} />
      <div className="form-foot">{qty === 1 && <Why reason={locked}><Button disabled={locked !== null || tell.isPending} onClick={() => setAdding(true)}>{c.addListed}</Button></Why>}<Why reason={refused}><Button type="primary" disabled={refused !== null} loading={tell.isPending} onClick={go}>{c.map}</Button></Why></div>
      {adding && <Modal open title={c.addListed} footer={null} width={640} onCancel={() => setAdding(false)} mask={{ closable: false }}><SkuForm sku={null} start={ofListing(row)} locked={locked} after={(sku) => { setAdding(false); mapTo(sku.id); }} /></Modal>}
    </div>
  );
}
