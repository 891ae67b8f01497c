import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { allPages } from "@argosy/connectors/kit/pages.testkit.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { randomId } from "@argosy/core/ids.ts";
import { plusS, secondsBetween, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan, Ids } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { pullOneFeed, runRooms } from "./index.ts";
import { beginRecount, nextNight } from "./recount.ts";
import type { Company } from "./room.ts";
import { openCompany } from "./company.testkit.ts";

// What lists leave out for hours, against the real connectors over the sandbox and a real database.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 3, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }, { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 100 }], books: "after_stock", mergeWaitMinutes: 5,
};
const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id];
let owner: pg.Client;
let company: Company;
let ids: Ids;
const logged: { readonly what: string }[] = [];
beforeAll(async () => {
  ({ company, ids, owner } = await openCompany({ plan, world, clock, log: (entry) => logged.push(entry) }));
});

async function poll(who = company): Promise<void> {
  while (await pullOneFeed(who));
  await runRooms(who);
}
/** Time passes as it does: the regular feeds are polled all the while. */
async function pass(hours: number): Promise<void> {
  for (let quarter = 0; quarter < hours * 4; quarter++) {
    clock.advance(900);
    await poll();
  }
}
async function seconds(n: number, who = company): Promise<void> {
  for (let second = 0; second < n; second++) {
    clock.advance(1);
    await poll(who);
  }
}
const place = (wish: object) => world.control.placeOrder({ shopId: us, lines: [{ sku: "A", title: "Goods", qty: 1, priceMinor: 1500 }], payment: "channel", ...wish } as Parameters<typeof world.control.placeOrder>[0]).orderId;
const here = async (externalId: string) => (await owner.query("select source_version from orders where external_id = $1", [externalId])).rows[0] as { source_version: Date } | undefined;
const recounts = async (accountId: string) =>
  (await owner.query("select compared_qty as compared, missing_qty as missing, outdated_qty as outdated, finished_at from recount where account_id = $1 order by began_at desc", [accountId])).rows as { compared: number; missing: number; outdated: number; finished_at: Date | null }[];
const beginByHand = (accountId: string) =>
  inOrg(company.db, company.orgId, async (tx) => {
    await beginRecount(tx, accountId, accountId === ids.paypalId ? "payment" : "shop", "byHandDays");
    await tx.run`update feed set next_poll_at = ${tx.now} where org_id = ${tx.orgId} and account_id = ${accountId} and feed = 'recount'`;
  });

test.each([
  ["later the same night", "2026-03-02T10:00:00.000Z", 19, "2026-03-02T19:00:00.000Z"],
  ["that hour has passed", "2026-03-02T21:00:00.000Z", 19, "2026-03-03T19:00:00.000Z"],
  ["this very moment is the next day's", "2026-03-02T19:00:00.000Z", 19, "2026-03-03T19:00:00.000Z"],
])("the next night: %s", (_what, now, hour, at) => {
  expect(nextNight(now as Instant, hour, "00000000-0000-7000-8000-000000000000")).toBe(at);
});

test("an order that a list hides for six hours arrives with the night's recount, and the account says so", async () => {
  const plain = place({});
  const hidden = place({});
  world.control.hideFromLists(hidden, plusS(clock.now(), 6 * 3600));
  await pass(8);
  expect(await here(plain)).toBeDefined();
  expect(await here(hidden)).toBeUndefined(); // visible for two hours now, and no window of the feed reaches back to it
  await pass(5);
  expect(await here(hidden)).toBeDefined();
  expect((await recounts(us))[0]).toMatchObject({ compared: 2, missing: 1, outdated: 0, finished_at: expect.any(Date) });
  expect(logged).toContainEqual(expect.objectContaining({ what: "a recount found what the lists had left out", accountId: us, missing: 1 }));
  await pass(24);
  expect((await recounts(us))[0]).toMatchObject({ missing: 0, outdated: 0 });
});

test("a cancellation that a list hides is found as an older version here", async () => {
  const order = place({ note: "wait for me" });
  await pass(1);
  world.control.cancelOrder(order);
  world.control.hideFromLists(order, plusS(clock.now(), 3 * 3600));
  await pass(4);
  expect((await here(order))!.source_version.getTime()).toBeLessThan(world.orders.get(order)!.modifiedMs);
  await beginByHand(us);
  await seconds(60);
  expect((await here(order))!.source_version.getTime()).toBe(world.orders.get(order)!.modifiedMs);
  expect((await recounts(us))[0]).toMatchObject({ missing: 0, outdated: 1 });
});

