import { randomBytes } from "node:crypto";
import pg from "pg";
import { clearAwayWhenTold, openScratch } from "../sim/database.ts";
import { openPool } from "../src/db/tx.ts";
import { createVault } from "../src/db/vault.ts";
import { bareDay } from "./bare.ts";
import { argosyDay } from "./day.ts";
import { readOptions, type Options } from "./options.ts";
import { orderDay } from "./workload.ts";

const help = `npm run bench -- --orders N [--skus P] [--seed S] [--json]

Walks N orders through all rooms against the in-process sandbox and, in the same run on the same PostgreSQL, the bare
set-based SQL doing the same row changes. Uses a throwaway embedded server, or a scratch database on DATABASE_URL's.

  --orders N   how many orders, 100 to 1000000 (10000)
  --skus P     how many SKUs, 10 to 100000 (2000)
  --seed S     which day (20240607)
  --json       one JSON object per line; the last is the total`;

const numbers = { orders: [100, 1_000_000, 10_000], skus: [10, 100_000, 2000], seed: [0, 2_147_483_647, 20240607] } as const;
type DayOptions = Options<keyof typeof numbers>;

async function bench(options: DayOptions): Promise<void> {
  const opening = openScratch(process.env["DATABASE_URL"], { durable: true });
  clearAwayWhenTold(opening);
  const scratch = await opening.catch((error: unknown) => {
    process.stderr.write(`The benchmark could not run: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 3;
  });
  if (!scratch) return;
  try {
    await measure(scratch.url, options);
  } finally {
    await scratch.close();
  }
}

async function measure(url: string, { orders, skus, seed, json }: DayOptions): Promise<void> {
  const owner = new pg.Client(url);
  await owner.connect();
  const pool = openPool(url, 8);
  try {
    const day = () => orderDay({ orders, skus, seed }); // made anew each time: kept, its orders would count as Argosy's memory
    const before = await bareDay(owner, day());
    const own = await argosyDay({ pool, vault: createVault(randomBytes(32)) }, day, () => owner.query("analyze"));
    const after = await bareDay(owner, day());
    report(orders, own, (before.perS + after.perS) / 2, json);
  } finally {
    await pool.end();
    await owner.end();
  }
}

function report(orders: number, own: Awaited<ReturnType<typeof argosyDay>>, barePerS: number, json: boolean): void {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  for (const [room, s] of Object.entries(own.rooms)) {
    if (s === 0) {
      write(json ? JSON.stringify({ bench: room, orders, with: "the room before" }) : `${room.padEnd(12)} with the room before`);
      continue;
    }
    const perS = Math.round(orders / s);
    write(json ? JSON.stringify({ bench: room, orders, s: round(s), perS }) : `${room.padEnd(12)} ${round(s).toString().padStart(9)} s ${String(perS).padStart(8)} orders/s`);
  }
  const total = { bench: "day", orders, perS: Math.round(own.perS), barePerS: Math.round(barePerS), ratio: round(own.perS / barePerS), rssMB: own.rssMB };
  write(json ? JSON.stringify(total) : `day          ${total.perS} orders/s, bare SQL ${total.barePerS} orders/s, ratio ${total.ratio} (1/${(1 / total.ratio).toFixed(1)}), peak memory ${total.rssMB} MB, ${own.shipped} shipped`);
}
const round = (value: number): number => Math.round(value * 1000) / 1000;

// package.json gives this process a small heap, as the promise is 512 MB for all of it: garbage is collected before that.
await bench(readOptions(help, numbers));
