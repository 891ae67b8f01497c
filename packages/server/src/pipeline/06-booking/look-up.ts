import { fact } from "@argosy/core/facts.ts";
import { money } from "@argosy/core/money.ts";
import { plusS } from "@argosy/core/time.ts";
import type { Booking, Carrier } from "@argosy/core/connector.ts";
import { inOrg } from "../../db/tx.ts";
import { fewAtATime, guarded, opened, type Door } from "../calls.ts";
import { labelHash } from "../label-file.ts";
import { placeHolds } from "../hold.ts";
import { wake } from "../move.ts";
import type { Company } from "../room.ts";
import { withLabel } from "./call.ts";
import { judgeAnswer, leaseS } from "./decide.ts";
import { record } from "./record.ts";
import { lockParcels, recordOutcomes, takeAttempts, unchanged, type Attempt } from "./sql.ts";

const batch = 100;
const askAfterTries = 5;

/** Works off attempts whose time has come: outcomes to look up, bookings to void, labels still to be fetched. */
export async function lookUpAttempts(company: Company): Promise<number> {
  const now = company.db.clock.now();
  const due = await inOrg(company.db, company.orgId, (tx) => takeAttempts(tx, batch, plusS(now, leaseS)));
  for (const [accountId, attempts] of Map.groupBy(due, (a) => a.carrierAccountId)) {
    const carrier = await opened(company, () => company.outside.carrier(accountId));
    await fewAtATime(attempts, (attempt) => {
      if (attempt.state === "cancelling") return voidOne(company, carrier, attempt);
      if (attempt.state === "booked") return fetchLabel(company, carrier, attempt);
      return lookUp(company, carrier, attempt);
    });
  }
  return due.length;
}

/**
 * Finds out what became of a call whose answer was lost.
 * Rule    Found: it is booked, as if the answer had come. Not found: only after the lease and the carrier's settle time is
 *         it absent, because it may have been sent at the lease's end, and a request that timed out may still arrive.
 *         A carrier that can't be asked leaves it unknown; after five tries a person is told.
 */
async function lookUp(company: Company, carrier: Door<Carrier>, attempt: Attempt): Promise<void> {
  const found = carrier.ok ? await guarded(company, () => carrier.value.findBooking(attempt.id)) : carrier;
  const { id: attemptId, leaseNo, parcelId, methodId, warehouseId, addressHash } = attempt;
  if (carrier.ok && found.ok && found.value) {
    const outcome = judgeAnswer(await withLabel(company, carrier.value, { ok: true, value: found.value }));
    return record(company, null, carrier.value.settleS, [{ attemptId, leaseNo, parcelId, methodId, warehouseId, addressHash, outcome, lookedUp: true }]);
  }
  const settleS = carrier.ok ? carrier.value.settleS : 0;
  const settled = found.ok && company.db.clock.now() >= plusS(attempt.sentAt, leaseS + settleS);
  await inOrg(company.db, company.orgId, async (tx) => {
    const waitS = found.ok ? Math.min(60, settleS) : 60 * Math.min(attempt.tries, 15);
    const [parcel] = await lockParcels(tx, [parcelId]); // before its attempt, as everywhere
    const error = settled ? { kind: "absent", detail: fact("no_such_booking") } : found.ok ? null : found.error;
    const mine = await recordOutcomes(tx, [{ ...unchanged(attempt), state: settled ? "absent" : "unknown", lookAt: plusS(tx.now, waitS), error }]);
    if (mine.length === 0) return;
    if (settled) await wake(tx, "parcel", [parcelId]);
    else if (attempt.tries >= askAfterTries && parcel?.stage === "booking") // one that waits for it no more is held by nothing
      await placeHolds(tx, "parcel", [{ id: parcelId, code: "booking_unknown", evidence: { attemptId, since: attempt.sentAt } }], {
        actor: "room:booking", source: "room:booking", reason: fact("carrier_not_asked"),
      });
  });
}

/** Gives a booking back at the account that made it. Refused for good is kept with the carrier's words: the cost stays in the books. */
async function voidOne(company: Company, carrier: Door<Carrier>, attempt: Attempt): Promise<void> {
  const answer = carrier.ok ? await guarded(company, () => carrier.value.voidBooking(attempt.externalId ?? attempt.id)) : carrier;
  const state = answer.ok ? "cancelled" : answer.error.kind === "refused" ? "cancel_failed" : "cancelling";
  await inOrg(company.db, company.orgId, (tx) =>
    recordOutcomes(tx, [{ ...unchanged(attempt), state, lookAt: plusS(tx.now, 60 * Math.min(attempt.tries, 30)), error: answer.ok ? null : answer.error }]),
  );
}

async function fetchLabel(company: Company, carrier: Door<Carrier>, attempt: Attempt): Promise<void> {
  const booking: Booking = {
    externalId: attempt.externalId ?? "", trackingNo: attempt.trackingNo ?? "", trackerId: attempt.trackerId, service: attempt.service, labelUrl: attempt.labelUrl,
    cost: money(attempt.costMinor ?? 0, attempt.costCurrency ?? "USD"),
  };
  const answer = carrier.ok ? await guarded(company, () => carrier.value.fetchLabel(booking)) : carrier;
  await inOrg(company.db, company.orgId, async (tx) => {
    const waitS = 60 * Math.min(attempt.tries, 30);
    if (!answer.ok) return void (await recordOutcomes(tx, [{ ...unchanged(attempt), state: "booked", lookAt: plusS(tx.now, waitS), error: answer.error }]));
    const { mime, bytes } = answer.value;
    const mine = await recordOutcomes(tx, [{ ...unchanged(attempt), state: "booked", lookAt: tx.now, error: null, labelMime: mime, labelSha256: labelHash(bytes) }]);
    if (mine.length > 0) await tx.insert("label_file", [{ bookingId: attempt.id, mime, bytes: Buffer.from(bytes) }]);
  });
}
