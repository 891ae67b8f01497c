import { expect, test } from "vitest";
import { closingTable, total } from "./report.ts";
import type { Outcome } from "./run.ts";

const outcome: Outcome = { seed: 1, mode: "safety", orders: 1, steps: 2, shipped: 0, faults: {}, crashes: 0, freezes: 0, checks: 3, violations: [], trace: "", ms: 5 };

test("the closing table says how many of the seeds that were asked for were played", () => {
  expect(closingTable([outcome, outcome], 2)).toMatch(/^seeds +2$/m);
  expect(closingTable([outcome, outcome], 10)).toMatch(/^seeds +2 of 10$/m);
  expect(total([outcome, outcome], 10)).toMatchObject({ seeds: 2, asked: 10 });
});
