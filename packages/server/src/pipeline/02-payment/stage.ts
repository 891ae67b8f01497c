import { differingParts, type AddressPart } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import { fact } from "@argosy/core/facts.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { openBuyer } from "../buyer.ts";
import { giveParts, growParts, listSharers, wakeSharers } from "../payment-parts-sql.ts";
import { openPayer } from "../payer.ts";
import type { DecidingRoom } from "../room.ts";
import type { Tx } from "../../db/tx.ts";
import { growthOf, holdsOf, isUnlike, judgePayment, payerHolds, sharedHold, shareOut, type Evidence, type PaymentHold, type Shared } from "./decide.ts";
import { claimOrders, findElsewhere, findNamedPayments, guessPayments, listBothAddresses, listEvidence, type Elsewhere, type Guess, type OrderToPay } from "./sql.ts";

/** PayPal lists records up to three hours late; an hour more before "missing" means somebody should ask. */
const lateS = 4 * 3600;
const retryS = 600;

type Facts = {
  readonly evidence: ReadonlyMap<string, Evidence[]>; readonly differs: Differs; readonly guesses: ReadonlyMap<string, Guess[]>; readonly elsewhere: ReadonlyMap<string, Elsewhere>; readonly shared: ReadonlyMap<string, Shared>;
};
/** Of each order, of each payment: the parts in which their addresses differ. */
type Differs = ReadonlyMap<string, ReadonlyMap<string, readonly AddressPart[]>>;

/**
 * 02 payment (付款核查): lets an order on only when its payment is proven.
 *
 * In     orders at stage `payment`, the payments that name them, the channel's own word
 * Out    `verify` -> review, or straight on (straight.ts); held with both amounts where they differ, and until when a record may be late
 * Writes payment_match and what is left of the payment, hold, order_event
 * Crash  nothing to clean up: one transaction per batch
 */
export const paymentWork: DecidingRoom<"payment", OrderToPay, Facts> = {
  name: "payment",
  traveller: "order",
  batch: 1000,
  claim: claimOrders,
  async gather(tx, orders) {
    const own = orders.filter((o) => o.provenBy === "own_records").map((o) => o.id);
    if (own.length === 0) return { evidence: new Map(), differs: new Map(), guesses: new Map(), elsewhere: new Map(), shared: new Map() };
    const dues = new Map(orders.map((o) => [o.id, o]));
    const named = await findNamedPayments(tx, own);
    const together = [...new Set(named.filter((c) => c.sharers > 1).map((c) => c.paymentId))];
    const sharers = Map.groupBy(together.length > 0 ? await listSharers(tx, together) : [], (s) => s.paymentId);
    const { parts, apart } = shareOut(dues, named, sharers);
    const foundFor = new Set(named.map((c) => c.orderId));
    const nameless = own.filter((id) => !foundFor.has(id));
    const guesses = nameless.length > 0 ? await guessPayments(tx, nameless) : [];
    const sure = guesses.filter((g) => g.payments === 1 && g.orders === 1);
    await giveParts(tx, [...parts, ...sure.map((g) => ({ paymentId: g.paymentId, orderId: g.orderId, minor: g.minor, currency: g.currency, matchedBy: "payer" }))]);
    const given = new Set(parts.map((p) => p.paymentId));
    await wakeSharers(tx, [...given].flatMap((id) => (sharers.get(id) ?? []).filter((s) => s.stage === "payment" && !dues.has(s.orderId)).map((s) => s.orderId)));
    const evidence = await listSettled(tx, dues, own);
    const unproven = own.filter((id) => !evidence.has(id));
    return {
      evidence,
      differs: await compareAddresses(tx, orders.filter((o) => isUnlike(o, evidence.get(o.id) ?? [])).map((o) => o.id)),
      elsewhere: new Map((unproven.length > 0 ? await findElsewhere(tx, unproven) : []).map((e) => [e.orderId, e])),
      guesses: Map.groupBy(guesses.filter((g) => !sure.includes(g)), (g) => g.orderId),
      shared: new Map([...(await listLoose(tx, evidence)), ...apart]),
    };
  },
  decide: (orders, { evidence, differs, guesses, elsewhere, shared }) =>
    orders.map((order) => {
      const found = evidence.get(order.id) ?? [];
      const verdict = judgePayment(order, found);
      const doubtful = verdict.is === "missing" ? (guesses.get(order.id) ?? []) : [];
      const astray = verdict.is === "missing" ? elsewhere.get(order.id) : undefined;
      const together = verdict.is === "missing" || verdict.is === "amount_differs" ? shared.get(order.id) : undefined;
      const money = together ? [sharedHold(together)] : astray ? [wrongReceiver(astray)] : doubtful.length > 0 ? [ambiguous(doubtful)] : holdsOf(order, verdict, plusS(order.placedAt as Instant, lateS));
      const proof = order.provenBy === "channel" ? fact("channel_says_paid") : fact("amounts_agree");
      const holds = [...money, ...payerHolds(order, verdict, found, differs.get(order.id) ?? new Map())];
      return { id: order.id, holds, move: "verify" as const, reason: proof, retryS };
    }),
};

