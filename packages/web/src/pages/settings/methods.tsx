import { Button, Modal } from "antd";
import { useMemo, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk, useAskWhen } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Badge, Money, Why } from "../../ui/bits.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import { MethodForm } from "./method-form.tsx";
import { NumberPool } from "./number-pool.tsx";
import "./settings.css";

export type Method = Answer<"listMethods">["rows"][number];
type Carriers = ReadonlyMap<string, string>;
function columnsOf(t: Text, f: ReturnType<typeof useSpeech>["f"], carriers: Carriers): readonly Column<Method>[] {
  const m = t.settings.methods;
  const limits = (x: Method): string => [x.maxWeightG === null ? "" : `≤ ${f.weight(x.maxWeightG)}`, x.countries === null ? m.anywhere : x.countries.length === 1 ? f.list(x.countries.map(f.country)) : x.countries.length > 4 ? `${x.countries.slice(0, 4).join(" ")} +${x.countries.length - 4}` : x.countries.join(" ")].filter(Boolean).join(" · ");
  return [
    { key: "name", title: t.settings.common.name, width: 206, cell: (x) => <span className="row-lead"><b className={x.active ? "" : "faint"}>{x.name}</b>{!x.active && <Badge tone="wait">{t.settings.common.inactive}</Badge>}</span> },
    { key: "code", title: t.settings.common.code, width: 130, from: 900, cell: (x) => <span className="mono">{x.code}</span> },
    { key: "carrier", title: m.carrier, leastPx: 190, from: 620, cell: (x) => <span className="two-lines" title={x.service}>{x.carrierAccountId ? carriers.get(x.carrierAccountId) ?? "–" : <span className="muted">{m.noCarrier}</span>} <span className="muted">{x.service}</span></span> },
    { key: "books", title: m.books, width: 116, from: 760, cell: (x) => m.booksShort[x.books] },
    { key: "limits", title: m.carries, width: 178, cell: (x) => <span title={x.countries ? f.list(x.countries.map(f.country)) : m.anywhere}>{limits(x)}</span> },
    { key: "limit", title: m.limit, width: 140, align: "right", from: 1060, cell: (x) => (x.limit ? <Money value={x.limit} /> : <span className="faint">–</span>) },
    { key: "pool", title: m.pool, width: 110, from: 860, cell: (x) => (x.numberSource !== "number_pool" ? <span className="faint">–</span> : x.poolFree === 0 ? <Badge tone="stop" plain>{m.poolEmpty}</Badge> : <span className="num">{m.poolFree(f.count(x.poolFree))}</span>) },
  ];
}
export default function MethodsPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search, set] = useUrlState();
  const [adding, setAdding] = useState(false);
  const m = t.settings.methods;
  const accounts = useAskWhen(may("view", "Account"), "listAccounts").data?.rows;
  const carriers = useMemo<Carriers>(() => new Map((accounts ?? []).filter((a) => a.kind === "carrier").map((a) => [a.id, a.name])), [accounts]);
  const pages = wholePages(useAsk("listMethods"), (answer) => answer.rows.filter((x) => matches(search["q"], x.name, x.code, x.service)));
  const locked = may("edit", "Settings") ? null : t.shell.meta.noAccess(m.add);
  const add = (): void => { if (!locked) setAdding(true); };
  useKeys([{ keys: "n", label: m.add, run: add }]);
  return (
    <>
      <List name="methods" title={m.title} hint={m.hint} pages={pages} columns={useMemo(() => columnsOf(t, f, carriers), [t, f, carriers])} rowId={(x) => x.id} rowName={(x) => x.name}
        peek={(x) => <div className="peek">{x.numberSource === "number_pool" && <NumberPool key={`${x.id}.pool`} method={x} locked={locked} />}<MethodForm key={x.id} method={x} carriers={carriers} locked={locked} /></div>}
        actions={<Why reason={locked}><Button size="small" type="primary" disabled={locked !== null} onClick={add}>{m.add}<Key>n</Key></Button></Why>}
        empty={{ title: m.empty, hint: m.emptyHint, action: locked ? undefined : <Button type="primary" onClick={add}>{m.add}</Button> }} />
      {adding && <Modal open title={m.add} footer={null} width={680} onCancel={() => setAdding(false)} mask={{ closable: false }}><MethodForm method={null} carriers={carriers} locked={locked} after={(kept) => { setAdding(false); if (kept.numberSource === "number_pool") set({ open: kept.id }); }} /></Modal>}
    </>
  );
}
