import type { PaymentSource, RawItem } from "@argosy/core/connector.ts";
import type { Evidence } from "@argosy/core/evidence.ts";
import { fact } from "@argosy/core/facts.ts";
import { plusS } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { forgivenKey, listForgiven, placeHolds, type Found } from "../hold.ts";
import { moveOrders, wake } from "../move.ts";
import { keepUnreadable, type PayloadSource } from "../quarantine-sql.ts";
import { clipParts } from "../payment-parts-sql.ts";
import type { Company } from "../room.ts";
import type { Pull } from "../feed.ts";
import { holdsOf, judgePayment } from "./decide.ts";
import { listEvidence, listOrdersDue, listUnshippedParcels, lockTakenBack, lockTouchedOrders, paymentRow, upsertPayments, type Touched } from "./sql.ts";

/** A record is shown up to the source's lag late, so every window reaches back so far, and by the overlap further. `mapPayment` is opened before a page's transaction begins. */
export function pullPayments({ mapPayment }: Pick<PaymentSource, "mapPayment">, how: PayloadSource = "pull"): Pull<RawItem> {
  return {
    everyS: 120,
    overlapS: 3600,
    longestS: 30 * 86_400,
    async list(company, accountId) {
      const { listPayments, lagS } = await company.outside.paymentSource(accountId);
      return (window, cursor) => listPayments({ ...window, from: plusS(window.from, -lagS) }, cursor);
    },
    async store(tx, accountId, items) {
      const read = items.map(({ externalId, raw }) => ({ externalId, raw, mapped: mapPayment(raw) }));
      await keepUnreadable(tx, accountId, "payments", how, read.flatMap(({ mapped, ...item }) => (mapped.ok ? [] : [{ ...item, error: mapped.error }])));
      await storePayments(tx, accountId, read.flatMap(({ mapped }) => (mapped.ok ? [mapped.value] : [])));
    },
  };
}

/** The same for a saved answer body. Answers how many records could be read; the others are in quarantine. */
export async function importPayments(company: Company, accountId: string, items: readonly RawItem[]): Promise<number> {
  const source = await company.outside.paymentSource(accountId);
  const readable = items.filter((item) => source.mapPayment(item.raw).ok).length;
  await inOrg(company.db, company.orgId, (tx) => pullPayments(source, "import").store(tx, accountId, items));
  return readable;
}

/** Keeps the records and wakes, sends back or stops the orders they speak about. */
export async function storePayments(tx: Tx, accountId: string, records: readonly Parameters<typeof paymentRow>[2][]): Promise<void> {
  // One page may name a transaction twice; the newest version is the one that counts.
  const newest = new Map(records.toSorted((a, b) => (a.version < b.version ? -1 : 1)).map((r) => [r.externalId, r]));
  if (newest.size === 0) return;
  const changed = (await upsertPayments(tx, [...newest.values()].map((r) => paymentRow(tx, accountId, r)))).map((p) => p.id);
  if (changed.length === 0) return;
  await clipParts(tx, changed);
  const takenBack = (await lockTakenBack(tx, changed)).map((p) => p.id);
  const touched = await lockTouchedOrders(tx, [...changed, ...takenBack]);
  await wake(tx, "order", touched.filter((t) => t.stage === "payment").map((t) => t.orderId));
  await judgeAgain(tx, touched.filter((t) => t.stage !== "payment"));
}

/**
 * Money that was there and is there no longer: before a parcel exists the order goes back, later its parcels stop.
 * Rule    What a person accepted, of the order or of its parcel, is not asked again while it is the same.
 */
async function judgeAgain(tx: Tx, touched: readonly Touched[]): Promise<void> {
  if (touched.length === 0) return;
  const ids = touched.map((t) => t.orderId);
  const evidence = Map.groupBy(await listEvidence(tx, ids), (e) => e.orderId);
  const dues = (await listOrdersDue(tx, ids)).filter((due) => due.provenBy === "own_records" && evidence.has(due.id));
  const accepted = await listForgiven(tx, "order", ids);
  const bad = new Map(dues.flatMap((due) =>
    holdsOf(due, judgePayment(due, evidence.get(due.id)!), due.placedAt).filter((found) => !accepted.has(forgivenKey(due.id, found))).map((found) => [due.id, found] as const),
  ));
  await moveOrders(tx, "recheck", [...bad.keys()], { actor: "room:payment", reason: fact("payment_changed") });
  const stopped = (await listUnshippedParcels(tx, [...bad.keys()])).map((p) => ({ id: p.parcelId, code: "payment_reversed" as const, evidence: { orderId: p.orderId, ...inItsWord(bad.get(p.orderId)!) } }));
  const released = await listForgiven(tx, "parcel", stopped.map((p) => p.id));
  await placeHolds(tx, "parcel", stopped.filter((p) => !released.has(forgivenKey(p.id, p))), { actor: "room:payment", source: "room:payment", reason: fact("payment_changed") });
}
/** A parcel is stopped by one name; the verdict's own stands in the evidence. */
const inItsWord = ({ code, evidence }: Found): Evidence["payment_reversed"] => (code === "payment_reversed" ? evidence : { ...evidence, code: fact("held_by", code) });
