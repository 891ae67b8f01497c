import { ArrowDownOutlined, ArrowUpOutlined, HolderOutlined } from "@ant-design/icons";
import { Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import type { KeptPreferences, Preferences } from "./preferences.ts";
import type { Column } from "./types.ts";

const flexibleMinPx = 224;
const flexibleMinOnPhonePx = 160;
const checkPx = 36;
export const widthOf = <R,>(c: Column<R>, { widths }: Preferences): number | undefined => widths[c.key] ?? c.width;
/** What a table of these columns needs at least; `selectable` rows begin with a box to tick. */
export const neededPx = <R,>(columns: readonly Column<R>[], preferences: Preferences, widthPx: number, selectable: boolean): number =>
  columns.reduce((sum, c) => sum + (widthOf(c, preferences) ?? c.leastPx ?? (widthPx < 480 ? flexibleMinOnPhonePx : flexibleMinPx)), selectable ? checkPx : 0);

/** The first column says what the row is and stays in front; the others follow in the person's order. */
export function arrange<R>(columns: readonly Column<R>[], { order }: Preferences): readonly Column<R>[] {
  const placeOf = (c: Column<R>, i: number): number => (i === 0 ? -1 : order.includes(c.key) ? order.indexOf(c.key) : order.length + i);
  return columns.map((c, i) => ({ c, place: placeOf(c, i) })).toSorted((a, b) => a.place - b.place).map(({ c }) => c);
}
/** Wide screens gain columns, not margins: the least wanted (largest `from`) leave first until the rest can be read. */
export function columnsThatFit<R>(columns: readonly Column<R>[], preferences: Preferences, widthPx: number, selectable: boolean): readonly Column<R>[] {
  const isWanted = (c: Column<R>): boolean => preferences.wanted.includes(c.key);
  const shown = columns.filter((c) => !preferences.hidden.includes(c.key) && ((c.from ?? 0) <= widthPx || isWanted(c)));
  const leave = (left: readonly Column<R>[]): readonly Column<R>[] => {
    const least = left.filter((c) => c.from !== undefined && !isWanted(c)).toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))[0];
    return least && neededPx(left, preferences, widthPx, selectable) > widthPx ? leave(left.filter((c) => c !== least)) : left;
  };
  return leave(shown);
}

type Props<R> = { readonly columns: readonly Column<R>[]; readonly shown: readonly Column<R>[]; readonly kept: KeptPreferences };
/** Which columns, in which order: tick, pull or step with the arrows. Widths are pulled at the table's head. */
export function ColumnChoice<R>({ columns, shown, kept }: Props<R>) {
  const { t } = useSpeech();
  const l = t.shell.list;
  const [pulled, setPulled] = useState<string | null>(null);
  const keys = columns.map((c) => c.key);
  const move = (key: string, to: number): void => {
    const at = keys.indexOf(key);
    if (at > 0 && to > 0 && to < keys.length && to !== at) kept.keep({ order: keys.toSpliced(at, 1).toSpliced(to, 0, key) });
  };
  return (
    <div className="column-choice">
      <ul>
        {columns.map((c, i) => (
          <li key={c.key} className={pulled === c.key ? "pulled" : ""} draggable={i > 0} onDragStart={() => setPulled(c.key)} onDragEnd={() => setPulled(null)} onDragOver={(e) => { e.preventDefault(); if (pulled) move(pulled, i); }}>
            <span className="column-grip">{i > 0 && <HolderOutlined />}</span>
            <Checkbox checked={shown.includes(c)} disabled={i === 0} onChange={(e) => (e.target.checked ? kept.show(c.key) : kept.hide(c.key))}>{c.title || c.key}</Checkbox>
            <span className="spring" />
            {i > 0 && <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={i === 1} aria-label={l.moveUp(c.title)} onClick={() => move(c.key, i - 1)} />}
            {i > 0 && <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={i === columns.length - 1} aria-label={l.moveDown(c.title)} onClick={() => move(c.key, i + 1)} />}
          </li>
        ))}
      </ul>
      <small className="muted">{l.columnsHint}</small>
      <div className="column-foot">
        <Segmented size="small" value={kept.preferences.roomy ? "roomy" : "compact"} options={[{ value: "compact", label: l.compact }, { value: "roomy", label: l.roomy }]} onChange={(v) => kept.keep({ roomy: v === "roomy" })} />
        <Button size="small" type="link" disabled={!kept.isTouched} onClick={kept.reset}>{l.columnsReset}</Button>
      </div>
    </div>
  );
}
