import { normalAddress } from "@argosy/core/address.ts";
import type { ChannelOrder } from "@argosy/core/connector.ts";
import type { LineChange } from "@argosy/core/evidence.ts";
import { fact } from "@argosy/core/facts.ts";
import { isBeforeParcel } from "@argosy/core/journey.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { takeNumbers } from "../../db/counter.ts";
import type { Tx } from "../../db/tx.ts";
import { indexBuyers, type BuyerOf } from "../../lists/buyer-index.ts";
import { sealBuyer } from "../buyer.ts";
import { placeHolds, type Found } from "../hold.ts";
import { isClosed, moveOrders, wake, writeBirths, writeHistory } from "../move.ts";
import { listOrderLines, setLinesDue, updatePrices, type LineHere } from "../order-lines-sql.ts";
import { afterOurs, compareLines, compareOpen, insertLines, replaceLines } from "../order-lines.ts";
import { leaveParcels } from "../leave.ts";
import { cancelParcels, closeHolds } from "../undo.ts";
import { compare, startStage, type Applied, type Difference } from "./decide.ts";
import {
  carryDates, listOpenParcels, listShippedOrders, replacePii, updateOrders, type Known, type OrderUpdate,
} from "./sql.ts";

const defaultPromiseS = 3 * 86_400; // where the channel names no ship-by

/** Writes new orders: order, lines, person and what finds him, first event; one statement per table for the whole batch. */
export async function insertOrders(tx: Tx, fresh: readonly Applied[]): Promise<void> {
  if (fresh.length === 0) return;
  const numbers = await takeNumbers(tx, "O", fresh.length);
  const rows = fresh.map((f, i) => ({ ...f, id: tx.newId(), orderNo: numbers[i]!, stage: startStage(f.order) }));
  await tx.insert("orders", rows.map((r) => orderRow(tx, r)));
  await insertLines(tx, rows.map((r) => ({ orderId: r.id, accountId: r.accountId, lines: r.order.lines })));
  await tx.insert("buyer_pii", rows.map((r) => ({ orderId: r.id, ciphertext: sealed(tx, r.id, r.order) })));
  await indexBuyers(tx, rows.map((r) => buyerOf(r.id, r.order)));
  await writeBirths(tx, "order", rows.map((r) => ({
    id: r.id, stage: r.stage, reason: fact("fetched", r.order.channelStatus), data: { version: r.order.version, inboxItemId: r.item.id },
  })), "channel");
  await placeHolds(tx, "order", rows.filter((r) => r.stage === "payment" && r.order.cancelRequested).map((r) => ({
    id: r.id, code: "cancel_requested" as const, evidence: {},
  })), { actor: "channel", source: "channel", reason: fact("cancel_asked") });
}

function orderRow(tx: Tx, { id, orderNo, accountId, order, item, stage }: Applied & { id: string; orderNo: string; stage: string }) {
  const open = stage === "payment";
  const addressHash = hashAddress(tx, order);
  return {
    id, orderNo, shopAccountId: accountId, externalId: order.externalId, sourceVersion: order.version, stage, held: false, holdCodes: [],
    nextTryAt: open ? tx.now : null, version: 1, country: order.shipTo.country, currency: order.total.currency, totalMinor: order.total.minor,
    shippingMinor: order.shipping.minor, taxMinor: order.tax.minor, discountMinor: order.discount.minor, otherMinor: order.other.minor,
    buyerKey: tx.keyedHash(`${accountId}/${order.buyerId}`), addressHash, channelAddressHash: addressHash,
    payerKey: order.buyerEmail === "" ? "" : tx.keyedHash(order.buyerEmail.toLowerCase()),
    channelState: order.state, channelStatus: order.channelStatus, paymentDeclared: order.payment, paymentRef: order.paymentRef, buyerNote: order.buyerNote, cancelRequested: order.cancelRequested,
    requestedService: order.requestedService, placedAt: order.placedAt, paidAt: order.paidAt, shipByAt: order.shipByAt,
    dueAt: dueAt(order), checkedAt: item.toldAt, closedAt: open ? null : tx.now,
  };
}
const dueAt = (order: ChannelOrder): Instant => order.shipByAt ?? plusS(order.placedAt, defaultPromiseS);
export const hashAddress = (tx: Tx, order: Pick<ChannelOrder, "shipTo">): string => tx.keyedHash(normalAddress(order.shipTo));
const sealed = (tx: Tx, orderId: string, { buyerId, buyerEmail, shipTo }: ChannelOrder): Buffer => sealBuyer(tx, orderId, { buyerId, email: buyerEmail, shipTo });

const buyerOf = (orderId: string, { buyerEmail, shipTo }: ChannelOrder): BuyerOf => ({ orderId, email: buyerEmail, shipTo });

type Changed = Applied & { readonly known: Known };

