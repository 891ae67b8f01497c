import { expect, it } from "vitest";
import { columnsThatFit, neededPx } from "./columns.tsx";
import type { Column } from "./types.ts";

const none = { wanted: [], hidden: [], order: [], widths: {}, roomy: false };
const column = (key: string, width?: number, from?: number): Column<unknown> => ({ key, title: key, cell: () => key, ...(width ? { width } : {}), ...(from ? { from } : {}) });
it("a list without a box to tick needs no room for one, so that no column leaves for its sake", () => {
  const columns = [column("sku", 220), column("name"), column("barcode", 140, 400)];
  expect([neededPx(columns, none, 600, false), neededPx(columns, none, 600, true)]).toEqual([584, 620]);
  expect(columnsThatFit(columns, none, 600, false).map((c) => c.key)).toEqual(["sku", "name", "barcode"]);
  expect(columnsThatFit(columns, none, 600, true).map((c) => c.key)).toEqual(["sku", "name"]);
});
