import { Button, Input } from "antd";
import { useState } from "react";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Why } from "../../ui/bits.tsx";
import { FormError, useMissing, wholeOf } from "../../ui/form.tsx";
import { newId } from "../../ui/new-id.ts";
import { say } from "../../ui/toast.tsx";
import { signed, type Balance } from "./stock.tsx";

/** A count found another number. People count; the form works out the difference, and the reason goes with it. */
export function AdjustForm({ balance }: { readonly balance: Balance }) {
  const { t, f } = useSpeech();
  const may = useMay();
  const missing = useMissing();
  const a = t.stock.adjust;
  const tell = useTell("adjustStock");
  const [adjustId, setAdjustId] = useState(newId); // the same id until it is written: a repeated press counts once
  const [counted, setCounted] = useState("");
  const [reason, setReason] = useState("");
  const whole = wholeOf(counted);
  const delta = whole === null || whole < 0 ? null : whole - balance.onHandQty;
  const refused = !may("receive", "Stock") ? t.shell.meta.noAccess(a.verb) : delta === null ? missing(a.counted) : delta === 0 ? a.same : reason.trim() === "" ? t.shell.batch.reasonNeeded : null;
  const go = (): void => {
    if (refused || delta === null) return;
    tell.mutate({ body: { adjustId, warehouseId: balance.warehouseId, skuId: balance.skuId, delta, reason: reason.trim() } }, { onSuccess: () => { say(`${a.done} · ${balance.sku} ${signed(delta)}`); setAdjustId(newId()); setCounted(""); setReason(""); } });
  };
  return (
    <section>
      <h3>{a.verb}</h3>
      <div className="adjust">
        <label><small className="muted">{a.counted} · {a.now(f.count(balance.onHandQty))}</small><Input inputMode="numeric" value={counted} onChange={(e) => setCounted(e.target.value)} onPressEnter={go} /></label>
        <label><small className="muted">{a.reason}{delta !== null && delta !== 0 && <b className="num"> · {a.difference(signed(delta))}</b>}</small><Input value={reason} maxLength={500} placeholder={a.reasonHint} onChange={(e) => setReason(e.target.value)} onPressEnter={go} /></label>
        <Why reason={refused}><Button disabled={refused !== null} loading={tell.isPending} onClick={go}>{a.go}</Button></Why>
      </div>
      <FormError error={tell.error} />
    </section>
  );
}
