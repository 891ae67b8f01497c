import { epochMs, instant, type Clock, type Instant } from "@argosy/core/time.ts";

/** A clock that stands still until it is told otherwise: for the simulation, tests and the benchmark. */
export type SettableClock = Clock & {
  readonly set: (at: Instant) => void;
  readonly advance: (seconds: number) => Instant;
};

export function settableClock(start: Instant): SettableClock {
  let at = start;
  const set = (to: Instant) => {
    at = to;
  };
  const advance = (seconds: number) => {
    at = instant(epochMs(at) + seconds * 1000);
    return at;
  };
  return { now: () => at, set, advance };
}
