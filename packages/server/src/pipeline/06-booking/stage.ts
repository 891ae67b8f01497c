import { fact } from "@argosy/core/facts.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { askAndRecord, guarded, opened } from "../calls.ts";
import { lookAgain } from "../gate.ts";
import { forgivenKey, listForgiven } from "../hold.ts";
import type { ParcelWork } from "../move.ts";
import { togetherOrAlone, type Company, type Room } from "../room.ts";
import { settle, type VerdictIn } from "../settle.ts";
import { withLabel } from "./call.ts";
import { bookingRequest, judgeAnswer, leaseS, notAsked, undeclared, type GoodsLine, type ParcelToBook } from "./decide.ts";
import { lookUpAttempts } from "./look-up.ts";
import { record, type Done } from "./record.ts";
import { claimParcels, listGoods, listNext, listStopped, readAccount, takePoolNumbers } from "./sql.ts";

const batch = 400;
const lookMaxAgeS = 900;

/**
 * 06 booking (物流下单): orders the shipment at the carrier, at most once.
 *
 * In     parcels at stage `booking` with warehouse and method; attempts whose lease or settle time is over
 * Out    `book` -> what the parcel still needs: allocation, else picking; held with the carrier's own words
 * Writes booking_attempt (committed before the call), label_file, parcel (booking, number), pool_number, account (signed out),
 *        parcel_event, hold
 * Crash  between commit and answer the lease ends, the attempt is `unknown`, and it is looked up by our reference;
 *        nothing is sent again before the carrier's settle time has proven it absent
 */
export const booking: Room = {
  name: "booking",
  callsOut: true,
  async run(company) {
    const looked = await lookUpAttempts(company);
    const next = await inOrg(company.db, company.orgId, (tx) => listNext(tx, batch));
    if (next.length === 0) return looked;
    // A channel that can't be asked does not stop a booking: the parcel is looked at again at the last scan.
    await lookAgain(company, [...new Set(next.map((n) => n.orderId))], lookMaxAgeS);
    const parcelIds = [...new Set(next.map((n) => n.parcelId))];
    const plans = await togetherOrAlone(company, { name: "booking", traveller: "parcel" }, (only, seen) => inOrg(company.db, company.orgId, (tx) => plan(tx, parcelIds, only, seen)));
    await callCarriers(company, plans.flatMap((p) => p.planned));
    return looked + plans.reduce((sum, p) => sum + p.claimed, 0);
  },
};

type Planned = { readonly attemptId: string; readonly parcel: ParcelToBook; readonly goods: readonly GoodsLine[]; readonly carrierAccountId: string; readonly notAfter: Instant };

/** Decides per parcel what booking means for it, and commits an attempt for everything that will be sent. */
async function plan(tx: Tx, next: readonly string[], only: string | null, seen: (ids: string[]) => void): Promise<{ claimed: number; planned: Planned[] }> {
  const parcels = await claimParcels(tx, next, only, seen);
  const live = parcels.filter((p) => p.liveBooking !== null);
  const waiting = parcels.filter((p) => p.liveBooking === null && p.openAttempt !== null);
  const fresh = parcels.filter((p) => p.liveBooking === null && p.openAttempt === null);
  const { booked, empty } = await bookLocally(tx, fresh.filter((p) => p.numberSource !== "api"));
  const byApi = fresh.filter((p) => p.numberSource === "api");
  const goods = Map.groupBy(byApi.length > 0 ? await listGoods(tx, byApi.map((p) => p.id)) : [], (g) => g.parcelId);
  const gaps = new Map(byApi.flatMap((p) => undeclared(p, goods.get(p.id) ?? []).map((gap) => [p.id, gap] as const)));
  const accepted = await listForgiven(tx, "parcel", [...gaps.keys()]);
  for (const [id, gap] of gaps) if (accepted.has(forgivenKey(id, gap))) gaps.delete(id);
  const toSend = byApi.filter((p) => !gaps.has(p.id));
  const planned = toSend.map((parcel) => ({ attemptId: tx.newId(), parcel, goods: goods.get(parcel.id) ?? [], carrierAccountId: parcel.carrierAccountId!, notAfter: plusS(tx.now, leaseS) }));
  await tx.insert("booking_attempt", planned.map(({ attemptId, parcel }) => ({
    id: attemptId, parcelId: parcel.id, carrierAccountId: parcel.carrierAccountId, methodId: parcel.methodId, warehouseId: parcel.warehouseId, state: "sent", service: parcel.service,
    addressHash: parcel.addressHash, leaseNo: 1, sentAt: tx.now, lookAt: plusS(tx.now, leaseS), tries: 0, createdAt: tx.now, updatedAt: tx.now,
  })));

  const go = (p: ParcelToBook, reason: string): VerdictIn<"booking"> => ({ id: p.id, holds: [], move: "book", reason, retryS: null });
  const verdicts: VerdictIn<"booking">[] = [
    ...live.map((p) => go(p, fact("booked_already"))),
    ...booked.map(({ parcel, work }) => ({ ...go(parcel, fact("own_number", parcel.methodName)), work })),
    ...empty.map((p): VerdictIn<"booking"> => ({ id: p.id, holds: [{ code: "number_pool_empty", evidence: { method: p.methodName } }], move: "book", reason: "", retryS: 300 })),
    ...[...gaps].map(([id, gap]): VerdictIn<"booking"> => ({ id, holds: [gap], move: null, reason: "", retryS: 600 })),
    // Sent now or before: the attempt's outcome moves the parcel, not the clock. Who is sent now has its outcome soon; who comes
    // back while an answer is missing, as one routed anew, is told what it waits for.
    ...[...waiting, ...toSend].map((p): VerdictIn<"booking"> => ({ id: p.id, holds: p.openAttempt === "unknown" || p.holdCodes.includes("carrier_pending") ? pendingAgain : [], move: null, reason: "", retryS: null, ...(p.openAttempt === null && { left: true }) })),
  ];
  await settle(tx, "parcel", "booking", parcels, verdicts);
  return { claimed: parcels.length, planned };
}
const pendingAgain: VerdictIn<"booking">["holds"] = [{ code: "carrier_pending", evidence: { detail: fact("asking_again") } }];

