import { Button, Input, Popconfirm } from "antd";
import { useState, type ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import { useTell } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import type { Evidence } from "@argosy/core/evidence.ts";
import { useSpeech } from "../../text/index.tsx";
import { CopyId, When, Why } from "../../ui/bits.tsx";
import { openHolds } from "../../ui/holds.tsx";
import { Go } from "../../ui/go.tsx";
import { sayError } from "../../ui/toast.tsx";
import { AddressLines } from "../shared/address.tsx";
import { Block } from "../shared/pieces.tsx";
import { counts, paidMinor } from "./payment-sum.ts";

type Order = Answer<"getOrder">;

function SumRow({ name, minor, currency, strong = false, sign = false, tone = "" }: { readonly name: string; readonly minor: number; readonly currency: string; readonly strong?: boolean; readonly sign?: boolean; readonly tone?: string }) {
  const { f } = useSpeech();
  return <div className={`sum ${strong ? "strong" : ""} ${tone}`}><span>{name}</span><span className="num">{sign && minor > 0 ? "+" : ""}{f.amount(minor, currency)}</span><span className="currency">{currency}</span></div>;
}
/** Payments that may be for this order, and one that names others too: a person says which. */
function Candidates({ order }: { readonly order: Order }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const hold = openHolds(order.holds).find((h) => h.code === "payment_amount_differs");
  const { shared, paidMinor = 0, currency = "" } = (hold?.evidence ?? {}) as Partial<Evidence["payment_amount_differs"]>;
  const has = (paymentId: string): boolean => order.payments.some((p) => p.id === paymentId);
  return (
    <>
      {order.candidates.map((c) => {
        const apartMs = Date.parse(c.at) - Date.parse(order.placedAt);
        return (
          <li key={c.id}>
            <div className="evidence-head"><span className="ask-text num strong">{f.money(c.amount.minor, c.amount.currency)}</span><Claim order={order} named={{ paymentId: c.id }} /></div>
            <div className="muted"><When at={c.at} /> · {apartMs < 0 ? p.beforeOrder(f.span(-apartMs)) : p.afterOrder(f.span(apartMs))}</div>
            <div className="muted">{c.payer} <CopyId>{c.externalId}</CopyId></div>
            {c.others.length > 0 && <div className="muted">{p.fitsToo} {c.others.map((o) => <Go key={o.id} to={`/orders/${o.id}`}>{o.orderNo} </Go>)}</div>}
          </li>
        );
      })}
      {shared && (
        <li>
          <div className="evidence-head"><span className="ask-text num strong">{f.money(paidMinor, currency)} <CopyId>{shared.externalId}</CopyId></span>{!has(shared.paymentId) && <Claim order={order} named={{ paymentId: shared.paymentId }} />}</div>
          {shared.orders.map((o) => <div key={o.orderId} className="sum"><OrderName id={o.orderId} name={o.orderNo} own={o.orderId === order.id} /><span className="num">{f.amount(o.minor, o.currency)}</span><span className="currency">{o.currency}</span></div>)}
        </li>
      )}
    </>
  );
}
function OrderName({ id, name, own }: { readonly id: string; readonly name: string; readonly own: boolean }) {
  const { t } = useSpeech();
  return own ? <span className="strong">{t.orders.page.thisOrder}</span> : <Go to={`/orders/${id}`}>{name}</Go>;
}
function Claim({ order, named }: { readonly order: Order; readonly named: { readonly paymentId: string } | { readonly transactionId: string } }) {
  const { t } = useSpeech();
  const tell = useTell("matchPayment");
  const locked = usePaymentLock(t.orders.claimPayment);
  return <Why reason={locked}><Button size="small" disabled={locked !== null} loading={tell.isPending} onClick={() => tell.mutate({ params: { id: order.id }, body: named }, { onError: sayError })}>{t.orders.claimPayment}</Button></Why>;
}
const usePaymentLock = (verb: string): string | null => {
  const { t } = useSpeech();
  return useMay()("approve", "Payment") ? null : t.shell.meta.noAccess(verb);
};
/** A payment that names nobody, or another order: whoever knows its transaction id gives this order what is left of it. */
function ClaimById({ order }: { readonly order: Order }) {
  const { t } = useSpeech();
  const [transactionId, setTransactionId] = useState("");
  return (
    <li className="evidence-head">
      <Input size="small" value={transactionId} maxLength={100} aria-label={t.orders.page.transactionId} placeholder={t.orders.page.transactionId} onChange={(event) => setTransactionId(event.target.value.trim())} />
      {transactionId !== "" && <Claim order={order} named={{ transactionId }} />}
    </li>
  );
}
/** Who else has a part of a payment, and what nobody has; and the way to take this order's part away. */
function Parts({ order, payment }: { readonly order: Order; readonly payment: Order["payments"][number] }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const tell = useTell("unmatchPayment");
  const locked = usePaymentLock(t.orders.unclaimPayment);
  const { currency } = payment.amount;
  const shares = payment.others.length > 0 || payment.freeMinor > 0;
  const row = (key: string, name: ReactNode, minor: number) => <div key={key} className="sum"><span>{name}</span><span className="num">{f.amount(minor, currency)}</span><span className="currency">{currency}</span></div>;
  return (
    <>
      {shares && row("own", p.thisOrder, payment.matchedMinor)}
      {payment.others.map((o) => row(o.id, <OrderName id={o.id} name={o.orderNo} own={false} />, o.minor))}
      {payment.freeMinor > 0 && row("free", <span className="ask-text">{p.givenToNone}</span>, payment.freeMinor)}
      {isUndecided(order.stage) && (
        <Why reason={locked}><Popconfirm title={t.orders.unclaimPayment} description={p.unclaimHint} okText={t.orders.unclaimPayment} cancelText={t.shell.meta.cancel} disabled={locked !== null} onConfirm={() => tell.mutate({ params: { id: order.id, paymentId: payment.id } }, { onError: sayError })}><Button size="small" disabled={locked !== null} loading={tell.isPending}>{t.orders.unclaimPayment}</Button></Popconfirm></Why>
      )}
    </>
  );
}
/** While its address is in question, and when it was: else the order's own says it all. */
const isAskedAbout = (order: Order, paymentId: string): boolean =>
  [...order.holds, ...order.pastHolds].some((hold) => hold.code === "payment_address_differs" && (hold.evidence as Partial<Evidence["payment_address_differs"]>).paymentIds?.includes(paymentId));
const isUndecided = (stage: string): boolean => stage === "payment" || stage === "review" || stage === "merge";
/** What the order asks for and what was received, digit under digit, so that a cent's difference cannot hide. */
export function PaymentBlock({ order }: { readonly order: Order }) {
  const { t, f } = useSpeech();
  const p = t.orders.page;
  const { currency } = order.total;
  const itemsMinor = order.total.minor - order.shipping.minor - order.tax.minor + Math.abs(order.discount.minor) - order.other.minor;
  const paid = paidMinor(order.payments, currency);
  const byChannel = order.provenBy === "channel";
  const nothing = order.payments.length + order.candidates.length === 0 && !openHolds(order.holds).some((h) => h.code === "payment_amount_differs");
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
          {nothing && <li className="muted">{byChannel ? t.shell.meta.ofField(p.declared, t.vendor.declared[order.paymentDeclared] || order.paymentDeclared || t.shell.meta.unknown) : p.noPayment}</li>}
          {order.payments.map((payment) => {
            const [how = ""] = payment.matchedBy.split(":");
            return (
              <li key={payment.id}>
                <div className="evidence-head"><b>{p.paymentKinds[payment.kind] ?? payment.kind}</b><span className="num strong">{f.amount(payment.amount.minor, payment.amount.currency)} <span className="currency">{payment.amount.currency}</span></span></div>
                <div className={payment.matchedBy === "related" ? "muted" : payment.state === "completed" ? "flow-text" : "ask-text"}>{p.paymentStates[payment.state] ?? payment.state}{payment.kind !== "payment" && !counts(payment) && ` · ${t.orders.timeline.notCounted}`}<span className="muted"> · {t.orders.timeline.by[payment.source] ?? payment.source} · <When at={payment.at} /></span></div>
                <div className="muted"><CopyId>{payment.externalId}</CopyId></div>
                {payment.warnings.length > 0 && <div className="muted">{f.list(payment.warnings.map((warning) => p.paymentWarnings[warning] ?? warning))}</div>}
                {payment.shipTo && isAskedAbout(order, payment.id) && <div className="paid-from"><small className="muted">{p.paidFrom}</small><AddressLines address={payment.shipTo} /></div>}
                <div className="muted">{[payment.payer, payment.matchedBy && `${p.matchedBy} ${p.matched[how] ?? how}`, payment.fee && `${p.fee} ${f.money(payment.fee.minor, payment.fee.currency)}`].filter(Boolean).join(" · ")}</div>
                {payment.matchedBy !== "related" && <Parts order={order} payment={payment} />}
              </li>
            );
          })}
          {!byChannel && order.stage === "payment" && <ClaimById order={order} />}
        </ul>
      </div>
    </Block>
  );
}
