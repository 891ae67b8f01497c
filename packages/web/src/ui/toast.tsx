import { CheckCircleFilled, CloseOutlined, InfoCircleFilled, StopFilled } from "@ant-design/icons";
import { useSyncExternalStore, type ReactNode } from "react";
import { Refusal } from "../api/client.ts";
import { readFact } from "@argosy/core/facts.ts";
import { useSpeech } from "../text/index.tsx";
import { factSentence, factText, fieldName } from "./facts.ts";

type Tone = "good" | "bad" | "calm";
const icons: Readonly<Record<Tone, ReactNode>> = { good: <CheckCircleFilled />, bad: <StopFilled />, calm: <InfoCircleFilled /> };
type Toast = { readonly id: number; readonly tone: Tone; readonly body: ReactNode; readonly error?: unknown };
let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();
function put(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}
const drop = (id: number): void => put(toasts.filter((toast) => toast.id !== id));
type Said = Pick<Toast, "body" | "error">;
const wordsOf = ({ body, error }: Said): string | null =>
  error instanceof Refusal ? `${error.code} ${error.detail ?? ""}` : error instanceof Error ? error.message : typeof body === "string" ? body : null;
/** Said again, the same words stand once. */
export const withoutSame = <S extends Said>(shown: readonly S[], next: Said): readonly S[] => {
  const words = wordsOf(next);
  return shown.filter((s) => words === null || wordsOf(s) !== words);
};
function show(toast: Omit<Toast, "id">, ms: number): () => void {
  const id = nextId++;
  put([...withoutSame(toasts, toast).slice(-3), { ...toast, id }]);
  setTimeout(() => drop(id), ms);
  return () => drop(id);
}
/** A short word beside the work that something is done; it may carry a link or an undo button. The answer takes it away. */
export const say = (body: ReactNode): (() => void) => show({ tone: "good", body }, 6000);
/** Nothing has failed where there is nothing to do it with. */
export const toneOfError = (error: unknown): Tone => (error instanceof Refusal && error.code === "nothing_fits" ? "calm" : "bad");
/** Tells why a verb did not happen, in the reader's language. */
export const sayError = (error: unknown): void => void show({ tone: toneOfError(error), body: null, error }, 10_000);

// What these say beyond their sentence is meant for programs: the shape of a request, a header.
const forPrograms: ReadonlySet<string> = new Set(["input_refused", "media_type_refused", "csrf_refused", "not_found", "not_allowed", "too_many_requests", "login_stale", "setup_token_wrong"]);
/** Why a key did nothing here. */
export const sayWhy = (body: ReactNode): void => void show({ tone: "bad", body }, 6000);

/** The sentence of an error, and the fact the server added to it, after the name of the input at fault where that does not stand beside it. */
export function useErrorText(): (error: unknown, besideField?: boolean) => { readonly title: string; readonly detail: string | undefined } {
  const { t, f } = useSpeech();
  return (error, besideField = false) => {
    if (!(error instanceof Refusal)) return { title: t.errors.internal, detail: error instanceof Error ? error.message : undefined };
    const { code, detail, field } = error;
    const title = t.errors[code] ?? t.errors.internal;
    if (detail === undefined || (!readFact(detail) && forPrograms.has(code))) return { title, detail: undefined };
    const named = field !== undefined && code === "input_refused" && !besideField;
    return { title, detail: named ? t.shell.meta.ofField(fieldName(field, t), factText(detail, t, f)) : factSentence(detail, t, f) };
  };
}
export function Toasts() {
  const shown = useSyncExternalStore((w) => { watchers.add(w); return () => watchers.delete(w); }, () => toasts);
  const { t } = useSpeech();
  const errorText = useErrorText();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => {
        const said = toast.error === undefined ? null : errorText(toast.error);
        return (
          <div key={toast.id} className={`toast ${toast.tone}`}>
            {icons[toast.tone]}
            <div className="toast-body">{said ? <><b>{said.title}</b>{said.detail && <div className="muted">{said.detail}</div>}</> : toast.body}</div>
            <button type="button" className="icon-button" aria-label={t.shell.meta.close} onClick={() => drop(toast.id)}><CloseOutlined /></button>
          </div>
        );
      })}
    </div>
  );
}
