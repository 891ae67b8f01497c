import { afterAll, beforeAll, expect, test } from "vitest";
import type { Channel, ChannelOrder, RawItem } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { instant, plusS } from "@argosy/core/time.ts";
import { claimPayloads, markPayloads, replayPayloads, storePayloads } from "./01-intake/sql.ts";
import { openFloor, type Floor } from "./floor.testkit.ts";
import { lookAgain } from "./gate.ts";
import { ClosedDoor } from "./outside.ts";
import { whileOpen } from "./race.testkit.ts";
import type { Company } from "./room.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

type Row = { id: string; external_id: string; shop_account_id: string };
/** Two orders, looked at last when they came; an hour passes. */
async function twoOrders(): Promise<[Row, Row]> {
  const parcels = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  const orders = await floor.rows<Row>("select o.id, external_id, shop_account_id from orders o join parcel_line l on l.order_id = o.id where parcel_id = any($1) order by order_no", parcels);
  floor.clock.now = plusS(floor.clock.now, 3600);
  return [orders[0]!, orders[1]!];
}
const answering = (channel: Pick<Channel, "fetchOrders"> & Partial<Channel>): Company => ({ ...floor.company, outside: { ...floor.company.outside, channel: async (id) => ({ ...(await floor.company.outside.channel(id)), ...channel }) } });
const looked = async (...orders: readonly Row[]) => (await floor.rows<{ seen: boolean }>("select checked_at = $1 as seen from orders where id = any($2) order by order_no", floor.clock.now, orders.map((o) => o.id))).map((o) => o.seen);
const item = (externalId: string, what: string): RawItem => ({ externalId, version: floor.clock.now, raw: { externalId, what } });

test("a look reads what waits for its own orders; the backlog is left to intake", async () => {
  const [mine, other] = await twoOrders();
  await floor.tx((tx) => storePayloads(tx, mine.shop_account_id, "pull", [item(other.external_id, "backlog"), item(mine.external_id, "came before the look")]));
  const company = answering({ fetchOrders: () => Promise.resolve(ok([item(mine.external_id, "the look")])), mapOrder: () => fail({ kind: "malformed", path: "what", expected: "an order", why: fact("input_other") }) });
  expect(await lookAgain(company, [mine.id], 900)).toEqual({ failed: [], silent: [] });
  expect(await floor.rows("select external_id, source, state from inbox_item order by source desc, external_id = $1", mine.external_id)).toEqual([
    { external_id: other.external_id, source: "pull", state: "received" },
    { external_id: mine.external_id, source: "pull", state: "quarantined" },
    { external_id: mine.external_id, source: "look", state: "quarantined" },
  ]);
});

test("a look counts for the orders that were told, and not for those that the answer left out", async () => {
  const [told, leftOut] = await twoOrders();
  expect(await lookAgain(answering({ fetchOrders: () => Promise.resolve(ok([item(told.external_id, "as it was")])) }), [told.id, leftOut.id], 900)).toEqual({ failed: [], silent: [leftOut.id] });
  expect(await looked(told, leftOut)).toEqual([true, false]);
});

test("news that can't be read are no look; read after a fix they are", async () => {
  const [news, quiet] = await twoOrders();
  const answer = { fetchOrders: (ids: readonly string[]) => Promise.resolve(ok(ids.map((id) => item(id, "newer")))) };
  const broken = answering({ ...answer, mapOrder: (raw) => ((raw as { externalId: string }).externalId === news.external_id ? fail({ kind: "malformed", path: "what", expected: "an order", why: fact("input_other") }) : ok({ externalId: quiet.external_id, version: instant(0) } as ChannelOrder)) });
  const look = (company: Company) => lookAgain(company, [news.id, quiet.id], 900);
  await look(broken);
  expect(await looked(news, quiet)).toEqual([false, true]);
  await look(broken); // the same payload is known by now
  expect(await looked(news, quiet)).toEqual([false, true]);
  await floor.tx(async (tx) => replayPayloads(tx, (await floor.rows<{ id: string }>("select id from inbox_item where external_id = $1", news.external_id)).map((i) => i.id)));
  await look(answering(answer));
  expect(await looked(news, quiet)).toEqual([true, true]);
});

test("news that intake is reading at this moment are waited for, so that who asked acts on them and the look counts", async () => {
  const [news] = await twoOrders();
  const told = item(news.external_id, "being read");
  await floor.tx((tx) => storePayloads(tx, news.shop_account_id, "pull", [told]));
  const [{ id }] = (await floor.rows<{ id: string }>("select id from inbox_item where external_id = $1", news.external_id)) as [{ id: string }];
  await whileOpen(floor.company, floor.owner,
    (tx) => claimPayloads(tx, 1, [news.shop_account_id], { id }), () => lookAgain(answering({ fetchOrders: () => Promise.resolve(ok([told])) }), [news.id], 900),
    { meanwhile: (tx) => markPayloads(tx, [{ id, state: "projected", error: null }]) });
  expect(await looked(news)).toEqual([true]);
});

// prettier-ignore
test.each<[string, Company["outside"]["channel"]]>([
  ["has no connector any more", () => Promise.reject(new ClosedDoor("gone"))],
  ["breaks when it is asked",   async (id) => ({ ...(await floor.company.outside.channel(id)), fetchOrders: () => { throw new Error("a bug"); } })],
])("a channel that %s could not be asked", async (_what, channel) => {
  const [first, second] = await twoOrders();
  const { failed } = await lookAgain({ ...floor.company, log: () => {}, outside: { ...floor.company.outside, channel } }, [first.id, second.id], 900);
  expect(failed.toSorted()).toEqual([first.id, second.id].toSorted());
  expect(await looked(first, second)).toEqual([false, false]);
});
