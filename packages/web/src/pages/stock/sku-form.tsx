import { fact } from "@argosy/core/facts.ts";
import { ownCode, unseen } from "@argosy/core/ids.ts";
import { currencies, decimalsOf, formatMoney, isCurrency } from "@argosy/core/money.ts";
import { Input, Select } from "antd";
import { useState } from "react";
import type { Sent } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useSpeech, type Formats, type Text } from "../../text/index.tsx";
import { Thumb } from "../../ui/bits.tsx";
import { factSentence } from "../../ui/facts.ts";
import { CountrySelect, Field, FormError, FormFoot, useForm, useMissing } from "../../ui/form.tsx";
import type { Sku } from "../../ui/sku-picker.tsx";
import { say } from "../../ui/toast.tsx";

export type Speech = { readonly t: Text; readonly f: Formats };
type Body = Sent<"addSku">["body"];
export type Shown = Omit<Body, "weightG" | "declaredValue"> & { readonly weightText: string; readonly valueText: string; readonly currency: string };
const amountOf = (minor: number, currency: string): string => (isCurrency(currency) ? formatMoney({ minor, currency }) : String(minor));
export function shownOf(sku: Sku | null): Shown {
  if (!sku) return { code: "", nameEn: "", nameZh: "", barcode: "", imageUrl: null, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", weightText: "", valueText: "", currency: "USD" };
  const { id: _, version: _v, onHandQty: _o, reservedQty: _r, weightG, declaredValue, ...rest } = sku;
  return { ...rest, weightText: weightG > 0 ? String(weightG) : "", valueText: declaredValue ? amountOf(declaredValue.minor, declaredValue.currency) : "", currency: declaredValue?.currency ?? "USD" };
}
/** A SKU as a listing names it: what the form begins with when one is made of it. */
export const ofListing = ({ channelSku, title, imageUrl }: { readonly channelSku: string; readonly title: string; readonly imageUrl: string | null }): Partial<Shown> =>
  ({ code: channelSku.trim().slice(0, 60), [/\p{Script=Han}/u.test(title) ? "nameZh" : "nameEn"]: title.trim().slice(0, 200), imageUrl });
/** The amount in minor units; null while it is none. Digits only on the way, so that no cent is lost to a fraction. */
function minorOf(text: string, currency: string): number | null {
  const places = isCurrency(currency) ? decimalsOf(currency) : 2;
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(text.trim());
  if (!match?.[1] || (match[2] ?? "").length > places) return null;
  return Number(match[1] + (match[2] ?? "").padEnd(places, "0"));
}
/** What the server would refuse, said beside its field before it is sent. */
export function problemsOf(v: Shown, { t, f }: Speech): Partial<Record<keyof Shown, string>> {
  const { wrong } = t.stock.catalogue;
  const places = isCurrency(v.currency) ? decimalsOf(v.currency) : 2;
  const image = v.imageUrl?.trim() ?? "";
  const all = {
    code: v.code.trim() === "" ? wrong.code : ownCode.test(v.code.trim()) ? null : factSentence(fact("input_code"), t, f),
    imageUrl: image === "" || /^(https:\/\/|http:\/\/127\.0\.0\.1|\/)/.test(image) ? null : wrong.image,
    weightText: /^\d{0,6}$|^1000000$/.test(v.weightText.trim()) ? null : wrong.weight,
    valueText: v.valueText.trim() === "" || minorOf(v.valueText, v.currency) !== null ? null : wrong.value(String(places)),
    ...Object.fromEntries((["nameEn", "nameZh", "barcode", "declaredNameEn", "declaredNameZh"] as const).map((name) => [name, unseen.test(v[name].trim()) ? factSentence(fact("input_unseen"), t, f) : null])),
    hsCode: /^\d{0,12}$/.test(v.hsCode.trim()) ? null : wrong.hs,
  };
  return Object.fromEntries(Object.entries(all).filter(([, problem]) => problem !== null));
}
/** What is sent of a form that has no problems. */
export function bodyOf({ weightText, valueText, currency, imageUrl, ...rest }: Shown): Body {
  const declared = valueText.trim() === "" ? null : minorOf(valueText, currency);
  return { ...rest, imageUrl: imageUrl?.trim() || null, weightG: Number(weightText.trim() || "0"), declaredValue: declared === null ? null : { minor: declared, currency } };
}
const money: readonly (readonly (keyof Shown)[])[] = [["valueText", "currency"]];
/** A SKU as a form: beside the list to change one, in a dialog to add one. */
export function SkuForm({ sku, start, locked, after }: { readonly sku: Sku | null; readonly start?: Partial<Shown>; readonly locked: string | null; readonly after?: (kept: Sku) => void }) {
  const { t, f } = useSpeech();
  const c = t.stock.catalogue;
  const form = useForm({ ...shownOf(sku), ...start }, money);
  const add = useTell("addSku");
  const change = useTell("changeSku");
  const tell = sku ? change : add;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const v = form.value;
  const wrong = problemsOf(v, { t, f });
  const missing = useMissing();
  const [first] = Object.values(wrong);
  const refused = locked ?? (sku && !form.changed ? t.floor.template.saveNothing : missing(!v.code.trim() && c.code) ?? first ?? null);
  /** A field that was left is judged; one that is still typed in is not. */
  const problem = (key: keyof Shown): string | undefined => (left.has(key) || (key !== "code" && v[key] !== form.start[key]) ? wrong[key] : undefined);
  const leave = (key: keyof Shown) => (): void => setLeft(new Set([...left, key]));
  const save = (): void => {
    if (refused) return;
    const body = bodyOf(v);
    const done = (kept: Sku): void => { say(sku ? `${c.saved} · ${kept.code}` : c.added(kept.code)); form.settle(v, shownOf(kept)); after?.(kept); };
    if (sku) change.mutate({ params: { id: sku.id }, body: { ...body, version: sku.version } }, { onSuccess: done });
    else void add.mutateAsync({ body }).then(done, () => undefined); // a listing of the same code is mapped with it, and this form may be gone by then
  };
  const text = (key: "code" | "nameEn" | "nameZh" | "barcode" | "declaredNameEn" | "declaredNameZh" | "hsCode", label: string, max: number) => (
    <Field label={label} name={key} error={tell.error} problem={problem(key)}><Input disabled={locked !== null} autoFocus={!sku && key === "code"} value={v[key]} maxLength={max} onBlur={leave(key)} onChange={(e) => form.set(key, e.target.value)} status={problem(key) ? "error" : ""} /></Field>
  );
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <div className="sku-head wide"><Thumb key={v.imageUrl ?? ""} src={v.imageUrl} sku={v.code || "?"} size={96} /><Field label={c.image} hint={c.imageHint} name="imageUrl" error={tell.error} problem={problem("imageUrl")}><Input disabled={locked !== null} value={v.imageUrl ?? ""} maxLength={500} onBlur={leave("imageUrl")} status={problem("imageUrl") ? "error" : ""} onChange={(e) => form.set("imageUrl", e.target.value)} /></Field></div>
      {text("code", `${c.code} *`, 60)}{text("barcode", c.barcode, 60)}
      {text("nameEn", c.nameEn, 200)}{text("nameZh", c.nameZh, 200)}
      <Field label={c.weight} name="weightG" error={tell.error} problem={problem("weightText")}><Input disabled={locked !== null} inputMode="numeric" suffix="g" value={v.weightText} onChange={(e) => form.set("weightText", e.target.value)} status={problem("weightText") ? "error" : ""} /></Field>
      <Field label={c.origin} name="originCountry" error={tell.error}><CountrySelect disabled={locked !== null} value={v.originCountry} onChange={([country]) => form.set("originCountry", country ?? "CN")} /></Field>
      <h3>{c.customs}</h3>
      {text("declaredNameEn", c.declaredEn, 120)}{text("declaredNameZh", c.declaredZh, 120)}
      <Field label={c.value} name="declaredValue" error={tell.error} problem={problem("valueText")}>
        <span className="money-field"><Input disabled={locked !== null} inputMode="decimal" value={v.valueText} onChange={(e) => form.set("valueText", e.target.value)} status={problem("valueText") ? "error" : ""} /><Select disabled={locked !== null} showSearch value={v.currency} aria-label={c.currency} options={currencies.map((code) => ({ value: code, label: code }))} onChange={(code: string) => form.set("currency", code)} /></span>
      </Field>
      {text("hsCode", c.hs, 12)}
      <FormError error={tell.error} meanwhile={form.meanwhile} names={{ weightText: c.weight, valueText: c.value }} />
      <FormFoot reason={refused} verb={sku ? c.save : c.add} busy={tell.isPending} />
    </form>
  );
}
