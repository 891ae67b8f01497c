import type { Outcome } from "./run.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const faultsOf = (o: Outcome): number => sum(Object.values(o.faults));

const fewestThatSay = 10; // the rule of three: fewer seeds bound the rate by a third or more of all, which says nothing

/** One seed in one line. */
export const line = (o: Outcome): string =>
  `seed ${String(o.seed).padStart(5)}  ${o.mode.padEnd(8)}  ${String(o.orders).padStart(3)} orders, ${String(o.shipped).padStart(3)} parcels left  ${String(o.steps).padStart(4)} steps  ` +
  `${String(faultsOf(o)).padStart(4)} faults  ${String(o.crashes).padStart(3)} crashes  ${String(o.freezes).padStart(2)} freezes  ${String(o.checks).padStart(5)} checks  ${o.violations.length} violations  ${o.ms} ms`;

/** The machine's last line: `seeds` were played of those `asked` for, fewer when it was ended early. */
export const total = (outcomes: readonly Outcome[], asked: number) => ({
  sim: "total", seeds: outcomes.length, asked, orders: sum(outcomes.map((o) => o.orders)), shipped: sum(outcomes.map((o) => o.shipped)), steps: sum(outcomes.map((o) => o.steps)),
  faults: sum(outcomes.map(faultsOf)), crashes: sum(outcomes.map((o) => o.crashes)), freezes: sum(outcomes.map((o) => o.freezes)),
  checks: sum(outcomes.map((o) => o.checks)), violations: sum(outcomes.map((o) => o.violations.length)),
});

/** What was tried, by kind, and what was found. Zero failures in n seeds bound the rate below about 3/n. */
export function closingTable(outcomes: readonly Outcome[], asked: number): string {
  const t = total(outcomes, asked);
  const kinds = new Map<string, number>();
  for (const o of outcomes) for (const [kind, n] of Object.entries(o.faults)) kinds.set(kind, (kinds.get(kind) ?? 0) + n);
  const rows: [string, number | string][] = [
    ["seeds", t.seeds < asked ? `${t.seeds} of ${asked}` : t.seeds], ["orders placed", t.orders], ["parcels left", t.shipped], ["steps", t.steps], ["faults tried", t.faults],
    ...[...kinds].sort().map(([kind, n]): [string, number] => [`  ${kind}`, n]),
    ["crashes", t.crashes], ["freezes", t.freezes], ["checks", t.checks], ["violations", t.violations],
  ];
  const bound = t.violations === 0 && t.seeds >= fewestThatSay ? `\nNo violation in ${t.seeds} seeds bounds the rate below ${((3 / t.seeds) * 100).toPrecision(2)} % of seeds (95 %).` : "";
  return `\n${rows.map(([name, n]) => `${name.padEnd(24)}${String(n).padStart(10)}`).join("\n")}${bound}\n`;
}
