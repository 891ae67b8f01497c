import { normalAddress } from "@argosy/core/address.ts";
import type { PaymentRecord } from "@argosy/core/connector.ts";
import type { Instant } from "@argosy/core/time.ts";
import { given, sql } from "../../db/sql.ts";
import type { Tx } from "../../db/tx.ts";
import { sealPayer } from "../payer.ts";
import type { Candidate, Evidence, OrderDue, PayerAsked } from "./decide.ts";

export type OrderToPay = OrderDue & PayerAsked & { readonly shopAccountId: string; readonly holdCodes: readonly string[] };

export const claimOrders = (tx: Tx, limit: number, only: string | null): Promise<OrderToPay[]> =>
  tx.many<OrderToPay>`
    select o.id, o.shop_account_id, o.total_minor, o.currency, a.tolerance_minor, a.proven_by, o.payment_declared as declared, o.placed_at, o.hold_codes,
           o.address_hash, o.address_hash <> o.channel_address_hash as corrected, a.asks_payer_address, a.asks_unprotected
      from orders o join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where o.org_id = ${tx.orgId} and o.stage = 'payment' and o.next_try_at <= ${tx.now} and not o.held
       ${given(only, (id) => sql`and o.id = ${id}`)}
     order by o.due_at, o.id limit ${limit}
       for no key update of o skip locked`;

// In the questions below `lateral … offset 0` makes PostgreSQL look each order or payment up by its key. Left to
// statistics, which say nothing on a company's first day, it read all of them for each: a minute for 5,000 orders.

/**
 * Payments that name these orders and are not given to them yet: by the transaction id the channel told (`reference`), by the
 * order number in the invoice or custom field (`invoice`). Only accounts that read into this shop count.
 * `sharers` are the shop's orders that name the payment by its id; one that has nothing left is answered only where they are several.
 */
export const findNamedPayments = (tx: Tx, orderIds: readonly string[]): Promise<Candidate[]> =>
  tx.many<Candidate>`
    with o as materialized (select id, payment_ref, external_id, shop_account_id from orders where org_id = ${tx.orgId} and id = any(${orderIds}::uuid[]))
    select distinct on (c.order_id, c.id) c.order_id, c.id as payment_id, c.amount_minor, c.amount_minor - c.matched_minor as free_minor, c.currency, c.matched_by, s.sharers
      from (select o.id as order_id, o.shop_account_id, 'reference' as matched_by, 1 as rank, p.*
              from o, lateral (select * from payment where org_id = ${tx.orgId} and external_id = o.payment_ref offset 0) p where p.kind = 'payment'
            union all
            select o.id, o.shop_account_id, 'invoice', 2, p.*
              from o, lateral (select * from payment where org_id = ${tx.orgId} and invoice_id = o.external_id and invoice_id <> '' offset 0) p where p.kind = 'payment') c
      join account a on a.org_id = ${tx.orgId} and a.id = c.shop_account_id
     cross join lateral (select count(*)::int as sharers from orders
                          where org_id = ${tx.orgId} and payment_ref = c.external_id and shop_account_id = c.shop_account_id and stage <> 'cancelled' offset 0) s
     where (a.payment_account_id is null or a.payment_account_id = c.payment_account_id)
       and (c.amount_minor <> c.matched_minor or s.sharers > 1)
       and not exists (select 1 from payment_match m where m.org_id = ${tx.orgId} and m.order_id = c.order_id and m.payment_id = c.id)
     order by c.order_id, c.id, c.rank`;

export type Guess = { readonly orderId: string; readonly paymentId: string; readonly minor: number; readonly currency: string; readonly at: string; readonly payments: number; readonly orders: number };
/** Payments without any name on them: same payer, amount and currency within 72 hours, with how many could be meant. */
export const guessPayments = (tx: Tx, orderIds: readonly string[]): Promise<Guess[]> =>
  tx.many<Guess>`
    select o.id as order_id, p.id as payment_id, p.amount_minor as minor, p.currency, p.at,
           (count(*) over (partition by o.id))::int as payments,
           (select count(*)::int from orders x where x.org_id = o.org_id and x.stage = 'payment' and x.payer_key = o.payer_key
               and x.total_minor = o.total_minor and x.currency = o.currency) as orders
      from orders o
      join account a on a.org_id = o.org_id and a.id = o.shop_account_id
      join payment p on p.org_id = o.org_id and p.kind = 'payment' and p.payer_key = o.payer_key and p.currency = o.currency
       and p.amount_minor = o.total_minor and p.at between o.placed_at - interval '72 hours' and o.placed_at + interval '72 hours'
       and (a.payment_account_id is null or a.payment_account_id = p.payment_account_id) and p.invoice_id = ''
     where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[]) and o.payer_key <> '' and a.proven_by = 'own_records'
       and p.matched_minor = 0
       and not exists (select 1 from payment_match m where m.org_id = o.org_id and m.order_id = o.id and (m.amount_minor <> 0 or m.payment_id = p.id))
     order by o.id, p.at, p.id`;

