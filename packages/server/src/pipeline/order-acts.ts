import type { orderActs } from "@argosy/core/api/orders.ts";
import { missingAddressFields, normalAddress, type Address } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { canMoveOrder, holdCodes, isAboutMoney, type OrderStage } from "@argosy/core/journey.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Tx } from "../db/tx.ts";
import { indexBuyers } from "../lists/buyer-index.ts";
import { actOn, done, lookAgainNow, refused, release, setAside, takeUp, type Person, type RowResult } from "./acts.ts";
import { forbidMerge, listStanding, lockForAddress, openParcelsOf, writeAddress } from "./acts-sql.ts";
import { openBuyer, sealBuyer } from "./buyer.ts";
import { leaveParcels } from "./leave.ts";
import { isClosed, moveOrders, wake, writeHistory } from "./move.ts";
import { dropMatch, giveParts, listSharers, lockPayment, takePart, wakeSharers, type PaymentNamed } from "./payment-parts-sql.ts";
import { cancelParcels, closeHolds, rerouteParcels } from "./undo.ts";

export type OrderAct = (typeof orderActs)[number];
export type Asked = { readonly code: string | null; readonly until: string | null; readonly seen: Readonly<Record<string, readonly string[]>> | undefined };

/** One verb on many orders. Every order gets its own answer; one that refuses stops nobody. */
export function actOnOrders(tx: Tx, act: OrderAct, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  switch (act) {
    case "approve":
      return approve(tx, ids, person, asked);
    case "release":
      return release(tx, "order", ids, person, asked.code === null ? null : [asked.code], asked.seen);
    case "accept_payment":
      return acceptPayment(tx, ids, person, asked);
    case "hold":
      return setAside(tx, "order", ids, person, asked.until);
    case "unhold":
      return takeUp(tx, "order", ids, person);
    case "recheck":
      return lookAgainNow(tx, "order", ids, person);
    case "go_alone":
      return goAlone(tx, ids, person);
    case "cancel":
      return cancelOrders(tx, ids, person);
  }
}

/** What a reviewer has read is let go. Only in review: elsewhere a hold means something else, and has a verb of its own. */
async function approve(tx: Tx, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  return actOn(tx, "order", ids, async (standing) => {
    const { here = [], elsewhere = [] } = Object.groupBy(standing, (o) => (canMoveOrder(o.stage as OrderStage, "approve") ? "here" : "elsewhere"));
    const others = elsewhere.map((o) => refused(o.id, "wrong_stage", fact("in_stage", o.stage)));
    return [...(await release(tx, "order", here.map((o) => o.id), person, null, asked.seen)), ...others];
  });
}

/** Lets an order on although its payment is not proven: by name and with a reason, which the timeline keeps. */
async function acceptPayment(tx: Tx, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  if (person.reason === "") return ids.map((id) => refused(id, "reason_missing"));
  return release(tx, "order", ids, person, paymentHolds, asked.seen);
}
const paymentHolds = holdCodes.filter(isAboutMoney);

/**
 * Gives an order what it needs of a payment, because a person knows that it is for it: what it still owes, or all that is left.
 * The room judges amount, currency and status as ever.
 * Refuses an order that is past its payment, and a payment of which nothing is left.
 */
export async function matchPayment(tx: Tx, orderId: string, named: PaymentNamed, person: Person): Promise<Result<null, Refusal>> {
  const [order] = await listStanding(tx, "order", [orderId]);
  if (!order) return fail({ code: "order_not_found" });
  if (order.stage !== "payment") return fail({ code: "wrong_stage", detail: fact("in_stage", order.stage) });
  const payment = await lockPayment(tx, orderId, named);
  if (!payment) return fail({ code: "payment_not_found" });
  const { id: paymentId, currency, freeMinor, owedMinor, totalMinor } = payment;
  const minor = Math.min(freeMinor, payment.orderCurrency === currency && totalMinor > 0 ? (owedMinor > 0 ? owedMinor : totalMinor) : freeMinor);
  if (minor <= 0 || payment.partMinor !== 0) return fail({ code: "payment_taken" });
  await dropMatch(tx, orderId, paymentId); // what a person took away before, a person may give again
  await giveParts(tx, [{ paymentId, orderId, minor, currency, matchedBy: person.actor.replace("member:", "person:") }]);
  await writeHistory(tx, "order", "payment_matched", [{ id: orderId, reason: person.reason, data: { paymentId, minor, currency } }], person.actor);
  await wake(tx, "order", [orderId]);
  await wakeOthers(tx, orderId, paymentId);
  return ok(null);
}

/**
 * Takes a payment from an order, because a person knows that it is not for it: exactly its part is free again, and no room
 * gives it back by itself. An order in review or merge is judged again.
 * Refuses an order that is in a parcel or closed.
 */
