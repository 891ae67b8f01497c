import {
  orderDestination, orderJourney, parcelDestination, parcelJourney, type Books, type OrderMove, type OrderStage, type ParcelMove, type ParcelStage,
} from "@argosy/core/journey.ts";
import { present } from "@argosy/core/assert.ts";
import type { Instant } from "@argosy/core/time.ts";
import { asTable, isShared } from "../db/rows.ts";
import { joinSql, Sql, sql } from "../db/sql.ts";
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
export const moveOrders = (tx: Tx, move: OrderMove, ids: readonly string[], note: MoveNote): Promise<string[]> => walkOrders(tx, [{ move, note }], ids);

export type Step = { readonly move: OrderMove; readonly note: MoveNote };
/** Moves orders by several steps at once: the row changes once, the history tells of each. */
export async function walkOrders(tx: Tx, steps: readonly Step[], ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const first = present(steps[0], "a step").move;
  const to = orderDestination(present(steps.at(-1), "a step").move);
  const rows = await tx.many<{ id: string; from: string; version: number }>`
    select id, stage as "from", version from orders
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${orderJourney.moves[first].from}::text[])
     order by id
       for no key update`;
  if (rows.length === 0) return [];
  await tx.write`
    update orders o set stage = ${to}, version = o.version + ${steps.length}, next_try_at = ${looksByItself.has(to) ? tx.now : null}, closed_at = ${isClosed(to) ? tx.now : null}
     where o.org_id = ${tx.orgId} and o.id = any(${rows.map((o) => o.id)}::uuid[])`;
  await tx.insert("order_event", steps.flatMap(({ move, note }, i) => {
    const before = steps[i - 1];
    return eventRows(tx, "order", move, rows.map(({ id, from, version }) => ({ id, from: before ? orderDestination(before.move) : from, to: orderDestination(move), seq: version + 1 + i })), note);
  }));
  return rows.map((o) => o.id);
}
export const isClosed = (stage: string): boolean => ["cancelled", "shipped_elsewhere"].includes(stage);

/** What a room's work fills in on the parcel. It is written with the stage: a row that changes once costs half of one that changes twice. */
export type ParcelWork = {
  readonly warehouseId?: string | null; readonly methodId?: string | null; readonly books?: Books | null; readonly routeSetBy?: string;
  readonly bookingId?: string; readonly trackingNo?: string | null; readonly reservedAt?: Instant; readonly reservedVisit?: number;
  readonly printedCount?: number; readonly shippedAt?: Instant; readonly packedWeightG?: number | null;
};
const workColumns: { readonly [key in keyof Required<ParcelWork>]: readonly [name: string, type: string] } = {
  warehouseId: ["warehouse_id", "uuid"], methodId: ["method_id", "uuid"], books: ["books", "text"], routeSetBy: ["route_set_by", "text"], bookingId: ["booking_id", "uuid"],
  trackingNo: ["tracking_no", "text"], reservedAt: ["reserved_at", "timestamptz"], reservedVisit: ["reserved_visit", "int"], printedCount: ["printed_count", "int"],
  shippedAt: ["shipped_at", "timestamptz"], packedWeightG: ["packed_weight_g", "int"],
};
export type WorkOf = ReadonlyMap<string, ParcelWork>;

/** What decides where a parcel's move leads: the row, and what is written with the move. */
type ParcelFacts = { readonly id: string; readonly from: string; readonly version: number; readonly books: Books | null; readonly booked: boolean; readonly reserved: boolean };

/** Moves parcels that stand where `move` may start and answers the ids that moved. */
export async function moveParcels(tx: Tx, move: ParcelMove, ids: readonly string[], note: MoveNote, workOf: WorkOf = new Map()): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.many<ParcelFacts>`
    select id, stage as "from", version, books, booking_id is not null as booked, reserved_at is not null as reserved from parcel
     where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${parcelJourney.moves[move].from}::text[])
     order by id
       for no key update`;
  const moved = rows.map(({ id, from, version, ...row }) => {
    const work = workOf.get(id) ?? {};
    const books = work.books ?? row.books ?? "after_stock";
    const to = parcelDestination(move, books, { booking: row.booked || work.bookingId !== undefined, allocation: row.reserved || work.reservedAt !== undefined });
    return { id, from, to, seq: version + 1 };
  });
  for (const [to, group] of Map.groupBy(moved, (m) => m.to)) await changeParcels(tx, group.map((m) => m.id), workOf, intoStage(tx, to));
  await writeMoves(tx, "parcel", move, moved, note);
  return moved.map((p) => p.id);
}

