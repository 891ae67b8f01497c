import { Button, Select } from "antd";
import { useId, useState, type ReactNode } from "react";
import { countryCodes } from "@argosy/core/countries.ts";
import { Refusal } from "../api/client.ts";
import { useSpeech, type Formats } from "../text/index.tsx";
import { fieldName } from "./facts.ts";
import type { Option } from "./list/types.ts";
import { useErrorText } from "./toast.tsx";
import "./form.css";

/** What somebody else saved while something is typed here: other fields, or one that is typed in as well. */
export type Meanwhile = "other" | "same";
export type Filled<T> = { readonly value: T; readonly start: T; readonly meanwhile: Meanwhile | null; /** The fields that both have changed. */ readonly both: readonly (keyof T)[] };
/** Fields that mean nothing without one another: an amount and its currency. They are taken or kept as one. */
type Together<T> = readonly (readonly (keyof T)[])[];
const noGroups: readonly (readonly never[])[] = [];
const differ = <T extends object>(keys: readonly (keyof T)[], a: T, b: T): boolean => keys.some((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
/** A form after its row came anew: what is being typed stays, all other fields show what was saved. */
export function followed<T extends object>({ value, start, meanwhile, both }: Filled<T>, next: T, together: Together<T> = noGroups): Filled<T> {
  const grouped = new Set(together.flat());
  const fields = [...together, ...(Object.keys(next) as (keyof T)[]).filter((key) => !grouped.has(key)).map((key) => [key])];
  const typed = fields.filter((keys) => differ(keys, value, start) && differ(keys, value, next));
  const saved = fields.filter((keys) => differ(keys, next, start) && differ(keys, next, value));
  const clash = fields.filter((keys) => typed.includes(keys) && (saved.includes(keys) || keys.some((key) => both.includes(key)))).flat();
  const told = typed.some((keys) => saved.includes(keys)) ? "same" : saved.length > 0 ? meanwhile ?? "other" : meanwhile;
  return { value: { ...next, ...Object.fromEntries(typed.flat().map((key) => [key, value[key]])) }, start: next, meanwhile: typed.length > 0 ? told : null, both: clash };
}
/** Values of one form, which follows its row when somebody else saves it. `changed` is what the save button waits for. */
export function useForm<T extends object>(first: T, together: Together<T> = noGroups) {
  const seen = JSON.stringify(first);
  const [kept, setKept] = useState<Filled<T> & { readonly seen: string }>({ value: first, start: first, meanwhile: null, both: [], seen });
  if (seen !== kept.seen) setKept({ ...followed(kept, first, together), seen });
  const { value, start } = kept;
  const changed = JSON.stringify(value) !== JSON.stringify(start);
  return {
    value, start, changed, meanwhile: changed && kept.meanwhile ? { is: kept.meanwhile, fields: kept.both.map(String) } : null,
    setValue: (next: T): void => setKept((before) => ({ ...before, value: next })),
    set: <K extends keyof T>(key: K, next: T[K]): void => setKept((before) => ({ ...before, value: { ...before.value, [key]: next } })),
    /** What was sent is saved, as `next`: the new beginning. What was typed while it was on its way stays. */
    settle: (sent: T, next: T): void => setKept((before) => ({ ...followed({ value: before.value, start: sent, meanwhile: null, both: [] }, next, together), meanwhile: null, both: [], seen: before.seen })),
  };
}
/** A label above its input; what is wrong with this very field stands below it, seen here (`problem`) or refused by the server. */
export function Field({ label, hint, name, error, problem, children, wide = false }: { readonly problem?: string | null | undefined; readonly label: ReactNode; readonly hint?: ReactNode; readonly name?: string; readonly error?: unknown; readonly children: ReactNode; readonly wide?: boolean }) {
  const said = useErrorText();
  const mine = name !== undefined && error instanceof Refusal && error.field === name ? said(error, true) : null;
  return (
    <label className={`field ${wide ? "wide" : ""}`}>
      <span>{label}</span>
      {children}
      {problem ? <span className="field-error" role="alert">{problem}</span> : mine ? <span className="field-error" role="alert">{mine.title} {mine.detail}</span> : hint && <small className="faint">{hint}</small>}
    </label>
  );
}
/** Why the form was not taken, where no single field shows it, and what somebody else saved while it was filled in. */
export function FormError({ error, meanwhile = null, names = {} }: { readonly error: unknown; /** Of fields that are called otherwise here than in the contract. */ readonly names?: Readonly<Record<string, string>>; readonly meanwhile?: { readonly is: Meanwhile; readonly fields: readonly string[] } | null }) {
  const { t, f } = useSpeech();
  const said = useErrorText();
  const refusal = error ? said(error) : null;
  return (
    <>
      {refusal && <p className="form-error" role="alert"><b>{refusal.title}</b> {refusal.detail}</p>}
      {meanwhile && <p className="form-meanwhile" role="status">{t.settings.common.meanwhile[meanwhile.is](f.list([...new Set(meanwhile.fields.map((field) => names[field] ?? fieldName(field, t)))]))}</p>}
    </>
  );
}
/** Says all that is missing before a form can be sent; null once nothing is. */
export function useMissing(): (...names: readonly (string | false)[]) => string | null {
  const { t, f } = useSpeech();
  return (...names) => {
    const left = names.filter((name) => name !== false);
    return left.length > 0 ? t.settings.common.required(f.list(left)) : null;
  };
}
/** The end of a form: the button that sends it and, where it can't be pressed, the reason beside it; who points with a finger finds no reason that needs hovering. */
export function FormFoot({ reason, verb, busy, children }: { readonly reason: string | null; readonly verb: string; readonly busy: boolean; readonly children?: ReactNode }) {
  const id = useId();
  return (
    <div className="form-foot">
      {reason && !busy && <span id={id} className="muted">{reason}</span>}
      {children}
      <Button type="primary" htmlType="submit" disabled={reason !== null} aria-describedby={reason ? id : undefined} loading={busy}>{verb}</Button>
    </div>
  );
}
export const countryOptions = (f: Formats): Option[] => countryCodes.map((code) => ({ value: code, label: `${f.country(code)} ${code}` }));
/** Countries by name in the reader's language, found by name or code. */
export function CountrySelect({ value, onChange, many = false, placeholder, autoFocus = false, disabled = false }: { readonly autoFocus?: boolean; readonly disabled?: boolean; readonly placeholder?: string; readonly value: string | readonly string[]; readonly onChange: (value: string[]) => void; readonly many?: boolean }) {
  const { f } = useSpeech();
  const options = countryOptions(f);
  const own = { options, autoFocus, showSearch: true, optionFilterProp: "label", className: "full", placeholder, disabled } as const;
  return many
    ? <Select {...own} mode="multiple" value={[...(value as readonly string[])]} onChange={(next: string[]) => onChange(next)} maxTagCount="responsive" />
    : <Select {...own} value={(value as string) || null} onChange={(next: string) => onChange([next])} />;
}
export const toOptions = <T extends string>(values: readonly T[], nameOf: (value: T) => string): Option[] => values.map((value) => ({ value, label: nameOf(value) }));
/** What the server asks of a password and an e-mail, said before it is asked. */
export const shortestPassword = 10;
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
/** A whole number from a text field; null while it is none. */
export const wholeOf = (text: string): number | null => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null);
