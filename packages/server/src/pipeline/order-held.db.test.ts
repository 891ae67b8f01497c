import { readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Carrier } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { randomId } from "@argosy/core/ids.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { handlersOf, openOutside, type CompanyPlan } from "../../sim/company.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { readBoard } from "../lists/board.ts";
import { createWaves, finishWave } from "./08-picking/wave.ts";
import { printLabels } from "./09-labels/print.ts";
import { shipParcels } from "./10-shipping/ship.ts";
import { booking } from "./06-booking/stage.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";
import { actor, openFloor, type Floor } from "./floor.testkit.ts";
import { pullOneFeed, rooms } from "./index.ts";
import { actOnOrders, type OrderAct } from "./order-acts.ts";
import { actOnParcels } from "./parcel-acts.ts";
import { whileOpen } from "./race.testkit.ts";
import type { Company } from "./room.ts";

// An order is stopped when its parcel is on its way already: from that moment no money is spent on it and nothing is printed.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 6, clock });
const shop = randomId();
const plan: CompanyPlan = {
  shops: [{ id: shop, site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 90 }], books: "before_stock", mergeWaitMinutes: 5,
};
let company: Company;
let owner: pg.Client;
let floor: Floor;
let spoil: (real: Carrier) => Partial<Carrier> = () => ({});
beforeAll(async () => {
  const outside = (db: Company["db"]): Company["outside"] => {
    const doors = openOutside(handlersOf(world), db);
    return { ...doors, carrier: async (id) => { const real = await doors.carrier(id); return { ...real, ...spoil(real) }; } };
  };
  ({ company, owner } = await openCompany({ plan, world, clock, outside }));
  floor = await openFloor();
});
afterAll(() => floor.close());

const person = { actor, reason: "the buyer called" } as const;
const asked = { code: null, until: null, seen: undefined };
const act = (what: OrderAct, until: string | null = null) => (tx: Tx, ids: readonly string[]) => actOnOrders(tx, what, ids, person, { ...asked, until });
const inTx = <T>(work: (tx: Tx) => Promise<T>) => inOrg(company.db, company.orgId, work);
const place = () => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" }).orderId;
type Standing = { order: string; id: string; stage: string; held: boolean; hold_codes: string[]; tracking_no: string | null };
const standing = async (externalId: string): Promise<Standing> =>
  (await owner.query<Standing>("select o.id as order, p.id, p.stage, p.held, p.hold_codes, p.tracking_no from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id where o.external_id = $1", [externalId])).rows[0]!;
const attempts = async (parcelId: string) => (await owner.query<{ state: string }>("select state from booking_attempt where parcel_id = $1 order by id", [parcelId])).rows.map((a) => a.state);
/** Orders whose parcels wait for their booking, the first in the queue first. */
async function waiting(n: number): Promise<string[]> {
  const orders = Array.from({ length: n }, place);
  clock.advance(400);
  while (await pullOneFeed(company));
  for (const room of rooms.slice(0, rooms.indexOf(booking))) while ((await room.run(company)) > 0);
  for (const order of orders) expect(await standing(order)).toMatchObject({ stage: "booking", held: false });
  const { rows } = await owner.query<{ external_id: string }>("select external_id from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id where external_id = any($1) order by p.due_at, p.id", [orders]);
  return rows.map((o) => o.external_id);
}

// prettier-ignore
const holds: readonly (readonly [code: string, hold: (order: string, id: string) => Promise<unknown>, letGo: (id: string) => Promise<unknown>])[] = [
  ["held_by_person",   (_, id) => inTx((tx) => act("hold")(tx, [id])),                              (id) => inTx((tx) => act("unhold")(tx, [id]))],
  ["held_until",       (_, id) => inTx((tx) => act("hold", plusS(clock.now(), 3600))(tx, [id])),    async () => clock.advance(3601)],
  ["cancel_requested", async (order) => world.control.requestCancel(order),                        (id) => inTx((tx) => act("release")(tx, [id]))],
];
test.each(holds)("%s: no label is bought and no stock taken until it is gone, and then the parcel goes on by itself", async (code, hold, letGo) => {
  const [order, other] = await waiting(2);
  const { order: id } = await standing(order!);
  await hold(order!, id);
  await letTimePass(company, clock, 130);
  const { id: parcelId, ...held } = await standing(order!);
  expect(held).toMatchObject({ stage: "booking", held: true, hold_codes: ["order_held"], tracking_no: null });
  expect(await attempts(parcelId)).toEqual([]);
  expect(await standing(other!)).toMatchObject({ stage: "picking", hold_codes: [] });
  const { rows: [said] } = await owner.query("select evidence from hold where parcel_id = $1 and released_at is null", [parcelId]);
  expect(said).toMatchObject({ evidence: { orders: [{ orderId: id, holds: [{ code }] }] } });
  expect((await inTx((tx) => readBoard(tx, () => []))).rooms.find((r) => r.room === "booking")).toMatchObject({ free: 0, held: 1, holds: [{ code: "order_held", count: 1 }] });
  const release = (seen: undefined) => inTx((tx) => actOnParcels(tx, "release", [parcelId], person, { ...asked, seen, warehouseId: null, methodId: null }));
  expect(await release(undefined)).toMatchObject([{ ok: false, code: "hold_not_releasable", detail: fact("held_by", "order_held") }]);
  await expectTrueBooks({ company, owner });
  await letGo(id);
  await letTimePass(company, clock, 130);
  expect(await standing(order!)).toMatchObject({ stage: "picking", hold_codes: [], tracking_no: expect.any(String) });
  await expectTrueBooks({ company, owner });
});

