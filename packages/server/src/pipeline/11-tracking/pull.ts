import type { TrackingEvent } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { plusS } from "@argosy/core/time.ts";
import type { Tx } from "../../db/tx.ts";
import { endAlarms, inOurHands, raiseAlarms } from "../alarms.ts";
import type { Pull } from "../feed.ts";
import { listOpenHolds, placeHolds } from "../hold.ts";
import { moveParcels } from "../move.ts";
import { moveFor } from "./decide.ts";
import { addTrackingEvents, findTracked, listSilent, listUnderWay, markHandedOver, setTrackingStatus } from "./sql.ts";

/** Carrier events. An event known already is passed over; the newest decides where the parcel stands. */
export const pullTracking: Pull<TrackingEvent> = {
  everyS: 900, // a poll may page through many trackers that did not change
  overlapS: 1800,
  longestS: 30 * 86_400,
  list: async (company, accountId) => (await company.outside.carrier(accountId)).listTracking,
  store: async (tx, accountId, events) => void (await storeTracking(tx, accountId, events)),
  async unwritten(tx, accountId, event, logId) {
    const parcels = await findTracked(tx, accountId, [event.trackingNo]);
    const known = await listOpenHolds(tx, "parcel", parcels.map((p) => p.parcelId)); // the overlap brings it again and again: told once
    const untold = parcels.filter((p) => !known.some((h) => h.travellerId === p.parcelId && h.code === "broken"));
    await placeHolds(tx, "parcel", untold.map((p) => ({ id: p.parcelId, code: "broken", evidence: { logId, room: "tracking" } })), { actor: "room:tracking", source: "room:tracking", reason: fact("unexpected") });
  },
};

/** Answers how many parcels had news. */
export async function storeTracking(tx: Tx, accountId: string, events: readonly TrackingEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const parcels = new Map((await findTracked(tx, accountId, [...new Set(events.map((e) => e.trackingNo))])).map((p) => [p.trackingNo, p.parcelId]));
  const known = events.flatMap((e) => (parcels.has(e.trackingNo) ? [{ ...e, parcelId: parcels.get(e.trackingNo)! }] : []));
  const fresh = await addTrackingEvents(tx, known);
  const concerned = [...new Set(fresh.map((f) => f.parcelId))];
  const now = await setTrackingStatus(tx, concerned);
  await markHandedOver(tx, now.filter((p) => !inOurHands.has(p.status)).map((p) => p.id));
  await followCarrier(tx, [...parcels.values()]);
  await raiseAlarms(tx, [...parcels.values()]);
  return concerned.length;
}

/** Moves parcels under way to where the carrier's last word leads, also one that was heard before they left the house. */
export async function followCarrier(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  const heard = (await listUnderWay(tx, parcelIds)).map((p) => ({ ...p, move: moveFor(p.status, p.vendorCode) }));
  for (const [move, group] of Map.groupBy(heard, (p) => p.move))
    if (move !== null)
      await moveParcels(tx, move, group.map((p) => p.id), { actor: "carrier", reason: "", each: new Map(group.map((p) => [p.id, { reason: p.vendorCode }])) });
}

const silentDays = 60; // the post needs no longer; after it nothing more is to be expected
/** Ends parcels of which nothing was heard for sixty days. Answers how many. */
export async function expireSilent(tx: Tx): Promise<number> {
  const silent = await listSilent(tx, plusS(tx.now, -silentDays * 86_400), 500);
  await endAlarms(tx, silent.map((p) => p.id));
  return (await moveParcels(tx, "expire", silent.map((p) => p.id), { actor: "room:tracking", reason: fact("no_news_for", silentDays) })).length;
}