/** Payments that name these orders and arrived in another payment account than their shop's. */
export type Elsewhere = { readonly orderId: string; readonly account: string; readonly minor: number; readonly currency: string };
export const findElsewhere = (tx: Tx, orderIds: readonly string[]): Promise<Elsewhere[]> =>
  tx.many<Elsewhere>`
    select distinct on (c.order_id) c.order_id, x.name as account, c.minor, c.currency
      from (select o.id as order_id, o.shop_account_id, p.payment_account_id, p.amount_minor as minor, p.currency, p.id, p.matched_minor
              from orders o join payment p on p.org_id = o.org_id and p.external_id = o.payment_ref and p.kind = 'payment' and p.state = 'completed'
             where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[])
            union all
            select o.id, o.shop_account_id, p.payment_account_id, p.amount_minor, p.currency, p.id, p.matched_minor
              from orders o join payment p on p.org_id = o.org_id and p.invoice_id = o.external_id and p.invoice_id <> '' and p.kind = 'payment' and p.state = 'completed'
             where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[])) c
      join account a on a.org_id = ${tx.orgId} and a.id = c.shop_account_id and a.payment_account_id <> c.payment_account_id
      join account x on x.org_id = ${tx.orgId} and x.id = c.payment_account_id
     where c.matched_minor = 0
     order by c.order_id, c.id`;

/**
 * What is matched to these orders, with refunds and reversals that name one of those payments.
 * Rule    What nobody has of a payment counts for each who has a part of it: money that is too much stops them.
 */
export const listEvidence = (tx: Tx, orderIds: readonly string[]): Promise<Evidence[]> =>
  tx.many<Evidence>`
    select p.id as payment_id, m.order_id, p.kind, p.state, m.amount_minor + p.amount_minor - p.matched_minor as amount_minor,
           p.amount_minor as whole_minor, p.amount_minor - p.matched_minor as free_minor, p.currency, p.vendor_code,
           p.ship_to_hash, p.warnings
      from payment_match m, lateral (select * from payment where org_id = ${tx.orgId} and id = m.payment_id offset 0) p
     where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0
    union all
    select r.id, m.order_id, r.kind, r.state, r.amount_minor, r.amount_minor, 0, r.currency, r.vendor_code, null, null
      from payment_match m, lateral (select * from payment where org_id = ${tx.orgId} and id = m.payment_id offset 0) p,
           lateral (select * from payment where org_id = ${tx.orgId} and related_id = p.external_id and payment_account_id = p.payment_account_id
                       and kind in ('refund', 'reversal') and state <> 'denied' offset 0) r
     where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0`;

export type BothAddresses = { readonly orderId: string; readonly paymentId: string; readonly accountId: string; readonly externalId: string; readonly payer: Buffer; readonly pii: Buffer };
/** The addresses of these orders and of the payments they have a part of, sealed; who was erased is left out. */
export const listBothAddresses = (tx: Tx, orderIds: readonly string[]): Promise<BothAddresses[]> =>
  tx.many<BothAddresses>`
    select m.order_id, p.id as payment_id, p.payment_account_id as account_id, p.external_id, p.payer, b.ciphertext as pii
      from payment_match m, lateral (select * from payment where org_id = ${tx.orgId} and id = m.payment_id offset 0) p,
           lateral (select ciphertext from buyer_pii where org_id = ${tx.orgId} and order_id = m.order_id offset 0) b
     where m.org_id = ${tx.orgId} and m.order_id = any(${orderIds}::uuid[]) and m.amount_minor <> 0
       and p.ship_to_hash is not null and p.payer is not null and b.ciphertext is not null`;

export type PaymentRow = ReturnType<typeof paymentRow>;
export function paymentRow(tx: Tx, accountId: string, p: PaymentRecord) {
  return {
    id: tx.newId(), paymentAccountId: accountId, externalId: p.externalId, version: p.version, kind: p.kind, state: p.state, vendorCode: p.vendorCode,
    amountMinor: p.gross.minor, currency: p.gross.currency, feeMinor: p.fee?.minor ?? null,
    payerKey: p.payerEmail === "" ? "" : tx.keyedHash(p.payerEmail.toLowerCase()),
    payer: sealPayer(tx, accountId, p.externalId, { name: p.payerName, email: p.payerEmail, note: p.note, shipTo: p.shipTo }),
    invoiceId: p.invoiceId === "" ? p.customField : p.invoiceId, relatedId: p.relatedId, hasNote: p.note.trim() !== "", at: p.at,
    shipToHash: p.shipTo && tx.keyedHash(normalAddress(p.shipTo)), warnings: p.warnings.length > 0 ? p.warnings : null,
  };
}

