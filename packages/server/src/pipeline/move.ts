import {
  orderDestination, orderJourney, parcelDestination, parcelJourney, type Books, type OrderMove, type OrderStage, type ParcelMove, type ParcelStage,
} from "@argosy/core/journey.ts";
import type { Tx } from "../db/tx.ts";
import { tables, type Actor, type Traveller } from "./traveller.ts";

// The ONLY writer of a stage. The event row goes with it in the same transaction, so the history can be replayed.

export type Why = { readonly reason: string; readonly data?: object };
/** `each` gives travellers their own reason; the others get the common one. */
export type MoveNote = Why & { readonly actor: Actor; readonly each?: ReadonlyMap<string, Why> };
type Moved = { readonly id: string; readonly from: string; readonly to: string; readonly seq: number };

/** Rooms that work by themselves look at a newcomer at once; in the others a person or the carrier acts. */
const looksByItself = new Set<string>(["payment", "review", "merge", "routing", "booking", "allocation"]);

/** Moves orders that stand where `move` may start; the others are left alone. Answers the ids that moved. */
export async function moveOrders(tx: Tx, move: OrderMove, ids: readonly string[], note: MoveNote): Promise<string[]> {
  if (ids.length === 0) return [];
  const to = orderDestination(move);
  const moved = await tx.many<Omit<Moved, "to">>`
    update orders o
       set stage = ${to}, version = o.version + 1, tries = 0,
           next_try_at = ${looksByItself.has(to) ? tx.now : null},
           parcelled_at = ${to === "parcelled" ? tx.now : null},
           closed_at = ${isClosed(to) ? tx.now : null}
      from (select id, stage from orders
             where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${orderJourney.moves[move].from}::text[])
             order by id
               for no key update) was
     where o.org_id = ${tx.orgId} and o.id = was.id
    returning o.id, was.stage as "from", o.version as seq`;
  await writeEvents(tx, "order", move, moved.map((o) => ({ ...o, to })), note);
  return moved.map((o) => o.id);
}
const isClosed = (stage: OrderStage): boolean => ["cancelled", "shipped_elsewhere", "platform_fulfilled"].includes(stage);

/** What decides where a parcel's move leads: facts of the database, not of the caller's memory. */
type ParcelFacts = { readonly id: string; readonly from: string; readonly version: number; readonly books: Books | null; readonly booked: boolean; readonly reserved: boolean };

/**
 * Moves parcels that stand where `move` may start and answers the ids that moved.
 * Order  A room writes its fact first (booking_id, reserved_at), then moves: the destination is read from the row.
 */
export async function moveParcels(tx: Tx, move: ParcelMove, ids: readonly string[], note: MoveNote): Promise<string[]> {
  if (ids.length === 0) return [];
  const facts = await tx.many<ParcelFacts>`
    select id, stage as "from", version, books, booking_id is not null as booked, reserved_at is not null as reserved from parcel
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${parcelJourney.moves[move].from}::text[])
     order by id
       for no key update`;
  const moved = facts.map(({ id, from, version, books, booked, reserved }) => {
    const to = parcelDestination(move, books ?? "after_stock", { booking: booked, allocation: reserved });
    return { id, from, to, seq: version + 1 };
  });
  for (const [to, group] of Map.groupBy(moved, (m) => m.to)) await setParcelStage(tx, to, group.map((m) => m.id));
  await writeEvents(tx, "parcel", move, moved, note);
  return moved.map((p) => p.id);
}

/** The rows are locked and their version is known: nothing is read again. */
const setParcelStage = (tx: Tx, to: ParcelStage, ids: readonly string[]): Promise<number> =>
  tx.run`
    update parcel set stage = ${to}, version = version + 1, tries = 0, next_try_at = ${looksByItself.has(to) ? tx.now : null},
           delivered_at = case when ${to} = 'delivered' then ${tx.now}::timestamptz else delivered_at end
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`;

const writeEvents = (tx: Tx, traveller: Traveller, move: string, moved: readonly Moved[], note: MoveNote): Promise<number> =>
  tx.insert(traveller === "order" ? "order_event" : "parcel_event", moved.map(({ id, from, to, seq }) => {
    const { reason, data } = note.each?.get(id) ?? note;
    return {
      [traveller === "order" ? "orderId" : "parcelId"]: id, seq, kind: "moved", move, fromStage: from, toStage: to, actor: note.actor, reason, data: data ?? null, at: tx.now,
    };
  }));

/** The first event of travellers just inserted: version 1, no stage before. */
export async function writeBirths(tx: Tx, traveller: Traveller, births: readonly { id: string; stage: string; reason: string; data?: object }[], actor: Actor): Promise<void> {
  const key = traveller === "order" ? "orderId" : "parcelId";
  await tx.insert(
    traveller === "order" ? "order_event" : "parcel_event",
    births.map(({ id, stage, reason, data }) => ({
      [key]: id, seq: 1, kind: "moved", move: null, fromStage: null, toStage: stage, actor, reason, data: data ?? null, at: tx.now,
    })),
  );
}

/** Writes what happened without a move: a changed address, a printed page, a person's note. Bumps the version. */
export async function writeHistory(
  tx: Tx, traveller: Traveller, kind: string, entries: readonly { id: string; reason: string; data?: object }[], actor: Actor,
): Promise<void> {
  if (entries.length === 0) return;
  const { table, event, key } = tables[traveller];
  const rows = entries.map(({ id, reason, data }) => ({ id, reason, data: data ?? null }));
  await tx.run`
    update ${table} set version = version + 1 where org_id = ${tx.orgId} and id = any(${rows.map((r) => r.id)}::uuid[])`;
  await tx.run`
    insert into ${event} (org_id, ${key}, seq, kind, actor, reason, data, at)
    select t.org_id, t.id, t.version, ${kind}, ${actor}, x.reason, x.data, ${tx.now}
      from ${table} t join json_to_recordset(${JSON.stringify(rows)}::json) as x(id uuid, reason text, data jsonb) on x.id = t.id
     where t.org_id = ${tx.orgId}`;
}

/** Makes travellers due now, because a fact they wait for has changed. */
export const wake = (tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<number> =>
  ids.length === 0
    ? Promise.resolve(0)
    : tx.run`update ${tables[traveller].table} set next_try_at = ${tx.now}
              where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${[...looksByItself]}::text[])`;
