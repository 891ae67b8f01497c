import { bulkOrders, type OrderWish } from "@argosy/sandbox/control.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { assert, present } from "@argosy/core/assert.ts";
import { randomId } from "@argosy/core/ids.ts";
import { instant } from "@argosy/core/time.ts";
import { addToWorld, createCompany, handlersOf, openOutside, type CompanyPlan } from "../sim/company.ts";
import { inOrg, type Db, type Tx } from "../src/db/tx.ts";
import { listReady, sumUp } from "./sql.ts";
import { pullOneFeed, rooms } from "../src/pipeline/index.ts";
import { decidingLanes, fetchingLanes, lanes, mostIn } from "../src/pipeline/worker.ts";
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
 *
 * Rule    As in production several loops walk the rooms at once, so that one computes while another waits for the
 *         database: as many as a worker has for fetching, for deciding and in all. Two things wait, so that every run
 *         decides the same: all is fetched before it is judged, and all is routed before stock is given, first come first served.
 *         A room's seconds are the time its batches took, side by side with other rooms; the total is the clock's. New orders are
 *         read with their page, and whom nobody has to look at passes review, merge and routing with payment: those rooms have no seconds then.
 * Analyze is called where the bare day does it, outside the time taken: the server's own housekeeping on a day that was
 *         not loaded in one minute.
 */
export async function argosyDay(db: Omit<Db, "clock" | "newId">, makeDay: () => Day, analyze: () => Promise<unknown>): Promise<DayResult> {
  const clock = settableClock(instant(dayStartMs + 60_000));
  const { company, orders, filled } = await setUp({ ...db, clock, newId: randomId }, makeDay, clock);
  clock.set(instant(dayStartMs + 30 * 3_600_000)); // the next morning: everything of the day is there to be fetched
  const watch = stopwatch();
  const room = (name: string): Task => {
    const found = present(rooms.find((r) => r.name === name), name);
    return { name, most: mostIn(found), work: async () => (await found.run(company)) > 0 };
  };

  await watch.phase(fetchingLanes, [{ name: "fetch", most: fetchingLanes, work: () => pullOneFeed(company) }, room("intake")]);
  await analyze();
  await watch.phase(decidingLanes, ["payment", "review", "merge", "routing"].map(room));
  await watch.phase(lanes, [room("allocation"), room("booking"), ...floor(company), room("tracking")]);

  const { shipped, told } = await inOrg(company.db, company.orgId, sumUp);
  assert(shipped === told, `every shipped parcel was told: ${shipped} shipped, ${told} told`);
  assert(shipped === filled, `shipped ${shipped}, expected ${filled}`);
  return { perS: orders / watch.total(), shipped, rooms: watch.rooms(), rssMB: Math.round(watch.peak() / 1_048_576) };
}

/** One kind of work, done by `most` loops at a time: one where it is a person's. Answers whether there was any. */
type Task = { readonly name: string; readonly most: number; readonly work: () => Promise<boolean> };

function stopwatch() {
  const seconds: Record<string, number> = {};
  let total = 0;
  let peak = 0;
  const since = (begun: bigint) => Number(process.hrtime.bigint() - begun) / 1e9;
  const timed = async ({ name, work }: Task): Promise<boolean> => {
    const begun = process.hrtime.bigint();
    const worked = await work();
    seconds[name] = (seconds[name] ?? 0) + (worked ? since(begun) : 0); // a look in vain is part of the total alone
    peak = Math.max(peak, process.memoryUsage.rss());
    return worked;
  };
  return {
    rooms: () => seconds,
    total: () => total,
    peak: () => peak,
    /**
     * Walks these tasks in so many loops until none of them finds anything to do. Each hands on to the next: who has found
     * nothing looks again when the one before has done something more, as people do. In the end all look once more: what one
     * loop held was skipped by the others.
     */
    async phase(lanes: number, tasks: readonly Task[]): Promise<void> {
      const begun = process.hrtime.bigint();
      const states = tasks.map(() => ({ busy: 0, done: 0, idleSince: -1 }));
      const handedOn = (i: number) => (states[i - 1]?.done ?? 0) + states[i]!.done;
      const loop = async (): Promise<void> => {
        const anyBusy = () => states.some((s) => s.busy > 0);
        for (let last = false; ; ) {
          let worked = false;
          for (const [i, task] of tasks.entries()) {
            const state = states[i]!;
            const before = handedOn(i);
            if (state.busy >= task.most || (state.idleSince === before && !last)) continue;
            state.busy++;
            const found = await timed(task);
            state.busy--;
            if (found) state.done++;
            else state.idleSince = before;
            worked ||= found;
          }
          if (!worked && anyBusy()) await new Promise((resolve) => setTimeout(resolve, 5));
          else if (!worked && last) return;
          else last = !worked;
        }
      };
      await Promise.all(Array.from({ length: lanes }, loop));
      total += since(begun);
    },
  };
}

async function setUp(db: Db, makeDay: () => Day, clock: Db["clock"]): Promise<{ company: Company; orders: number; filled: number }> {
  const day = makeDay(); // let go at the end: from here on the world has the orders
  const plan = planOf(day);
  const ids = await createCompany(db, plan);
  const world: World = createWorld({ seed: 1, clock });
  addToWorld(world, plan, ids);
  bulkOrders(world, wishes(day.orders, plan, ids.paypalId, day.products.map((p) => p.code)));
  const log: Company["log"] = (entry) => {
    throw new Error(`unexpected: ${entry.what}`, { cause: entry.error });
  };
  const company = { db, orgId: ids.orgId, outside: openOutside(handlersOf(world), db), log };
  return { company, orders: day.orders.length, filled: day.expected.filled };
}

/** What people do, in batches of 500 as a person does who selects all: pick, print, ship. */
function floor(company: Company): Task[] {
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrg(company.db, company.orgId, work);
  const ready = async (stage: "labels" | "shipping") => (await inTx((tx) => listReady(tx, stage, 500))).map((p) => p.id);
  return [
    { name: "picking", most: 1, async work() {
      const { waves } = await inTx((tx) => createWaves(tx, { parcelIds: null, warehouseId: null, maxParcels: 500, actor }));
      for (const { id } of waves) await inTx((tx) => finishWave(tx, { waveId: id, everything: true, actor }));
      return waves.length > 0;
    } },
    { name: "labels", most: 1, async work() {
      const parcelIds = await ready("labels");
      if (parcelIds.length > 0) await printLabels(company, { parcelIds, waveId: null, reason: "", pickStrip: true, actor });
      return parcelIds.length > 0;
    } },
    { name: "shipping", most: 1, async work() {
      const parcelIds = await ready("shipping");
      if (parcelIds.length > 0) await lookAndShip(company, { parcelIds, actor, how: { reason: "packed and scanned elsewhere" } });
      return parcelIds.length > 0;
    } },
  ];
}
