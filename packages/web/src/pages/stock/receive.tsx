import { BarcodeOutlined, DeleteOutlined } from "@ant-design/icons";
import { goodsName } from "@argosy/core/locale.ts";
import { Button, Input, InputNumber, Modal, Select } from "antd";
import { useRef, useState } from "react";
import { useTell } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Thumb, Why } from "../../ui/bits.tsx";
import { FirstStepLink, useFirstStep } from "../../ui/first-step.tsx";
import { FormError } from "../../ui/form.tsx";
import { newId } from "../../ui/new-id.ts";
import { findSku, SkuPicker } from "../../ui/sku-picker.tsx";
import { play } from "../../ui/sounds.ts";
import { say, sayError } from "../../ui/toast.tsx";
import { useWarehouses } from "./names.ts";

export type ReceiveLine = { readonly skuId: string; readonly sku: string; readonly name: string; readonly imageUrl: string | null; readonly qty: number; readonly bin: string };
type Props = { readonly close: () => void; readonly first?: readonly ReceiveLine[]; readonly warehouseId?: string };

/** What was counted while `sent` was being received: it is another receipt. */
export const countedSince = (lines: readonly ReceiveLine[], sent: readonly ReceiveLine[]): readonly ReceiveLine[] =>
  lines.flatMap((line) => { const qty = line.qty - (sent.find((s) => s.skuId === line.skuId)?.qty ?? 0); return qty > 0 ? [{ ...line, qty }] : []; });
/** Goods came in: several lines, by scanner or by hand. The receipt's id is made once, so pressing twice counts once. */
export function ReceiveDialog({ close, first = [], warehouseId: wanted }: Props) {
  const { t, f, locale } = useSpeech();
  const r = t.stock.receive;
  const warehouses = useWarehouses();
  const noWarehouse = useFirstStep(["warehouse"]);
  const [receiptId, setReceiptId] = useState(newId);
  const [chosen, setWarehouse] = useState<string | undefined>(wanted);
  const [reference, setReference] = useState("");
  const [lines, setLines] = useState(first);
  const [typed, setTyped] = useState("");
  const [unknown, setUnknown] = useState<string | null>(null);
  const newest = useRef({ lines, typed, lookups: 0 });
  newest.current = { ...newest.current, lines, typed };
  const scanField = useRef<React.ComponentRef<typeof Input>>(null);
  const tell = useTell("receiveStock");
  const warehouseId = chosen ?? warehouses.find((w) => w.isDefault)?.id ?? (warehouses.length === 1 ? warehouses[0]?.id : undefined);
  const pieces = lines.reduce((sum, line) => sum + line.qty, 0);
  const refused = !warehouseId ? r.noWarehouse : lines.length === 0 ? r.noLines : null;
  const count = (sku: { readonly id: string; readonly code: string; readonly nameEn: string; readonly nameZh: string; readonly imageUrl: string | null }): void => {
    setUnknown(null);
    setLines((before) => (before.some((l) => l.skuId === sku.id)
      ? before.map((l) => (l.skuId === sku.id ? { ...l, qty: l.qty + 1 } : l))
      : [{ skuId: sku.id, sku: sku.code, name: goodsName(locale, sku), imageUrl: sku.imageUrl, qty: 1, bin: "" }, ...before]));
  };
  const scan = (): void => {
    const code = typed.trim();
    if (!code) return;
    setTyped("");
    newest.current.lookups += 1;
    findSku(code).then((sku) => { if (sku) { play("good"); count(sku); } else { play("stop"); setUnknown(code); } }, sayError).finally(() => { newest.current.lookups -= 1; });
  };
  /** Closes, unless pieces were scanned while the others were being received. */
  const goOn = (sent: readonly ReceiveLine[]): void => {
    const since = countedSince(newest.current.lines, sent);
    if (since.length === 0 && newest.current.lookups === 0 && newest.current.typed.trim() === "") return close();
    setLines(since);
    setReceiptId(newId());
  };
  const go = (): void => {
    if (refused || !warehouseId) return;
    tell.mutate(
      { body: { receiptId, warehouseId, reference: reference.trim(), lines: lines.map(({ skuId, qty, bin }) => ({ skuId, qty, ...(bin.trim() ? { bin: bin.trim() } : {}) })) } },
      { onSuccess: ({ woken }) => { say(r.done(f.count(woken))); goOn(lines); } },
    );
  };
  const footer = [
    ...(refused ? [<span key="why" className="muted dialog-why">{refused}</span>] : []),
    <Button key="back" onClick={close}>{t.shell.meta.cancel}</Button>,
    <Why key="go" reason={refused}><Button type="primary" disabled={refused !== null} loading={tell.isPending} onClick={go}>{lines.length > 0 ? r.go(f.count(pieces)) : r.verb}</Button></Why>,
  ];
  return (
    <Modal open title={r.verb} onCancel={close} footer={footer} width={680} mask={{ closable: false }}>
      <div className="form">
        <label className="field"><span>{r.warehouse}</span><Select className="full" value={warehouseId ?? null} onChange={setWarehouse} options={warehouses.map((w) => ({ value: w.id, label: w.name }))} />{noWarehouse && <FirstStepLink what="warehouse" primary={false} />}</label>
        <label className="field"><span>{r.reference}</span><Input value={reference} maxLength={120} placeholder={r.referenceHint} onChange={(e) => setReference(e.target.value)} /></label>
        <label className="field"><span>{r.scan}</span><Input ref={scanField} autoFocus prefix={<BarcodeOutlined />} value={typed} onChange={(e) => setTyped(e.target.value)} onPressEnter={scan} status={unknown ? "error" : ""} />{unknown && <span className="field-error" role="alert">{r.unknown(unknown)}</span>}</label>
        <label className="field"><span>{t.stock.pickSku}</span><SkuPicker value={null} onChange={(_, sku) => count(sku)} /></label>
        <FormError error={tell.error} />
      </div>
      {lines.length === 0 ? <p className="muted receive-none">{r.none}</p> : <Lines lines={lines} setLines={setLines} toScan={() => scanField.current?.focus()} />}
    </Modal>
  );
}
function Lines({ lines, setLines, toScan }: { readonly lines: readonly ReceiveLine[]; readonly setLines: React.Dispatch<React.SetStateAction<readonly ReceiveLine[]>>; readonly toScan: () => void }) {
  const { t } = useSpeech();
  const r = t.stock.receive;
  const patch = (skuId: string, next: Partial<ReceiveLine>): void => setLines((before) => before.map((l) => (l.skuId === skuId ? { ...l, ...next } : l)));
  return (
    <div className="receive-lines">
      <table className="mini">
        <thead><tr><th>{t.stock.columns.sku}</th><th>{r.qty}</th><th>{r.bin}</th><th /></tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.skuId}>
              <td><span className="sku-cell"><Thumb src={line.imageUrl} sku={line.sku} size={28} /><b className="mono">{line.sku}</b><span className="muted">{line.name}</span></span></td>
              <td className="receive-qty"><InputNumber size="small" min={1} max={1_000_000} value={line.qty} aria-label={`${r.qty} ${line.sku}`} onChange={(qty) => patch(line.skuId, { qty: Math.trunc(qty ?? 1) })} onPressEnter={() => toScan()} /></td>
              <td className="receive-bin"><Input size="small" value={line.bin} maxLength={30} placeholder={r.keepBin} aria-label={`${r.bin} ${line.sku}`} onChange={(e) => patch(line.skuId, { bin: e.target.value })} /></td>
              <td className="right"><Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${r.remove} ${line.sku}`} title={r.remove} onClick={() => setLines(lines.filter((l) => l !== line))} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
