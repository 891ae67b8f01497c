import { expect, test } from "vitest";
import { controls } from "./controls.ts";
import { playground } from "./playground.testkit.ts";

const play = playground();
const mostSeeds = 30;
const again = 10; // the first once more: on a busy machine the rooms meet in another order

test.each(controls)("a broken build is noticed: $name", { timeout: 300_000 }, async ({ name, mode, spoil, lateWeight, rule, from = 301 }) => {
  for (let tries = 0; tries < mostSeeds + again; tries++) {
    const seed = from + (tries % mostSeeds);
    const first = (await play({ seed, mode, spoil, steps: 140, ...(lateWeight === undefined ? {} : { lateWeight }) })).violations.find((v) => rule === undefined || v.rule === rule);
    if (!first) continue;
    process.stdout.write(`noticed after ${tries + 1} seeds: ${name} -> ${first.rule}: ${first.what.slice(0, 140)}\n`);
    return;
  }
  expect.fail(`${mostSeeds} seeds did not notice it, nor the first ${again} once more`);
});
