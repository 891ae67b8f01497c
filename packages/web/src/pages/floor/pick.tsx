import { CloseOutlined, DisconnectOutlined, LeftOutlined, RightOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths, wavePath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, Thumb } from "../../ui/bits.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { useScanner } from "../../ui/scanner.ts";
import { endTypedAhead } from "../../ui/typed-ahead.ts";
import { play } from "../../ui/sounds.ts";
import { sayError, Toasts } from "../../ui/toast.tsx";
import { useOutage } from "../../ui/outage.ts";
import { useUrlState } from "../../ui/url-state.ts";
import { PutBackStrip } from "./put-back.tsx";
import { usePicks, type Step } from "./picks.ts";
import { PickStrip, usePrintWave } from "./print.tsx";
import "./floor.css";
import "./pick.css";

type Wave = Answer<"getWave">;
/** Room 08 in the hand: one bin per screen, in walking order. */
export default function PickPage() {
  const { waveId = "" } = useParams({ strict: false }) as { waveId?: string };
  const { t } = useSpeech();
  const asked = useAsk("getWave", { params: { id: waveId } });
  useEffect(() => { if (asked.error) endTypedAhead(); }, [asked.error]); // the keys are for what is offered now
  if (!asked.data) return <div className="pick">{asked.error ? <><Failed error={asked.error} retry={() => void asked.refetch()} /><p className="pick-way-out"><Link to={pagePaths.picking}>{t.floor.pick.toWaves}</Link></p></> : <Skeleton />}</div>;
  return <Walk key={waveId} wave={asked.data} refresh={() => void asked.refetch()} />;
}

/** The next bin where something is left to do; after the last one, the summary. */
function nextOpen(steps: readonly Step[], from: number, walked: (step: Step) => boolean): number {
  const open = steps.map((step, i) => (i === from || walked(step) ? -1 : i)).filter((i) => i >= 0);
  return open.find((i) => i > from) ?? open[0] ?? steps.length;
}

