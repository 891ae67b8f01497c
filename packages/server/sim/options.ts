import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Mode } from "./run.ts";

export type Options = { readonly seeds: readonly number[]; readonly mode: Mode | null; readonly orders: number; readonly steps: number; readonly json: boolean; readonly help: boolean };

export const help = `npm run sim -- --seeds 1-50 [options]

Plays whole order days from seeds: the real rooms and connectors on a real PostgreSQL, against a sandbox of the
vendors in the same process, with faults on every call and a worker that dies or freezes at any moment. An
independent auditor checks after each step.

  --seeds A-B     which seeds, also single ones: 7 or 1-10,42        (1-10)
  --mode M        safety: faults all the time, what must always hold
                  liveness: then everything heals, and within 48 hours of its time all must be done
                                                                      (odd seeds safety, even seeds liveness)
  --orders N      orders per seed, at most                            (24)
  --steps N       steps per seed before rest                          (100)
  --json          one JSON object per line, the total last
  --help          this text

It brings its own PostgreSQL and removes it. With DATABASE_URL it makes a scratch database on that server instead.
Exit: 0 clean, 1 a violation was found, 2 a wrong option, 3 it could not run, 128 and the signal's number (130, 143)
when it was ended before its last seed.
`;

/** Reads the command line. Refuses with a sentence that names the option and what it takes. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  const found = { seeds: "1-10", mode: "", orders: "24", steps: "100" };
  let json = false;
  let wantsHelp = false;
  for (let i = 0; i < args.length; i++) {
    const [name = "", inline] = args[i]!.split("=", 2); // i is below the length
    if (name === "--json") json = true;
    else if (name === "--help") wantsHelp = true;
    else if (name.startsWith("--") && Object.hasOwn(found, name.slice(2))) {
      const value = inline ?? args[++i];
      if (value === undefined || value.startsWith("--")) return fail(`${name} needs a value.`);
      found[name.slice(2) as keyof typeof found] = value;
    } else return fail(`${name} is no option of the simulation.`);
  }
  const seeds = readSeeds(found.seeds);
  if (seeds === null) return fail(`--seeds takes numbers and ranges from 1, at most 100,000 of them, like 1-50 or 7,9-12; not ${found.seeds}.`);
  if (!["", "safety", "liveness"].includes(found.mode)) return fail(`--mode is safety or liveness, not ${found.mode}.`);
  const orders = readCount(found.orders, 1, 2000);
  if (orders === null) return fail(`--orders takes a number from 1 to 2000, not ${found.orders}.`);
  const steps = readCount(found.steps, 1, 100_000);
  if (steps === null) return fail(`--steps takes a number from 1 to 100000, not ${found.steps}.`);
  return ok({ seeds, mode: found.mode === "" ? null : (found.mode as Mode), orders, steps, json, help: wantsHelp });
}

function readCount(text: string, least: number, most: number): number | null {
  const n = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return n >= least && n <= most ? n : null;
}

function readSeeds(text: string): number[] | null {
  const seeds: number[] = [];
  for (const part of text.split(",")) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim());
    if (!match) return null;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < 1 || to < from || to - from + seeds.length >= 100_000) return null;
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  return seeds;
}
