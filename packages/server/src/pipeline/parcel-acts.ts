import type { parcelActs } from "@argosy/core/api/parcels.ts";
import { fact } from "@argosy/core/facts.ts";
import { canMoveParcel, type ParcelStage } from "@argosy/core/journey.ts";
import type { Tx } from "../db/tx.ts";
import { releaseStock } from "../stock/reserve.ts";
import { actOn, done, lookAgainNow, note, refused, release, setAside, takeUp, type Person, type RowResult } from "./acts.ts";
import { endAlarms } from "./alarms.ts";
import { endLostAttempts, exists, freeWarehouse, listBoundElsewhere, retryNotices, setPinned, setRoute, withOpenOrder, withStock, withWave } from "./acts-sql.ts";
import { lockTravellers } from "./hold.ts";
import { moveOrders, moveParcels, wake, type MoveNote } from "./move.ts";
import { ordersInParcels } from "./traveller.ts";
import { cancelParcels, closeHolds, rerouteParcels, unlabelParcels } from "./undo.ts";

export type ParcelAct = (typeof parcelActs)[number];
export type Asked = {
  readonly code: string | null; readonly until: string | null; readonly seen: Readonly<Record<string, readonly string[]>> | undefined;
  readonly warehouseId: string | null; readonly methodId: string | null;
};

/** One verb on many parcels. Every parcel gets its own answer; one that refuses stops nobody. */
export function actOnParcels(tx: Tx, act: ParcelAct, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  switch (act) {
    case "release":
      return letGo(tx, ids, person, asked);
    case "hold":
      return setAside(tx, "parcel", ids, person, asked.until);
    case "unhold":
      return takeUp(tx, "parcel", ids, person);
    case "retry":
      return lookAgainNow(tx, "parcel", ids, person); // after a fix of the address, the method or the account
    case "cancel":
      return cancel(tx, ids, person);
    case "reroute":
      return reroute(tx, ids, person);
    case "any_warehouse":
      return letLeaveAnywhere(tx, ids, person);
    case "set_route":
      return chooseRoute(tx, ids, person, asked);
    case "pin":
    case "unpin":
      return pin(tx, ids, person, act === "pin");
    case "retry_notice":
      return tellAgain(tx, ids);
    case "free_stock":
      return freeStock(tx, ids, person);
    case "deliver":
    case "bring_back":
    case "lose":
      return end(tx, act, ids, person);
    case "unlabel":
      return unlabel(tx, ids, person);
  }
}

/**
 * Releases holds, and does what a person's word means for some of them.
 * Rule    Who lets a lost answer go has seen that the carrier has no such booking: its attempt is over, and another may follow.
 *         A parcel that is not booked yet goes to where its order goes by now, so it is routed by that.
 */
async function letGo(tx: Tx, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  const results = await release(tx, "parcel", ids, person, asked.code === null ? null : [asked.code], asked.seen);
  const released = results.filter((r) => r.ok).map((r) => r.id);
  await endLostAttempts(tx, released, person.actor, person.reason);
  const note = { actor: person.actor, reason: fact("routed_again") };
  await rerouteParcels(tx, (await listBoundElsewhere(tx, released)).map((p) => p.id), note);
  return results;
}

/**
 * Cancels the parcels and the orders in them. The goods go back to stock, a label is given back.
 * Rule    Who has no say about orders cancels what carries none that is still wanted: the floor takes off what the channel cancelled.
 */
async function cancel(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  if (person.reason === "") return ids.map((id) => refused(id, "reason_missing"));
  await lockTravellers(tx, "order", await ordersInParcels(tx, ids)); // before their parcels, as everywhere
  return actOn(tx, "parcel", ids, async (standing) => {
    const wanted = new Set(person.noOrders ? (await withOpenOrder(tx, ids)).map((p) => p.id) : []);
    const may = standing.filter((p) => !wanted.has(p.id) && canMoveParcel(p.stage as ParcelStage, "cancel")).map((p) => p.id);
    await cancelOrdersOf(tx, may, person);
    const moved = new Set(await cancelParcels(tx, may, person));
    return standing.map((p) => (moved.has(p.id) ? done(p.id) : wanted.has(p.id) ? refused(p.id, "not_allowed") : refused(p.id, "wrong_stage", fact("in_stage", p.stage))));
  });
}

async function reroute(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  return actOn(tx, "parcel", ids, async (standing) => {
    const waves = new Set((await withWave(tx, ids)).map((p) => p.id));
    const note = { actor: person.actor, reason: person.reason || fact("routed_again") };
    const waiting = standing.filter((p) => p.stage === "routing").map((p) => p.id);
    await wake(tx, "parcel", waiting);
    const moved = new Set([...waiting, ...(await rerouteParcels(tx, standing.filter((p) => !waves.has(p.id)).map((p) => p.id), note))]);
    return standing.map((p) => (moved.has(p.id) ? done(p.id) : waves.has(p.id) ? refused(p.id, "parcel_in_wave") : refused(p.id, "wrong_stage", fact("in_stage", p.stage))));
  });
}

