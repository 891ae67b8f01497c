import { EllipsisOutlined } from "@ant-design/icons";
import type { Evidence } from "@argosy/core/evidence.ts";
import type { ParcelStage } from "@argosy/core/journey.ts";
import { useQueries } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import { asking } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { orderPath, parcelPath } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Badge, CopyId, Goods } from "../../ui/bits.tsx";
import { Go } from "../../ui/go.tsx";
import { HoldList, openHolds, toneOf, type Hold } from "../../ui/holds.tsx";
import { Curable, useParcelPage } from "../parcels/page-verbs.tsx";
import type { Parcel } from "../parcels/pieces.tsx";
import { whyNoLabel } from "../parcels/rows.tsx";
import { LabelPreview } from "../shared/label-preview.tsx";

type Brief = Answer<"getOrder">["parcels"][number];
type Props = { readonly brief: Brief; readonly parcel: Parcel | undefined };
type CardProps = Props & { readonly orderId: string; readonly buyer: string };

/** The parcels of an order in full, for those who may see parcels: what can be done with them is done on the order's page, too. */
export function useParcelsOf(order: Answer<"getOrder">): ReadonlyMap<string, Parcel> {
  const may = useMay()("view", "Parcel");
  const asked = useQueries({ queries: may ? order.parcels.map((x) => asking("getParcel", { params: { id: x.id } })) : [] });
  return new Map(asked.flatMap((x) => (x.data ? [[x.data.id, x.data] as const] : [])));
}
const stageName = (brief: Brief, names: Readonly<Record<ParcelStage, string>>): string => names[brief.stage as ParcelStage] ?? brief.stage;

/** What holds a parcel besides what holds this very order, which its page says already. */
export const besidesOrder = (holds: readonly Hold[], orderId: string): readonly Hold[] =>
  holds.filter(({ code, evidence }) => code !== "order_held" || (evidence as Evidence["order_held"]).orders.some((order) => order.orderId !== orderId));
/** Why a parcel of this order waits, with what can be done about it. */
export function ParcelHolds({ orderId, brief, parcel }: Props & { readonly orderId: string }) {
  const { t } = useSpeech();
  if (openHolds(besidesOrder(brief.holds, orderId)).length === 0) return null;
  return (
    <section className="parcel-holds">
      <h2><Go to={parcelPath(brief.id)} className="mono">{brief.parcelNo}</Go> <span className="muted">{stageName(brief, t.parcelStages)}</span></h2>
      {parcel ? <Curable parcel={parcel} holds={besidesOrder(parcel.holds, orderId)} /> : <HoldList holds={besidesOrder(brief.holds, orderId)} />}
    </section>
  );
}
export function ParcelCard({ orderId, brief, parcel, buyer }: CardProps) {
  const { t } = useSpeech();
  const may = useMay();
  const p = t.orders.page;
  const held = openHolds(brief.holds)[0];
  const others = parcel?.orderNos.filter((o) => o.id !== orderId) ?? [];
  return (
    <li className="card">
      {!brief.hasLabel ? <span className="label-preview none muted"><small>{whyNoLabel({ stage: brief.stage as ParcelStage, buyer }, t)}</small></span> : may("view", "Label") && <LabelPreview parcelId={brief.id} />}
      <div className="card-body">
        <div className="row-lead"><Go to={parcelPath(brief.id)} className="mono strong">{brief.parcelNo}</Go> <Badge tone={held ? toneOf(held) : brief.stage === "cancelled" ? "wait" : "flow"}>{stageName(brief, t.parcelStages)}</Badge><span className="spring" />{parcel && brief.stage !== "cancelled" && <Verbs parcel={parcel} />}</div>
        <div className="muted">{[brief.warehouse, brief.method].filter(Boolean).join(" → ") || p.notBooked}</div>
        {brief.trackingNo && <div><CopyId>{brief.trackingNo}</CopyId> <span className="muted">{brief.trackingStatus && (p.trackingStates[brief.trackingStatus] ?? brief.trackingStatus)}</span></div>}
        <Goods goods={brief.goods} />
        {others.length > 0 && <div className="muted">{p.togetherWith} {others.map((o) => <Go key={o.id} to={orderPath(o.id)} className="mono">{o.orderNo} </Go>)}</div>}
      </div>
    </li>
  );
}
function Verbs({ parcel }: { readonly parcel: Parcel }): ReactNode {
  const { t } = useSpeech();
  const { verbs, dialogs } = useParcelPage(parcel);
  const items = verbs.map((verb) => ({ key: verb.id, disabled: verb.why !== null, danger: verb.danger ?? false, onClick: verb.run, label: <span className="menu-verb" title={verb.hint}>{verb.label}{verb.why && <small className="muted">{verb.why}</small>}</span> }));
  return <><Dropdown trigger={["click"]} menu={{ items }}><Button size="small" icon={<EllipsisOutlined />} aria-label={`${t.orders.page.actions} ${parcel.parcelNo}`} /></Dropdown>{dialogs}</>;
}
