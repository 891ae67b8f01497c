import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { createThroughput } from "./throughput.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("who is sent back has not passed its room: a spoiled label is no parcel shipped", async () => {
  const [parcelId] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const passed = () => floor.tx(async (tx) => { const of = await createThroughput()(tx); return (["shipping", "picking", "labels"] as const).map((room) => of(room).reduce((sum, n) => sum + n, 0)); });
  const before = await passed();
  const moves = [["label", "labels", "shipping"], ["unlabel", "shipping", "labels"], ["label", "labels", "shipping"], ["ship", "shipping", "tracking"], ["reallocate", "picking", "allocation"], ["cancel", "picking", "cancelled"]] as const;
  await floor.tx((tx) => tx.insert("parcel_event", moves.map(([move, fromStage, toStage], i) => ({ parcelId, seq: 90 + i, kind: "moved", move, fromStage, toStage, actor, reason: "", at: tx.now }))));
  expect((await passed()).map((n, i) => n - before[i]!)).toEqual([1, 0, 2]);
});
