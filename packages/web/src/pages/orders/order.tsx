import { canMoveParcel, type ParcelStage } from "@argosy/core/journey.ts";
import { Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { callForFile, type Answer } from "../../api/client.ts";
import { useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { isId, pagePaths, roomOfStage, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, CopyId, Money, ShipBy, siteCode } from "../../ui/bits.tsx";
import { HoldList, openHolds, type Hold } from "../../ui/holds.tsx";
import { isPrimary, verbOn } from "../../ui/list/types.ts";
import { VerbDialog } from "../../ui/list/verb-dialog.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Coded, orderStatusText, serviceText } from "../../ui/vendor.tsx";
import { JourneyStrip } from "../shared/journey-strip.tsx";
import { BuyerName, useUnmasked } from "../shared/masked.tsx";
import { Block, Lines } from "../shared/pieces.tsx";
import { Timeline } from "../shared/timeline.tsx";
import { eraseBuyer, takeApart, useVerbsOn } from "./act.ts";
import { AddressBlock } from "./address-block.tsx";
import { HoldVerbs } from "./cures.tsx";
import { Messages, ReplyLink } from "./messages.tsx";
import { useMergeVerb } from "./merge-acts.ts";
import { Fact, PageHead, type PageVerb } from "./page-head.tsx";
import { ParcelCard, ParcelHolds, useParcelsOf } from "./parcels-of.tsx";
import { PaymentBlock } from "./payment-block.tsx";
import { RawPanel } from "./raw-panel.tsx";
import { actOnOrders, useOrderVerbs } from "./verbs.ts";
import { isClosedOrder, isDone, type OrderRow } from "./rows.tsx";

type Order = Answer<"getOrder">;

function usePageVerbs(order: Order, edit: () => void) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const on = useVerbsOn<OrderRow>(order, order.orderNo);
  const may = useMay();
  const room = roomOfStage(order.stage);
  const held = openHolds(order.holds).length === 0 ? order.parcels.find((p) => openHolds(p.holds).length > 0) : undefined;
  const inParcel = (id: string): string | null => (id === "release" && held ? t.orders.why.heldInParcel(held.parcelNo) : null);
  const verbs = useOrderVerbs(room === "payment" || room === "review" || room === "merge" ? room : null, {}).map((verb): PageVerb<OrderRow> => ({ ...verbOn(verb, [order]), primary: isPrimary(verb, [order]), why: verb.disabled ?? inParcel(verb.id) ?? verb.refuses?.(order) ?? null, run: () => on.start(verb) }));
  const merged = order.parcels.find((p) => canMoveParcel(p.stage as ParcelStage, "cancel") && p.goods.some((g) => !order.goods.some((own) => own.lineId === g.lineId)));
  const unmerge: PageVerb<OrderRow> = { id: "unmerge", label: t.orders.unmerge, why: merged ? null : t.orders.why.notMerged, run: () => void (merged && takeApart(t.orders.unmerge, merged)) };
  const disabled = may("manage", "Buyer") ? null : t.shell.meta.noAccess(t.orders.eraseBuyer.verb);
  const why = disabled ?? (order.buyer ? null : t.facts.address_erased);
  const buyer: readonly PageVerb<OrderRow>[] = [
    { id: "exportBuyer", label: t.orders.eraseBuyer.save, rare: true, why: disabled, run: () => void saveFile(`buyer-${order.orderNo}.json`, () => callForFile("exportBuyer", { params: { id: order.id } })) },
    { id: "eraseBuyer", label: t.orders.eraseBuyer.verb, danger: true, why, run: () => on.start(eraseBuyer(order.id, t)) },
  ];
  useKeys([{ keys: "e", label: t.orders.editAddress, run: edit }, { keys: "Escape", label: t.shell.keys.esc, run: () => (window.history.length > 1 ? window.history.back() : void navigate({ to: roomPath(room ?? "payment") })) }]);
  return { verbs: [...useMergeVerb(order), ...verbs, unmerge, ...buyer], on };
}
function OrderView({ order: sent }: { readonly order: Order }) {
  const { order, show, note } = useUnmasked(sent);
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const [editing, setEditing] = useState(false);
  const [raw, setRaw] = useState(false);
  const { verbs, on } = usePageVerbs(order, () => setEditing(true));
  const may = useMay();
  const parcels = useParcelsOf(order);
  const mayRaw = may("view", "Inbox");
  const release = ({ code }: Hold): PageVerb<OrderRow> => {
    const disabled = may("approve", "Order") ? null : t.shell.meta.noAccess(t.orders.releaseOne);
    return { id: `release/${code}`, label: t.orders.releaseOne, hint: t.orders.actHints["releaseOne"], disabled, why: disabled, run: () => on.start({ id: code, label: t.orders.releaseOne, done: t.orders.done["release"], needs: "reason", run: (targets, input) => actOnOrders("release", targets, {}, input, code) }) };
  };
  // In review, approving lets all go: of a single hold no second word says the same.
  const approve = order.stage === "review" && openHolds(order.holds).length === 1 ? verbs.find((verb) => verb.id === "approve" && (verb.why === null || verb.disabled)) : undefined;
  useKeys(mayRaw ? [{ keys: "w", label: p.raw, run: () => setRaw(!raw) }] : []);
  return (
    <div className="page object">
      <PageHead title={<span className="row-lead">{p.order("")}<CopyId>{order.orderNo}</CopyId></span>} verbs={verbs}
        facts={<>
          <span className="row-lead"><AccountDot account={order.account} />{order.account.name}<span className="site">{siteCode(order.account.site)}</span></span>
          <CopyId>{order.externalId}</CopyId>
          <Fact name={t.orders.columns.buyer}><BuyerName of={order} show={show} /></Fact>
          {order.buyerUserName && <Fact name={p.userName}>{order.masked ? order.buyerUserName : <CopyId>{order.buyerUserName}</CopyId>}</Fact>}
          <Fact name={t.orders.columns.total}><Money value={order.total} /></Fact>
          <Fact name={t.orders.columns.shipBy}><ShipBy at={order.shipByAt} ours={order.shipByOurs} done={isDone(order)} /></Fact>
          {order.requestedService && <Fact name={p.requested}><Coded code={order.requestedService} words={serviceText(order.requestedService, t)} /></Fact>}
          <Fact name={p.channelStatus}><Coded code={order.channelStatus} words={orderStatusText(order.channelStatus, t)} /></Fact>
        </>} />
      <JourneyStrip stage={order.stage} holds={order.holds} parcels={order.parcels} />
      <div className="object-columns">
        <div className="object-main">
          {openHolds(order.holds).length > 0 && <HoldList holds={order.holds} letGo={approve?.label} actions={(hold) => <HoldVerbs hold={hold} verbs={verbs} release={approve ?? release(hold)} />} />}
          {order.parcels.map((brief) => <ParcelHolds key={brief.id} orderId={order.id} brief={brief} parcel={parcels.get(brief.id)} />)}
          {order.note && !openHolds(order.holds).some((hold) => hold.code === "buyer_note") && <Block title={t.orders.review.note}><p className="note pre">{order.note}</p></Block>}
          <Block title={p.lines}><Lines goods={order.goods} size={64} /></Block>
          <PaymentBlock order={order} />
          <AddressBlock order={order} editing={editing} edit={setEditing} note={note} />
          <Block title={p.parcels}>{order.parcels.length === 0 ? <p className="muted">{isClosedOrder(order) ? p.noParcelsEver : p.noParcels}</p> : <ul className="cards">{order.parcels.map((brief) => <ParcelCard key={brief.id} orderId={order.id} brief={brief} parcel={parcels.get(brief.id)} buyer={order.buyer} />)}</ul>}</Block>
          <Block title={p.messages} extra={<ReplyLink order={order} />}><Messages messages={order.messages} /></Block>
          {mayRaw && <Block title={p.raw} extra={<button type="button" className="link-button" aria-expanded={raw} onClick={() => setRaw(!raw)}>{raw ? t.orders.timeline.fewer : t.orders.timeline.details}</button>}>{raw ? <RawPanel orderId={order.id} /> : <p className="muted">{f.at(order.placedAt)}</p>}</Block>}
        </div>
        <Timeline events={order.timeline} traces={[...parcels.values()].flatMap((x) => x.routes)} />
      </div>
      {on.asked && <VerbDialog asked={on.asked} close={on.close} />}
    </div>
  );
}
function OrderOfId({ id }: { readonly id: string }) {
  const { data: order, error, refetch } = useAsk("getOrder", { params: { id } });
  if (error && !order) return <Failed error={error} retry={() => void refetch()} />;
  return order ? <OrderView key={order.id} order={order} /> : <Skeleton lines={12} />;
}
/** A number in the address, as people write it by hand, is looked for in the list. */
export default function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return isId(id) ? <OrderOfId id={id} /> : <Navigate to={pagePaths.orders} search={{ q: id }} replace />;
}
