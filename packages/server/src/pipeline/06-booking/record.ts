import { fact } from "@argosy/core/facts.ts";
import { plusS } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { placeHolds } from "../hold.ts";
import { writeOrAlone } from "../calls.ts";
import { describe } from "../feed.ts";
import { labelHash } from "../label-file.ts";
import type { Company } from "../room.ts";
import { settle, type VerdictIn } from "../settle.ts";
import type { Outcome } from "./decide.ts";
import { endSignOut, keepLateBookings, lockParcels, recordOutcomes, signOutAccount, unchanged, voidAttempts, type AttemptOutcome, type CarrierAccount } from "./sql.ts";

/** `warehouseId` null: of an attempt that did not note it. */
export type Done = {
  readonly attemptId: string; readonly leaseNo: number; readonly parcelId: string; readonly methodId: string; readonly warehouseId: string | null; readonly addressHash: string; readonly outcome: Outcome;
  readonly lookedUp?: true; // no answer came to the call itself: the carrier had the booking when it was asked
};

/** Writes what the carrier answered, and moves or holds the parcels, in one transaction; one by one if that fails. `asked` may be signed out by it. */
export const record = (company: Company, asked: CarrierAccount | null, settleS: number, done: readonly Done[]): Promise<void> =>
  writeOrAlone(done, (some) => inOrg(company.db, company.orgId, (tx) => write(tx, asked, settleS, some)), (one, error) => holdUnwritten(company, one, error));

/** The attempt stays open: its lease ends and it is looked up, so a paid booking is never lost from sight; but a person hears of it. */
async function holdUnwritten(company: Company, { attemptId, parcelId }: Done, error: unknown): Promise<void> {
  company.log({ what: "an outcome could not be recorded", logId: attemptId, error });
  await inOrg(company.db, company.orgId, async (tx) => {
    const waiting = (await lockParcels(tx, [parcelId])).filter((p) => p.stage === "booking");
    await placeHolds(tx, "parcel", waiting.map(({ id }) => ({ id, code: "broken", evidence: { logId: attemptId, room: "booking" } })), { actor: "room:booking", source: "room:booking", reason: fact("unexpected") });
  });
}

async function write(tx: Tx, asked: CarrierAccount | null, settleS: number, done: readonly Done[]): Promise<void> {
  const parcels = new Map((await lockParcels(tx, done.map((d) => d.parcelId))).map((p) => [p.id, p])); // before their attempts, as everywhere
  const rows = done.map((d) => outcomeRow(tx, d, settleS));
  const written = new Set((await recordOutcomes(tx, rows)).map((a) => a.id));
  const late = rows.filter((row) => row.state === "booked" && !written.has(row.id));
  if (late.length > 0) await keepLateBookings(tx, late);
  const mine = done.filter((d) => written.has(d.attemptId));
  await tx.insert("label_file", mine.flatMap(({ attemptId, outcome }) =>
    outcome.is === "booked" && outcome.answered.label ? [{ bookingId: attemptId, mime: outcome.answered.label.mime, bytes: Buffer.from(outcome.answered.label.bytes) }] : [],
  ));
  if (asked) await noteWhetherItBooks(tx, asked, mine);

  const wanted = (d: Done): boolean => {
    const parcel = parcels.get(d.parcelId);
    return parcel?.stage === "booking" && parcel.methodId === d.methodId && parcel.addressHash === d.addressHash && (d.warehouseId ?? parcel.warehouseId) === parcel.warehouseId;
  };
  const booked = mine.flatMap((d) => (d.outcome.is === "booked" ? [{ ...d, booking: d.outcome.answered.booking }] : []));
  // Cancelled or routed anew while the carrier was asked: the booking is real, so it is given back.
  await voidAttempts(tx, booked.filter((d) => !wanted(d)).map((d) => d.attemptId));

  const here = mine.filter((d) => parcels.get(d.parcelId)?.stage === "booking");
  const verdicts = here.map((d): VerdictIn<"booking"> => {
    if (d.outcome.is !== "booked") return { id: d.parcelId, holds: d.outcome.hold ? [d.outcome.hold] : [], move: null, reason: "", retryS: d.outcome.retryS };
    if (!wanted(d)) return { id: d.parcelId, holds: [], move: null, reason: "", retryS: 0 };
    const { service, trackingNo } = d.outcome.answered.booking;
    return { id: d.parcelId, holds: [], move: "book", reason: fact(d.lookedUp ? "booked_found" : "booked", service, trackingNo), retryS: null, work: { bookingId: d.attemptId, trackingNo } };
  });
  await settle(tx, "parcel", "booking", here.map((d) => parcels.get(d.parcelId)!), verdicts);
}

/** Whom it refuses to book for as one it does not know is signed out, until it books again: that its lists come proves nothing. */
async function noteWhetherItBooks(tx: Tx, asked: CarrierAccount, mine: readonly Done[]): Promise<void> {
  const refused = mine.flatMap(({ outcome }) => (outcome.is !== "booked" && outcome.error.kind === "signed_out" ? [outcome.error] : []))[0];
  if (refused) await signOutAccount(tx, asked, describe(refused));
  else if (asked.bookingError !== null && mine.some((d) => d.outcome.is === "booked")) await endSignOut(tx, asked);
}

function outcomeRow(tx: Tx, { attemptId, leaseNo, outcome }: Done, settleS: number): AttemptOutcome {
  if (outcome.is !== "booked")
    return { ...unchanged({ id: attemptId, leaseNo }), state: outcome.is, lookAt: plusS(tx.now, outcome.is === "unknown" ? settleS : 0), error: outcome.error };
  const { booking, label } = outcome.answered;
  return {
    id: attemptId, leaseNo, state: "booked", lookAt: plusS(tx.now, 30), error: null, externalId: booking.externalId, trackingNo: booking.trackingNo, trackerId: booking.trackerId,
    costMinor: booking.cost.minor, costCurrency: booking.cost.currency, labelUrl: booking.labelUrl, labelMime: label?.mime ?? null,
    labelSha256: label ? labelHash(label.bytes) : null,
  };
}
