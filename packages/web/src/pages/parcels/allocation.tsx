import { useSpeech } from "../../text/index.tsx";
import { ParcelList } from "./list.tsx";
import type { ParcelColumn } from "./rows.tsx";

const columns: readonly ParcelColumn[] = ["parcel", "orders", "goods", "buyer", "country", "warehouse", "method", "shipBy", "shortage"];

export default function AllocationPage() {
  const { t } = useSpeech();
  return <ParcelList room="allocation" title={t.rooms.allocation.name} hint={t.rooms.allocation.does} empty={t.rooms.allocation.empty} columns={columns} />;
}
