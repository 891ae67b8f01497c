import { createHash } from "node:crypto";
import type { Evidence } from "@argosy/core/evidence.ts";
import { fact } from "@argosy/core/facts.ts";
import { clearedByRoom, isBeforeParcel, holdKind, parcelJourney, type HoldCode } from "@argosy/core/journey.ts";
import { asTable } from "../db/rows.ts";
import type { Tx } from "../db/tx.ts";
import { wake } from "./move.ts";
import { parcelsOfOrders, tables, type Actor, type Traveller } from "./traveller.ts";

// The ONLY writer of holds and of the two columns that repeat them on the traveller (`held`, `hold_codes`).

export type Found<C extends HoldCode = HoldCode> = { [K in C]: { readonly code: K; readonly evidence: Evidence[K] } }[C];
export type OpenHold = { readonly id: string; readonly travellerId: string; readonly code: HoldCode; readonly evidenceHash: string };

/** The same facts give the same hash, whatever the order of their keys: what was approved is what was seen. */
export const evidenceHash = (evidence: object): string =>
  createHash("sha256").update(stable(evidence)).digest("base64url").slice(0, 22);
const stable = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${JSON.stringify(k)}:${stable(v)}`).join()}}`;
};

/** Locks travellers in id order, for whoever changes the holds of those it has not claimed. */
export async function lockTravellers(tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.write`select 1 from ${tables[traveller].table} where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) order by id for no key update`;
}

