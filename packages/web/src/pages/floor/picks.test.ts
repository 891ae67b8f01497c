import { expect, test } from "vitest";
import { Refusal, type RefusalCode } from "../../api/client.ts";
import { fateOf, notYetSaid, takenOf } from "./picks.ts";

test.each<[why: string, code: RefusalCode, fate: string]>([
  ["nobody answers",                      "unreachable",          "again"],
  ["the database is away for a moment",   "database_unreachable", "again"],
  ["the picker was signed out meanwhile", "signed_out",           "kept"],
  ["more than the wave needs",            "qty_refused",          "dropped"],
  ["the wave has ended",                  "wrong_stage",          "dropped"],
])("a count that could not be sent, as %s", (_why, code, fate) => expect(fateOf(new Refusal(code))).toBe(fate));

test("a piece is counted onto what the server was told last, also before the wave on screen says so", () => {
  const step = (pickedQty: number) => ({ skuId: "a", pickedQty });
  const told = { a: 1 };
  expect([takenOf(step(0), {}, {}), takenOf(step(0), {}, told), takenOf(step(0), { a: 2 }, told)]).toEqual([0, 1, 2]);
  expect(notYetSaid(told, [step(0)])).toBe(told);
  expect(notYetSaid(told, [step(1)])).toEqual({});
  expect(notYetSaid(told, [step(2)])).toEqual({}); // another picker's piece came on top
  expect(notYetSaid(told, [])).toEqual({});
});