test("an order cancelled at its channel in the very moment in which its parcel is picked: the goods are in somebody's hands, so it is held", async () => {
  const order = place();
  await letTimePass(company, clock, 130);
  const { id, ...before } = await standing(order);
  expect(before).toMatchObject({ stage: "picking", held: false });
  const { waves } = await inTx((tx) => createWaves(tx, { parcelIds: [id], warehouseId: null, maxParcels: 9, actor }));
  world.control.cancelOrder(order);
  clock.advance(130);
  const hear = async (): Promise<void> => {
    while (await pullOneFeed(company));
    await rooms[0]!.run(company);
  };
  await whileOpen(company, owner, (tx) => finishWave(tx, { waveId: waves[0]!.id, everything: true, actor }), hear);
  expect(await standing(order)).toMatchObject({ stage: "labels", held: true, hold_codes: ["cancelled_at_channel"] });
  await expectTrueBooks({ company, owner });
});

test("a parcel that waits for stock takes none while its order is held", async () => {
  const [order] = await waiting(1);
  await booking.run(company);
  expect(await standing(order!)).toMatchObject({ stage: "allocation" });
  const { order: id } = await standing(order!);
  await inTx((tx) => act("hold")(tx, [id]));
  await letTimePass(company, clock, 130);
  expect(await standing(order!)).toMatchObject({ stage: "allocation", hold_codes: ["order_held"] });
  await inTx((tx) => act("unhold")(tx, [id]));
  await letTimePass(company, clock, 130);
  expect(await standing(order!)).toMatchObject({ stage: "picking", hold_codes: [] });
});

test("a hold that is being written when the room claims is the first: nothing is booked", async () => {
  const [order] = await waiting(1);
  const { order: id, id: parcelId } = await standing(order!);
  await whileOpen(company, owner, (tx) => act("hold")(tx, [id]), () => booking.run(company));
  await booking.run(company);
  expect({ attempts: await attempts(parcelId), ...(await standing(order!)) }).toMatchObject({ attempts: [], stage: "booking", hold_codes: ["order_held"] });
  await inTx((tx) => act("unhold")(tx, [id]));
  await letTimePass(company, clock, 130);
  expect(await attempts(parcelId)).toEqual(["booked"]);
});

test("a hold that comes while others of the batch are being booked stops the call that is not made yet; what was bought is kept", async () => {
  const orders = await waiting(20);
  const [first, last] = [await standing(orders[0]!), await standing(orders.at(-1)!)];
  let held: Promise<unknown> | undefined;
  spoil = (real) => ({
    async book(request) {
      held ??= inTx((tx) => act("hold")(tx, [first.order, last.order])).then(() => clock.advance(2));
      await held;
      return real.book(request);
    },
  });
  const paid = world.books().charges.length;
  await booking.run(company);
  spoil = () => ({});
  expect(world.books().charges.length - paid).toBe(19);
  expect({ attempts: await attempts(last.id), ...(await standing(orders.at(-1)!)) }).toMatchObject({ attempts: ["absent"], stage: "booking", hold_codes: ["order_held"], tracking_no: null });
  expect({ attempts: await attempts(first.id), ...(await standing(orders[0]!)) }).toMatchObject({ attempts: ["booked"], stage: "booking", hold_codes: ["order_held"], tracking_no: expect.any(String) });
  await expectTrueBooks({ company, owner });
  await inTx((tx) => act("unhold")(tx, [first.order, last.order]));
  await letTimePass(company, clock, 130);
  expect([await standing(orders[0]!), await standing(orders.at(-1)!)]).toMatchObject([{ stage: "picking" }, { stage: "picking" }]);
  expect([await attempts(first.id), await attempts(last.id)]).toEqual([["booked"], ["absent", "booked"]]);
});

