import { epochMs, instant, type Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { countPassed, type Passed } from "./board-sql.ts";

const hourMs = 3_600_000;
const freshMs = 5_000;
const hours = 24;

type Kept = { readonly at: number; readonly passed: readonly Passed[] };

/**
 * How many travellers went on from each room in each of the last 24 hours.
 *
 * Rule   Counted from the histories. An hour that is over does not change, so only the last two are read again, at
 *        most every five seconds and company; the others are remembered by this process.
 */
export function createThroughput(): (tx: Tx) => Promise<(room: string) => number[]> {
  const kept = new Map<string, Kept>();
  return async (tx) => {
    const nowMs = epochMs(tx.now);
    const firstHour = Math.floor(nowMs / hourMs) * hourMs - (hours - 1) * hourMs;
    const before = kept.get(tx.orgId);
    if (!before || nowMs - before.at > freshMs || nowMs < before.at) kept.set(tx.orgId, { at: nowMs, passed: await readAgain(tx, before, firstHour) });
    const passed = kept.get(tx.orgId)?.passed ?? [];
    return (room) => {
      const counts = new Array<number>(hours).fill(0);
      for (const p of passed) {
        const at = (epochMs(p.hour) - firstHour) / hourMs;
        if (p.room === room && at >= 0 && at < hours) counts[at] = (counts[at] ?? 0) + p.n;
      }
      return counts;
    };
  };
}

async function readAgain(tx: Tx, before: Kept | undefined, firstHour: number): Promise<Passed[]> {
  // A transaction that began in an hour may commit a minute into the next: the hour before the last look is read once more.
  const from = before ? Math.max(firstHour, Math.floor(before.at / hourMs) * hourMs - hourMs) : firstHour;
  const done = (before?.passed ?? []).filter((p) => epochMs(p.hour) < from && epochMs(p.hour) >= firstHour);
  return [...done, ...(await countPassed(tx, instant(from) as Instant))];
}
