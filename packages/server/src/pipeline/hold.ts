import { createHash } from "node:crypto";
import type { Evidence } from "@argosy/core/evidence.ts";
import { clearedByRoom, holdKind, type HoldCode } from "@argosy/core/journey.ts";
import type { Tx } from "../db/tx.ts";
import { tables, type Actor, type Traveller } from "./traveller.ts";

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
  if (ids.length > 0) await tx.run`select 1 from ${tables[traveller].table} where org_id = ${tx.orgId} and id = any(${ids}::uuid[]) order by id for no key update`;
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

type Change = { readonly id: string; readonly open: readonly Found[]; readonly close: readonly OpenHold[] };

/**
 * Opens and closes holds of many travellers as a set: one history entry each, version bumped once.
 * Rule    The caller has locked the travellers, and has listed their open holds under that lock: what another writes at the
 *         same moment would be overwritten else. A room's claim and a person's act hold it already and pay nothing here.
 */
export async function changeHolds(tx: Tx, traveller: Traveller, changes: readonly Change[], note: { actor: Actor; source: string; reason: string }): Promise<void> {
  const real = changes.filter((c) => c.open.length + c.close.length > 0);
  if (real.length === 0) return;
  const key = traveller === "order" ? "orderId" : "parcelId";
  const closed = real.flatMap((c) => c.close.map((h) => h.id));
  if (closed.length > 0)
    await tx.run`
      update hold set released_at = ${tx.now}, released_by = ${note.actor}, reason = ${note.reason}
       where org_id = ${tx.orgId} and id = any(${closed}::uuid[]) and released_at is null`;
  await tx.insert("hold", real.flatMap((c) => c.open.map((found) => ({
    id: tx.newId(), [key]: c.id, code: found.code, kind: holdKind(found.code), source: note.source,
    evidence: found.evidence, evidenceHash: evidenceHash(found.evidence), since: tx.now,
  }))));
  await repeatOnTraveller(tx, traveller, real.map((c) => c.id));
  await tx.run`
    insert into ${tables[traveller].event} (org_id, ${tables[traveller].key}, seq, kind, actor, reason, data, at)
    select t.org_id, t.id, t.version, 'holds', ${note.actor}, ${note.reason}, x.data, ${tx.now}
      from ${tables[traveller].table} t
      join json_to_recordset(${JSON.stringify(real.map((c) => ({
        id: c.id, data: { opened: c.open, closed: c.close.map((h) => h.code) },
      })))}::json) as x(id uuid, data jsonb) on x.id = t.id
     where t.org_id = ${tx.orgId}`;
}

/** `held` blocks every claim: it is true while a hold is open that no room clears by itself. */
async function repeatOnTraveller(tx: Tx, traveller: Traveller, ids: readonly string[]): Promise<void> {
  const { table, key } = tables[traveller];
  const open = await tx.many<{ id: string; codes: HoldCode[] }>`
    select t.id, coalesce(array_agg(h.code order by h.code) filter (where h.code is not null), '{}') as codes
      from ${table} t left join hold h on h.org_id = t.org_id and h.${key} = t.id and h.released_at is null
     where t.org_id = ${tx.orgId} and t.id = any(${ids}::uuid[])
     group by t.id`;
  const rows = open.map(({ id, codes }) => ({ id, codes, held: codes.some((code) => !clearedByRoom(code)) }));
  await tx.run`
    update ${table} t set version = t.version + 1, held = x.held, hold_codes = x.codes
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(id uuid, codes text[], held boolean)
     where t.org_id = ${tx.orgId} and t.id = x.id`;
}

/**
 * Places holds that stand in every room (a person's, the channel's) on travellers that do not have them yet.
 * Rule    Locks the travellers. One open hold per traveller and code. Where two orders of one parcel give the same reason, the hold carries the
 *         evidence of both.
 */
export async function placeHolds(tx: Tx, traveller: Traveller, found: readonly (Found & { id: string })[], note: { actor: Actor; source: string; reason: string }): Promise<void> {
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
