import { DeleteOutlined, ExclamationCircleFilled, PlusOutlined, RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Checkbox, Dropdown, Input, InputNumber, Select } from "antd";
import { useEffect, useState } from "react";
import { stripMm, tooClose } from "@argosy/core/label-template.ts";
import { callForFile } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Badge, Why } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { PdfFrame } from "../../ui/pdf.tsx";
import { say } from "../../ui/toast.tsx";
import { Board } from "./template-board.tsx";
import { fieldNames, moved, newElement, outside, papers, useDraft, type Draft, type Element, type Template } from "./template-state.ts";
import "./template.css";

const key = { params: { id: "address_label" as const } };
export default function TemplatePage() {
  const asked = useAsk("getTemplate", key);
  if (asked.error && !asked.data) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return asked.data ? <Editor first={asked.data} /> : <Skeleton />;
}
export const elementName = (e: Element, t: Text): string => {
  const l = t.floor.template;
  if (e.kind === "text") return t.shell.meta.ofField(l.text, e.text);
  if (e.kind === "line") return l.line;
  return e.kind === "barcode" ? t.shell.meta.ofField(l.barcode, l.fields[e.field] ?? e.field) : (l.fields[e.field] ?? e.field);
};

function Editor({ first }: { readonly first: Template }) {
  const { t, f } = useSpeech();
  const l = t.floor.template;
  const may = useMay()("edit", "Label");
  const draft = useDraft(first);
  const [at, setAt] = useState<number | null>(null);
  const save = useTell("putTemplate");
  const template = draft.now;
  const shown = useLater(template, 600);
  const chosen = at === null ? undefined : template.elements[at];
  const refused = !may ? l.readonly : draft.dirty ? null : l.saveNothing;
  // A step taken back brings an older version number with it: what is replaced is the one that was kept last.
  const keep = (): void => { if (!refused && !save.isPending) save.mutate({ ...key, body: { ...template, version: draft.version } }, { onSuccess: (kept) => { draft.settle(template, kept.version); say(l.saved); } }); };
  const remove = (): void => { if (at === null || !may) return; draft.change({ ...template, elements: template.elements.filter((_, i) => i !== at) }); setAt(null); };
  const add = (kind: Element["kind"], like?: Element): void => {
    const element = like ? { ...like, ...moved(like, 3, 3, template) } : newElement(kind, template);
    draft.change({ ...template, elements: [...template.elements, element] });
    setAt(template.elements.length);
  };
  const nudge = (dx: number, dy: number) => (): void => { if (at !== null && chosen && may) draft.element(at, moved(chosen, dx, dy, template)); };
  useKeys([
    { keys: "Ctrl+s", label: l.save, run: keep }, { keys: "Ctrl+z", label: l.undo, run: draft.undo }, { keys: "Ctrl+y", label: l.redo, run: draft.redo }, { keys: "Delete", label: l.remove, run: remove },
    { keys: "Escape", label: t.shell.keys.esc, run: () => setAt(null) },
    ...(chosen ? ([["ArrowLeft", -1, 0], ["ArrowRight", 1, 0], ["ArrowUp", 0, -1], ["ArrowDown", 0, 1]] as const).flatMap(([name, dx, dy]) => [
      { keys: name, label: l.drag, run: nudge(dx * 0.5, dy * 0.5) }, { keys: `Shift+${name}`, label: l.drag, run: nudge(dx * 5, dy * 5) },
    ]) : []),
  ]);
  const close = tooClose(template);
  const beyond = template.elements.filter((e) => outside(e, template)).length;
  return (
    <div className="template-page">
      <header className="page-head">
        <h1>{l.title}</h1>{first.version > 0 && <span className="count num">{l.version(f.count(first.version))}</span>}<span className="muted page-hint">{l.intro}</span><span className="spring" />
        {beyond > 0 && <Badge tone="ask">{l.outside(f.count(beyond))}</Badge>}
        {close.size > 0 && <Badge tone="ask">{l.tooClose(f.count(close.size))}</Badge>}
        <Button size="small" type="text" icon={<UndoOutlined />} disabled={!draft.canUndo} title={`${l.undo} (Ctrl Z)`} aria-label={l.undo} onClick={draft.undo} />
        <Button size="small" type="text" icon={<RedoOutlined />} disabled={!draft.canRedo} title={`${l.redo} (Ctrl Y)`} aria-label={l.redo} onClick={draft.redo} />
        <Why reason={refused}><Button size="small" type="primary" disabled={refused !== null} loading={save.isPending} onClick={keep}>{l.save}<Key>Ctrl+s</Key></Button></Why>
      </header>
      <div className="template-body">
        <section className="panel template-list">
          <Paper draft={draft} may={may} />
          <header><h2>{l.elements}</h2><span className="spring" />
            <Dropdown trigger={["click"]} disabled={!may} menu={{ items: (["field", "text", "barcode", "line"] as const).map((kind) => ({ key: kind, label: l[kind], onClick: () => add(kind) })) }}><Button size="small" icon={<PlusOutlined />}>{l.add}</Button></Dropdown>
          </header>
          <ul>{template.elements.map((e, i) => <li key={i}><button type="button" className={`option ${i === at ? "chosen" : ""}`} onClick={() => setAt(i)}><span>{elementName(e, t)}</span><span className={`num nowrap ${close.has(i) ? "ask-text" : "faint"}`}>{close.has(i) && <ExclamationCircleFilled title={l.closeHint} aria-label={l.closeHint} />} {e.x}, {e.y}</span></button></li>)}</ul>
          <p className="faint">{l.front}</p>
        </section>
        <section className="template-middle">
          <Board draft={draft} close={close} at={at} setAt={setAt} locked={!may} />
          <p className="muted">{at !== null && close.has(at) ? l.closeHint : chosen ? l.drag : l.select}</p>
        </section>
        <section className="panel template-side">
          {chosen && at !== null && <Properties key={at} element={chosen} set={(patch) => draft.element(at, patch)} remove={remove} duplicate={() => add(chosen.kind, chosen)} locked={!may} />}
          <FormError error={save.error} />
          <h2>{l.preview}</h2>
          <div className="template-pdf"><PdfFrame load={() => callForFile("previewTemplate", { ...key, body: shown })} version={JSON.stringify(shown)} title={l.preview} paper={{ w: shown.widthMm, h: shown.heightMm }} /></div>
        </section>
      </div>
    </div>
  );
}
/** The value as it was when it last stood still. */
function useLater<T>(value: T, ms: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setLater, ms, value);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
function Paper({ draft, may }: { readonly draft: Draft; readonly may: boolean }) {
  const { t } = useSpeech();
  const { widthMm, heightMm } = draft.now;
  const known = papers.find((p) => p.w === widthMm && p.h === heightMm);
  const own = `${widthMm}x${heightMm}`;
  const options = [...papers.map((p) => ({ value: `${p.w}x${p.h}`, label: `${p.w} × ${p.h} ${t.floor.template.mm}` })), ...(known ? [] : [{ value: own, label: `${widthMm} × ${heightMm} ${t.floor.template.mm}` }])];
  const choose = (value: string): void => { const [w = 100, h = 150] = value.split("x").map(Number); draft.change({ ...draft.now, widthMm: w, heightMm: h }); };
  return <label className="field"><span>{t.floor.template.paper}</span><Select size="small" disabled={!may} value={own} options={options} onChange={choose} /><small className="faint">{t.floor.template.withStrip(`${widthMm} × ${heightMm + stripMm}`)}</small></label>;
}
type PropertiesProps = { readonly element: Element; readonly set: (patch: Readonly<Record<string, unknown>>) => void; readonly remove: () => void; readonly duplicate: () => void; readonly locked: boolean };
function Properties({ element, set, remove, duplicate, locked }: PropertiesProps) {
  const { t } = useSpeech();
  const l = t.floor.template;
  const mm = (name: "x" | "y" | "w" | "h", min: number) => (
    <label className="field"><span>{l[name]}</span><InputNumber size="small" disabled={locked} min={min} max={400} step={0.5} value={element[name]} suffix={l.mm} onChange={(value) => { if (value !== null) set({ [name]: value }); }} /></label>
  );
  return (
    <div className="template-properties">
      <header><h2>{elementName(element, t)}</h2><span className="spring" /><Button size="small" type="text" disabled={locked} onClick={duplicate}>{l.duplicate}</Button><Button size="small" type="text" danger disabled={locked} icon={<DeleteOutlined />} onClick={remove} title={`${l.remove} (Delete)`} aria-label={l.remove} /></header>
      {element.kind === "field" && <label className="field"><span>{l.field}</span><Select size="small" disabled={locked} value={element.field} options={fieldNames.map((name) => ({ value: name, label: l.fields[name] }))} onChange={(field) => set({ field })} /></label>}
      {element.kind === "barcode" && <label className="field"><span>{l.field}</span><Select size="small" disabled={locked} value={element.field} options={(["tracking_no", "parcel_no"] as const).map((name) => ({ value: name, label: l.fields[name] }))} onChange={(field) => set({ field })} /></label>}
      {element.kind === "text" && <label className="field"><span>{l.content}</span><Input.TextArea size="small" disabled={locked} autoSize maxLength={300} value={element.text} onChange={(e) => set({ text: e.target.value })} /></label>}
      <div className="template-numbers">{mm("x", 0)}{mm("y", 0)}{mm("w", 1)}{mm("h", element.kind === "line" ? 0.1 : 1)}</div>
      {(element.kind === "field" || element.kind === "text") && (
        <div className="template-numbers"><label className="field"><span>{l.size}</span><InputNumber size="small" disabled={locked} min={4} max={60} value={element.size} suffix={l.pt} onChange={(size) => { if (size !== null) set({ size }); }} /></label><Checkbox disabled={locked} checked={element.bold} onChange={(e) => set({ bold: e.target.checked })}>{l.bold}</Checkbox></div>
      )}
    </div>
  );
}
