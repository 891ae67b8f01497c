import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { joinOrders } from "./04-merge/join.ts";
import { pullOneFeed, rooms } from "./index.ts";
import { actOnOrders } from "./order-acts.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";
import { lockTravellers } from "./hold.ts";
import { whileOpen } from "./race.testkit.ts";
import type { Company } from "./room.ts";

// Orders that share a parcel, and one of them is wanted no more.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 11, clock });
const shop = randomId();
const plan: CompanyPlan = {
  shops: [{ id: shop, site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "ask" }],
  skus: [{ code: "HERE", weightG: 200, onHandQty: 50 }, { code: "OUT", weightG: 900, onHandQty: 0 }], books: "after_stock", mergeWaitMinutes: 30,
};
const person = { actor: "member:m", reason: "as the buyer wishes" } as const;
let owner: pg.Client;
let company: Company;
beforeAll(async () => void ({ company, owner } = await openCompany({ plan, world, clock })));

const inTx = <T>(work: Parameters<typeof inOrg<T>>[2]) => inOrg(company.db, company.orgId, work);
async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
  await expectTrueBooks({ company, owner });
}
const place = (sku: string, more: object = {}) => world.control.placeOrder({ shopId: shop, lines: [{ sku, title: sku, qty: 1, priceMinor: 1500 }], payment: "channel", ...more }).orderId;
async function idsOf(externalIds: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; external_id: string }>("select id, external_id from orders where external_id = any($1)", [externalIds]);
  return externalIds.map((e) => rows.find((r) => r.external_id === e)!.id);
}
/** One buyer's orders of these goods in one parcel, as far as it comes by itself. */
async function merged(...skus: string[]): Promise<{ orders: string[]; ids: string[]; parcelId: string }> {
  const first = place(skus[0]!);
  const placed = world.orders.get(first)!;
  const orders = [first, ...skus.slice(1).map((sku) => place(sku, { buyer: placed.buyer, shipTo: world.addressOf(placed) }))];
  await live();
  const ids = await idsOf(orders);
  const joined = await inTx((tx) => joinOrders(tx, ids, person));
  expect(joined).toMatchObject({ ok: true });
  await live();
  return { orders, ids, parcelId: joined.ok ? joined.value : "" };
}
const parcel = async (id: string) =>
  (await owner.query("select stage, hold_codes, order_count, total_minor::int, weight_g, pii_order_id, (select count(*)::int from parcel_line l where l.parcel_id = p.id) as lines from parcel p where id = $1", [id])).rows[0];
const stages = async (ids: readonly string[]) => (await owner.query<{ stage: string }>("select o.stage from unnest($1::uuid[]) with ordinality x(id, n) join orders o using (id) order by n", [ids])).rows.map((r) => r.stage);
const history = async (table: "order" | "parcel", id: string) => (await owner.query<{ kind: string; data: object }>(`select kind, data from ${table}_event where ${table}_id = $1 and kind in ('order_left', 'left_parcel')`, [id])).rows;

test("what is cancelled on the channel leaves a parcel that waits for its goods; the others go on together without them", async () => {
  const { orders, ids, parcelId } = await merged("OUT", "HERE", "HERE");
  expect(await parcel(parcelId)).toMatchObject({ stage: "allocation", hold_codes: ["stock_short"], order_count: 3, lines: 3 });
  await owner.query("update parcel set pii_order_id = $2 where id = $1", [parcelId, ids[0]]); // as if it were the first of them
  world.control.cancelOrder(orders[0]!);
  await live();
  expect(await stages(ids)).toEqual(["cancelled", "parcelled", "parcelled"]);
  expect(await parcel(parcelId)).toMatchObject({ stage: "picking", hold_codes: [], order_count: 2, lines: 2, total_minor: 3000, weight_g: 400 });
  expect((await parcel(parcelId)).pii_order_id).not.toBe(ids[0]);
  expect(await history("parcel", parcelId)).toMatchObject([{ kind: "order_left", data: { orderNos: [expect.stringMatching(/^O/)] } }]);
  expect(await history("order", ids[0]!)).toMatchObject([{ kind: "left_parcel", data: { parcelNo: expect.stringMatching(/^P/) } }]);
  expect((await owner.query("select from purchase_plan_line where parcel_id = $1", [parcelId])).rowCount).toBe(0);
});

