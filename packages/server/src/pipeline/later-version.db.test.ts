import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Channel } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { handlersOf, openOutside, type CompanyPlan } from "../../sim/company.ts";
import { inOrg, type Db } from "../db/tx.ts";
import { moveOrders } from "./move.ts";
import { actOnOrders } from "./order-acts.ts";
import type { Company } from "./room.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";
import type { Outside } from "./outside.ts";

// What a newer version of an order does to its promise and to what held it.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 6, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 5,
};
const promised = new Map<string, Instant>(); // what the channel promises instead of the sandbox's three days
let owner: pg.Client;
let company: Company;
beforeAll(async () => {
  const outside = (db: Db): Outside => {
    const vendors = openOutside(handlersOf(world), db);
    const channel = async (id: string): Promise<Channel> => {
      const real = await vendors.channel(id);
      const mapOrder: Channel["mapOrder"] = (raw) => {
        const mapped = real.mapOrder(raw);
        return mapped.ok ? { ...mapped, value: { ...mapped.value, shipByAt: promised.get(mapped.value.externalId) ?? mapped.value.shipByAt } } : mapped;
      };
      return { ...real, mapOrder };
    };
    return { ...vendors, channel };
  };
  ({ company, owner } = await openCompany({ plan, world, clock, outside }));
});

async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
  await expectTrueBooks({ company, owner });
}
const place = (note = "") => world.control.placeOrder({ shopId: plan.shops[0]!.id, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel", note }).orderId;

test("a held order that the channel cancels is held by nothing any more, and its history says why", async () => {
  const order = place("please wait");
  await live();
  const standing = async () => (await owner.query("select stage, held, hold_codes from orders where external_id = $1", [order])).rows[0];
  expect(await standing()).toMatchObject({ stage: "review", hold_codes: ["buyer_note"] });
  world.control.cancelOrder(order);
  await live();
  expect(await standing()).toEqual({ stage: "cancelled", held: false, hold_codes: [] });
  const { rows } = await owner.query("select released_by, reason from hold h join orders o on o.id = h.order_id where o.external_id = $1", [order]);
  expect(rows).toEqual([{ released_by: "channel", reason: "#closed_there" }]);
});

test("a wish to cancel holds no order that a person has cancelled here", async () => {
  const order = place("please wait");
  await live();
  const { rows } = await owner.query("select id from orders where external_id = $1", [order]);
  await inOrg(company.db, company.orgId, (tx) => moveOrders(tx, "cancel", [rows[0].id], { actor: "member:boss", reason: "no stock in sight" }));
  await owner.query("update hold set released_at = now(), released_by = 'member:boss', reason = 'no stock in sight' where order_id = $1", [rows[0].id]);
  await owner.query("update orders set held = false, hold_codes = '{}' where id = $1", [rows[0].id]);
  world.control.requestCancel(order);
  await live();
  expect((await owner.query("select stage, held, hold_codes from orders where id = $1", [rows[0].id])).rows).toEqual([{ stage: "cancelled", held: false, hold_codes: [] }]);
});

test("a wish to cancel that a person has answered is asked again only when the buyer wishes it anew", async () => {
  const order = place();
  await live();
  const asked = async () => Number((await owner.query("select count(*) as n from hold h join orders o on o.id = h.order_id where o.external_id = $1 and h.code = 'cancel_requested'", [order])).rows[0].n);
  world.control.requestCancel(order);
  await live();
  expect(await asked()).toBe(1);
  const { rows: [{ id }] } = await owner.query("select id from orders where external_id = $1", [order]);
  expect(await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "release", [id], { actor: "member:boss", reason: "already packed" }, { code: null, until: null, seen: undefined }))).toMatchObject([{ ok: true }]);
  world.control.changeNote(order, "thank you");
  await live();
  expect(await asked()).toBe(1);
  world.control.declineCancel(order);
  await live();
  world.control.requestCancel(order);
  await live();
  expect(await asked()).toBe(2);
});

test("another promise of the channel changes the order's place in every queue, and its parcel's", async () => {
  const [waiting, packed] = [place("please wait"), place()];
  await live();
  const dates = async (order: string) => (await owner.query(`
    select distinct o.due_at, o.ship_by_at, p.due_at as parcel_due_at, p.ship_by_at as parcel_ship_by_at from orders o
      left join parcel_line l on l.order_id = o.id left join parcel p on p.id = l.parcel_id where o.external_id = $1`, [order])).rows;
  const soon = plusS(clock.now(), 3600);
  for (const order of [waiting, packed]) {
    promised.set(order, soon);
    world.control.changeNote(order, "sooner, please");
  }
  await live();
  const at = new Date(soon);
  expect(await dates(waiting)).toEqual([{ due_at: at, ship_by_at: at, parcel_due_at: null, parcel_ship_by_at: null }]);
  expect(await dates(packed)).toEqual([{ due_at: at, ship_by_at: at, parcel_due_at: at, parcel_ship_by_at: at }]);
});
