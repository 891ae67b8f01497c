import { CloseOutlined, ExpandAltOutlined, LeftOutlined, ReloadOutlined, RightOutlined, SettingOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Popover } from "antd";
import { useSpeech } from "../../text/index.tsx";
import { ColumnChoice } from "./columns.tsx";
import type { KeptPreferences } from "./preferences.ts";
import type { Column, ListProps, Verb } from "./types.ts";
import { RowVerbs } from "./verb-menu.tsx";

const hintFrom = 900; // below, the title and the actions need the room

/** Title and count, the page's own actions, refresh, and which columns this person wants. */
export function ListHead<R>({ list, width, columns, shown, kept }: { readonly list: ListProps<R>; readonly width: number; readonly columns: readonly Column<R>[]; readonly shown: readonly Column<R>[]; readonly kept: KeptPreferences }) {
  const { t, f } = useSpeech();
  const { count } = list.pages;
  return (
    <header className="page-head">
      {list.lead}<h1>{list.title}</h1>{count && <span className="count num">{count.more ? t.shell.list.orMore(f.count(count.n)) : f.count(count.n)}</span>}
      {list.hint && width > hintFrom && <span className="muted page-hint">{list.hint}</span>}
      <span className="spring" />
      {list.actions}
      <Button size="small" type="text" icon={<ReloadOutlined />} aria-label={t.shell.list.refresh} title={t.shell.list.refresh} onClick={list.pages.refetch} />
      <Popover trigger="click" placement="bottomRight" title={t.shell.list.columns} content={<ColumnChoice columns={columns} shown={shown} kept={kept} />}>
        <Button size="small" type="text" icon={<SettingOutlined />} aria-label={t.shell.list.columns} title={t.shell.list.columns} />
      </Popover>
    </header>
  );
}
type DrawerProps<R> = { readonly list: ListProps<R>; readonly row: R; readonly step: (by: 1 | -1) => void; readonly start: (verb: Verb<R>) => void; readonly open: () => void; readonly close: () => void };
/** One row beside the list, not over it: the list stays usable and j/k walk through it. */
export function ListDrawer<R>({ list, row, step, start, open, close }: DrawerProps<R>) {
  const { t } = useSpeech();
  const name = list.rowName(row);
  const path = list.rowPath?.(row);
  const button = (label: string, key: string, icon: React.ReactNode, run: () => void) => (
    <button type="button" className="icon-button" aria-label={label} title={`${label} (${key})`} onClick={run}>{icon}</button>
  );
  return (
    <aside className="drawer" aria-label={name}>
      <header className="drawer-head">
        {path ? <Link to={path} className="drawer-title">{name}</Link> : <b className="drawer-title">{name}</b>}
        <span className="spring" />
        {button(t.shell.list.previous, "K", <LeftOutlined />, () => step(-1))}
        {button(t.shell.list.next, "J", <RightOutlined />, () => step(1))}
        {path && button(t.shell.keys.enter, "Enter", <ExpandAltOutlined />, open)}
        {button(t.shell.list.close, "Esc", <CloseOutlined />, close)}
      </header>
      <div className="drawer-body">{list.peek?.(row)}</div>
      {path && list.verbs && list.verbs.length > 0 && <RowVerbs verbs={list.verbs} row={row} start={start} />}
    </aside>
  );
}
