import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { useCopy } from "../copy.ts";
import { useKeys } from "../keys.tsx";
import { Failed } from "../page-states.tsx";
import { sayWhy } from "../toast.tsx";
import { useUrlState } from "../url-state.ts";
import { BatchBar } from "./batch-bar.tsx";
import { useCursor } from "./cursor.ts";
import { FilterBar } from "./filter-bar.tsx";
import { ListDrawer, ListHead } from "./list-parts.tsx";
import { arrange, columnsThatFit } from "./columns.tsx";
import { usePreferences } from "./preferences.ts";
import { useSelection } from "./selection.ts";
import { ListTable } from "./table.tsx";
import { TickRow, type ListProps, type Verb } from "./types.ts";
import { VerbDialog } from "./verb-dialog.tsx";
import { blockedBy, useVerbs } from "./verbs.ts";

/** What the bar of a box that scrolls takes of its width: nothing where bars lie over the page. */
function scrollBarPx(): number {
  const box = document.createElement("div");
  box.style.cssText = "position: absolute; overflow: scroll; visibility: hidden";
  document.body.append(box);
  const px = box.offsetWidth - box.clientWidth;
  box.remove();
  return px;
}
/** What the table has: a list is nearly always longer than its page, and its columns must not be wider than what its bar leaves. */
function useWidth(): readonly [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1200);
  useEffect(() => {
    if (!box.current) return undefined;
    const barPx = scrollBarPx();
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width) - barPx));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return [box, width];
}

/** The shell of every list: title, views and filters, table, batch bar, drawer beside it, keyset footer. */
export function List<R>(props: ListProps<R>) {
  const { pages, rowId, rowName, rowPath, verbs = [] } = props;
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  const navigate = useNavigate();
  const [box, width] = useWidth();
  const kept = usePreferences(props.name);
  const ids = useMemo(() => pages.rows.map(rowId), [pages.rows]);
  const selection = useSelection(ids);
  const copy = useCopy();
  const running = useVerbs<R>();
  // Every row as it was shown last, those that a filter has taken out of view since included.
  const seen = useRef(new Map<string, R>());
  for (const row of pages.rows) seen.current.set(rowId(row), row);
  const openId = props.peek ? search["open"] : undefined;
  const openRow = openId ? pages.rows.find((row) => rowId(row) === openId) : undefined;
  const cursor = useCursor(props.name, ids, pages, openId);
  const cursorId = cursor.id;
  const cursorRow = pages.rows.find((row) => rowId(row) === cursorId);
  const arranged = arrange(props.columns, kept.preferences);
  const columns = columnsThatFit(arranged, kept.preferences, width, verbs.length > 0);

  const chosenRows = pages.rows.filter((row) => selection.has(rowId(row)));
  const start = (verb: Verb<R>, only?: R): void => {
    const nameOf = (id: string): string => { const row = seen.current.get(id); return row ? rowName(row) : "–"; };
    const shown = (chosenIds: readonly string[]): R[] => chosenIds.flatMap((id) => seen.current.get(id) ?? []);
    if (selection.all && !only) { running.start({ verb, targets: { matching: true }, size: pages.count?.n ?? 0, orMore: pages.count?.more ?? false, nameOf, shown, after: selection.clear }); return; }
    const chosen = only ? { ids: [rowId(only)], rows: [only] } : selection.size > 0 ? { ids: [...selection.ids], rows: shown([...selection.ids]) } : cursorRow ? { ids: [rowId(cursorRow)], rows: [cursorRow] } : null;
    if (!chosen) return;
    const why = blockedBy(verb, chosen.rows);
    if (why !== null) return sayWhy(t.shell.meta.ofField(verb.label, why));
    const leave = cursor.mayLeave(chosen.ids);
    running.start({ verb, targets: chosen, size: chosen.ids.length, nameOf, shown, after: () => { if (!only) selection.drop(chosen.ids); leave(); } });
  };
  const openFully = (row: R | undefined): void => { if (row && rowPath) void navigate({ to: rowPath(row) }); };
  useKeys([
    { keys: "j", label: t.shell.keys.down, run: () => cursor.step(1) }, { keys: "k", label: t.shell.keys.up, run: () => cursor.step(-1) },
    { keys: "ArrowDown", label: t.shell.keys.down, run: () => cursor.step(1) }, { keys: "ArrowUp", label: t.shell.keys.up, run: () => cursor.step(-1) },
    ...(verbs.length > 0 ? [
      { keys: "x", label: t.shell.keys.choose, run: () => cursorId && selection.toggle(cursorId) },
      { keys: "Shift+x", label: t.shell.keys.range, run: () => cursorId && selection.range(cursorId) },
    ] : []),
    ...(props.peek ? [{ keys: "o", label: t.shell.keys.peek, run: () => cursorId && set({ open: openId ? undefined : cursorId }, { push: true }) }] : []),
    ...(rowPath ? [{ keys: "Enter", label: t.shell.keys.enter, run: () => openFully(cursorRow) }] : []),
    { keys: "c", label: t.shell.keys.copy, run: () => { if (cursorRow) copy(rowName(cursorRow)); } },
    { keys: "Escape", label: t.shell.keys.esc, run: () => (openId ? set({ open: undefined }) : selection.clear()) },
    ...verbs.flatMap((verb) => (verb.keyName ? [{ keys: verb.keyName, label: verb.label, run: () => start(verb) }] : [])),
  ]);

  const filtered = (props.filters ?? []).some((filter) => search[filter.key]) || Boolean(search["q"]) || (Boolean(search["view"]) && !props.empty.ofView);
  return (
    <div className={`list-page ${openRow ? "with-drawer" : ""}`}>
      <div className="list-main" ref={box}>
        <ListHead list={props} width={width} columns={arranged} shown={columns} kept={kept} />
        {selection.size > 0 || selection.all
          ? <BatchBar verbs={verbs} rows={chosenRows} chosenCount={selection.size} all={selection.all} matching={pages.count} canChooseAll={verbs.some((v) => v.onMatching) && (pages.count?.n ?? 0) > selection.size && selection.size >= ids.length} chooseAll={selection.chooseAll} clear={selection.clear} start={start} />
          : <FilterBar views={props.views} filters={props.filters} searchable={props.searchable} searchFor={props.searchFor} />}
        {props.above}
        {pages.error && pages.count === null
          ? <Failed error={pages.error} retry={pages.refetch} title={t.shell.list.failed} />
          : <TickRow value={selection.tick}><ListTable {...props} columns={columns} kept={kept} width={width} selection={verbs.length > 0 ? selection : null} cursorId={cursorId} openId={openId} filtered={filtered}
              clearFilters={() => set({ ...Object.fromEntries((props.filters ?? []).map((filter) => [filter.key, undefined])), q: undefined, view: undefined })}
              pick={(row) => { const id = rowId(row); cursor.put(id); if (props.peek) set({ open: id }, { push: !openId }); else openFully(row); }} /></TickRow>}
      </div>
      {openRow && props.peek && <ListDrawer list={props} row={openRow} step={cursor.step} start={(verb) => start(verb, openRow)} open={() => openFully(openRow)} close={() => set({ open: undefined })} />}
      {running.asked && <VerbDialog asked={running.asked} close={running.close} />}
    </div>
  );
}
