import type { Decision, Rule } from "@argosy/core/rules.ts";
import { useState } from "react";
import { useMe } from "../../api/session.ts";
import { newId } from "../../ui/new-id.ts";
import { beforeCatchAll, move } from "./rules-logic.ts";

type Kept = { readonly basedOn: number; readonly rules: readonly Rule[] };
type Active = { readonly version: number; readonly rules: readonly Rule[] };
function read(place: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "null") as Kept | null;
    return kept && Array.isArray(kept.rules) ? kept : null;
  } catch {
    return null;
  }
}
/** The list being written: kept in this browser, for this member alone, until it is activated or discarded, so that a reload loses no sentence. */
export function useRulesDraft(decision: Decision, active: Active) {
  const keptAt = `argosy.rules.${useMe().member.id}.${decision}`;
  const [kept, setKept] = useState(() => read(keptAt));
  const draft = kept ?? { basedOn: active.version, rules: active.rules };
  const keep = (next: Kept | null): void => {
    if (next) localStorage.setItem(keptAt, JSON.stringify(next));
    else localStorage.removeItem(keptAt);
    setKept(next);
  };
  const write = (rules: readonly Rule[]): void => keep(JSON.stringify(rules) === JSON.stringify(active.rules) && draft.basedOn === active.version ? null : { basedOn: draft.basedOn, rules });
  return {
    rules: draft.rules, basedOn: draft.basedOn, dirty: kept !== null, stale: kept !== null && kept.basedOn !== active.version,
    set: (at: number, rule: Rule): void => write(draft.rules.map((r, i) => (i === at ? rule : r))),
    move: (from: number, to: number): void => write(move(draft.rules, from, to)),
    remove: (at: number): void => write(draft.rules.filter((_, i) => i !== at)),
    /** Adds a rule where it can win: below its model, else above the first that takes everything. It is named by its place. Answers its id. */
    add: (nameOf: (place: number) => string, like?: Rule): string => {
      const at = like ? draft.rules.findIndex((r) => r.id === like.id) + 1 : beforeCatchAll(draft.rules);
      const rule = like ? { ...like, id: newId() } : { id: newId(), name: nameOf(at + 1), enabled: true, when: [], then: "" };
      write(draft.rules.toSpliced(at, 0, rule));
      return rule.id;
    },
    take: (rules: readonly Rule[]): void => keep({ basedOn: active.version, rules }),
    rebase: (): void => keep({ basedOn: active.version, rules: draft.rules }),
    discard: (): void => keep(null),
  };
}
