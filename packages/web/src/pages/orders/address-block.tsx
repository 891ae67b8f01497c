import { Button, Input } from "antd";
import { useState, type ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import { Refusal } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { Why } from "../../ui/bits.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { openHolds, type Hold } from "../../ui/holds.tsx";
import { say, sayError } from "../../ui/toast.tsx";
import { AddressLines, type Address } from "../shared/address.tsx";
import { Block } from "../shared/pieces.tsx";
import { isClosedOrder } from "./rows.tsx";

const fields = ["name", "company", "line1", "line2", "city", "state", "postcode", "country", "phone"] as const satisfies readonly (keyof Address)[];
export const missingParts = (holds: readonly Hold[]): readonly string[] => {
  const found = openHolds(holds).find((hold) => hold.code === "address_incomplete")?.evidence["missing"];
  return Array.isArray(found) ? found.map(String) : [];
};

type Read = Pick<Answer<"getOrder">, "version" | "shipTo">;
/**
 * The version of the order whose address is corrected: the newest, as rooms move it on while somebody types. Where another address
 * has come meanwhile it is the one that was read, which the server refuses: nobody writes over what he has not seen.
 */
export const versionOf = (read: Read, now: Read): number => (JSON.stringify(read.shipTo) === JSON.stringify(now.shipTo) ? now.version : read.version);
function AddressForm({ order, done }: { readonly order: Answer<"getOrder">; readonly done: () => void }) {
  const { t } = useSpeech();
  const [read] = useState<Read>(order);
  const [address, setAddress] = useState<Address>(order.shipTo);
  const tell = useTell("editAddress");
  const missing = missingParts(order.holds);
  const wrong = tell.error instanceof Refusal ? tell.error.field : undefined;
  const keep = (): void => tell.mutate({ params: { id: order.id }, body: { version: versionOf(read, order), shipTo: address } }, { onSuccess: () => { say(t.orders.page.addressKept); done(); }, onError: sayError });
  useKeys([{ keys: "Escape", label: t.shell.meta.cancel, over: true, run: done }]);
  return (
    <form className="address-form" onSubmit={(event) => { event.preventDefault(); keep(); }} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); done(); } }}>
      {fields.map((name) => (
        <label key={name} className={`field field-${name}`}>
          <span>{t.orders.page.fields[name]}{missing.includes(name) && <b className="stop-text"> · {t.shell.meta.missing}</b>}</span>
          <Input autoFocus={name === (missing[0] ?? "name")} value={address[name]} status={missing.includes(name) && !address[name] ? "warning" : wrong?.endsWith(name) ? "error" : ""} onChange={(e) => setAddress({ ...address, [name]: name === "country" ? e.target.value.toUpperCase() : e.target.value })} />
        </label>
      ))}
      <div className="form-actions"><Button htmlType="submit" type="primary" loading={tell.isPending}>{t.shell.meta.save}</Button><Button onClick={done}>{t.shell.meta.cancel}</Button></div>
    </form>
  );
}
/** The address as its country writes it; editable until a parcel of it is booked. */
export function AddressBlock({ order, editing: wanted, edit, note }: { readonly order: Answer<"getOrder">; readonly editing: boolean; readonly edit: (on: boolean) => void; readonly note?: ReactNode }) {
  const { t } = useSpeech();
  const may = useMay();
  const booked = order.parcels.some((p) => p.trackingNo !== null && p.stage !== "cancelled");
  const left = order.parcels.some((p) => p.shippedAt !== null && p.stage !== "cancelled");
  const fixed = left ? t.orders.page.addressLeft : isClosedOrder(order) ? t.errors.wrong_stage : booked ? t.errors.parcel_booked : null;
  const reason = may("edit", "Order") ? fixed : t.shell.meta.noAccess(t.orders.editAddress);
  const editing = wanted && reason === null; // the key is heard where the button is off, too
  return (
    <Block title={t.orders.page.address} extra={!editing && <Why reason={reason}><Button size="small" disabled={reason !== null} onClick={() => edit(true)}>{t.shell.meta.edit}<Key>e</Key></Button></Why>}>
      {editing ? <AddressForm order={order} done={() => edit(false)} /> : <AddressLines address={order.shipTo} missing={missingParts(order.holds)} />}
      {!editing && order.buyerEmail && <div className="muted">{order.buyerEmail}</div>}
      {!editing && reason !== null && reason === fixed && <p className="muted"><small>{fixed}</small></p>}
      {note}
    </Block>
  );
}
