import type { ParcelStage } from "@argosy/core/journey.ts";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { Answer } from "../../api/client.ts";
import { asking, useAsk } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useQueries } from "@tanstack/react-query";
import { parcelPath, roomOfStage, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, Badge, CopyId, Goods, Money, ShipBy, siteCode, Why } from "../../ui/bits.tsx";
import { HoldList, openHolds, toneOf, type Hold } from "../../ui/holds.tsx";
import { VerbDialog } from "../../ui/list/verb-dialog.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Go } from "../../ui/go.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { Coded, orderStatusText, serviceText } from "../../ui/vendor.tsx";
import { JourneyStrip } from "../shared/journey-strip.tsx";
import { LabelPreview } from "../shared/label-preview.tsx";
import { Block, Lines } from "../shared/pieces.tsx";
import { Timeline } from "../shared/timeline.tsx";
import { takeApart, useVerbsOn } from "./act.ts";
import { AddressBlock } from "./address-block.tsx";
import { Messages } from "./messages.tsx";
import { Fact, PageHead, type PageVerb } from "./page-head.tsx";
import { PaymentBlock } from "./payment-block.tsx";
import { RawPanel } from "./raw-panel.tsx";
import { actOnOrders, useOrderVerbs } from "./verbs.ts";
import type { OrderRow } from "./rows.tsx";

type Order = Answer<"getOrder">;

