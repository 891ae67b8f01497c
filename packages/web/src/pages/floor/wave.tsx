import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Popconfirm } from "antd";
import { callForFile, type Answer } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { pagePaths, parcelPath, pickPath, wavesPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, Thumb, When, Why } from "../../ui/bits.tsx";
import { factText } from "../../ui/facts.ts";
import { useKeys } from "../../ui/keys.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { PdfFrame, useOpenPdf } from "../../ui/pdf.tsx";
import { say, sayError } from "../../ui/toast.tsx";
import { PickStrip, usePrintWave } from "./print.tsx";
import "./floor.css";

type Wave = Answer<"getWave">;
/** One wave at a desk: the walk, the parcels in their slots, and the pick list as it prints. */
export default function WavePage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const asked = useAsk("getWave", { params: { id } });
  if (asked.error && !asked.data) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return asked.data ? <WaveView wave={asked.data} /> : <Skeleton />;
}
function WaveView({ wave }: { readonly wave: Wave }) {
  const { t, f } = useSpeech();
  const may = useMay();
  const navigate = useNavigate();
  const openPdf = useOpenPdf();
  const undo = useTell("undoWave");
  const [printLabels, shown] = usePrintWave();
  const w = t.floor.waves;
  const load = (): Promise<Blob> => callForFile("pickListPdf", { params: { id: wave.id } });
  const ended = wave.state === "open" ? null : t.floor.pick.ended;
  const noPick = may("pick", "Wave") ? ended : t.shell.meta.noAccess(w.pick);
  const noPrint = !may("print", "Label") ? t.shell.meta.noAccess(w.printWave) : wave.state !== "picked" ? w.open : wave.parcels.some((p) => p.stage === "labels" || p.stage === "shipping") ? null : t.floor.labels.noneToPrint;
  const pick = (): void => { if (!noPick) void navigate({ to: pickPath(wave.id) }); };
  useKeys([{ keys: "Enter", label: w.pick, run: pick }, { keys: "p", label: w.print, run: () => openPdf(load) }]);
  const takeBack = (): void => undo.mutate({ params: { id: wave.id } }, { onSuccess: () => { say(w.undone(wave.waveNo)); void navigate({ to: pagePaths.picking }); }, onError: sayError });
  const taken = wave.steps.reduce((sum, s) => sum + s.pickedQty, 0);
  const needed = wave.steps.reduce((sum, s) => sum + s.qty, 0);
  return (
    <div className="wave-page">
      <header className="page-head">
        <Link to={wavesPath} className="lead">{w.back}</Link><h1 className="mono">{wave.waveNo}</h1><Badge tone={wave.state === "picked" ? "flow" : "wait"}>{w[wave.state]}</Badge>
        <span className="muted page-hint">{wave.warehouse.name} · <When at={wave.createdAt} /> · <span className="num">{w.progress(f.count(taken), f.count(needed))}</span></span>
        <span className="spring" />
        <Why reason={noPick}><Popconfirm title={w.undo} description={w.undoHint} okText={w.undo} cancelText={t.shell.meta.cancel} onConfirm={takeBack} disabled={noPick !== null}><Button size="small" disabled={noPick !== null}>{w.undo}</Button></Popconfirm></Why>
        <Button size="small" onClick={() => openPdf(load)}>{w.print}</Button>
        {noPrint === null && <PickStrip />}
        <Why reason={noPrint}><Button size="small" type={wave.state === "picked" ? "primary" : "default"} disabled={noPrint !== null} onClick={() => printLabels(wave)}>{w.printWave}</Button></Why>
        <Why reason={noPick}><Button size="small" type={wave.state === "open" ? "primary" : "default"} disabled={noPick !== null} onClick={pick}>{w.pick}</Button></Why>
      </header>
      <div className="wave-body">
        <section className="panel">
          <h2>{w.steps}</h2>
          <table className="mini">
            <thead><tr><th>{w.bin}</th><th>{w.sku}</th><th className="right">{w.qty}</th><th className="right">{w.taken}</th><th>{w.slots}</th></tr></thead>
            <tbody>
              {wave.steps.map((step) => (
                <tr key={step.skuId}>
                  <td className="mono strong nowrap">{step.bin || <span className="faint">{w.noBin}</span>}</td>
                  <td><span className="sku-cell"><Thumb src={step.imageUrl} sku={step.sku} size={26} /><b className="mono">{step.sku}</b><span className="muted">{step.name}</span></span></td>
                  <td className="right num strong">{f.count(step.qty)}</td>
                  <td className={`right num ${step.pickedQty === step.qty ? "flow-text" : "muted"}`}>{f.count(step.pickedQty)}</td>
                  <td><div className="num slots">{step.parcels.map((p) => <span key={p.id}>{p.slot}{p.qty > 1 && <small>×{p.qty}</small>}</span>)}</div></td>
                </tr>
              ))}
            </tbody>
          </table>
          <h2>{w.inWave}</h2>
          <table className="mini">
            <thead><tr><th>{w.slot}</th><th>{t.floor.columns.parcel}</th><th>{t.floor.columns.country}</th><th>{t.floor.columns.method}</th><th>{w.state}</th></tr></thead>
            <tbody>
              {wave.parcels.map((p) => (
                <tr key={p.id}><td className="num strong">{p.slot}</td><td>{may("view", "Parcel") ? <Link to={parcelPath(p.id)} className="mono">{p.parcelNo}</Link> : <span className="mono">{p.parcelNo}</span>}</td><td>{f.country(p.country)}</td><td>{p.method}</td><td>{p.held ? <Badge tone="ask" plain>{t.shell.meta.ofField(w.held, factText(p.held, t, f))}</Badge> : (t.parcelStages as Readonly<Record<string, string>>)[p.stage] ?? p.stage}</td></tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="panel wave-pdf"><h2>{w.preview}</h2><PdfFrame load={load} version={wave.id} title={w.preview} paper={{ w: 210, h: 297 }} /></section>
      </div>
      {shown}
    </div>
  );
}