test("a recount goes on where it stood: after a refusal it repeats one part, and counts nothing twice", async () => {
  const early = place({});
  world.control.hideFromLists(early, plusS(clock.now(), 3600));
  await pass(2);
  await beginByHand(us);
  const windows: string[] = [];
  const broken: Company = {
    ...company,
    outside: {
      ...company.outside,
      async channel(id) {
        const real = await company.outside.channel(id);
        return {
          ...real,
          async listOrders(window, cursor) {
            if (secondsBetween(window.from, window.to) < 86_400) return real.listOrders(window, cursor); // the regular feed
            windows.push(window.from);
            return windows.length === 3 ? fail({ kind: "rate_limited", retryAfterS: 30 }) : real.listOrders(window, cursor);
          },
        };
      },
    },
  };
  await seconds(90, broken);
  expect(windows.filter((from) => from === windows[2])).toHaveLength(2);
  expect(new Set(windows).size).toBe(15);
  expect(windows).toHaveLength(16);
  expect(await here(early)).toBeDefined();
  expect((await recounts(us))[0]).toMatchObject({ compared: 4, missing: 1, finished_at: expect.any(Date) });
  expect((await owner.query("select status from account where id = $1", [us])).rows[0]).toEqual({ status: "connected" });
});

test("a payment record that is shown ten hours late proves its order the next night", async () => {
  const order = place({ shopId: gb, payment: "paypal_right" });
  world.control.hidePayment(order, plusS(clock.now(), 10 * 3600));
  await pass(11);
  const stage = async () => (await owner.query("select stage from orders where external_id = $1", [order])).rows[0].stage as string;
  expect(await stage()).toBe("payment");
  await pass(28);
  expect(await stage()).toBe("parcelled");
  expect((await recounts(ids.paypalId)).some((r) => r.missing === 1)).toBe(true);
});

test("a payment that waits for weeks proves its order, though the service lists it only by the day it began", async () => {
  const order = place({ shopId: gb, payment: "paypal_pending" });
  const began = clock.now();
  const byBeginning: Company = {
    ...company,
    outside: {
      ...company.outside,
      async paymentSource(id) {
        const real = await company.outside.paymentSource(id);
        return {
          ...real,
          async listPayments(window) {
            const all = await allPages(real.listPayments, { from: plusS(clock.now(), -30 * 86_400), to: clock.now() });
            const at = (raw: unknown): string => real.mapPayment(raw).ok ? (real.mapPayment(raw) as { value: { at: string } }).value.at : "";
            return all.ok ? ok({ items: all.value.filter(({ raw }) => at(raw) >= window.from && at(raw) <= window.to), next: null }) : all;
          },
        };
      },
    },
  };
  const stage = async () => (await owner.query("select stage from orders where external_id = $1", [order])).rows[0].stage as string;
  for (let i = 0; i < 8; i++) {
    clock.advance(1800);
    await poll(byBeginning);
  }
  expect(await stage()).toBe("payment");
  clock.advance(12 * 86_400);
  await poll(byBeginning); // so late that the usual seven days of the night no longer reach back to it
  world.control.completePendingPayment(order);
  await seconds(30, byBeginning);
  expect(await stage()).toBe("payment");
  clock.advance(86_400);
  await seconds(60, byBeginning);
  expect(await stage()).toBe("review"); // proven; its ship-by has passed meanwhile
  expect((await owner.query("select min(from_at) as at from recount where account_id = $1", [ids.paypalId])).rows[0].at.getTime()).toBeLessThanOrEqual(Date.parse(began) + 60_000);
});

test("where the whole list is six hours behind, the feed stays behind with it and loses nothing", async () => {
  world.control.setLag({ paypalS: 6 * 3600 });
  const orders = [];
  for (let hour = 0; hour < 5; hour++) {
    orders.push(place({ shopId: gb, payment: "paypal_right" }));
    await pass(1);
  }
  await pass(7);
  const { rows } = await owner.query("select stage from orders where external_id = any($1)", [orders]);
  expect(rows.map((r) => r.stage)).toEqual(orders.map(() => "parcelled"));
});
