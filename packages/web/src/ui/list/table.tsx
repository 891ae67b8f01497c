import { Button, Checkbox } from "antd";
import { memo, useEffect, useRef, type MouseEvent, type ReactNode } from "react";
import { useSpeech } from "../../text/index.tsx";
import { Empty } from "../page-states.tsx";
import { neededPx, widthOf } from "./columns.tsx";
import type { KeptPreferences } from "./preferences.ts";
import type { Selection } from "./selection.ts";
import type { Column, ListProps } from "./types.ts";

type RowProps<R> = {
  readonly row: R; readonly id: string; readonly name: string; readonly columns: readonly Column<R>[];
  readonly cursor: boolean; readonly chosen: boolean; readonly open: boolean; readonly selectable: boolean;
  readonly pick: (row: R) => void; readonly choose: (id: string, range: boolean) => void; readonly path: string | undefined;
  /** Takes what is left where every column has a width of its own. */
  readonly filler: boolean;
};
/** Pressed on the row itself: neither on a control in it nor in a menu that one of them has opened elsewhere. */
const onRow = ({ target, currentTarget }: MouseEvent): boolean => target instanceof Node && currentTarget.contains(target) && !fromControl(target);
const fromControl = (target: EventTarget): boolean => target instanceof Element && target.closest("button, a, input, label, .ant-checkbox-wrapper") !== null;

function RowView<R>({ row, id, name, columns, cursor, chosen, open, selectable, pick, choose, path, filler }: RowProps<R>): ReactNode {
  const { t } = useSpeech();
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => { if (cursor) line.current?.scrollIntoView({ block: "nearest" }); }, [cursor]);
  return (
    <tr ref={line} className={`row ${cursor ? "cursor" : ""} ${chosen ? "chosen" : ""} ${open ? "open" : ""}`} aria-selected={chosen}
      onClick={(event) => { if (onRow(event)) pick(row); }}
      onAuxClick={(event) => { if (event.button === 1 && path && !fromControl(event.target)) window.open(path, "_blank", "noopener"); }}>
      {selectable && <td className="check" onClick={(event) => { event.stopPropagation(); if (!fromControl(event.target)) choose(id, event.shiftKey); }}><Checkbox checked={chosen} aria-label={`${t.shell.list.chooseRow} ${name}`} onChange={(event) => choose(id, event.nativeEvent.shiftKey)} /></td>}
      {columns.map((c) => <td key={c.key} className={c.align === "right" ? "right" : ""}>{c.cell(row)}</td>)}
      {filler && <td />}
    </tr>
  );
}
/**
 * Rows keep their identity between refreshes, so a list that follows live changes draws only what changed. So do columns,
 * until what they draw with does: the language, or names that were fetched after the rows.
 */
export const isDrawnAlike = <R,>(a: RowProps<R>, b: RowProps<R>): boolean =>
  a.row === b.row && a.columns.length === b.columns.length && a.columns.every((c, i) => c === b.columns[i]) && a.cursor === b.cursor && a.chosen === b.chosen && a.open === b.open && a.selectable === b.selectable && a.filler === b.filler;
const Row = memo(RowView, isDrawnAlike) as typeof RowView;

