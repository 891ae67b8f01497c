import { Button, Select } from "antd";
import { useId, useState, type ReactNode } from "react";
import { countryCodes } from "@argosy/core/countries.ts";
import { Refusal } from "../api/client.ts";
import { useSpeech, type Formats } from "../text/index.tsx";
import type { Option } from "./list/types.ts";
import { useErrorText } from "./toast.tsx";
import "./form.css";

/** Values of one form. `changed` is what the save button waits for. */
export function useForm<T extends object>(first: T) {
  const [value, setValue] = useState(first);
  const [start, setStart] = useState(first);
  return {
    value, start, setValue,
    set: <K extends keyof T>(key: K, next: T[K]): void => setValue((before) => ({ ...before, [key]: next })),
    changed: JSON.stringify(value) !== JSON.stringify(start),
    /** What the server answered is the new beginning. */
    settle: (next: T): void => { setValue(next); setStart(next); },
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
/** Why the form was not taken, where no single field shows it. */
export function FormError({ error }: { readonly error: unknown }) {
  const said = useErrorText();
  if (!error) return null;
  const { title, detail } = said(error);
  return <p className="form-error" role="alert"><b>{title}</b> {detail}</p>;
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
