import { createHash } from "node:crypto";
import { seededIds } from "@argosy/core/ids.ts";
import { epochMs, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import type { Db, Pool } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import type { Company } from "../src/pipeline/room.ts";
import { makeAuditor, type Auditor, type Violation } from "./auditor.ts";
import { addToWorld, createCompany, handlersOf, type CompanyPlan, type Ids } from "./company.ts";
import { dice, type Dice } from "./dice.ts";
import { openEyes, type Eyes } from "./eyes.ts";
import { makeLedger } from "./ledger.ts";
import type { Ground } from "./life.ts";
import { makeStage, type Stage } from "./stage.ts";
import { makeWeather, type Weather } from "./weather.ts";
import { makeWorkload, type Workload } from "./workload.ts";

export type Mode = "safety" | "liveness";
export type Wish = {
  readonly seed: number; readonly mode: Mode; readonly orders: number; readonly steps: number;
  readonly pool: Pool; readonly url: string;
  /** For controls: breaks the code under test at its seams. */
  readonly spoil?: (company: Company) => Company;
  /** How often a fault is a request that arrives late, against the other kinds. */
  readonly lateWeight?: number;
};
export type Outcome = {
  readonly seed: number; readonly mode: Mode; readonly orders: number; readonly steps: number; readonly shipped: number;
  readonly faults: Readonly<Record<string, number>>; readonly crashes: number; readonly freezes: number; readonly checks: number;
  readonly violations: readonly (Violation & { readonly step: number })[];
  readonly trace: string; readonly ms: number;
};

const start = "2026-03-02T08:00:00.000Z" as Instant;

/** Plays one seed from an empty company to its end and answers what happened. The first violation ends it. */
export async function runSeed(wish: Wish): Promise<Outcome> {
  const began = performance.now();
  const play = await prepare(wish);
  const violations: (Violation & { step: number })[] = [];
  let step = 0;
  try {
    const note = (found: readonly Violation[]): boolean => {
      violations.push(...found.map((v) => ({ ...v, step })));
      return violations.length > 0;
    };
    for (; step < wish.steps; step++) if (note(await oneStep(play, step, wish))) break;
    await play.stage.endFrozen();
    if (violations.length === 0 && wish.mode === "liveness") step += await comeToRest(play);
    if (violations.length === 0) note([...play.stage.takeViolations(), ...(await play.auditor.everything(wish.mode === "liveness"))]);
  } finally {
    await play.eyes.close();
  }
  const { stage, weather, auditor, workload } = play;
  return {
    seed: wish.seed, mode: wish.mode, orders: workload.placed(), steps: step, shipped: auditor.shipped(), faults: Object.fromEntries([...weather.tried].sort()),
    crashes: stage.crashes(), freezes: stage.freezes(), checks: auditor.checks(), violations, trace: play.trace.digest("hex").slice(0, 12), ms: Math.round(performance.now() - began),
  };
}

type Play = {
  readonly world: World; readonly clock: ReturnType<typeof settableClock>; readonly weather: Weather; readonly workload: Workload; readonly auditor: Auditor; readonly eyes: Eyes;
  readonly stage: Stage; readonly luck: Dice; readonly trace: ReturnType<typeof createHash>;
};

async function prepare({ seed, orders, pool, url, spoil, lateWeight }: Wish): Promise<Play> {
  const clock = settableClock(start);
  const world = createWorld({ seed, clock });
  const luck = dice(seed, "steps");
  const newId = seededIds(dice(seed, "ids").random, () => epochMs(clock.now()));
  const db: Db = { pool, clock, newId, vault: createVault(createHash("sha256").update(`vault ${seed}`).digest()) };
  const plan = drawPlan(dice(seed, "plan"), newId);
  const ids = await createCompany(db, plan);
  addToWorld(world, plan, ids);
  const paypalLagS = dice(seed, "lag").pick([0, 600, 3600, 3 * 3600]);
  world.control.setLag({ paypalS: paypalLagS, ebayListS: dice(seed, "list lag").pick([0, 60, 420]) });

  const ledger = makeLedger(world, 1);
  const workload = makeWorkload(world, plan, orders, dice(seed, "workload"), ledger);
  const weather = makeWeather(handlersOf(world), { clock, dice: dice(seed, "weather"), faultShare: luck.pick([0.05, 0.15, 0.35]), meddle: workload.meddle, ...(lateWeight === undefined ? {} : { lateWeight }) });
  const eyes = await openEyes(url, ids.orgId);
  const auditor = makeAuditor({
    world, eyes, ids, ledger, paypalLagS, opening: openingOf(plan, ids), doubled: weather.doubled,
    shops: new Map(plan.shops.map((s) => [s.id, s.provenBy])),
  });
  const trace = createHash("sha256");
  const ground: Omit<Ground, "log"> = { pool, db, orgId: ids.orgId, handlers: weather.handlers, see: (door) => void trace.update(door), ...(spoil ? { spoil } : {}) };
  return { world, clock, weather, workload, auditor, eyes, luck, trace, stage: makeStage(ground, { eyes, ids, auditor, dice: dice(seed, "stage"), savedAnswer: workload.savedAnswer }) };
}

function drawPlan({ pick, below }: Dice, newId: () => string): CompanyPlan {
  return {
    shops: [
      { id: newId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: pick(["ask", "auto", "never"]) },
      { id: newId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: pick(["ask", "auto", "never"]) },
    ],
    skus: ["A", "B", "C", "D", "E"].map((code) => ({ code, weightG: 100 + below(900), onHandQty: 3 + below(18) })),
    books: pick(["before_stock", "after_stock"]), mergeWaitMinutes: pick([5, 60]),
  };
}
const openingOf = (plan: CompanyPlan, ids: Ids) => new Map(plan.skus.map((s) => [ids.skuIds.get(s.code) ?? "", s.onHandQty]));

const hopsS = [5, 30, 130, 300, 300, 900, 3600] as const;

/** Time goes on, something may happen outside, somebody works inside, the auditor looks. */
async function oneStep(play: Play, step: number, wish: Wish): Promise<Violation[]> {
  const { clock, luck, weather, workload, stage, auditor } = play;
  clock.advance(luck.pick(hopsS));
  await weather.deliverLate();
  if (luck.chance(0.75)) workload.happen(step < wish.steps * 0.8);
  await stage.oneAct();
  const found = stage.takeViolations();
  return found.length === 0 && step % 20 === 19 ? auditor.everything(false) : found;
}

const restHours = 48; // a night's recount, and time for what it finds
/** Everything outside answers again. Within these hours every promise must be kept; people still do their part. */
async function comeToRest({ world, clock, weather, stage, luck }: Play): Promise<number> {
  weather.heal();
  stage.heal();
  for (const shop of world.shops.keys()) world.control.restoreToken(shop);
  world.control.carrierTimeoutAfterCharge(0);
  world.control.emptyCarrierAccount(0);
  const roundS = 7200;
  const rounds = (restHours * 3600) / roundS;
  for (let round = 0; round < rounds; round++) {
    clock.advance(roundS);
    await weather.deliverLate();
    await stage.peopleRound();
    await stage.workUntilQuiet();
    if (luck.chance(0.2)) clock.advance(130);
  }
  // What we ourselves did last, e.g. told a number, comes back as news of the channel once more.
  for (const waitS of [400, 400]) {
    clock.advance(waitS);
    await stage.workUntilQuiet();
  }
  return rounds;
}