/** The rows are locked and their version is known: nothing is read again. */
const intoStage = (tx: Tx, to: ParcelStage): Sql => sql`
  stage = ${to}, version = p.version + 1, next_try_at = ${looksByItself.has(to) ? tx.now : null},
  delivered_at = case when ${to} = 'delivered' then ${tx.now}::timestamptz else p.delivered_at end`;

/** Writes what these parcels share and what each one's work filled in; one statement for all whose work filled the same. */
export async function changeParcels(tx: Tx, ids: readonly string[], workOf: WorkOf, shared: Sql): Promise<void> {
  const keysOf = (id: string) => Object.keys(workOf.get(id) ?? {}) as (keyof ParcelWork)[];
  for (const group of Map.groupBy(ids, (id) => keysOf(id).join()).values()) {
    const rows = group.map((id): ParcelWork & { id: string } => ({ id, ...workOf.get(id) }));
    const keys = keysOf(group[0]!);
    const own = keys.filter((key) => !isShared(rows, key));
    const filled = keys.map((key) => {
      const [name] = workColumns[key];
      return own.includes(key) ? new Sql([`${name} = x."${key}"`], []) : sql`${new Sql([`${name} = `], [])}${rows[0]![key]}`;
    });
    const set = joinSql([shared, ...filled], ", ");
    if (own.length === 0) await tx.write`update parcel p set ${set} where p.org_id = ${tx.orgId} and p.id = any(${group}::uuid[])`;
    else {
      const types = { id: "uuid", ...Object.fromEntries(own.map((key) => [key, workColumns[key][1]])) };
      await tx.write`
        update parcel p set ${set} from ${asTable("x", types, rows)}
         where p.org_id = ${tx.orgId} and p.id = x.id`;
    }
  }
}

/** Tells of a move that the row was written with. */
export const writeMoves = (tx: Tx, traveller: Traveller, move: OrderMove | ParcelMove, moved: readonly Moved[], note: MoveNote): Promise<void> =>
  tx.insert(traveller === "order" ? "order_event" : "parcel_event", eventRows(tx, traveller, move, moved, note));
const eventRows = (tx: Tx, traveller: Traveller, move: string, moved: readonly Moved[], note: MoveNote): object[] =>
  moved.map(({ id, from, to, seq }) => {
    const { reason, data } = note.each?.get(id) ?? note;
    const whose = traveller === "order" ? { orderId: id } : { parcelId: id }; // a name worked out for each row takes twenty times as long
    return { ...whose, seq, kind: "moved", move, fromStage: from, toStage: to, actor: note.actor, reason, data: data ?? null, at: tx.now };
  });

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
  await tx.write`
    update ${table} set version = version + 1 where org_id = ${tx.orgId} and id = any(${rows.map((r) => r.id)}::uuid[])`;
  await tx.write`
    insert into ${event} (org_id, ${key}, seq, kind, actor, reason, data, at)
    select t.org_id, t.id, t.version, ${kind}, ${actor}, x.reason, x.data, ${tx.now}
      from ${table} t join ${asTable("x", { id: "uuid", reason: "text", data: "jsonb" }, rows)} on x.id = t.id
     where t.org_id = ${tx.orgId}`;
}

/**
 * Makes travellers due now, because a fact they wait for has changed. Who is due anyway is only locked, so that nobody judges
 * it before the fact can be seen.
 */
export const wake = (tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<number> =>
  ids.length === 0
    ? Promise.resolve(0)
    : tx.run`
        with known as (
          select id, next_try_at from ${tables[traveller].table}
           where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) and stage = any(${[...looksByItself]}::text[]) order by id for no key update)
        update ${tables[traveller].table} set next_try_at = ${tx.now}
          from known where org_id = ${tx.orgId} and ${tables[traveller].table}.id = known.id and (known.next_try_at is null or known.next_try_at > ${tx.now})`;
