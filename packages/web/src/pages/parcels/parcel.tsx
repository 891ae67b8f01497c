import { Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { useAsk } from "../../api/queries.ts";
import { isId, pagePaths, roomOfStage, roomPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { AccountDot, Badge, CopyId, Money, ShipBy, siteCode, When } from "../../ui/bits.tsx";
import { HoldList, openHolds } from "../../ui/holds.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { trackedText } from "../../ui/vendor.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { Fact, PageHead } from "../orders/page-head.tsx";
import { AddressLines } from "../shared/address.tsx";
import { Explain } from "../shared/explain.tsx";
import { JourneyStrip } from "../shared/journey-strip.tsx";
import { LabelPreview } from "../shared/label-preview.tsx";
import { BuyerName, MaskNote } from "../shared/masked.tsx";
import { Block, Lines } from "../shared/pieces.tsx";
import { Timeline, type Entry } from "../shared/timeline.tsx";
import { Attempts, BuyerNotes, Notices, OrderLinks, Track, type Parcel } from "./pieces.tsx";
import { useParcelPage } from "./page-verbs.tsx";
import { hasLeft, whyNoLabel } from "./rows.tsx";

function trackEntries(parcel: Parcel, t: ReturnType<typeof useSpeech>["t"]): readonly Entry[] {
  return parcel.tracking.map((e, i) => ({ key: `track${i}`, at: e.at, tone: e.status === "delivered" ? "flow" : "wait", title: t.orders.page.trackingStates[e.status] ?? e.status, text: [trackedText(e, t), e.place].filter(Boolean).join(" · "), by: parcel.method?.name ?? "", of: parcel.parcelNo }));
}
function ParcelView({ parcel }: { readonly parcel: Parcel }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const navigate = useNavigate();
  const on = useParcelPage(parcel);
  useKeys([{ keys: "Escape", label: t.shell.keys.esc, run: () => (window.history.length > 1 ? window.history.back() : void navigate({ to: roomPath(roomOfStage(parcel.stage) ?? "tracking") })) }]);
  const cost = parcel.attempts.find((a) => a.state === "booked" || a.state === "handed_over")?.cost ?? null;
  return (
    <div className="page object">
      <PageHead title={<span className="row-lead">{p.parcel("")}<CopyId>{parcel.parcelNo}</CopyId></span>} verbs={on.verbs}
        facts={<>
          <span className="row-lead"><AccountDot account={parcel.account} />{parcel.account.name}<span className="site">{siteCode(parcel.account.site)}</span></span>
          <Fact name={t.orders.columns.orders}><OrderLinks parcel={parcel} /></Fact>
          <Fact name={t.orders.columns.buyer}><BuyerName of={parcel} /></Fact>
          <Fact name={p.route}>{[parcel.warehouse?.name, parcel.method?.name].filter(Boolean).join(" → ") || t.shell.meta.none}</Fact>
          {parcel.trackingNo && <Fact name={t.orders.columns.tracking}><CopyId>{parcel.trackingNo}</CopyId></Fact>}
          <Fact name={t.orders.columns.weight}>{f.weight(parcel.weightG)}{parcel.packedWeightG !== null && <span className="muted"> · {p.packed(f.weight(parcel.packedWeightG))}</span>}</Fact>
          <Fact name={t.orders.columns.shipBy}><ShipBy at={parcel.shipByAt} ours={parcel.shipByOurs} done={hasLeft(parcel)} /></Fact>
          {parcel.deliveredAt && <Fact name={t.parcelStages.delivered}><When at={parcel.deliveredAt} /></Fact>}
        </>} />
      <JourneyStrip stage={parcel.stage} holds={parcel.holds} books={parcel.books} />
      <div className="object-columns">
        <div className="object-main">
          {openHolds(parcel.holds).length > 0 && <HoldList holds={parcel.holds} actions={on.cures} />}
          <BuyerNotes parcel={parcel} />
          <Block title={p.lines}><Lines goods={parcel.goods} size={64} /></Block>
          <div className="wide-narrow">
            <div className="object-main">
              <Block title={p.address}><AddressLines address={parcel.shipTo} />{parcel.masked && <MaskNote />}</Block>
          <Block title={p.attempts} extra={cost && <Money value={cost} />}>
                <p className="row-lead wrap"><Badge tone={parcel.booked ? "flow" : "wait"} plain>{parcel.booked ? p.booked : p.notBooked}</Badge>{!hasLeft(parcel) && <Badge tone={parcel.reserved ? "flow" : "wait"} plain>{parcel.reserved ? p.reserved : p.notReserved}</Badge>}{parcel.pinned && <Badge tone="flow" plain>{p.pinned}</Badge>}{parcel.waveNo && <span className="muted">{p.wave} {parcel.waveNo}</span>}</p>
                <Attempts parcel={parcel} />
              </Block>
            </div>
            <Block title={p.label} extra={<span className="muted">{p.printed(parcel.printedCount)}</span>}>{parcel.hasLabel ? <LabelPreview parcelId={parcel.id} big /> : <p className="muted">{whyNoLabel(parcel, t)}</p>}</Block>
          </div>
          <Block title={p.why} extra={<span className="muted">{parcel.books && (parcel.books === "before_stock" ? p.booksBefore : p.booksAfter)}</span>}>{parcel.routes.length > 0 ? parcel.routes.map((trace) => <Explain key={trace.decision} trace={trace} />) : <p className="muted">{t.shell.meta.none}</p>}</Block>
          {parcel.notices.length > 0 && <Block title={p.notices}><Notices parcel={parcel} /></Block>}
          <Block title={p.trackingTitle}><Track parcel={parcel} /></Block>
        </div>
        <Timeline events={parcel.timeline} extra={trackEntries(parcel, t)} traces={parcel.routes} />
      </div>
      {on.dialogs}
    </div>
  );
}
function ParcelOfId({ id }: { readonly id: string }) {
  const { data: parcel, error, refetch } = useAsk("getParcel", { params: { id } });
  if (error && !parcel) return <Failed error={error} retry={() => void refetch()} />;
  return parcel ? <ParcelView key={parcel.id} parcel={parcel} /> : <Skeleton lines={12} />;
}
/** A number in the address, as people write it by hand, is looked for in the list. */
export default function ParcelPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return isId(id) ? <ParcelOfId id={id} /> : <Navigate to={pagePaths.parcels} search={{ q: id }} replace />;
}
