import { expect, it } from "vitest";
import { untilChoices } from "./verb-dialog.tsx";

const now = Date.parse("2026-11-27T10:00:00Z");
const late = (due: string | null): readonly (number | null)[] => untilChoices(now, due).flatMap((choice) => (choice.late ? [choice.hours] : []));
it("choices after the ship-by are marked; where it has passed, or there is none, nothing is", () => {
  expect(late("2026-11-27T12:00:00Z")).toEqual([4, null, 24, 72]);
  expect(late("2026-11-29T10:00:00Z")).toEqual([72]);
  expect([late("2026-11-27T09:00:00Z"), late(null)]).toEqual([[], []]);
});
