import { fact } from "@argosy/core/facts.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { decidingRoom } from "../room.ts";
import { holdsOf, judgePayment, type Evidence, type PaymentHold } from "./decide.ts";
import { claimOrders, findElsewhere, findNamedPayments, guessPayments, listEvidence, type Elsewhere, type Guess, type OrderToPay } from "./sql.ts";

/** PayPal lists records up to three hours late; an hour more before "missing" means somebody should ask. */
const lateS = 4 * 3600;
const retryS = 600;

type Facts = { readonly evidence: ReadonlyMap<string, Evidence[]>; readonly guesses: ReadonlyMap<string, Guess[]>; readonly elsewhere: ReadonlyMap<string, Elsewhere> };

/**
 * 02 payment (付款核查): lets an order on only when its payment is proven.
 *
 * In     orders at stage `payment`, the payments that name them, the channel's own word
 * Out    `verify` -> review; held with both amounts where they differ, and until when a record may be late
 * Writes payment_match, hold, order_event
 * Crash  nothing to clean up: one transaction per batch
 */
export const payment = decidingRoom<"payment", OrderToPay, Facts>({
  name: "payment",
  traveller: "order",
  batch: 1000,
  claim: claimOrders,
  async gather(tx, orders) {
    const own = orders.filter((o) => o.provenBy === "own_records").map((o) => o.id);
    if (own.length === 0) return { evidence: new Map(), guesses: new Map(), elsewhere: new Map() };
    const named = await findNamedPayments(tx, own);
    const foundFor = new Set(named.map((c) => c.orderId));
    const nameless = own.filter((id) => !foundFor.has(id));
    const guesses = nameless.length > 0 ? await guessPayments(tx, nameless) : [];
    const sure = guesses.filter((g) => g.payments === 1 && g.orders === 1);
    await tx.insert("payment_match", [
      ...named.map((c) => ({ paymentId: c.paymentId, orderId: c.orderId, amountMinor: c.amountMinor, currency: c.currency, matchedBy: c.matchedBy, at: tx.now })),
      ...sure.map((g) => ({ paymentId: g.paymentId, orderId: g.orderId, amountMinor: g.minor, currency: g.currency, matchedBy: "payer", at: tx.now })),
    ]);
    const evidence = Map.groupBy(await listEvidence(tx, own), (e) => e.orderId);
    const unproven = own.filter((id) => !evidence.has(id));
    return {
      evidence,
      elsewhere: new Map((unproven.length > 0 ? await findElsewhere(tx, unproven) : []).map((e) => [e.orderId, e])),
      guesses: Map.groupBy(guesses.filter((g) => !sure.includes(g)), (g) => g.orderId),
    };
  },
  decide: (orders, { evidence, guesses, elsewhere }) =>
    orders.map((order) => {
      const verdict = judgePayment(order, evidence.get(order.id) ?? []);
      const doubtful = verdict.is === "missing" ? (guesses.get(order.id) ?? []) : [];
      const astray = verdict.is === "missing" ? elsewhere.get(order.id) : undefined;
      const holds = astray ? [wrongReceiver(astray)] : doubtful.length > 0 ? [ambiguous(doubtful)] : holdsOf(order, verdict, plusS(order.placedAt as Instant, lateS));
      const proof = order.provenBy === "channel" ? fact("channel_says_paid") : fact("amounts_agree");
      return { id: order.id, holds, move: "verify" as const, reason: proof, retryS };
    }),
});

const wrongReceiver = ({ account, minor, currency }: Elsewhere): PaymentHold => ({ code: "payment_wrong_receiver", evidence: { account, minor, currency } });

/** More than one order or payment could be meant: a person says which, we never guess between them. */
const ambiguous = (guesses: readonly Guess[]): PaymentHold => ({
  code: "payment_ambiguous",
  evidence: { candidates: guesses.slice(0, 5).map(({ paymentId, minor, currency, at }) => ({ paymentId, minor, currency, at })) },
});
