import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChannelMessage } from "@argosy/core/connector.ts";
import { openFloor, type Floor } from "../floor.testkit.ts";
import { storeMessages } from "./pull.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

test("of two messages of one moment only the unread one stops its parcel", async () => {
  const [answered, asking] = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const [shop] = await floor.rows<{ id: string }>("select id from account where kind = 'shop'");
  const key = (buyerId: string) => floor.tx((tx) => Promise.resolve(tx.keyedHash(`${shop!.id}/${buyerId}`)));
  for (const [parcelId, buyerId] of [[answered, "ann"], [asking, "bob"]] as const)
    await floor.rows("update orders set buyer_key = $1 where id = (select order_id from parcel_line where parcel_id = $2)", await key(buyerId), parcelId);
  const message = (buyerId: string, read: boolean): ChannelMessage => ({ externalId: buyerId, conversationId: buyerId, buyerId, orderExternalId: null, itemExternalId: null, from: "buyer", read, at: floor.clock.now, subject: "", text: "where is it?" });
  const store = (...messages: ChannelMessage[]) => floor.tx((tx) => storeMessages(tx, shop!.id, messages));
  const held = async () => (await floor.rows<{ id: string }>("select id from parcel where hold_codes = '{late_message}'")).map((p) => p.id);
  await store(message("ann", true), message("bob", false));
  expect(await held()).toEqual([asking]);
  await store(message("ann", false)); // marked unread later: no news
  expect(await held()).toEqual([asking]);
});
