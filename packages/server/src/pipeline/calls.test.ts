import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { askAndRecord, fewAtATime, guarded, writeOrAlone } from "./calls.ts";

test("when one fails nothing is begun any more, and nobody asks on behind the back of who was told", async () => {
  const [begun, ended]: number[][] = [[], []];
  const work = async (n: number): Promise<void> => {
    begun!.push(n);
    await sleep(n === 0 ? 1 : 20);
    if (n === 0) throw new Error("the first");
    ended!.push(n);
  };
  await expect(fewAtATime(Array.from({ length: 40 }, (_, n) => n), work)).rejects.toThrow("the first");
  expect(ended).toHaveLength(begun!.length - 1);
  await sleep(50);
  expect(begun).toHaveLength(8);
});

test("an answer that comes while others are being written is written too, once", async () => {
  const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
  const [firstIsWritten, lateAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const lots: (readonly string[])[] = [];
  const ask = async (item: string): Promise<string> => {
    if (item === "late") await lateAnswer.promise;
    else clock.advance(30);
    return item;
  };
  const record = async (some: readonly string[]): Promise<void> => {
    lots.push(some);
    if (!some.includes("first")) return;
    lateAnswer.resolve();
    await firstIsWritten.promise;
  };
  const all = askAndRecord({ clock }, ["first", "late"], ask, record);
  await sleep(5);
  firstIsWritten.resolve();
  await all;
  expect(lots).toEqual([["first"], ["late"]]);
});

test("answers that take too long to be written together are written one by one; a lost database is waited for", async () => {
  const written: (readonly number[])[] = [];
  const unwritten: number[] = [];
  const fails = (code: string) => Object.assign(new Error("of the database"), { code });
  const write = (code: string) => async (some: readonly number[]): Promise<void> => {
    if (some.includes(2)) throw fails(code);
    written.push(some);
  };
  await writeOrAlone([1, 2, 3], write("57014"), async (one) => void unwritten.push(one));
  expect({ written, unwritten }).toEqual({ written: [[1], [3]], unwritten: [2] });
  await expect(writeOrAlone([1, 2, 3], write("57P01"), async (one) => void unwritten.push(one))).rejects.toThrow();
  expect({ written, unwritten }).toEqual({ written: [[1], [3]], unwritten: [2] });
});

test("a connector that throws is a bug: the outcome is not known, the log says where, and neither quotes what was being read", async () => {
  const entries: object[] = [];
  const company = { db: { newId: () => "log-1" }, orgId: "org-1", log: (entry: object) => void entries.push(entry) };
  const answer = await guarded(company, async () => ok(JSON.parse("Ada Lovelace, 12 St James's Square")));
  expect(answer).toEqual(fail({ kind: "outcome_unknown", detail: fact("connector_fault", "log-1") }));
  expect(entries).toEqual([{ what: "a connector threw", logId: "log-1", orgId: "org-1", error: { name: "SyntaxError", stack: expect.arrayContaining([expect.stringContaining("calls.test.ts")]) } }]);
  expect(JSON.stringify(entries)).not.toContain("Ada");
  const crash = Object.assign(new Error("crash"), { simulatedCrash: true });
  await expect(guarded(company, () => Promise.reject(crash))).rejects.toBe(crash);
});
