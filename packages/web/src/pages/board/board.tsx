import { orderRooms, parcelRooms, rooms, type HoldKind, type Room } from "@argosy/core/journey.ts";
import { holdKind, type HoldCode } from "@argosy/core/journey.ts";
import type { Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useMe } from "../../api/session.ts";
import { pagePaths, roomNumber, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, toneOfKind } from "../../ui/bits.tsx";
import { holdName, waitsByItself } from "../../ui/holds.tsx";
import { Go } from "../../ui/go.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { FactLine, useFacts } from "../../ui/shell/bell.tsx";
import { beginningOf } from "./beginning.ts";
import { FirstSteps } from "./first-steps.tsx";
import "./board.css";

type Board = Answer<"board">;
// As many as leave the whole board on 1440 x 900 in the language with the longest words.
const shownReasons = 4;
const shownAsks = 8;
type Figures = Board["rooms"][number];
const unitOf = (room: Room): "payload" | "order" | "parcel" => (room === "intake" ? "payload" : (orderRooms as readonly Room[]).includes(room) ? "order" : "parcel");
const overdueIn = (figures: readonly Figures[], names: readonly Room[]): number => figures.filter((r) => names.includes(r.room)).reduce((sum, r) => sum + r.overdue, 0);
const kindOf = (code: string): HoldKind => holdKind(code as HoldCode) ?? "ask";

