import { expect, test } from "vitest";
import { text as en } from "../../text/en/index.ts";
import { isByHand } from "./verbs.ts";
import { whyGone, whyNotUnderWay, type ParcelRow } from "./rows.tsx";

test.each<[ParcelRow["stage"], string | null, string | null]>([
  ["picking", null, "has not shipped yet"],
  ["tracking", "has shipped", null],
  ["delivered", "has shipped", "has arrived or ended otherwise"],
  ["cancelled", "was cancelled", "was cancelled"],
])("a parcel in %s says why an action is off: %s before it ships, %s on its way", (stage, gone, notUnderWay) => {
  expect([whyGone({ stage }, en), whyNotUnderWay({ stage }, en)]).toEqual([gone, notUnderWay]);
});
test("what a room does first: of parcels without a carrier account somebody says that they arrived", () => {
  const [followed, own] = [{ followed: true }, { followed: false }];
  expect([[own], [own, own], [own, followed], [followed], []].map(isByHand)).toEqual([true, true, false, false, false]);
});
