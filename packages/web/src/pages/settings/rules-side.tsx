import type { Condition, Decision, Rule } from "@argosy/core/rules.ts";
import { CheckCircleFilled, CloseCircleOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import type { Answer } from "../../api/client.ts";
import { call } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { When } from "../../ui/bits.tsx";
import { FormError } from "../../ui/form.tsx";
import { factText } from "../../ui/facts.ts";
import { sayError } from "../../ui/toast.tsx";
import { actorName } from "../shared/timeline.tsx";
import { factValue, unmetText, type Names } from "./rules-names.ts";

type Preview = Answer<"previewRules">;
/** Parcels that would be decided otherwise: from what to what. */
export function Changes({ changes }: Pick<Preview, "changes">) {
  const { t } = useSpeech();
  const r = t.settings.rules;
  return (
    <table className="mini"><thead><tr><th>{t.floor.columns.parcel}</th><th>{r.was}</th><th>{r.becomes}</th></tr></thead>
      <tbody>{changes.map((c) => <tr key={c.id}><td className="mono">{c.parcelNo}</td><td className="muted">{c.was ?? r.nobody}</td><td><b>{c.becomes ?? r.nobody}</b></td></tr>)}</tbody></table>
  );
}
/** What the draft would decide, counted over the last thirty days. */
export function PreviewPanel({ preview, loading, chosen, isDraft }: { readonly isDraft: boolean; readonly preview: Preview | undefined; readonly loading: boolean; readonly chosen: Rule | undefined }) {
  const { t, f } = useSpeech();
  const r = t.settings.rules;
  const mine = preview?.perRule.find((p) => p.ruleId === chosen?.id);
  return (
    <section className="panel">
      <h2>{isDraft ? r.preview : r.previewActive} {loading && <small className="muted">{r.loading}</small>}</h2>
      {preview && (
        <>
          <p className="num">{r.window(f.count(preview.considered))}</p>
          <ul className="rule-figures">
            <li className={preview.changed > 0 ? "strong" : "muted"}><span className="num">{r.changed(f.count(preview.changed))}</span></li>
            <li className={preview.unrouted > 0 ? "ask-text" : "muted"}><span className="num">{r.unrouted(f.count(preview.unrouted))}</span></li>
          </ul>
          {preview.changes.length > 0 && <Changes changes={preview.changes.slice(0, 5)} />}
          {chosen && mine && (
            <>
              <h3>{t.shell.meta.ofField(chosen.name || r.unnamed, f.list([r.matches(f.count(mine.matches)), r.wins(f.count(mine.wins))]))}</h3>
              {mine.examples.length > 0 ? <p className="rule-examples">{mine.examples.slice(0, 5).map((e) => <Link key={e.id} to={parcelPath(e.id)} className="mono">{e.parcelNo}</Link>)}</p> : <p className="faint">{r.noMatch}</p>}
            </>
          )}
        </>
      )}
    </section>
  );
}
/** One order through the draft, every rule with its reason. */
export function TryPanel({ decision, rules, names, whole }: { readonly decision: Decision; readonly rules: readonly Rule[]; readonly names: Names; readonly whole: boolean }) {
  const speech = useSpeech();
  const { t } = speech;
  const r = t.settings.rules;
  const [number, setNumber] = useState("");
  const tell = useTell("tryRules");
  const go = (): void => { if (number.trim() && whole) tell.mutate({ body: { decision, rules: [...rules], number: number.trim() } }); };
  const trace = tell.data;
  return (
    <section className="panel">
      <h2>{r.tryTitle}</h2>
      <div className="try-line"><Input size="small" value={number} placeholder={r.tryHint} aria-label={r.tryHint} onChange={(e) => setNumber(e.target.value)} onPressEnter={go} /><Button size="small" disabled={!number.trim() || !whole} title={whole ? undefined : r.incomplete} loading={tell.isPending} onClick={go}>{r.tryVerb}</Button></div>
      <FormError error={tell.error} />
      {trace && (
        <>
          <p className={trace.chosen ? "flow-text strong" : "ask-text strong"}>{trace.chosen ? r.decided(trace.chosen.name) : r.noDecision}</p>
          <ol className="tried">
            {trace.tried.map((x) => (
              <li key={x.ruleId} className={x.is === "won" ? "won" : ""}>
                {x.is === "won" ? <CheckCircleFilled className="flow-text" /> : x.is === "condition_failed" ? <CloseCircleOutlined className="faint" /> : <MinusCircleOutlined className="faint" />}
                <span><b>{x.name}</b> <span className="muted">{r.is[x.is] ?? x.is}</span>{x.failedCondition && "fact" in x.failedCondition && <small className="muted"><br />{unmetText(x.failedCondition as Condition, trace.facts, names, speech)}</small>}{x.because && <small className="ask-text"><br />{factText(x.because, t, speech.f)}</small>}</span>
              </li>
            ))}
          </ol>
          <details><summary>{r.factsOf}</summary><dl className="facts">{Object.keys(trace.facts).map((name) => <FactRow key={name} name={name} names={names} facts={trace.facts} />)}</dl></details>
        </>
      )}
    </section>
  );
}
function FactRow({ name, names, facts }: { readonly name: string; readonly names: Names; readonly facts: Answer<"tryRules">["facts"] }) {
  const speech = useSpeech();
  const labels = speech.t.settings.rules.facts as Readonly<Record<string, string>>;
  return <><dt>{labels[name === "amountMinor" ? "amount" : name] ?? name}</dt><dd>{factValue(name, facts, names, speech) || "–"}</dd></>;
}
export function HistoryPanel({ history, active, take }: { readonly history: Answer<"getRules">["history"]; readonly active: number; readonly take: (rules: readonly Rule[]) => void }) {
  const { t, f } = useSpeech();
  const r = t.settings.rules;
  const fetchOld = (decision: Decision, version: number): void => { call("getRuleVersion", { params: { decision, version } }).then((old) => take(old.rules), sayError); };
  return (
    <section className="panel">
      <h2>{r.history}</h2>
      <table className="mini"><tbody>
        {history.map((h) => (
          <tr key={h.version}><td className="num nowrap">{r.activeVersion(f.count(h.version))}</td><td><When at={h.activatedAt} /><br /><small className="muted">{actorName(h.activatedBy, t)} · {r.ruleCount(f.count(h.ruleCount))}</small></td>
            <td className="right">{h.version === active ? <span className="flow-text">{t.settings.common.active}</span> : <Button size="small" onClick={() => fetchOld(h.decision, h.version)}>{r.take}</Button>}</td></tr>
        ))}
      </tbody></table>
    </section>
  );
}
