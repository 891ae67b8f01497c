import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import { actor, london, openFloor, type Floor } from "./floor.testkit.ts";
import { placeHolds } from "./hold.ts";
import { editAddress } from "./order-acts.ts";
import { actOnParcels } from "./parcel-acts.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

type Standing = { id: string; version: number; stage: string; due: boolean; country: string };
const standing = async (parcelId: string) => ({
  order: (await floor.rows<Standing>("select o.id, o.version, o.stage, o.next_try_at <= $2 as due, o.country from orders o join parcel_line l on l.order_id = o.id where l.parcel_id = $1", parcelId, floor.clock.now))[0]!,
  parcel: (await floor.rows<Standing>("select id, version, stage, next_try_at <= $2 as due, country from parcel where id = $1", parcelId, floor.clock.now))[0]!,
});
/** A parcel that is not booked yet and rests in `stage` for an hour; its order stands in `orderStage`. */
async function resting(stage: string, orderStage = "parcelled"): Promise<string> {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const later = plusS(floor.clock.now, 3600);
  await floor.rows("update booking_attempt set state = 'cancelled' where parcel_id = $1", id);
  await floor.rows("update parcel set stage = $2, booking_id = null, tracking_no = null, books = 'after_stock', next_try_at = $3 where id = $1", id, stage, later);
  await floor.rows("update orders o set stage = $2, next_try_at = $3 from parcel_line l where l.parcel_id = $1 and o.id = l.order_id", id, orderStage, later);
  return id!;
}
async function correct(parcelId: string, to: Partial<typeof london>): Promise<void> {
  const { order } = await standing(parcelId);
  expect(await floor.tx((tx) => editAddress(tx, order.id, order.version, { ...london, ...to }, { actor, reason: "" }))).toEqual({ ok: true, value: null });
}

test.each([
  ["to another country it is routed anew", "booking", { country: "FR", postcode: "75001" }, "routing"],
  ["to another postcode as well", "booking", { postcode: "SW1Y 4JJ" }, "routing"],
  ["where it has stock, too", "allocation", { country: "FR", postcode: "75001" }, "routing"],
  ["not routed yet, it only looks again", "routing", { country: "FR", postcode: "75001" }, "routing"],
  ["next door it stays and looks again", "booking", { line1: "14 St James's Square" }, "booking"],
] as const)("a parcel whose address is corrected: %s", async (_what, stage, to, then) => {
  const id = await resting(stage);
  await correct(id, to);
  expect((await standing(id)).parcel).toMatchObject({ stage: then, due: true, country: to && "country" in to ? to.country : "GB" });
});

test.each(["review", "merge"])("an order in %s is judged again from the payment on, customs included", async (stage) => {
  const id = await resting("cancelled", stage);
  await correct(id, { country: "FR", postcode: "75001" });
  expect((await standing(id)).order).toMatchObject({ stage: "payment", due: true, country: "FR" });
});

test.each([["booking", null, "routing"], ["allocation", null, "routing"], ["allocation", "booked", "allocation"]])("who lets go an address that changed on the channel sends a parcel in %s, %s, to the new one", async (stage, booked, then) => {
  const id = await resting(stage);
  if (booked) await floor.rows("update parcel set booking_id = (select id from booking_attempt where parcel_id = $1) where id = $1", id);
  await floor.rows("update orders o set address_hash = 'h2', country = 'FR' from parcel_line l where l.parcel_id = $1 and o.id = l.order_id", id);
  const { order } = await standing(id);
  const note = { actor: "channel", source: "channel", reason: "test" } as const;
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id, code: "changed_at_channel", evidence: { orderId: order.id, what: ["address"] } }], note));
  expect(await floor.tx((tx) => actOnParcels(tx, "release", [id], { actor, reason: "asked the buyer" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }))).toMatchObject([{ ok: true }]);
  expect((await standing(id)).parcel).toMatchObject({ stage: then, country: booked ? "GB" : "FR" }); // a label is for one address
});

test("a closed order keeps its address, erased or not", async () => {
  const id = await resting("cancelled", "cancelled");
  const { order } = await standing(id);
  const edit = () => floor.tx((tx) => editAddress(tx, order.id, order.version, { ...london, line1: "14 St James's Square" }, { actor, reason: "" }));
  expect(await edit()).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
  await floor.rows("update buyer_pii set ciphertext = null where order_id = $1", order.id);
  expect(await edit()).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
});
