import type { Decision } from "@argosy/core/rules.ts";
import { Button, Modal, Popconfirm } from "antd";
import { useEffect, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { asking, useAsk, useTell } from "../../api/queries.ts";
import { Refusal, type Answer } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, Why } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { Empty, Failed, Skeleton } from "../../ui/page-states.tsx";
import { say } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { useRulesDraft } from "./rules-draft.ts";
import { isWholeRule, neverWins } from "./rules-logic.ts";
import { useRuleNames, type Names } from "./rules-names.ts";
import { RuleRow } from "./rules-row.tsx";
import { Changes, HistoryPanel, PreviewPanel, TryPanel } from "./rules-side.tsx";
import "./settings.css";

const lists = ["method", "warehouse"] as const satisfies readonly Decision[];
/** Room 05's rules as sentences. One list per decision, first match wins. */
export default function RulesPage() {
  const asked = useAsk("getRules");
  const named = useRuleNames();
  const [search] = useUrlState();
  const decision: Decision = search["list"] === "warehouse" ? "warehouse" : "method";
  if (asked.error && !asked.data) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (named.error) return <Failed error={named.error} retry={named.retry} />; // without their names rules say nothing
  return asked.data && !named.loading ? <Editor key={decision} decision={decision} known={asked.data} names={named.names} /> : <Skeleton />;
}
/** The value as it was when it last stood still. */
function useLater<T>(value: T, ms: number): T {
  const [later, setLater] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(setLater, ms, value);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}
