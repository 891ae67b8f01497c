import type { ReactNode } from "react";
import type { z } from "zod";
import type { goodsSchema } from "@argosy/core/api/route.ts";
import { useSpeech } from "../../text/index.tsx";
import { Money, Thumb } from "../../ui/bits.tsx";

export type GoodsLine = z.output<typeof goodsSchema>;
/** A block of a page: title, one quiet action, content. */
export const Block = ({ title, extra, children, id }: { readonly title: ReactNode; readonly extra?: ReactNode; readonly children: ReactNode; readonly id?: string }) => (
  <section className="block" id={id}><header><h2>{title}</h2>{extra}</header>{children}</section>
);
export const Pair = ({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) => <div className="pair"><dt>{name}</dt><dd>{children}</dd></div>;

/** Lines with pictures; a line nobody mapped yet says so. */
export function Lines({ goods, size = 48 }: { readonly goods: readonly GoodsLine[]; readonly size?: number }) {
  const { t, f } = useSpeech();
  return (
    <ul className="lines">
      {goods.map((line) => (
        <li key={line.lineId + line.sku}>
          <Thumb src={line.imageUrl} sku={line.sku || line.title} size={size} />
          <div className="line-what">
            <div><b className="mono">{line.sku || line.title}</b>{line.elsewhereQty > 0 && <span className="ask-text"> · {t.orders.page.elsewhere(f.count(line.elsewhereQty))}</span>}{!line.skuId && line.elsewhereQty < line.qty && <span className="stop-text"> · {t.orders.page.unmapped}</span>}</div>
            <div className="line-title" title={line.title}>{line.name || line.title}</div>
            {line.weightG > 0 && <div className="muted num">{f.weight(line.weightG)}</div>}
          </div>
          {line.elsewhereQty > 0
            ? <div className="line-qty num strong" title={t.orders.page.openOf}>{f.count(line.qty - line.elsewhereQty)} / {f.count(line.qty)}</div>
            : <div className={`line-qty num ${line.qty > 1 ? "strong" : ""}`}>× {f.count(line.qty)}</div>}
          <div className="line-total">{line.total && <Money value={line.total} />}</div>
        </li>
      ))}
    </ul>
  );
}
