import { CheckCircleFilled, CloseOutlined, StopFilled } from "@ant-design/icons";
import { Refusal, type RefusalCode } from "../api/client.ts";
import { useLocation } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useSyncExternalStore } from "react";
import { queryClient } from "../api/queries.ts";
import { useSpeech } from "../text/index.tsx";
import { factText } from "./facts.ts";
import { useKeys } from "./keys.tsx";
import { say, Toasts, useErrorText } from "./toast.tsx";

export type RowResult = { readonly id: string; readonly no?: string | undefined; readonly ok: boolean; readonly code: string | null; readonly detail: string | null };
export type Job = {
  readonly id: number; readonly title: string; readonly size: number; readonly state: "running" | "done" | "failed";
  readonly results: readonly RowResult[]; readonly error?: unknown;
  readonly nameOf: (id: string) => string;
  readonly retry?: (ids: readonly string[]) => void;
  readonly again?: () => void; // the whole, where nothing was done
  readonly undo?: { readonly label: string; readonly run: (ids: readonly string[]) => void };
};

/** One call per row, where the server knows no batch: a row that is refused stops none of the others. The page asks back before it closes meanwhile: the rest would not be done. */
export async function rowByRow(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  const askBack = (event: Event): void => event.preventDefault();
  globalThis.addEventListener("beforeunload", askBack);
  for (const id of ids) {
    const refusal = await act(id).then(() => null, (error: unknown) => error);
    const { code = "internal", detail = null } = refusal instanceof Refusal ? refusal : {};
    results.push(refusal === null ? { id, ok: true, code: null, detail: null } : { id, ok: false, code, detail });
  }
  globalThis.removeEventListener("beforeunload", askBack);
  return results;
}

let jobs: readonly Job[] = [];
let shownId: number | null = null;
let nextId = 1;
const watchers = new Set<() => void>();
function put(next: readonly Job[], shown: number | null = shownId): void {
  jobs = next.slice(0, 20);
  shownId = shown;
  for (const watcher of watchers) watcher();
}
const watch = (watcher: () => void): (() => void) => { watchers.add(watcher); return () => watchers.delete(watcher); };
export const useJobs = (): readonly Job[] => useSyncExternalStore(watch, () => jobs);
export const showJob = (id: number | null): void => put(jobs, id);

type NewJob = Pick<Job, "title" | "size" | "nameOf" | "retry" | "undo"> & { readonly done?: string | undefined; /** Says itself what was done. */ readonly tells?: boolean; readonly run: () => Promise<readonly RowResult[]> };
/**
 * Runs one batch verb and keeps its result, row by row, until it is closed. It opens by itself when a row was
 * refused or when there was more than one row; a single success needs no panel, the row itself moves. What is said
 * otherwise, by the verb itself or with the button that undoes it, is not said a second time here.
 */
export async function runJob({ run, tells = false, ...job }: NewJob): Promise<boolean> {
  const id = nextId++;
  put([{ ...job, id, state: "running", results: [] }, ...jobs], job.size > 1 ? id : shownId);
  const end = (patch: Partial<Job>, shown: number | null): void => put(jobs.map((j) => (j.id === id ? { ...j, ...patch } : j)), shown);
  try {
    const results = await run();
    const good = results.every((r) => r.ok);
    const single = good && results.length === 1 ? results[0] : undefined;
    const silent = good && (tells || results.length <= 1);
    end({ state: "done", results, size: results.length }, !good ? id : silent && shownId === id ? null : shownId); // who has closed it meanwhile is told of refusals only
    if (single && job.undo) sayUndo(job.done ?? job.title, job.nameOf(single.id), { ...job.undo, run: () => job.undo?.run([single.id]) });
    return good;
  } catch (error) {
    const again = (): void => { showJob(null); void runJob({ run, tells, ...job }); };
    end({ state: "failed", error, ...(error instanceof Refusal && error.code === "login_stale" ? { again } : {}) }, id);
    return false;
  } finally {
    void queryClient.invalidateQueries();
  }
}

function sayUndo(title: string, name: string, undo: { readonly label: string; readonly run: () => void }): void {
  const gone = say(<>{title} · {name} <Button size="small" type="link" onClick={() => { gone(); undo.run(); }}>{undo.label}</Button></>);
}

const mostTargets = 2000; // the server acts on no more at once

function JobBody({ job }: { readonly job: Job }) {
  const { t, f } = useSpeech();
  const errorText = useErrorText();
  if (job.state === "running") return <div className="job-state"><progress aria-label={t.shell.batch.running} /> {t.shell.batch.running} · {f.count(job.size)}</div>;
  if (job.state === "failed") {
    const said = errorText(job.error);
    return <div className="job-state stop-text"><StopFilled /> <b>{t.shell.batch.failed}</b><p>{said.title}</p>{said.detail && <p className="muted">{said.detail}</p>}{job.again && <Button size="small" onClick={job.again}>{t.shell.list.retry}</Button>}</div>;
  }
  const good = job.results.filter((r) => r.ok);
  const bad = job.results.filter((r) => !r.ok);
  return (
    <>
      <div className="job-state">
        <span className="flow-text"><CheckCircleFilled /> {t.shell.batch.done(f.count(good.length))}</span>
        {bad.length > 0 && <span className="stop-text"><StopFilled /> {t.shell.batch.refused(f.count(bad.length))}</span>}
      </div>
      {job.results.length >= mostTargets && <p className="ask-text">{t.shell.batch.tooMany(f.count(mostTargets))}</p>}
      {bad.length > 0 && (
        <ul className="job-rows">
          {bad.slice(0, 200).map((r) => (
            <li key={r.id}><b className="mono">{r.no || job.nameOf(r.id)}</b><span>{t.errors[r.code as RefusalCode] ?? r.code}{r.detail ? <span className="muted"> {factText(r.detail, t, f)}</span> : null}</span></li>
          ))}
        </ul>
      )}
      <div className="job-actions">
        {bad.length > 0 && job.retry && <Button size="small" onClick={() => job.retry?.(bad.map((r) => r.id))}>{t.shell.batch.retry}</Button>}
        {good.length > 0 && job.undo && <Button size="small" onClick={() => { showJob(null); job.undo?.run(good.map((r) => r.id)); }}>{job.undo.label}</Button>}
      </div>
    </>
  );
}
/** The result of the job that matters now. On the next page it is kept among the jobs, unless something was refused. */
function JobPanel() {
  const shown = useSyncExternalStore(watch, () => shownId);
  const job = useJobs().find((j) => j.id === shown);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => { if (job?.state === "done" && job.results.every((r) => r.ok)) showJob(null); }, [path]);
  const { t, f } = useSpeech();
  useKeys(job ? [{ keys: "Escape", label: t.shell.batch.close, over: true, run: () => showJob(null) }] : []);
  if (!job) return null;
  return (
    <section className="job-panel" aria-live="polite">
      <header><b>{t.shell.batch.title(job.title, f.count(job.size))}</b><button type="button" className="icon-button" aria-label={t.shell.batch.close} onClick={() => showJob(null)}><CloseOutlined /></button></header>
      <JobBody job={job} />
    </section>
  );
}
/** What was done: short words over the page, results below it. */
export const Tray = () => <div className="tray"><Toasts /><JobPanel /></div>;
