import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locale } from "@argosy/core/locale.ts";
import { plusS } from "@argosy/core/time.ts";
import { changeHolds, listOpenHolds, placeHolds } from "../hold.ts";
import { cancelParcels } from "../undo.ts";
import { actor, openFloor, type Floor } from "../floor.testkit.ts";
import { routes, readWalk } from "./routes.ts";
import { createWaves, finishWave, lookAndCreateWaves, pickStep, undoWave } from "./wave.ts";
import { countWaves, listPutBacks, listWaves, putBack } from "./sql.ts";
import { drawPickList } from "./pick-list.ts";

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const wave = (parcelIds: readonly string[] | null, maxParcels = 50) => floor.tx((tx) => createWaves(tx, { parcelIds, warehouseId: null, maxParcels, actor }));
const parcels = (ids: readonly string[]) =>
  floor.rows<{ id: string; stage: string; wave_id: string | null; slot: number | null; hold_codes: string[]; version: number }>(
    "select id, stage, wave_id, slot, hold_codes, version from parcel where id = any($1) order by array_position($1, id)", ids);
const finish = (waveId: string, everything = true) => floor.tx((tx) => finishWave(tx, { waveId, everything, actor }));
const firstWave = async (ids: readonly string[]): Promise<string> => (await wave(ids)).waves[0]?.id ?? "";

test("the earliest promise gets slot 1, the bins are walked in order, everything picked goes to labels", async () => {
  const [late, early] = await floor.addParcels([
    { goods: { "A-RED": 2, "B-BLUE": 1 }, dueAt: plusS(floor.clock.now, 900) }, { goods: { "A-RED": 1 }, dueAt: plusS(floor.clock.now, 100) },
  ]);
  const { waves, results } = await wave([late!, early!]);
  expect(results.map((r) => r.ok)).toEqual([true, true]);
  expect(waves).toMatchObject([{ waveNo: expect.stringMatching(/^W10\d{4}$/), parcelCount: 2 }]);
  expect(await parcels([early!, late!])).toMatchObject([{ slot: 1 }, { slot: 2 }]);
  const walk = await floor.tx((tx) => readWalk(tx, waves[0]!.id));
  expect(walk?.steps.map((s) => [s.bin, s.sku, s.qty, s.parcels.map((p) => [p.slot, p.qty])])).toEqual([["A-1", "B-BLUE", 1, [[2, 1]]], ["A-10", "A-RED", 3, [[1, 1], [2, 2]]]]);
  // Chinese needs the wide font inside the file, English does not.
  const drawn = async (locale: Locale): Promise<[string, boolean]> => {
    const pdf = (await drawPickList(walk!, locale, null)).toString("latin1");
    return [pdf.slice(0, 5), pdf.includes("NotoSansSC")];
  };
  expect([await drawn("en"), await drawn("zh-CN"), await drawn("zh-TW")]).toEqual([["%PDF-", false], ["%PDF-", true], ["%PDF-", true]]);
  expect(await finish(waves[0]!.id)).toEqual({ ok: true, value: { picked: 2, short: 0, held: 0 } });
  expect(await parcels([early!, late!])).toMatchObject([{ stage: "labels", slot: 1 }, { stage: "labels", slot: 2 }]);
  expect(await finish(waves[0]!.id)).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
});

test("waves without a selection say what they left and why", async () => {
  const ids = await floor.addParcels(Array.from({ length: 4 }, () => ({ goods: { "A-RED": 1 } })));
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[0]!, code: "held_by_person", evidence: { note: "" } }], { actor, source: actor, reason: "wait" }));
  const { waves, left } = await wave(null, 2);
  expect([waves.map((w) => w.parcelCount), left]).toEqual([[2], { free: 1, held: 1 }]);
  expect((await wave([ids[0]!, ids[3]!])).left).toBeNull(); // each row of a selection has its own answer
});

