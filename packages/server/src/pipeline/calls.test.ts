import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fewAtATime } from "./calls.ts";

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
