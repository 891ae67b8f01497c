import type { Channel } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { ParcelHoldIn } from "@argosy/core/journey.ts";
import { ok } from "@argosy/core/result.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../../db/tx.ts";
import { askAndRecord, guarded, opened, writeOrAlone, type Door } from "../calls.ts";
import { changeHolds, forgivenKey, listForgiven, listOpenHolds, placeHolds, type Found } from "../hold.ts";
import type { Company, Room } from "../room.ts";
import { judgeNotice, type NoticeOutcome } from "./decide.ts";
import { followCarrier } from "./pull.ts";
import { listConfirmedParcels, recordNotices, takeNotices, type Notice } from "./sql.ts";

const batch = 500;
const leaseS = 120;
// Sent in the first half of the lease only, so that a request that is slow on its way has arrived when another reads back.
const sendWithinS = 60;
const lateS = 2 * 3600; // the channel is tried on; from here on a person knows, long before the promise is broken
type NoticeHold = Extract<ParcelHoldIn<"tracking">, `notice_${string}`>;

/**
 * 11 tracking (标记发货 跟踪): tells each channel the number on the box, once, and follows the parcel.
 *
 * In     channel_attempt rows written by the transaction that shipped; tracking events (pull.ts)
 * Out    `deliver` -> delivered, `bring_back` -> returned, `lose` -> lost, `expire` -> expired; held `notice_refused` with the channel's
 *        words, `notice_unsupported`, `notice_late`, or with an alarm (pipeline/alarms.ts)
 * Writes channel_attempt, tracking_event, booking_attempt (`handed_over`), parcel, parcel_event, hold
 * Crash  a notice that was being sent is `unknown` after its lease and is read back before it is sent again
 */
export const tracking: Room = {
  name: "tracking",
  callsOut: true,
  async run(company) {
    const now = company.db.clock.now();
    const notices = await inOrg(company.db, company.orgId, (tx) => takeNotices(tx, batch, plusS(now, leaseS)));
    if (notices.length === 0) return 0;
    const channels = new Map<string, Door<Channel>>();
    for (const accountId of new Set(notices.map((n) => n.shopAccountId)))
      channels.set(accountId, await opened(company, () => company.outside.channel(accountId)));
    await askAndRecord(company.db, notices, async (n) => [n, await tellGuarded(company, channels.get(n.shopAccountId)!, n, plusS(now, sendWithinS))] as const, (told) =>
      writeOrAlone(told, (some) => inOrg(company.db, company.orgId, (tx) => record(tx, some.map(([n]) => n), new Map(some.map(([n, outcome]) => [n.id, outcome])))), ([n], error) => holdUnwritten(company, n.parcelId, n.id, error)),
    );
    // These have just left, most of them; a carrier that was quicker than the scan has had its word already.
    await writeOrAlone([...new Set(notices.map((n) => n.parcelId))], (some) => inOrg(company.db, company.orgId, (tx) => followCarrier(tx, some)), (id, error) => holdUnwritten(company, id, id, error));
    return notices.length;
  },
};

/** The notice stays as it was taken: after its lease it is read back, so nothing is told twice; but a person hears of it. */
async function holdUnwritten(company: Company, id: string, logId: string, error: unknown): Promise<void> {
  company.log({ what: "an outcome could not be recorded", logId, error });
  await inOrg(company.db, company.orgId, (tx) => placeHolds(tx, "parcel", [{ id, code: "broken", evidence: { logId, room: "tracking" } }], { actor: "room:tracking", source: "room:tracking", reason: fact("unexpected") }));
}

/** A channel that throws is a bug, but the notice may have arrived: it is read back, and the others have their turn. */
async function tellGuarded(company: Company, channel: Door<Channel>, notice: Notice, notAfter: Instant): Promise<NoticeOutcome> {
  const told = channel.ok ? await guarded(company, async () => ok(await tell(channel.value, notice, notAfter))) : channel;
  const outcome = told.ok ? told.value : judgeNotice(told.error, notice.tries);
  // What may have been sent once is read back every time, however this try ended.
  return outcome.state === "pending" && notice.state !== "pending" ? { ...outcome, state: "unknown" } : outcome;
}

