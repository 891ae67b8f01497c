import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { wavePath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Thumb, Why } from "../../ui/bits.tsx";
import { say, sayError } from "../../ui/toast.tsx";

type Row = Answer<"listPutBacks">["rows"][number];
const keyOf = (row: Row): string => `${row.waveId}/${row.skuId}`;

/** Goods of parcels that were short, held or cancelled on the floor: nobody needs them there, and the shelf misses them. */
export function PutBackStrip() {
  const { t, f } = useSpeech();
  const [open, setOpen] = useState(false);
  const rows = useAsk("listPutBacks").data?.rows ?? [];
  const w = t.floor.putBack;
  if (rows.length === 0 && !open) return null;
  const pieces = rows.reduce((sum, r) => sum + r.qty, 0);
  return (
    <section className="wave-strip" aria-label={w.title}>
      <h3 className="nowrap">{w.title}</h3>
      <span><span className="num">{w.pieces(f.count(pieces))}</span> <Button size="small" onClick={() => setOpen(true)}>{w.show}</Button></span>
      {open && <PutBackDialog rows={rows} close={() => setOpen(false)} />}
    </section>
  );
}

/** In walking order; a line is gone as soon as its goods lie on the shelf. */
function PutBackDialog({ rows, close }: { readonly rows: readonly Row[]; readonly close: () => void }) {
  const { t, f } = useSpeech();
  const w = t.floor.putBack;
  const tell = useTell("putBack");
  const why = useMay()("pick", "Wave") ? null : t.shell.meta.noAccess(w.title);
  const back = (some: readonly Row[]): void =>
    tell.mutate({ body: { lines: some.map(({ waveId, skuId, qty }) => ({ waveId, skuId, qty })) } }, { onSuccess: ({ lines }) => say(w.done(f.count(lines.length))), onError: sayError });
  return (
    <Modal open title={w.title} onCancel={close} width={640}
      footer={<><Button onClick={close}>{t.floor.labels.done}</Button><Why reason={why}><Button type="primary" disabled={why !== null || rows.length === 0} loading={tell.isPending} onClick={() => back(rows.slice(0, 500))}>{w.all}</Button></Why></>}>
      <p className="form-note">{rows.length === 0 ? w.none : w.hint}</p>
      {rows.length > 0 && (
        <table className="mini put-back">
          <thead><tr><th>{t.floor.waves.bin}</th><th>{t.floor.waves.sku}</th><th className="right">{t.floor.waves.qty}</th><th className="put-back-wave">{t.floor.waves.wave}</th><th /></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <td className="nowrap"><b className="mono">{row.bin || <span className="faint">{t.floor.waves.noBin}</span>}</b><br /><small className="muted">{row.warehouse.name}</small></td>
                <td><span className="sku-cell"><Thumb src={row.imageUrl} sku={row.sku} size={26} /><span><b className="mono nowrap">{row.sku}</b><br /><small className="muted">{row.name}</small></span></span></td>
                <td className="right num strong">{f.count(row.qty)}</td>
                <td className="put-back-wave"><Link to={wavePath(row.waveId)} className="mono">{row.waveNo}</Link></td>
                <td className="right"><Why reason={why}><Button size="small" disabled={why !== null || tell.isPending} onClick={() => back([row])}>{w.back}</Button></Why></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