test("the latest slots of a short SKU leave the wave with what they lack, keep their goods, and wait again after release", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1, "C-GREEN": 1 } }, { goods: { "C-GREEN": 1 } }]);
  const waveId = await firstWave(ids);
  const step = (code: string, qty: number) => floor.tx((tx) => pickStep(tx, waveId, floor.sku(code), qty));
  expect(await step("A-RED", 1)).toMatchObject({ ok: true });
  expect(await step("A-RED", 1)).toMatchObject({ ok: true }); // the second time changes nothing
  expect(await step("C-GREEN", 2)).toMatchObject({ ok: true });
  expect(await step("A-RED", 3)).toMatchObject({ ok: false, error: { code: "qty_refused", field: "qty" } });
  expect(await step("B-BLUE", 1)).toMatchObject({ ok: false, error: { code: "qty_refused", field: "skuId" } });
  expect(await finish(waveId, false)).toEqual({ ok: true, value: { picked: 2, short: 1, held: 0 } });
  const [, short] = await parcels(ids);
  expect(short).toMatchObject({ stage: "picking", wave_id: null, slot: null, hold_codes: ["pick_short"] });
  expect(await floor.rows("select evidence from hold where parcel_id = $1 and released_at is null", ids[1])).toEqual([{ evidence: { missing: [{ sku: "A-RED", qty: 1 }] } }]);
  expect(await floor.rows("select qty from reservation where parcel_id = $1", ids[1])).toHaveLength(2);
  expect((await wave([ids[1]!])).results).toMatchObject([{ ok: false, code: "on_hold" }]);
  await floor.tx(async (tx) => {
    await changeHolds(tx, "parcel", [{ id: ids[1]!, open: [], close: await listOpenHolds(tx, "parcel", [ids[1]!]) }], { actor, source: actor, reason: "found behind the shelf" });
  });
  expect((await wave([ids[1]!])).results).toMatchObject([{ ok: true }]);
});

test("a parcel held during the walk leaves the wave; a cancelled one is gone already", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const waveId = await firstWave(ids);
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[0]!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  await floor.tx((tx) => cancelParcels(tx, [ids[1]!], { actor, reason: "buyer cancelled" }));
  expect(await finish(waveId)).toEqual({ ok: true, value: { picked: 1, short: 0, held: 1 } });
  expect(await parcels(ids)).toMatchObject([{ stage: "picking", wave_id: null, hold_codes: ["held_by_person"] }, { stage: "cancelled", wave_id: null }, { stage: "labels" }]);
});

test("goods of a held parcel are not fetched, the reason stands on its slot, and let go in time it is fetched after all", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 2, "B-BLUE": 1 } }, { goods: { "B-BLUE": 1 } }]);
  const waveId = await firstWave(ids);
  const list = async () => (await floor.tx((tx) => readWalk(tx, waveId)))!.steps.map((s) => `${s.sku} ${s.pickedQty}/${s.qty} ${s.parcels.map((p) => p.slot)}`);
  await floor.tx((tx) => pickStep(tx, waveId, floor.sku("A-RED"), 2));
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[1]!, code: "held_by_person", evidence: { note: "wait" } }, { id: ids[2]!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  expect(await list()).toEqual(["A-RED 2/2 1"]); // a piece that was taken stays on the list
  expect((await floor.tx((tx) => readWalk(tx, waveId)))!.parcels.map((p) => p.held)).toEqual([null, '#held_by ["held_by_person"]', '#held_by ["held_by_person"]']);
  await floor.tx(async (tx) => changeHolds(tx, "parcel", [{ id: ids[1]!, open: [], close: await listOpenHolds(tx, "parcel", [ids[1]!]) }], { actor, source: actor, reason: "go on" }));
  expect(await list()).toEqual(["B-BLUE 0/1 2", "A-RED 2/3 1,2"]);
});

test("goods of a cancelled parcel go off the list, but for those that lie in the trolley already", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 2, "B-BLUE": 1 } }, { goods: { "A-RED": 3, "B-BLUE": 1 } }, { goods: { "C-GREEN": 1 } }]);
  const waveId = await firstWave(ids);
  const list = async () => (await floor.tx((tx) => readWalk(tx, waveId)))!.steps.map((s) => `${s.sku} ${s.pickedQty}/${s.qty}`);
  expect(await list()).toEqual(["B-BLUE 0/2", "C-GREEN 0/1", "A-RED 0/5"]);
  await floor.tx((tx) => pickStep(tx, waveId, floor.sku("A-RED"), 4));
  await floor.tx((tx) => cancelParcels(tx, [ids[1]!, ids[2]!], { actor, reason: "buyer cancelled" }));
  expect(await list()).toEqual(["B-BLUE 0/1", "A-RED 4/4"]);
  expect(await floor.tx((tx) => pickStep(tx, waveId, floor.sku("B-BLUE"), 2))).toMatchObject({ ok: false, error: { code: "qty_refused" } });
  expect(await finish(waveId)).toEqual({ ok: true, value: { picked: 1, short: 0, held: 0 } });
});

