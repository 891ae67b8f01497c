import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import { actor, openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { placeHolds } from "../pipeline/hold.ts";
import { cancelParcels } from "../pipeline/undo.ts";
import { readBoard } from "./board.ts";
import { matchIds, readPlaces } from "./match-sql.ts";
import { showOrders } from "./orders.ts";
import { showParcels } from "./parcels.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

// Stage and promise, in hours from now; read it as the page shows it.
const shown = [
  ["payment", -5], ["review", -1], ["merge", 1], ["payment", 2], // whoever has to leave, the earliest promise first
  ["parcelled", 9], ["parcelled", -9],                           // in parcels: the newest first
  ["cancelled", 3], ["shipped_elsewhere", 2], ["cancelled", -8], // done: the newest first
] as const;

test("all orders: what has to leave first, what is done last; pages neither repeat nor skip a row", async () => {
  await floor.addParcels(shown.map(([, hours]) => ({ goods: { "A-RED": 1 }, dueAt: plusS(floor.clock.now, hours * 3600) })));
  const ids = (await floor.rows<{ id: string }>("select id from orders order by due_at")).map((o) => o.id);
  const inTime = shown.map((row) => row).toSorted((a, b) => a[1] - b[1]);
  for (const [i, [stage]] of inTime.entries()) await floor.owner.query("update orders set stage = $2 where id = $1", [ids[i], stage]);
  const stageOf = new Map((await floor.rows<{ id: string; stage: string; hours: number }>("select id, stage, extract(epoch from due_at - $1::timestamptz)::int / 3600 as hours from orders", floor.clock.now)).map((o) => [o.id, [o.stage, o.hours]]));
  const filter = { view: "all", findsBuyers: false } as const;
  const all = await floor.tx((tx) => matchIds(tx, "orders", filter, 100));
  expect(all.map((id) => stageOf.get(id))).toEqual(shown);

  const walked: string[] = [];
  let after: [number, string, string] | null = null;
  for (let page = 0; page < 20; page++) {
    const { places, count } = await floor.tx((tx) => readPlaces(tx, "orders", filter, after, 2));
    expect(count.n).toBe(shown.length);
    const rows = places.slice(0, 2);
    walked.push(...rows.map((p) => p.id));
    const last = rows.at(-1);
    if (places.length <= 2 || !last) break;
    after = [last.turn, last.dueAt, last.id];
  }
  expect(walked).toEqual(all);
});

test("an order's row says where its parcels stand and why they wait, and it is found among the held; cancelled ones left out", async () => {
  const [parcel] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const [order] = await floor.rows<{ id: string; no: string }>("select l.order_id as id, o.order_no as no from parcel_line l join orders o on o.id = l.order_id where l.parcel_id = $1", parcel);
  const stages = () => floor.tx(async (tx) => (await showOrders(tx, [order!.id], { locale: "en", masked: false })).map((o) => o.parcelStages));
  expect(await stages()).toEqual([["picking"]]);
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: parcel!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  const waits = (await floor.tx((tx) => showOrders(tx, [order!.id], { locale: "en", masked: false }))).map((o) => [o.holds, o.parcelHolds.map((h) => h.code)]);
  expect(waits).toEqual([[[], ["held_by_person"]]]);
  const inView = async (more: object) => (await floor.tx((tx) => matchIds(tx, "orders", { view: "all", findsBuyers: false, stage: "parcelled", ...more }, 100))).includes(order!.id);
  const views = async () => [await inView({ view: "held" }), await inView({ view: "held", q: order!.no }), await inView({ hold: "held_by_person" }), await inView({ hold: "stock_short" }), await inView({ view: "free" })];
  expect(await views()).toEqual([true, true, true, false, false]);
  await floor.tx((tx) => cancelParcels(tx, [parcel!], { actor, reason: "by hand" }));
  expect(await stages()).toEqual([[]]);
  expect(await views()).toEqual([false, false, false, false, true]);
});

test("where the channel names no time to ship by, rows show the one that they are counted late by, and that it is ours", async () => {
  const at = plusS(floor.clock.now, -7200);
  const [parcel] = await floor.addParcels([{ goods: { "A-RED": 1 }, dueAt: at }]);
  const [order] = await floor.rows<{ id: string }>("select order_id as id from parcel_line where parcel_id = $1", parcel);
  const reader = { locale: "en", masked: false } as const;
  const rows = () => floor.tx(async (tx) => [...(await showOrders(tx, [order!.id], reader)), ...(await showParcels(tx, [parcel!], reader))].map((row) => [row.shipByAt, row.shipByOurs]));
  expect(await rows()).toEqual([[at, true], [at, true]]);
  for (const table of ["orders", "parcel"]) await floor.owner.query(`update ${table} set ship_by_at = due_at where id = any($1)`, [[order!.id, parcel]]);
  expect(await rows()).toEqual([[at, false], [at, false]]);
});

test("an order in parcels is overdue as long as one of them is here, by its own promise, the longest first", async () => {
  await floor.owner.query("update orders set due_at = $1", [plusS(floor.clock.now, 86_400)]);
  const [here, , soon] = await floor.addParcels([-2, -5, 3].map((hours) => ({ goods: { "A-RED": 1 }, dueAt: plusS(floor.clock.now, hours * 3600) })));
  const orderOf = async (id: string): Promise<string> => (await floor.rows<{ id: string }>("select order_id as id from parcel_line where parcel_id = $1", id))[0]!.id;
  const late = () => floor.tx(async (tx) => ({ ids: await matchIds(tx, "orders", { view: "overdue", findsBuyers: false }, 100), board: (await readBoard(tx, () => [])).today.lateOrders }));
  const before = await late();
  expect([before.ids.length, before.ids[1], before.board]).toEqual([2, await orderOf(here!), 2]);
  // In one parcel with an order that is late, the other one keeps its own promise.
  await floor.owner.query("update parcel_line set parcel_id = $1 where parcel_id = $2", [here, soon]);
  expect(await late()).toEqual(before);
  const found = (more: object) => floor.tx((tx) => matchIds(tx, "orders", { view: "overdue", findsBuyers: false, ...more }, 100));
  expect([await found({ stage: "parcelled" }), await found({ stage: "payment" }), (await found({ sku: "A-RED" })).length, await found({ hold: "stock_short" })]).toEqual([before.ids, [], 2, []]);
  await floor.owner.query("update parcel set stage = 'tracking', shipped_at = $2 where id = $1", [here, floor.clock.now]);
  expect(await late()).toEqual({ ids: before.ids.slice(0, 1), board: 1 });
});

test("a parcel is found by its number, its order's or its label's, or by how they begin, in small letters too; not by a label given back", async () => {
  const [id, gone] = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const numbersOf = async (parcelId: string) => Object.values((await floor.rows<Record<string, string>>(
    "select p.parcel_no, o.order_no, p.tracking_no from parcel p join orders o on o.id = p.pii_order_id where p.id = $1", parcelId))[0]!);
  const find = (q: string) => floor.tx((tx) => matchIds(tx, "parcel", { view: "all", q, findsBuyers: false }, 100));
  for (const no of await numbersOf(id!)) for (const q of [no, no.toLowerCase(), no.slice(0, -1)]) expect(await find(q), q).toContain(id);
  const label = (await numbersOf(gone!))[2]!;
  expect(await find(label)).toEqual([gone]);
  await floor.tx((tx) => cancelParcels(tx, [gone!], { actor, reason: "" }));
  expect(await find(label)).toEqual([]);
});
