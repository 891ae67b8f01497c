import { Link } from "@tanstack/react-router";
import type { Answer } from "../../api/client.ts";
import { useAskWhen } from "../../api/queries.ts";
import { useFindsBuyers } from "../../api/session.ts";
import { orderPath, pagePaths } from "../../paths.ts";
import { useSpeech } from "../../text/index.tsx";
import { Ago, Goods, Money } from "../../ui/bits.tsx";
import { stageText } from "./rows.tsx";

const shownOrders = 8;
/** What else this buyer has ordered in this shop, for who may find orders by their buyers. */
export function BuyerOrders({ order }: { readonly order: Answer<"getOrder"> }) {
  const { t } = useSpeech();
  const r = t.orders.review;
  const finds = useFindsBuyers() && !order.masked && order.buyerUserName !== "";
  const found = useAskWhen(finds, "listOrders", { query: { q: order.buyerUserName, accountId: order.account.id, limit: shownOrders + 1 } }).data;
  if (!found) return null;
  const others = found.rows.filter((row) => row.id !== order.id);
  return (
    <section className="block">
      <header><h2>{r.otherOrders}</h2>{others.length > shownOrders - 1 && <Link to={pagePaths.orders} search={{ q: order.buyerUserName } as never}>{r.allOrders}</Link>}</header>
      {others.length === 0 ? <p className="muted">{r.noOtherOrders}</p> : (
        <table className="mini"><tbody>
          {others.slice(0, shownOrders).map((row) => <tr key={row.id}><td><Link to={orderPath(row.id)} className="mono">{row.orderNo}</Link></td><td><Goods goods={row.goods} /></td><td>{stageText(row, t)}</td><td><Ago at={row.placedAt} /></td><td className="right"><Money value={row.total} /></td></tr>)}
        </tbody></table>
      )}
    </section>
  );
}
