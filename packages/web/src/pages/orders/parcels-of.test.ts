import { expect, it } from "vitest";
import type { Hold } from "../../ui/holds.tsx";
import { besidesOrder } from "./parcels-of.tsx";

const hold = (code: string, ...orderIds: readonly string[]): Hold => ({ id: code, code, kind: "ask", evidence: { orders: orderIds.map((orderId) => ({ orderId, orderNo: orderId, holds: [] })) }, evidenceHash: code, since: "1", releasedAt: null, releasedBy: null, reason: null });

it("what holds the order itself stands once on its page; what holds another order of its parcel stands there, too", () => {
  const [own, both, short] = [hold("order_held", "a"), hold("order_held", "a", "b"), hold("stock_short")];
  expect(besidesOrder([own, short], "a")).toEqual([short]);
  expect(besidesOrder([both, short], "a")).toEqual([both, short]);
  expect(besidesOrder([own], "b")).toEqual([own]);
});
