import { present } from "@argosy/core/assert.ts";
import type { TrackingStatus } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { ParcelHoldIn } from "@argosy/core/journey.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { listFollowed, listUnheard, listUnscanned, type Followed } from "./alarms-sql.ts";
import { changeHolds, evidenceHash, forgivenKey, listForgiven, listOpenHolds, type Found } from "./hold.ts";

// Parcels under way that want a person: never seen by their carrier, not heard of for long, not delivered, kept at customs.

type Alarm = Extract<ParcelHoldIn<"tracking">, "no_first_scan" | "no_news" | "delivery_failed" | "customs_asks">;
const alarms = new Set<string>(["no_first_scan", "no_news", "delivery_failed", "customs_asks"] satisfies Alarm[]);
const firstScanDays = 5;
const newsDays = 10;
/** What a carrier says before it has seen the parcel. */
export const inOurHands: ReadonlySet<string> = new Set(["not_found", "info_received"] satisfies TrackingStatus[]);
// EasyPost's detail, and 17TRACK's sub-status: papers or money are wanted before the parcel goes on.
const customsWants = /awaiting_information|CustomsRequiringInformation/i;

/**
 * What a parcel under way asks of a person.
 * Rule    The carrier's last word counts: the next scan answers what the one before it asked. A parcel whose carrier tells
 *         nothing, as with numbers of our own, can't be missed.
 */
export function alarmsOf(parcel: Followed, now: Instant): Found<Alarm>[] {
  const { status, vendorCode, text, place, at, shippedAt } = parcel;
  if (parcel.stage !== "tracking" || shippedAt === null) return [];
  if (status === null || inOurHands.has(status))
    return parcel.tracked && plusS(shippedAt, firstScanDays * 86_400) <= now ? [{ code: "no_first_scan", evidence: { shippedAt, days: firstScanDays } }] : [];
  const evidence = { at: present(at, "when the carrier said it"), text, place };
  if (status === "delivery_failure") return [{ code: "delivery_failed", evidence }];
  if (customsWants.test(vendorCode)) return [{ code: "customs_asks", evidence }];
  return plusS(evidence.at, newsDays * 86_400) <= now ? [{ code: "no_news", evidence: { ...evidence, days: newsDays } }] : [];
}

/** Judges these parcels anew: opens what is found, ends what the last news answered or the end of the journey did. */
export async function raiseAlarms(tx: Tx, parcelIds: readonly string[]): Promise<void> {
  const found = new Map((await listFollowed(tx, parcelIds)).map((p) => [p.id, alarmsOf(p, tx.now)]));
  await changeAlarms(tx, found);
}
/** Whatever was asked of these parcels is answered by what happens to them next. */
export const endAlarms = (tx: Tx, parcelIds: readonly string[]): Promise<void> => changeAlarms(tx, new Map(parcelIds.map((id) => [id, []])));

/** The nightly round: nobody tells us that a parcel was not scanned, or not again. */
export async function alarmUnheard(tx: Tx): Promise<void> {
  const unscanned = await listUnscanned(tx, plusS(tx.now, -firstScanDays * 86_400), 500);
  const unheard = await listUnheard(tx, plusS(tx.now, -newsDays * 86_400), 500);
  await raiseAlarms(tx, [...unscanned, ...unheard].map((p) => p.id));
}

async function changeAlarms(tx: Tx, found: ReadonlyMap<string, readonly Found[]>): Promise<void> {
  const ids = [...found.keys()];
  if (ids.length === 0) return;
  const open = Map.groupBy((await listOpenHolds(tx, "parcel", ids)).filter((h) => alarms.has(h.code)), (h) => h.travellerId);
  const forgiven = await listForgiven(tx, "parcel", ids.filter((id) => found.get(id)!.length > 0));
  const changes = ids.map((id) => {
    const [here, now] = [open.get(id) ?? [], found.get(id) ?? []];
    const same = (f: Found, h: { readonly code: string; readonly evidenceHash: string }) => h.code === f.code && h.evidenceHash === evidenceHash(f.evidence);
    return { id, open: now.filter((f) => !here.some((h) => same(f, h)) && !forgiven.has(forgivenKey(id, f))), close: here.filter((h) => !now.some((f) => same(f, h))) };
  });
  await changeHolds(tx, "parcel", changes, { actor: "room:tracking", source: "room:tracking", reason: fact("looked_again") });
}
