import { FilePdfOutlined, StopFilled } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Input, Modal } from "antd";
import { useCallback, useState, type ReactNode } from "react";
import { callForFile, Refusal, type Answer } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { factText } from "../../ui/facts.ts";
import { FormError } from "../../ui/form.tsx";
import { Skeleton } from "../../ui/page-states.tsx";
import { PaperAsk, useOpenDocuments } from "./paper.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { PdfFrame, useOpenPdf, usePrintPdf } from "../../ui/pdf.tsx";

export type Printed = Answer<"printLabels">;
const stripKeptAt = "argosy.pick-strip";
/** Whether labels get a strip: a choice of the table with the printer, so this browser remembers it. Off at first: most paper is as long as the label alone. */
export const withPickStrip = (): boolean => localStorage.getItem(stripKeptAt) === "on";
/** The choice, beside the buttons that print. */
export function PickStrip() {
  const { t } = useSpeech();
  const [on, set] = useState(withPickStrip);
  return <Checkbox checked={on} title={t.floor.labels.stripPaper} onChange={(e) => { localStorage.setItem(stripKeptAt, e.target.checked ? "on" : "off"); set(e.target.checked); }}>{t.floor.labels.pickStrip}</Checkbox>;
}

/** What a print run made: failures first, then one real PDF per carrier. A click beside it closes nothing: it is the second of two on the button that prints. */
export function PrintedDialog({ printed, close }: { readonly printed: Printed; readonly close: () => void }) {
  const { t, f } = useSpeech();
  const [openPdf, printPdf] = [useOpenPdf(), usePrintPdf()];
  const [sentIds, setSent] = useState<ReadonlySet<string>>(new Set());
  const open = useOpenDocuments();
  const mayOpen = useMay()("view", "Parcel");
  const l = t.floor.labels;
  const asks = printed.documents.some((d) => open?.some((o) => o.id === d.id));
  const [shownId, setShown] = useState(printed.documents[0]?.id ?? null);
  const failed = printed.results.filter((r) => !r.ok);
  const shown = printed.documents.find((d) => d.id === shownId);
  const fileOf = (id: string) => (): Promise<Blob> => callForFile("labelDocument", { params: { id } });
  const turnId = printed.documents.find((d) => !sentIds.has(d.id))?.id ?? shownId; // whose turn it is to be printed
  const print = (id: string): void => {
    setShown(id);
    setSent((before) => new Set([...before, id]));
    void printPdf(fileOf(id));
  };
  useKeys([{ keys: "p", label: l.printPdf, inDialog: true, run: () => { if (turnId) print(turnId); } }]);
  const title = printed.documents.length > 0 ? l.result(f.count(printed.results.length - failed.length), f.count(printed.documents.length)) : l.nothingPrinted;
  return (
    <Modal open title={title} onCancel={close} mask={{ closable: false }} width={shown ? 940 : 560} footer={<Button type={asks ? "default" : "primary"} autoFocus={!shown} onClick={close}>{asks ? l.later : l.done}</Button>}>
      {printed.results.length === 0 && <p>{l.noneToPrint}</p>}
      <div className={shown ? "printed" : ""}>
        <div className="printed-side">
          {failed.length > 0 && (
            <section className="print-failed" role="alert">
              <b className="stop-text"><StopFilled /> {l.failed(f.count(failed.length))}</b>
              <ul>{failed.map((r) => <li key={r.id}>{mayOpen && r.no ? <Link to={parcelPath(r.id)} className="mono strong">{r.no}</Link> : <b className="mono">{r.no || "–"}</b>} {t.errors[r.code as keyof typeof t.errors] ?? r.code} <span className="muted">{r.detail && factText(r.detail, t, f)}</span></li>)}</ul>
            </section>
          )}
          {printed.documents.length > 0 && <><p className="muted">{l.documentsHint}</p><p className="muted">{l.paperHint}</p></>}
          {printed.documents.map((d) => (
            <div key={d.id} className={`print-document ${d.id === shownId ? "chosen" : ""}`}>
              <button type="button" onClick={() => setShown(d.id)}><FilePdfOutlined /> <span><b>{d.name}</b><br /><small className="muted num">{l.pages(f.count(d.pages))} · {l.needsPaper(d.papers.map((p) => `${p.widthMm} × ${p.heightMm}`).join(" / "))}</small></span></button>
              <Button size="small" type={d.id === turnId && !sentIds.has(d.id) ? "primary" : "default"} autoFocus={d.id === printed.documents[0]?.id} onClick={() => print(d.id)}>{l.printPdf}{d.id === turnId && <Key>p</Key>}</Button>
              <Button size="small" onClick={() => openPdf(fileOf(d.id))}>{l.openPdf}</Button>
              {open && <PaperAsk document={open.find((o) => o.id === d.id)} small={!sentIds.has(d.id)} />}
            </div>
          ))}
        </div>
        {shown && <PdfFrame load={fileOf(shown.id)} version={shown.id} title={shown.name} />}
      </div>
    </Modal>
  );
}
type Waved = { readonly id: string; readonly waveNo: string };
/** Prints all labels of a picked wave at once, and asks for a reason only when the server says that some were printed before. Answers the verb, and what it shows. */
export function usePrintWave(): readonly [print: (wave: Waved) => void, shown: ReactNode] {
  const { t } = useSpeech();
  const l = t.floor.labels;
  const tell = useTell("printLabels");
  const [wave, setWave] = useState<Waved | null>(null);
  const [reason, setReason] = useState("");
  const { mutate } = tell;
  const go = useCallback(({ id }: Waved, because: string): void => mutate({ body: { waveId: id, pickStrip: withPickStrip(), reason: because } }), [mutate]);
  const print = useCallback((one: Waved): void => { setWave(one); setReason(""); go(one, ""); }, [go]); // the same for every drawing: lists keep their columns by it
  const close = (): void => { setWave(null); tell.reset(); };
  if (wave === null) return [print, null];
  const { data, error, isPending } = tell;
  const wanted = (error instanceof Refusal && error.code === "reason_missing") || (data?.results.some((r) => r.code === "reason_missing") ?? false);
  if (data && !(wanted && data.documents.length === 0)) return [print, <PrintedDialog key={wave.id} printed={data} close={close} />];
  const again = (): void => { if (!wanted || reason.trim()) go(wave, reason.trim()); };
  return [print, (
    <Modal key={wave.id} open title={`${t.floor.waves.printWave} · ${wave.waveNo}`} onCancel={close} mask={{ closable: false }} width={440} okText={wanted ? l.again : l.print} cancelText={t.shell.meta.cancel} onOk={again} confirmLoading={isPending} okButtonProps={{ disabled: wanted && reason.trim() === "" }}>
      {wanted ? <label className="field print-reason"><span>{l.reason}</span><Input autoFocus value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} onPressEnter={again} /></label> : isPending ? <Skeleton lines={2} /> : <FormError error={error} />}
    </Modal>
  )];
}
