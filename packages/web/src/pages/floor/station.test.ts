import { expect, test } from "vitest";
import { strangerAtFull } from "./station.ts";

test("who types grams without their unit at a full parcel is told so, not that the label is wrong", () => {
  expect(["400", "12500", "400123", "P100220", "YT5887500000206588"].map(strangerAtFull)).toEqual(["weight_without_unit", "weight_without_unit", "wrong_label", "wrong_label", "wrong_label"]);
});
