import { expect, test } from "vitest";
import { text as en } from "../../text/en/index.ts";
import { isByHand } from "./verbs.ts";
import { whyGone, whyNoLabel, whyNotQueued, whyNotUnderWay, type ParcelRow } from "./rows.tsx";

test.each<[ParcelRow["stage"], string | null, string | null, string | null]>([
  ["booking", null, null, "has not shipped yet"],
  ["picking", "is past this point", null, "has not shipped yet"],
  ["shipping", "is past this point", null, "has not shipped yet"],
  ["tracking", "has shipped", "has shipped", null],
  ["delivered", "has shipped", "has shipped", "has arrived or ended otherwise"],
  ["cancelled", "was cancelled", "was cancelled", "was cancelled"],
])("a parcel in %s says why an action is off: %s in a queue, %s before it ships, %s on its way", (stage, notQueued, gone, notUnderWay) => {
  expect([whyNotQueued({ stage }, en), whyGone({ stage }, en), whyNotUnderWay({ stage }, en)]).toEqual([notQueued, gone, notUnderWay]);
});
test("what a room does first: of parcels without a carrier account somebody says that they arrived", () => {
  const [followed, own] = [{ followed: true }, { followed: false }];
  expect([[own], [own, own], [own, followed], [followed], []].map(isByHand)).toEqual([true, true, false, false, false]);
});
test.each<[ParcelRow["stage"], string, string]>([
  ["booking", "Emma Wilson", "No label yet"], ["cancelled", "Emma Wilson", "No label"], ["delivered", "", "Erased with the buyer"],
])("in the place of a label that is not there: of a parcel in %s of %s stands %s", (stage, buyer, words) => expect(whyNoLabel({ stage, buyer }, en)).toBe(words));
