import { expect, it } from "vitest";
import { withResults } from "./unmapped.tsx";

it("each chosen listing has its own result, also among those without a SKU, which the server was not asked about", () => {
  const sku = {} as NonNullable<Parameters<typeof withResults>[0][number]["sku"]>;
  const rows = [{ id: "a", sku }, { id: "b", sku: null }, { id: "c", sku }, { id: "d", sku }];
  const told = [{ ok: true, code: null, woken: 2 }, { ok: false, code: "account_not_found", woken: 0 }, { ok: true, code: null, woken: 0 }];
  expect(withResults(rows, told, "no SKU chosen")).toEqual([
    { id: "a", ok: true, code: null, detail: null }, { id: "b", ok: false, code: null, detail: "no SKU chosen" },
    { id: "c", ok: false, code: "account_not_found", detail: null }, { id: "d", ok: true, code: null, detail: null },
  ]);
});
