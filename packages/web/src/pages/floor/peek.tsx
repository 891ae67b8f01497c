import { useAsk } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { CopyId, ShipBy, Thumb } from "../../ui/bits.tsx";
import { HoldList } from "../../ui/holds.tsx";
import { Curable } from "../parcels/page-verbs.tsx";
import { BuyerNotes, OrderLinks } from "../parcels/pieces.tsx";
import { Pair } from "../shared/pieces.tsx";
import type { ParcelRow } from "./rows.tsx";

/** A parcel beside the list, as the floor needs it: why it waits, what goes in, where to. */
export function ParcelPeek({ parcel }: { readonly parcel: ParcelRow }) {
  const { t, f, locale } = useSpeech();
  const whole = useAsk("getParcel", { params: { id: parcel.id } }).data;
  const known = whole?.id === parcel.id ? whole : undefined;
  const c = t.floor.columns;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [c.country, f.country(parcel.country)], [c.warehouse, parcel.warehouse?.name ?? "–"], [c.method, parcel.method?.name ?? "–"],
    [c.tracking, parcel.trackingNo ? <CopyId key="t">{parcel.trackingNo}</CopyId> : "–"], [c.wave, parcel.waveNo ?? "–"], [c.weight, f.weight(parcel.weightG)],
    [t.orders.columns.shipBy, <ShipBy key="s" at={parcel.shipByAt} ours={parcel.shipByOurs} done={parcel.shippedAt !== null} />], [t.orders.columns.orders, <OrderLinks key="o" parcel={parcel} />],
  ];
  return (
    <div className="peek">
      {known ? <><Curable parcel={known} /><BuyerNotes parcel={known} /></> : parcel.holds.length > 0 && <HoldList holds={parcel.holds} />}
      <section>
        {parcel.goods.map((g) => (
          <div key={g.lineId} className="peek-line"><Thumb src={g.imageUrl} sku={g.sku || g.title} size={48} /><span><b className="mono">{g.sku || g.title}</b><br /><span className="muted">{locale === "en" ? g.title || g.name : g.name || g.title}</span></span><b className="num peek-qty">×{f.count(g.qty)}</b></div>
        ))}
      </section>
      <dl className="pairs">{facts.map(([name, value]) => <Pair key={name} name={name}>{value}</Pair>)}</dl>
    </div>
  );
}
