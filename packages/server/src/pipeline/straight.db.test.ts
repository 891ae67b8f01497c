import { expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { inventBuyer } from "@argosy/sandbox/buyers.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { expectTrueBooks, openCompany } from "./company.testkit.ts";
import { pullOneFeed, rooms } from "./index.ts";
import { paymentWork } from "./02-payment/stage.ts";
import { review } from "./03-review/stage.ts";
import { merge } from "./04-merge/stage.ts";
import { routing } from "./05-routing/stage.ts";
import { decidingRoom, type Room } from "./room.ts";

// One step or four: what an order and its parcel look like afterwards, and what their histories tell, must be the same.

type Row = Record<string, unknown>;
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same day in a world of its own; answers what is written of it, without ids. */
async function walk(then: readonly Room[], books: CompanyPlan["books"]) {
  const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
  const world = createWorld({ seed: 4, clock });
  const plan: CompanyPlan = {
    shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "ask" }],
    skus: [{ code: "A", weightG: 200, onHandQty: 50 }, { code: "B", weightG: 90, onHandQty: 50 }], books, mergeWaitMinutes: 60,
  };
  const { company, owner } = await openCompany({ plan, world, clock });
  const line = (sku: string, qty: number) => ({ sku, title: sku, qty, priceMinor: 1500 });
  const place = (wish: object) => world.control.placeOrder({ shopId: plan.shops[0]!.id, lines: [line("A", 1)], payment: "channel", ...wish });
  const calm = [place({ lines: [line("B", 1), line("A", 2)] }), place({})].map((o) => o.orderId).sort();
  place({ note: "please wrap it" });
  place({ lines: [line("unknown", 1)] });
  const friend = inventBuyer(world.seed, 90, "EBAY_US");
  place(friend);
  place(friend);
  clock.advance(1800);
  while (await pullOneFeed(company));
  const intake = rooms[0]!;
  for (const room of [intake, ...then]) while ((await room.run(company)) > 0);
  await expectTrueBooks({ company, owner });
  const ask = async (text: string) => (await owner.query<Row>(text)).rows;
  // Numbers and ids are given in an order of chance: everything is named by the order's number at the channel.
  const ofParcel = "(select min(o.external_id) from parcel_line l join orders o on o.id = l.order_id where l.parcel_id = p.id)";
  return {
    calm,
    orders: await ask("select external_id, stage, hold_codes, version, next_try_at is null as rests from orders order by 1"),
    parcels: await ask(`select ${ofParcel} as of, stage, version, books, warehouse_id is null as nowhere, method_id is null as unsent, weight_g, order_count, next_try_at from parcel p order by 1`),
    lines: await ask(`select ${ofParcel} as of, s.code, l.qty from parcel_line l join parcel p on p.id = l.parcel_id join sku s on s.id = l.sku_id order by 1, 2`),
    orderEvents: await ask("select o.external_id, seq, kind, move, from_stage, to_stage, actor, reason from order_event e join orders o on o.id = e.order_id order by 1, 2"),
    parcelEvents: await ask(`select ${ofParcel} as of, seq, kind, move, from_stage, to_stage, actor, reason from parcel_event e join parcel p on p.id = e.parcel_id order by 1, 2`),
    routes: (await ask(`select ${ofParcel} as of, visit, trace from route_decision d join parcel p on p.id = d.parcel_id order by 1`)).map((row) => JSON.parse(JSON.stringify(row).replaceAll(uuid, "id"))),
  };
}

test.each(["before_stock", "after_stock"] as const)("an order nobody has to look at is the same after one step as after four (%s)", async (books) => {
  const one = await walk([rooms[1]!], books);
  expect(one.orders.filter((o) => o["stage"] === "parcelled").map((o) => o["external_id"])).toEqual(one.calm);
  const four = await walk([decidingRoom(paymentWork), review, merge, routing], books);
  const ofCalm = (events: readonly Row[]) => events.filter((e) => one.calm.includes(String(e["external_id"])));
  expect({ ...one, orders: ofCalm(one.orders), orderEvents: ofCalm(one.orderEvents) }).toEqual({ ...four, orders: ofCalm(four.orders), orderEvents: ofCalm(four.orderEvents) });
  expect(await walk([rooms[1]!, review, merge, routing], books)).toEqual(four);
});
