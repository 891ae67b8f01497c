import { afterAll, beforeAll, expect, test } from "vitest";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { averageCosts } from "./saving-sql.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("what a label costs is read off the last thousand bookings, whether they cost something or not", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  await floor.rows("drop index booking_attempt_one_open"); // so many at once, for one parcel
  const book = (count: number, costMinor: number | null): Promise<void> =>
    floor.tx(async (tx) => {
      const [{ methodId, addressHash }] = (await tx.many<{ methodId: string; addressHash: string }>`select method_id, address_hash from booking_attempt where org_id = ${tx.orgId} limit 1`) as [{ methodId: string; addressHash: string }];
      await tx.insert("booking_attempt", Array.from({ length: count }, () => ({
        id: tx.newId(), parcelId: ids[0], methodId, state: "booked", service: "", addressHash, costMinor, costCurrency: costMinor === null ? null : "USD", sentAt: tx.now, lookAt: tx.now, createdAt: tx.now, updatedAt: tx.now,
      })));
    });
  const [parcel] = await floor.rows<{ country: string }>("select country from parcel where id = any($1)", ids);
  const average = () => floor.tx((tx) => averageCosts(tx, [parcel!.country]));
  await book(1, 500);
  await book(998, null);
  expect(await average()).toMatchObject([{ minor: 500, currency: "USD" }]);
  await book(2, null);
  expect(await average()).toEqual([]);
});
