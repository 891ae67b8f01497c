import { useSpeech } from "../../text/index.tsx";
import { OrderList } from "./list.tsx";

export default function OrdersPage() {
  const { t } = useSpeech();
  return <OrderList room={null} title={t.shell.nav.allOrders} hint="" empty={t.orders.emptyAll.orders} />;
}
