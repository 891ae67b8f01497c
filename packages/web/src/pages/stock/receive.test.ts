import { expect, it } from "vitest";
import { countedSince, type ReceiveLine } from "./receive.tsx";

const line = (sku: string, qty: number): ReceiveLine => ({ skuId: sku, sku, name: sku, imageUrl: null, qty, bin: "" });
it("pieces counted while others are being received are another receipt", () => {
  const sent = [line("A", 2), line("B", 1)];
  expect(countedSince(sent, sent)).toEqual([]);
  expect(countedSince([line("C", 1), line("A", 5), line("B", 1)], sent)).toEqual([line("C", 1), line("A", 3)]);
});