function Parcels({ order }: { readonly order: Order }) {
  const { t } = useSpeech();
  const may = useMay();
  const p = t.orders.page;
  if (order.parcels.length === 0) return <p className="muted">{p.noParcels}</p>;
  return (
    <ul className="cards">
      {order.parcels.map((parcel) => {
        const held = openHolds(parcel.holds)[0];
        return (
          <li key={parcel.id} className="card">
            {parcel.hasLabel && may("view", "Label") ? <LabelPreview parcelId={parcel.id} /> : <span className="label-preview none muted"><small>{p.noLabel}</small></span>}
            <div className="card-body">
              <div><Go to={parcelPath(parcel.id)} className="mono strong">{parcel.parcelNo}</Go> <Badge tone={held ? toneOf(held) : "flow"}>{t.parcelStages[parcel.stage as ParcelStage] ?? parcel.stage}</Badge></div>
              <div className="muted">{[parcel.warehouse, parcel.method].filter(Boolean).join(" → ") || p.notBooked}</div>
              {parcel.trackingNo && <div><CopyId>{parcel.trackingNo}</CopyId> <span className="muted">{parcel.trackingStatus && (p.trackingStates[parcel.trackingStatus] ?? parcel.trackingStatus)}</span></div>}
              <Goods goods={parcel.goods} max={3} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
function usePageVerbs(order: Order, edit: () => void) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const on = useVerbsOn<OrderRow>(order, order.orderNo);
  const room = roomOfStage(order.stage);
  const verbs = useOrderVerbs(room === "payment" || room === "review" || room === "merge" ? room : null, {}).map((verb): PageVerb<OrderRow> => ({ ...verb, why: verb.disabled ?? verb.refuses?.(order) ?? null, run: () => on.start(verb) }));
  const merged = order.parcels.find((p) => p.goods.some((g) => !order.goods.some((own) => own.lineId === g.lineId)));
  const unmerge: PageVerb<OrderRow> = { id: "unmerge", label: t.orders.unmerge, why: merged ? null : t.orders.why.notMerged, run: () => void (merged && takeApart(t.orders.unmerge, merged)) };
  useKeys([{ keys: "e", label: t.orders.editAddress, run: edit }, { keys: "Escape", label: t.shell.keys.esc, run: () => (window.history.length > 1 ? window.history.back() : void navigate({ to: roomPath(room ?? "payment") })) }]);
  return { verbs: [...verbs, unmerge], on };
}
function OrderView({ order }: { readonly order: Order }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const [editing, setEditing] = useState(false);
  const [raw, setRaw] = useState(false);
  const { verbs, on } = usePageVerbs(order, () => setEditing(true));
  // The routes of its parcels explain the "routed" entries of the same timeline.
  const parcels = useQueries({ queries: order.parcels.map((x) => ({ ...asking("getParcel", { params: { id: x.id } }), staleTime: 60_000 })) });
  const allHolds = [...order.holds, ...order.parcels.flatMap((x) => x.holds)];
  const traces = parcels.flatMap((x) => x.data?.routes ?? []);
  const may = useMay();
  const mayRaw = may("view", "Inbox");
  /** One hold let go by itself, with its reason; those of its parcels are released on the parcel's page. */
  const releaseOf = (hold: Hold) => order.holds.some((own) => own.id === hold.id) && hold.kind !== "wait" && (
    <Why reason={may("approve", "Order") ? null : t.shell.meta.noAccess(t.orders.releaseOne)}><Button size="small" disabled={!may("approve", "Order")} onClick={() => on.start({ id: hold.code, label: t.orders.releaseOne, needs: "reason", run: (targets, input) => actOnOrders("release", targets, {}, input, hold.code) })}>{t.orders.releaseOne}</Button></Why>
  );
  useKeys(mayRaw ? [{ keys: "w", label: p.raw, run: () => setRaw(!raw) }] : []);
  return (
    <div className="page object">
      <PageHead title={<span className="row-lead">{p.order("")}<CopyId>{order.orderNo}</CopyId></span>} verbs={verbs}
        facts={<>
          <span className="row-lead"><AccountDot account={order.account} />{order.account.name}<span className="site">{siteCode(order.account.site)}</span></span>
          <CopyId>{order.externalId}</CopyId>
          <Fact name={t.orders.columns.buyer}>{order.buyer || <span className="muted">{t.facts.address_erased}</span>}</Fact>
          <Fact name={t.orders.columns.total}><Money value={order.total} /></Fact>
          <Fact name={t.orders.columns.shipBy}><ShipBy at={order.shipByAt} done={order.parcels.some((x) => x.shippedAt)} /></Fact>
          {order.requestedService && <Fact name={p.requested}><Coded code={order.requestedService} words={serviceText(order.requestedService, t)} /></Fact>}
          <Fact name={p.channelStatus}><Coded code={order.channelStatus} words={orderStatusText(order.channelStatus, t)} /></Fact>
        </>} />
      <JourneyStrip stage={order.stage} holds={order.holds} parcels={order.parcels} />
      <div className="object-columns">
        <div className="object-main">
          {openHolds(allHolds).length > 0 && <HoldList holds={allHolds} actions={releaseOf} />}
          {order.note && !openHolds(order.holds).some((hold) => hold.code === "buyer_note") && <Block title={p.note}><p className="note pre">{order.note}</p></Block>}
          <Block title={p.lines}><Lines goods={order.goods} size={64} /></Block>
          <PaymentBlock order={order} />
          <AddressBlock order={order} editing={editing} edit={setEditing} />
          <Block title={p.parcels}><Parcels order={order} /></Block>
          <Block title={p.messages}><Messages messages={order.messages} /></Block>
          {mayRaw && <Block title={p.raw} extra={<button type="button" className="link-button" aria-expanded={raw} onClick={() => setRaw(!raw)}>{raw ? t.orders.timeline.fewer : t.orders.timeline.details}</button>}>{raw ? <RawPanel orderId={order.id} /> : <p className="muted">{f.at(order.placedAt)}</p>}</Block>}
        </div>
        <Timeline events={order.timeline} traces={traces} />
      </div>
      {on.asked && <VerbDialog asked={on.asked} close={on.close} />}
    </div>
  );
}
export default function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: order, error, refetch } = useAsk("getOrder", { params: { id } });
  if (error && !order) return <Failed error={error} retry={() => void refetch()} />;
  return order ? <OrderView key={order.id} order={order} /> : <Skeleton lines={12} />;
}