/** Whom it does not concern is locked too, before it changes anything: all in the order of their ids. */
async function letLeaveAnywhere(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  await lockTravellers(tx, "parcel", ids);
  await freeWarehouse(tx, ids);
  return reroute(tx, ids, person);
}

/** A person chooses the warehouse, the method or both; no rule overwrites it. What was booked or reserved is given back. */
async function chooseRoute(tx: Tx, ids: readonly string[], person: Person, asked: Asked): Promise<RowResult[]> {
  if (asked.warehouseId !== null && !(await exists(tx, "warehouse", asked.warehouseId))) return ids.map((id) => refused(id, "warehouse_not_found"));
  if (asked.methodId !== null && !(await exists(tx, "shipping_method", asked.methodId))) return ids.map((id) => refused(id, "method_not_found"));
  if (asked.warehouseId === null && asked.methodId === null) return ids.map((id) => refused(id, "input_refused", fact("nothing_chosen")));
  return actOn(tx, "parcel", ids, async (standing) => {
    const waves = new Set((await withWave(tx, ids)).map((p) => p.id));
    const may = standing.filter((p) => !waves.has(p.id) && (p.stage === "routing" || canMoveParcel(p.stage as ParcelStage, "reroute"))).map((p) => p.id);
    await setRoute(tx, may, asked.warehouseId, asked.methodId, person.actor);
    await note(tx, "parcel", may, "route_chosen", person);
    await rerouteParcels(tx, may, { actor: person.actor, reason: person.reason || fact("chosen_by_hand") });
    await wake(tx, "parcel", may);
    const ok = new Set(may);
    return standing.map((p) => (ok.has(p.id) ? done(p.id) : waves.has(p.id) ? refused(p.id, "parcel_in_wave") : refused(p.id, "wrong_stage", fact("in_stage", p.stage))));
  });
}

async function pin(tx: Tx, ids: readonly string[], person: Person, pinned: boolean): Promise<RowResult[]> {
  return actOn(tx, "parcel", ids, async (standing) => {
    const all = standing.map((p) => p.id);
    await setPinned(tx, all, pinned);
    await note(tx, "parcel", all, pinned ? "pinned" : "unpinned", person);
    return all.map(done);
  });
}

/** Tells the channel again; what it knows already is read back first, so nothing is told twice. */
async function tellAgain(tx: Tx, ids: readonly string[]): Promise<RowResult[]> {
  return actOn(tx, "parcel", ids, async (standing) => {
    const again = new Set((await retryNotices(tx, standing.map((p) => p.id))).map((n) => n.parcelId));
    return standing.map((p) => (again.has(p.id) ? done(p.id) : refused(p.id, "wrong_stage", fact("nothing_to_tell"))));
  });
}

/** What a person knows of a parcel that no carrier tells us about: one of our own numbers, a letter of the post. */
async function end(tx: Tx, move: "deliver" | "bring_back" | "lose", ids: readonly string[], person: Person): Promise<RowResult[]> {
  if (person.reason === "") return ids.map((id) => refused(id, "reason_missing"));
  return actOn(tx, "parcel", ids, async (standing) => {
    const moved = new Set(await moveParcels(tx, move, standing.map((p) => p.id), { actor: person.actor, reason: person.reason }));
    await endAlarms(tx, [...moved]);
    return standing.map((p) => (moved.has(p.id) ? done(p.id) : refused(p.id, "wrong_stage", fact("in_stage", p.stage))));
  });
}

/** The label is no good on paper: it is printed again, never bought again. */
async function unlabel(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  if (person.reason === "") return ids.map((id) => refused(id, "reason_missing"));
  return actOn(tx, "parcel", ids, async (standing) => {
    const moved = new Set(await unlabelParcels(tx, standing.map((p) => p.id), person));
    return standing.map((p) => (moved.has(p.id) ? done(p.id) : refused(p.id, "wrong_stage", fact("in_stage", p.stage))));
  });
}

/** Gives a parcel's goods to those waiting behind it; it queues for stock again, with its own priority. */
async function freeStock(tx: Tx, ids: readonly string[], person: Person): Promise<RowResult[]> {
  return actOn(tx, "parcel", ids, async (standing) => {
    const waves = new Set((await withWave(tx, ids)).map((p) => p.id));
    const note = { actor: person.actor, reason: person.reason || fact("stock_given_back") };
    const moved = await moveParcels(tx, "reallocate", (await withStock(tx, ids)).map((p) => p.id).filter((id) => !waves.has(id)), note);
    const freed = new Set(await releaseStock(tx, moved, person.actor));
    return standing.map((p) => (freed.has(p.id) ? done(p.id) : waves.has(p.id) ? refused(p.id, "parcel_in_wave") : refused(p.id, "not_reserved", fact("in_stage", p.stage))));
  });
}

/** A parcel that a person gives up leaves no order behind that would still be shipped. */
async function cancelOrdersOf(tx: Tx, parcelIds: readonly string[], note: MoveNote): Promise<void> {
  const moved = await moveOrders(tx, "cancel", await ordersInParcels(tx, parcelIds), note);
  await closeHolds(tx, "order", moved, note);
}
