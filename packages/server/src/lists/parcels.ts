import { present } from "@argosy/core/assert.ts";
import { tellTried } from "@argosy/core/rules.ts";
import type { Tx } from "../db/tx.ts";
import { listAttempts, listNotices, listOutsideEvents, listParcelEvents, listTracking, readTrace, type TraceRow } from "./detail-sql.ts";
import { maskEvent, maskSaid, maskText, type Reader } from "./mask.ts";
import { eventOf, newestFirst } from "./orders.ts";
import { listOrdersOfParcels, listParcelGoods, showBuyer, readParcels } from "./rows-sql.ts";
import { actorNames, moneyOf, parcelOf, readHolds } from "./shown.ts";

/** The rows of one page in its order, with what belongs to them. */
export async function showParcels(tx: Tx, ids: readonly string[], reader: Reader) {
  if (ids.length === 0) return [];
  const rows = new Map((await readParcels(tx, ids)).map((row) => [row.id, row]));
  const goods = Map.groupBy(await listParcelGoods(tx, ids), (g) => g.ownerId);
  const orders = Map.groupBy(await listOrdersOfParcels(tx, ids), (o) => o.parcelId);
  const holds = await readHolds(tx, reader, "parcel", ids);
  return ids.map((id) => parcelOf(tx, present(rows.get(id), "a parcel of this page"), goods.get(id) ?? [], orders.get(id) ?? [], holds, reader));
}

/** One parcel with its whole history; null when this company has none of that id. */
export async function showParcel(tx: Tx, id: string, reader: Reader) {
  const { masked } = reader;
  const [row] = await readParcels(tx, [id]);
  if (!row) return null;
  const holds = await readHolds(tx, reader, "parcel", [id], true);
  const events = [...(await listParcelEvents(tx, [id])), ...(await listOutsideEvents(tx, [id]))];
  const name = await actorNames(tx, events.map((e) => e.actor));
  const trace = await readTrace(tx, id);
  const orders = await listOrdersOfParcels(tx, [id]);
  return {
    ...parcelOf(tx, row, await listParcelGoods(tx, [id]), orders, holds, reader), masked: masked && row.pii !== null,
    packedWeightG: row.packedWeightG, deliveredAt: row.deliveredAt,
    shipTo: showBuyer(tx, reader, row.piiOrderId, row.pii, row.country).shipTo, notes: orders.filter((o) => o.note !== "").map(({ orderNo, note }) => ({ orderNo, note: masked ? maskText(note) : note })),
    attempts: (await listAttempts(tx, id)).map(({ costMinor, costCurrency, ...attempt }) => ({
      ...attempt, error: masked && attempt.error ? maskSaid(attempt.error) : attempt.error, cost: costMinor !== null && costCurrency !== null ? moneyOf(costMinor, costCurrency) : null,
    })),
    notices: (await listNotices(tx, id)).map((n) => (masked && n.error ? { ...n, error: maskSaid(n.error) } : n)),
    tracking: (await listTracking(tx, id)).map((e) => (masked ? { ...e, text: "", place: "" } : e)),
    routes: trace ? routesOf(trace, masked) : [],
    pastHolds: holds.past(id), timeline: newestFirst(events.map((e) => eventOf(masked ? maskEvent({ ...e, data: e.data ?? {} }) : e, row.parcelNo, name))),
  };
}

/** Both decisions went by the same facts, which are stored once, with the first. */
function routesOf({ trace, rules }: TraceRow, masked: boolean) {
  const facts = trace[0]?.facts ?? {};
  return trace.map((r) => ({ ...r, facts: masked ? maskSaid(facts) : facts, tried: tellTried(r.tried, rules[r.decision] ?? []) }));
}
