import { CloseOutlined } from "@ant-design/icons";
import { holdKind, type HoldCode } from "@argosy/core/journey.ts";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { followLive } from "../../api/live.ts";
import { asking, queryClient, useAskWhen, usePages, type QueryOf } from "../../api/queries.ts";
import { orderPath, pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, Money, ShipBy, siteCode, Why } from "../../ui/bits.tsx";
import { heldNote, HoldList, openHolds } from "../../ui/holds.tsx";
import { Tray } from "../../ui/jobs.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { VerbDialog } from "../../ui/list/verb-dialog.tsx";
import { useOutage } from "../../ui/outage.ts";
import { Empty, Failed, Skeleton } from "../../ui/page-states.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { Lines } from "../shared/pieces.tsx";
import { actorName, Timeline } from "../shared/timeline.tsx";
import { useVerbsOn } from "./act.ts";
import { AddressBlock } from "./address-block.tsx";
import { BuyerOrders } from "./buyer-orders.tsx";
import { Messages, ReplyLink } from "./messages.tsx";
import { PaymentBlock } from "./payment-block.tsx";
import { useOrderVerbs } from "./verbs.ts";
import { filterOf, type OrderRow } from "./rows.tsx";

const KeyHelp = lazy(() => import("../../ui/shell/key-help.tsx"));
type Order = Answer<"getOrder">;

/** Who let the order go from review: whoever closed its last holds, else who moved it on. */
function decidedBy(order: Order): string | undefined {
  const own = order.timeline.filter((event) => event.of === order.orderNo); // newest first
  const at = own.findIndex((event) => event.kind === "moved" && event.from === "review");
  const last = at < 0 ? undefined : own.slice(at + 1).find((event) => event.kind === "holds");
  return last?.actor.startsWith("member:") && (last.data["closed"] as readonly string[] | undefined)?.length ? last.actor : own[at]?.actor;
}

