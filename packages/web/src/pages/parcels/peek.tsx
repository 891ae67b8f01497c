import { useAsk } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, CopyId, ShipBy } from "../../ui/bits.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { AddressLines } from "../shared/address.tsx";
import { Explain } from "../shared/explain.tsx";
import { JourneyStrip } from "../shared/journey-strip.tsx";
import { LabelPreview } from "../shared/label-preview.tsx";
import { MaskNote } from "../shared/masked.tsx";
import { Lines, Pair } from "../shared/pieces.tsx";
import { Curable } from "./page-verbs.tsx";
import { Attempts, BuyerNotes, OrderLinks, Track } from "./pieces.tsx";
import { hasLeft } from "./rows.tsx";

/** One parcel beside the list. */
export function ParcelPeek({ id }: { readonly id: string }) {
  const { t, f } = useSpeech();
  const { data: parcel, error, refetch } = useAsk("getParcel", { params: { id } });
  if (error && !parcel) return <Failed error={error} retry={() => void refetch()} />;
  if (!parcel) return <Skeleton />;
  const p = t.orders.page;
  return (
    <div className={`peek ${parcel.id === id ? "" : "stale"}`}>
      <JourneyStrip stage={parcel.stage} holds={parcel.holds} books={parcel.books} />
      <Curable parcel={parcel} />
      <BuyerNotes parcel={parcel} />
      <dl className="pairs">
        <Pair name={t.orders.columns.orders}><OrderLinks parcel={parcel} /></Pair>
        <Pair name={p.route}>{[parcel.warehouse?.name, parcel.method?.name].filter(Boolean).join(" → ") || t.shell.meta.none}</Pair>
        <Pair name={t.orders.columns.tracking}>{parcel.trackingNo ? <CopyId>{parcel.trackingNo}</CopyId> : t.shell.meta.none}</Pair>
        <Pair name={t.orders.columns.weight}>{f.weight(parcel.weightG)}</Pair>
        <Pair name={t.orders.columns.shipBy}><ShipBy at={parcel.shipByAt} ours={parcel.shipByOurs} done={hasLeft(parcel)} /></Pair>
        <Pair name={t.orders.columns.state}><span className="row-lead wrap"><Badge tone={parcel.booked ? "flow" : "wait"} plain>{parcel.booked ? p.booked : p.notBooked}</Badge>{!hasLeft(parcel) && <Badge tone={parcel.reserved ? "flow" : "wait"} plain>{parcel.reserved ? p.reserved : p.notReserved}</Badge>}</span></Pair>
      </dl>
      <Lines goods={parcel.goods} size={40} />
      <section className="block"><header><h2>{p.address}</h2></header><AddressLines address={parcel.shipTo} />{parcel.masked && <MaskNote />}</section>
      {parcel.hasLabel && <section className="block"><header><h2>{p.label}</h2></header><LabelPreview parcelId={parcel.id} big /></section>}
      <section className="block"><header><h2>{p.attempts}</h2></header><Attempts parcel={parcel} /></section>
      {parcel.tracking.length > 0 && <section className="block"><header><h2>{p.trackingTitle}</h2></header><Track parcel={parcel} /></section>}
      {parcel.routes.length > 0 && <section className="block"><header><h2>{p.why}</h2></header>{parcel.routes.map((trace) => <Explain key={trace.decision} trace={trace} />)}</section>}
    </div>
  );
}