export const listOpenHolds = (tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<OpenHold[]> =>
  tx.many<OpenHold>`
    select id, ${tables[traveller].key} as traveller_id, code, evidence_hash from hold
     where org_id = ${tx.orgId} and ${tables[traveller].key} = any(${ids}::uuid[]) and released_at is null`;

/** Holds that a person let go for exactly this evidence; the room does not open them again. "id/code/hash" keys. */
export async function listForgiven(tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.many<{ name: string }>`
    select ${tables[traveller].key} || '/' || code || '/' || evidence_hash as name from hold
     where org_id = ${tx.orgId} and ${tables[traveller].key} = any(${ids}::uuid[])
       and released_at is not null and released_by like 'member:%'`;
  return new Set(rows.map((r) => r.name));
}
export const forgivenKey = (id: string, found: Found): string => `${id}/${found.code}/${evidenceHash(found.evidence)}`;

type Note = { readonly actor: Actor; readonly source: string; readonly reason: string };
type Change = { readonly id: string; readonly open: readonly Found[]; readonly close: readonly OpenHold[] };

/**
 * Opens and closes holds of many travellers as a set: one history entry each, version bumped once.
 * Rule    The caller has locked the travellers, and has listed their open holds under that lock: what another writes at the
 *         same moment would be overwritten else. A room's claim and a person's act hold it already and pay nothing here.
 *         What holds an order in parcels holds its parcels from the same moment on.
 */
export async function changeHolds(tx: Tx, traveller: Traveller, changes: readonly Change[], note: Note): Promise<void> {
  const real = changes.filter((c) => c.open.length + c.close.length > 0);
  if (real.length === 0) return;
  const key = traveller === "order" ? "orderId" : "parcelId";
  const closed = real.flatMap((c) => c.close.map((h) => h.id));
  if (closed.length > 0)
    await tx.write`
      update hold set released_at = ${tx.now}, released_by = ${note.actor}, reason = ${note.reason}
       where org_id = ${tx.orgId} and id = any(${closed}::uuid[]) and released_at is null`;
  await tx.insert("hold", real.flatMap((c) => c.open.map((found) => ({
    id: tx.newId(), [key]: c.id, code: found.code, kind: holdKind(found.code), source: note.source,
    evidence: found.evidence, evidenceHash: evidenceHash(found.evidence), since: tx.now,
  }))));
  const stages = await repeatOnTraveller(tx, traveller, real.map((c) => c.id));
  await tx.write`
    insert into ${tables[traveller].event} (org_id, ${tables[traveller].key}, seq, kind, actor, reason, data, at)
    select t.org_id, t.id, t.version, 'holds', ${note.actor}, ${note.reason}, x.data, ${tx.now}
      from ${tables[traveller].table} t
      join ${asTable("x", { id: "uuid", data: "jsonb" }, real.map((c) => ({ id: c.id, data: { opened: c.open, closed: c.close.map((h) => h.code) } })))} on x.id = t.id
     where t.org_id = ${tx.orgId}`;
  const inParcels = stages.filter((t) => traveller === "order" && !isBeforeParcel(t.stage)).map((t) => t.id);
  if (inParcels.length > 0) await repeatOnParcels(tx, await parcelsOfOrders(tx, inParcels), note);
}

/**
 * Says on parcels that have not left what holds the orders in them; one hold, `order_held`, that begins and ends with theirs.
 * Rule    In the transaction that holds the order, and under the parcels' locks: whoever claims a parcel after it finds it held.
 *         One whose booking is planned already is looked at once more before its call (06-booking/stage.ts).
 */
export async function repeatOnParcels(tx: Tx, parcelIds: readonly string[], note: Note): Promise<void> {
  const ids = (await tx.many<{ id: string }>`
    select id from parcel where org_id = ${tx.orgId} and id = any(${parcelIds}::uuid[]) and stage = any(${stoppable}::text[]) order by id for no key update`).map((p) => p.id);
  const standing = Map.groupBy(await listHoldsInside(tx, ids), (h) => h.parcelId);
  const open = (await listOpenHolds(tx, "parcel", ids)).filter((h) => h.code === "order_held");
  const changes = ids.map((id): Change => {
    const orders = [...Map.groupBy(standing.get(id) ?? [], (h) => h.orderNo).values()].map((holds) => ({ orderId: holds[0]!.orderId, orderNo: holds[0]!.orderNo, holds: holds.map(({ code, evidence }) => ({ code, evidence })) })); // a group has one at least
    const found: Found[] = orders.length === 0 ? [] : [{ code: "order_held", evidence: { orders } }];
    const before = open.filter((h) => h.travellerId === id);
    const same = (h: OpenHold): boolean => found.some((f) => evidenceHash(f.evidence) === h.evidenceHash);
    return { id, open: before.some(same) ? [] : found, close: before.filter((h) => !same(h)) };
  });
  await changeHolds(tx, "parcel", changes, { ...note, reason: note.reason || fact("looked_again") });
  await wake(tx, "parcel", changes.filter((c) => c.close.length > c.open.length).map((c) => c.id));
}
const stoppable = parcelJourney.moves.cancel.from; // what has not left and is not closed
type HoldInside = { readonly parcelId: string; readonly orderId: string; readonly orderNo: string; readonly code: HoldCode; readonly evidence: object };
const listHoldsInside = async (tx: Tx, parcelIds: readonly string[]): Promise<HoldInside[]> =>
  (await tx.many<HoldInside>`
    select l.parcel_id, h.order_id, o.order_no, h.code, h.evidence
      from (select distinct parcel_id, order_id from parcel_line where org_id = ${tx.orgId} and parcel_id = any(${parcelIds}::uuid[])) l
      join hold h on h.org_id = ${tx.orgId} and h.order_id = l.order_id and h.released_at is null
      join orders o on o.org_id = h.org_id and o.id = h.order_id
     order by l.parcel_id, o.order_no, h.code`).filter((h) => !clearedByRoom(h.code));

/** Why these parcels are held, as a fact: what holds the parcel itself, and what holds the orders in it, with their numbers. */
export async function sayHolds(tx: Tx, parcelIds: readonly string[]): Promise<Map<string, string>> {
  if (parcelIds.length === 0) return new Map();
  const own = Map.groupBy(await listOpenHolds(tx, "parcel", parcelIds), (h) => h.travellerId);
  const stopped = [...own].flatMap(([id, holds]) => (holds.some((h) => h.code === "order_held") ? [id] : []));
  const inside = Map.groupBy(stopped.length === 0 ? [] : await listHoldsInside(tx, stopped), (h) => h.parcelId);
  return new Map([...own].map(([id, holds]) => {
    const theirs = inside.get(id) ?? [];
    const codes = [...new Set([...theirs, ...holds.filter((h) => theirs.length === 0 || h.code !== "order_held")].map((h) => h.code))].join();
    return [id, theirs.length === 0 ? fact("held_by", codes) : fact("held_with_order", [...new Set(theirs.map((h) => h.orderNo))].join(", "), codes)];
  }));
}

/** `held` blocks every claim: it is true while a hold is open that no room clears by itself. */
async function repeatOnTraveller(tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<{ id: string; stage: string }[]> {
  const { table, key } = tables[traveller];
  const open = await tx.many<{ id: string; stage: string; codes: HoldCode[] }>`
    select t.id, t.stage, coalesce(array_agg(h.code order by h.code) filter (where h.code is not null), '{}') as codes
      from ${table} t left join hold h on h.org_id = t.org_id and h.${key} = t.id and h.released_at is null
     where t.org_id = ${tx.orgId} and t.id = any(${ids}::uuid[])
     group by t.id, t.stage`;
  const rows = open.map(({ id, codes }) => ({ id, codes, held: codes.some((code) => !clearedByRoom(code)) }));
  await tx.write`
    update ${table} t set version = t.version + 1, held = x.held, hold_codes = x.codes
      from ${asTable("x", { id: "uuid", codes: "text[]", held: "boolean" }, rows)}
     where t.org_id = ${tx.orgId} and t.id = x.id`;
  return open;
}

/**
 * Places holds that stand in every room (a person's, the channel's) on travellers that do not have them yet.
 * Rule    Locks the travellers. One open hold per traveller and code. Where two orders of one parcel give the same reason, the hold carries the
 *         evidence of both.
 */
export async function placeHolds(tx: Tx, traveller: Traveller, found: readonly (Found & { id: string })[], note: Note): Promise<void> {
  if (found.length === 0) return;
  const ids = [...new Set(found.map((f) => f.id))];
  await lockTravellers(tx, traveller, ids);
  const open = await listOpenHolds(tx, traveller, ids);
  const changes = [...Map.groupBy(found, (f) => f.id)].map(([id, reasons]) => {
    const holds = [...Map.groupBy(reasons, (f) => f.code).values()].map(asOne);
    const changed = (code: HoldCode, hash: string) => open.find((h) => h.travellerId === id && h.code === code && h.evidenceHash !== hash);
    const fresh = holds.filter((f) => !open.some((h) => h.travellerId === id && h.code === f.code && h.evidenceHash === evidenceHash(f.evidence)));
    return { id, open: fresh, close: fresh.flatMap((f) => changed(f.code, evidenceHash(f.evidence)) ?? []) };
  });
  await changeHolds(tx, traveller, changes, note);
}

function asOne(same: readonly Found[]): Found {
  const [first, ...others] = [...new Map(same.map((f) => [evidenceHash(f.evidence), f])).values()];
  const evidence = others.length === 0 ? first!.evidence : { ...first!.evidence, also: others.map((f) => f.evidence) }; // a group has one at least
  return { code: first!.code, evidence } as Found;
}
