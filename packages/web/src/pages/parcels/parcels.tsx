import { useSpeech } from "../../text/index.tsx";
import { ParcelList } from "./list.tsx";
import type { ParcelColumn } from "./rows.tsx";

const columns: readonly ParcelColumn[] = ["parcel", "stage", "orders", "goods", "buyer", "country", "warehouse", "method", "tracking", "shipBy", "reason"];

export default function ParcelsPage() {
  const { t } = useSpeech();
  return <ParcelList room={null} title={t.shell.nav.allParcels} hint="" empty={t.orders.emptyAll.parcels} columns={columns} />;
}
