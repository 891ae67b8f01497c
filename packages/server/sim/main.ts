import { openPool } from "../src/db/tx.ts";
import { codeOf, openScratch, whenTold, type Ending } from "./database.ts";
import { help, readOptions, type Options } from "./options.ts";
import { closingTable, line, total } from "./report.ts";
import { runSeed, type Outcome } from "./run.ts";

const lanes = 3;

/**
 * `npm run sim`: plays seeds one after the other and says what it saw. 0 all clean, 1 a violation, 2 a wrong option, the
 * signal's own code when it was told to end before the last seed: what was not played is not clean.
 */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options.ok) {
    process.stderr.write(`${options.error}\nSee: npm run sim -- --help\n`);
    return 2;
  }
  if (options.value.help) {
    process.stdout.write(help);
    return 0;
  }
  const { seeds, mode, orders, steps, json } = options.value;
  let told: Ending | undefined; // to end: after the present seeds, so that nothing is left behind
  whenTold((signal) => {
    told = signal;
    process.stderr.write("ending after the seeds that are under way …\n");
  });
  const scratch = await openScratch(process.env["DATABASE_URL"]);
  const outcomes: Outcome[] = [];
  const waiting = [...seeds];
  // Most of a seed is waiting for the database, so a few are played side by side. Each has one connection of its own:
  // then the same seed takes the same doors in the same order, whoever plays beside it.
  const lane = async (): Promise<void> => {
    const pool = openPool(scratch.url, 1);
    try {
      for (let seed = waiting.shift(); seed !== undefined && !told; seed = waiting.shift()) {
        const outcome = await runSeed({ seed, mode: mode ?? (seed % 2 === 1 ? "safety" : "liveness"), orders, steps, pool, url: scratch.url });
        outcomes.push(outcome);
        say(outcome, options.value);
      }
    } finally {
      await pool.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(lanes, seeds.length) }, lane));
  } finally {
    await scratch.close();
  }
  const { length: asked } = seeds;
  process.stdout.write(json ? `${JSON.stringify(total(outcomes, asked))}\n` : closingTable(outcomes, asked));
  if (told && outcomes.length < asked) process.stderr.write(`Ended early by ${told}: ${outcomes.length} of ${asked} seeds were played, nothing is known of the others.\n`);
  if (outcomes.some((o) => o.violations.length > 0)) return 1;
  return told && outcomes.length < asked ? codeOf(told) : 0;
}

function say(outcome: Outcome, { json, orders, steps }: Options): void {
  process.stdout.write(`${json ? JSON.stringify(outcome) : line(outcome)}\n`);
  for (const v of outcome.violations) process.stderr.write(`  seed ${outcome.seed}, step ${v.step}, ${v.rule}: ${v.what}\n`);
  if (outcome.violations.length > 0) process.stderr.write(`  again: npm run sim -- --seeds ${outcome.seed} --mode ${outcome.mode} --orders ${orders} --steps ${steps}\n`);
}

process.stdout.on("error", () => {}); // whoever read along has gone; the database is still cleared away
process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`The simulation could not run: ${error instanceof Error ? error.message : String(error)}\n`);
  return 3;
});