const box = async (orders = 1): Promise<{ id: string; orders: string[] }> => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 }, orders }]);
  return { id: id!, orders: (await floor.rows<{ id: string }>("select distinct order_id as id from parcel_line where parcel_id = $1 order by 1", id)).map((o) => o.id) };
};
const onFloor = (what: OrderAct, ids: readonly string[]) => floor.tx((tx) => act(what)(tx, ids));
const codes = async (id: string) => (await floor.rows<{ hold_codes: string[] }>("select hold_codes from parcel where id = $1", id))[0]!.hold_codes;
const wave = (id: string) => floor.tx((tx) => createWaves(tx, { parcelIds: [id], warehouseId: null, maxParcels: 10, actor }));
const print = (id: string) => printLabels(floor.company, { parcelIds: [id], waveId: null, reason: "", pickStrip: false, actor });
const ship = (id: string) => floor.tx((tx) => shipParcels(tx, { parcelIds: [id], actor, how: { reason: "packed elsewhere" } }));

test("on the floor: no wave, no page and no scan while an order in it is held", async () => {
  const { id, orders } = await box();
  const stopped = async <T>(work: () => Promise<T>): Promise<T> => {
    await onFloor("hold", orders);
    expect(await codes(id)).toEqual(["order_held"]);
    const answer = await work();
    await onFloor("unhold", orders);
    expect(await codes(id)).toEqual([]);
    return answer;
  };
  expect((await stopped(() => wave(id))).waves).toEqual([]);
  const { waves } = await wave(id);
  await floor.tx((tx) => finishWave(tx, { waveId: waves[0]!.id, everything: true, actor }));
  expect(await stopped(() => print(id))).toMatchObject({ documents: [], results: [{ ok: false, code: "parcel_held" }] });
  expect((await print(id)).results).toMatchObject([{ ok: true }]);
  expect(await stopped(() => ship(id))).toMatchObject([{ ok: false, code: "parcel_held" }]);
  expect(await ship(id)).toMatchObject([{ ok: true }]);
  await onFloor("hold", orders);
  expect(await codes(id)).toEqual([]); // what has left is stopped by nobody
});

test("orders of one box: it waits as long as one of them is held, also when two are held in the same moment", async () => {
  const { id, orders: [one, two] } = await box(2);
  await whileOpen(floor.company, floor.owner, (tx) => act("hold")(tx, [one!]), () => onFloor("hold", [two!]));
  const said = async () => (await floor.rows<{ evidence: { orders: { orderId: string }[] } }>("select evidence from hold where parcel_id = $1 and released_at is null", id)).map((h) => h.evidence.orders.map((o) => o.orderId).toSorted());
  expect(await said()).toEqual([[one, two].toSorted()]);
  await onFloor("unhold", [one!]);
  expect([await codes(id), await said()]).toEqual([["order_held"], [[two]]]);
  await onFloor("unhold", [two!]);
  expect(await codes(id)).toEqual([]);
});

test("what a person set aside stays aside when its order is let go", async () => {
  const { id, orders } = await box();
  await floor.tx((tx) => actOnParcels(tx, "hold", [id], person, { ...asked, warehouseId: null, methodId: null }));
  await onFloor("hold", orders);
  expect(await codes(id)).toEqual(["held_by_person", "order_held"]);
  await onFloor("unhold", orders);
  expect(await codes(id)).toEqual(["held_by_person"]);
});

test("a held order that leaves the box or is cancelled takes its hold along", async () => {
  const { id, orders: [one, two] } = await box(2);
  await floor.tx((tx) => actOnParcels(tx, "reroute", [id], person, { ...asked, warehouseId: null, methodId: null })); // nothing is booked any more
  await onFloor("hold", [one!]);
  expect(await onFloor("cancel", [one!])).toMatchObject([{ ok: true }]);
  expect(await floor.rows("select stage, hold_codes, order_count from parcel where id = $1", id)).toEqual([{ stage: "routing", hold_codes: [], order_count: 1 }]);
  await onFloor("hold", [two!]);
  expect(await onFloor("cancel", [two!])).toMatchObject([{ ok: true }]);
  expect(await floor.rows("select stage, hold_codes from parcel where id = $1", id)).toEqual([{ stage: "cancelled", hold_codes: [] }]);
});

