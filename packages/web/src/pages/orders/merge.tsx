import { Button, Checkbox } from "antd";
import { Link } from "@tanstack/react-router";
import { Fragment, useEffect, useRef, useState } from "react";
import { useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { orderPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, Goods, Money, ShipBy, Why } from "../../ui/bits.tsx";
import { useFirstStep } from "../../ui/first-step.tsx";
import { holdWords, openHolds } from "../../ui/holds.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { Empty, Failed, Skeleton } from "../../ui/page-states.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { addressLine } from "../shared/address.tsx";
import { RoomNo, OrderList } from "./list.tsx";
import { neighbour } from "../../ui/list/cursor.ts";
import { followed, partGroups, weightOf, type Leaving } from "./merge-groups.ts";
import { useMerge, type Group } from "./merge-acts.ts";

/** Orders of a group have one currency: it is part of what makes them a group. */
const sumOf = (orders: Group["orders"]) => ({ minor: orders.reduce((sum, o) => sum + o.total.minor, 0), currency: orders[0]?.total.currency ?? "" });

/** One that is `gone` stands on where it stood: its buttons must not give way, under the hand, to those of the next one. */
function GroupCard({ group, current, asked, disabled, left, toggle, merge, alone, focus, gone }: {
  readonly group: Group; readonly current: boolean; readonly asked: boolean; readonly disabled: string | null; readonly left: ReadonlySet<string>;
  readonly toggle: (id: string) => void; readonly merge: () => void; readonly alone: () => void; readonly focus: () => void; readonly gone?: (() => void) | undefined;
}) {
  const { t, f } = useSpeech();
  const m = t.orders.merge;
  const chosen = group.orders.filter((o) => !left.has(o.id));
  const why = disabled ?? (chosen.length < 2 ? m.tooFew : null);
  const weight = weightOf(chosen);
  const offer = group.orders.length === 1 ? openHolds(group.orders[0]?.holds ?? []).find((hold) => hold.code === "merge_offered") : undefined;
  const box = useRef<HTMLElement>(null);
  useEffect(() => { if (current) box.current?.scrollIntoView({ block: "nearest" }); }, [current]);
  useEffect(() => { if (asked) box.current?.focus(); }, [asked]);
  return (
    <section ref={box} tabIndex={-1} aria-current={current} className={`merge-group ${current ? "current" : ""} ${gone ? "gone" : ""}`} onClick={focus}>
      <header>
        <div className="merge-facts">
          <b>{group.buyer}</b>{gone ? <span className="ask-text" role="status">{m.gone}</span> : <><span className="muted">{f.country(group.country)} · {offer ? holdWords(offer, t, f).fact : m.until(f.at(group.until))}</span>
          <span className="muted">{m.sum} <Money value={sumOf(chosen)} /></span>
          {weight > 0 && <span className="muted num">{m.weight} {f.weight(weight)}</span>}</>}
        </div>
        {gone ? <div className="merge-acts"><Button size="small" onClick={(event) => { event.stopPropagation(); gone(); }}>{t.shell.meta.close}</Button></div> : <div className="merge-acts">
          {group.saving && <span className="saving num">{m.saving(f.money(group.saving.minor, group.saving.currency))}</span>}
          <Why reason={disabled}><Button size="small" disabled={disabled !== null} onClick={alone}>{m.alone}{current && <Key>a</Key>}</Button></Why>
          {!offer && <Why reason={why}><Button size="small" type="primary" disabled={why !== null} onClick={merge}>{m.mergeSome(chosen.length)}{current && <Key>m</Key>}</Button></Why>}
        </div>}
      </header>
      <ul>
        {group.orders.map((o) => (
          <li key={o.id}>
            {offer || gone ? <span /> : <Checkbox checked={!left.has(o.id)} onChange={() => toggle(o.id)} aria-label={o.orderNo} />}
            <span className="row-lead"><AccountDot account={o.account} /><Link to={orderPath(o.id)} className="mono strong">{o.orderNo}</Link></span>
            <Goods goods={o.goods} />
            <span className="merge-to" title={`${o.shipTo.name}\n${addressLine(o.shipTo)}`}><span>{o.shipTo.name}</span><span className="muted">{addressLine(o.shipTo)}</span></span>
            <Money value={o.total} /><span className="merge-by"><small className="muted">{t.orders.columns.shipBy}</small><ShipBy at={o.shipByAt} ours={o.shipByOurs} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
/** A group that went away, or of which one order is left, by none of our acts while it was looked at; and the place where it stood. */
type Gone = { readonly group: Group; readonly place: number };
/** Where the keys stand: at `first` as soon as there are groups, then with the group, until somebody moves them. */
function useGroupCursor(groups: readonly Group[], first: number, exists: (key: string) => boolean) {
  const [at, setAt] = useState<{ readonly key: string | undefined } | null>(null);
  const [gone, setGone] = useState<Gone | null>(null);
  const leaving = useRef<Leaving | null>(null);
  const mine = useRef(new Set<string>());
  const seen = useRef<Gone | null>(null);
  const keys = groups.map((g) => g.key);
  const key = at ? followed(at.key, keys, leaving.current) : keys[first];
  const cursor = key === undefined ? -1 : keys.indexOf(key);
  const current = groups[cursor];
  useEffect(() => {
    const before = seen.current;
    const split = before !== null && before.group.key === current?.key && before.group.orders.length > 1 && current.orders.length === 1;
    const left = before !== null && at !== null && before.group.key === at.key && key === undefined && !exists(before.group.key);
    const taken = (split || left) && !mine.current.has(before.group.key);
    if (taken) setGone(before);
    if (current) seen.current = { group: current, place: cursor };
    setAt(keys.length > 0 ? { key: taken ? undefined : key } : null);
  }, [current, cursor, keys.length > 0]);
  const put = (to: number): void => { setGone(null); setAt({ key: keys[Math.max(0, Math.min(to, keys.length - 1))] }); };
  return {
    cursor, gone, close: (): void => setGone(null), put,
    /** From where a group went away, its neighbours are one step off. */
    step: (by: 1 | -1): void => put(gone && cursor < 0 ? gone.place + (by > 0 ? 0 : -1) : cursor + by),
    /** Their groups go by what is done here. */
    takes: (some: readonly Group[]): void => { for (const group of some) mine.current.add(group.key); },
    leave: (one: string): void => { mine.current.add(one); leaving.current = { key: one, next: neighbour(keys, keys.indexOf(one), [one]) }; },
  };
}
function Groups() {
  const { t, f } = useSpeech();
  const m = t.orders.merge;
  const may = useMay();
  const [search, set] = useUrlState();
  const { data, error, isPending, refetch } = useAsk("mergeGroups", { query: {} });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const first = useFirstStep(["shop_account"]);
  const { merge, alone } = useMerge();
  const disabled = may("edit", "Merge") ? null : t.shell.meta.noAccess(t.orders.mergeVerb);
  const { groups: pairs, waiting } = partGroups((data?.rows ?? []).filter((g) => !search["accountId"] || g.orders.some((o) => o.account.id === search["accountId"])));
  const groups = [...pairs, ...waiting];
  const shownCount = (data?.rows ?? []).reduce((sum, g) => sum + g.orders.length, 0);
  const chosenOf = (group: Group): Group["orders"] => group.orders.filter((o) => !left.has(o.id));
  const offer = search["offer"];
  const asked = groups.findIndex((g) => g.orders.some((o) => o.holds.some((hold) => hold.id === offer)));
  const { cursor, gone, close, put, step, leave, takes } = useGroupCursor(groups, offer ? asked : 0, (key) => (data?.rows ?? []).some((g) => g.key === key));
  const current = groups[cursor];
  const mergeable = groups.filter((group) => chosenOf(group).length >= 2);
  const mergeOne = (group: Group | undefined): void => { if (group && !disabled && chosenOf(group).length >= 2) { leave(group.key); merge([chosenOf(group)]); } };
  const letGo = (group: Group): void => { leave(group.key); alone(group.orders); };
  useKeys([
    { keys: "j", label: t.shell.keys.down, run: () => step(1) }, { keys: "k", label: t.shell.keys.up, run: () => step(-1) },
    { keys: "m", label: t.orders.mergeVerb, run: () => mergeOne(current) }, { keys: "a", label: m.alone, run: () => current && !disabled && letGo(current) },
  ]);
  const toggle = (id: string): void => { const next = new Set(left); if (!next.delete(id)) next.add(id); setLeft(next); };
  const nothing = (): void => undefined;
  const shared = { disabled, left, toggle };
  const goneCard = gone && <GroupCard key="gone" group={gone.group} {...shared} current={false} asked={false} merge={nothing} alone={nothing} focus={nothing} gone={close} />;
  return (
    <div className="list-page"><div className="list-main">
      <header className="page-head">
        <RoomNo room="merge" /><h1>{t.rooms.merge.name}</h1>{data && <span className="count num">{f.count(pairs.length)}</span>}<span className="muted page-hint">{t.rooms.merge.does}</span><span className="spring" />
        {mergeable.length > 1 && <Why reason={disabled}><Button size="small" disabled={disabled !== null} onClick={() => { takes(mergeable); merge(mergeable.map(chosenOf)); }}>{m.mergeAll(mergeable.length)}</Button></Why>}
      </header>
      <div className="filter-bar"><MergeTabs at="groups" set={set} /></div>
      {data && shownCount < data.orderCount && <div className="band"><span>{m.urgent(f.count(shownCount), f.count(data.orderCount))}</span><Button size="small" onClick={() => set({ tab: "orders" })}>{m.viewOrders}</Button></div>}
      <div className="table-box merge-groups">
        {error && !data ? <Failed error={error} retry={() => void refetch()} /> : isPending ? <Skeleton /> : groups.length === 0 ? <>{goneCard}<Empty title={t.shell.list.nothing} hint={t.rooms.merge.empty} {...first} /></>
          : groups.map((group, i) => <Fragment key={group.key}>{i === gone?.place && goneCard}{i === pairs.length && <h3 className="merge-waiting">{m.waiting} <span className="count num">{f.count(waiting.length)}</span></h3>}<GroupCard group={group} {...shared} current={group === current} asked={i === asked} merge={() => mergeOne(group)} alone={() => letGo(group)} focus={() => put(i)} /></Fragment>)}
        {gone && groups.length > 0 && gone.place >= groups.length && goneCard}
      </div>
    </div></div>
  );
}
function MergeTabs({ at, set }: { readonly at: "groups" | "orders"; readonly set: (patch: { tab: string | undefined }) => void }) {
  const { t } = useSpeech();
  return (
    <div className="views" role="tablist">
      <button type="button" role="tab" className="view" aria-selected={at === "groups"} onClick={() => set({ tab: undefined })}>{t.orders.merge.view}</button>
      <button type="button" role="tab" className="view" aria-selected={at === "orders"} onClick={() => set({ tab: "orders" })}>{t.orders.merge.viewOrders}</button>
    </div>
  );
}
export default function MergePage() {
  const { t } = useSpeech();
  const [search, set] = useUrlState();
  if (search["tab"] !== "orders" && !search["hold"] && !search["view"] && !search["open"]) return <Groups />;
  return <OrderList room="merge" title={t.rooms.merge.name} hint={t.rooms.merge.does} empty={t.rooms.merge.empty} actions={<MergeTabs at="orders" set={(patch) => set({ ...patch, hold: undefined, view: undefined, open: undefined })} />} />;
}
