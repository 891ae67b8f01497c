import { Button, Checkbox, Input, Modal, Select } from "antd";
import { useMemo, useState } from "react";
import type { Answer, Sent } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Badge, Why } from "../../ui/bits.tsx";
import { CountrySelect, Field, FormError, FormFoot, toOptions, useForm, useMissing } from "../../ui/form.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { say } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import "./settings.css";

type Warehouse = Answer<"listWarehouses">["rows"][number];
type Body = Sent<"addWarehouse">["body"];
const kinds = ["own", "third_party"] as const;
const blank: Body = { code: "", name: "", kind: "own", isDefault: false, address: { name: "", company: "", line1: "", line2: "", city: "", state: "", postcode: "", country: "CN", phone: "" } };

function columnsOf(t: Text, country: (code: string) => string): readonly Column<Warehouse>[] {
  const w = t.settings.warehouses;
  return [
    { key: "name", title: t.settings.common.name, width: 180, cell: (x) => <span className="row-lead"><b>{x.name}</b>{x.isDefault && <Badge tone="flow">{t.settings.common.isDefault}</Badge>}</span> },
    { key: "code", title: t.settings.common.code, width: 120, from: 480, cell: (x) => <span className="mono">{x.code}</span> },
    { key: "kind", title: w.kind, width: 120, from: 560, cell: (x) => w.kinds[x.kind] },
    { key: "city", title: w.city, cell: (x) => [x.address.city, x.address.state, country(x.address.country)].filter(Boolean).join(", ") },
    { key: "phone", title: t.settings.address.phone, width: 160, from: 860, cell: (x) => <span className="num muted">{x.address.phone || "–"}</span> },
  ];
}
export default function WarehousesPage() {
  const { t, f } = useSpeech();
  const may = useMay();
  const [search] = useUrlState();
  const [adding, setAdding] = useState(false);
  const w = t.settings.warehouses;
  const asked = useAsk("listWarehouses");
  const pages = wholePages(asked, (answer) => answer.rows.filter((x) => matches(search["q"], x.name, x.code, x.address.city)));
  const locked = may("edit", "Settings") ? null : t.shell.meta.noAccess(w.add);
  const add = (): void => { if (!locked) setAdding(true); };
  useKeys([{ keys: "n", label: w.add, run: add }]);
  return (
    <>
      <List name="warehouses" title={w.title} hint={w.hint} pages={pages} columns={useMemo(() => columnsOf(t, f.country), [t, f])} rowId={(x) => x.id} rowName={(x) => x.name} peek={(x) => <div className="peek"><WarehouseForm key={x.id} warehouse={x} locked={locked} /></div>}
        actions={<Why reason={locked}><Button size="small" type="primary" disabled={locked !== null} onClick={add}>{w.add}<Key>n</Key></Button></Why>}
        empty={{ title: w.empty, hint: w.emptyHint, action: locked ? undefined : <Button type="primary" onClick={add}>{w.add}</Button> }} />
      {adding && <Modal open title={w.add} footer={null} width={640} onCancel={() => setAdding(false)} mask={{ closable: false }}><WarehouseForm warehouse={null} first={asked.data?.rows.length === 0} locked={locked} after={() => setAdding(false)} /></Modal>}
    </>
  );
}
function bodyOf(warehouse: Warehouse | null): Body {
  if (!warehouse) return blank;
  const { id: _, version: _v, ...body } = warehouse;
  return body;
}
function WarehouseForm({ warehouse, first = false, locked, after }: { readonly first?: boolean; readonly warehouse: Warehouse | null; readonly locked: string | null; readonly after?: () => void }) {
  const { t } = useSpeech();
  const missing = useMissing();
  const form = useForm({ ...bodyOf(warehouse), ...(first ? { isDefault: true } : {}) });
  const add = useTell("addWarehouse");
  const change = useTell("changeWarehouse");
  const tell = warehouse ? change : add;
  const c = t.settings.common;
  const v = form.value;
  const off = locked !== null;
  const refused = locked ?? missing(!v.name.trim() && c.name, !v.code.trim() && c.code) ?? (warehouse && !form.changed ? c.nothingChanged : null);
  const save = (): void => {
    if (refused) return;
    const done = (kept: Warehouse): void => { say(warehouse ? `${c.saved} · ${kept.name}` : c.added(kept.name)); form.settle(v, bodyOf(kept)); after?.(); };
    if (warehouse) change.mutate({ params: { id: warehouse.id }, body: { ...v, version: warehouse.version } }, { onSuccess: done });
    else add.mutate({ body: v }, { onSuccess: done });
  };
  const line = (key: Exclude<keyof Body["address"], "country">, wide = false) => <Field label={t.settings.address[key]} name={`address.${key}`} error={tell.error} wide={wide}><Input disabled={off} value={v.address[key]} onChange={(e) => form.set("address", { ...v.address, [key]: e.target.value })} /></Field>;
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <Field label={`${c.name} *`} name="name" error={tell.error}><Input autoFocus={!warehouse} disabled={off} value={v.name} maxLength={120} onChange={(e) => form.set("name", e.target.value)} /></Field>
      <Field label={`${c.code} *`} name="code" error={tell.error}><Input disabled={off} value={v.code} maxLength={60} onChange={(e) => form.set("code", e.target.value)} /></Field>
      <Field label={t.settings.warehouses.kind} name="kind" error={tell.error}><Select className="full" disabled={off} value={v.kind} options={toOptions(kinds, (k) => t.settings.warehouses.kinds[k])} onChange={(kind) => form.set("kind", kind)} /></Field>
      <div className="field"><span>{c.isDefault}</span><Checkbox disabled={off} checked={v.isDefault} onChange={(e) => form.set("isDefault", e.target.checked)}>{t.settings.warehouses.makeDefault}</Checkbox></div>
      <h3>{t.settings.address.title}</h3>
      {line("name")}{line("company")}{line("line1", true)}{line("line2", true)}{line("city")}{line("state")}{line("postcode")}
      <Field label={t.settings.address.country} name="address.country" error={tell.error}><CountrySelect disabled={off} value={v.address.country} onChange={([country]) => form.set("address", { ...v.address, country: country ?? "CN" })} /></Field>
      {line("phone")}
      <FormError error={tell.error} meanwhile={form.meanwhile} />
      <FormFoot reason={refused} verb={warehouse ? t.shell.meta.save : t.settings.warehouses.add} busy={tell.isPending} />
    </form>
  );
}
