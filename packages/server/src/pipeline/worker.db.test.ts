import { expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { handlersOf, openOutside, type CompanyPlan } from "../../sim/company.ts";
import { openCompany } from "./company.testkit.ts";
import { lanes, startWorker } from "./worker.ts";

const clock = settableClock(instant(Date.UTC(2026, 2, 2, 8)));
const world = createWorld({ seed: 21, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 99 }], books: "before_stock", mergeWaitMinutes: 0,
};

test("a carrier that does not answer holds up the next bookings, and nothing else", async () => {
  const real = handlersOf(world);
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const asked: string[] = [];
  const easypost: typeof real.easypost = async (request) => {
    if (request.method === "POST") {
      asked.push(request.url);
      await answered;
    }
    return real.easypost(request);
  };
  const { company, owner } = await openCompany({ plan, world, clock, outside: (db) => openOutside({ ...real, easypost }, db) });
  const worker = startWorker({ companies: () => Promise.resolve([company]), log: company.log, onChange: () => {} });
  const at = async (stage: string) => (await owner.query("select id from parcel where stage = $1", [stage])).rowCount;
  try {
    for (let buyer = 1; buyer <= lanes + 1; buyer++) { // as many as could each keep a lane
      world.control.placeOrder({ shopId: plan.shops[0]!.id, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" });
      clock.advance(130);
      worker.wake();
      await expect.poll(() => at("booking"), { timeout: 10_000 }).toBe(buyer);
    }
    expect(asked.length).toBeGreaterThan(0);
    answer();
    // The first was asked for longer than its lease: it is looked up once its settle time is over.
    await expect.poll(() => (clock.advance(60), worker.wake(), at("picking")), { timeout: 20_000 }).toBe(lanes + 1);
  } finally {
    answer();
    await worker.stop();
  }
});
