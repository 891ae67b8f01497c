import { currencies, decimalsOf, formatMoney, isCurrency } from "@argosy/core/money.ts";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import type { Sent } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Thumb, Why } from "../../ui/bits.tsx";
import { CountrySelect, Field, FormError, useForm } from "../../ui/form.tsx";
import type { Sku } from "../../ui/sku-picker.tsx";
import { say } from "../../ui/toast.tsx";

type Body = Sent<"addSku">["body"];
type Shown = Omit<Body, "weightG" | "declaredValue"> & { readonly weightText: string; readonly valueText: string; readonly currency: string };
const amountOf = (minor: number, currency: string): string => (isCurrency(currency) ? formatMoney({ minor, currency }) : String(minor));
function shownOf(sku: Sku | null): Shown {
  if (!sku) return { code: "", nameEn: "", nameZh: "", barcode: "", imageUrl: null, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", weightText: "", valueText: "", currency: "USD" };
  const { id: _, version: _v, onHandQty: _o, reservedQty: _r, weightG, declaredValue, ...rest } = sku;
  return { ...rest, weightText: weightG > 0 ? String(weightG) : "", valueText: declaredValue ? amountOf(declaredValue.minor, declaredValue.currency) : "", currency: declaredValue?.currency ?? "USD" };
}
/** The amount in minor units; null while it is none. Digits only on the way, so that no cent is lost to a fraction. */
function minorOf(text: string, currency: string): number | null {
  const places = isCurrency(currency) ? decimalsOf(currency) : 2;
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(text.trim());
  if (!match?.[1] || (match[2] ?? "").length > places) return null;
  return Number(match[1] + (match[2] ?? "").padEnd(places, "0"));
}
/** A SKU as a form: beside the list to change one, in a dialog to add one. */
export function SkuForm({ sku, locked, after }: { readonly sku: Sku | null; readonly locked: string | null; readonly after?: () => void }) {
  const { t } = useSpeech();
  const c = t.stock.catalogue;
  const form = useForm(shownOf(sku));
  const add = useTell("addSku");
  const change = useTell("changeSku");
  const tell = sku ? change : add;
  const [tried, setTried] = useState(false);
  const v = form.value;
  const declared = v.valueText.trim() === "" ? null : minorOf(v.valueText, v.currency);
  const badValue = v.valueText.trim() !== "" && declared === null;
  const badWeight = v.weightText.trim() !== "" && !/^\d{1,7}$/.test(v.weightText.trim());
  const refused = locked ?? (v.code.trim() === "" ? c.code : badWeight ? c.weight : badValue ? c.value : sku && !form.changed ? t.floor.template.saveNothing : null);
  const save = (): void => {
    setTried(true);
    if (refused) return;
    const { weightText, valueText: _, currency, ...rest } = v;
    const body: Body = { ...rest, imageUrl: rest.imageUrl?.trim() ? rest.imageUrl.trim() : null, weightG: Number(weightText.trim() || "0"), declaredValue: declared === null ? null : { minor: declared, currency } };
    const done = (kept: Sku): void => { say(sku ? `${c.saved} · ${kept.code}` : c.added(kept.code)); form.settle(shownOf(kept)); after?.(); };
    if (sku) change.mutate({ params: { id: sku.id }, body: { ...body, version: sku.version } }, { onSuccess: done });
    else add.mutate({ body }, { onSuccess: done });
  };
  const text = (key: "code" | "nameEn" | "nameZh" | "barcode" | "declaredNameEn" | "declaredNameZh" | "hsCode", label: string, max: number) => (
    <Field label={label} name={key} error={tell.error}><Input disabled={locked !== null} autoFocus={!sku && key === "code"} value={v[key]} maxLength={max} onChange={(e) => form.set(key, e.target.value)} status={tried && key === "code" && !v.code.trim() ? "error" : ""} /></Field>
  );
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <div className="sku-head wide"><Thumb key={v.imageUrl ?? ""} src={v.imageUrl} sku={v.code || "?"} size={96} /><Field label={c.image} hint={c.imageHint} name="imageUrl" error={tell.error}><Input disabled={locked !== null} value={v.imageUrl ?? ""} maxLength={500} onChange={(e) => form.set("imageUrl", e.target.value)} /></Field></div>
      {text("code", c.code, 60)}{text("barcode", c.barcode, 60)}
      {text("nameEn", c.nameEn, 200)}{text("nameZh", c.nameZh, 200)}
      <Field label={c.weight} name="weightG" error={tell.error}><Input disabled={locked !== null} inputMode="numeric" suffix="g" value={v.weightText} onChange={(e) => form.set("weightText", e.target.value)} status={badWeight ? "error" : ""} /></Field>
      <Field label={c.origin} name="originCountry" error={tell.error}><CountrySelect value={v.originCountry} onChange={([country]) => form.set("originCountry", country ?? "CN")} /></Field>
      <h3>{c.customs}</h3>
      {text("declaredNameEn", c.declaredEn, 120)}{text("declaredNameZh", c.declaredZh, 120)}
      <Field label={c.value} name="declaredValue" error={tell.error}>
        <span className="money-field"><Input disabled={locked !== null} inputMode="decimal" value={v.valueText} onChange={(e) => form.set("valueText", e.target.value)} status={badValue ? "error" : ""} /><Select disabled={locked !== null} showSearch value={v.currency} aria-label={c.currency} options={currencies.map((code) => ({ value: code, label: code }))} onChange={(code: string) => form.set("currency", code)} /></span>
      </Field>
      {text("hsCode", c.hs, 12)}
      <FormError error={tell.error} />
      <div className="form-foot"><Why reason={refused}><Button type="primary" htmlType="submit" disabled={refused !== null} loading={tell.isPending}>{sku ? c.save : c.add}</Button></Why></div>
    </form>
  );
}
