import { EyeInvisibleOutlined, EyeOutlined, LockOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";
import { sayError } from "../../ui/toast.tsx";

type Order = Answer<"getOrder">;
/** A buyer's name where it stands alone; the lock says why it is short, the eye takes the mask off. */
export function BuyerName({ of, show = null }: { readonly of: { readonly buyer: string; readonly masked: boolean }; readonly show?: (() => void) | null }) {
  const { t } = useSpeech();
  const m = t.orders.masked;
  if (!of.buyer) return <span className="muted">{m.erased}</span>;
  if (!of.masked) return of.buyer;
  return <span className="row-lead">{of.buyer}{show ? <button type="button" className="link-button" title={m.onRecord} aria-label={m.show} onClick={show}><EyeOutlined /></button> : <LockOutlined className="faint" title={m.why} />}</span>;
}
/** Under an address of which little is left: that it is masked. */
export const MaskNote = () => <div className="mask-note"><LockOutlined /><span>{useSpeech().t.orders.masked.why}</span></div>;

type Unmasked = { readonly order: Order; readonly show: (() => void) | null; readonly note: ReactNode };
/**
 * An order as it was sent, or as it was shown to whoever took the mask off; the way to do so, for whom there is one; and
 * what to say under the address. What was shown is kept by the page alone: it goes with the page, and when the order changes.
 */
export function useUnmasked(order: Order): Unmasked {
  const { t } = useSpeech();
  const m = t.orders.masked;
  const may = useMay()("unmask", "Buyer");
  const tell = useTell("unmask");
  const [shown, setShown] = useState<Order | null>(null);
  if (!order.masked) return { order, show: null, note: null };
  if (shown?.id === order.id && shown.version === order.version)
    return { order: shown, show: null, note: <div className="mask-note"><EyeOutlined /><span>{m.shown}</span><Button size="small" icon={<EyeInvisibleOutlined />} onClick={() => setShown(null)}>{m.hide}</Button></div> };
  if (!may) return { order, show: null, note: <MaskNote /> };
  const show = (): void => tell.mutate({ params: { id: order.id } }, { onSuccess: setShown, onError: sayError });
  return { order, show, note: <div className="mask-note"><LockOutlined /><span>{m.onRecord}</span><Button size="small" icon={<EyeOutlined />} loading={tell.isPending} onClick={show}>{m.show}</Button></div> };
}
