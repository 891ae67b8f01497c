import { currencies, decimalsOf, isCurrency } from "@argosy/core/money.ts";
import { Checkbox, Input, InputNumber, Select } from "antd";
import type { Sent } from "../../api/client.ts";
import { useAsk, useTell } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { CountrySelect, Field, FormError, FormFoot, toOptions, useForm, useMissing } from "../../ui/form.tsx";
import { say } from "../../ui/toast.tsx";
import type { Method } from "./methods.tsx";

type Body = Sent<"addMethod">["body"];
type Sources = { readonly numbers: readonly Body["numberSource"][]; readonly labels: readonly Body["label"][] };
/** Where number and label can come from with a carrier account, or without one: only from ourselves. A method begins with the first. */
export const sourcesOf = (hasCarrier: boolean): Sources => (hasCarrier ? { numbers: ["api"], labels: ["carrier", "own"] } : { numbers: ["number_pool", "none"], labels: ["own"] });
const firstOf = ({ numbers: [numberSource = "none"], labels: [label = "own"] }: Sources): Pick<Body, "numberSource" | "label"> => ({ numberSource, label });
const blank: Body = { code: "", name: "", carrierAccountId: null, service: "", books: "after_stock", ...firstOf(sourcesOf(false)), channelCarrier: "", maxWeightG: null, countries: null, warehouseIds: null, limit: null, active: true };
function bodyOf(method: Method | null): Body {
  if (!method) return blank;
  const { id: _, version: _v, poolFree: _p, ...body } = method;
  return body;
}
// Which numbers and labels there are hangs on the carrier account.
const ofCarrier: readonly (readonly (keyof Body)[])[] = [["carrierAccountId", "numberSource", "label"]];
type Props = { readonly method: Method | null; readonly carriers: ReadonlyMap<string, string>; readonly locked: string | null; readonly after?: (kept: Method) => void };
export function MethodForm({ method, carriers, locked, after }: Props) {
  const { t } = useSpeech();
  const missing = useMissing();
  const form = useForm(bodyOf(method), ofCarrier);
  const add = useTell("addMethod");
  const change = useTell("changeMethod");
  const warehouses = useAsk("listWarehouses").data?.rows ?? [];
  const tell = method ? change : add;
  const c = t.settings.common;
  const m = t.settings.methods;
  const v = form.value;
  const off = locked !== null;
  const sources = sourcesOf(v.carrierAccountId !== null);
  const refused = locked ?? missing(!v.name.trim() && c.name, !v.code.trim() && c.code) ?? (method && !form.changed ? c.nothingChanged : null);
  const save = (): void => {
    if (refused) return;
    const done = (kept: Method): void => { say(method ? `${c.saved} · ${kept.name}` : c.added(kept.name)); form.settle(v, bodyOf(kept)); after?.(kept); };
    if (method) change.mutate({ params: { id: method.id }, body: { ...v, version: method.version } }, { onSuccess: done });
    else add.mutate({ body: v }, { onSuccess: done });
  };
  const places = v.limit && isCurrency(v.limit.currency) ? decimalsOf(v.limit.currency) : 2;
  const setLimit = (amount: number | null, currency: string): void => form.set("limit", amount === null ? null : { minor: Math.round(amount * 10 ** (isCurrency(currency) ? decimalsOf(currency) : 2)), currency });
  const amount = v.limit ? v.limit.minor / 10 ** places : null;
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <Field label={`${c.name} *`} name="name" error={tell.error}><Input autoFocus={!method} disabled={off} value={v.name} maxLength={120} onChange={(e) => form.set("name", e.target.value)} /></Field>
      <Field label={`${c.code} *`} name="code" error={tell.error}><Input disabled={off} value={v.code} maxLength={60} onChange={(e) => form.set("code", e.target.value)} /></Field>
      <Field label={m.carrier} hint={v.carrierAccountId === null && m.noCarrierHint} name="carrierAccountId" error={tell.error}><Select className="full" disabled={off} value={v.carrierAccountId ?? ""} options={[{ value: "", label: m.noCarrier }, ...[...carriers].map(([value, label]) => ({ value, label }))]} onChange={(id: string) => form.setValue({ ...v, carrierAccountId: id || null, ...((id === "") === (v.carrierAccountId === null) ? {} : firstOf(sourcesOf(id !== ""))) })} /></Field>
      <Field label={m.service} hint={m.serviceHint} name="service" error={tell.error}><Input disabled={off} value={v.service} maxLength={120} onChange={(e) => form.set("service", e.target.value)} /></Field>
      <Field wide label={m.books} name="books" error={tell.error}><Select className="full" disabled={off} value={v.books} options={toOptions(["before_stock", "after_stock"] as const, (k) => m.booksText[k])} onChange={(books) => form.set("books", books)} /></Field>
      <Field label={m.numbers} name="numberSource" error={tell.error}><Select className="full" disabled={off} value={v.numberSource} options={toOptions(sources.numbers, (k) => m.numberText[k])} onChange={(source) => form.set("numberSource", source)} /></Field>
      <Field label={m.label} name="label" error={tell.error}><Select className="full" disabled={off} value={v.label} options={toOptions(sources.labels, (k) => m.labelText[k])} onChange={(label) => form.set("label", label)} /></Field>
      <Field label={m.channelCarrier} hint={m.channelCarrierHint} name="channelCarrier" error={tell.error}><Input disabled={off} value={v.channelCarrier} maxLength={60} onChange={(e) => form.set("channelCarrier", e.target.value)} /></Field>
      <h3>{m.limits}</h3>
      <Field label={m.maxWeight} name="maxWeightG" error={tell.error}><InputNumber className="full" disabled={off} min={1} max={1_000_000} precision={0} suffix="g" value={v.maxWeightG} placeholder={m.noLimit} onChange={(n) => form.set("maxWeightG", n)} /></Field>
      <Field label={m.limit} name="limit" error={tell.error}><span className="money-field"><InputNumber className="full" disabled={off} min={0} precision={places} value={amount} placeholder={m.noLimit} onChange={(n) => setLimit(n, v.limit?.currency ?? "USD")} /><Select disabled={off || !v.limit} value={v.limit?.currency ?? "USD"} options={currencies.map((x) => ({ value: x, label: x }))} onChange={(currency: string) => setLimit(amount, currency)} /></span></Field>
      <Field label={m.countries} name="countries" error={tell.error}><CountrySelect many disabled={off} placeholder={m.anywhere} value={v.countries ?? []} onChange={(list) => form.set("countries", list.length > 0 ? list : null)} /></Field>
      <Field label={m.warehouses} name="warehouseIds" error={tell.error}><Select className="full" mode="multiple" disabled={off} value={v.warehouseIds ?? []} placeholder={m.anyWarehouse} options={warehouses.map((w) => ({ value: w.id, label: w.name }))} onChange={(ids: string[]) => form.set("warehouseIds", ids.length > 0 ? ids : null)} /></Field>
      <div className="field wide"><Checkbox disabled={off} checked={v.active} onChange={(e) => form.set("active", e.target.checked)}>{m.active}</Checkbox></div>
      <FormError error={tell.error} meanwhile={form.meanwhile} names={{ limit: m.limit }} />
      <FormFoot reason={refused} verb={method ? t.shell.meta.save : m.add} busy={tell.isPending} />
    </form>
  );
}
