import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { inventBuyer } from "@argosy/sandbox/buyers.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../../sim/company.ts";
import { expectTrueBooks, openCompany } from "../company.testkit.ts";
import { pullOneFeed, rooms } from "../index.ts";
import { inOrg } from "../../db/tx.ts";
import { lockTravellers } from "../hold.ts";
import { whileOpen } from "../race.testkit.ts";
import type { Company } from "../room.ts";
import { createParcels } from "./parcel.ts";
import { claimOrders } from "./sql.ts";
import { merge, mergeWork } from "./stage.ts";

// A shop whose buyers' orders are joined without asking, and the other worker that is faster.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 4, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "auto" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "before_stock", mergeWaitMinutes: 60,
};
let buyers = 0;
let company: Company;
let owner: pg.Client;
beforeAll(async () => void ({ company, owner } = await openCompany({ plan, world, clock })));

const goods = { shopId: plan.shops[0]!.id, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" } as const;
const ordersOf = async (externalIds: readonly string[]) =>
  (await owner.query<{ id: string; stage: string; hold_codes: string[] }>("select id, stage, hold_codes from orders where external_id = any($1) order by order_no", [externalIds])).rows;
/** Two orders of one buyer, both before the merge. */
async function twoOrders(): Promise<{ readonly externalIds: readonly string[]; readonly ids: readonly string[] }> {
  const who = inventBuyer(world.seed, buyers++, "EBAY_US");
  const externalIds = [1, 2].map(() => world.control.placeOrder({ ...goods, ...who }).orderId);
  clock.advance(1800);
  while (await pullOneFeed(company));
  for (const room of rooms.slice(0, rooms.indexOf(merge))) while ((await room.run(company)) > 0);
  const orders = await ordersOf(externalIds);
  expect(orders.map((o) => o.stage)).toEqual(["merge", "merge"]);
  return { externalIds, ids: orders.map((o) => o.id) };
}

test("they leave in one parcel", async () => {
  const { externalIds } = await twoOrders();
  await merge.run(company);
  expect(await ordersOf(externalIds)).toMatchObject([{ stage: "parcelled" }, { stage: "parcelled" }]);
  expect((await owner.query("select distinct parcel_id from parcel_line l join orders o on o.id = l.order_id where o.external_id = any($1)", [externalIds])).rows).toHaveLength(1);
  await expectTrueBooks({ company, owner });
});

test("one whose other order got its parcel at this moment waits for nobody", async () => {
  const { externalIds, ids } = await twoOrders();
  await whileOpen(company, owner, async (tx) => {
    await lockTravellers(tx, "order", [ids[1]!]);
    await createParcels(tx, [[ids[1]!]], { actor: "member:m", reason: "alone" });
  }, () => merge.run(company));
  expect(await ordersOf(externalIds)).toMatchObject([{ stage: "merge", hold_codes: [] }, { stage: "parcelled" }]);
  clock.advance(2);
  await merge.run(company);
  expect(await ordersOf(externalIds)).toMatchObject([{ stage: "parcelled", hold_codes: [] }, { stage: "parcelled" }]);
  await expectTrueBooks({ company, owner });
});

test("two lanes that hold one order each of a pair wait for neither, and the pair leaves in one parcel", async () => {
  const { externalIds, ids } = await twoOrders();
  const deadlocks = async () => Number((await owner.query("select deadlocks from pg_stat_database where datname = current_database()")).rows[0].deadlocks);
  const before = await deadlocks();
  const meeting = () => {
    const met = Promise.withResolvers<void>();
    let there = 0;
    return () => (++there === ids.length && met.resolve(), met.promise);
  };
  const [claimed, gathered] = [meeting(), meeting()];
  // Each lane claims its own order; only when both have, either looks for the other's, and both are still there then.
  const lanes = ids.map((own) => inOrg(company.db, company.orgId, async (tx) => {
    const orders = await claimOrders(tx, 1, own);
    await claimed();
    const facts = await mergeWork.gather(tx, orders);
    await gathered();
    return mergeWork.decide(orders, facts, tx);
  }));
  expect(await Promise.all(lanes)).toMatchObject(ids.map((id) => [{ id, move: null, holds: [], retryS: 1 }]));
  await merge.run(company);
  expect(await ordersOf(externalIds)).toMatchObject([{ stage: "parcelled" }, { stage: "parcelled" }]);
  expect((await owner.query("select distinct parcel_id from parcel_line l join orders o on o.id = l.order_id where o.external_id = any($1)", [externalIds])).rows).toHaveLength(1);
  expect(await deadlocks()).toBe(before);
});
