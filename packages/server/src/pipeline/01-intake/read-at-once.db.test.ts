import { beforeAll, expect, test } from "vitest";
import type { Channel, RawItem } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { ok } from "@argosy/core/result.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { inOrg } from "../../db/tx.ts";
import { expectTrueBooks, openCompany, type LivingCompany } from "../company.testkit.ts";
import { pullOneFeed } from "../index.ts";
import type { Company } from "../room.ts";
import { storeAndRead } from "./read-at-once.ts";
import { storePayloads } from "./sql.ts";
import { intake } from "./stage.ts";

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const shopId = randomId();
const logged: Parameters<Company["log"]>[0][] = [];
let living: LivingCompany;
let channel: Channel;

beforeAll(async () => {
  const world = createWorld({ seed: 9, clock });
  living = await openCompany({
    plan: {
      shops: [{ id: shopId, site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "ask" }],
      skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 60,
    }, world, clock, log: (entry) => void logged.push(entry),
  });
  for (let n = 0; n < 12; n++) world.control.placeOrder({ shopId, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" });
  clock.advance(1800);
  channel = await living.company.outside.channel(shopId);
  const window = { from: "2026-03-02T00:00:00.000Z" as Instant, to: clock.now() };
  const answer = await channel.listOrders(window, null);
  if (answer.ok) orders.push(...answer.value.items);
});

const orders: RawItem[] = [];
const take = (n: number): RawItem[] => orders.splice(0, n);
const page = (items: readonly RawItem[], { company, channel: door = channel }: { company?: Company; channel?: Channel } = {}) =>
  inOrg((company ?? living.company).db, living.company.orgId, (tx) => storeAndRead(tx, shopId, door, items, living.company.log));
/** Each payload of these orders, and how many orders it has become. */
const states = async (items: readonly RawItem[]) =>
  (await living.owner.query<{ state: string; orders: number }>(
    `select i.state, (select count(*)::int from orders o where o.external_id = i.external_id) as orders from inbox_item i
      where i.external_id = any($1) order by i.external_id, i.id`, [items.map((i) => i.externalId)])).rows.map((r) => `${r.state} ${r.orders}`);
const newer = (item: RawItem): RawItem => {
  const raw = { ...(item.raw as Record<string, unknown>), lastModifiedDate: clock.now(), buyerCheckoutNotes: "later" };
  return { ...item, version: clock.now(), raw };
};

test("an order that is new here is read with its page; the same page again changes nothing", async () => {
  const items = take(3);
  await page(items);
  expect(await states(items)).toEqual(["projected 1", "projected 1", "projected 1"]);
  await page(items);
  expect(await states(items)).toHaveLength(3);
  const { rows } = await living.owner.query("select count(*)::int as n from order_event e join inbox_item i on i.id::text = e.data ->> 'inboxItemId' where i.external_id = any($1)", [items.map((i) => i.externalId)]);
  expect(rows).toEqual([{ n: 3 }]); // each order names the payload it was made of
  await expectTrueBooks(living);
});

test("a newer version of an order we have, and one whose older version is still unread, wait for the room", async () => {
  const [known, unread] = take(2) as [RawItem, RawItem];
  await page([known]);
  await inOrg(living.company.db, living.company.orgId, (tx) => storePayloads(tx, shopId, "look", [unread]));
  await page([newer(known), newer(unread)]);
  expect(await states([known])).toEqual(["projected 1", "received 1"]);
  expect(await states([unread])).toEqual(["received 0", "received 0"]);
  await intake.run(living.company);
  expect(await states([known, unread])).not.toContain("received 1");
  const { rows } = await living.owner.query("select buyer_note from orders where external_id = any($1)", [[known.externalId, unread.externalId]]);
  expect(rows).toEqual([{ buyer_note: "later" }, { buyer_note: "later" }]);
});

test("one that can't be read, and one that breaks what is written, stop nobody: the room sets them aside", async () => {
  const [good, bad, unreadable] = take(3) as [RawItem, RawItem, RawItem];
  const mapOrder: Channel["mapOrder"] = (raw) => {
    const mapped = channel.mapOrder(raw);
    return mapped.ok && mapped.value.externalId === bad.externalId ? ok({ ...mapped.value, currency: "far too long", total: { ...mapped.value.total, currency: "far too long" as never } }) : mapped;
  };
  const items = [good, bad, { ...unreadable, raw: { orderId: unreadable.externalId } }];
  const door = { ...channel, mapOrder };
  await page(items, { channel: door });
  expect(await states(items)).toEqual(["received 0", "received 0", "received 0"]);
  const outside = { ...living.company.outside, channel: () => Promise.resolve(door) };
  while ((await intake.run({ ...living.company, outside })) > 0);
  expect(await states([good])).toEqual(["projected 1"]);
  expect(await states([bad])).toEqual(["quarantined 0"]);
  expect(await states([unreadable])).toEqual(["quarantined 0"]);
  expect(logged.map((l) => l.what)).toEqual(["a page of orders can't be read at once", "a payload failed alone"]);
  expect(logged[0]).toMatchObject({ logId: expect.any(String), accountId: shopId, error: expect.any(Error) });
});

test("killed between any two statements nothing of the page is there, and the next fetch brings it", async () => {
  const items = take(2);
  const before = (await states(orders)).length;
  for (let at = 0; ; at++) {
    let asked = 0;
    const db = { ...living.company.db, before: () => {
      if (asked++ === at) throw Object.assign(new Error("killed"), { simulatedCrash: true });
    } };
    const died = await page(items, { company: { ...living.company, db } }).then(() => false, () => true);
    if (!died) break;
    expect(await states(items)).toEqual([]);
  }
  expect(before).toBe(0);
  expect(await states(items)).toEqual(["projected 1", "projected 1"]);
});

test("no list opens its account's door inside a transaction: that asks for a second connection while it keeps the first", async () => {
  const { db: { pool }, outside } = living.company;
  const seen = new Set<string>();
  const watched = <T>(kind: string, open: (id: string) => Promise<T>) => (id: string): Promise<T> => {
    seen.add(`${kind}, ${pool.totalCount - pool.idleCount} connections in use`);
    return open(id);
  };
  const doors = { channel: watched("channel", outside.channel), paymentSource: watched("payments", outside.paymentSource), carrier: watched("carrier", outside.carrier) };
  clock.advance(2 * 86_400); // recounts are due as well
  while (await pullOneFeed({ ...living.company, outside: doors }));
  expect([...seen].sort()).toEqual(["carrier, 0 connections in use", "channel, 0 connections in use", "payments, 0 connections in use"]);
});