test("a person cancels one of them alike; all of them, and the parcel goes with them", async () => {
  const { ids, parcelId } = await merged("OUT", "OUT", "HERE");
  const cancel = (some: readonly string[]) => inTx((tx) => actOnOrders(tx, "cancel", some, person, { code: null, until: null, seen: undefined }));
  expect(await cancel([ids[0]!])).toMatchObject([{ ok: true }]);
  await live();
  expect(await parcel(parcelId)).toMatchObject({ stage: "allocation", order_count: 2, lines: 2, total_minor: 3000 });
  expect(await cancel([ids[1]!, ids[2]!])).toMatchObject([{ ok: true }, { ok: true }]);
  await live();
  expect(await parcel(parcelId)).toMatchObject({ stage: "cancelled" });
  expect(await stages(ids)).toEqual(["cancelled", "cancelled", "cancelled"]);
});

test("both cancelled on the channel before anything is booked: the parcel ends, and asks nobody", async () => {
  const { orders, ids, parcelId } = await merged("OUT", "OUT");
  for (const o of orders) world.control.cancelOrder(o);
  await live();
  expect(await parcel(parcelId)).toMatchObject({ stage: "cancelled", hold_codes: [] });
  expect(await stages(ids)).toEqual(["cancelled", "cancelled"]);
});

test("what held the parcel because of the order that leaves leaves with it", async () => {
  const { orders, parcelId } = await merged("OUT", "HERE");
  world.control.changeNote(orders[0]!, "not before Friday");
  await live();
  expect(await parcel(parcelId)).toMatchObject({ hold_codes: ["changed_at_channel", "stock_short"] });
  world.control.cancelOrder(orders[0]!);
  await live();
  expect(await parcel(parcelId)).toMatchObject({ stage: "picking", hold_codes: [], order_count: 1 });
});

test("once it is booked it is held, and a person's cancellation refused: a label names its weight and its buyer", async () => {
  const { orders, ids, parcelId } = await merged("HERE", "HERE");
  expect(await parcel(parcelId)).toMatchObject({ stage: "picking" });
  expect(await inTx((tx) => actOnOrders(tx, "cancel", [ids[0]!], person, { code: null, until: null, seen: undefined }))).toMatchObject([{ ok: false, code: "parcel_shared" }]);
  world.control.cancelOrder(orders[1]!);
  await live();
  expect(await parcel(parcelId)).toMatchObject({ stage: "picking", hold_codes: ["cancelled_at_channel"], order_count: 2, lines: 2 });
});

test("a cancellation that comes while the parcel is being booked waits, and finds it booked", async () => {
  const { orders, parcelId } = await merged("OUT", "HERE");
  world.control.cancelOrder(orders[1]!);
  clock.advance(130);
  while (await pullOneFeed(company));
  await whileOpen(company, owner, async (tx) => {
    await lockTravellers(tx, "parcel", [parcelId]);
    await tx.insert("booking_attempt", [{
      id: tx.newId(), parcelId, carrierAccountId: null, methodId: (await tx.one<{ id: string }>`select id from shipping_method where org_id = ${tx.orgId} limit 1`).id, warehouseId: null, state: "sent", service: "", addressHash: "",
      leaseNo: 1, sentAt: tx.now, lookAt: tx.now, tries: 1, createdAt: tx.now, updatedAt: tx.now,
    }]);
  }, () => rooms.find((r) => r.name === "intake")!.run(company));
  expect(await parcel(parcelId)).toMatchObject({ hold_codes: ["cancelled_at_channel", "stock_short"], order_count: 2, lines: 2 });
});