/** Sends one notice. Whatever may have been sent before is read back first. */
async function tell(channel: Channel, notice: Notice, notAfter: Instant): Promise<NoticeOutcome> {
  const { trackingNo } = notice;
  if (trackingNo === null || notice.carrierCode === "")
    return { state: "unsupported", waitS: 0, externalId: null, error: { detail: fact(trackingNo === null ? "no_number_yet" : "no_carrier_word") } };
  if (notice.state !== "pending") {
    const known = await channel.findShipNotices(notice.orderExternalId);
    if (!known.ok) return { ...judgeNotice(known.error, notice.tries), state: "unknown" };
    const mine = known.value.find((n) => n.trackingNo === trackingNo);
    if (mine) return { state: "confirmed", waitS: 0, externalId: mine.externalId, error: null };
  }
  if (notice.channelState === "cancelled") return { state: "unsupported", waitS: 0, externalId: null, error: { detail: fact("cancelled_there") } };
  const sent = await channel.sendShipNotice({
    orderExternalId: notice.orderExternalId, lines: notice.lines, trackingNo, carrierCode: notice.carrierCode, shippedAt: notice.shippedAt, notAfter,
  });
  if (sent.ok) return { state: "confirmed", waitS: 0, externalId: sent.value.externalId, error: null };
  return judgeNotice(sent.error, notice.tries);
}

async function record(tx: Tx, notices: readonly Notice[], outcomes: ReadonlyMap<string, NoticeOutcome>): Promise<void> {
  const rows = notices.flatMap(({ id, leaseNo }) => {
    const outcome = outcomes.get(id);
    if (!outcome) return [];
    const open = outcome.state === "pending" || outcome.state === "unknown";
    return [{ id, leaseNo, state: outcome.state, nextTryAt: open ? plusS(tx.now, outcome.waitS) : null, externalId: outcome.externalId, error: outcome.error }];
  });
  const mine = new Set((await recordNotices(tx, rows)).map((r) => r.id));
  const written = notices.filter((n) => mine.has(n.id));
  const found = written.flatMap((n): (Found<NoticeHold> & { id: string })[] => {
    const { state, error } = outcomes.get(n.id)!;
    const { parcelId: id, orderNo, shippedAt } = n;
    if (state === "rejected") return [{ id, code: "notice_refused", evidence: { orderNo, ...error } }];
    if (state === "unsupported") return [{ id, code: "notice_unsupported", evidence: { orderNo, ...error } }];
    return state !== "confirmed" && plusS(shippedAt, lateS) <= tx.now ? [{ id, code: "notice_late", evidence: { shippedAt } }] : [];
  });
  const seen = await listForgiven(tx, "parcel", found.filter((f) => f.code === "notice_late").map((f) => f.id)); // who knows is not told at every try
  await placeHolds(tx, "parcel", found.filter((f) => !seen.has(forgivenKey(f.id, f))), { actor: "room:tracking", source: "room:tracking", reason: fact("channel_answered") });
  await releaseAnswered(tx, written.filter((n) => outcomes.get(n.id)!.state === "confirmed").map((n) => n.parcelId));
}

/** A notice that went through at last takes its hold away. */
async function releaseAnswered(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  const parcels = parcelIds.length > 0 ? await listConfirmedParcels(tx, parcelIds) : [];
  if (parcels.length === 0) return;
  const open = Map.groupBy((await listOpenHolds(tx, "parcel", parcels.map((p) => p.id))).filter((h) => h.code.startsWith("notice_")), (h) => h.travellerId);
  const changes = [...open].map(([id, close]) => ({ id, open: [], close }));
  await changeHolds(tx, "parcel", changes, { actor: "room:tracking", source: "room:tracking", reason: fact("channel_has_it") });
}