test("cancelling while the pieces are counted and the walk ends neither waits for ever nor counts wrong", async () => {
  for (let round = 0; round < 5; round++) {
    const ids = await floor.addParcels(Array.from({ length: 8 }, () => ({ goods: { "A-RED": 1, "B-BLUE": 1 } })));
    const waveId = await firstWave(ids);
    await Promise.all([
      ...ids.slice(0, 4).map((id) => floor.tx((tx) => cancelParcels(tx, [id], { actor, reason: "buyer cancelled" }))),
      ...[8, 6, 4].map((n) => floor.tx((tx) => pickStep(tx, waveId, floor.sku("A-RED"), n))),
      finish(waveId),
    ]);
    const stages = (await parcels(ids)).map((p) => p.stage);
    expect(stages.filter((s) => s === "picking")).toEqual([]);
    expect(stages.slice(4)).toEqual(["labels", "labels", "labels", "labels"]);
  }
});

test("a wave is taken back while it is open, not after", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const waveId = await firstWave(ids);
  expect(await floor.tx((tx) => undoWave(tx, waveId, actor))).toMatchObject({ ok: true });
  expect(await parcels(ids)).toMatchObject([{ stage: "picking", wave_id: null, slot: null }]);
  const second = await firstWave(ids);
  await finish(second);
  expect(await floor.tx((tx) => undoWave(tx, second, actor))).toMatchObject({ ok: false, error: { code: "wrong_stage" } });
});

test("what gets no place says why", async () => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const { waves } = await wave([id!]);
  const nobody = floor.company.db.newId();
  expect((await wave([id!, nobody])).results).toMatchObject([{ code: "parcel_in_wave", detail: waves[0]!.waveNo }, { code: "parcel_not_found" }]);
});

test("three people who make waves of the same parcels share them out, none is in two", async () => {
  const ids = await floor.addParcels(Array.from({ length: 40 }, () => ({ goods: { "A-RED": 1 } })));
  const made = await Promise.all([wave(ids, 10), wave(ids, 10), wave(ids, 10)]);
  const placed = made.flatMap((m) => m.results.filter((r) => r.ok).map((r) => r.id));
  expect(placed.toSorted()).toEqual(ids.toSorted());
  expect(new Set((await parcels(ids)).map((p) => `${p.wave_id}/${p.slot}`)).size).toBe(40);
});

test("without ids each warehouse gets one wave of its most urgent, after a look at the channel", async () => {
  const { waves } = await lookAndCreateWaves(floor.company, { parcelIds: null, warehouseId: floor.warehouseId, maxParcels: 3, actor });
  expect(waves).toEqual([]);
  const ids = await floor.addParcels(Array.from({ length: 5 }, () => ({ goods: { "A-RED": 1 } })));
  floor.clock.now = plusS(floor.clock.now, 7200);
  const later = await lookAndCreateWaves(floor.company, { parcelIds: null, warehouseId: null, maxParcels: 3, actor });
  expect(later.waves).toMatchObject([{ parcelCount: 3 }]);
  expect(later.results.map((r) => r.id)).toEqual(ids.slice(0, 3));
  expect(floor.asked).toHaveLength(3); // only those that are about to be fetched
});

test("waves are listed newest first, page by page", async () => {
  const all = await floor.tx((tx) => listWaves(tx, null, null, 200));
  const first = await floor.tx((tx) => listWaves(tx, null, null, 2));
  const second = await floor.tx((tx) => listWaves(tx, null, first[1]!.id, 200));
  expect([...first, ...second].map((w) => w.waveNo)).toEqual(all.map((w) => w.waveNo));
  expect((await floor.tx((tx) => countWaves(tx, "picked"))).n).toBe(all.filter((w) => w.state === "picked").length);
  const caller = { memberId: "m", name: "Ann", role: "picker" as const, locale: "en" as const, actor: actor as `member:${string}` };
  const asked = { company: floor.company, caller, wakeRooms: () => {} };
  expect(await routes.listWaves(asked, { query: { state: "open", limit: 1 } })).toMatchObject({ ok: true, value: { rows: [{ state: "open", warehouse: { name: "Shenzhen" } }] } });
  expect(await routes.listWaves(asked, { query: { state: "open", limit: 1, after: "x" } })).toMatchObject({ ok: false, error: { code: "input_refused" } });
});

