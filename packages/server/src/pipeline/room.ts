import { fact } from "@argosy/core/facts.ts";
import type { Room as RoomName } from "@argosy/core/journey.ts";
import { isOutage, isTimeout } from "../db/outage.ts";
import { inOrg, type Db, type Tx } from "../db/tx.ts";
import type { Outside } from "./outside.ts";
import { placeHolds } from "./hold.ts";
import { settle, type Onward, type Verdict, type VerdictIn } from "./settle.ts";
import type { Traveller } from "./traveller.ts";

/** One company at work: its database, the world outside, a log for people who operate the server. */
export type Company = {
  readonly db: Db;
  readonly orgId: string;
  readonly outside: Outside;
  readonly log: (entry: { readonly what: string; readonly logId?: string; readonly error?: unknown; readonly [more: string]: unknown }) => void;
};

/**
 * A room of the journey. `run` works off one batch of whoever is due and answers how many it touched: 0 is rest.
 * `callsOut`: it waits for the outside, which may take its time, so only one lane of a worker is in it.
 * `mostLanes`: no more than so many, because all would wait for the same rows; the others work elsewhere meanwhile.
 */
export type Room = { readonly name: RoomName; readonly callsOut?: true; readonly mostLanes?: number; readonly run: (company: Company) => Promise<number> };

export type Claimed = { readonly id: string; readonly holdCodes: readonly string[] };

/** A room that decides by itself: claim, gather, decide, apply in ONE transaction, and no call to the outside in it. */
export type DecidingRoom<R extends RoomName, T extends Claimed, F> = {
  readonly name: R;
  readonly mostLanes?: number;
  readonly traveller: Traveller;
  readonly batch: number;
  /** Takes whoever is due, earliest promise first, skipping rows another worker or a person holds. */
  readonly claim: (tx: Tx, limit: number, only: string | null) => Promise<T[]>;
  readonly gather: (tx: Tx, travellers: readonly T[]) => Promise<F>;
  /** Pure: the same facts give the same verdicts. */
  readonly decide: (travellers: readonly T[], facts: F, tx: Pick<Tx, "now">) => VerdictIn<R>[];
  /** Writes the room's own rows before the travellers move. May take a move back by answering other verdicts. */
  readonly apply?: (tx: Tx, verdicts: readonly VerdictIn<R>[], facts: F, travellers: readonly T[]) => Promise<void>;
  /** Takes further at once whom it can of those that leave without any hold. */
  readonly onward?: Onward;
};

export function decidingRoom<R extends RoomName, T extends Claimed, F>(room: DecidingRoom<R, T, F>): Room {
  const work = (company: Company, limit: number, only: string | null, seen: (ids: string[]) => void) =>
    inOrg(company.db, company.orgId, async (tx) => {
      const travellers = await room.claim(tx, limit, only);
      if (travellers.length === 0) return 0;
      seen(travellers.map((t) => t.id));
      const facts = await room.gather(tx, travellers);
      const verdicts = room.decide(travellers, facts, tx);
      await room.apply?.(tx, verdicts, facts, travellers);
      await settle(tx, room.traveller, room.name, travellers, verdicts as readonly Verdict[], room.onward); // of whichever room
      return travellers.length;
    });

  return {
    ...room,
    async run(company) {
      const counts = await togetherOrAlone(company, room, (only, seen) => work(company, only === null ? room.batch : 1, only, seen));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/**
 * Runs a batch; `work` tells whom it has claimed. One bad row stops nobody: a batch that fails is run again one by one, and
 * the one that fails alone is set aside. Where it was for time the others wait for the next turn: a database that is slow for
 * everybody would have all of them set aside.
 */
export async function togetherOrAlone<T>(
  company: Company, room: { readonly name: RoomName; readonly traveller: Traveller }, work: (only: string | null, seen: (ids: string[]) => void) => Promise<T>,
): Promise<T[]> {
  let claimed: string[] = [];
  try {
    return [await work(null, (ids) => (claimed = ids))];
  } catch (error) {
    if (claimed.length === 0 || isOutage(error)) throw error;
    const done: T[] = [];
    for (const id of claimed) if (!(await alone(company, room, id, async () => done.push(await work(id, () => {}))))) break;
    return done;
  }
}

/** Answers whether the next one may be tried. */
async function alone(company: Company, room: { name: RoomName; traveller: Traveller }, id: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isOutage(error)) throw error;
    const logId = company.db.newId();
    company.log({ what: "a traveller failed alone", logId, room: room.name, id, error });
    await inOrg(company.db, company.orgId, (tx) =>
      placeHolds(tx, room.traveller, [{ id, code: "broken", evidence: { logId, room: room.name } }], {
        actor: `room:${room.name}`, source: `room:${room.name}`, reason: fact("unexpected"),
      }),
    );
    return !isTimeout(error);
  }
}
