import { useSpeech } from "../../text/index.tsx";
import { OrderList } from "./list.tsx";

export default function PaymentPage() {
  const { t } = useSpeech();
  return <OrderList room="payment" title={t.rooms.payment.name} hint={t.rooms.payment.does} empty={t.rooms.payment.empty} />;
}
