import type { Tx } from "../db/tx.ts";

// Who has how much of which payment: the room gives parts, and so do people.

/** An order that names a payment, and the part it has of it. */
export type Sharer = {
  readonly paymentId: string; readonly externalId: string; readonly orderId: string; readonly orderNo: string; readonly shopAccountId: string; readonly stage: string;
  readonly totalMinor: number; readonly currency: string; readonly partMinor: number | null;
};
export type Part = { readonly paymentId: string; readonly orderId: string; readonly minor: number; readonly currency: string };
/** The orders that name these payments by their id, or have a part of them. Where a person took it from one, it is none of them. */
export const listSharers = (tx: Tx, paymentIds: readonly string[]): Promise<Sharer[]> =>
  tx.many<Sharer>`
    select s.payment_id, s.external_id, o.id as order_id, o.order_no, o.shop_account_id, o.stage, o.total_minor, o.currency, m.amount_minor as part_minor
      from (select p.id as payment_id, p.external_id, o.id as order_id from payment p join orders o on o.org_id = p.org_id and o.payment_ref = p.external_id and o.stage <> 'cancelled'
             where p.org_id = ${tx.orgId} and p.id = any(${paymentIds}::uuid[]) and p.kind = 'payment'
            union
            select p.id, p.external_id, m.order_id from payment p join payment_match m on m.org_id = p.org_id and m.payment_id = p.id
             where p.org_id = ${tx.orgId} and p.id = any(${paymentIds}::uuid[])) s
      join orders o on o.org_id = ${tx.orgId} and o.id = s.order_id
      left join payment_match m on m.org_id = ${tx.orgId} and m.payment_id = s.payment_id and m.order_id = s.order_id
     where m.amount_minor is null or m.amount_minor <> 0
     order by s.payment_id, o.order_no, o.id`;

/**
 * Gives these parts of payments to orders.
 * Rule    A payment is never given above its amount: its row refuses it (`payment_never_above_amount`), and two who give
 *         parts of one payment wait for each other there. In the order of the payments' ids.
 */
export async function giveParts(tx: Tx, parts: readonly (Part & { readonly matchedBy: string })[]): Promise<void> {
  if (parts.length === 0) return;
  await changeGiven(tx, parts);
  await tx.insert("payment_match", parts.map(({ minor, ...part }) => ({ ...part, amountMinor: minor, at: tx.now })));
}
/** The same for parts that are there and grow: the order's total or the payment's amount has changed since. */
export async function growParts(tx: Tx, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  await changeGiven(tx, parts);
  await tx.write`
    update payment_match m set amount_minor = m.amount_minor + x.minor
      from unnest(${parts.map((p) => p.paymentId)}::uuid[], ${parts.map((p) => p.orderId)}::uuid[], ${parts.map((p) => p.minor)}::bigint[]) as x(payment_id, order_id, minor)
     where m.org_id = ${tx.orgId} and m.payment_id = x.payment_id and m.order_id = x.order_id`;
}
function changeGiven(tx: Tx, parts: readonly Part[]): Promise<number> {
  const sums = [...Map.groupBy(parts, (p) => p.paymentId)].map(([id, own]) => ({ id, minor: own.reduce((sum, p) => sum + p.minor, 0) })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return tx.run`
    update payment p set matched_minor = p.matched_minor + x.minor
      from unnest(${sums.map((s) => s.id)}::uuid[], ${sums.map((s) => s.minor)}::bigint[]) as x(id, minor)
     where p.org_id = ${tx.orgId} and p.id = x.id`;
}
/** A payment that turned out smaller: what it no longer holds is taken from those who got their part last. */
export const clipParts = (tx: Tx, paymentIds: readonly string[]): Promise<void> =>
  tx.write`
    update payment_match m set amount_minor = greatest(0, least(m.amount_minor, x.amount_minor - x.before_minor))
      from (select k.payment_id, k.order_id, p.matched_minor as amount_minor,
                   sum(k.amount_minor) over (partition by k.payment_id order by k.at, k.order_id) - k.amount_minor as before_minor
              from payment_match k join payment p on p.org_id = k.org_id and p.id = k.payment_id
             where k.org_id = ${tx.orgId} and k.payment_id = any(${paymentIds}::uuid[])) x
     where m.org_id = ${tx.orgId} and m.payment_id = x.payment_id and m.order_id = x.order_id and m.amount_minor > greatest(0, x.amount_minor - x.before_minor)`;

export type PaymentNamed = { readonly paymentId: string } | { readonly transactionId: string };
type ForOrder = { readonly id: string; readonly currency: string; readonly freeMinor: number; readonly partMinor: number; readonly orderCurrency: string; readonly totalMinor: number; readonly owedMinor: number };
/** A payment and what this order has and owes of it, the payment locked: whoever gives or takes a part of it meanwhile waits. */
export async function lockPayment(tx: Tx, orderId: string, named: PaymentNamed): Promise<ForOrder | null> {
  const locked = await tx.many<{ id: string }>`
    select p.id from payment p join orders o on o.org_id = p.org_id and o.id = ${orderId} join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where p.org_id = ${tx.orgId} and p.kind = 'payment' and p.state <> 'denied'
       and (p.id = ${"paymentId" in named ? named.paymentId : null}::uuid or p.external_id = ${"transactionId" in named ? named.transactionId : null})
     order by (a.payment_account_id = p.payment_account_id) desc nulls last, p.id limit 1 for no key update of p`;
  return locked[0] === undefined ? null : tx.maybe<ForOrder>`
    select p.id, p.currency, p.amount_minor - p.matched_minor as free_minor, o.currency as order_currency, o.total_minor,
           coalesce((select m.amount_minor from payment_match m where m.org_id = o.org_id and m.order_id = o.id and m.payment_id = p.id), 0) as part_minor,
           (o.total_minor - coalesce((select sum(m.amount_minor) from payment_match m where m.org_id = o.org_id and m.order_id = o.id and m.currency = o.currency), 0))::bigint as owed_minor
      from payment p join orders o on o.org_id = p.org_id and o.id = ${orderId}
     where p.org_id = ${tx.orgId} and p.id = ${locked[0].id}`;
}
export const dropMatch = (tx: Tx, orderId: string, paymentId: string): Promise<void> =>
  tx.write`delete from payment_match where org_id = ${tx.orgId} and order_id = ${orderId} and payment_id = ${paymentId} and amount_minor = 0`;
/** Exactly the order's part goes back to the payment; that a person took it stays. */
export async function takePart(tx: Tx, orderId: string, paymentId: string, by: string): Promise<void> {
  await tx.write`
    update payment p set matched_minor = p.matched_minor - m.amount_minor
      from payment_match m where m.org_id = p.org_id and m.payment_id = p.id and p.org_id = ${tx.orgId} and p.id = ${paymentId} and m.order_id = ${orderId}`;
  await tx.write`update payment_match set amount_minor = 0, matched_by = ${by}, at = ${tx.now} where org_id = ${tx.orgId} and order_id = ${orderId} and payment_id = ${paymentId}`;
}

/** Orders that wait look again: what is left of a payment they share has changed. One that somebody works on is looked at anyway. */
export const wakeSharers = (tx: Tx, orderIds: readonly string[]): Promise<number> =>
  orderIds.length === 0
    ? Promise.resolve(0)
    : tx.run`
    update orders set next_try_at = ${tx.now}
     where org_id = ${tx.orgId} and id in (select id from orders where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]) and stage = 'payment' order by id for no key update skip locked)`;
