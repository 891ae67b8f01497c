import { CheckCircleFilled, CloseOutlined, DisconnectOutlined, ExclamationCircleFilled, LinkOutlined, LoadingOutlined, MutedOutlined, SoundOutlined, StopFilled } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Thumb } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { useOutage } from "../../ui/outage.ts";
import { useAgain } from "../../ui/page-states.tsx";
import { burstGapMs, givenUpMs, silenceMs } from "../../ui/scanner.ts";
import { ForcedShade } from "../../ui/shade.tsx";
import { setSounds, soundsOn } from "../../ui/sounds.ts";
import { endTypedAhead, hearTypedAhead } from "../../ui/typed-ahead.ts";
import { inks } from "../../ui/theme.ts";
import { weightFits } from "@argosy/core/scale.ts";
import { code128 } from "./code128.ts";
import { commands, useStation, type ScanLog, type StationParcel, type Stop } from "./station.ts";
import "./scan.css";

const scanIcons = { flow: <CheckCircleFilled className="flow-text" />, ask: <ExclamationCircleFilled />, stop: <StopFilled /> } as const satisfies Record<ScanLog["tone"], ReactNode>;
type By = ScanLog["by"];
/** Room 10: everything by scanner, or everything by keyboard. Nothing here needs a mouse. */
export default function ScanPage() {
  return <ForcedShade shade="dark"><StationView /></ForcedShade>;
}
function StationView() {
  const { t, f } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const station = useStation();
  const recent = useAsk("scanRecent");
  useAgain(recent.error, () => void recent.refetch());
  const offline = useOutage() || station.offline;
  const [sounds, setSoundsShown] = useState(soundsOn);
  const [by, setBy] = useState<By | null>(null);
  const parcel = station.parcel;
  const gone = parcel?.shippedAt ?? null;
  useEffect(() => { if (gone) void recent.refetch(); }, [gone]);
  const s = t.floor.scan;
  return (
    <div className="station">
      <header className="station-head">
        <b>{s.title}</b>
        {recent.error ? <button type="button" tabIndex={-1} className="station-button ask-text" onClick={() => void recent.refetch()}><ExclamationCircleFilled /> {s.waitingUnknown}</button>
          : recent.data && <span className="muted num">{s.waiting(f.count(recent.data.waiting))}</span>}
        <span className="spring" />
        {station.waiting > 0 && <span className="muted num" role="status"><LoadingOutlined /> {station.waiting > 1 ? s.queued(f.count(station.waiting)) : s.busy}</span>}
        <span className={offline ? "stop-text" : "muted"} role="status">{offline ? <><DisconnectOutlined /> {s.offline}</> : <><LinkOutlined /> {s.online}</>}</span>
        <button type="button" tabIndex={-1} className="station-button" onClick={() => { setSounds(!sounds); setSoundsShown(!sounds); }}>{sounds ? <><SoundOutlined /> {s.sounds}</> : <><MutedOutlined /> {s.soundsOff}</>}</button>
        <button type="button" tabIndex={-1} className="station-button" onClick={() => void navigate({ to: may("view", "Parcel") ? pagePaths.shipping : pagePaths.board })}><CloseOutlined /> {s.leave}</button>
      </header>
      <ScanInput scan={station.scan} by={by} setBy={setBy} stopped={station.stop !== null} goOn={station.goOn} />
      <main className="station-main">{parcel ? <Centre parcel={parcel} lastSku={station.lastSku} weightG={station.weightG} /> : <Idle />}</main>
      <aside className="station-lines">{parcel && <Lines parcel={parcel} lastSku={station.lastSku} />}</aside>
      <footer className="station-foot">
        <section>
          <h3>{s.recent}</h3>
          <ol className="station-recent">{recent.data?.rows.map((r) => <li key={r.id}><b className="mono">{r.parcelNo}</b><span className="muted">{f.country(r.country)} <time className="num">{f.clock(r.at)}</time></span></li>)}{recent.data?.rows.length === 0 && <li className="muted">{s.none}</li>}</ol>
        </section>
        <section>
          <h3>{s.scans}</h3>
          <ol className="station-recent">{station.log.map((l) => <li key={l.id} className={l.tone === "flow" ? "" : `${l.tone}-text`}>{scanIcons[l.tone]} <span className="mono">{l.code}</span></li>)}</ol>
        </section>
        <section className="station-commands"><Command code={commands.done} name={s.commands.done} /><Command code={commands.undo} name={s.commands.undo} /><Command code={commands.skip} name={s.commands.skip} /></section>
      </footer>
      {station.stop && <StopScreen stop={station.stop} goOn={station.goOn} ignored={station.ignored} />}
    </div>
  );
}