test("a wave is listed for printing as long as one of its labels can be printed, held ones counted apart", async () => {
  const listed = async (): Promise<number | undefined> => (await floor.tx((tx) => listWaves(tx, "labels", null, 200))).find((w) => w.id === waveId)?.toLabelCount;
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const waveId = await firstWave(ids);
  expect(await listed()).toBeUndefined();
  await finish(waveId);
  expect(await listed()).toBe(2);
  expect((await floor.tx((tx) => countWaves(tx, "labels"))).n).toBeGreaterThan(0);
  const held = async (id: string) => floor.tx((tx) => placeHolds(tx, "parcel", [{ id, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  await held(ids[0]!);
  expect((await floor.tx((tx) => listWaves(tx, "labels", null, 200))).find((w) => w.id === waveId)).toMatchObject({ toLabelCount: 1, heldCount: 1 });
  await held(ids[1]!);
  expect(await listed()).toBeUndefined(); // nothing of it can be printed
});

test("what a walk took and no parcel needs is to be put back: of a short one, of one held, of one cancelled on the walk or after it", async () => {
  const ids = await floor.addParcels(Array.from({ length: 4 }, () => ({ goods: { "A-RED": 1, "C-GREEN": 1 } })));
  const [stays, held, cancelled, later] = ids;
  const waveId = await firstWave(ids);
  const pick = (code: string, qty: number) => floor.tx((tx) => pickStep(tx, waveId, floor.sku(code), qty));
  const owed = async () => Object.fromEntries((await floor.tx((tx) => listPutBacks(tx, 100))).filter((r) => r.waveId === waveId).map((r) => [r.sku, [r.bin, r.qty]]));
  await pick("A-RED", 4);
  await pick("C-GREEN", 2);
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: held!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  await floor.tx((tx) => cancelParcels(tx, [cancelled!], { actor, reason: "buyer cancelled" }));
  expect(await owed()).toEqual({}); // the walk is not over
  expect(await finish(waveId, false)).toEqual({ ok: true, value: { picked: 2, short: 0, held: 1 } });
  expect(await owed()).toEqual({ "A-RED": ["A-10", 2] });
  await floor.tx((tx) => cancelParcels(tx, [later!], { actor, reason: "buyer cancelled" }));
  expect(await owed()).toEqual({ "A-RED": ["A-10", 3], "C-GREEN": [expect.any(String), 1] });

  const back = (code: string, qty: number) => floor.tx((tx) => putBack(tx, [{ waveId, skuId: floor.sku(code), qty }]));
  expect(await back("A-RED", 4)).toEqual([]); // more than lies about
  expect(await Promise.all([back("A-RED", 3), back("A-RED", 3)]).then((both) => both.flat())).toHaveLength(1);
  expect(await owed()).toEqual({ "C-GREEN": [expect.any(String), 1] });
  expect(await parcels([stays!])).toMatchObject([{ stage: "labels" }]);
});

test("a walk that found everything has not fetched what was held: nothing of it is to be put back but what was counted", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 2, "B-BLUE": 1 } }]);
  const waveId = await firstWave(ids);
  await floor.tx((tx) => pickStep(tx, waveId, floor.sku("A-RED"), 2));
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[1]!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  expect(await finish(waveId)).toEqual({ ok: true, value: { picked: 1, short: 0, held: 1 } });
  expect((await floor.tx((tx) => listPutBacks(tx, 100))).filter((r) => r.waveId === waveId)).toMatchObject([{ sku: "A-RED", qty: 1 }]);
});

test("an open wave taken back leaves what was taken already to be put back", async () => {
  const [id] = await floor.addParcels([{ goods: { "B-BLUE": 2 } }]);
  const waveId = await firstWave([id!]);
  await floor.tx((tx) => pickStep(tx, waveId, floor.sku("B-BLUE"), 1));
  expect(await floor.tx((tx) => undoWave(tx, waveId, actor))).toMatchObject({ ok: true });
  expect((await floor.tx((tx) => listPutBacks(tx, 100))).filter((r) => r.waveId === waveId)).toMatchObject([{ sku: "B-BLUE", qty: 1 }]);
});
