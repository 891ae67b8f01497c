import { Segmented } from "antd";
import { useState } from "react";
import { useAsk } from "../../api/queries.ts";
import { useSpeech } from "../../text/index.tsx";
import { Failed, Skeleton } from "../../ui/page-states.tsx";
import { RawViewer } from "../shared/raw-viewer.tsx";

/** Every payload the channel sent for this order, verbatim, newest first. */
export function RawPanel({ orderId }: { readonly orderId: string }) {
  const { t, f } = useSpeech();
  const { data, error, refetch } = useAsk("getOrderRaw", { params: { id: orderId } });
  const [chosen, setChosen] = useState<string | null>(null);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const rows = data.rows.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  const shown = rows.find((row) => row.id === chosen) ?? rows[0];
  if (!shown) return <p className="muted">{t.orders.raw.none}</p>;
  return (
    <>
      {rows.length > 1 && <Segmented size="small" value={shown.id} onChange={setChosen} options={rows.slice(0, 8).map((row) => ({ value: row.id, label: f.at(row.receivedAt) }))} />}
      <p className="muted">{t.orders.page.payloadOf(f.at(shown.receivedAt))} · {t.orders.inbox.states[shown.state] ?? shown.state}</p>
      <RawViewer raw={shown.raw} />
    </>
  );
}