type Props<R> = ListProps<R> & {
  readonly kept: KeptPreferences; readonly width: number; readonly selection: Selection | null; readonly cursorId: string | null; readonly openId: string | undefined;
  readonly filtered: boolean; readonly clearFilters: () => void; readonly pick: (row: R) => void;
};
const narrowestPx = 56;
/** The edge of a column's head: pulled it changes the width, a double click gives it back. */
function Grip({ name, kept }: { readonly name: string; readonly kept: KeptPreferences }) {
  const { widths } = kept.preferences;
  const from = useRef<{ readonly x: number; readonly px: number } | null>(null);
  const pxAt = (x: number): number => Math.max(narrowestPx, Math.round((from.current?.px ?? 0) + x - (from.current?.x ?? 0)));
  return (
    <span className="grip" aria-hidden="true"
      onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); from.current = { x: e.clientX, px: e.currentTarget.parentElement?.offsetWidth ?? 0 }; }}
      onPointerMove={(e) => { if (from.current) kept.tryWidth(name, pxAt(e.clientX)); }}
      onPointerUp={(e) => { const moved = from.current !== null && from.current.x !== e.clientX; if (moved) kept.keep({ widths: { ...widths, [name]: pxAt(e.clientX) } }); from.current = null; }}
      onDoubleClick={() => kept.keep({ widths: Object.fromEntries(Object.entries(widths).filter(([key]) => key !== name)) })} />
  );
}
export function ListTable<R>(props: Props<R>) {
  const { pages, columns, kept, rowId, rowName, rowPath, selection, filtered } = props;
  const { preferences } = kept;
  const { t, f } = useSpeech();
  const acts = useRef({ pick: props.pick, selection }); // rows are drawn once and must still act on the newest state
  acts.current = { pick: props.pick, selection };
  const stable = useRef({
    pick: (row: R) => acts.current.pick(row),
    choose: (id: string, range: boolean) => (range ? acts.current.selection?.range(id) : acts.current.selection?.toggle(id)),
  }).current;
  const ids = pages.rows.map(rowId);
  const filler = columns.every((c) => widthOf(c, preferences) !== undefined);
  const chosenShown = selection ? ids.filter((id) => selection.has(id)).length : 0;
  if (!pages.loading && pages.rows.length === 0) {
    return filtered
      ? <Empty title={t.shell.list.nothingMatches} hint={t.shell.list.nothingMatchesWhy} action={<Button onClick={props.clearFilters}>{t.shell.list.clear}</Button>} />
      : <Empty title={props.empty.title} hint={props.empty.hint} action={props.empty.action} />;
  }
  return (
    <div className={`table-box ${pages.stale ? "stale" : ""}`} aria-busy={pages.loading || pages.stale}>
      <table className={`table ${preferences.roomy ? "roomy" : ""}`} style={{ minWidth: neededPx(columns, preferences, props.width, selection !== null) }}>
        <colgroup>{selection && <col style={{ width: 36 }} />}{columns.map((c) => <col key={c.key} style={{ width: widthOf(c, preferences) }} />)}{filler && <col />}</colgroup>
        <thead>
          <tr>
            {selection && <th className="check"><Checkbox checked={chosenShown > 0 && chosenShown === ids.length} indeterminate={chosenShown > 0 && chosenShown < ids.length} aria-label={t.shell.list.chooseEvery} onChange={selection.toggleShown} /></th>}
            {columns.map((c) => <th key={c.key} className={c.align === "right" ? "right" : ""} scope="col">{c.handTitle ? <><span className="desk-only">{c.title}</span><span className="phone-only">{c.handTitle}</span></> : c.title}<Grip name={c.key} kept={kept} /></th>)}
            {filler && <td />}
          </tr>
        </thead>
        <tbody>
          {pages.loading
            ? Array.from({ length: 12 }, (_, i) => <tr key={i} className="row" aria-hidden="true">{selection && <td />}{columns.map((c) => <td key={c.key}><div className="bone" style={{ width: `${80 - ((i * 29 + c.key.length * 17) % 45)}%` }} /></td>)}{filler && <td />}</tr>)
            : pages.rows.map((row) => {
                const id = rowId(row);
                return <Row key={id} row={row} id={id} name={rowName(row)} columns={columns} cursor={props.cursorId === id} chosen={selection?.has(id) ?? false} open={props.openId === id} selectable={selection !== null} pick={stable.pick} choose={stable.choose} filler={filler} path={rowPath?.(row)} />;
              })}
        </tbody>
      </table>
      {!pages.loading && pages.count && (
        <footer className="list-foot">
          <span className="muted num">{pages.hasMore ? t.shell.list.shown(f.count(pages.rows.length), pages.count.more ? t.shell.list.orMore(f.count(pages.count.n)) : f.count(pages.count.n)) : t.shell.list.matching(f.count(pages.rows.length))}</span>
          {pages.hasMore && <Button size="small" loading={pages.loadingMore} onClick={pages.more}>{t.shell.list.more}</Button>}
        </footer>
      )}
    </div>
  );
}
