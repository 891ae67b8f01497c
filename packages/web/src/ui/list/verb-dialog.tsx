import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { nowMs } from "../../api/clock.ts";
import { useAsk } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { OptionList } from "./filter-bar.tsx";
import type { VerbInput } from "./types.ts";

export type Asked = { readonly title: string; /** What it is done to, where that is a single one. */ readonly name?: string | undefined; readonly needs: "reason" | "until" | "route" | "yes"; readonly danger: boolean; /** By when it must have gone on. */ readonly due: string | null; /** What the verb does; who points with a finger or a key reads it here. */ readonly hint?: string | undefined; readonly lines: readonly string[]; readonly go: (input: VerbInput) => void };

type Until = { readonly at: string; readonly hours: number | null; /** Only after the time by which it should have gone on. */ readonly late: boolean };
/** Where that time has passed already, every choice is late, and none is marked. */
export function untilChoices(now: number, due: string | null): readonly Until[] {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const until = (ms: number, hours: number | null): Until => ({ hours, at: new Date(ms).toISOString(), late: due !== null && Date.parse(due) > now && ms > Date.parse(due) });
  const inHours = (hours: number): Until => until(now + hours * 3_600_000, hours);
  return [inHours(1), inHours(4), until(tomorrow.getTime(), null), inHours(24), inHours(72)];
}
const headOf = ({ title, name }: Asked): string => (name ? `${title} · ${name}` : title);
/** Asks for what a verb needs: a reason kept in the timeline, a time until which it waits, a way to go, or a plain yes. */
export function VerbDialog({ asked, close }: { readonly asked: Asked; readonly close: () => void }) {
  return asked.needs === "route" ? <RouteDialog asked={asked} close={close} /> : <WordDialog asked={asked} close={close} />;
}
/** A warehouse, a method or both; a person's choice sticks, and what is left open stays with the rules. */
function RouteDialog({ asked, close }: { readonly asked: Asked; readonly close: () => void }) {
  const { t } = useSpeech();
  const warehouses = useAsk("listWarehouses").data?.rows ?? [];
  const methods = useAsk("listMethods").data?.rows.filter((m) => m.active) ?? [];
  const [warehouseId, setWarehouse] = useState<string>();
  const [methodId, setMethod] = useState<string>();
  const go = (): void => { close(); asked.go({ reason: "", ...(warehouseId ? { warehouseId } : {}), ...(methodId ? { methodId } : {}) }); };
  return (
    <Modal open title={headOf(asked)} onCancel={close} onOk={go} okText={asked.title} cancelText={t.shell.batch.cancel} okButtonProps={{ disabled: !warehouseId && !methodId }} width={560}>
      {asked.lines.map((line) => <p key={line} className="ask-text">{line}</p>)}
      <div className="two-columns">
        <div className="field"><span>{t.orders.columns.warehouse}</span><OptionList options={warehouses.map((w) => ({ value: w.id, label: w.name }))} chosen={warehouseId} choose={(id) => setWarehouse(id === warehouseId ? undefined : id)} /></div>
        <div className="field"><span>{t.orders.columns.method}</span><OptionList options={methods.map((m) => ({ value: m.id, label: m.name }))} chosen={methodId} choose={(id) => setMethod(id === methodId ? undefined : id)} /></div>
      </div>
      <small className="muted">{t.orders.routeHint}</small>
    </Modal>
  );
}
function WordDialog({ asked, close }: { readonly asked: Asked; readonly close: () => void }) {
  const { t, f } = useSpeech();
  const [reason, setReason] = useState("");
  const [choices] = useState(() => untilChoices(nowMs(), asked.due));
  const b = t.shell.batch;
  const go = (input: VerbInput): void => { close(); asked.go(input); };
  const { title, needs } = asked;
  const why = needs === "reason" && reason.trim() === "" ? b.reasonNeeded : undefined;
  const footer = needs === "until" ? null : [
    ...(why ? [<span key="why" className="muted dialog-why">{why}</span>] : []), <Button key="back" onClick={close}>{b.cancel}</Button>,
    <Button key="go" type="primary" danger={asked.danger} autoFocus={needs === "yes"} disabled={why !== undefined} onClick={() => go({ reason: reason.trim() })}>{title}</Button>,
  ];
  return (
    <Modal open title={headOf(asked)} onCancel={close} footer={footer} width={440}>
      {asked.hint && <p className="form-note">{asked.hint}</p>}
      {asked.lines.map((line) => <p key={line} className="ask-text">{line}</p>)}
      {needs === "until" && <div className="until-choices">{choices.map((c, i) => <Button key={c.at} autoFocus={i === 0} onClick={() => go({ reason: "", until: c.at })}><span>{c.hours === null ? t.orders.review.tomorrow : t.orders.review.hours(c.hours)}</span><span className={c.late ? "ask-text" : "muted"}>{c.late && `${t.orders.review.afterShipBy} · `}{f.at(c.at)}</span></Button>)}</div>}
      {needs === "reason" && <label className="field"><span>{b.reason}</span><Input.TextArea autoFocus rows={3} maxLength={500} value={reason} placeholder={b.reasonHint} onChange={(e) => setReason(e.target.value)} onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && reason.trim()) go({ reason: reason.trim() }); }} /></label>}
    </Modal>
  );
}