/** The evidence, after parts have grown into what is free: only then does what stands for an order stand in its match. */
async function listSettled(tx: Tx, dues: ReadonlyMap<string, OrderToPay>, ids: readonly string[]): Promise<Map<string, Evidence[]>> {
  const found = await listEvidence(tx, ids);
  const growth = growthOf(found.filter((e) => e.freeMinor > 0).map((e) => ({ due: present(dues.get(e.orderId), "an order of this batch"), evidence: e })));
  await growParts(tx, growth);
  return Map.groupBy(growth.length > 0 ? await listEvidence(tx, ids) : found, (e) => e.orderId);
}

/** Opens what these orders and their payments know of an address: only of those that are not alike to the letter. */
async function compareAddresses(tx: Tx, orderIds: readonly string[]): Promise<Differs> {
  if (orderIds.length === 0) return new Map();
  const both = (await listBothAddresses(tx, orderIds)).map(({ orderId, paymentId, accountId, externalId, payer, pii }) => {
    const paidFrom = openPayer(tx, accountId, externalId, payer).shipTo;
    const { shipTo } = openBuyer(tx, orderId, pii);
    return { orderId, paymentId, parts: paidFrom ? differingParts(shipTo, paidFrom) : [] };
  });
  return new Map([...Map.groupBy(both, (b) => b.orderId)].map(([orderId, of]) => [orderId, new Map(of.map((b) => [b.paymentId, b.parts]))]));
}

/** Orders that have a part of a payment of which something is left, where others share it. */
async function listLoose(tx: Tx, evidence: ReadonlyMap<string, readonly Evidence[]>): Promise<(readonly [string, Shared])[]> {
  const loose = [...evidence.values()].flat().filter((e) => e.freeMinor > 0);
  if (loose.length === 0) return [];
  const sharers = Map.groupBy(await listSharers(tx, [...new Set(loose.map((e) => e.paymentId))]), (s) => s.paymentId);
  return loose.flatMap((e) => {
    const all = sharers.get(e.paymentId) ?? [];
    return all.length > 1 ? [[e.orderId, { amountMinor: e.wholeMinor, currency: e.currency, sharers: all }] as const] : [];
  });
}

const wrongReceiver = ({ account, minor, currency }: Elsewhere): PaymentHold => ({ code: "payment_wrong_receiver", evidence: { account, minor, currency } });

/** More than one order or payment could be meant: a person says which, we never guess between them. */
const ambiguous = (guesses: readonly Guess[]): PaymentHold => ({
  code: "payment_ambiguous",
  evidence: { candidates: guesses.slice(0, 5).map(({ paymentId, minor, currency, at }) => ({ paymentId, minor, currency, at })) },
});
