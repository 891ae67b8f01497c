import { expect, test, vi } from "vitest";
import { Refusal } from "../../api/client.ts";
import { makeAsk, strangerAtFull } from "./station.ts";

test("who types grams without their unit at a full parcel is told so, not that the label is wrong", () => {
  expect(["400", "12500", "400123", "P100220", "YT5887500000206588"].map(strangerAtFull)).toEqual(["weight_without_unit", "weight_without_unit", "wrong_label", "wrong_label", "wrong_label"]);
});

test("the first answer after an outage says that the connection is back, also where it refuses the scan", async () => {
  vi.useFakeTimers();
  const said: boolean[] = [];
  const ask = makeAsk({ state: { current: { gone: false } }, setOffline: (offline) => said.push(offline) });
  const answers = ["unreachable", "database_unreachable", "not_on_parcel"] as const;
  let tries = 0;
  const asked = ask(() => Promise.reject(new Refusal(answers[tries++]!))).catch((refusal: Refusal) => refusal.code);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  expect([await asked, said]).toEqual(["not_on_parcel", [true, true, false]]);
});
