import { bulkOrders, type OrderWish } from "@argosy/sandbox/control.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { assert } from "@argosy/core/assert.ts";
import { randomId } from "@argosy/core/ids.ts";
import { instant } from "@argosy/core/time.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan } from "../sim/company.ts";
import { inOrg, type Db } from "../src/db/tx.ts";
import { listReady, sumUp } from "./sql.ts";
import { pullOneFeed, rooms } from "../src/pipeline/index.ts";
import { lanes } from "../src/pipeline/worker.ts";
import { createWaves, finishWave } from "../src/pipeline/08-picking/wave.ts";
import { printLabels } from "../src/pipeline/09-labels/print.ts";
import { lookAndShip } from "../src/pipeline/10-shipping/ship.ts";
import type { Company } from "../src/pipeline/room.ts";
import { dayStartMs, type Day, type DayOrder } from "./workload.ts";

// Argosy's own day: every order of the workload is fetched from the sandbox over the real connectors and walks all
// rooms. Nothing is skipped for speed: payloads are kept encrypted, money is matched, labels are bought, drawn into PDF
// batches and scanned out, and each channel is told.

export type DayResult = { readonly perS: number; readonly shipped: number; readonly rooms: Readonly<Record<string, number>>; readonly rssMB: number };
const accounts = 20;
const actor = "member:bench" as const;

const planOf = (day: Day): CompanyPlan => ({
  shops: Array.from({ length: accounts }, () => ({ id: randomId(), site: "EBAY_US" as const, currency: "USD", provenBy: "own_records" as const, mergePolicy: "ask" as const })),
  skus: day.products.map((p) => ({ code: p.code, weightG: 120, onHandQty: p.onHand })),
  books: "after_stock", mergeWaitMinutes: 60,
});

/** Buyers are different people, so that the whole day ships and can be compared; a waiting merge would only defer it. */
function* wishes(orders: readonly DayOrder[], plan: CompanyPlan, paypalId: string, codes: readonly string[]): Generator<OrderWish> {
  for (const o of orders)
    yield {
      shopId: plan.shops[o.account - 1]!.id, at: instant(o.placedMs), payment: "paypal_right", paypalId, buyer: `buyer${o.n}`,
      shipTo: {
        name: `Buyer ${o.n % 977}`, company: "", line1: `No. ${o.n % 199} Example Road`, line2: `Unit ${o.n % 31}`, city: `City ${o.n % 311}`, state: "CA",
        postcode: String(10_000 + (o.n % 89_999)), country: o.country, phone: `+1555${String(o.n).padStart(7, "0")}`,
      },
      lines: o.lines.map((l) => ({ sku: codes[l.sku]!, title: `Product ${l.sku}`, qty: l.qty, priceMinor: l.priceMinor })),
    };
}

/**
 * Walks the whole day and answers orders per second, from the first poll to the last confirmed ship notice.
 * `analyze` is called where the bare day does it, outside the time taken: the server's own housekeeping on a day that
 * was not loaded in one minute.
 */
export async function argosyDay(db: Omit<Db, "clock" | "newId">, day: Day, analyze: () => Promise<unknown>): Promise<DayResult> {
  const clock = settableClock(instant(dayStartMs + 60_000));
  const company = await setUp({ ...db, clock, newId: randomId }, day, clock);
  clock.set(instant(dayStartMs + 30 * 3_600_000)); // the next morning: everything of the day is there to be fetched
  const seconds: Record<string, number> = {};
  const timed = async (room: string, work: () => Promise<unknown>) => {
    const begun = process.hrtime.bigint();
    await work();
    seconds[room] = (seconds[room] ?? 0) + Number(process.hrtime.bigint() - begun) / 1e9;
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  let peak = 0;
  const inLanes = (work: () => Promise<boolean>) => Promise.all(Array.from({ length: lanes }, async () => {
    while (await work()) peak = Math.max(peak, process.memoryUsage.rss());
  }));
  const room = (name: string) => timed(name, () => inLanes(async () => (await rooms.find((r) => r.name === name)!.run(company)) > 0));
  await timed("fetch", () => inLanes(() => pullOneFeed(company)));
  await room("intake");
  await analyze();
  for (const name of ["payment", "review", "merge", "routing", "allocation", "booking"]) await room(name);
  await analyze();
  await timed("picking", () => pickEverything(company));
  await timed("labels", () => everyBatch(company, "labels", (parcelIds) => printLabels(company, { parcelIds, waveId: null, reason: "", pickStrip: true, actor })));
  await timed("shipping", () => everyBatch(company, "shipping", (parcelIds) => lookAndShip(company, { parcelIds, actor, how: { reason: "packed and scanned elsewhere" } })));
  await room("tracking");
  const { shipped, told } = await inOrg(company.db, company.orgId, sumUp);
  assert(shipped === told, `every shipped parcel was told: ${shipped} shipped, ${told} told`);
  assert(shipped === day.expected.filled, `shipped ${shipped}, expected ${day.expected.filled}`);
  const total = Object.values(seconds).reduce((sum, s) => sum + s, 0);
  return { perS: day.orders.length / total, shipped, rooms: seconds, rssMB: Math.round(peak / 1_048_576) };
}

async function setUp(db: Db, day: Day, clock: Db["clock"]): Promise<Company> {
  const plan = planOf(day);
  const ids = await createCompany(db, plan);
  const world: World = createWorld({ seed: 1, clock });
  addToWorld(world, plan, ids);
  bulkOrders(world, wishes(day.orders, plan, ids.paypalId, day.products.map((p) => p.code)));
  const log: Company["log"] = (entry) => {
    throw new Error(`unexpected: ${entry.what}`, { cause: entry.error });
  };
  return { db, orgId: ids.orgId, outside: openOutside(handlersOf(world), db), log };
}

async function pickEverything(company: Company): Promise<void> {
  for (;;) {
    const { waves } = await inOrg(company.db, company.orgId, (tx) => createWaves(tx, { parcelIds: null, warehouseId: null, maxParcels: 500, actor }));
    if (waves.length === 0) return;
    for (const { id } of waves) await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId: id, everything: true, actor }));
  }
}

/** Works off everything at a stage in batches of 500, as a person does who selects all. */
async function everyBatch(company: Company, stage: "labels" | "shipping", work: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (;;) {
    const ids = await inOrg(company.db, company.orgId, (tx) => listReady(tx, stage, 500));
    if (ids.length === 0) return;
    await work(ids.map((p) => p.id));
  }
}
