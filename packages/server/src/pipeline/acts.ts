import type { ErrorCode } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { clearedByRoom, isAboutMoney, isReleasable, wantsReason, type HoldCode } from "@argosy/core/journey.ts";
import { parseInstant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { changeHolds, placeHolds, type Found, type OpenHold } from "./hold.ts";
import { wake, writeHistory } from "./move.ts";
import { listStanding, type Standing } from "./acts-sql.ts";
import type { Actor, Traveller } from "./traveller.ts";

// What a person does to one traveller or to thousands: one function, set-wise, a result for each row.

export type RowResult = { readonly id: string; readonly no?: string; readonly ok: boolean; readonly code: string | null; readonly detail: string | null };
export const done = (id: string): RowResult => ({ id, ok: true, code: null, detail: null });
export const refused = (id: string, code: ErrorCode, detail: string | null = null): RowResult => ({ id, ok: false, code, detail });

/**
 * `noOrders`: whoever asks has no say about orders and their money; a floor's right to its parcels is none.
 * `loginStale`: he gave his password long ago, and lets no money pass before he has given it again.
 */
export type Person = { readonly actor: Actor; readonly reason: string; readonly noOrders?: boolean; readonly loginStale?: boolean };
/** Ids in, one result for each out with its number, in the order asked. Unknown ids are named, not skipped. */
export async function actOn(
  tx: Tx, traveller: Traveller, ids: readonly string[], work: (standing: readonly Standing[]) => Promise<readonly RowResult[]>,
): Promise<RowResult[]> {
  const standing = await listStanding(tx, traveller, ids);
  const numbers = new Map(standing.map((t) => [t.id, t.no]));
  const results = new Map((await work(standing)).map((r) => [r.id, { ...r, no: numbers.get(r.id) ?? "" }]));
  const unknown = traveller === "order" ? "order_not_found" : "parcel_not_found";
  return [...new Set(ids)].map((id) => results.get(id) ?? refused(id, unknown));
}

/**
 * Lets go the open holds of travellers for the evidence a person has seen, and lets their rooms look again.
 *
 * Rule    `codes` limits which (null: all). `seen` holds the evidence hashes the person was shown, per traveller: a hold that
 *         is not among them is `changed_meanwhile`, so nobody approves what he did not read. Without `seen` he has named
 *         all that match a filter, unread. One that can't be let go is named, and none of the row's holds goes. Those
 *         that `wantsReason` names need one. Where money hangs on one of the holds, a stale login lets go none at all, so
 *         that the very same call can be made again.
 */
export async function release(
  tx: Tx, traveller: Traveller, ids: readonly string[], person: Person, codes: readonly string[] | null, seen: Readonly<Record<string, readonly string[]>> | undefined,
): Promise<RowResult[]> {
  return actOn(tx, traveller, ids, async (standing) => {
    const asks = (code: HoldCode): boolean => codes === null || codes.includes(code);
    if (person.loginStale && standing.some((t) => t.holds.some((h) => asks(h.code) && isAboutMoney(h.code)))) return standing.map((t) => refused(t.id, "login_stale"));
    const changes: { id: string; open: []; close: OpenHold[] }[] = [];
    const results = standing.map((t) => {
      const asked = t.holds.filter((h) => asks(h.code));
      if (asked.length === 0) return refused(t.id, "hold_not_open");
      const firm = asked.filter((h) => !isReleasable(h.code));
      if (firm.length > 0) return refused(t.id, "hold_not_releasable", fact("held_by", firm.map((h) => h.code).join()));
      if (person.noOrders && asked.some((h) => isAboutMoney(h.code))) return refused(t.id, "not_allowed", fact("held_by", asked.filter((h) => isAboutMoney(h.code)).map((h) => h.code).join()));
      if (person.reason === "" && asked.some((h) => wantsReason(h.code))) return refused(t.id, "reason_missing", fact("fault_needs_reason"));
      if (seen && asked.some((h) => !seen[t.id]?.includes(h.evidenceHash))) return refused(t.id, "changed_meanwhile", fact("hold_changed"));
      changes.push({ id: t.id, open: [], close: asked });
      return done(t.id);
    });
    const released = changes.map((c) => c.id);
    await changeHolds(tx, traveller, changes, { actor: person.actor, source: person.actor, reason: person.reason || fact("approved") });
    await wake(tx, traveller, released);
    return results;
  });
}

/** Sets travellers aside with a note, or until a time; takes that back again. Closed ones can't be set aside. */
export async function setAside(tx: Tx, traveller: Traveller, ids: readonly string[], person: Person, until: string | null): Promise<RowResult[]> {
  return actOn(tx, traveller, ids, async (standing) => {
    const open = standing.filter((t) => !closed.has(t.stage));
    const found: Found = until === null ? { code: "held_by_person", evidence: { note: person.reason } } : { code: "held_until", evidence: { until: parseInstant(until) ?? until } };
    await placeHolds(tx, traveller, open.map((t) => ({ id: t.id, ...found })), {
      actor: person.actor, source: person.actor, reason: person.reason || fact("set_aside"),
    });
    return standing.map((t) => (closed.has(t.stage) ? refused(t.id, "wrong_stage", fact("in_stage", t.stage)) : done(t.id)));
  });
}
export const takeUp = (tx: Tx, traveller: Traveller, ids: readonly string[], person: Person): Promise<RowResult[]> =>
  release(tx, traveller, ids, { ...person, reason: person.reason || fact("taken_up") }, ["held_by_person", "held_until"], undefined);
const closed = new Set(["cancelled", "shipped_elsewhere", "tracking", "delivered", "returned", "lost", "expired"]);

/** Lets a room look again now: after a fix outside, or because a person is impatient. */
export async function lookAgainNow(tx: Tx, traveller: Traveller, ids: readonly string[], person: Person): Promise<RowResult[]> {
  return actOn(tx, traveller, ids, async (standing) => {
    const free = standing.filter((t) => t.holds.every((h) => clearedByRoom(h.code) || h.code === "broken"));
    const broken = free.filter((t) => t.holds.some((h) => h.code === "broken"));
    await changeHolds(tx, traveller, broken.map((t) => ({ id: t.id, open: [], close: t.holds.filter((h) => h.code === "broken") })), {
      actor: person.actor, source: person.actor, reason: person.reason || fact("tried_again"),
    });
    await wake(tx, traveller, free.map((t) => t.id));
    return standing.map((t) => (free.includes(t) ? done(t.id) : refused(t.id, "on_hold", fact("held_by", t.holds.map((h) => h.code).join()))));
  });
}

/** A person's word in the history, without a move. */
export const note = (tx: Tx, traveller: Traveller, ids: readonly string[], what: string, person: Person): Promise<void> =>
  writeHistory(tx, traveller, what, ids.map((id) => ({ id, reason: person.reason })), person.actor);