/**
 * Applies newer versions of orders we have.
 *
 * Rule    Before a parcel exists, what changed is judged again from the payment on, with the lines as they are now. Once a
 *         parcel exists, a cancellation stops it (it is cancelled where it carries nothing else and has not left; one that is not
 *         booked yet goes on without the order; else it is held), and other goods, another address or note hold it for a person; the lines wait in `lines_due` until it is
 *         taken apart. The same goes for pieces that others have shipped meanwhile, which no person may send again.
 *         What we shipped ourselves coming back as "shipped" is no change.
 */
export async function applyChanges(tx: Tx, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  const ours = Map.groupBy(await listOrderLines(tx, changed.map((c) => c.known.id)), (l) => l.orderId);
  const left = new Set((await listShippedOrders(tx, changed.map((c) => c.known.id))).map((s) => s.orderId));
  const differences = changed.map((c): Different => {
    const here = ours.get(c.known.id) ?? [];
    const order = left.has(c.known.id) ? { ...c.order, lines: afterOurs(here, c.order.lines) } : c.order;
    return { ...c, order, difference: compare(c.known, order, hashAddress(tx, order), compareLines(here, order.lines), compareOpen(here, order.lines)) };
  });
  await updateOrders(tx, changed.map((c) => updateRow(tx, c)));
  await carryDates(tx, changed.filter((c) => c.known.stage === "parcelled").map((c) => c.known.id));
  await applyLines(tx, differences, ours);
  const moved = differences.filter((d) => d.difference.what.includes("address"));
  if (moved.length > 0) {
    await replacePii(tx, moved.map((d) => ({ order_id: d.known.id, ciphertext: sealed(tx, d.known.id, d.order) })));
    await indexBuyers(tx, moved.map((d) => buyerOf(d.known.id, d.order)));
  }
  await writeHistory(tx, "order", "changed", differences.map((d) => ({
    id: d.known.id, reason: fact("newer_version"), data: { version: d.order.version, what: d.difference.what, ...(d.known.channelState === d.order.state ? {} : { state: { was: d.known.channelState, is: d.order.state } }), ...linesOf(d.difference), inboxItemId: d.item.id },
  })), "channel");

  await applyEnds(tx, differences);
  await holdForChange(tx, differences);
  const open = differences.filter((d) => d.order.state === "open" || d.order.state === "partly_shipped");
  const again = open.filter((d) => d.difference.walksAgain).map((d) => d.known.id);
  await moveOrders(tx, "recheck", again, { actor: "channel", reason: fact("changed_there") });
  await wake(tx, "order", open.map((d) => d.known.id));
  // Asked when the wish is new: a person's answer stands however often it is repeated. One who closed the order here has answered too.
  await placeHolds(tx, "order", open.filter((d) => d.order.cancelRequested && !d.known.cancelRequested && !isClosed(d.known.stage)).map((d) => ({
    id: d.known.id, code: "cancel_requested" as const, evidence: {},
  })), { actor: "channel", source: "channel", reason: fact("cancel_asked") });
}

function updateRow(tx: Tx, { known, order, item }: Changed): OrderUpdate {
  return {
    id: known.id, source_version: order.version, channel_status: order.channelStatus, channel_state: order.state, payment_declared: order.payment,
    buyer_note: order.buyerNote, requested_service: order.requestedService, paid_at: order.paidAt, ship_by_at: order.shipByAt, due_at: dueAt(order),
    payment_ref: order.paymentRef, address_hash: hashAddress(tx, order), country: order.shipTo.country, total_minor: order.total.minor,
    shipping_minor: order.shipping.minor, tax_minor: order.tax.minor, discount_minor: order.discount.minor, other_minor: order.other.minor,
    checked_at: item.toldAt, cancel_requested: order.cancelRequested,
  };
}

type Different = Changed & { readonly difference: Difference };
/** For histories and holds: which goods changed, when any did. */
const linesOf = ({ lines, open }: Difference): { lines?: readonly LineChange[]; open?: readonly LineChange[] } =>
  ({ ...(lines.length > 0 ? { lines } : {}), ...(open.length > 0 ? { open } : {}) });

/** Other goods are taken over where no parcel has them; elsewhere they are kept for later. Prices always are. */
async function applyLines(tx: Tx, differences: readonly Different[], ours: ReadonlyMap<string, LineHere[]>): Promise<void> {
  const other = differences.filter((d) => d.difference.lines.length + d.difference.open.length > 0);
  const told = ({ known, accountId, order }: Different) => ({ orderId: known.id, accountId, lines: order.lines });
  await replaceLines(tx, other.filter((d) => isBeforeParcel(d.known.stage)).map(told));
  await setLinesDue(tx, differences.filter((d) => !isBeforeParcel(d.known.stage)).map((d) => ({ orderId: d.known.id, lines: other.includes(d) ? d.order.lines : null })));
  await updatePrices(tx, differences.filter((d) => !other.includes(d)).flatMap((d) => d.order.lines.flatMap((l) => {
    const here = ours.get(d.known.id)?.find((h) => h.externalId === l.externalId);
    return here && here.totalMinor !== l.total.minor ? [{ id: here.id, orderId: d.known.id, title: l.title, totalMinor: l.total.minor }] : [];
  })));
}

