import { fact } from "@argosy/core/facts.ts";
import type { Answer } from "../../api/client.ts";
import { orderPath } from "../../paths.ts";
import { Block } from "../shared/pieces.tsx";
import { Go } from "../../ui/go.tsx";
import { trackedText, vendorSaid } from "../../ui/vendor.tsx";
import { useSpeech } from "../../text/index.tsx";
import { Ago, Badge, CopyId, Money, When, type Tone } from "../../ui/bits.tsx";

export type Parcel = Answer<"getParcel">;
const attemptTones: Readonly<Record<string, Tone>> = { booked: "flow", handed_over: "flow", refused: "stop", unknown: "ask", cancel_failed: "ask" };
const noticeTones: Readonly<Record<string, Tone>> = { confirmed: "flow", rejected: "stop", unknown: "ask", unsupported: "ask" };
/** Our own words in the reader's language, the vendor's in quotes. */
function ErrorText({ error }: { readonly error: Readonly<Record<string, unknown>> | null }) {
  const { t, f } = useSpeech();
  if (error === null) return null;
  const said = (key: string): string => String(error[key] ?? "");
  const why = said("why") ? fact("vendor_unreadable", said("path"), said("why")) : said("detail") || said("expected") || (said("code") ? "" : said("kind"));
  return <span className="stop-text"> {vendorSaid(said("code"), why, t, f)}</span>;
}

export const OrderLinks = ({ parcel }: { readonly parcel: Pick<Parcel, "orderNos"> }) => (
  <span className="row-lead wrap">{parcel.orderNos.map((o) => <Go key={o.id} to={orderPath(o.id)} className="mono">{o.orderNo}</Go>)}</span>
);
export function BuyerNotes({ parcel }: { readonly parcel: Parcel }) {
  const { t } = useSpeech();
  if (parcel.notes.length === 0) return null;
  return <Block title={t.orders.review.note}>{parcel.notes.map((n) => <p key={n.orderNo} className="buyer-note">{parcel.orderNos.length > 1 && <span className="mono muted">{n.orderNo} </span>}<q>{n.note}</q></p>)}</Block>;
}
export function Attempts({ parcel }: { readonly parcel: Parcel }) {
  const { t } = useSpeech();
  const p = t.orders.page;
  if (parcel.attempts.length === 0) return <p className="muted">{p.notBooked}</p>;
  return (
    <ul className="rows">
      {parcel.attempts.map((a) => (
        <li key={a.id}>
          <Badge tone={attemptTones[a.state] ?? "wait"}>{p.attemptStates[a.state] ?? a.state}</Badge>
          <span>{a.carrier} {a.service && <span className="muted">{a.service}</span>}{a.trackingNo && <> <CopyId>{a.trackingNo}</CopyId></>}<ErrorText error={a.error} /></span>
          <span className="rows-end"><Money value={a.cost} /><span className="muted"><Ago at={a.at} /></span></span>
        </li>
      ))}
    </ul>
  );
}
export function Notices({ parcel }: { readonly parcel: Parcel }) {
  const { t } = useSpeech();
  const p = t.orders.page;
  return (
    <ul className="rows">
      {parcel.notices.map((n) => (
        <li key={n.id}>
          <Badge tone={noticeTones[n.state] ?? "wait"}>{p.noticeStates[n.state] ?? n.state}</Badge>
          <span><span className="mono">{n.orderNo}</span><ErrorText error={n.error} /></span>
          <span className="rows-end muted">{n.tries > 1 && <span>{p.tries(n.tries)}</span>}<Ago at={n.at} /></span>
        </li>
      ))}
    </ul>
  );
}
export function Track({ parcel }: { readonly parcel: Parcel }) {
  const { t } = useSpeech();
  if (parcel.tracking.length === 0) return <p className="muted">{t.orders.page.noTracking}</p>;
  return (
    <ul className="rows">
      {parcel.tracking.toSorted((a, b) => b.at.localeCompare(a.at)).map((e, i) => (
        <li key={i}><Badge tone={e.status === "delivered" ? "flow" : "wait"} plain>{t.orders.page.trackingStates[e.status] ?? e.status}</Badge><span>{trackedText(e, t)}</span><span className="rows-end muted">{e.place && <span>{e.place}</span>}<When at={e.at} /></span></li>
      ))}
    </ul>
  );
}
