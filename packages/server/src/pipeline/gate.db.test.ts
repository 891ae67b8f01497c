import { afterAll, beforeAll, expect, test } from "vitest";
import type { Channel, RawItem } from "@argosy/core/connector.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { plusS } from "@argosy/core/time.ts";
import { storePayloads } from "./01-intake/sql.ts";
import { openFloor, type Floor } from "./floor.testkit.ts";
import { lookAgain } from "./gate.ts";
import type { Company } from "./room.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

test("a look reads what waits for its own orders; the backlog is left to intake", async () => {
  await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const orders = await floor.rows<{ id: string; external_id: string; shop_account_id: string }>("select id, external_id, shop_account_id from orders order by order_no");
  const [mine, other] = [orders[0]!, orders[1]!];
  const item = (externalId: string, what: string): RawItem => ({ externalId, version: floor.clock.now, raw: { what } });
  await floor.tx((tx) => storePayloads(tx, mine.shop_account_id, "pull", [item(other.external_id, "backlog"), item(mine.external_id, "came before the look")]));
  const channel = {
    fetchLimit: 50, fetchOrders: () => Promise.resolve(ok([item(mine.external_id, "the look")])),
    mapOrder: () => fail({ kind: "malformed" as const, path: "what", expected: "an order" }),
  };
  const company: Company = { ...floor.company, outside: { ...floor.company.outside, channel: () => Promise.resolve(channel as unknown as Channel) } };
  const before = floor.clock.now;
  floor.clock.now = plusS(before, 3600);
  expect(await lookAgain(company, [mine.id], 900)).toEqual({ failed: [] });
  expect(await floor.rows("select external_id, source, state from inbox_item order by source desc, external_id = $1", mine.external_id)).toEqual([
    { external_id: other.external_id, source: "pull", state: "received" },
    { external_id: mine.external_id, source: "pull", state: "quarantined" },
    { external_id: mine.external_id, source: "look", state: "quarantined" },
  ]);
  expect((await floor.rows<{ seen: boolean }>("select checked_at > $1 as seen from orders order by order_no", before)).map((o) => o.seen)).toEqual([true, false]);
});
