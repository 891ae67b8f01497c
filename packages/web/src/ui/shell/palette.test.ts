import { expect, test } from "vitest";
import { exactFirst } from "./palette.tsx";

const hits = [["orders", "O100383"], ["orders", "O100384"], ["parcels", "P100237"], ["skus", "P100237-BK"]].map(([group, label]) => ({ group: group!, label: label! }));
const labels = (typed: string): string[] => exactFirst(hits, typed).map((hit) => hit.label);

test("a whole number leads, with its group; a part of one changes nothing", () => {
  expect(labels("p100237")).toEqual(["P100237", "O100383", "O100384", "P100237-BK"]);
  expect(labels("O100384")).toEqual(["O100384", "O100383", "P100237", "P100237-BK"]);
  expect(labels("1002")).toEqual(hits.map((hit) => hit.label));
});
