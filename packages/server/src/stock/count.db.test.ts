import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { createWaves } from "../pipeline/08-picking/wave.ts";
import { actor, openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { placeHolds } from "../pipeline/hold.ts";
import { whileOpen } from "../pipeline/race.testkit.ts";
import { adjustStock } from "./receive.ts";
import { listDifferences } from "./sql.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

const count = (delta: number) => floor.tx((tx) => adjustStock(tx, { adjustId: tx.newId(), warehouseId: floor.warehouseId, skuId: floor.sku("C-GREEN"), delta, reason: "counted" }, actor));
const standing = (ids: readonly string[]) =>
  floor.rows("select stage, reserved_at is not null as reserved from parcel where id = any($1) order by array_position($1, id)", ids);

test("pieces that a count does not find are taken from whom the picker could not fill, then from the last in the queue", async () => {
  const due = (s: number) => ({ dueAt: plusS(floor.clock.now, s) });
  const ids = await floor.addParcels([{ goods: { "C-GREEN": 2 }, ...due(200) }, { goods: { "C-GREEN": 1, "A-RED": 1 }, ...due(300) }, { goods: { "C-GREEN": 1 }, ...due(100) }]);
  const note = { actor, source: actor, reason: "test" } as const;
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[2]!, code: "pick_short", evidence: { missing: [{ sku: "C-GREEN", qty: 1 }] } }], note));
  expect(await count(-9_998)).toEqual({ ok: true, value: { ok: true } });
  expect(await standing(ids)).toEqual([{ stage: "picking", reserved: true }, { stage: "allocation", reserved: false }, { stage: "allocation", reserved: false }]);
  expect(await floor.tx(listDifferences)).toEqual([]);

  await floor.tx((tx) => createWaves(tx, { parcelIds: [ids[0]!], warehouseId: null, maxParcels: 5, actor }));
  expect(await count(-1)).toMatchObject({ ok: false, error: { code: "stock_reserved" } }); // a picker walks for them
  expect((await standing(ids))[0]).toEqual({ stage: "picking", reserved: true });
});

test("a parcel that a wave takes while it is counted stays in that wave, and its goods with it", async () => {
  await count(1);
  const [id] = await floor.addParcels([{ goods: { "C-GREEN": 1 } }]);
  const take = (tx: Tx) => createWaves(tx, { parcelIds: [id!], warehouseId: null, maxParcels: 5, actor });
  expect(await whileOpen(floor.company, floor.owner, take, () => count(-1))).toMatchObject({ ok: false, error: { code: "stock_reserved" } });
  expect(await standing([id!])).toEqual([{ stage: "picking", reserved: true }]);
});