/** Leaves a step whose count has become full, once that was seen. Whoever has left it before is not moved again. */
function useLeaving(at: number, goOn: (from: number) => void): (full: number) => void {
  const [full, setFull] = useState<number | null>(null);
  useEffect(() => {
    if (full === null) return;
    if (full !== at) return setFull(null);
    const leaving = setTimeout(goOn, 380, full);
    return () => clearTimeout(leaving);
  }, [full, at]);
  return setFull;
}
function Walk({ wave, refresh }: { readonly wave: Wave; readonly refresh: () => void }) {
  const { t, f } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const [search, set] = useUrlState();
  const [said, setSaid] = useState<string | null>(null);
  const [binSeen, setBinSeen] = useState<number | null>(null); // the step whose bin was scanned
  const picks = usePicks(wave.id, wave.steps, refresh, useCallback(sayError, []));
  const out = useOutage();
  const finish = useTell("finishWave");
  const last = wave.steps.length;
  const firstOpen = wave.steps.findIndex((step) => !picks.walked(step));
  const at = search["step"] === undefined ? (firstOpen < 0 ? last : firstOpen) : Math.max(0, Math.min(last, Number(search["step"]) - 1 || 0));
  const step = wave.steps[at];
  const goTo = (index: number): void => { setSaid(null); set({ step: String(Math.max(0, Math.min(last, index)) + 1) }); };
  const goOn = (from: number): void => goTo(nextOpen(wave.steps, from, picks.walked));
  const leaveSoon = useLeaving(at, goOn);
  const take = (one: Step, qty: number): void => {
    if (picks.taken(one) >= one.qty) { play("stop"); setSaid(t.floor.pick.tooMany); return; }
    const now = Math.min(one.qty, qty);
    picks.take(one, now);
    setSaid(null);
    play(now === one.qty ? "next" : "good");
    if (now === one.qty) leaveSoon(wave.steps.indexOf(one));
  };
  const scanned = (code: string): void => {
    const is = (s: Step): boolean => [s.barcode, s.sku].some((c) => c !== "" && c.toLowerCase() === code.trim().toLowerCase());
    if (step && is(step)) { take(step, picks.taken(step) + 1); return; }
    if (step && step.bin !== "" && step.bin.toLowerCase() === code.trim().toLowerCase()) { play("good"); setSaid(null); setBinSeen(at); return; }
    const other = wave.steps.find(is);
    play("stop");
    setSaid(!other ? t.shell.meta.ofField(code, t.floor.pick.unknown) : picks.walked(other) ? t.floor.pick.wrong(code) : t.floor.pick.otherStep(other.sku));
  };
  const pass = (): void => finish.mutate({ params: { id: wave.id }, body: {} }, { onSuccess: () => { picks.forget(); play("next"); }, onError: sayError });
  const open = wave.state === "open" && may("pick", "Wave");
  const [print, printing] = usePrintWave();
  const leave = (): void => void navigate({ to: wavePath(wave.id) });
  useScanner({
    letters: "as",
    onScan: (code) => { if (open) scanned(code); },
    onKey: (key) => {
      if (printing) return; // the keys are the dialog's
      if (key === "ArrowRight") goTo(at + 1);
      else if (key === "ArrowLeft") goTo(at - 1);
      else if (key === "Escape") leave();
      else if (!open) return;
      else if (step && key === " ") take(step, picks.taken(step) + 1);
      else if (step && key === "a") take(step, step.qty);
      else if (step && key === "s") { picks.goShort(step); goOn(at); }
      else if (!step && key === "Enter" && picks.unsent === 0 && !finish.data) pass();
    },
  });
  const left = wave.steps.filter((s) => !picks.walked(s)).length;
  return (
    <div className="pick">
      <header className="pick-head">
        <b className="mono">{wave.waveNo}</b><span className="muted num">{step ? t.floor.pick.of(f.count(at + 1), f.count(last)) : t.floor.pick.summary}</span><span className="spring" />
        {picks.offline || out ? <span className="stop-text pick-net" role="status"><DisconnectOutlined /> {picks.offline ? t.floor.pick.offline(f.count(picks.unsent)) : t.shell.bar.out}</span> : <span className="faint">{picks.unsent > 0 ? "…" : t.floor.pick.saved}</span>}
        <button type="button" className="icon-button" aria-label={t.floor.pick.overview} title={t.floor.pick.overview} onClick={() => goTo(last)}><UnorderedListOutlined /></button>
        <button type="button" className="icon-button" aria-label={t.shell.meta.close} title={t.shell.meta.close} onClick={leave}><CloseOutlined /></button>
      </header>
      <progress className="pick-progress" max={last} value={last - left} aria-label={t.floor.waves.progress(String(last - left), String(last))} />
      {finish.data ? <Finished done={finish.data} print={() => print(wave)} />
        : step ? <StepView step={step} taken={picks.taken(step)} short={picks.isShort(step)} said={said} atBin={binSeen === at} open={open} take={(qty) => take(step, qty)} goShort={() => { picks.goShort(step); goOn(at); }} back={at > 0 ? () => goTo(at - 1) : null} next={() => goTo(at + 1)} />
          : <Summary wave={wave} taken={picks.taken} open={open} busy={finish.isPending} unsent={picks.unsent} goTo={goTo} pass={pass} />}
      {printing}<Toasts />
    </div>
  );
}
type StepProps = { readonly step: Step; readonly taken: number; readonly short: boolean; readonly said: string | null; readonly atBin: boolean; readonly open: boolean; readonly take: (qty: number) => void; readonly goShort: () => void; readonly back: (() => void) | null; readonly next: () => void };
function StepView({ step, taken, short, said, atBin, open, take, goShort, back, next }: StepProps) {
  const { t, f } = useSpeech();
  const p = t.floor.pick;
  const full = taken >= step.qty;
  return (
    <main className="pick-step">
      <div className="pick-bin"><small>{p.bin}</small><b className={step.bin ? "mono" : "faint"}>{step.bin || p.noBin}</b></div>
      <div className="pick-goods">
        <Thumb key={step.skuId} src={step.imageUrl} sku={step.sku} size={168} />
        <div className={`pick-qty num ${full ? "flow-text" : ""}`} aria-live="polite"><b>{f.count(taken)}</b><span> / {f.count(step.qty)}</span></div>
      </div>
      <div className="pick-name"><b className="mono">{step.sku}</b><span>{step.name}</span></div>
      <div className="pick-slots" aria-label={p.toSlots}><small className="muted">{p.toSlots}</small>{step.parcels.map((x) => <span key={x.id} className="num"><b>{x.slot}</b>{x.qty > 1 && <small>×{x.qty}</small>}</span>)}</div>
      <p className={`pick-said ${said ? "bad" : ""}`} role="status">{said ?? (short ? <Badge tone="ask">{p.short}</Badge> : atBin ? <Badge tone="flow">{p.binRight}</Badge> : p.scanHint)}</p>
      <footer className="pick-foot">
        <Button className="pick-one" disabled={!open || full} onClick={() => take(taken + 1)}>{p.one}</Button>
        <Button className="pick-all" type="primary" disabled={!open || full} onClick={() => take(step.qty)}>{p.allOf(f.count(step.qty))}</Button>
        <Button aria-label={p.previous} icon={<LeftOutlined />} disabled={!back} onClick={() => back?.()} />
        <Button className="pick-short" disabled={!open || full} onClick={goShort}>{p.short}<small className="muted">{p.shortHint(f.count(taken))}</small></Button>
        <Button aria-label={p.next} icon={<RightOutlined />} onClick={next} />
      </footer>
      <p className="pick-keys faint">{p.keys}</p>
    </main>
  );
}
type SummaryProps = { readonly wave: Wave; readonly taken: (step: Step) => number; readonly open: boolean; readonly busy: boolean; readonly unsent: number; readonly goTo: (step: number) => void; readonly pass: () => void };
function Summary({ wave, taken, open, busy, unsent, goTo, pass }: SummaryProps) {
  const { t, f } = useSpeech();
  const p = t.floor.pick;
  const missing = wave.steps.filter((step) => taken(step) < step.qty);
  return (
    <main className="pick-step">
      <h1>{wave.state !== "open" ? p.ended : missing.length === 0 ? p.everything : p.missing}</h1>
      <ul className="pick-list">
        {wave.steps.map((step, i) => (
          <li key={step.skuId}><button type="button" onClick={() => goTo(i)}><span className="mono pick-list-bin">{step.bin || "–"}</span><Thumb src={step.imageUrl} sku={step.sku} size={32} /><span className="mono pick-list-sku">{step.sku}</span><b className={`num ${taken(step) < step.qty ? "ask-text" : "flow-text"}`}>{f.count(taken(step))} / {f.count(step.qty)}</b></button></li>
        ))}
      </ul>
      {unsent > 0 && <p className="pick-said">{p.waiting}</p>}
      {wave.state === "open"
        ? <Button className="pick-finish" type="primary" disabled={!open || unsent > 0} loading={busy} onClick={pass}>{missing.length === 0 ? p.willPass : p.finishShort}</Button>
        : <Link to={pagePaths.picking} className="pick-finish link">{p.toWaves}</Link>}
    </main>
  );
}
function Finished({ done: { picked, short, held }, print }: { readonly done: Answer<"finishWave">; readonly print: () => void }) {
  const { t, f } = useSpeech();
  const may = useMay();
  return (
    <main className="pick-step pick-done">
      <h1>{t.floor.pick.finished(f.count(picked), f.count(short), f.count(held))}</h1>
      <PutBackStrip />
      {picked > 0 && may("print", "Label") && <><PickStrip /><Button className="pick-finish" type="primary" onClick={print}>{t.floor.waves.printWave}</Button></>}
      <Link to={pagePaths.picking} className="link">{t.floor.pick.toWaves}</Link>
    </main>
  );
}
