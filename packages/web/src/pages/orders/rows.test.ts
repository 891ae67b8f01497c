import { expect, test } from "vitest";
import { isDone, type OrderRow } from "./rows.tsx";

test.each<[OrderRow["stage"], OrderRow["parcelStages"], boolean]>([
  ["merge", [], false],
  ["parcelled", ["picking"], false],
  ["parcelled", ["shipping", "tracking"], false],
  ["parcelled", ["tracking"], true],
  ["parcelled", ["delivered", "tracking"], true],
  ["cancelled", [], true],
  ["shipped_elsewhere", [], true],
])("an order in %s with parcels in %j waits no longer to be shipped: %s", (stage, parcelStages, done) => {
  expect(isDone({ stage, parcelStages })).toBe(done);
});