/**
 * The one input. It takes the focus back whenever it loses it. A scanner's burst replaces what was typed and given up
 * before it, and is sent at its Enter or when it falls silent; what a person types waits for Enter.
 */
function ScanInput({ scan, by, setBy, stopped, goOn }: { readonly scan: (code: string, by: By) => void; readonly by: By | null; readonly setBy: (by: By | null) => void; readonly stopped: boolean; readonly goOn: () => void }) {
  const { t } = useSpeech();
  const input = useRef<HTMLInputElement>(null);
  const typing = useRef({ lastAt: 0, burstFrom: 0, burst: 0, timer: undefined as ReturnType<typeof setTimeout> | undefined });
  useEffect(() => {
    const back = (): void => { if (document.hasFocus() && document.activeElement !== input.current) input.current?.focus({ preventScroll: true }); };
    back();
    const timer = setInterval(back, 400);
    document.addEventListener("focusout", back);
    window.addEventListener("focus", back);
    return () => { clearInterval(timer); document.removeEventListener("focusout", back); window.removeEventListener("focus", back); };
  }, []);
  useLayoutEffect(() => {
    const codes = hearTypedAhead(() => {}).split("\n");
    endTypedAhead();
    if (input.current) input.current.value = codes.pop() ?? "";
    typing.current.lastAt = performance.now();
    for (const code of codes) scan(code, "scanner");
  }, []);
  const send = (): void => {
    const { current: field } = input;
    const now = typing.current;
    clearTimeout(now.timer);
    const code = field?.value ?? "";
    const from = now.burst >= 3 ? "scanner" : "keyboard";
    if (field) field.value = "";
    now.burst = 0;
    setBy(code ? from : null);
    scan(code, from);
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    const now = typing.current;
    if (event.key === "Enter") { event.preventDefault(); send(); return; }
    if (event.key === "Escape") { event.preventDefault(); if (stopped) goOn(); else event.currentTarget.value = ""; now.burst = 0; return; }
    if (event.key === "Tab") event.preventDefault();
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
    const gap = event.timeStamp - now.lastAt;
    const fast = gap < burstGapMs;
    now.lastAt = event.timeStamp;
    if (!fast) { now.burst = 1; now.burstFrom = gap > givenUpMs ? event.currentTarget.value.length : 0; clearTimeout(now.timer); return; }
    now.burst += 1;
    if (now.burst === 3 && now.burstFrom > 0) { event.currentTarget.value = event.currentTarget.value.slice(now.burstFrom); now.burstFrom = 0; }
    clearTimeout(now.timer);
    if (now.burst >= 5) now.timer = setTimeout(send, silenceMs); // a scanner without suffix
  };
  const s = t.floor.scan;
  return (
    <div className="station-input">
      <input ref={input} autoFocus autoComplete="off" autoCapitalize="off" spellCheck={false} inputMode="none" placeholder={s.input} aria-label={s.input} onKeyDown={onKeyDown} onBlur={(event) => { const field = event.currentTarget; queueMicrotask(() => field.focus({ preventScroll: true })); }} />
      <span className="muted">{by ? s[by] : s.idle}</span>
    </div>
  );
}
function Idle() {
  const { t } = useSpeech();
  return <div className="station-idle"><h1>{t.floor.scan.ready}</h1><p className="muted">{t.floor.scan.readyHint}</p></div>;
}
function Centre({ parcel, lastSku, weightG }: { readonly parcel: StationParcel; readonly lastSku: string | null; readonly weightG: number | null }) {
  const { t, f } = useSpeech();
  const s = t.floor.scan;
  // The piece in hand stays in view while more of it are wanted; then comes the next line that is not full.
  const open = parcel.lines.filter((l) => l.packedQty < l.qty);
  const next = open.find((l) => l.skuId === lastSku) ?? open[0];
  const odd = weightG !== null && !parcel.shippedAt && !weightFits(parcel.expectedWeightG, weightG);
  return (
    <div className="station-centre">
      <div className="station-slot"><small>{parcel.slot ? s.slot : ""}</small><b className={`num ${parcel.slot ? "" : "faint"}`}>{parcel.slot ?? s.noSlot}</b></div>
      <div className="station-parcel">
        <div><b className="mono">{parcel.parcelNo}</b> <span>{f.country(parcel.country)}</span></div>
        <span className="muted">{parcel.method} {parcel.trackingNo && <span className="mono">{parcel.trackingNo}</span>}</span>
      </div>
      {(odd || parcel.warnings.length > 0) && <ul className="station-warnings" role="status">{odd && <li className="station-odd"><ExclamationCircleFilled /> {s.oddWeight(f.weight(weightG), f.weight(parcel.expectedWeightG))}<small>{s.oddWeightHint}</small></li>}{parcel.warnings.map((w) => <li key={w}><ExclamationCircleFilled /> {s.warnings[w] ?? w}{w === "buyer_note" && parcel.note ? <q>{parcel.note}</q> : null}</li>)}</ul>}
      {parcel.shippedAt
        ? <div className="station-complete shipped"><CheckCircleFilled /><b>{s.shipped}</b><span>{s.ready}</span></div>
        : next
          ? <div className="station-next"><Thumb key={next.skuId} src={next.imageUrl} sku={next.sku} size={240} /><div><small>{s.next}</small><b className="num station-count">{f.count(next.qty - next.packedQty)}</b><span className="num muted">{s.pieces(f.count(next.packedQty), f.count(next.qty))}</span><b className="mono station-sku">{next.sku}</b><span>{next.name}</span></div></div>
          : <div className="station-complete"><CheckCircleFilled /><b>{s.complete}</b><span>{s.completeHint}</span></div>}
      {!parcel.shippedAt && <p className="muted num station-weight">{t.shell.meta.ofField(s.weight, "")}{weightG ? <><b>{f.weight(weightG)}</b> · </> : null}{s.expected(f.weight(parcel.expectedWeightG))}{weightG ? null : <> · {s.weighHint}</>}</p>}
    </div>
  );
}
function Lines({ parcel, lastSku }: { readonly parcel: StationParcel; readonly lastSku: string | null }) {
  const { t, f } = useSpeech();
  return (
    <>
      <h3>{t.floor.scan.lines}</h3>
      <ul>
        {parcel.lines.map((line) => (
          <li key={line.skuId} className={`station-line ${line.packedQty >= line.qty ? "full" : ""} ${line.skuId === lastSku ? "last" : ""}`}>
            <Thumb src={line.imageUrl} sku={line.sku} size={48} />
            <span><b className="mono">{line.sku}</b><br /><small className="muted">{line.name}</small></span>
            <b className="num">{line.packedQty >= line.qty ? <CheckCircleFilled className="flow-text" /> : null} {f.count(line.packedQty)}/{f.count(line.qty)}</b>
            <progress max={line.qty} value={line.packedQty} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </>
  );
}
function StopScreen({ stop, goOn, ignored }: { readonly stop: Stop; readonly goOn: () => void; readonly ignored: number }) {
  const { t, f } = useSpeech();
  const s = t.floor.scan;
  const seen = useRef(ignored);
  return (
    <div className="station-stop" style={{ background: inks.light.stop, color: inks.light.onAccent }} role="alertdialog" aria-modal="true" aria-label={s.stops[stop.code]}>
      <StopFilled className="station-stop-mark" />
      <h1>{s.stops[stop.code] ?? t.errors[stop.code as keyof typeof t.errors] ?? t.errors.internal}</h1>
      <p className="mono">{stop.scanned}</p>
      {stop.detail && stop.detail !== stop.scanned && <p>{factText(stop.detail, t, f)}</p>}
      <div className="station-stop-go"><Command code={commands.go} name="" /><button type="button" tabIndex={-1} onClick={goOn}>{s.stopGo}</button></div>
      {ignored > seen.current && <small><b>{s.ignored}</b></small>}
      <small>{s.stopHow}</small>
    </div>
  );
}
/** A command as a barcode: scanned from the screen, or typed by its name. */
function Command({ code, name }: { readonly code: string; readonly name: string }) {
  const widths = code128(code);
  const total = widths.reduce((sum, w) => sum + w, 0);
  let x = 10;
  const bars = widths.map((w, i) => { const at = x; x += w; return i % 2 === 0 ? <rect key={i} x={at} y="0" width={w} height="30" /> : null; });
  return (
    <figure className="station-command">
      <svg style={{ background: inks.light.panel, fill: inks.light.text }} viewBox={`0 0 ${total + 20} 30`} preserveAspectRatio="none" shapeRendering="crispEdges" role="img" aria-label={code}>{bars}</svg>
      <figcaption><b className="mono">{code}</b> {name}</figcaption>
    </figure>
  );
}
