import { isOutage } from "../src/db/outage.ts";
import type { Company, Room } from "../src/pipeline/room.ts";
import { pullOneFeed, rooms } from "../src/pipeline/index.ts";
import { endWaits } from "../src/pipeline/waits.ts";
import type { Auditor, Violation } from "./auditor.ts";
import type { Ids } from "./company.ts";
import type { Dice } from "./dice.ts";
import type { Eyes } from "./eyes.ts";
import { beginLife, type Ground, type Life } from "./life.ts";
import { drawAct, type Act } from "./people.ts";
import type { Workload } from "./workload.ts";

// Who works when. Rooms wake late, twice or never; lives end in the middle, or freeze and go on when nobody expects it.

export type Stage = {
  /** One piece of work by the worker or by people, with whatever befalls it. */
  readonly oneAct: () => Promise<void>;
  readonly workUntilQuiet: () => Promise<void>;
  /** People do what their screens ask of them. */
  readonly peopleRound: () => Promise<void>;
  /** Frozen processes go on and end. */
  readonly endFrozen: () => Promise<void>;
  readonly heal: () => void;
  readonly crashes: () => number;
  readonly freezes: () => number;
  readonly takeViolations: () => Violation[];
};

type Cast = { readonly eyes: Eyes; readonly ids: Ids; readonly auditor: Auditor; readonly dice: Dice; readonly savedAnswer: Workload["savedAnswer"] };
type Frozen = { readonly life: Life; readonly done: Promise<unknown>; left: number };
const crashShare = 0.2;
const freezeShare = 0.08;
// Anywhere, or where it hurts: while something is paid for, told, or read page by page.
const freezing = [/./, /POST .*\/v2\/shipments$/, /\/(buy|shipping_fulfillment)$/, /oauth2\/token$/, /GET .*\/order\?/];
const helpful = ["approve", "release", "acceptPayment", "orderUnhold", "parcelUnhold", "retry", "map", "receive", "wave", "pick", "print", "ship", "reconnect", "retryNotice", "goAlone"] as const;

export function makeStage(ground: Omit<Ground, "log">, { eyes, ids, auditor, dice, savedAnswer }: Cast): Stage {
  const violations: Violation[] = [];
  const log: Company["log"] = ({ what, error, ...more }) => {
    if (unexpected.has(what)) violations.push({ rule: "no bug", what: `${what}: ${error instanceof Error ? error.message : JSON.stringify(error)} ${JSON.stringify(more)}` });
  };
  const told = { cancelled: auditor.cancelledByPerson, stock: auditor.stockChanged, edited: auditor.addressEdited };
  const crew = { eyes, dice, ids, told, savedAnswer };
  const begin = () => beginLife({ ...ground, log });
  let life = begin();
  let healthy = false;
  let crashes = 0;
  let freezes = 0;
  const frozen: Frozen[] = [];

  const failed = (name: string, error: unknown): void => {
    if (error instanceof Error && ("simulatedCrash" in error || isOutage(error))) return;
    violations.push({ rule: "no bug", what: `${name} threw ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 4).join(" ") : String(error)}` });
  };
  /** The auditor looks after every piece of work: what left is judged by what was known in that moment. */
  const perform = async (act: Act): Promise<void> => {
    await carryOut(act);
    violations.push(...(await auditor.afterStep()));
  };
  const carryOut = async ({ name, run }: Act): Promise<void> => {
    const here = life;
    if (!healthy && dice.chance(crashShare)) here.arm(1 + dice.below(60));
    else if (!healthy && dice.chance(freezeShare)) here.freezeAt(dice.chance(0.6) ? 1 : 2 + dice.below(3), dice.pick(freezing));
    const done = run(here.company).catch((error: unknown) => (here.isDead() ? undefined : failed(name, error)));
    const froze = await Promise.race([done.then(() => false), here.frozen.then(() => true)]);
    if (froze) {
      freezes++;
      frozen.push({ life: here, done, left: 1 + dice.below(6) });
    } else here.arm(null);
    if (here.isDead()) crashes++;
    if (froze || here.isDead()) life = begin();
  };
  /** A frozen process wakes: whatever it still does, its leases may be over and its work done by another. */
  const thawOne = async (one: Frozen): Promise<void> => {
    frozen.splice(frozen.indexOf(one), 1);
    one.life.thaw();
    await one.done;
  };
  return {
    async oneAct() {
      for (const one of [...frozen]) if (--one.left <= 0) await thawOne(one);
      await perform(dice.chance(0.4) ? await drawAct(crew) : drawWork(dice));
    },
    async workUntilQuiet() {
      for (let pass = 0, moved = 1; moved > 0 && pass < 12; pass++) {
        moved = 0;
        await perform({ name: "work", run: async (company) => (moved = await everything(company)) });
      }
    },
    async peopleRound() {
      for (const kind of helpful) {
        const act = await drawAct(crew, kind);
        if (!act.idle) await perform(act);
      }
    },
    async endFrozen() {
      for (const one of [...frozen]) await thawOne(one);
    },
    heal: () => void (healthy = true),
    crashes: () => crashes,
    freezes: () => freezes,
    takeViolations: () => violations.splice(0),
  };
}

/** Lines of the log that only a bug writes. */
const unexpected = new Set(["a feed failed", "a traveller failed alone", "a payload failed alone", "a page of orders can't be read at once", "an outcome could not be recorded", "an account can't be opened"]);

/** Most often a whole turn in order, as the worker does it; else single rooms and feeds, late, twice or out of turn. */
function drawWork(dice: Dice): Act {
  if (dice.chance(0.4)) return { name: "turn", run: everything };
  if (dice.chance(0.4)) {
    const times = 1 + dice.below(4);
    return { name: "feeds", run: (company) => feeds(company, times) };
  }
  const some: readonly Room[] = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(rooms));
  return { name: some.map((r) => r.name).join(" "), run: async (company) => { for (const room of some) await room.run(company); } };
}

async function feeds(company: Company, most: number): Promise<number> {
  let pulled = 0;
  while (pulled < most && (await pullOneFeed(company))) pulled++;
  return pulled;
}

async function everything(company: Company): Promise<number> {
  let worked = await feeds(company, 12);
  worked += await endWaits(company);
  for (const room of rooms) worked += await room.run(company);
  return worked;
}
