import { CloseOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input, Popover } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../text/index.tsx";
import { useKeys } from "../keys.tsx";
import { useUrlState } from "../url-state.ts";
import type { Filter, Option } from "./types.ts";

/** A short list to choose from, with a search field once it is long. Arrow keys and Enter work. */
export function OptionList({ options, choose, chosen }: { readonly options: readonly Option[]; readonly choose: (value: string) => void; readonly chosen?: string | undefined }) {
  const { t } = useSpeech();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(options.length > 7 ? 0 : -1); // without a search field no key is heard before something in it has the focus
  const shown = options.filter((o) => `${o.label} ${o.value}`.toLowerCase().includes(wanted.toLowerCase()));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, shown.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && shown[at]) choose(shown[at].value);
    else return;
    event.preventDefault();
  };
  return (
    <div className="options" onKeyDown={onKeyDown}>
      {options.length > 7 && <Input size="small" autoFocus prefix={<SearchOutlined />} aria-label={t.shell.meta.search} value={wanted} onChange={(e) => { setWanted(e.target.value); setAt(0); }} />}
      <ul role="listbox">
        {shown.map((o, i) => (
          <li key={o.value} role="option" aria-selected={o.value === chosen}><button type="button" className={`option ${i === at ? "at" : ""} ${o.value === chosen ? "chosen" : ""}`} onMouseEnter={() => setAt(i)} onClick={() => choose(o.value)}>{o.label}</button></li>
        ))}
      </ul>
    </div>
  );
}
function TypedValue({ label, value, keep }: { readonly label: string; readonly value: string; readonly keep: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  return <Input size="small" autoFocus aria-label={label} placeholder={label} value={typed} onChange={(e) => setTyped(e.target.value)} onPressEnter={() => keep(typed.trim())} />;
}
function Chip({ filter, value, set }: { readonly filter: Filter; readonly value: string; readonly set: (value: string | undefined) => void }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const keep = (next: string): void => { set(next || undefined); setOpen(false); };
  const shown = filter.options?.find((o) => o.value === value)?.label ?? value;
  return (
    <span className="chip">
      <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} destroyOnHidden content={filter.options ? <OptionList options={filter.options} chosen={value} choose={keep} /> : <TypedValue label={filter.label} value={value} keep={keep} />}>
        <button type="button" className="chip-body">{filter.label} <b>{shown}</b></button>
      </Popover>
      <button type="button" className="chip-x" aria-label={t.shell.list.clearOne(filter.label)} onClick={() => set(undefined)}><CloseOutlined /></button>
    </span>
  );
}
function AddFilter({ filters, add }: { readonly filters: readonly Filter[]; readonly add: (key: string, value: string) => void }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Filter | null>(null);
  const close = (): void => { setOpen(false); setChosen(null); };
  const keep = (value: string): void => { if (chosen && value) add(chosen.key, value); close(); };
  const content = !chosen
    ? <OptionList options={filters.map((filter) => ({ value: filter.key, label: filter.label }))} choose={(key) => setChosen(filters.find((filter) => filter.key === key) ?? null)} />
    : chosen.options ? <OptionList options={chosen.options} choose={keep} /> : <TypedValue label={chosen.label} value="" keep={keep} />;
  if (filters.length === 0) return null;
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={(next) => (next ? setOpen(true) : close())} destroyOnHidden content={content} title={chosen?.label}>
      <Button size="small" type="text" icon={<PlusOutlined />}>{t.shell.list.addFilter}</Button>
    </Popover>
  );
}
/** Types into `q` after a pause, so that every keystroke is not a question to the server. */
function SearchField({ words }: { readonly words: string | undefined }) {
  const { t } = useSpeech();
  const says = words ?? t.shell.list.search;
  const [search, set] = useUrlState();
  const [typed, setTyped] = useState(search["q"] ?? "");
  const input = useRef<React.ComponentRef<typeof Input>>(null);
  useEffect(() => setTyped(search["q"] ?? ""), [search["q"]]);
  useEffect(() => {
    if (typed.trim() === (search["q"] ?? "")) return undefined;
    const timer = setTimeout(() => set({ q: typed.trim() || undefined }), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  useKeys([{ keys: "f", label: t.shell.list.search, run: () => input.current?.focus() }]);
  return <Input ref={input} size="small" allowClear className={`list-search ${words ? "wide" : ""}`} prefix={<SearchOutlined />} placeholder={says} title={says} aria-label={t.shell.list.search} value={typed} onChange={(e) => setTyped(e.target.value)} />;
}

/** View tabs, the filters in use as chips, "+" for one more. All of it is in the URL. */
export function FilterBar({ views, filters = [], searchable = true, searchFor }: { readonly views?: readonly Option[] | undefined; readonly filters?: readonly Filter[] | undefined; readonly searchable?: boolean | undefined; readonly searchFor?: string | undefined }) {
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  const used = filters.filter((filter) => search[filter.key]);
  const view = search["view"] ?? views?.[0]?.value;
  return (
    <div className="filter-bar">
      {views && (
        <div className="views" role="tablist">
          {views.map((v) => <button key={v.value} type="button" role="tab" aria-selected={v.value === view} className="view" onClick={() => set({ view: v.value === views[0]?.value ? undefined : v.value }, { push: true })}>{v.label}</button>)}
        </div>
      )}
      {searchable && <SearchField words={searchFor} />}
      {used.map((filter) => <Chip key={filter.key} filter={filter} value={search[filter.key] ?? ""} set={(value) => set({ [filter.key]: value })} />)}
      <AddFilter filters={filters.filter((filter) => !search[filter.key])} add={(key, value) => set({ [key]: value }, { push: true })} />
      {used.length > 1 && <Button size="small" type="link" onClick={() => set(Object.fromEntries(used.map((filter) => [filter.key, undefined])))}>{t.shell.list.clear}</Button>}
    </div>
  );
}
