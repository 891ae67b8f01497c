import { goodsName } from "@argosy/core/locale.ts";
import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { call } from "../api/client.ts";
import { useAskWhen, type RowOf } from "../api/queries.ts";
import { useSpeech } from "../text/index.tsx";
import { Thumb } from "./bits.tsx";
import { sayError } from "./toast.tsx";

export type Sku = RowOf<"listSkus">;
/** The SKU a scanned or typed code names exactly: its code or its barcode. */
export async function findSku(typed: string): Promise<Sku | null> {
  const code = typed.trim();
  if (!code) return null;
  const { rows } = await call("listSkus", { query: { code } });
  return rows.find((s) => s.code === code || s.barcode === code) ?? rows[0] ?? null;
}
export const SkuLine = ({ sku }: { readonly sku: Pick<Sku, "code" | "imageUrl" | "nameEn" | "nameZh"> }) => {
  const { locale } = useSpeech();
  const name = goodsName(locale, sku);
  return <span className="sku-cell" title={name}><Thumb src={sku.imageUrl} sku={sku.code} size={24} /><b className="mono">{sku.code}</b><span className="muted">{name}</span></span>;
};

type Props = { readonly value: string | null; readonly onChange: (skuId: string, sku: Sku) => void; readonly autoFocus?: boolean; readonly first?: string; readonly disabled?: boolean; readonly chosen?: Sku | null; readonly onLeave?: () => void };
/** Finds a SKU by code, name or barcode. A scanned code that names one exactly is taken at once, on Enter. `chosen` is the SKU of `value`, where it is known before anything was asked. */
export function SkuPicker({ value, onChange, autoFocus = false, first = "", disabled = false, chosen: known = null, onLeave }: Props) {
  const { t, locale } = useSpeech();
  const [typed, setTyped] = useState(first);
  const [asked, setAsked] = useState(first);
  const kept = useRef(new Map<string, Sku>());
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 180);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useAskWhen(!disabled, "listSkus", { query: { ...(asked ? { q: asked } : {}), limit: 20 } });
  for (const sku of found.data?.rows ?? []) kept.current.set(sku.id, sku);
  if (known) kept.current.set(known.id, known);
  const chosen = value ? kept.current.get(value) : undefined;
  const shown = chosen && !found.data?.rows.some((s) => s.id === chosen.id) ? [...(found.data?.rows ?? []), chosen] : (found.data?.rows ?? []);
  const take = (sku: Sku): void => { kept.current.set(sku.id, sku); onChange(sku.id, sku); setTyped(""); };
  const onEnter = (event: React.KeyboardEvent): void => {
    // A scanner is faster than the search: its Enter arrives before the options do.
    if (event.key !== "Enter" || typed.trim() === "" || typed.trim() === asked) return;
    event.preventDefault();
    event.stopPropagation();
    findSku(typed).then((sku) => (sku ? take(sku) : setAsked(typed.trim())), sayError);
  };
  return (
    <Select className="full" showSearch disabled={disabled} autoFocus={autoFocus} defaultOpen={onLeave !== undefined} {...(onLeave ? { onBlur: onLeave } : {})} value={value} searchValue={typed} onSearch={setTyped} filterOption={false} loading={found.isFetching} placeholder={t.stock.pickSku} aria-label={t.stock.pickSku}
      onInputKeyDown={onEnter} onSelect={(id: string) => { const sku = kept.current.get(id); if (sku) take(sku); }}
      options={shown.map((sku) => ({ value: sku.id, label: <SkuLine sku={sku} />, "aria-label": `${sku.code} ${goodsName(locale, sku)}` }))} classNames={{ popup: { root: "sku-options" } }} popupMatchSelectWidth={440} notFoundContent={found.isFetching ? t.shell.list.loading : t.shell.palette.nothing} />
  );
}
