/** Makes ids before anything is written: the id is the idempotency key. Seeded in tests and in the simulation. */
export type NewId = () => string;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const randomBytes = 9;

let headMs = NaN;
let head = ""; // of all ids of one millisecond, which is a batch's: half of what an id takes
/** UUID version 7: time first, so that rows made together lie together in an index. Takes 9 random bytes from `at` on. */
export function uuidV7(ms: number, random: Uint8Array, at = 0): string {
  if (ms !== headMs) {
    const time = ms.toString(16).padStart(12, "0");
    head = `${time.slice(0, 8)}-${time.slice(8, 12)}-7`;
    headMs = ms;
  }
  const byte = (i: number) => hex[random[at + i]!]!;
  const variant = hex[(random[at + 2]! & 0x3f) | 0x80]!;
  return `${head}${byte(0)}${byte(1)[0]}-${variant}${byte(3)}-${byte(4)}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(1)}`;
}

// Chance is fetched for many ids at once: asking for each took longer than everything else about an id.
const pool = new Uint8Array(randomBytes * 1024);
let used = pool.length;
export const randomId: NewId = () => {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += randomBytes;
  return uuidV7(Date.now(), pool, used - randomBytes);
};

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

/** A tracking number issued beforehand: letters and digits only: a channel that refuses a hyphen would do so after the parcel has left. */
export const poolNumber = /^[A-Za-z0-9]{4,40}$/;
/** A code that people gave: of a SKU, a warehouse, a shipping method. */
export const ownCode = /^[\p{L}\p{N}][\p{L}\p{N}._/ -]{0,59}$/u;
/** A text in which nothing can be seen: spaces, and characters that only tell how their neighbours are written. */
export const unseen = /^[\p{C}\p{Z}\p{DI}\u2800]+$/u;
