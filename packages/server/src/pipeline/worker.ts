import { pullOneFeed, rooms } from "./index.ts";
import { hourlyErasure } from "./retention.ts";
import type { Company } from "./room.ts";
import { endWaits } from "./waits.ts";

export type Worker = { readonly wake: () => void; readonly stop: () => Promise<void> };
type Options = {
  readonly companies: () => Promise<readonly Company[]>;
  readonly log: Company["log"];
  readonly onChange: (orgId: string) => void;
};

/** Loops of one worker: while some wait for the database another computes. Measured on two cores: three give 7 % more than two, four less. */
export const lanes = 3;
const restMs = 1_000; // a lost wake costs a second, not an order
const mostFeedsPerTurn = 20; // so that one company's backlog does not starve the rooms

/**
 * Walks the rooms of every company for as long as the process lives. Wakes only make it sooner: the tables are the queue.
 * Any number of workers may run, in any number of processes; claims skip what another one holds.
 */
export function startWorker({ companies, log, onChange }: Options, erase = hourlyErasure()): Worker {
  let stopped = false;
  const sleepers = new Set<() => void>();
  let wakes = 0;
  const wake = () => {
    wakes++;
    for (const rouse of sleepers) rouse();
  };
  /** Until somebody wakes us after `seen`, or the rest is over. */
  const rest = (seen: number) =>
    new Promise<void>((resolve) => {
      if (wakes !== seen || stopped) return resolve();
      const rouse = () => {
        clearTimeout(timer);
        sleepers.delete(rouse);
        resolve();
      };
      const timer = setTimeout(rouse, restMs);
      sleepers.add(rouse);
    });

  const turn = async (company: Company): Promise<number> => {
    let worked = await quietly(company, () => pullFeeds(company));
    for (const chore of [endWaits, erase]) worked += await quietly(company, () => chore(company));
    for (const room of rooms) {
      if (stopped) break;
      worked += await quietly(company, () => room.run(company));
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
      const seen = wakes;
      let worked = 0;
      try {
        for (const company of await companies()) {
          const moved = await quietly(company, () => turn(company));
          if (moved > 0) onChange(company.orgId);
          worked += moved;
        }
      } catch (error) {
        log({ what: "the database can't be reached; trying again", error });
      }
      if (worked === 0) await rest(seen);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, loop));
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
