import { FilePdfOutlined, LockOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { addressOf, callForFile } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { useSpeech } from "../../text/index.tsx";

/** The real label: the carrier's picture or PDF, never a drawing of it. It is for those who see buyers. */
export function LabelPreview(props: { readonly parcelId: string; readonly big?: boolean }) {
  const { t } = useSpeech();
  if (useMay()("view", "Buyer")) return <Preview {...props} />;
  return <span className="label-preview none" title={t.orders.page.labelMasked}><span className="label-icon"><LockOutlined /><small>{t.orders.page.label}</small></span></span>;
}
function Preview({ parcelId, big = false }: { readonly parcelId: string; readonly big?: boolean }) {
  const { t } = useSpeech();
  const sent = { params: { id: parcelId } };
  const file = useQuery({ queryKey: ["label-file", parcelId], queryFn: () => callForFile("parcelLabel", sent), staleTime: Number.POSITIVE_INFINITY, meta: { still: true }, retry: false });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file.data) return undefined;
    const made = URL.createObjectURL(file.data);
    setUrl(made);
    return () => void setTimeout(() => URL.revokeObjectURL(made), 5000); // the picture on screen may still be loading
  }, [file.data]);
  const isPicture = file.data?.type.startsWith("image/") ?? false;
  return (
    <a className={`label-preview ${big ? "big" : ""}`} href={addressOf("parcelLabel", sent)} target="_blank" rel="noopener" title={t.orders.page.openLabel}>
      {url && isPicture && <img src={url} alt={t.orders.page.label} />}
      {url && !isPicture && big && <iframe src={`${url}#toolbar=0&view=FitH`} title={t.orders.page.label} tabIndex={-1} />}
      {!(url && (isPicture || big)) && <span className="label-icon"><FilePdfOutlined /><small>{t.orders.page.label}</small></span>}
    </a>
  );
}
