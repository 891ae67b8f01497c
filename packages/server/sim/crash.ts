import { createHash } from "node:crypto";
import { seededIds } from "@argosy/core/ids.ts";
import { epochMs, type Instant } from "@argosy/core/time.ts";
import { settableClock, type SettableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { inOrg, type Db, type Pool } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import { finishWave, lookAndCreateWaves } from "../src/pipeline/08-picking/wave.ts";
import { printLabels } from "../src/pipeline/09-labels/print.ts";
import { lookAndShip } from "../src/pipeline/10-shipping/ship.ts";
import { pullOneFeed, rooms } from "../src/pipeline/index.ts";
import type { Company } from "../src/pipeline/room.ts";
import { makeAuditor, type Violation } from "./auditor.ts";
import { addToWorld, createCompany, handlersOf, type CompanyPlan } from "./company.ts";
import { dice } from "./dice.ts";
import { openEyes, type Eyes } from "./eyes.ts";
import { makeLedger } from "./ledger.ts";
import { beginLife } from "./life.ts";
import { member } from "./people.ts";

// One small day, killed at one door. Whoever was at work begins again after the restart, as people and workers do.

export type CrashRun = { readonly doors: number; readonly killedAt: string | null; readonly violations: readonly Violation[]; readonly end: string };

const start = "2026-03-02T08:00:00.000Z" as Instant;

/** Plays the day and kills at door `at` (from 1; 0: never). `no` names the company, so that many share one database. */
export async function crashRun(pool: Pool, url: string, no: number, at: number): Promise<CrashRun> {
  const clock = settableClock(start);
  const world = createWorld({ seed: 5, clock });
  const newId = seededIds(dice(no, "crash").random, () => epochMs(clock.now()));
  const db: Db = { pool, clock, newId, vault: createVault(createHash("sha256").update("crash").digest()) };
  const plan: CompanyPlan = {
    shops: [
      { id: newId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" },
      { id: newId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" },
    ],
    skus: [{ code: "A", weightG: 200, onHandQty: 5 }, { code: "B", weightG: 300, onHandQty: 5 }], books: "after_stock", mergeWaitMinutes: 5,
  };
  const ids = await createCompany(db, plan);
  addToWorld(world, plan, ids);
  const ledger = makeLedger(world, 1);
  const eyes = await openEyes(url, ids.orgId);
  const violations: Violation[] = [];
  const auditor = makeAuditor({
    world, eyes, ids, ledger, paypalLagS: 0, opening: new Map(plan.skus.map((s) => [ids.skuIds.get(s.code) ?? "", s.onHandQty])),
    doubled: new Map(), shops: new Map(plan.shops.map((s) => [s.id, s.provenBy])),
  });
  let killedAt: string | null = null;
  let lastDoor = "";
  const ground = {
    pool, db, orgId: ids.orgId, handlers: handlersOf(world), see: (door: string) => void (lastDoor = door),
    log: (entry: { what: string }) => void violations.push({ rule: "no bug", what: JSON.stringify(entry) }),
  };
  let life = beginLife(ground);
  if (at > 0) life.arm(at);
  try {
    for (const act of day(world, clock, plan, (id) => ledger.note(id))) {
      await act(life.company).catch((error: unknown) => {
        if (!life.isDead()) violations.push({ rule: "no bug", what: String(error) });
      });
      if (life.isDead()) {
        killedAt = lastDoor;
        life = beginLife(ground);
        clock.advance(400); // leases run out
        await act(life.company); // whoever was at work tries again
      }
      violations.push(...(await auditor.afterStep()));
    }
    const doors = life.doors();
    await settleDown(life.company, clock);
    violations.push(...(await auditor.everything(true)));
    return { doors, killedAt, violations, end: await endState(eyes, world) };
  } finally {
    await eyes.close();
  }
}

type Act = (company: Company) => Promise<unknown>;
/** Intake, payment, review, merge, routing, allocation, booking, a cancellation, wave, pick, print, ship, notice. */
function day(world: World, clock: SettableClock, plan: CompanyPlan, note: (id: string) => void): Act[] {
  const line = (sku: string, qty: number) => ({ sku, title: sku, qty, priceMinor: 1500 });
  const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id]; // the plan above has two
  const place = (shopId: string, payment: "paypal_right" | "channel", sku: string) => {
    const { orderId } = world.control.placeOrder({ shopId, payment, lines: [line(sku, 1), line("A", 1)] });
    note(orderId);
    return orderId;
  };
  place(us, "paypal_right", "B");
  place(gb, "channel", "B");
  const doomed = place(us, "paypal_right", "B");
  const feeds: Act = async (company) => { while (await pullOneFeed(company)); };
  const turn: Act = async (company) => { for (const room of rooms) await room.run(company); };
  const parcelsIn = (company: Company, stage: string) =>
    inOrg(company.db, company.orgId, (tx) => tx.many<{ id: string }>`select id from parcel where org_id = ${tx.orgId} and stage = ${stage} order by id`);
  return [
    feeds, turn,
    async () => { world.control.cancelOrder(doomed); note(doomed); clock.advance(130); },
    feeds, turn, turn,
    (company) => lookAndCreateWaves(company, { parcelIds: null, warehouseId: null, maxParcels: 9, actor: member }),
    async (company) => inOrg(company.db, company.orgId, async (tx) => {
      const waves = await tx.many<{ id: string }>`select id from wave where org_id = ${tx.orgId} and state = 'open'`;
      for (const { id } of waves) await finishWave(tx, { waveId: id, everything: true, actor: member });
    }),
    (company) => printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor: member }),
    async () => { clock.advance(1200); },
    async (company) => lookAndShip(company, { parcelIds: (await parcelsIn(company, "shipping")).map((p) => p.id), actor: member, how: { reason: "packed" } }),
    turn,
  ];
}

async function settleDown(company: Company, clock: SettableClock): Promise<void> {
  for (let round = 0; round < 4; round++) {
    clock.advance(400);
    while (await pullOneFeed(company));
    for (const room of rooms) await room.run(company);
  }
}

/** Where everything came to stand, without ids and times: the same as in the day that nobody killed. */
async function endState(eyes: Eyes, world: World): Promise<string> {
  const rows = await eyes.rows<object>(`
    select 'order' as what, external_id as name, stage, hold_codes::text as holds, 0 as qty from orders where org_id = $1
    union all select 'parcel', (select string_agg(distinct o.external_id, ',') from parcel_line l join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and l.parcel_id = p.id),
           stage, hold_codes::text, order_count from parcel p where org_id = $1
    union all select 'stock', s.code, '', '', b.on_hand_qty * 1000 + b.reserved_qty from stock_balance b join sku s on s.org_id = b.org_id and s.id = b.sku_id where b.org_id = $1
    union all select 'notice', o.external_id, c.state, '', 0 from channel_attempt c join orders o on o.org_id = c.org_id and o.id = c.order_id where c.org_id = $1
    order by 1, 2, 3`);
  const books = world.books();
  return JSON.stringify({ rows, paid: books.charges.filter((c) => !c.voided).length, told: books.notices.map((n) => `${n.orderId} ${n.count}`).sort() });
}
