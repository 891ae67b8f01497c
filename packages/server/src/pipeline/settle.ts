import { fact } from "@argosy/core/facts.ts";
import { clearedByRoom, type HoldCode, type HoldIn, type MoveFrom, type OrderMove, type ParcelMove, type Room as RoomName } from "@argosy/core/journey.ts";
import { plusS } from "@argosy/core/time.ts";
import { sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { changeHolds, evidenceHash, forgivenKey, listForgiven, listOpenHolds, type Found, type OpenHold } from "./hold.ts";
import { changeParcels, moveOrders, moveParcels, type ParcelWork } from "./move.ts";
import { tables, type Traveller } from "./traveller.ts";

/**
 * What a room answers for one traveller: every reason to stay, and where it goes when none of them stands.
 * `move: null` means it stays whatever happens (its work goes on elsewhere). `retryS` looks again after that time;
 * null waits until a fact changes or a person acts.
 */
export type Verdict<C extends HoldCode = HoldCode, M extends OrderMove | ParcelMove = OrderMove | ParcelMove> = {
  readonly id: string;
  readonly holds: readonly Found<C>[];
  readonly move: M | null;
  readonly reason: string;
  /** The reason told instead when it moves because a person released what was found. */
  readonly reasonByHand?: string;
  readonly retryS: number | null;
  readonly data?: object;
  /** What the room's work fills in on a parcel; it stays when the parcel may not move on. */
  readonly work?: ParcelWork;
  /** The room has moved it already, or is about to: it is not asked to wait. */
  readonly left?: true;
};

/** What this room may answer: another room's hold or move does not compile. */
export type VerdictIn<R extends RoomName> = Verdict<HoldIn<R>, MoveFrom<R>>;

/** Moves whom it can through this room and further. Answers whom it has moved; the others move into the next room only. */
export type Onward = (tx: Tx, leaving: readonly Verdict[]) => Promise<ReadonlySet<string>>;

/**
 * Writes the verdicts of one batch as a set.
 *
 * Rule    A hold found again stays; one no longer found is released by the room; one that a person released for
 *         exactly this evidence does not count. A traveller moves when nothing is left against it.
 */
export async function settle(
  tx: Tx, traveller: Traveller, room: RoomName, travellers: readonly { readonly id: string; readonly holdCodes: readonly string[] }[], verdicts: readonly Verdict[],
  onward?: Onward,
): Promise<void> {
  const actor = `room:${room}` as const;
  // A verdict may speak of one that was not claimed: an order joined to a claimed one. What is open on it is read too.
  const unmarked = new Set(travellers.filter((t) => t.holdCodes.length === 0).map((t) => t.id));
  const marked = verdicts.map((v) => v.id).filter((id) => !unmarked.has(id));
  const open = marked.length > 0 ? await listOpenHolds(tx, traveller, marked) : [];
  const openOf = Map.groupBy(open, (h) => h.travellerId);
  const forgiven = await listForgiven(tx, traveller, verdicts.filter((v) => v.holds.length > 0).map((v) => v.id));

  const changes = [];
  const stay: Verdict[] = [];
  const go: Verdict[] = [];
  for (const verdict of verdicts) {
    // Who has nowhere to go yet can't be let go: its work is not done, and a person's word does not do it.
    const standing = verdict.move === null ? verdict.holds : verdict.holds.filter((found) => !forgiven.has(forgivenKey(verdict.id, found)));
    const before = openOf.get(verdict.id) ?? [];
    const same = (found: Found) => before.find((h) => h.code === found.code && h.evidenceHash === evidenceHash(found.evidence));
    changes.push({ id: verdict.id, open: standing.filter((f) => !same(f)), close: before.filter((h) => gone(h, standing, same)) });
    const heldElsewhere = before.some((h) => !clearedByRoom(h.code)); // a person's or the channel's hold: its work is kept, it stays
    if (verdict.left) continue;
    if (standing.length > 0 || verdict.move === null || heldElsewhere) stay.push(verdict);
    else go.push(verdict.holds.length === 0 ? verdict : { ...verdict, reason: verdict.reasonByHand ?? verdict.reason });
  }
  await changeHolds(tx, traveller, changes, { actor, source: actor, reason: fact("looked_again") });
  await waitFor(tx, traveller, stay);
  const further = (await onward?.(tx, go.filter((v) => v.holds.length === 0 && !openOf.has(v.id)))) ?? new Set();
  for (const [move, group] of Map.groupBy(go.filter((v) => !further.has(v.id)), (v) => v.move)) {
    const ids = group.map((v) => v.id);
    const note = { actor, reason: "", each: new Map(group.map((v) => [v.id, v])) };
    if (traveller === "order") await moveOrders(tx, move as OrderMove, ids, note);
    else await moveParcels(tx, move as ParcelMove, ids, note, workOf(group));
  }
}

/** No longer found, or found with other evidence. Holds that no room clears are only ever replaced, not closed. */
const gone = (hold: OpenHold, standing: readonly Found[], same: (found: Found) => OpenHold | undefined): boolean =>
  !standing.some((found) => same(found) === hold) && (clearedByRoom(hold.code) || standing.some((found) => found.code === hold.code));

const workOf = (verdicts: readonly Verdict[]) => new Map(verdicts.flatMap((v) => (v.work ? [[v.id, v.work] as const] : [])));

async function waitFor(tx: Tx, traveller: Traveller, stay: readonly Verdict[]): Promise<void> {
  for (const [retryS, group] of Map.groupBy(stay, (v) => v.retryS)) {
    const ids = group.map((v) => v.id);
    const nextTryAt = retryS === null ? null : plusS(tx.now, retryS);
    if (traveller === "parcel") await changeParcels(tx, ids, workOf(group), sql`next_try_at = ${nextTryAt}`);
    else await tx.write`update orders set next_try_at = ${nextTryAt} where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;
  }
}
