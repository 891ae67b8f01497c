import { present } from "@argosy/core/assert.ts";
import { seededRandom } from "@argosy/core/ids.ts";

/** Chance from a seed. Each part of the simulation throws its own dice, so that a change in one leaves the others' luck alone. */
export type Dice = {
  readonly random: () => number;
  readonly chance: (p: number) => boolean;
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Picks by weight: `{ often: 8, rarely: 1 }`. */
  readonly weighted: <T extends string>(weights: Readonly<Record<T, number>>) => T;
};

export function dice(seed: number, name: string): Dice {
  let mixed = seed;
  for (const char of name) mixed = (Math.imul(mixed, 31) + char.charCodeAt(0)) | 0;
  const random = seededRandom(mixed);
  const below = (n: number) => Math.floor(random() * n);
  return {
    random,
    below,
    chance: (p) => random() < p,
    pick: (list) => present(list[below(list.length)], "something to pick from"),
    weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
      const entries = Object.entries(weights) as [T, number][];
      let left = random() * entries.reduce((sum, [, w]) => sum + w, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return present(entries.at(-1), "a choice")[0];
    },
  };
}