/** Orders the channel has closed: cancelled, or shipped by other hands than ours. Where their parcels stand is read under the locks that `carryDates` took. */
async function applyEnds(tx: Tx, differences: readonly Different[]): Promise<void> {
  const cancelled = differences.filter((d) => d.order.state === "cancelled").map((d) => d.known.id);
  const shipped = differences.filter((d) => d.order.state === "shipped").map((d) => d.known.id);
  const ours = new Set((await listShippedOrders(tx, [...cancelled, ...shipped])).map((s) => s.orderId));
  const elsewhere = shipped.filter((id) => !ours.has(id));
  const parcels = await listOpenParcels(tx, [...cancelled, ...elsewhere]);
  const note = { actor: "channel" as const, reason: fact("closed_there") };
  const ending = Map.groupBy(parcels, (p) => p.parcelId);
  const ends = (p: (typeof parcels)[number]) => ending.get(p.parcelId)!.length === p.orderCount;
  const left = await leaveParcels(tx, parcels.filter((p) => !ends(p)), note);
  const gone = await cancelParcels(tx, [...new Set(parcels.filter((p) => ends(p) && !onTheFloor.has(p.stage)).map((p) => p.parcelId))], note);
  const settled = new Set([...left, ...gone]);
  await placeHolds(tx, "parcel", parcels.filter((p) => !settled.has(p.parcelId)).map(({ parcelId: id, orderId }) => (
    elsewhere.includes(orderId) ? { id, code: "shipped_elsewhere" as const, evidence: { orderId } } : { id, code: "cancelled_at_channel" as const, evidence: { orderId } }
  )), { actor: "channel", source: "channel", reason: fact("order_closed_there") });
  const closed = [
    ...(await moveOrders(tx, "cancel", cancelled.filter((id) => !ours.has(id)), { actor: "channel", reason: fact("cancelled_there") })),
    ...(await moveOrders(tx, "close", elsewhere, { actor: "channel", reason: fact("shipped_by_others") })),
  ];
  await closeHolds(tx, "order", closed, note);
}
/** Where people have the parcel in their hands: it is held, and a person puts the goods back. */
const onTheFloor = new Set(["labels", "shipping"]);

const unpaidWords = { pending: "channel_says_pending", unpaid: "payment_changed", refunded: "refunded_there", part_refunded: "refunded_there" } as const;

/** A parcel already made keeps what it was booked with; a person decides what a later change means for it. */
async function holdForChange(tx: Tx, differences: readonly Different[]): Promise<void> {
  const later = differences.filter((d) => d.known.stage === "parcelled" && d.order.state !== "cancelled" && d.order.state !== "shipped");
  // Fewer pieces open than the parcel was made for: others have shipped them. That is a fact, and no question.
  const gone = later.filter((d) => d.difference.open.some((l) => l.is < l.was));
  const matters = later.map((d) => ({ d, what: d.difference.what.filter((w) => w !== "state" && w !== "payment" && !(w === "open" && gone.includes(d))) })).filter((x) => x.what.length > 0);
  const unpaid = later.filter((d) => d.difference.what.includes("payment") && d.order.payment !== "paid");
  const parcels = await listOpenParcels(tx, [...matters.map((m) => m.d.known.id), ...gone.map((d) => d.known.id), ...unpaid.map((d) => d.known.id)]);
  const found = parcels.flatMap((p): (Found & { id: string })[] => {
    const change = matters.find((m) => m.d.known.id === p.orderId);
    const elsewhere = gone.find((d) => d.known.id === p.orderId);
    const payment = unpaid.find((d) => d.known.id === p.orderId)?.order.payment;
    return [
      ...(change ? [{ id: p.parcelId, code: "changed_at_channel" as const, evidence: { what: change.what, ...linesOf(change.d.difference), orderId: p.orderId } }] : []),
      ...(elsewhere ? [{ id: p.parcelId, code: "shipped_elsewhere" as const, evidence: { open: elsewhere.difference.open, orderId: p.orderId } }] : []),
      ...(payment && payment !== "paid" ? [{ id: p.parcelId, code: "payment_reversed" as const, evidence: { code: fact(unpaidWords[payment]), orderId: p.orderId } }] : []),
    ];
  });
  await placeHolds(tx, "parcel", found, { actor: "channel", source: "channel", reason: fact("changed_there") });
}
