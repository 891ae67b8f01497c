import { BellOutlined } from "@ant-design/icons";
import { parcelRooms } from "@argosy/core/journey.ts";
import { Link } from "@tanstack/react-router";
import { Badge as Count, Button, Popover } from "antd";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { pagePaths, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, type Tone } from "../bits.tsx";
import { holdName, toneOfCode } from "../holds.tsx";
import { places } from "./places.tsx";
import { useBoard } from "./shell.tsx";

type Fact = { readonly tone: Tone; readonly n: number; readonly text: string; readonly where: string; readonly to: string; readonly search: Readonly<Record<string, string>> };
const graveness: Readonly<Record<Tone, number>> = { stop: 0, ask: 1, wait: 2, flow: 3 };

/** What needs a person now, counted by the board's own figures, so that each line agrees with the list behind it. */
export function useFacts(): readonly Fact[] {
  const { t } = useSpeech();
  const may = useMay();
  const board = useBoard();
  if (!board) return [];
  const lateParcels = board.rooms.reduce((sum, r) => sum + ((parcelRooms as readonly string[]).includes(r.room) ? r.overdue : 0), 0);
  const all: readonly Fact[] = [
    ...board.accounts.filter((a) => a.status === "signed_out" || a.status === "degraded" || a.status === "silent").map((a) => ({ tone: a.status === "degraded" ? ("ask" as const) : ("stop" as const), n: 1, text: a.name, where: t.shell.statuses[a.status] ?? a.status, to: pagePaths.accounts, search: { open: a.id } })),
    ...board.accounts.map((a) => ({ tone: "ask" as const, n: a.keptLabels, text: t.settings.accounts.keptLabels.title, where: a.name, to: pagePaths.accounts, search: { open: a.id } })),
    { tone: "stop", n: board.rooms.find((r) => r.room === "intake")?.held ?? 0, text: t.orders.inbox.states["quarantined"] ?? "", where: t.rooms.intake.name, to: pagePaths.intake, search: {} },
    { tone: "stop", n: board.today.lateOrders, text: t.shell.list.overdue, where: t.shell.nav.orders, to: pagePaths.orders, search: { view: "overdue" } },
    { tone: "stop", n: lateParcels, text: t.shell.list.overdue, where: t.shell.nav.parcels, to: pagePaths.parcels, search: { view: "overdue" } },
    ...board.rooms.flatMap((room) => room.holds.filter((hold) => toneOfCode(hold.code) !== "wait").map((hold) => ({ tone: toneOfCode(hold.code), n: hold.count, text: holdName(hold.code, t), where: t.rooms[room.room].name, to: roomPath(room.room), search: { hold: hold.code } }))),
  ];
  const open = new Set(places.filter((place) => may(...place.needs)).map((place) => place.path));
  return all.filter((fact) => fact.n > 0 && open.has(fact.to)).toSorted((a, b) => graveness[a.tone] - graveness[b.tone] || b.n - a.n);
}
export function FactLine({ fact, leave }: { readonly fact: Fact; readonly leave?: () => void }) {
  const { f } = useSpeech();
  return <Link to={fact.to} search={fact.search as never} className="option" {...(leave ? { onClick: leave } : {})}><Badge tone={fact.tone} plain>{fact.text}</Badge><span className="muted nowrap">{fact.where}</span><b className="num">{f.count(fact.n)}</b></Link>;
}
/** The bell: what needs a person, gravest first; each line leads to the list that it counts. Only what has stopped rings. */
export function Bell() {
  const { t, f } = useSpeech();
  const [open, setOpen] = useState(false);
  const facts = useFacts();
  const stopped = facts.filter((fact) => fact.tone === "stop").length;
  const content = facts.length === 0 ? <p className="muted job-none">{t.shell.bar.bellNone}</p> : (
    <ul className="facts-list">
      {facts.map((fact) => <li key={`${fact.text}${fact.to}${JSON.stringify(fact.search)}`}><FactLine fact={fact} leave={() => setOpen(false)} /></li>)}
    </ul>
  );
  // A figure of our own: antd's rolls its digits when it changes, and for that moment the button shows other numbers than its name.
  const figure = stopped > 0 ? <span className="ant-badge-count ant-badge-count-sm">{f.count(stopped)}</span> : 0;
  return (
    <Popover trigger="click" placement="bottomRight" title={<>{t.shell.bar.bell}{facts.length > 0 && <span className="muted facts-count">{t.shell.bar.bellCount(f.count(stopped), f.count(facts.length))}</span>}</>} open={open} onOpenChange={setOpen} content={content}>
      <Button type="text" icon={<Count count={figure} offset={[2, -2]}><BellOutlined /></Count>} aria-label={stopped > 0 ? `${t.shell.bar.bell}: ${f.count(stopped)}` : t.shell.bar.bell} title={stopped > 0 ? `${t.shell.bar.bell}: ${t.shell.bar.bellCount(f.count(stopped), f.count(facts.length))}` : t.shell.bar.bell} />
    </Popover>
  );
}
