import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import { createWaves, finishWave } from "../08-picking/wave.ts";
import { printLabels } from "../09-labels/print.ts";
import { shipParcels } from "../10-shipping/ship.ts";
import { actor, openFloor, type Floor } from "../floor.testkit.ts";
import { actOnParcels, type ParcelAct } from "../parcel-acts.ts";
import { expireSilent, storeTracking } from "./pull.ts";

// The ways in which a parcel's journey ends after it left.

let floor: Floor;
let carrierId: string;
beforeAll(async () => {
  floor = await openFloor();
  carrierId = (await floor.rows<{ id: string }>("select id from account where kind = 'carrier'"))[0]!.id;
});
afterAll(() => floor.close());

type Parcel = { id: string; stage: string; tracking_no: string; tracking_status: string | null; booking: string };
async function shipped(n: number): Promise<Parcel[]> {
  const ids = await floor.addParcels(Array.from({ length: n }, () => ({ goods: { "A-RED": 1 } })));
  const { waves } = await floor.tx((tx) => createWaves(tx, { parcelIds: ids, warehouseId: null, maxParcels: 500, actor }));
  for (const w of waves) await floor.tx((tx) => finishWave(tx, { waveId: w.id, everything: true, actor }));
  await printLabels(floor.company, { parcelIds: ids, waveId: null, reason: "", pickStrip: false, actor });
  expect((await floor.tx((tx) => shipParcels(tx, { parcelIds: ids, actor, how: { reason: "packed elsewhere" } }))).every((r) => r.ok)).toBe(true);
  return Promise.all(ids.map(now));
}
const now = async (id: string): Promise<Parcel> =>
  (await floor.rows<Parcel>("select p.id, p.stage, p.tracking_no, p.tracking_status, b.state as booking from parcel p join booking_attempt b on b.id = p.booking_id where p.id = $1", id))[0]!;
const heard = (trackingNo: string, status: "info_received" | "in_transit" | "delivered" | "exception", vendorCode: string = status) => {
  const at = (floor.clock.now = plusS(floor.clock.now, 60));
  return floor.tx((tx) => storeTracking(tx, carrierId, [{ externalId: `${at} ${vendorCode}`, trackingNo, at, status, vendorCode, text: "", place: "" }]));
};
const act = (what: ParcelAct, id: string, reason: string) =>
  floor.tx((tx) => actOnParcels(tx, what, [id], { actor, reason }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));

test("the carrier's first scan hands the parcel over; its own paper does not", async () => {
  const [one] = await shipped(1);
  await heard(one!.tracking_no, "info_received");
  expect(await now(one!.id)).toMatchObject({ booking: "booked", tracking_status: "info_received" });
  await heard(one!.tracking_no, "in_transit");
  expect(await now(one!.id)).toMatchObject({ stage: "tracking", booking: "handed_over", tracking_status: "in_transit" });
  expect(await heard(one!.tracking_no, "delivered")).toBe(1);
  expect(await now(one!.id)).toMatchObject({ stage: "delivered", booking: "handed_over" });
});

test("a parcel on its way back is returned", async () => {
  const [one] = await shipped(1);
  await heard(one!.tracking_no, "exception", "return_to_sender");
  expect(await now(one!.id)).toMatchObject({ stage: "returned" });
});

test("nothing heard for sixty days ends a parcel; news of yesterday, or a hold, keep it", async () => {
  const [silent, alive, held] = await shipped(3);
  await floor.owner.query("update parcel set hold_codes = '{notice_refused}' where id = $1", [held!.id]);
  const left = floor.clock.now;
  floor.clock.now = plusS(left, 59 * 86_400);
  expect(await floor.tx(expireSilent)).toBe(0);
  await heard(alive!.tracking_no, "in_transit");
  floor.clock.now = plusS(left, 61 * 86_400);
  expect(await floor.tx(expireSilent)).toBe(1);
  expect([(await now(silent!.id)).stage, (await now(alive!.id)).stage, (await now(held!.id)).stage]).toEqual(["expired", "tracking", "tracking"]);
  await floor.owner.query("update parcel set hold_codes = '{}' where id = $1", [held!.id]);
});

test.each([["deliver", "delivered"], ["bring_back", "returned"], ["lose", "lost"]] as const)("a person enters what no carrier tells: %s", async (what, stage) => {
  const [one] = await shipped(1);
  expect(await act(what, one!.id, "")).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await act(what, one!.id, "the buyer wrote so")).toMatchObject([{ ok: true }]);
  expect(await now(one!.id)).toMatchObject({ stage });
  expect(await act(what, one!.id, "twice")).toMatchObject([{ ok: false, code: "wrong_stage" }]);
});
