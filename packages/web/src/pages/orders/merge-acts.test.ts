import { expect, test } from "vitest";
import { inParcels } from "./merge-acts.ts";

test.each([
  [2, [2]], [100, [100]], [101, [51, 50]], [105, [53, 52]], [200, [100, 100]], [201, [67, 67, 67]],
])("%i orders of a buyer become parcels of at most a hundred, none of them of one", (count, sizes) => {
  const orders = Array.from({ length: count }, (_, i) => i);
  const parcels = inParcels(orders);
  expect([parcels.map((p) => p.length), parcels.flat()]).toEqual([sizes, orders]);
});
