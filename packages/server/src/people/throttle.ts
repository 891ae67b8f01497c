import { epochMs, type Instant } from "@argosy/core/time.ts";

/** Counts failed tries at a password per name (an account, an address, both). */
export type Throttle = {
  /** Seconds to wait before the next try, 0 when it may be made now. */
  readonly waitS: (name: string, now: Instant) => number;
  /** A try begins. It counts as failed until it has succeeded, so that tries at the same moment see each other. */
  readonly tried: (name: string, now: Instant) => void;
  /** Takes the newest try back: it did not fail. */
  readonly untried: (name: string, now: Instant) => void;
  readonly forget: (name: string) => void;
};

const windowS = 900;
const maxNames = 10_000;

/**
 * Slows down guessing.
 *
 * Rule    `limit` failures within 15 minutes close the name until the oldest is 15 minutes old. Kept in memory:
 *         a restart forgets, which helps a guesser less than a full table would harm everybody.
 * Units   Seconds. At most 10,000 names are kept; the one that failed longest ago goes first.
 */
export function createThrottle(limit: number): Throttle {
  const failures = new Map<string, number[]>();
  const recent = (name: string, now: Instant): number[] => {
    const since = epochMs(now) - windowS * 1000;
    return (failures.get(name) ?? []).filter((at) => at > since);
  };
  return {
    waitS(name, now) {
      const times = recent(name, now);
      const first = times[times.length - limit];
      return first === undefined ? 0 : Math.max(1, Math.ceil((first + windowS * 1000 - epochMs(now)) / 1000));
    },
    tried(name, now) {
      const times = [...recent(name, now), epochMs(now)].slice(-limit);
      failures.delete(name); // set again at the end: the map's order is the order of the last failure
      failures.set(name, times);
      if (failures.size > maxNames) failures.delete(failures.keys().next().value ?? "");
    },
    untried: (name, now) => void failures.set(name, recent(name, now).slice(0, -1)),
    forget: (name) => void failures.delete(name),
  };
}
