import { useAsk } from "../../api/queries.ts";
import { parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, CopyId, Money, ShipBy, When } from "../../ui/bits.tsx";
import { HoldList, openHolds } from "../../ui/holds.tsx";
import { Go } from "../../ui/go.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { Site } from "../../ui/vendor.tsx";
import { AddressLines } from "../shared/address.tsx";
import { JourneyStrip } from "../shared/journey-strip.tsx";
import { BuyerName, MaskNote } from "../shared/masked.tsx";
import { Lines, Pair } from "../shared/pieces.tsx";
import { missingParts } from "./address-block.tsx";
import { Messages, ReplyLink } from "./messages.tsx";
import { PaymentBlock } from "./payment-block.tsx";
import { isDone } from "./rows.tsx";
import type { ParcelStage } from "@argosy/core/journey.ts";

/** One order beside the list: what a person needs to decide without leaving it. */
export function OrderPeek({ id }: { readonly id: string }) {
  const { t } = useSpeech();
  const { data: order, error, refetch } = useAsk("getOrder", { params: { id } });
  if (error && !order) return <Failed error={error} retry={() => void refetch()} />;
  if (!order) return <Skeleton />;
  const p = t.orders.page;
  return (
    <div className={`peek ${order.id === id ? "" : "stale"}`}>
      <JourneyStrip stage={order.stage} holds={order.holds} parcels={order.parcels} />
      <HoldList holds={order.holds} />
      <dl className="pairs">
        <Pair name={t.orders.columns.account}><span className="row-lead"><AccountDot account={order.account} /><span>{order.account.name} · <Site site={order.account.site} /></span></span></Pair>
        <Pair name={t.orders.columns.externalId}><CopyId>{order.externalId}</CopyId></Pair>
        <Pair name={t.orders.columns.buyer}><BuyerName of={order} /></Pair>
        <Pair name={t.orders.columns.total}><Money value={order.total} /></Pair>
        <Pair name={p.placed}><When at={order.placedAt} /></Pair>
        <Pair name={t.orders.columns.shipBy}><ShipBy at={order.shipByAt} ours={order.shipByOurs} done={isDone(order)} /></Pair>
        {order.note && !openHolds(order.holds).some((hold) => hold.code === "buyer_note") && <Pair name={p.note}><span className="pre">{order.note}</span></Pair>}
      </dl>
      <Lines goods={order.goods} size={40} />
      <PaymentBlock order={order} />
      <section className="block"><header><h2>{p.address}</h2></header><AddressLines address={order.shipTo} missing={missingParts(order.holds)} />{order.masked && <MaskNote />}</section>
      {order.messages.length > 0 && <section className="block"><header><h2>{p.messages}</h2><ReplyLink order={order} /></header><Messages messages={order.messages} /></section>}
      {order.parcels.length > 0 && <section className="block"><header><h2>{p.parcels}</h2></header><ul>{order.parcels.map((x) => <li key={x.id}><Go to={parcelPath(x.id)} className="mono strong">{x.parcelNo}</Go> <span className="muted">{t.parcelStages[x.stage as ParcelStage] ?? x.stage} {x.trackingNo ?? ""}</span></li>)}</ul></section>}
    </div>
  );
}