/** How many left this room in each of the last 24 hours, as small bars. */
function Throughput({ hours }: { readonly hours: readonly number[] }) {
  const { t, f } = useSpeech();
  const most = Math.max(1, ...hours);
  return (
    <svg className="bars" viewBox="0 0 96 24" preserveAspectRatio="none" role="img" aria-label={t.shell.board.throughput}>
      <title>{t.shell.board.perDay(f.count(hours.reduce((a, b) => a + b, 0)))}</title>
      {hours.map((n, i) => <rect key={i} x={i * 4} width={3} y={24 - Math.max(n > 0 ? 2 : 0.6, (n / most) * 24)} height={Math.max(n > 0 ? 2 : 0.6, (n / most) * 24)} className={n > 0 ? "on" : ""} />)}
    </svg>
  );
}
function Column({ figures }: { readonly figures: Figures }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  const path = roomPath(figures.room);
  const shown = figures.holds.slice(0, shownReasons);
  const quiet = figures.free + figures.held + figures.overdue === 0;
  const out = figures.throughput.reduce((a, n) => a + n, 0);
  const unit = b.units[unitOf(figures.room)];
  return (
    <section className={`board-room ${quiet ? "quiet" : ""}`}>
      <Go to={path} className="board-name" title={t.rooms[figures.room].does}><span className="num">{roomNumber(figures.room)}</span><b>{t.rooms[figures.room].name}</b></Go>
      <Go to={path} search={{ view: "free" }} className="board-free"><span className="board-n"><b className="num">{f.count(figures.free)}</b> <small>{unit(figures.free)}</small></span><span>{b.free}</span></Go>
      <Go to={path} search={figures.room === "intake" ? {} : { view: "held" }} className={`board-held ${figures.held === 0 ? "" : waitsByItself(figures) ? "some waits" : "some"}`}><span className="board-n"><b className="num">{f.count(figures.held)}</b> <small>{unit(figures.held)}</small></span><span>{b.held}</span></Go>
      <div className="board-reasons">
        {shown.map((hold) => <Go key={hold.code} to={path} search={{ hold: hold.code }} className={`board-reason ${toneOfKind[kindOf(hold.code)]}`} title={holdName(hold.code, t)}><b className="num">{f.count(hold.count)}</b> <span>{holdName(hold.code, t)}</span></Go>)}
        {figures.holds.length > shownReasons && <Go to={path} search={{ view: "held" }} className="muted">{b.moreReasons(figures.holds.length - shownReasons)}</Go>}
      </div>
      {figures.overdue > 0 && <Go to={path} search={{ view: "overdue" }} className="board-overdue"><span className="board-n"><b className="num">{f.count(figures.overdue)}</b> <small>{unit(figures.overdue)}</small></span><span>{b.overdue}</span></Go>}
      <span className="spring" />
      <div className="board-oldest muted">{figures.oldestAt ? <Ago at={figures.oldestAt} said={b.oldest} /> : b.nothingWaits}</div>
      <Throughput hours={figures.throughput} />
      <div className="board-out muted num">{b.perDay(f.count(out))}</div>
    </section>
  );
}
/** What is late leads to the list that it counts, so orders and parcels stand apart. */
function Late({ n, unit, to }: { readonly n: number; readonly unit: string; readonly to: string }) {
  const { t, f } = useSpeech();
  return <Go to={to} search={{ view: "overdue" }} className="today-figure late"><b className="num">{f.count(n)}</b> {t.shell.board.lateOf(unit)}</Go>;
}
function Today({ board }: { readonly board: Board }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  const { today, rooms: figures } = board;
  const beginning = beginningOf(board, useMe().org.demo);
  const total = Math.max(1, today.due + today.done + today.late);
  const parts = b.bar(f.count(today.done), f.count(today.due), f.count(today.late));
  const late = { orders: today.lateOrders, parcels: overdueIn(figures, parcelRooms) };
  return (
    <div className="today">
      <h2>{b.today}</h2>
      {beginning ? <p className="today-beginning" role="status">{b.beginning[beginning]}</p> : <>
      <span className="today-figure"><b className="num">{f.count(today.due)}</b> {b.due(today.due)}</span>
      <span className="today-figure flow-text"><b className="num">{f.count(today.done)}</b> {b.done(today.done)}</span>
      {late.orders > 0 && <Late n={late.orders} unit={b.units.order(late.orders)} to={pagePaths.orders} />}
      {late.parcels > 0 && <Late n={late.parcels} unit={b.units.parcel(late.parcels)} to={pagePaths.parcels} />}
      {today.late === 0 && <span className="today-figure"><b className="num">0</b> {b.lateOf(b.units.order(0))}</span>}
      </>}
      <div className="today-bar" role="img" aria-label={parts} title={parts}><span className="done" style={{ width: `${Math.min(100, (today.done / total) * 100)}%` }} /><span className="missed" style={{ width: `${Math.min(100, (today.late / total) * 100)}%` }} /></div>
    </div>
  );
}
/** What needs a person, gravest first; each line leads to the list that it counts. */
function Asks() {
  const { t } = useSpeech();
  const facts = useFacts();
  return (
    <section className="block board-asks">
      <h3>{t.shell.bar.bell}{facts.length > shownAsks && <span className="muted facts-count">{t.shell.board.moreAsks(facts.length - shownAsks)}</span>}</h3>
      {facts.length === 0 && <p className="muted">{t.shell.bar.bellNone}</p>}
      <ul>{facts.slice(0, shownAsks).map((fact) => <li key={`${fact.text}${fact.to}${JSON.stringify(fact.search)}`}><FactLine fact={fact} /></li>)}</ul>
    </section>
  );
}
const statusTones: Readonly<Record<string, string>> = { connected: "flow", degraded: "ask", silent: "stop", signed_out: "stop", paused: "wait" };
function Accounts({ accounts }: { readonly accounts: Board["accounts"] }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  if (accounts.length === 0) return null;
  return (
    <section className="block board-accounts">
      <h3>{b.accounts}</h3>
      <ul>
        {accounts.map((a) => (
          <li key={a.id}><Go to={pagePaths.accounts} className="option" title={a.lastSuccessAt ? b.lastSuccess(f.age(a.lastSuccessAt)) : b.never}>
            <span className={`health ${statusTones[a.status] ?? "wait"}`} /><span>{a.name}</span>{a.status !== "connected" && <b className={`${statusTones[a.status]}-text nowrap`}>{t.shell.statuses[a.status] ?? a.status}</b>}
          </Go></li>
        ))}
      </ul>
    </section>
  );
}
/** All eleven rooms as one river: one glance says where trouble is. */
export default function BoardPage() {
  const { t, f } = useSpeech();
  const { data: board, error, refetch } = useAsk("board");
  if (error && !board) return <Failed error={error} retry={() => void refetch()} />;
  if (!board) return <Skeleton lines={10} />;
  const letters = Math.max(...board.rooms.flatMap((r) => [r.free, r.held, r.overdue]).map((n) => f.count(n).length));
  const of = (room: Room): Figures | undefined => board.rooms.find((r) => r.room === room);
  const river = (title: string, names: readonly Room[]) => (
    <div className="river" style={{ "--columns": names.length, "--letters": letters } as React.CSSProperties}><h3>{title}</h3><div className="river-rooms">{names.map((room) => { const figures = of(room); return figures && <Column key={room} figures={figures} />; })}</div></div>
  );
  return (
    <div className="board">
      <h1 className="unseen">{t.shell.board.title}</h1>
      <FirstSteps steps={board.readiness} />
      <Today board={board} />
      <div className="rivers">{river(t.shell.board.ordersHalf, rooms.slice(0, 4))}{river(t.shell.board.parcelsHalf, rooms.slice(4))}</div>
      <div className="board-foot"><Asks /><Accounts accounts={board.accounts} /></div>
    </div>
  );
}
