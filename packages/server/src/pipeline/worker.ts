import { indexOldBuyers } from "../lists/buyer-index.ts";
import { pullOneFeed, rooms } from "./index.ts";
import { hourlyErasure } from "./retention.ts";
import type { Company, Room } from "./room.ts";
import { endWaits } from "./waits.ts";

export type Worker = { readonly wake: () => void; readonly stop: () => Promise<void> };
type Options = {
  readonly companies: () => Promise<readonly Company[]>;
  readonly log: Company["log"];
  readonly onChange: (orgId: string) => void;
};

/** Loops of one worker: while some wait for the database or the outside, another computes. */
export const lanes = 6;
/** How many of them may fetch at once: channels that take their time are to hold up nobody else. */
export const fetchingLanes = 3;
/** How many of them may decide at once. On two cores more than three only get into each other's way. */
export const decidingLanes = 3;
const restMs = 1_000; // a lost wake costs a second, not an order
const mostFeedsPerTurn = 20; // so that one company's backlog does not starve the rooms

/**
 * Walks the rooms of every company for as long as the process lives. Wakes only make it sooner: the tables are the queue.
 * Any number of workers may run, in any number of processes; claims skip what another one holds.
 */
export function startWorker({ companies, log, onChange }: Options, erase = hourlyErasure(), indexOld = indexOldBuyers()): Worker {
  let stopped = false;
  const atMost = limiter();
  const bell = makeBell();

  const turn = async (company: Company): Promise<number> => {
    let worked = await atMost(fetchingLanes, `${company.orgId} fetching`, () => quietly(company, () => pullFeeds(company)));
    for (const chore of [endWaits, erase, indexOld]) worked += await quietly(company, () => chore(company));
    for (const room of rooms) {
      if (stopped) break;
      const inside = () => atMost(mostIn(room), `${company.orgId} ${room.name}`, () => quietly(company, () => room.run(company)));
      worked += await (room.callsOut ? inside() : atMost(decidingLanes, "deciding", inside));
    }
    return worked;
  };
  const pullFeeds = async (company: Company): Promise<number> => {
    let pulled = 0;
    while (pulled < mostFeedsPerTurn && !stopped && (await pullOneFeed(company))) pulled++;
    return pulled;
  };
  const quietly = async (company: Company, work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      log({ what: "a turn failed; it is tried again", orgId: company.orgId, error });
      return 0;
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const seen = bell.rung();
      let worked = 0;
      try {
        for (const company of await companies()) {
          const moved = await turn(company);
          if (moved > 0) onChange(company.orgId);
          worked += moved;
        }
      } catch (error) {
        log({ what: "the database can't be reached; trying again", error });
      }
      if (worked === 0 && !stopped) await bell.rest(seen);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, loop));
  return {
    wake: bell.ring,
    async stop() {
      stopped = true;
      bell.ring();
      await running;
    },
  };
}

export const mostIn = ({ callsOut, mostLanes = decidingLanes }: Room): number => (callsOut ? 1 : mostLanes);

/** Who has nothing to do rests a second, or until the bell rings. */
function makeBell() {
  const sleepers = new Set<() => void>();
  let rings = 0;
  return {
    rung: () => rings,
    ring() {
      rings++;
      for (const rouse of sleepers) rouse();
    },
    /** Not at all when the bell has rung after `seen`. */
    rest: (seen: number) =>
      new Promise<void>((resolve) => {
        if (rings !== seen) return resolve();
        const rouse = () => {
          clearTimeout(timer);
          sleepers.delete(rouse);
          resolve();
        };
        const timer = setTimeout(rouse, restMs);
        sleepers.add(rouse);
      }),
  };
}

/** Where enough lanes are at it already, the others go on with 0: what they would find is worked by those. */
function limiter() {
  const inside = new Map<string, number>();
  return async (most: number, what: string, work: () => Promise<number>): Promise<number> => {
    const there = inside.get(what) ?? 0;
    if (there >= most) return 0;
    inside.set(what, there + 1);
    try {
      return await work();
    } finally {
      inside.set(what, inside.get(what)! - 1);
    }
  };
}
