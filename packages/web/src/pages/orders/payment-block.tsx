import { Button } from "antd";
import type { Answer } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import type { Evidence } from "@argosy/core/evidence.ts";
import { useSpeech } from "../../text/index.tsx";
import { CopyId, When, Why } from "../../ui/bits.tsx";
import { openHolds } from "../../ui/holds.tsx";
import { sayError } from "../../ui/toast.tsx";
import { Block } from "../shared/pieces.tsx";
import { counts, paidMinor } from "./payment-sum.ts";

type Order = Answer<"getOrder">;

function SumRow({ name, minor, currency, strong = false, sign = false, tone = "" }: { readonly name: string; readonly minor: number; readonly currency: string; readonly strong?: boolean; readonly sign?: boolean; readonly tone?: string }) {
  const { f } = useSpeech();
  return <div className={`sum ${strong ? "strong" : ""} ${tone}`}><span>{name}</span><span className="num">{sign && minor > 0 ? "+" : ""}{f.amount(minor, currency)}</span><span className="currency">{currency}</span></div>;
}
/** Payments that may be for this order: a person says which. */
function Candidates({ order }: { readonly order: Order }) {
  const { t, f } = useSpeech();
  const may = useMay();
  const tell = useTell("matchPayment");
  const hold = openHolds(order.holds).find((h) => h.code === "payment_ambiguous");
  const locked = may("approve", "Payment") ? null : t.shell.meta.noAccess(t.orders.claimPayment);
  return ((hold?.evidence as Partial<Evidence["payment_ambiguous"]> | undefined)?.candidates ?? []).map((c) => (
    <li key={c.paymentId}>
      <div className="evidence-head"><span className="ask-text num strong">{f.money(c.minor, c.currency)} <When at={c.at} /></span><Why reason={locked}><Button size="small" disabled={locked !== null} loading={tell.isPending} onClick={() => tell.mutate({ params: { id: order.id }, body: { paymentId: c.paymentId } }, { onError: sayError })}>{t.orders.claimPayment}</Button></Why></div>
    </li>
  ));
}
/** What the order asks for and what was received, digit under digit, so that a cent's difference cannot hide. */
export function PaymentBlock({ order }: { readonly order: Order }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const { currency } = order.total;
  const itemsMinor = order.total.minor - order.shipping.minor - order.tax.minor + Math.abs(order.discount.minor) - order.other.minor;
  const paid = paidMinor(order.payments, currency);
  const byChannel = order.provenBy === "channel";
  const difference = paid - order.total.minor;
  const agrees = Math.abs(difference) <= order.toleranceMinor;
  const parts = ([[p.items, itemsMinor], [p.shipping, order.shipping.minor], [p.tax, order.tax.minor], [p.discount, -Math.abs(order.discount.minor)], [p.other, order.other.minor]] as const).filter(([name, minor]) => minor !== 0 || name === p.items);
  return (
    <Block title={p.payment} extra={<span className="muted">{p.provenBy[order.provenBy]}</span>}>
      <div className="payment">
        <div className="sums">
          {parts.map(([name, minor]) => <SumRow key={name} name={name} minor={minor} currency={currency} />)}
          <div className="sum-rule" />
          <SumRow name={p.total} minor={order.total.minor} currency={currency} strong />
          {!byChannel && <SumRow name={p.paid} minor={paid} currency={currency} strong />}
          {!byChannel && <><div className="sum-rule" /><SumRow name={agrees && order.payments.length > 0 ? p.equal : p.difference} minor={difference} currency={currency} sign tone={agrees ? "flow-text" : "ask-text strong"} /></>}
          {!byChannel && order.toleranceMinor > 0 && <small className="muted">{p.tolerance(f.money(order.toleranceMinor, currency))}</small>}
        </div>
        <ul className="evidence">
          <Candidates order={order} />
          {order.payments.length === 0 && <li className="muted">{byChannel ? t.shell.meta.ofField(p.declared, t.vendor.declared[order.paymentDeclared] || order.paymentDeclared || t.shell.meta.unknown) : p.noPayment}</li>}
          {order.payments.map((payment) => {
            const [how = ""] = payment.matchedBy.split(":");
            return (
              <li key={payment.id}>
                <div className="evidence-head"><b>{p.paymentKinds[payment.kind] ?? payment.kind}</b><span className="num strong">{f.amount(payment.amount.minor, payment.amount.currency)} <span className="currency">{payment.amount.currency}</span></span></div>
                <div className={payment.matchedBy === "related" ? "muted" : payment.state === "completed" ? "flow-text" : "ask-text"}>{p.paymentStates[payment.state] ?? payment.state}{payment.kind !== "payment" && !counts(payment) && ` · ${t.orders.timeline.notCounted}`}<span className="muted"> · {t.orders.timeline.by[payment.source] ?? payment.source} · <When at={payment.at} /></span></div>
                <div className="muted"><CopyId>{payment.externalId}</CopyId></div>
                <div className="muted">{[payment.payer, payment.matchedBy && `${p.matchedBy} ${p.matched[how] ?? how}`, payment.fee && `${p.fee} ${f.money(payment.fee.minor, payment.fee.currency)}`].filter(Boolean).join(" · ")}</div>
              </li>
            );
          })}
        </ul>
      </div>
    </Block>
  );
}
