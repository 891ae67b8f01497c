import { useSpeech } from "../../text/index.tsx";
import { ParcelList } from "./list.tsx";
import type { ParcelColumn } from "./rows.tsx";

const columns: readonly ParcelColumn[] = ["parcel", "orders", "goods", "buyer", "country", "weight", "warehouse", "method", "shipBy", "reason"];

export default function BookingPage() {
  const { t } = useSpeech();
  return <ParcelList room="booking" title={t.rooms.booking.name} hint={t.rooms.booking.does} empty={t.rooms.booking.empty} columns={columns} />;
}
