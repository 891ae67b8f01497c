import { useRef, useState } from "react";

export type Selection = {
  readonly ids: ReadonlySet<string>; readonly size: number; readonly all: boolean;
  readonly has: (id: string) => boolean; readonly toggle: (id: string) => void; readonly range: (id: string) => void; /** Chooses a row as well; stays the same function, so that rows need not be drawn again for it. */ readonly tick: (id: string) => void;
  readonly toggleShown: () => void; readonly chooseAll: () => void; readonly clear: () => void; /** These are done with; what was chosen since stays. */ readonly drop: (ids: readonly string[]) => void;
};
/** Chosen rows by id. Filtering and paging keep them; the bar says how many are out of view. */
export function useSelection(shown: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const choose = (next: ReadonlySet<string>): void => { setAll(false); setIds(next); };
  const add = useRef((_id: string): void => undefined);
  add.current = (id) => { if (!all) choose(new Set([...ids, id])); setLast(id); };
  const tick = useRef((id: string): void => add.current(id)).current;
  return {
    ids, all, size: ids.size,
    has: (id) => all || ids.has(id),
    toggle: (id) => {
      const next = new Set(all ? shown : ids);
      if (!next.delete(id)) next.add(id);
      choose(next);
      setLast(id);
    },
    tick,
    range: (id) => {
      const [from, to] = [last ? shown.indexOf(last) : shown.indexOf(id), shown.indexOf(id)].toSorted((a, b) => a - b) as [number, number];
      choose(new Set([...ids, ...shown.slice(Math.max(0, from), to + 1)]));
      setLast(id);
    },
    toggleShown: () => choose(shown.every((id) => ids.has(id)) ? new Set() : new Set([...ids, ...shown])),
    chooseAll: () => setAll(true),
    clear: () => choose(new Set()),
    drop: (gone) => setIds((now) => new Set([...now].filter((id) => !gone.includes(id)))),
  };
}
