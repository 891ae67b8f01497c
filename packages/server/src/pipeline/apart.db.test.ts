import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { joinOrders, takeApart } from "./04-merge/join.ts";
import { listOffered } from "./04-merge/sql.ts";
import { finishWave, lookAndCreateWaves } from "./08-picking/wave.ts";
import { printLabels } from "./09-labels/print.ts";
import { lookAndShip } from "./10-shipping/ship.ts";
import type { Company } from "./room.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";

// What is stopped while a packer has it in his hands, and how its orders leave after all.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 9, clock });
const shop = randomId();
const plan: CompanyPlan = {
  shops: [{ id: shop, site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "ask" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 30,
};
const person = { actor: "member:m", reason: "put back" } as const;
let owner: pg.Client;
let company: Company;
beforeAll(async () => void ({ company, owner } = await openCompany({ plan, world, clock })));

async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
  await expectTrueBooks({ company, owner });
}
const place = (more: object = {}) => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel", ...more }).orderId;
type Standing = { id: string; stage: string; parcel_id: string; parcel: string | null; holds: string[] | null; same: boolean };
async function standing(externalId: string): Promise<Standing> {
  const { rows } = await owner.query<Standing>(`
    select o.id, o.stage, p.id as parcel_id, p.stage as parcel, p.hold_codes as holds, p.address_hash = o.address_hash as same
      from orders o left join parcel_line l on l.order_id = o.id left join parcel p on p.id = l.parcel_id and p.stage <> 'cancelled'
     where o.external_id = $1 order by p.id nulls last limit 1`, [externalId]);
  return rows[0]!;
}
async function toPacking(parcelId: string): Promise<void> {
  const made = await lookAndCreateWaves(company, { parcelIds: [parcelId], warehouseId: null, maxParcels: 5, actor: person.actor });
  await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId: made.waves[0]!.id, everything: true, actor: person.actor }));
  await printLabels(company, { parcelIds: [parcelId], waveId: null, reason: "", pickStrip: false, actor: person.actor });
}
const apart = (parcelId: string) => inOrg(company.db, company.orgId, (tx) => takeApart(tx, parcelId, person));
const voided = () => world.books().charges.filter((c) => c.voided).length;

test("of a merged parcel in packing the cancelled order is taken out, and the other one is sent after all", async () => {
  const first = place();
  const placed = world.orders.get(first)!;
  const orders = [first, place({ buyer: placed.buyer, shipTo: world.addressOf(placed) })] as const;
  await live();
  const ids = await Promise.all(orders.map(async (o) => (await standing(o)).id));
  await inOrg(company.db, company.orgId, (tx) => joinOrders(tx, ids, person));
  await live();
  const { parcel_id: parcelId } = await standing(orders[0]);
  await toPacking(parcelId);
  expect(await apart(parcelId)).toMatchObject({ ok: false, error: { code: "parcel_in_wave" } }); // nothing stops it: it may be leaving
  world.control.cancelOrder(orders[1]);
  await live();
  expect(await standing(orders[0])).toMatchObject({ parcel: "shipping", holds: ["cancelled_at_channel"] });
  const before = voided();
  expect(await apart(parcelId)).toEqual({ ok: true, value: null });
  await live();
  expect(voided()).toBe(before + 1);
  expect(await standing(orders[1])).toMatchObject({ stage: "cancelled", parcel: null });
  expect(await standing(orders[0])).toMatchObject({ stage: "parcelled", parcel: "picking", holds: [] });
});

test("a parcel in packing whose buyer moved gets a label for the new address", async () => {
  const order = place();
  await live();
  const { parcel_id: parcelId } = await standing(order);
  await toPacking(parcelId);
  world.control.changeAddress(order, { name: "Ann Moved", company: "", line1: "9 New Road", line2: "", city: "Austin", state: "TX", postcode: "78705", country: "US", phone: "5125550101" });
  await live();
  expect(await standing(order)).toMatchObject({ parcel: "shipping", holds: ["changed_at_channel"], same: false });
  expect(await apart(parcelId)).toEqual({ ok: true, value: null });
  await live();
  const again = await standing(order);
  expect(again).toMatchObject({ stage: "parcelled", parcel: "picking", holds: [], same: true });
  await toPacking(again.parcel_id);
  expect(await lookAndShip(company, { parcelIds: [again.parcel_id], actor: person.actor, how: { reason: "packed" } })).toMatchObject([{ ok: true }]);
  await expectTrueBooks({ company, owner });
});

test("of one order the orders of its own buyer are offered, however many others wait for a click", async () => {
  const pairs = [1, 2].map(() => {
    const first = place();
    const placed = world.orders.get(first)!;
    return [first, place({ buyer: placed.buyer, shipTo: world.addressOf(placed) })] as const;
  });
  clock.advance(900);
  await live();
  const ids = await Promise.all(pairs.flat().map(async (o) => (await standing(o)).id));
  const list = (orderId: string | null) => inOrg(company.db, company.orgId, (tx) => listOffered(tx, orderId));
  const offered = async (orderId: string | null) => (await list(orderId)).map((o) => o.id);
  expect(new Set(await offered(null))).toEqual(new Set(ids));
  expect(new Set(await offered(ids[2]!))).toEqual(new Set(ids.slice(2)));
  expect([(await list(null))[0]?.offeredCount, (await list(ids[2]!))[0]?.offeredCount]).toEqual([4, 2]);
});
