import { useSpeech } from "../../text/index.tsx";
import { ParcelList } from "./list.tsx";
import type { ParcelColumn } from "./rows.tsx";

const columns: readonly ParcelColumn[] = ["parcel", "orders", "goods", "buyer", "country", "weight", "warehouse", "method", "shipBy", "reason"];

export default function RoutingPage() {
  const { t } = useSpeech();
  return <ParcelList room="routing" title={t.rooms.routing.name} hint={t.rooms.routing.does} empty={t.rooms.routing.empty} columns={columns} />;
}
