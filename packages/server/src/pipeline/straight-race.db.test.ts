import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";
import { storeMessages } from "./03-review/pull.ts";
import { pullOneFeed, rooms } from "./index.ts";
import { whileOpen } from "./race.testkit.ts";
import type { Company } from "./room.ts";

// An order goes straight through, and in that very moment its buyer writes, it is cancelled, or its money goes back. Whoever
// comes first: the order stops, or its parcel does. Nothing is lost between the two.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 8, clock });
const shop = randomId();
const plan: CompanyPlan = {
  shops: [{ id: shop, site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 90 }], books: "before_stock", mergeWaitMinutes: 5,
};
let company: Company;
let owner: pg.Client;
beforeAll(async () => void ({ company, owner } = await openCompany({ plan, world, clock })));

const [intake, payment] = [rooms[0]!, rooms[1]!];
/** The same company; before the first statement that contains `mark` it waits for `meanwhile`. */
function stopping(mark: string, meanwhile: () => Promise<unknown>): Company {
  let met = false;
  const before = async (text: string): Promise<void> => {
    if (met || !text.includes(mark)) return;
    met = true;
    await meanwhile();
  };
  return { ...company, db: { ...company.db, before } };
}
const waiters = async (): Promise<number> => (await owner.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rows.length;

const placed = (): string => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_right" }).orderId;
async function arrived(): Promise<string> {
  const order = placed();
  clock.advance(400);
  while (await pullOneFeed(company));
  await intake.run(company);
  expect(await standing(order)).toMatchObject({ order: "payment", parcel: null });
  return order;
}
const standing = async (externalId: string) =>
  (await owner.query<{ order: string; codes: string[]; parcel: string | null; holds: string[] | null; attempts: number }>(`
    select o.stage as order, o.hold_codes as codes, p.stage as parcel, p.hold_codes as holds, (select count(*)::int from booking_attempt b where b.parcel_id = p.id) as attempts
      from orders o left join parcel_line l on l.order_id = o.id left join parcel p on p.id = l.parcel_id where o.external_id = $1`, [externalId])).rows[0]!;

type Late = {
  readonly happens: (order: string) => unknown;
  readonly mark: string; // a statement of whoever brings it, written under the order's lock
  readonly first: object; readonly second: object;
};
// prettier-ignore
const lates: Readonly<Record<string, Late>> = {
  "its buyer writes": {
    happens: (orderId) => world.control.buyerWrites({ shopId: shop, buyerId: world.orders.get(orderId)!.buyer, orderId, text: "please wait" }), mark: "update orders set next_try_at",
    first: { order: "review", codes: ["buyer_message"], parcel: null }, second: { order: "parcelled", parcel: "booking", holds: ["late_message"], attempts: 0 },
  },
  "its buyer asks to cancel": {
    happens: (order) => world.control.requestCancel(order), mark: "update inbox_item",
    first: { order: "payment", codes: ["cancel_requested"], parcel: null }, second: { order: "parcelled", codes: ["cancel_requested"], parcel: "booking", holds: ["order_held"], attempts: 0 },
  },
  "it is cancelled": {
    happens: (order) => world.control.cancelOrder(order), mark: "update inbox_item",
    first: { order: "cancelled", codes: [], parcel: null }, second: { order: "cancelled", parcel: "cancelled", holds: [], attempts: 0 },
  },
  "its money goes back": {
    happens: (order) => world.control.reversePayment(order), mark: "update orders set next_try_at",
    first: { order: "payment", codes: ["payment_reversed"], parcel: null }, second: { order: "parcelled", parcel: "booking", holds: ["payment_reversed"], attempts: 0 },
  },
};
const bring = async (by: Company): Promise<void> => {
  while (await pullOneFeed(by));
  await intake.run(by);
};

test.each(Object.entries(lates))("%s while it goes through: its parcel is stopped", async (_name, { happens, second }) => {
  const order = await arrived();
  let bringing: Promise<void> | undefined;
  const waited: boolean[] = [];
  await payment.run(stopping("insert into parcel_line", async () => {
    happens(order);
    clock.advance(130);
    let over = false;
    bringing = bring(company).finally(() => (over = true));
    while (!over && (await waiters()) === 0);
    waited.push(!over);
  }));
  await bringing;
  expect(waited).toEqual([true]); // it came in that very moment, and had to wait for the order
  await letTimePass(company, clock, 130);
  expect(await standing(order)).toMatchObject(second);
  await expectTrueBooks({ company, owner });
});

test.each(Object.entries(lates))("%s before it goes through: it does not", async (_name, { happens, mark, first }) => {
  const order = await arrived();
  happens(order);
  clock.advance(130);
  const ran: number[] = [];
  await bring(stopping(mark, async () => ran.push(await payment.run(company))));
  expect(ran).toEqual([0]); // the room passes over whom somebody else has at hand
  await letTimePass(company, clock, 130);
  expect(await standing(order)).toMatchObject(first);
  await expectTrueBooks({ company, owner });
});

test("its buyer's letter is stored in the moment in which it is: neither sees the other yet, and it does not go through", async () => {
  const order = placed();
  clock.advance(400);
  const letter = { externalId: "early", conversationId: "early", buyerId: world.orders.get(order)!.buyer, orderExternalId: null, itemExternalId: null, from: "buyer", read: false, at: clock.now(), subject: "", text: "please wait" } as const;
  await whileOpen({ db: company.db, orgId: company.orgId }, owner, (tx) => storeMessages(tx, shop, [letter]), async () => {
    await bring(company);
    await payment.run(company);
  });
  expect(await standing(order)).toMatchObject({ order: "review", parcel: null });
  await letTimePass(company, clock, 130);
  expect(await standing(order)).toMatchObject({ order: "review", codes: ["buyer_message"], parcel: null });
});
