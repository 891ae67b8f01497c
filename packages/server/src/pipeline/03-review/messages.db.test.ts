import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChannelMessage } from "@argosy/core/connector.ts";
import { plusS } from "@argosy/core/time.ts";
import { createParcels } from "../04-merge/parcel.ts";
import { actor, openFloor, type Floor } from "../floor.testkit.ts";
import { whileOpen } from "../race.testkit.ts";
import { storeMessages } from "./pull.ts";
import { review } from "./stage.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

const shopId = async () => (await floor.rows<{ id: string }>("select id from account where kind = 'shop'"))[0]!.id;
const message = (buyerId: string, read: boolean): ChannelMessage => ({ externalId: buyerId, conversationId: buyerId, buyerId, orderExternalId: null, itemExternalId: null, from: "buyer", read, at: floor.clock.now, subject: "", text: "where is it?" });
const store = async (...messages: ChannelMessage[]) => {
  const id = await shopId();
  return floor.tx((tx) => storeMessages(tx, id, messages));
};
/** A parcel whose order this buyer has placed. */
async function boughtBy(buyerId: string): Promise<{ parcelId: string; orderId: string }> {
  const [parcelId] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const shop = await shopId();
  const key = await floor.tx((tx) => Promise.resolve(tx.keyedHash(`${shop}/${buyerId}`)));
  const [order] = await floor.rows<{ id: string }>("update orders set buyer_key = $1 where id = (select order_id from parcel_line where parcel_id = $2) returning id", key, parcelId);
  return { parcelId: parcelId!, orderId: order!.id };
}
const held = async () => (await floor.rows<{ id: string }>("select id from parcel where hold_codes = '{late_message}' order by id")).map((p) => p.id);

test("of two messages of one moment only the unread one stops its parcel", async () => {
  await boughtBy("ann");
  const asking = (await boughtBy("bob")).parcelId;
  await store(message("ann", true), message("bob", false));
  expect(await held()).toEqual([asking]);
  await store(message("ann", false)); // marked unread later: no news
  expect(await held()).toEqual([asking]);
});

test("a parcel is stopped by what was written about it, not by what the same buyer wrote later of another order", async () => {
  const [first, other] = [await boughtBy("eve"), await boughtBy("eve")];
  const name = async (orderId: string) => (await floor.rows<{ externalId: string }>('select external_id as "externalId" from orders where id = $1', orderId))[0]!.externalId;
  const about = async ({ orderId }: { orderId: string }, s: number) => ({ ...message("eve", false), externalId: `eve-${s}`, orderExternalId: await name(orderId), at: plusS(floor.clock.now, s) });
  await store(await about(first, 1), await about(other, 9));
  const evidence = (parcelId: string) => floor.rows<{ at: string }>("select evidence ->> 'at' as at from hold where parcel_id = $1 and code = 'late_message'", parcelId);
  expect(await evidence(first.parcelId)).toEqual([{ at: plusS(floor.clock.now, 1) }]);
  expect(await evidence(other.parcelId)).toEqual([{ at: plusS(floor.clock.now, 9) }]);
});

test("a message that comes while its order is being parcelled stops the parcel", async () => {
  const { parcelId, orderId } = await boughtBy("cleo");
  await floor.rows("update parcel set stage = 'cancelled' where id = $1", parcelId);
  await floor.rows("update orders set stage = 'merge' where id = $1", orderId);
  let made: string[] = [];
  await whileOpen(floor.company, floor.owner, async (tx) => (made = await createParcels(tx, [[orderId]], { actor, reason: "test" })), () => store(message("cleo", false)));
  expect(await held()).toContain(made[0]);
});

test("a message that somebody only opened over there goes on holding its order; an answer ends it", async () => {
  const { orderId, parcelId } = await boughtBy("dora");
  await floor.rows("update parcel set stage = 'cancelled' where id = $1", parcelId);
  await floor.rows("update orders set stage = 'review', next_try_at = $2 where id = $1", orderId, floor.clock.now);
  const held = async () => {
    await review.run(floor.company);
    return (await floor.rows<{ held: boolean }>("select 'buyer_message' = any(hold_codes) as held from orders where id = $1", orderId))[0]?.held;
  };
  await store(message("dora", false));
  expect(await held()).toBe(true);
  await store(message("dora", true));
  expect(await held()).toBe(true);
  await store({ ...message("dora", true), externalId: "answer", from: "seller", at: plusS(floor.clock.now, 1) });
  expect(await held()).toBe(false);
});
