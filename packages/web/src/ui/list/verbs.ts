import { useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { runJob } from "../jobs.tsx";
import type { Asked } from "./verb-dialog.tsx";
import { verbOn, type Targets, type Verb, type VerbInput } from "./types.ts";

/** Of these rows, how many will refuse and why, grouped by the reason. */
export function refusalsOf<R>(verb: Verb<R>, rows: readonly R[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const why = verb.refuses?.(row);
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return counts;
}
type Start<R> = {
  readonly verb: Verb<R>; readonly targets: Targets<R>; readonly size: number; readonly orMore?: boolean; readonly nameOf: (id: string) => string;
  /** Rows as they were shown last, for a second try: what has changed meanwhile must have been seen. */
  readonly shown: (ids: readonly string[]) => readonly R[];
  readonly after?: (good: boolean) => void;
};
/** When the first of these rows must have gone on. */
export const firstDue = <R>({ dueOf }: Pick<Verb<R>, "dueOf">, rows: readonly R[]): string | null => rows.flatMap((row) => dueOf?.(row) ?? []).toSorted()[0] ?? null;
/** More rows than these are not read one by one. */
const manyRows = 20;

/** Runs verbs as jobs: says first what will refuse, asks for a reason where one is needed, keeps a result per row. */
export function useVerbs<R>() {
  const { t, f } = useSpeech();
  const [asked, setAsked] = useState<Asked | null>(null);
  const run = ({ verb, targets, size, nameOf, shown, after }: Start<R>, input: VerbInput): void => {
    const again = (ids: readonly string[]): void => run({ verb, targets: { ids, rows: shown(ids) }, size: ids.length, nameOf, shown }, input);
    const undo = verb.undo;
    void runJob({
      title: verb.label, done: verb.done, size, nameOf, tells: verb.tells, retry: again, run: () => verb.run(targets, input),
      ...(undo ? { undo: { label: undo.label, run: (ids: readonly string[]) => void runJob({ title: undo.label, size: ids.length, nameOf, run: () => undo.run(ids) }) } } : {}),
    }).then((good) => after?.(good));
  };
  const start = (asked: Start<R>): void => {
    const { targets, size } = asked;
    const rows = "rows" in targets ? targets.rows : [];
    const verb = verbOn(asked.verb, rows);
    const job = { ...asked, verb };
    const say = (n: number): string => (job.orMore ? t.shell.list.orMore(f.count(n)) : f.count(n));
    const refusals = refusalsOf(verb, rows);
    const skip = [...refusals].map(([why, n]) => t.shell.batch.refuse(f.count(n), f.count(size), why));
    const willing = size - [...refusals.values()].reduce((sum, n) => sum + n, 0);
    const many = "matching" in targets || willing > manyRows ? verb.askMany?.(say(willing)) : undefined;
    const needs = verb.needs ?? (many ? "yes" : null);
    if (needs) setAsked({ title: size > 1 ? t.shell.batch.run(verb.label, say(many ? willing : size)) : verb.label, name: size === 1 && "ids" in targets ? targets.ids.map(asked.nameOf)[0] : undefined, needs, danger: verb.danger ?? false, due: firstDue(verb, rows), hint: verb.about ? undefined : verb.hint, lines: [...(verb.about ? [verb.about] : []), ...(many ? [many] : []), ...skip], go: (input) => run(job, input) });
    else run(job, { reason: "" });
  };
  return { asked, close: () => setAsked(null), start };
}
/** Of what can be done with one row: what it is there for, two that stand beside it, and the others for a menu. */
export function handy<V extends { readonly primary?: boolean; readonly danger?: boolean | undefined; readonly rare?: boolean; readonly why: string | null }>(verbs: readonly V[]): { readonly first: V | undefined; readonly shown: readonly V[]; readonly rest: readonly V[] } {
  const first = verbs.find((verb) => verb.primary && verb.why === null);
  const shown = verbs.filter((verb) => verb !== first && verb.why === null && !verb.danger && !verb.rare).slice(0, 2);
  return { first, shown, rest: verbs.filter((verb) => verb !== first && !shown.includes(verb)) };
}
/** Why a verb cannot run on any of these rows; null when at least one takes it. */
export function blockedBy<R>(verb: Verb<R>, rows: readonly R[]): string | null {
  if (verb.disabled) return verb.disabled;
  if (rows.length === 0 || !verb.refuses) return null;
  const reasons = rows.map((row) => verb.refuses?.(row) ?? null);
  return reasons.every((why) => why !== null) ? (reasons[0] ?? null) : null;
}
