import { Modal } from "antd";
import { useState } from "react";
import { useAsk } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { OptionList } from "../../ui/list/filter-bar.tsx";
import { runOne } from "../orders/act.ts";
import type { Parcel } from "./pieces.tsx";
import { actOnParcels } from "./verbs.ts";

/** Sets warehouse and method by hand. A person's choice sticks; rules never overwrite it. */
export function SetRoute({ parcel, close }: { readonly parcel: Parcel; readonly close: () => void }) {
  const { t } = useSpeech();
  const warehouses = useAsk("listWarehouses").data?.rows ?? [];
  const methods = useAsk("listMethods").data?.rows.filter((m) => m.active) ?? [];
  const [warehouseId, setWarehouse] = useState(parcel.warehouse?.id);
  const [methodId, setMethod] = useState(parcel.method?.id);
  const label = t.orders.acts["set_route"] ?? "";
  const run = (): void => {
    close();
    void runOne(label, parcel.parcelNo, () => actOnParcels("set_route", { ids: [parcel.id], rows: [] }, {}, { reason: "" }, { ...(warehouseId ? { warehouseId } : {}), ...(methodId ? { methodId } : {}) }));
  };
  return (
    <Modal open title={label} onCancel={close} onOk={run} okText={label} cancelText={t.shell.meta.cancel} okButtonProps={{ disabled: !warehouseId && !methodId }} width={560}>
      <div className="two-columns">
        <div className="field"><span>{t.orders.columns.warehouse}</span><OptionList options={warehouses.map((w) => ({ value: w.id, label: w.name }))} chosen={warehouseId} choose={setWarehouse} /></div>
        <div className="field"><span>{t.orders.columns.method}</span><OptionList options={methods.map((m) => ({ value: m.id, label: m.name }))} chosen={methodId} choose={setMethod} /></div>
      </div>
    </Modal>
  );
}