function ReviewOrder({ order, next }: { readonly order: Order; readonly next: () => void }) {
  const { t, f } = useSpeech();
  const r = t.orders.review;
  const [editing, setEditing] = useState(false);
  const on = useVerbsOn<OrderRow>(order, order.orderNo);
  const verbs = useOrderVerbs("review", {});
  const faults = openHolds(order.holds).filter((hold) => holdKind(hold.code as HoldCode) === "fault");
  const after = (good: boolean): void => { if (good) next(); };
  const left = order.stage !== "review"; // somebody else, a room or the channel has decided
  const decider = decidedBy(order);
  const run = (id: string): void => { const verb = verbs.find((v) => v.id === id); if (verb && !left && !verb.disabled && !verb.refuses?.(order)) on.start(verb, after); };
  const approve = verbs.find((v) => v.id === "approve");
  const why = approve?.disabled ?? approve?.refuses?.(order) ?? null;
  useKeys([
    { keys: "a", label: r.approve, run: () => run("approve") }, { keys: "s", label: r.snooze, run: () => run("snooze") }, { keys: "c", label: t.orders.cancelOrder, run: () => run("cancel") },
    { keys: "e", label: r.edit, run: () => setEditing(true) }, { keys: "n", label: r.next, run: next }, { keys: "j", label: r.next, run: next },
  ]);
  const note = heldNote(order.holds);
  const asksMessage = openHolds(order.holds).some((hold) => hold.code === "buyer_message" || hold.code === "messages_stale");
  return (
    <>
      <div className="review-body">
        <header className="review-head">
          <AccountDot account={order.account} /><h1 className="mono">{order.orderNo}</h1>
          <span className="muted">{order.account.name} · {siteCode(order.account.site)}</span>
          <span>{order.buyer} · {f.country(order.country)}</span><Money value={order.total} /><ShipBy at={order.shipByAt} ours={order.shipByOurs} />
          <span className="spring" /><Link to={orderPath(order.id)}>{r.open}</Link>
        </header>
        <div className="review-columns">
          <div className="review-why">
            {left && <p className="form-meanwhile" role="status">{r.gone(t.orderStages[order.stage], decider && actorName(decider, t))}</p>}
            {note !== null && <section className="big-note"><h2>{r.note}</h2><p className="pre">{note}</p></section>}
            <HoldList holds={note !== null ? order.holds.filter((hold) => hold.code !== "buyer_note") : order.holds} />
            {(asksMessage || order.messages.length > 0) && <section className="block"><header><h2>{r.messages}</h2><span className="muted">{r.noReply}</span><ReplyLink order={order} /></header><Messages messages={order.messages} /></section>}
          </div>
          <div className="review-facts">
            <Lines goods={order.goods} size={64} />
            <AddressBlock order={order} editing={editing} edit={setEditing} />
            <PaymentBlock order={order} />
          </div>
          <div className="review-more"><BuyerOrders order={order} /><Timeline events={order.timeline} /></div>
        </div>
      </div>
      <footer className="review-foot">
        <span className="muted">{why === null ? r.seen : faults.length > 0 ? r.cantApprove : null}</span><span className="spring" />
        <Button danger disabled={left} title={t.orders.actHints["cancelOrder"]} onClick={() => run("cancel")}>{t.orders.cancelOrder}<Key>c</Key></Button>
        <Button disabled={left} title={t.orders.actHints["snooze"]} onClick={() => run("snooze")}>{r.snooze}<Key>s</Key></Button>
        <Button onClick={next}>{r.next}<Key>n</Key></Button>
        <Why reason={why}><Button type="primary" size="large" disabled={why !== null} onClick={() => run("approve")}>{r.approve}<Key>a</Key></Button></Why>
      </footer>
      {on.asked && <VerbDialog asked={on.asked} close={on.close} />}
    </>
  );
}
/** One held order fills the screen; the next one is loaded before it is asked for. */
export default function ReviewMode() {
  const { t, f } = useSpeech();
  const r = t.orders.review;
  const navigate = useNavigate();
  const [search, set] = useUrlState();
  const pages = usePages("listOrders", { stage: "review", view: "held", ...filterOf(search), limit: 100 } as QueryOf<"listOrders">);
  const [passed, setPassed] = useState<readonly string[]>([]);
  const waiting = pages.rows.filter((row) => !passed.includes(row.id));
  // What is read stays, whoever else deals with it: the next key must never meet an order that slid under it.
  const [reading, setReading] = useState<string>();
  const read = reading && !passed.includes(reading) ? reading : undefined;
  const id = search["at"] ?? read ?? waiting[0]?.id ?? pages.rows[0]?.id;
  const following = waiting.find((row) => row.id !== id);
  useEffect(() => setReading(id), [id]);
  const order = useAskWhen(id !== undefined, "getOrder", { params: { id: id ?? "" } });
  const [total, setTotal] = useState(0);
  useEffect(followLive, []);
  const out = useOutage();
  useEffect(() => { setTotal((most) => Math.max(most, pages.count?.n ?? 0)); }, [pages.count?.n]);
  useEffect(() => { if (following) void queryClient.prefetchQuery(asking("getOrder", { params: { id: following.id } })); }, [following?.id]);
  const newest = useRef({ id, following });
  newest.current = { id, following };
  /** On from this order. An answer may come when its reader has gone on by himself: he stays where he is. */
  const next = (from: string): void => {
    setPassed((before) => (before.includes(from) ? before : [...before, from]));
    if (newest.current.id === from) set({ at: newest.current.following?.id });
  };
  const leave = (): void => void navigate({ to: pagePaths.review, search: filterOf(search) as never });
  const [help, setHelp] = useState(false);
  useKeys([{ keys: "Escape", label: r.exit, run: leave }, { keys: "?", label: t.shell.keys.help, inDialog: true, group: "everywhere", run: () => setHelp(!help) }]);
  const left = waiting.length === 0 ? 0 : Math.max(waiting.length, (pages.count?.n ?? 0) - passed.length);
  const finished = !pages.loading && (!id || (waiting.length === 0 && passed.includes(id)));
  const filtered = Object.values(filterOf(search)).some((value) => value !== undefined);
  const besides = useAskWhen(finished && filtered, "listOrders", { query: { stage: "review", view: "held", limit: 1 } }).data?.count;
  return (
    <main className="review">
      <div className="review-bar"><div className="review-progress" style={{ width: `${total > 0 ? Math.min(100, (1 - left / total) * 100) : 0}%` }} /></div>
      <div className="review-top"><b>{t.orders.reviewMode}</b>{pages.count && <span className="muted num">{r.left(f.count(left))}</span>}<span className="spring" />{out && order.data && <span className="live-lost" role="status">{t.shell.bar.out}</span>}<Button type="text" icon={<CloseOutlined />} onClick={leave}>{r.exit}<Key>Escape</Key></Button></div>
      {pages.error && !id ? <Failed error={pages.error} retry={pages.refetch} />
        : finished ? <Empty title={filtered ? r.filterDone : r.done} hint={filtered ? besides && r.besides(`${f.count(besides.n)}${besides.more ? "+" : ""}`) : r.doneWhy} action={<>{filtered && <Button type="primary" onClick={() => void navigate({ to: pagePaths.review })}>{r.unfiltered}</Button>}<Button onClick={leave}>{r.exit}</Button></>} />
        : order.error && !order.data ? <Failed error={order.error} retry={() => void order.refetch()} />
        : order.data ? <ReviewOrder key={order.data.id} order={order.data} next={() => next(order.data.id)} /> : <Skeleton lines={14} />}
      {help && <Suspense fallback={null}><KeyHelp close={() => setHelp(false)} /></Suspense>}
      <Tray />
    </main>
  );
}
