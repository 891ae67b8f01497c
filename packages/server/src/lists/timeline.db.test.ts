import { afterAll, beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import { plusS } from "@argosy/core/time.ts";
import { actor, openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { sealMessage } from "../pipeline/message.ts";
import { cancelParcels } from "../pipeline/undo.ts";
import { showOrder } from "./orders.ts";
import { showParcel } from "./parcels.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("the number told to the channel and a label given back stand in the history of parcel and order", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const [cancelled, shipped] = await floor.rows<{ id: string; parcel_no: string; tracking_no: string; order_id: string; order_no: string; shop_account_id: string }>(
    "select p.id, p.parcel_no, p.tracking_no, o.id as order_id, o.order_no, o.shop_account_id from parcel p join orders o on o.id = p.pii_order_id where p.id = any($1) order by array_position($1, p.id)", ids);
  await floor.tx((tx) => cancelParcels(tx, [cancelled!.id], { actor, reason: "" }));
  await floor.tx((tx) => tx.insert("channel_attempt", [{
    id: tx.newId(), parcelId: shipped!.id, orderId: shipped!.order_id, shopAccountId: shipped!.shop_account_id, state: "confirmed", createdAt: tx.now, updatedAt: tx.now,
  }]));
  const histories = async ({ id, order_id }: { id: string; order_id: string }) => [await floor.tx((tx) => showParcel(tx, id, { locale: "en", masked: false })), await floor.tx((tx) => showOrder(tx, order_id, { locale: "en", masked: false }))].map((shown) => shown!.timeline);
  for (const timeline of await histories(cancelled!))
    expect(timeline).toContainEqual(expect.objectContaining({ kind: "void", of: cancelled!.parcel_no, data: { state: "cancelling", carrier: "EasyPost", trackingNo: cancelled!.tracking_no } }));
  for (const timeline of await histories(shipped!))
    expect(timeline).toContainEqual(expect.objectContaining({ kind: "notice", of: shipped!.parcel_no, data: { state: "confirmed", orderNo: shipped!.order_no, trackingNo: shipped!.tracking_no } }));
});

test("a decision is explained in the words that its rules had then", async () => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const when = [{ fact: "country", op: "in", values: ["JP"] }];
  const rule = { id: "far", name: "Far away", enabled: true, when, then: randomId() };
  const facts = { country: "GB", postcode: "SW1Y 4JH" };
  const decision = { setBy: "default", chosen: null };
  await floor.tx(async (tx) => {
    await tx.insert("rule_set", [[7, [rule]], [8, [{ ...rule, name: "Renamed", when: [] }]]].map(([version, rules]) => ({ decision: "method", version, rules, activatedAt: tx.now, activatedBy: "x" })));
    await tx.insert("route_decision", [{
      parcelId: id, visit: 1, at: tx.now,
      trace: [{ ...decision, decision: "warehouse", ruleSetVersion: 0, facts, tried: [] }, { ...decision, decision: "method", ruleSetVersion: 7, tried: [{ ruleId: "far", is: "condition_failed", failed: 0 }] }],
    }]);
  });
  const shown = async (masked: boolean) => (await floor.tx((tx) => showParcel(tx, id!, { locale: "en", masked })))!.routes;
  expect(await shown(false)).toMatchObject([{ facts, tried: [] }, { facts, tried: [{ name: "Far away", is: "condition_failed", failedCondition: when[0] }] }]);
  expect(JSON.stringify(await shown(true))).not.toContain("SW1Y");
});

test("of a very long correspondence the newest letters are shown", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const [order] = await floor.rows<{ id: string; shop: string; buyer: string }>("select o.id, o.shop_account_id as shop, o.buyer_key as buyer from orders o join parcel p on p.pii_order_id = o.id where p.id = any($1)", ids);
  const { id: orderId, shop, buyer } = order!;
  await floor.tx((tx) => tx.insert("message", Array.from({ length: 201 }, (_, n) => ({
    id: tx.newId(), shopAccountId: shop, externalId: `M${n}`, buyerKey: buyer, sender: "buyer", read: true, at: plusS(tx.now, n), body: sealMessage(tx, shop, `M${n}`, { subject: "", text: `letter ${n}` }),
  }))));
  const texts = (await floor.tx((tx) => showOrder(tx, orderId, { locale: "en", masked: false })))!.messages.map((m) => m.text);
  expect([texts.length, texts.includes("letter 200"), texts.includes("letter 0")]).toEqual([200, true, false]);
});
