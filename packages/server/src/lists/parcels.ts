import type { z } from "zod";
import { present } from "@argosy/core/assert.ts";
import type { routeTrace } from "@argosy/core/api/parcels.ts";
import type { Locale } from "@argosy/core/locale.ts";
import type { Tx } from "../db/tx.ts";
import { listAttempts, listNotices, listOutsideEvents, listParcelEvents, listTracking, readTrace } from "./detail-sql.ts";
import { eventOf, newestFirst } from "./orders.ts";
import { listOrdersOfParcels, listParcelGoods, openBuyer, readParcels } from "./rows-sql.ts";
import { actorNames, moneyOf, parcelOf, readHolds } from "./shown.ts";

/** The rows of one page in its order, with what belongs to them. */
export async function showParcels(tx: Tx, ids: readonly string[], locale: Locale) {
  if (ids.length === 0) return [];
  const rows = new Map((await readParcels(tx, ids)).map((row) => [row.id, row]));
  const goods = Map.groupBy(await listParcelGoods(tx, ids), (g) => g.ownerId);
  const orders = Map.groupBy(await listOrdersOfParcels(tx, ids), (o) => o.parcelId);
  const holds = await readHolds(tx, "parcel", ids);
  return ids.map((id) => parcelOf(tx, present(rows.get(id), "a parcel of this page"), goods.get(id) ?? [], orders.get(id) ?? [], holds, locale));
}

/** One parcel with its whole history; null when this company has none of that id. */
export async function showParcel(tx: Tx, id: string, locale: Locale) {
  const [row] = await readParcels(tx, [id]);
  if (!row) return null;
  const holds = await readHolds(tx, "parcel", [id], true);
  const events = [...(await listParcelEvents(tx, [id])), ...(await listOutsideEvents(tx, [id]))];
  const name = await actorNames(tx, events.map((e) => e.actor));
  const trace = await readTrace(tx, id);
  const orders = await listOrdersOfParcels(tx, [id]);
  return {
    ...parcelOf(tx, row, await listParcelGoods(tx, [id]), orders, holds, locale),
    packedWeightG: row.packedWeightG, deliveredAt: row.deliveredAt,
    shipTo: openBuyer(tx, row.piiOrderId, row.pii, row.country).shipTo, notes: orders.filter((o) => o.note !== "").map(({ orderNo, note }) => ({ orderNo, note })),
    attempts: (await listAttempts(tx, id)).map(({ costMinor, costCurrency, ...attempt }) => ({
      ...attempt, cost: costMinor !== null && costCurrency !== null ? moneyOf(costMinor, costCurrency) : null,
    })),
    notices: await listNotices(tx, id), tracking: await listTracking(tx, id),
    // Stored by room 05 in this very shape; it is never written from outside.
    routes: (trace?.trace ?? []) as z.input<typeof routeTrace>[],
    pastHolds: holds.past(id), timeline: newestFirst(events.map((e) => eventOf(e, row.parcelNo, name))),
  };
}
