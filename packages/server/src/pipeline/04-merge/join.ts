import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { holdKind } from "@argosy/core/journey.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Tx } from "../../db/tx.ts";
import { forbidMerge } from "../acts-sql.ts";
import { changeHolds, listOpenHolds, lockTravellers } from "../hold.ts";
import { moveOrders, type MoveNote } from "../move.ts";
import { listLinesDue } from "../order-lines-sql.ts";
import { applyLinesDue } from "../order-lines.ts";
import { ordersInParcels } from "../traveller.ts";
import { cancelParcels } from "../undo.ts";
import { whyNotTogether } from "./decide.ts";
import { createParcels } from "./parcel.ts";
import { lockOrders, lockParcel, offerAgain } from "./sql.ts";

/** Joins one group of orders into a parcel because a person says so. What makes them differ is checked under their locks. */
export async function joinOrders(tx: Tx, orderIds: readonly string[], note: MoveNote): Promise<Result<string, Refusal>> {
  const ids = [...new Set(orderIds)];
  const orders = await lockOrders(tx, ids);
  if (orders.length !== ids.length) return fail({ code: "order_not_found" });
  const why = whyNotTogether(orders);
  if (why) return fail(why);
  const holds = Map.groupBy(await listOpenHolds(tx, "order", ids), (h) => h.travellerId);
  await changeHolds(tx, "order", [...holds].map(([id, close]) => ({ id, open: [], close })), { ...note, source: note.actor });
  const [parcelId] = await createParcels(tx, [orders.map((o) => o.id)], note);
  return ok(parcelId!);
}

/**
 * Takes a parcel apart that has not left: each of its orders walks again, with the goods and the address that the channel names
 * by now. Those of a merged one are offered for merging again; of one that is stopped they travel alone, for they have waited
 * enough. A label it has is given back to the carrier, its goods go back on the shelf.
 * Rule    A merged one until it is in a wave; one that is stopped wherever it stands, for it can't leave meanwhile: a
 *         cancelled order is taken out of it, a label comes for the new address. What held it goes with it, so its orders are
 *         judged anew from the payment on. What a person approved stays approved.
 */
export async function takeApart(tx: Tx, parcelId: string, note: MoveNote): Promise<Result<null, Refusal>> {
  const orderIds = await ordersInParcels(tx, [parcelId]);
  await lockTravellers(tx, "order", orderIds); // before their parcel, as everywhere
  const parcel = await lockParcel(tx, parcelId);
  if (!parcel) return fail({ code: "parcel_not_found" });
  const stopped = parcel.holdCodes.some((code) => holdKind(code) !== "wait");
  if (!stopped && parcel.orderCount < 2 && (await listLinesDue(tx, orderIds)).length === 0) return fail({ code: "not_merged" });
  if (!stopped && parcel.waveId !== null) return fail({ code: "parcel_in_wave" });
  const moved = await cancelParcels(tx, [parcelId], note);
  if (moved.length === 0) return fail({ code: "wrong_stage", detail: fact("in_stage", parcel.stage) });
  if (parcel.orderCount > 1) await (stopped ? forbidMerge : offerAgain)(tx, orderIds);
  const apart = await moveOrders(tx, "unmerge", orderIds, note);
  await applyLinesDue(tx, apart);
  await moveOrders(tx, "recheck", apart, note);
  return ok(null);
}
