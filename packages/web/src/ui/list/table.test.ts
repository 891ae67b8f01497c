import { expect, it } from "vitest";
import { isDrawnAlike } from "./table.tsx";

it("a row is drawn again when its columns draw with something new, as names that came after it, and not before", () => {
  const column = { key: "carrier", title: "Carrier", cell: () => "–" };
  const shown = { row: { id: "1" }, id: "1", name: "1", columns: [column], cursor: false, chosen: false, open: false, selectable: true, pick: () => {}, choose: () => {}, path: undefined, filler: false };
  expect(isDrawnAlike(shown, { ...shown, columns: [column], pick: () => {} })).toBe(true);
  expect(isDrawnAlike(shown, { ...shown, columns: [{ ...column, cell: () => "EasyPost" }] })).toBe(false);
});
