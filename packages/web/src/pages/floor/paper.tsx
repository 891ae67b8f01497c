import { CheckOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { call, type Answer } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, When, Why } from "../../ui/bits.tsx";
import { runJob } from "../../ui/jobs.tsx";
import { sayError } from "../../ui/toast.tsx";
import { actorName } from "../shared/timeline.tsx";

// A PDF is no paper yet. Until somebody says how it came out, or a piece is scanned, its labels are made, not confirmed.

type Document = Answer<"listDocuments">["rows"][number];
export const useOpenDocuments = (): readonly Document[] | undefined => useAsk("listDocuments").data?.rows;

/** The question of one document: all came out, or some did not. */
export function PaperAsk({ document, small = false }: { readonly document: Document | undefined; readonly small?: boolean }) {
  const { t } = useSpeech();
  const l = t.floor.labels;
  const confirm = useTell("confirmDocument");
  const [spoiled, setSpoiled] = useState(false);
  const why = useMay()("print", "Label") ? null : t.shell.meta.noAccess(l.print);
  if (!document) return <span className="flow-text nowrap"><CheckOutlined /> {l.confirmed}</span>;
  return (
    <span className="paper-ask">
      <Why reason={why}><Button size="small" {...(small ? {} : { type: "primary" as const })} disabled={why !== null} loading={confirm.isPending} onClick={() => confirm.mutate({ params: { id: document.id }, body: {} }, { onError: sayError })}>{l.allGood}</Button></Why>
      <Why reason={why}><Button size="small" disabled={why !== null} onClick={() => setSpoiled(true)}>{l.someSpoiled}</Button></Why>
      {spoiled && <Spoiled document={document} close={() => setSpoiled(false)} />}
    </span>
  );
}
/** Which pages are no good, in the order of the paper; a jam takes all from one page on. */
function Spoiled({ document, close }: { readonly document: Document; readonly close: () => void }) {
  const { t, f } = useSpeech();
  const l = t.floor.labels;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const toggle = (id: string): void => setChosen((was) => (was.has(id) ? new Set([...was].filter((x) => x !== id)) : new Set([...was, id])));
  const from = (page: number): void => setChosen((was) => new Set([...was, ...document.open.filter((p) => p.page >= page).map((p) => p.parcelId)]));
  const ready = chosen.size > 0 && reason.trim() !== "";
  const go = (): void => {
    if (!ready) return;
    close();
    const names = new Map(document.open.map((p) => [p.parcelId, p.parcelNo]));
    void runJob({
      title: l.sendBack(f.count(chosen.size)), size: chosen.size, nameOf: (id) => names.get(id) ?? "–",
      run: async () => (await call("confirmDocument", { params: { id: document.id }, body: { spoiled: [...chosen], reason: reason.trim() } })).results,
    });
  };
  return (
    <Modal open title={`${l.spoiledTitle} · ${document.name} ${f.at(document.createdAt)}`} onCancel={close} width={520} okText={l.sendBack(f.count(chosen.size))} cancelText={t.shell.meta.cancel} onOk={go} okButtonProps={{ disabled: !ready }}>
      <p className="form-note">{l.spoiledHint}</p>
      <ul className="spoiled-pages">
        {document.open.map((p) => (
          <li key={p.parcelId}>
            <Checkbox checked={chosen.has(p.parcelId)} onChange={() => toggle(p.parcelId)}><span className="num">{l.page(f.count(p.page))}</span> <b className="mono">{p.parcelNo}</b>{p.waveNo && p.slot !== null && <span className="muted mono"> {p.waveNo}-{p.slot}</span>}</Checkbox>
            <button type="button" className="link-button" onClick={() => from(p.page)}>{l.fromHere}</button>
          </li>
        ))}
      </ul>
      <label className="field"><span>{l.spoiledReason}</span><Input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} onPressEnter={go} /></label>
    </Modal>
  );
}
/** Documents nobody has confirmed, above the list that their parcels wait in. */
export function PaperStrip() {
  const { t, f } = useSpeech();
  const documents = useOpenDocuments();
  const l = t.floor.labels;
  if (!documents || documents.length === 0) return null;
  return (
    <section className="wave-strip" aria-label={l.paper(f.count(documents.length))}>
      <h3 className="nowrap" title={l.paperHint}>{l.paper(f.count(documents.length))}</h3>
      <div className="wave-cards">
        {documents.map((d) => (
          <article key={d.id} className="paper-card">
            <span><b>{d.name}</b> <When at={d.createdAt} /><br /><span className="muted num">{l.openPages(f.count(d.open.length))} · {actorName(d.createdBy, t)} · <Ago at={d.createdAt} /></span></span>
            <PaperAsk document={d} small />
          </article>
        ))}
      </div>
    </section>
  );
}
