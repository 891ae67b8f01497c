import { plusS } from "@argosy/core/time.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp, type TestApp } from "../../http/app.testkit.ts";
import { inOrg } from "../../db/tx.ts";
import { placeHolds } from "../hold.ts";
import { mostOffered } from "./sql.ts";

// What the page of groups shows of more orders than it holds: whole groups.

let it: TestApp;
beforeAll(async () => void (it = await openApp({ companies: true })));
afterAll(() => it?.close());

/** So many orders of each buyer that wait for a click, the first of each as urgent as its place says, the others later than all. */
async function offer(sizes: readonly number[]): Promise<void> {
  await inOrg(it.db, it.own.orgId, async (tx) => {
    await tx.run`delete from hold where org_id = ${tx.orgId}`;
    const orders = sizes.flatMap((size, buyer) => Array.from({ length: size }, (_, n) => ({ id: tx.newId(), buyer, dueAt: plusS(tx.now, n === 0 ? 100_000 + buyer : 900_000 + n) })));
    await tx.insert("orders", orders.map(({ id, buyer, dueAt }, i) => ({
      id, orderNo: `${sizes.length}-${i}`, externalId: id, shopAccountId: it.own.shop, held: false, holdCodes: [], version: 1, country: "GB", currency: "GBP", totalMinor: 1000, buyerKey: tx.keyedHash(`buyer ${buyer}`),
      addressHash: "h", dueAt, sourceVersion: tx.now, stage: "merge", shippingMinor: 0, taxMinor: 0, discountMinor: 0, otherMinor: 0, channelAddressHash: "h", payerKey: "", channelState: "open",
      channelStatus: "", paymentDeclared: "paid", buyerNote: "", requestedService: "", placedAt: tx.now, checkedAt: tx.now,
    })));
    const shipTo = { name: "Ada", company: "", line1: "1 Road", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "" };
    await tx.insert("buyer_pii", orders.map(({ id, buyer }) => ({ orderId: id, ciphertext: tx.seal(`buyer_pii/${id}`, JSON.stringify({ buyerId: `buyer ${buyer}`, email: "", shipTo })) })));
    await placeHolds(tx, "order", orders.map(({ id }) => ({ id, code: "merge_offered", evidence: { with: [], until: tx.now } })), { actor: "system", source: "room:merge", reason: "" });
  });
}
const shown = async (asked = "") => (await it.call("GET", `/api/merge${asked}`, { as: it.sessions.owner })).json<{ rows: { orders: { id: string }[] }[]; orderCount: number }>();

test("of more orders than are shown every group has all its members", async () => {
  await offer([...Array<number>(mostOffered / 2).fill(2), 3, 2]);
  const { rows, orderCount } = await shown();
  expect(orderCount).toBe(mostOffered + 5);
  expect(rows.map((row) => row.orders.length)).toEqual(Array<number>(mostOffered / 2).fill(2));
});

test("a group that would be cut off is left out, and comes up once others have gone", async () => {
  await offer([mostOffered - 1, 3]);
  expect((await shown()).rows.map((row) => row.orders.length)).toEqual([mostOffered - 1]);
});

test("a single group larger than the page is shown as far as it goes", async () => {
  await offer([mostOffered + 20]);
  expect((await shown()).rows.map((row) => row.orders.length)).toEqual([mostOffered]);
});

test("an order is shown with its group, however many others its buyer has and however late it is itself", async () => {
  await offer([mostOffered + 20, 2, 2]);
  const last = (ofBuyer: number) => inOrg(it.db, it.own.orgId, (tx) => tx.one<{ id: string }>`
    select o.id from orders o join hold h on h.org_id = o.org_id and h.order_id = o.id where o.org_id = ${tx.orgId} and o.buyer_key = ${tx.keyedHash(`buyer ${ofBuyer}`)} order by o.due_at desc limit 1`);
  const [late, other] = [await last(0), await last(1)];
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update orders set buyer_key = ${tx.keyedHash("buyer 0")}, address_hash = 'another' where org_id = ${tx.orgId} and buyer_key = ${tx.keyedHash("buyer 1")}`);
  const [group, ...none] = (await shown(`?orderId=${other.id}`)).rows;
  expect([group?.orders.length, group?.orders.map((o) => o.id).includes(other.id), none]).toEqual([2, true, []]);
  const large = (await shown(`?orderId=${late.id}`)).rows;
  expect(large.map((row) => [row.orders.length, row.orders.map((o) => o.id).includes(late.id)])).toEqual([[mostOffered, true]]);
});