const migration = (name: string) => readFileSync(new URL(`../../migrations/${name}.sql`, import.meta.url), "utf8");
/** Runs a migration as an owner of the tables whom the policies bind, as on a database that somebody else's server lends. */
async function byPlainOwner(name: string): Promise<void> {
  const client = await floor.owner.connect();
  const tables = ["orders", "payment", "payment_match", "wave", "pick_line", "parcel", "parcel_line", "parcel_event", "hold"];
  try {
    await client.query(`begin; create role argosy_owner_${process.pid}; grant usage on schema argosy to argosy_owner_${process.pid};
      ${tables.map((table) => `alter table ${table} owner to argosy_owner_${process.pid};`).join(" ")} set local role argosy_owner_${process.pid}`);
    await client.query(migration(name));
    await client.query(`reset role; reassign owned by argosy_owner_${process.pid} to current_user; drop owned by argosy_owner_${process.pid}; drop role argosy_owner_${process.pid}; commit`);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const migrated: readonly (readonly [whose: string, migrate: () => Promise<unknown>])[] = [
  ["a superuser's", () => floor.owner.query(migration("0240_orders_hold_parcels"))],
  ["any owner's", () => byPlainOwner("0260_whoever_owns_the_tables")],
  ["both", async () => { await floor.owner.query(migration("0240_orders_hold_parcels")); await byPlainOwner("0260_whoever_owns_the_tables"); }],
];
test.each(migrated)("parcels of orders that were held before the program knew of it are held by %s migration, as it would hold them", async (_, migrate) => {
  const { id, orders } = await box(2);
  await onFloor("hold", orders);
  const now = async () => floor.rows("select held, hold_codes, version, (select array_agg(h.evidence) from hold h where h.parcel_id = p.id and h.released_at is null) as evidence from parcel p where id = $1", id);
  const [right] = await now();
  await floor.rows("delete from hold where parcel_id = $1", id);
  await floor.rows("delete from parcel_event where parcel_id = $1 and kind = 'holds'", id);
  await floor.rows("update parcel set held = false, hold_codes = '{}', version = version - 1 where id = $1", id);
  await migrate();
  expect(await now()).toEqual([right]);
  expect(await floor.rows("select e.kind from parcel p join parcel_event e on e.parcel_id = p.id and e.seq = p.version where p.id = $1", id)).toEqual([{ kind: "holds" }]);
  await onFloor("unhold", orders);
  expect(await codes(id)).toEqual([]);
});

test("what older migrations forgot on such an owner's database is made up for, and what is right stays", async () => {
  const { id, orders: [right, wrong] } = await box(2);
  const { waves } = await wave(id);
  await floor.tx((tx) => finishWave(tx, { waveId: waves[0]!.id, everything: true, actor }));
  const [account] = await floor.rows<{ id: string }>("select id from account limit 1");
  await floor.tx(async (tx) => {
    for (const [order, minor, matched] of [[right, 1000, 1000], [wrong, 1200, 0]] as const) {
      const paymentId = tx.newId();
      await tx.insert("payment", [{ id: paymentId, paymentAccountId: account!.id, externalId: `of ${order}`, version: tx.now, kind: "payment", state: "completed", vendorCode: "", amountMinor: 1000, matchedMinor: matched, currency: "GBP", at: tx.now }]);
      await tx.insert("payment_match", [{ paymentId, orderId: order, amountMinor: minor, currency: "GBP", matchedBy: "reference", at: tx.now }]);
    }
  });
  await floor.rows("update orders set channel_status = 'PAID / IN_PROGRESS', cancel_requested = false where id = $1", wrong);
  await floor.rows("update pick_line set qty = qty + 2, picked_qty = picked_qty + 2 where wave_id = $1", waves[0]!.id);
  await byPlainOwner("0260_whoever_owns_the_tables");
  expect(await floor.rows("select o.cancel_requested, m.amount_minor::int as part, p.matched_minor::int as matched from orders o join payment_match m on m.order_id = o.id join payment p on p.id = m.payment_id order by o.id = $1", wrong)).toEqual([
    { cancel_requested: false, part: 1000, matched: 1000 }, { cancel_requested: true, part: 1000, matched: 1000 },
  ]);
  expect(await floor.rows("select surplus_qty, put_back_qty from pick_line where wave_id = $1", waves[0]!.id)).toEqual([{ surplus_qty: 2, put_back_qty: 2 }]);
});