/** Methods without an API book by a local act: a number of the pool, or none at all. */
async function bookLocally(tx: Tx, parcels: readonly ParcelToBook[]): Promise<{ booked: { parcel: ParcelToBook; work: ParcelWork }[]; empty: ParcelToBook[] }> {
  const numbers = new Map<string, string | null>();
  for (const [methodId, group] of Map.groupBy(parcels.filter((p) => p.numberSource === "number_pool"), (p) => p.methodId))
    for (const taken of await takePoolNumbers(tx, methodId, group.map((p) => p.id))) numbers.set(taken.parcelId, taken.number);
  for (const p of parcels.filter((p) => p.numberSource === "none")) numbers.set(p.id, null);
  const booked = parcels.filter((p) => numbers.has(p.id)).map((parcel) => ({ parcel, work: { bookingId: tx.newId(), trackingNo: numbers.get(parcel.id) ?? null } }));
  await tx.insert("booking_attempt", booked.map(({ parcel: p, work }) => ({
    id: work.bookingId, parcelId: p.id, carrierAccountId: null, methodId: p.methodId, state: "booked", service: p.service, addressHash: p.addressHash,
    leaseNo: 0, sentAt: tx.now, lookAt: tx.now, tries: 0, trackingNo: work.trackingNo, costMinor: 0, costCurrency: null, createdAt: tx.now, updatedAt: tx.now,
  })));
  return { booked, empty: parcels.filter((p) => !numbers.has(p.id)) };
}

async function callCarriers(company: Company, planned: readonly Planned[]): Promise<void> {
  for (const [accountId, group] of Map.groupBy(planned, (p) => p.carrierAccountId)) {
    const account = await inOrg(company.db, company.orgId, (tx) => readAccount(tx, accountId));
    const carrier = await opened(company, () => company.outside.carrier(accountId));
    const stopped = watchStopped(company, group.map((p) => p.parcel.id));
    await askAndRecord(company.db, group, async ({ attemptId, parcel: { id: parcelId, methodId, warehouseId, addressHash }, parcel, goods, notAfter }): Promise<Done> => {
      const asked = { attemptId, leaseNo: 1, parcelId, methodId, warehouseId, addressHash };
      if ((await stopped()).has(parcelId)) return { ...asked, outcome: notAsked };
      const answer = carrier.ok ? await withLabel(company, carrier.value, await guarded(company, () => carrier.value.book(bookingRequest(attemptId, parcel, goods, notAfter)))) : carrier;
      return { ...asked, outcome: judgeAnswer(answer) };
    }, (some) => record(company, account, carrier.ok ? carrier.value.settleS : 0, some));
  }
}

/**
 * Who was stopped since the plan, asked again before a call when the last answer is a tenth of a second old: each label is
 * money, and a slow carrier's batch takes minutes. Asked before every one of them, 400 quick calls would cost as much again.
 */
function watchStopped({ db, orgId }: Company, parcelIds: readonly string[]): () => Promise<ReadonlySet<string>> {
  let askedAt = db.clock.now();
  let stopped: Promise<ReadonlySet<string>> = Promise.resolve(new Set<string>());
  return () => {
    if (db.clock.now() >= plusS(askedAt, 0.1)) [askedAt, stopped] = [db.clock.now(), inOrg(db, orgId, async (tx) => new Set(await listStopped(tx, parcelIds)))];
    return stopped;
  };
}