export async function unmatchPayment(tx: Tx, orderId: string, paymentId: string, person: Person): Promise<Result<null, Refusal>> {
  const [order] = await listStanding(tx, "order", [orderId]);
  if (!order) return fail({ code: "order_not_found" });
  if (order.stage !== "payment" && !canMoveOrder(order.stage as OrderStage, "recheck")) return fail({ code: "wrong_stage", detail: fact("in_stage", order.stage) });
  const payment = await lockPayment(tx, orderId, { paymentId });
  if (!payment || payment.partMinor === 0) return fail({ code: "payment_not_found" });
  await takePart(tx, orderId, paymentId, person.actor.replace("member:", "person:"));
  await writeHistory(tx, "order", "payment_unmatched", [{ id: orderId, reason: person.reason, data: { paymentId, minor: payment.partMinor, currency: payment.currency } }], person.actor);
  await moveOrders(tx, "recheck", [orderId], { actor: person.actor, reason: person.reason || fact("payment_changed") });
  await wake(tx, "order", [orderId]);
  await wakeOthers(tx, orderId, paymentId);
  return ok(null);
}
const wakeOthers = async (tx: Tx, orderId: string, paymentId: string): Promise<void> =>
  void (await wakeSharers(tx, (await listSharers(tx, [paymentId])).map((s) => s.orderId).filter((id) => id !== orderId)));

/** Ends the merge offer: the order looks again and, its waiting time being over, travels alone. */
async function goAlone(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  return actOn(tx, "order", ids, async (standing) => {
    const here = standing.filter((o) => o.stage === "merge");
    await release(tx, "order", here.filter((o) => o.holds.some((h) => h.code === "merge_offered")).map((o) => o.id), { ...person, reason: person.reason || fact("goes_alone") }, ["merge_offered"], undefined);
    await forbidMerge(tx, here.map((o) => o.id));
    await wake(tx, "order", here.map((o) => o.id));
    return standing.map((o) => (o.stage === "merge" ? done(o.id) : refused(o.id, "wrong_stage", fact("in_stage", o.stage))));
  });
}

/**
 * Cancels orders, and with them the parcels that carry nothing else and have not left. A shared parcel that is not booked yet
 * goes on without them.
 * Refuses what has been shipped, and what shares a booked parcel: undo the merge first.
 */
async function cancelOrders(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  if (person.reason === "") return ids.map((id) => refused(id, "reason_missing"));
  return actOn(tx, "order", ids, async (standing) => {
    const note = { actor: person.actor, reason: person.reason };
    const parcels = Map.groupBy(await openParcelsOf(tx, standing.map((o) => o.id)), (p) => p.orderId);
    const shipped = (id: string) => (parcels.get(id) ?? []).some((p) => p.shipped);
    const able = standing.filter((o) => canMoveOrder(o.stage as OrderStage, "cancel") && !shipped(o.id));
    const own = able.flatMap((o) => parcels.get(o.id) ?? []);
    const ending = Map.groupBy(own, (p) => p.parcelId);
    const shared = own.filter((p) => ending.get(p.parcelId)!.length < p.orderCount);
    const left = await leaveParcels(tx, shared, note);
    const stuck = new Set(shared.filter((p) => !left.has(p.parcelId)).map((p) => p.orderId));
    const good = able.map((o) => o.id).filter((id) => !stuck.has(id));
    await cancelParcels(tx, [...ending.keys()].filter((id) => !shared.some((p) => p.parcelId === id)), note);
    await closeHolds(tx, "order", good, note);
    await moveOrders(tx, "cancel", good, note);
    return standing.map((o) => {
      if (!canMoveOrder(o.stage as OrderStage, "cancel")) return refused(o.id, "wrong_stage", fact("in_stage", o.stage));
      if (shipped(o.id)) return refused(o.id, "already_shipped");
      return stuck.has(o.id) ? refused(o.id, "parcel_shared") : done(o.id);
    });
  });
}

/**
 * Corrects an address before anything is booked with it.
 * Rule    What was judged by the old one is judged again: an order in review or merge from the payment on, customs included;
 *         a parcel bound for another country or postcode is routed anew, another one only looks again.
 */
export async function editAddress(tx: Tx, orderId: string, version: number, shipTo: Address, person: Person): Promise<Result<null, Refusal>> {
  const order = await lockForAddress(tx, orderId);
  if (!order) return fail({ code: "order_not_found" });
  if (isClosed(order.stage)) return fail({ code: "wrong_stage", detail: fact("in_stage", order.stage) });
  if (order.version !== version) return fail({ code: "changed_meanwhile" });
  if (order.booked) return fail({ code: "parcel_booked", detail: fact("booked_or_shared") });
  const missing = missingAddressFields(shipTo);
  if (missing.length > 0) return fail({ code: "input_refused", field: `shipTo.${missing[0]}`, detail: fact("left_empty") });
  const before = openBuyer(tx, orderId, present(order.pii, "the buyer's data"));
  const parcels = (await writeAddress(tx, orderId, shipTo.country, tx.keyedHash(normalAddress(shipTo)), sealBuyer(tx, orderId, { ...before, shipTo }))).map((p) => p.id);
  await indexBuyers(tx, [{ orderId, email: before.email, shipTo }]);
  const note = { actor: person.actor, reason: person.reason || fact("address_corrected") };
  await writeHistory(tx, "order", "address", [{ id: orderId, reason: note.reason }], note.actor);
  await moveOrders(tx, "recheck", [orderId], note);
  if (before.shipTo.country !== shipTo.country || before.shipTo.postcode !== shipTo.postcode) await rerouteParcels(tx, parcels, note);
  await wake(tx, "order", [orderId]);
  await wake(tx, "parcel", parcels);
  return ok(null);
}