function Editor({ decision, known, names }: { readonly decision: Decision; readonly known: Answer<"getRules">; readonly names: Names }) {
  const { t, f } = useSpeech();
  const r = t.settings.rules;
  const [, set] = useUrlState();
  const may = useMay()("edit", "Rules");
  const active = known.active.find((a) => a.decision === decision) ?? { version: 0, rules: [] };
  const history = known.history.filter((h) => h.decision === decision);
  const draft = useRulesDraft(decision, active);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [from, setFrom] = useState<number | null>(null);
  const [activating, setActivating] = useState(false);
  const whole = draft.rules.every(isWholeRule);
  const counted = useLater(draft.rules.filter(isWholeRule), 450);
  const preview = useQuery({ ...asking("previewRules", { body: { decision, rules: [...counted] } }), placeholderData: (before) => before, staleTime: 60_000, meta: { still: true } });
  const refused = !may ? t.shell.meta.noAccess(r.activate) : !draft.dirty ? t.settings.common.nothingChanged : draft.stale ? r.stale : whole ? null : r.incomplete;
  const add = (): void => { if (may) setChosen(draft.add((place) => `${r.unnamed} ${place}`)); };
  useKeys([{ keys: "n", label: r.addRule, run: add }, { keys: "Ctrl+s", label: r.activate, run: () => { if (!refused) setActivating(true); } }]);
  const drag = { from, begin: setFrom, over: (to: number) => { if (from !== null && from !== to) { draft.move(from, to); setFrom(to); } }, drop: () => setFrom(null) };
  return (
    <div className="rules-page">
      <header className="page-head">
        <h1>{r.title}</h1>
        <div className="tabs" role="tablist">{lists.map((d) => <button key={d} type="button" role="tab" className="view" aria-selected={d === decision} onClick={() => set({ list: d === "method" ? undefined : d }, { push: true })}>{r.decisions[d]}</button>)}</div>
        <span className="muted page-hint">{r.hint[decision]}</span><span className="spring" />
        {draft.dirty ? <Badge tone="ask">{draft.basedOn > 0 ? `${r.draft} · ${r.draftOf(f.count(draft.basedOn))}` : r.draft}</Badge> : active.version > 0 && <span className="muted num nowrap">{r.activeVersion(f.count(active.version))}</span>}
        {draft.dirty && <Popconfirm title={r.discard} okText={r.discard} cancelText={t.shell.meta.cancel} onConfirm={draft.discard}><Button size="small">{r.discard}</Button></Popconfirm>}
        <Why reason={refused}><Button size="small" type="primary" disabled={refused !== null} onClick={() => setActivating(true)}>{r.activate}<Key>Ctrl+s</Key></Button></Why>
      </header>
      <div className="rules-body">
        <div className="rules-list">
          {draft.dirty && <p className="form-note">{r.keptHere}</p>}
          {draft.stale && <p className="form-error">{r.stale} <Button size="small" onClick={draft.rebase}>{r.rebase}</Button></p>}
          {draft.rules.length === 0 && <Empty title={r.empty} hint={r.emptyHint} action={may && <Button type="primary" onClick={add}>{r.addRule}<Key>n</Key></Button>} />}
          <ol>
            {draft.rules.map((rule, at) => (
              <RuleRow key={rule.id} rule={rule} at={at} count={draft.rules.length} decision={decision} names={names} never={neverWins(draft.rules, at)} by={draft.rules[neverWins(draft.rules, at)?.by ?? -1]} counted={preview.data?.perRule.find((p) => p.ruleId === rule.id)} locked={!may} chosen={rule.id === chosenId}
                set={(next) => draft.set(at, next)} moveTo={(to) => draft.move(at, to)} remove={() => draft.remove(at)} duplicate={() => setChosen(draft.add(() => "", rule))} choose={() => setChosen(rule.id)} drag={drag} />
            ))}
          </ol>
          <div className="rules-end">{draft.rules.length > 0 && <Why reason={may ? null : t.shell.meta.noAccess(r.addRule)}><Button disabled={!may} onClick={add}>{r.addRule}<Key>n</Key></Button></Why>}<span className="muted">{r.otherwise[decision]}</span></div>
        </div>
        <aside className="rules-side">
          <PreviewPanel isDraft={draft.dirty} preview={preview.data} loading={preview.isFetching} chosen={draft.rules.find((rule) => rule.id === chosenId)} />
          {preview.error && <FormError error={preview.error} />}
          <TryPanel decision={decision} rules={draft.rules} names={names} whole={whole} />
          {history.length > 0 && <HistoryPanel history={history} active={active.version} take={draft.take} />}
        </aside>
      </div>
      {activating && <Activate decision={decision} draft={draft} version={active.version + 1} preview={preview.data} close={() => setActivating(false)} />}
    </div>
  );
}
type ActivateProps = { readonly decision: Decision; readonly draft: ReturnType<typeof useRulesDraft>; readonly version: number; readonly preview: Answer<"previewRules"> | undefined; readonly close: () => void };
/** The difference first, then the button. */
function Activate({ decision, draft, version, preview, close }: ActivateProps) {
  const { t, f } = useSpeech();
  const r = t.settings.rules;
  const tell = useTell("activateRules");
  const go = (): void => tell.mutate({ body: { decision, basedOn: draft.basedOn, rules: [...draft.rules] } }, { onSuccess: (now) => { draft.discard(); say(r.activated(f.count(now.version))); close(); } });
  const shown = preview?.changes.slice(0, 12) ?? [];
  return (
    <Modal open title={r.activateTitle(f.count(version))} onCancel={close} width={560} okText={r.activate} cancelText={t.shell.meta.cancel} onOk={go} okButtonProps={{ loading: tell.isPending, disabled: !preview, autoFocus: true }}>
      {preview && <p className={preview.changed > 0 ? "strong" : ""}>{preview.changed > 0 ? r.changed(f.count(preview.changed)) : r.noChange}{preview.unrouted > 0 && <span className="ask-text"> · {r.unrouted(f.count(preview.unrouted))}</span>}</p>}
      {shown.length > 0 && (
        <Changes changes={shown} />
      )}
      {preview && preview.changed > shown.length && <p className="muted">{r.moreChanges(f.count(preview.changed - shown.length))}</p>}
      <p className="form-note">{r.activateHint}</p>
      <FormError error={tell.error instanceof Refusal && tell.error.code === "changed_meanwhile" ? new Refusal("changed_meanwhile", undefined, r.stale) : tell.error} />
    </Modal>
  );
}
