import { expect, test, vi } from "vitest";
import { isOut, noteAnswer, watchOutage } from "./outage.ts";

test("an outage begins with the first call that finds no database, and ends with the first that is answered at all", () => {
  const heard = vi.fn();
  const leave = watchOutage(heard);
  const seen = ([null, "database_unreachable", "unreachable", "order_not_found", null] as const).map((code) => { noteAnswer(code); return isOut(); });
  leave();
  expect([seen, heard.mock.calls.length]).toEqual([[false, true, true, false, false], 2]);
});
