import { rooms, type HoldKind, type Room } from "@argosy/core/journey.ts";
import { holdKind, type HoldCode } from "@argosy/core/journey.ts";
import type { Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { pagePaths, roomNumber, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, toneOfKind } from "../../ui/bits.tsx";
import { holdName } from "../../ui/holds.tsx";
import { Go } from "../../ui/go.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { FirstSteps } from "./first-steps.tsx";
import "./board.css";

type Board = Answer<"board">;
const shownReasons = 6;
type Figures = Board["rooms"][number];
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
  return (
    <section className={`board-room ${quiet ? "quiet" : ""}`}>
      <Go to={path} className="board-name" title={t.rooms[figures.room].does}><span className="num">{roomNumber(figures.room)}</span><b>{t.rooms[figures.room].name}</b></Go>
      <Go to={path} search={{ view: "free" }} className="board-free"><b className="num">{f.count(figures.free)}</b><span>{b.free}</span></Go>
      <Go to={path} search={figures.room === "intake" ? {} : { view: "held" }} className={`board-held ${figures.held > 0 ? "some" : ""}`}><b className="num">{f.count(figures.held)}</b><span>{b.held}</span></Go>
      <div className="board-reasons">
        {shown.map((hold) => <Go key={hold.code} to={path} search={{ hold: hold.code }} className={`board-reason ${toneOfKind[kindOf(hold.code)]}`} title={holdName(hold.code, t)}><b className="num">{f.count(hold.count)}</b><span>{holdName(hold.code, t)}</span></Go>)}
        {figures.holds.length > shownReasons && <Go to={path} search={{ view: "held" }} className="muted">{b.moreReasons(figures.holds.length - shownReasons)}</Go>}
      </div>
      {figures.overdue > 0 && <Go to={path} search={{ view: "overdue" }} className="board-overdue"><b className="num">{f.count(figures.overdue)}</b><span>{b.overdue}</span></Go>}
      <span className="spring" />
      <div className="board-oldest muted">{figures.oldestAt ? <>{b.oldest} <Ago at={figures.oldestAt} bare /></> : b.nothingWaits}</div>
      <Throughput hours={figures.throughput} />
      <div className="board-out muted num">{f.count(out)} / 24 h</div>
    </section>
  );
}
function Today({ today }: { readonly today: Board["today"] }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  const total = Math.max(1, today.due + today.done + today.late);
  return (
    <div className="today">
      <h2>{b.today}</h2>
      <span className="today-figure"><b className="num">{f.count(today.due)}</b> {b.due}</span>
      <span className="today-figure flow-text"><b className="num">{f.count(today.done)}</b> {b.done}</span>
      <Go to={pagePaths.parcels} search={{ view: "overdue" }} className={`today-figure ${today.late > 0 ? "late" : "muted"}`}><b className="num">{f.count(today.late)}</b> {b.late}</Go>
      <div className="today-bar" aria-hidden="true"><span className="done" style={{ width: `${Math.min(100, (today.done / total) * 100)}%` }} /><span className="missed" style={{ width: `${Math.min(100, (today.late / total) * 100)}%` }} /></div>
    </div>
  );
}
const statusTones: Readonly<Record<string, string>> = { connected: "flow", degraded: "ask", signed_out: "stop", paused: "wait" };
function Accounts({ accounts }: { readonly accounts: Board["accounts"] }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  if (accounts.length === 0) return null;
  return (
    <div className="board-accounts">
      <h3>{b.accounts}</h3>
      {accounts.map((a) => (
        <Go key={a.id} to={pagePaths.accounts} className="board-account" title={a.lastSuccessAt ? b.lastSuccess(f.age(a.lastSuccessAt)) : b.never}>
          <span className={`health ${statusTones[a.status] ?? "wait"}`} /><span>{a.name}</span>{a.status !== "connected" && <b className={`${statusTones[a.status]}-text`}>{t.shell.statuses[a.status] ?? a.status}</b>}
        </Go>
      ))}
    </div>
  );
}
/** All eleven rooms as one river: one glance says where trouble is. */
export default function BoardPage() {
  const { t } = useSpeech();
  const { data: board, error, refetch } = useAsk("board");
  if (error && !board) return <Failed error={error} retry={() => void refetch()} />;
  if (!board) return <Skeleton lines={10} />;
  const of = (room: Room): Figures | undefined => board.rooms.find((r) => r.room === room);
  const river = (title: string, names: readonly Room[]) => (
    <div className="river" style={{ "--columns": names.length } as React.CSSProperties}><h3>{title}</h3><div className="river-rooms">{names.map((room) => { const figures = of(room); return figures && <Column key={room} figures={figures} />; })}</div></div>
  );
  return (
    <div className="board">
      <h1 className="unseen">{t.shell.board.title}</h1>
      <FirstSteps steps={board.readiness} />
      <Today today={board.today} />
      <div className="rivers">{river(t.shell.board.ordersHalf, rooms.slice(0, 4))}{river(t.shell.board.parcelsHalf, rooms.slice(4))}</div>
      <Accounts accounts={board.accounts} />
    </div>
  );
}
