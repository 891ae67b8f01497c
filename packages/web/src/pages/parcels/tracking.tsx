import type { ParcelStage } from "@argosy/core/journey.ts";
import { useSpeech } from "../../text/index.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { ParcelList, useParcelQuery } from "./list.tsx";
import type { ParcelColumn } from "./rows.tsx";

const columns: readonly ParcelColumn[] = ["parcel", "orders", "goods", "buyer", "country", "method", "tracking", "status", "shipped", "reason"];
const ends = ["delivered", "returned", "lost", "expired"] as const satisfies readonly ParcelStage[];

/** Parcels under way, held ones, and those that reached one of their ends. */
export default function TrackingPage() {
  const { t } = useSpeech();
  const [search] = useUrlState();
  const query = useParcelQuery("tracking");
  const view = search["view"];
  const end = ends.find((stage) => stage === view);
  const views = [{ value: "all", label: t.parcelStages.tracking }, { value: "held", label: t.shell.list.held }, { value: "free", label: t.shell.list.free }, ...ends.map((stage) => ({ value: stage, label: t.parcelStages[stage] }))];
  return (
    <ParcelList room="tracking" title={t.rooms.tracking.name} hint={t.rooms.tracking.does} empty={t.rooms.tracking.empty} columns={columns} views={views}
      query={end ? { ...query, stage: end, view: "all" } : query} />
  );
}
