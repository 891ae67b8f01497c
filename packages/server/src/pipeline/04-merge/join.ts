import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Tx } from "../../db/tx.ts";
import { forbidMerge } from "../acts-sql.ts";
import { changeHolds, listOpenHolds } from "../hold.ts";
import { moveOrders, type MoveNote } from "../move.ts";
import { cancelParcels } from "../undo.ts";
import { whyNotTogether } from "./decide.ts";
import { createParcels } from "./parcel.ts";
import { lockOrders, lockParcel, ordersOfParcel } from "./sql.ts";

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
 * Takes a merged parcel apart while nothing is booked: each order walks again and then travels alone.
 * Rule    What held the parcel goes with it, so its orders are judged anew from the payment on: money that was taken
 *         back meanwhile, a late message. What a person approved stays approved.
 */
export async function takeApart(tx: Tx, parcelId: string, note: MoveNote): Promise<Result<null, Refusal>> {
  const parcel = await lockParcel(tx, parcelId);
  if (!parcel) return fail({ code: "parcel_not_found" });
  if (parcel.orderCount < 2) return fail({ code: "not_merged" });
  if (parcel.openAttempt) return fail({ code: "parcel_booked" });
  if (parcel.waveId !== null) return fail({ code: "parcel_in_wave" });
  const orderIds = (await ordersOfParcel(tx, parcelId)).map((o) => o.orderId);
  const moved = await cancelParcels(tx, [parcelId], note);
  if (moved.length === 0) return fail({ code: "wrong_stage", detail: fact("in_stage", parcel.stage) });
  await forbidMerge(tx, orderIds);
  const apart = await moveOrders(tx, "unmerge", orderIds, note);
  await moveOrders(tx, "recheck", apart, note);
  return ok(null);
}