/** One row per provider transaction; a newer version replaces the older. Answers the ids that are new or changed. */
export const upsertPayments = async (tx: Tx, rows: readonly PaymentRow[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    ${await tx.insertOf("payment", rows.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1)))}
    on conflict (org_id, payment_account_id, external_id) do update
       set version = excluded.version, kind = excluded.kind, state = excluded.state, vendor_code = excluded.vendor_code,
           amount_minor = excluded.amount_minor, fee_minor = excluded.fee_minor, related_id = excluded.related_id,
           payer = case when payment.payer is null then null else excluded.payer end, has_note = payment.payer is not null and excluded.has_note,
           ship_to_hash = excluded.ship_to_hash, warnings = excluded.warnings,
           matched_minor = greatest(least(payment.matched_minor, greatest(excluded.amount_minor, 0)), least(excluded.amount_minor, 0))
     where payment.version < excluded.version or (payment.version = excluded.version and payment.state <> excluded.state)
    returning id`;

/** The version and state in which each of these records is here. */
export const listHeldPayments = (tx: Tx, accountId: string, externalIds: readonly string[]): Promise<{ externalId: string; version: Instant; state: string }[]> =>
  tx.many<{ externalId: string; version: Instant; state: string }>`
    select external_id, version, state from payment
     where org_id = ${tx.orgId} and payment_account_id = ${accountId} and external_id = any(${externalIds}::text[])`;

export type Touched = { readonly orderId: string; readonly stage: string };
/** The payments that these take back, locked: a person who claims one of them now is waited for, and his match is seen. */
export const lockTakenBack = (tx: Tx, paymentIds: readonly string[]): Promise<{ id: string }[]> =>
  tx.many<{ id: string }>`
    select named.id from payment p join payment named on named.org_id = p.org_id and named.payment_account_id = p.payment_account_id and named.external_id = p.related_id
     where p.org_id = ${tx.orgId} and p.id = any(${paymentIds}::uuid[])
     order by named.id for no key update of named`;
/**
 * The orders that these payments may prove or unprove, locked, and where they stand then: the room that lets one of them on
 * at this moment is waited for, whether its match is written already or follows from what the payment names.
 */
export async function lockTouchedOrders(tx: Tx, paymentIds: readonly string[]): Promise<Touched[]> {
  const touched = await tx.many<{ id: string }>`
    with p as materialized (select id, external_id, invoice_id, payer_key from payment where org_id = ${tx.orgId} and id = any(${paymentIds}::uuid[]))
    select o.id from p, lateral (select id from orders where org_id = ${tx.orgId} and payment_ref = p.external_id offset 0) o
    union
    select o.id from p, lateral (select id from orders where org_id = ${tx.orgId} and external_id = p.invoice_id offset 0) o where p.invoice_id <> ''
    union
    select o.id from p, lateral (select id from orders where org_id = ${tx.orgId} and payer_key = p.payer_key and stage = 'payment' and payer_key <> '' offset 0) o
    union
    select order_id from payment_match where org_id = ${tx.orgId} and payment_id = any(${paymentIds}::uuid[])`;
  return tx.many<Touched>`
    select id as order_id, stage from orders where org_id = ${tx.orgId} and id = any(${touched.map((o) => o.id)}::uuid[]) order by id for no key update`;
}

export const listOrdersDue = (tx: Tx, orderIds: readonly string[]): Promise<OrderDue[]> =>
  tx.many<OrderDue>`
    select o.id, o.total_minor, o.currency, a.tolerance_minor, a.proven_by, o.payment_declared as declared, o.placed_at
      from orders o join account a on a.org_id = o.org_id and a.id = o.shop_account_id
     where o.org_id = ${tx.orgId} and o.id = any(${orderIds}::uuid[])
     order by o.id for no key update of o`;
export const listUnshippedParcels = (tx: Tx, orderIds: readonly string[]): Promise<{ orderId: string; parcelId: string }[]> =>
  tx.many<{ orderId: string; parcelId: string }>`
    select distinct l.order_id, p.id as parcel_id from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[]) and p.shipped_at is null and p.stage <> 'cancelled'`;
