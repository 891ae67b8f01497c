import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tx } from "../db/tx.ts";
import { noteLook } from "./01-intake/sql.ts";
import { takeApart } from "./04-merge/join.ts";
import { shipParcels } from "./10-shipping/ship.ts";
import { actor, openFloor, type Floor } from "./floor.testkit.ts";
import { lockTravellers } from "./hold.ts";
import { actOnParcels } from "./parcel-acts.ts";
import { whileOpen } from "./race.testkit.ts";

// Warehouse, order, parcel, balance: who waits for one of them holds none that comes after it.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

const person = { actor, reason: "test" } as const;
const asked = { code: null, until: null, seen: undefined, warehouseId: null, methodId: null };
const boxOf = async (orders: number): Promise<{ id: string; orderIds: string[] }> => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 }, orders }]);
  return { id: id!, orderIds: (await floor.rows<{ order_id: string }>("select order_id from parcel_line where parcel_id = $1", id)).map((r) => r.order_id) };
};
const freeStock = (id: string) => floor.tx((tx) => actOnParcels(tx, "free_stock", [id], person, asked));
const isFree = (tx: Tx, id: string) => tx.one`select id from parcel where org_id = ${tx.orgId} and id = ${id} for no key update nowait`;

// prettier-ignore
const acts: readonly (readonly [what: string, act: (tx: Tx, id: string) => Promise<unknown>])[] = [
  ["cancelling a parcel",      (tx, id) => actOnParcels(tx, "cancel", [id], person, asked)],
  ["taking a parcel apart",    (tx, id) => takeApart(tx, id, person)],
  ["shipping a parcel",        (tx, id) => shipParcels(tx, { parcelIds: [id], actor, how: { reason: "test" } })],
];
test.each(acts)("%s waits for its orders before it takes the parcel", async (_what, act) => {
  const { id, orderIds } = await boxOf(2);
  await floor.tx((tx) => actOnParcels(tx, "reroute", [id], person, asked)); // nothing is booked any more
  await whileOpen(floor.company, floor.owner, (tx) => lockTravellers(tx, "order", orderIds), () => floor.tx((tx) => act(tx, id)), { meanwhile: (tx) => isFree(tx, id) });
});

test("who notes that the channel was asked waits for the first order before it takes the next", async () => {
  const [first, second] = [(await boxOf(1)).orderIds[0]!, (await boxOf(1)).orderIds[0]!].toSorted() as [string, string];
  await floor.rows("update orders set external_id = case id when $1 then 'z' else 'a' end where id in ($1, $2)", first, second); // found in the other order
  const [shop] = await floor.rows<{ id: string }>("select id from account where kind = 'shop'");
  const isFree = (tx: Tx) => tx.one`select id from orders where org_id = ${tx.orgId} and id = ${second} for no key update nowait`;
  await whileOpen(floor.company, floor.owner, (tx) => lockTravellers(tx, "order", [first]), () => floor.tx((tx) => noteLook(tx, shop!.id, ["a", "z"], tx.now)), { meanwhile: isFree });
});

test("who may leave from any warehouse waits for those that may not before it is taken", async () => {
  const [first, second] = [await boxOf(1), await boxOf(1)].map((box) => box.id).toSorted() as [string, string];
  await floor.tx((tx) => actOnParcels(tx, "cancel", [first], person, asked));
  await whileOpen(floor.company, floor.owner, (tx) => lockTravellers(tx, "parcel", [first]), () => floor.tx((tx) => actOnParcels(tx, "any_warehouse", [first, second], person, asked)), { meanwhile: (tx) => isFree(tx, second) });
});

test("stock given back waits for no parcel that is short of it", async () => {
  const [short, giving] = [await boxOf(1), await boxOf(1)];
  await freeStock(short.id);
  await floor.rows("insert into purchase_plan_line (org_id, parcel_id, sku_id, warehouse_id, qty, since) select org_id, $1, $2, $3, 1, created_at from parcel where id = $1", short.id, floor.sku("A-RED"), floor.warehouseId);
  let given = false;
  await whileOpen(floor.company, floor.owner, (tx) => lockTravellers(tx, "parcel", [short.id]), () => freeStock(giving.id).then(() => (given = true)), { meanwhile: async () => expect(given).toBe(true) });
});
