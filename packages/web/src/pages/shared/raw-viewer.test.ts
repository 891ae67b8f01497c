import { expect, it } from "vitest";
import { lineOfPath } from "./raw-viewer.tsx";

const payload = { id: "1", total: { value: "2.00", currency: "XQZ" }, lineItems: [{ sku: "A", props: [] }, { sku: "B]", "a.b": { currency: "EUR" } }], notes: ["x", "y"], empty: [] };
const lines = JSON.stringify(payload, null, 2).split("\n");
// prettier-ignore
const cases: readonly (readonly [path: string, line: string])[] = [
  ["id",                   '"id": "1",'],
  ["total.currency",       '"currency": "XQZ"'],
  ["lineItems.1",          "{"],
  ["lineItems.1.sku",      '"sku": "B]",'],
  ["notes.1",              '"y"'],
  ["total.tax.value",      '"total": {'],
  ["empty.0.sku",          '"empty": []'],
  ["lineItems.0.props.0",  '"props": []'],
  ["nowhere",              "{"],
];
it.each(cases)("%s stands on the line of its value, or of what should hold it", (path, line) => expect(lines[lineOfPath(lines, path)]!.trim()).toBe(line));
it("the second of a list is not taken for the first", () => expect(lineOfPath(lines, "lineItems.1")).toBe(lines.indexOf('      "sku": "B]",') - 1));
