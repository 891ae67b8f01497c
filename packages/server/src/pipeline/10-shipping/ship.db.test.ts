import { afterAll, beforeAll, expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import type { RawItem } from "@argosy/core/connector.ts";
import { ok } from "@argosy/core/result.ts";
import { plusS } from "@argosy/core/time.ts";
import { placeHolds } from "../hold.ts";
import { moveOrders } from "../move.ts";
import { actOnParcels } from "../parcel-acts.ts";
import { cancelParcels } from "../undo.ts";
import { actor, openFloor, type Floor, type ParcelWish } from "../floor.testkit.ts";
import { createWaves, finishWave } from "../08-picking/wave.ts";
import { printLabels } from "../09-labels/print.ts";
import { routes } from "./routes.ts";
import { openScan, scanPiece, shipScanned, undoScan } from "./scan.ts";
import { lookAndShip, shipParcels } from "./ship.ts";

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

/** Parcels with printed labels: they wait for the scan station. */
async function printed(wishes: readonly ParcelWish[]): Promise<string[]> {
  const ids = await floor.addParcels(wishes);
  const { waves } = await floor.tx((tx) => createWaves(tx, { parcelIds: ids, warehouseId: null, maxParcels: 500, actor }));
  for (const w of waves) await floor.tx((tx) => finishWave(tx, { waveId: w.id, everything: true, actor }));
  await printLabels(floor.company, { parcelIds: ids, waveId: null, reason: "", pickStrip: false, actor });
  return ids;
}
const newId = () => floor.company.db.newId();
const scan = (parcelId: string, code: string, scanId = newId()) => floor.tx((tx) => scanPiece(tx, { parcelId, code, scanId, actor }));
const ship = (parcelId: string, scanId = newId()) => shipScanned(floor.company, { parcelId, scanId, weightG: 430, actor });
const weigh = (parcelId: string, weightG: number) => shipScanned(floor.company, { parcelId, scanId: newId(), weightG, actor });
const shipMany = (parcelIds: readonly string[]) => floor.tx((tx) => shipParcels(tx, { parcelIds, actor, how: { reason: "packed elsewhere" } }));
const open = (code: string) => floor.tx((tx) => openScan(tx, code));
const parcel = async (id: string) => (await floor.rows<{ parcel_no: string; stage: string; tracking_no: string; slot: number; wave_no: string; shipped_at: Date | null; packed_weight_g: number | null }>(
  "select p.*, w.wave_no from parcel p left join wave w on w.id = p.wave_id where p.id = $1", id))[0]!;
const one: ParcelWish = { goods: { "A-RED": 1 } };

/** The books agree with each other, and no shipped parcel took more or less than its lines: I-01, I-05, I-06, I-21, I-22. */
async function audit(): Promise<void> {
  expect(await floor.rows(`select b.sku_id from stock_balance b join (select warehouse_id, sku_id, sum(on_hand_delta) h, sum(reserved_delta) r from stock_move group by 1, 2) m
    using (warehouse_id, sku_id) where b.on_hand_qty <> m.h or b.reserved_qty <> m.r`)).toEqual([]);
  expect(await floor.rows(`select b.sku_id from stock_balance b left join (select warehouse_id, sku_id, sum(qty) q from reservation group by 1, 2) r
    using (warehouse_id, sku_id) where b.reserved_qty <> coalesce(r.q, 0)`)).toEqual([]);
  expect(await floor.rows(`with need as (select l.parcel_id, l.sku_id, sum(l.qty) q from parcel_line l join parcel p on p.id = l.parcel_id where p.shipped_at is not null group by 1, 2),
    took as (select cause_id as parcel_id, sku_id, -sum(on_hand_delta) q from stock_move where kind = 'ship' group by 1, 2)
    select * from need full join took using (parcel_id, sku_id) where need.q is distinct from took.q`)).toEqual([]);
  expect(await floor.rows(`with due as (select distinct p.id as parcel_id, l.order_id from parcel p join parcel_line l on l.parcel_id = p.id where p.shipped_at is not null)
    select * from due full join channel_attempt c using (parcel_id, order_id) where due.* is null or c.id is null`)).toEqual([]);
  expect(await floor.rows("select p.id from parcel p join reservation r on r.parcel_id = p.id where p.shipped_at is not null")).toEqual([]);
}

test("a parcel is opened, every piece is scanned once, and it ships with stock and notice in one step", async () => {
  const [id] = await printed([{ goods: { "A-RED": 2, "B-BLUE": 1 }, orders: 2, note: "a gift" }]);
  const { parcel_no: parcelNo, tracking_no: trackingNo } = await parcel(id!);
  const opened = await open(parcelNo.toLowerCase());
  expect(opened).toMatchObject({ ok: true, value: { id, waveNo: expect.any(String), note: "a gift\na gift", warnings: ["buyer_note"], complete: false, lines: [{ sku: "A-RED", qty: 4, packedQty: 0 }, { sku: "B-BLUE", qty: 2 }] } });
  expect(await open(trackingNo)).toMatchObject({ ok: true, value: { id } });

  const first = newId();
  expect(await scan(id!, "6900000000000", first)).toMatchObject({ ok: true, value: { lines: [{ packedQty: 1 }, { packedQty: 0 }] } });
  expect(await scan(id!, "6900000000000", first)).toMatchObject({ ok: true, value: { lines: [{ packedQty: 1 }, { packedQty: 0 }] } });
  expect(await scan(id!, "C-GREEN")).toMatchObject({ ok: false, error: { code: "not_on_parcel" } });
  expect(await scan(id!, "nonsense")).toMatchObject({ ok: false, error: { code: "barcode_unknown" } });
  const undo = () => floor.tx((tx) => undoScan(tx, { parcelId: id!, scanId: first }));
  expect([await undo(), await undo()]).toMatchObject([{ ok: true, value: { lines: [{ packedQty: 0 }, {}] } }, { ok: true, value: { lines: [{ packedQty: 0 }, {}] } }]);
  for (let i = 0; i < 4; i++) await scan(id!, "a-red");
  expect(await scan(id!, "A-RED")).toMatchObject({ ok: false, error: { code: "line_full", detail: fact("line_has", "A-RED", 4, 4) } });
  expect(await ship(id!)).toMatchObject({ ok: false, error: { code: "parcel_incomplete" } });
  await scan(id!, "B-BLUE");
  expect(await scan(id!, "B-BLUE")).toMatchObject({ ok: true, value: { complete: true } });

  const last = newId();
  expect(await ship(id!, last)).toMatchObject({ ok: true, value: { stage: "tracking", shippedAt: floor.clock.now, complete: true } });
  expect(await ship(id!, last)).toMatchObject({ ok: true, value: { stage: "tracking" } }); // the answer was lost, the station asks again
  expect(await ship(id!)).toMatchObject({ ok: false, error: { code: "already_shipped" } });
  expect(await open(parcelNo)).toMatchObject({ ok: false, error: { code: "already_shipped" } });
  expect(await parcel(id!)).toMatchObject({ stage: "tracking", packed_weight_g: 430 });
  expect(await floor.rows("select state from channel_attempt where parcel_id = $1", id)).toEqual([{ state: "pending" }, { state: "pending" }]);
  await audit();
});

test("a parcel that weighs too much stays until somebody else has looked, and then leaves with that weight", async () => {
  const [id] = await printed([one]);
  await scan(id!, "A-RED");
  expect(await weigh(id!, 900)).toMatchObject({ ok: false, error: { code: "weight_differs", detail: fact("weighs", 900, 420) } });
  expect(await floor.rows("select code, evidence from hold where parcel_id = $1", id)).toEqual([{ code: "weight_differs", evidence: { expectedG: 420, weightG: 900 } }]);
  expect(await weigh(id!, 430)).toMatchObject({ ok: false, error: { code: "parcel_held" } }); // weighing again is not looking into it
  const letGo = await floor.tx((tx) => actOnParcels(tx, "release", [id!], { actor: "member:lead", reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(letGo).toMatchObject([{ ok: true }]);
  expect(await weigh(id!, 1400)).toMatchObject({ ok: false, error: { code: "weight_differs" } });
  await floor.tx((tx) => actOnParcels(tx, "release", [id!], { actor: "member:lead", reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(await weigh(id!, 1390)).toMatchObject({ ok: true, value: { stage: "tracking" } });
  expect(await parcel(id!)).toMatchObject({ packed_weight_g: 1390 });
  await audit();
});

test("a scan id that counted one piece never counts another", async () => {
  const [a, b] = await printed([{ goods: { "A-RED": 2, "B-BLUE": 1 } }, one]);
  const scanId = newId();
  await scan(a!, "A-RED", scanId);
  expect(await scan(b!, "A-RED", scanId)).toMatchObject({ ok: false, error: { code: "changed_meanwhile", field: "scanId" } });
  expect(await scan(a!, "B-BLUE", scanId)).toMatchObject({ ok: false, error: { code: "changed_meanwhile" } });
  expect(await floor.rows("select count(*)::int as n from pack_scan where scan_id = $1", scanId)).toEqual([{ n: 1 }]);
});

test("a slot of the wave opens its parcel; a product opens the most urgent parcel of one piece", async () => {
  const ids = await printed([{ goods: { "C-GREEN": 1 }, dueAt: plusS(floor.clock.now, 50) }, { goods: { "C-GREEN": 1 }, dueAt: plusS(floor.clock.now, 10) }, { goods: { "C-GREEN": 2 }, dueAt: plusS(floor.clock.now, 1) }]);
  const second = await parcel(ids[1]!);
  expect(await open(`${second.wave_no}-${second.slot}`)).toMatchObject({ ok: true, value: { id: ids[1] } });
  expect(await open("6900000000002")).toMatchObject({ ok: true, value: { id: ids[1] } });
  await scan(ids[1]!, "6900000000002");
  expect(await open("C-GREEN")).toMatchObject({ ok: true, value: { id: ids[0] } }); // the first is begun
  await scan(ids[0]!, "C-GREEN");
  expect(await open("C-GREEN")).toMatchObject({ ok: false, error: { code: "barcode_unknown", detail: fact("no_single_piece", "C-GREEN") } });
  expect(await open("W1-1")).toMatchObject({ ok: false, error: { code: "barcode_unknown" } });
});

test("each refusal has its own word: held, cancelled, another address, too early", async () => {
  const ids = await printed([one, one, one, one]);
  const [early] = await floor.addParcels([one]);
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: ids[0]!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  const orderOf = async (id: string) => (await floor.rows<{ order_id: string }>("select order_id from parcel_line where parcel_id = $1", id))[0]!.order_id;
  const [cancelled, reversed] = [await orderOf(ids[1]!), await orderOf(ids[2]!)];
  await floor.tx((tx) => moveOrders(tx, "cancel", [cancelled], { actor: "channel", reason: "buyer" }));
  await floor.tx((tx) => placeHolds(tx, "order", [{ id: reversed, code: "payment_reversed", evidence: {} }], { actor: "channel", source: "channel", reason: "chargeback" }));
  await floor.owner.query("update parcel set address_hash = 'moved' where id = $1", [ids[3]]);
  const results = await shipMany([...ids, early!, floor.company.orgId]);
  expect(results.map((r) => r.code)).toEqual(["parcel_held", "order_cancelled", "parcel_held", "label_outdated", "wrong_stage", "parcel_not_found"]);
  expect(await open((await parcel(ids[0]!)).parcel_no)).toMatchObject({ ok: false, error: { code: "parcel_held", detail: fact("held_by", "held_by_person") } });
  expect(await open((await parcel(early!)).parcel_no)).toMatchObject({ ok: false, error: { code: "wrong_stage", detail: fact("in_stage", "picking") } });
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: early!, code: "held_by_person", evidence: { note: "wait" } }], { actor, source: actor, reason: "wait" }));
  expect(await open((await parcel(early!)).parcel_no)).toMatchObject({ ok: false, error: { code: "parcel_held", detail: fact("held_by", "held_by_person") } }); // and not only that it is too early
  expect(await scan(ids[0]!, "A-RED")).toMatchObject({ ok: false, error: { code: "parcel_held" } });
  await audit();
});

test("the channel is asked again before goods leave; when it is down, the look of the day stands and is recorded", async () => {
  const [fresh, blind, old] = await printed([one, one, one]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  floor.asked.length = 0;
  expect(await lookAndShip(floor.company, { parcelIds: [fresh!], actor, how: { reason: "x" } })).toMatchObject([{ ok: true }]);
  expect(floor.asked).toHaveLength(1);
  floor.channelAnswers = false;
  expect(await lookAndShip(floor.company, { parcelIds: [blind!], actor, how: { reason: "x" } })).toMatchObject([{ ok: true }]);
  const event = (id: string) => floor.rows("select data from parcel_event where parcel_id = $1 and move = 'ship'", id);
  expect(await event(fresh!)).toEqual([{ data: { lastLookAt: floor.clock.now } }]);
  expect(await event(blind!)).toEqual([{ data: { lastLookAt: plusS(floor.clock.now, -3600), channelUnreachable: true } }]);
  floor.clock.now = plusS(floor.clock.now, 25 * 3600);
  expect(await lookAndShip(floor.company, { parcelIds: [old!], actor, how: { reason: "x" } })).toMatchObject([{ ok: false, code: "last_look_failed" }]);
  floor.channelAnswers = true;
  expect(await shipMany([old!])).toMatchObject([{ ok: false, code: "last_look_failed" }]); // without a look nothing leaves
  expect(await lookAndShip(floor.company, { parcelIds: [old!], actor, how: { reason: "x" } })).toMatchObject([{ ok: true }]);
  await audit();
});

test("an order that the channel's answer leaves out is held, and leaves when a person who has looked says why", async () => {
  const [id, gone] = await printed([one, one]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  const toldAt = plusS(floor.clock.now, -3600);
  const saying = (items: RawItem[]) => ({ ...floor.company, outside: { ...floor.company.outside, channel: async (account: string) => ({ ...(await floor.company.outside.channel(account)), fetchOrders: async () => ok(items) }) } });
  const silent = saying([]);
  const scanned = (company = silent, parcelId = id!) => shipScanned(company, { parcelId, scanId: newId(), weightG: null, actor });
  for (const parcelId of [id!, gone!]) await scan(parcelId, "A-RED");
  const [{ order_no: orderNo }] = await floor.rows<{ order_no: string }>("select order_no from orders o join parcel_line l on l.order_id = o.id where parcel_id = $1", id) as [{ order_no: string }];
  expect(await scanned()).toEqual({ ok: false, error: { code: "channel_silent", detail: fact("left_out_since", orderNo, toldAt) } });
  expect(await scanned()).toMatchObject({ ok: false, error: { code: "parcel_held", detail: fact("held_by", "channel_silent") } });
  expect(await floor.rows("select kind, evidence from hold where parcel_id = $1", id)).toEqual([{ kind: "fault", evidence: { orders: [{ orderNo, toldAt }] } }]);

  const release = (parcelId: string, reason: string) => floor.tx((tx) => actOnParcels(tx, "release", [parcelId], { actor, reason }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(await release(id!, "")).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await release(id!, "seen in the shop's own list")).toMatchObject([{ ok: true }]);
  expect(await scanned()).toMatchObject({ ok: true, value: { stage: "tracking" } });
  expect(await floor.rows("select data ->> 'channelSilent' as silent, data ->> 'lastLookAt' as look from parcel_event where parcel_id = $1 and move = 'ship'", id)).toEqual([{ silent: "true", look: toldAt }]);
  expect(await floor.rows("select 1 from parcel_event where parcel_id = $1 and kind = 'holds' and reason = $2", id, "seen in the shop's own list")).toHaveLength(1);

  await scanned(silent, gone);
  await release(gone!, "seen there");
  await floor.tx(async (tx) => moveOrders(tx, "cancel", (await floor.rows<{ order_id: string }>("select order_id from parcel_line where parcel_id = $1", gone)).map((l) => l.order_id), { actor: "channel", reason: "buyer" }));
  expect(await scanned(silent, gone)).toMatchObject({ ok: false, error: { code: "order_cancelled" } });
  await audit();
});

test("a channel that speaks of the order again takes the hold away by itself", async () => {
  const [id] = await printed([one]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  const silent = { ...floor.company, outside: { ...floor.company.outside, channel: async (account: string) => ({ ...(await floor.company.outside.channel(account)), fetchOrders: async () => ok([]) }) } };
  const wish = { parcelIds: [id!], actor, how: { reason: "packed elsewhere" } } as const;
  expect(await lookAndShip(silent, wish)).toMatchObject([{ ok: false, code: "channel_silent" }]);
  expect(await lookAndShip(silent, wish)).toMatchObject([{ ok: false, code: "parcel_held" }]);
  expect(await lookAndShip(floor.company, wish)).toMatchObject([{ ok: true }]);
  expect(await floor.rows("select released_by from hold where parcel_id = $1 and code = 'channel_silent'", id)).toEqual([{ released_by: "room:shipping" }]);
  await audit();
});

test("of a shop that waits nothing leaves while its channel is down", async () => {
  const [id] = await printed([one]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  floor.channelAnswers = false;
  await floor.rows("update account set outage_policy = 'wait' where kind = 'shop' returning 1");
  expect(await lookAndShip(floor.company, { parcelIds: [id!], actor, how: { reason: "x" } })).toMatchObject([{ ok: false, code: "last_look_failed" }]);
  await floor.rows("update account set outage_policy = 'ship' where kind = 'shop' returning 1");
  expect(await lookAndShip(floor.company, { parcelIds: [id!], actor, how: { reason: "x" } })).toMatchObject([{ ok: true }]);
  floor.channelAnswers = true;
  await audit();
});

test("two stations ship the same parcel in the same millisecond: it leaves once", async () => {
  const [id] = await printed([one]);
  await scan(id!, "A-RED");
  const both = await Promise.all([ship(id!), ship(id!), ship(id!)]);
  expect(both.map((r) => (r.ok ? "shipped" : r.error.code)).toSorted()).toEqual(["already_shipped", "already_shipped", "shipped"]);
  await audit();
});

test("two stations scan the last piece at once: one hears that the line is full", async () => {
  const [id] = await printed([one]);
  const both = await Promise.all([scan(id!, "A-RED"), scan(id!, "A-RED")]);
  expect(both.map((r) => (r.ok ? "counted" : r.error.code)).toSorted()).toEqual(["counted", "line_full"]);
});

test("crossed batches of the same goods end without deadlock, and each parcel leaves once", async () => {
  const ids = await printed(Array.from({ length: 30 }, (_, i) => ({ goods: i % 2 ? { "A-RED": 1, "C-GREEN": 2 } : { "C-GREEN": 1, "B-BLUE": 1 } })));
  const batches = await Promise.all([shipMany(ids), shipMany(ids.toReversed()), shipMany(ids.slice(10)), lookAndShip(floor.company, { parcelIds: ids.slice(5, 25), actor, how: { reason: "x" } })]);
  expect(batches.flat().filter((r) => r.ok).map((r) => r.id).toSorted()).toEqual(ids.toSorted());
  await audit();
});

test("broken control: without the locks two stations get as far as the ledger, whose key stops the second", async () => {
  const race = async (id: string, db: Floor["company"]["db"]): Promise<unknown[]> => {
    let arrived = 0;
    // Whoever is about to write the ledger waits for the other: with the locks in place it never comes.
    const before = async (statement: string): Promise<void> => {
      if (!statement.startsWith("insert into stock_move")) return;
      arrived += 1;
      for (let i = 0; i < 30 && arrived < 2; i++) await new Promise((done) => setTimeout(done, 10));
    };
    const company = { ...floor.company, db: { ...db, before } };
    const act = () => lookAndShip(company, { parcelIds: [id], actor, how: { reason: "x" } }).then(([r]) => r!.code ?? "shipped", (error: { constraint?: string }) => error.constraint);
    return (await Promise.all([act(), act()])).toSorted();
  };
  const [locked, open] = await printed([one, one]);
  const { db } = floor.company;
  const unlocked = (text: string) => text.replace(/for (no key update|share)( of [a-z])?/g, "").replace(/^insert into channel_attempt .*/s, "$& on conflict do nothing"); // whose key would stop him before
  const unlock = (query: string | { text: string }) => (typeof query === "string" ? query : { ...query, name: undefined, text: unlocked(query.text) });
  const pool = new Proxy(db.pool, {
    get: (target, key) => (key !== "connect" ? Reflect.get(target, key, target) : async () => {
      const client = await target.connect();
      return new Proxy(client, { get: (c, k) => (k === "query" ? (query: string | { text: string }) => c.query(unlock(query) as never) : Reflect.get(c, k, c)) });
    }),
  });
  expect(await race(locked!, db)).toEqual(["already_shipped", "shipped"]);
  expect(await race(open!, { ...db, pool })).toEqual(["shipped", "stock_move_one_cause"]);
  await audit();
});

test("a cancellation that arrives during the last scan wins or loses whole", async () => {
  const ids = await printed(Array.from({ length: 12 }, () => one));
  await Promise.all(ids.flatMap((id) => [
    shipMany([id]),
    floor.tx(async (tx) => {
      const [order] = await tx.many<{ id: string }>`select o.id from orders o where o.org_id = ${tx.orgId} and o.id in (select order_id from parcel_line where org_id = ${tx.orgId} and parcel_id = ${id}) for no key update`;
      const [gone] = await tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and id = ${id} and shipped_at is not null`;
      if (gone) return;
      await moveOrders(tx, "cancel", [order!.id], { actor: "channel", reason: "buyer" });
      await cancelParcels(tx, [id], { actor: "channel", reason: "buyer" });
    }),
  ]));
  expect(await floor.rows("select p.id from parcel p join parcel_line l on l.parcel_id = p.id join orders o on o.id = l.order_id where p.id = any($1) and (p.stage = 'tracking') = (o.stage = 'cancelled')", ids)).toEqual([]);
  await audit();
});

test("a parcel whose reservation is not its lines ships nothing, and takes the batch back", async () => {
  const [good, bad] = await printed([one, one]);
  await floor.owner.query("delete from reservation where parcel_id = $1", [bad]);
  await expect(shipMany([good!, bad!])).rejects.toThrow("has reserved exactly what it holds");
  expect((await parcel(good!)).stage).toBe("shipping");
  await floor.owner.query("insert into reservation select p.org_id, p.id, $2, p.warehouse_id, 1 from parcel p where p.id = $1", [bad, floor.sku("A-RED")]);
  expect(await shipMany([good!, bad!])).toMatchObject([{ ok: true }, { ok: true }]);
});

test("500 parcels ship in a constant number of statements", async () => {
  const ids = await printed(Array.from({ length: 500 }, () => one));
  const count = async (batch: readonly string[]): Promise<number> => {
    let statements = 0;
    const before = (): void => void statements++;
    await lookAndShip({ ...floor.company, db: { ...floor.company.db, before } }, { parcelIds: batch, actor, how: { reason: "x" } });
    return statements;
  };
  expect(await count(ids.slice(0, 1))).toBe(await count(ids.slice(1)));
  await audit();
}, 60_000);

test("the station's last ten, and how many wait", async () => {
  const asked = { company: floor.company, caller: { memberId: "m", name: "Ann", role: "packer" as const, locale: "en" as const, actor: actor as `member:${string}` }, wakeRooms: () => {} };
  const recent = await routes.scanRecent(asked);
  expect(recent.ok && recent.value.rows).toHaveLength(10);
  expect(recent.ok && recent.value.waiting).toBeGreaterThan(0);
  expect(await routes.shipParcels(asked, { body: { parcelIds: [newId()], reason: "" } })).toMatchObject({ ok: false, error: { code: "reason_missing" } });
});
