/** Makes ids before anything is written: the id is the idempotency key. Seeded in tests and in the simulation. */
export type NewId = () => string;

/** UUID version 7: time first, so that rows made together lie together in an index. */
export function uuidV7(ms: number, random: Uint8Array): string {
  const hex = ms.toString(16).padStart(12, "0");
  const r = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((random[1]! & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${r.slice(0, 3)}-${variant}${r.slice(4, 6)}-${r.slice(6, 18)}`;
}

export const randomId: NewId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(9)));

/** A deterministic stream of numbers in [0, 1): for the sandbox, the simulation and tests (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ids from a seed and a clock, so that a run can be repeated. */
export function seededIds(random: () => number, nowMs: () => number): NewId {
  return () => uuidV7(nowMs(), Uint8Array.from({ length: 9 }, () => Math.floor(random() * 256)));
}
