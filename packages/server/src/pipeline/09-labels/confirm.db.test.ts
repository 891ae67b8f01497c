import { afterAll, beforeAll, expect, test } from "vitest";
import { showParcels } from "../../lists/parcels.ts";
import { actor, openFloor, type Floor, type ParcelWish } from "../floor.testkit.ts";
import { createWaves, finishWave } from "../08-picking/wave.ts";
import type { Person } from "../acts.ts";
import { actOnParcels } from "../parcel-acts.ts";
import { scanPiece } from "../10-shipping/scan.ts";
import { confirmDocument, openDocuments } from "./confirm.ts";
import { printLabels } from "./print.ts";

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const person = { actor, reason: "the ribbon tore" } as const;
const print = (parcelIds: readonly string[] | null, reason = "", waveId: string | null = null) => printLabels(floor.company, { parcelIds, waveId, reason, pickStrip: false, actor });
async function printed(count: number, label: ParcelWish["label"] = "png") {
  const ids = await floor.addParcels(Array.from({ length: count }, () => ({ goods: { "A-RED": 1 }, label })));
  const { waves } = await floor.tx((tx) => createWaves(tx, { parcelIds: ids, warehouseId: null, maxParcels: 500, actor }));
  for (const w of waves) await floor.tx((tx) => finishWave(tx, { waveId: w.id, everything: true, actor }));
  return { ids, waveId: waves[0]!.id, documentId: (await print(ids)).documents[0]!.id };
}
const confirm = (documentId: string, spoiled: readonly string[], who: Person = person) => floor.tx((tx) => confirmDocument(tx, documentId, spoiled, who));
const open = async (documentId: string) => (await floor.tx(openDocuments)).find((d) => d.id === documentId)?.open.map((p) => p.parcelId);
const stages = async (ids: readonly string[]) => (await floor.rows<{ stage: string }>("select stage from parcel where id = any($1) order by array_position($1, id)", ids)).map((r) => r.stage);
const unconfirmed = async (ids: readonly string[]) => {
  const rows = await floor.tx((tx) => showParcels(tx, ids, { locale: "en", masked: false }));
  return ids.map((id) => rows.find((r) => r.id === id)?.labelUnconfirmed);
};

test("a document is made, not confirmed, until somebody says how it came out", async () => {
  const { ids, documentId } = await printed(2);
  expect(await open(documentId)).toEqual(ids);
  expect(await unconfirmed(ids)).toEqual([true, true]);
  expect(await confirm(documentId, [])).toEqual({ ok: true, value: [] });
  expect(await open(documentId)).toBeUndefined();
  expect(await unconfirmed(ids)).toEqual([false, false]);
  expect(await floor.rows("select kind, actor from parcel_event where parcel_id = $1 order by seq desc limit 1", ids[0])).toEqual([{ kind: "label_confirmed", actor }]);
});

test("spoiled labels go back to labels with their booking, and are printed again without a second reason", async () => {
  const { ids, documentId } = await printed(3);
  const bookings = () => floor.rows("select id, state, tracking_no from booking_attempt where parcel_id = any($1) order by id", ids);
  const bought = await bookings();
  expect(await confirm(documentId, [ids[1]!])).toMatchObject({ ok: true, value: [{ id: ids[1], ok: true }] });
  expect(await stages(ids)).toEqual(["shipping", "labels", "shipping"]);
  expect(await floor.rows("select move, to_stage, actor, reason from parcel_event where parcel_id = $1 order by seq desc limit 1", ids[1])).toEqual([{ move: "unlabel", to_stage: "labels", actor, reason: "the ribbon tore" }]);
  expect(await floor.rows("select outcome from print_job where document_id = $1 order by page", documentId)).toEqual([{ outcome: "good" }, { outcome: "spoiled" }, { outcome: "good" }]);
  const again = await print([ids[1]!]);
  expect(again.results).toMatchObject([{ ok: true }]);
  expect(await stages(ids)).toEqual(["shipping", "shipping", "shipping"]);
  expect(await open(again.documents[0]!.id)).toEqual([ids[1]]);
  expect(await bookings()).toEqual(bought); // nothing was bought, nothing given back
});

test("of a wave only the spoiled labels are printed again, unless a reason asks for all", async () => {
  const { ids, waveId, documentId } = await printed(2);
  await confirm(documentId, [ids[0]!]);
  expect((await print(null, "", waveId)).results.map((r) => r.id)).toEqual([ids[0]]);
  expect((await print(null, "", waveId)).results.map((r) => r.code)).toEqual(["reason_missing", "reason_missing"]);
  expect((await print(null, "lost", waveId)).results.map((r) => r.ok)).toEqual([true, true]);
});

test("a scanned piece confirms the label; so nothing asks about it", async () => {
  const { ids, documentId } = await printed(2);
  await floor.tx((tx) => scanPiece(tx, { parcelId: ids[0]!, code: "A-RED", scanId: tx.newId(), actor }));
  expect(await open(documentId)).toEqual([ids[1]]);
  expect(await unconfirmed(ids)).toEqual([false, true]);
});

test("what was printed again, stands elsewhere or was never on it answers why; a reason is needed", async () => {
  const { ids, documentId } = await printed(2);
  expect(await confirm(documentId, [ids[0]!], { actor, reason: "" })).toMatchObject({ ok: false, error: { code: "reason_missing" } });
  await print([ids[0]!], "smeared");
  const stranger = floor.warehouseId;
  expect(await confirm(documentId, [ids[0]!, stranger])).toMatchObject({ ok: true, value: [{ ok: false, code: "wrong_stage" }, { ok: false, code: "parcel_not_found" }] });
  expect(await stages(ids)).toEqual(["shipping", "shipping"]);
  expect(await confirm(stranger, [])).toMatchObject({ ok: false, error: { code: "not_found" } });
});

test("a label that turns out bad at the table goes back by itself", async () => {
  const { ids, documentId } = await printed(1);
  await confirm(documentId, []);
  const asked = { code: null, until: null, seen: undefined, warehouseId: null, methodId: null };
  expect(await floor.tx((tx) => actOnParcels(tx, "unlabel", ids, { actor, reason: "" }, asked))).toMatchObject([{ code: "reason_missing" }]);
  expect(await floor.tx((tx) => actOnParcels(tx, "unlabel", ids, person, asked))).toMatchObject([{ ok: true }]);
  expect(await floor.tx((tx) => actOnParcels(tx, "unlabel", ids, person, asked))).toMatchObject([{ code: "wrong_stage" }]);
  expect(await stages(ids)).toEqual(["labels"]);
  expect(await floor.rows("select outcome from print_job where parcel_id = $1", ids[0])).toEqual([{ outcome: "spoiled" }]);
});

test("a label of two pages is confirmed as one", async () => {
  const { ids, documentId } = await printed(2, "two pages");
  expect(await confirm(documentId, [])).toEqual({ ok: true, value: [] });
  expect(await floor.rows("select outcome from print_job where document_id = $1", documentId)).toEqual(Array(4).fill({ outcome: "good" }));
  expect(await floor.rows("select kind from parcel_event where parcel_id = $1 and kind = 'label_confirmed'", ids[0])).toHaveLength(1);
});
