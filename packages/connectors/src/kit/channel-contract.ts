import { describe, expect, test } from "vitest";
import type { Channel, Http, Page, RawItem, ShipNotice, Window } from "@argosy/core/connector.ts";
import { failingDoor, failures, isTokenCall } from "./failing-doors.testkit.ts";
import { allPages } from "./pages.testkit.ts";

/** A vendor with orders behind it, and how to look at it from the side. */
export type ChannelFixture = {
  readonly vendor: Http;
  /** Opens the same account again, over any door. */
  readonly open: (http: Http) => Channel;
  readonly window: Window;
  /** Every order the window holds, more than one page of them. */
  readonly orderIds: readonly string[];
  /** Changes an order at the vendor, so that it leaves the window. */
  readonly touch: (orderId: string) => void;
  readonly notice: ShipNotice;
  /** How often the vendor was told the number of `notice`. */
  readonly toldCount: () => number;
  readonly secrets: readonly string[];
};

const idsOf = (items: readonly RawItem[]) => new Set(items.map((item) => item.externalId));
const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  expect(result).toMatchObject({ ok: true });
  return (result as { readonly value: T }).value;
};

/** What every channel must keep (house guide, section 15). Registers its tests; `make` builds a fresh vendor each time. */
export function describeChannel(name: string, make: () => ChannelFixture): void {
  describe(`${name} as a channel`, () => {
    describe("lists", () => testLists(make));
    describe("maps", () => testMaps(make));
    describe("failures of a read", () => testReadFailures(make));
    describe("ship notices", () => testNotices(make));
  });
}

function testLists(make: () => ChannelFixture): void {
  test("every order of the window comes exactly once", async () => {
    const { open, vendor, window, orderIds } = make();
    const items = value(await allPages(open(vendor).listOrders, window));
    expect(items.map((item) => item.externalId).toSorted()).toEqual(orderIds.toSorted());
    expect(items.every((item) => item.version?.endsWith("Z"))).toBe(true);
  });

  test("a cursor goes on in another process without loss", async () => {
    const { open, vendor, window, orderIds } = make();
    const seen: RawItem[] = [];
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page: Page<RawItem> = value(await open(vendor).listOrders(window, cursor));
      seen.push(...page.items);
      cursor = page.next;
    }
    expect(idsOf(seen)).toEqual(new Set(orderIds));
  });

  const moving: readonly (readonly [string, (page: readonly string[]) => readonly string[]])[] = [
    ["a few", (page) => page.slice(0, 7)],
    ["the last one read", (page) => page.slice(-1)],
    ["the last few read", (page) => page.slice(-7)],
    ["a whole page", (page) => page],
  ];
  test.for(moving)("when %s of the orders move while the pages are read, no other is lost", async ([, choose]) => {
    const { open, vendor, window, orderIds, touch } = make();
    const channel = open(vendor);
    const first = value(await channel.listOrders(window, null));
    const moved = choose(first.items.map((item) => item.externalId!));
    moved.forEach(touch);
    const rest = value(await allPages((w, cursor) => channel.listOrders(w, cursor ?? first.next), window));
    const seen = idsOf([...first.items, ...rest]);
    expect(orderIds.filter((id) => !moved.includes(id) && !seen.has(id))).toEqual([]);
  });

  test("the same window again brings the same versions", async () => {
    const { open, vendor, window } = make();
    const once = value(await allPages(open(vendor).listOrders, window));
    const again = value(await allPages(open(vendor).listOrders, window));
    expect(again.map(({ externalId, version }) => [externalId, version])).toEqual(once.map((i) => [i.externalId, i.version]));
  });

  test("orders by id: known ones come, unknown ones are absent", async () => {
    const { open, vendor, orderIds } = make();
    const channel = open(vendor);
    const some = orderIds.slice(0, 3);
    expect(idsOf(value(await channel.fetchOrders([...some, "00-00000-00000"])))).toEqual(new Set(some));
    expect(idsOf(value(await channel.fetchOrders(some.slice(0, 1))))).toEqual(new Set(some.slice(0, 1)));
    expect(value(await channel.fetchOrders(["00-00000-00000"]))).toEqual([]);
    expect(value(await channel.fetchOrders([]))).toEqual([]);
  });
}

function testMaps(make: () => ChannelFixture): void {
  test("the same payload gives the same order, lists and single orders agree, sums add up, times end in Z", async () => {
    const { open, vendor, window } = make();
    const channel = open(vendor);
    const items = value(await allPages(channel.listOrders, window));
    const [single] = value(await channel.fetchOrders([items[0]!.externalId!]));
    for (const { raw } of items) {
      const before = JSON.stringify(raw);
      const order = value(channel.mapOrder(raw));
      expect(channel.mapOrder(structuredClone(raw))).toEqual({ ok: true, value: order });
      expect(JSON.stringify(raw)).toBe(before);
      if (order.state !== "cancelled") expect(order.state === "shipped").toBe(order.lines.every((line) => line.openQty === 0));
      for (const { qty, openQty } of order.lines) expect(openQty >= 0 && openQty <= qty).toBe(true);
      const goods = order.lines.reduce((sum, line) => sum + line.total.minor, 0);
      const { total, shipping, tax, discount, other } = order;
      expect(goods + shipping.minor + tax.minor - discount.minor + other.minor).toBe(total.minor);
      for (const at of [order.version, order.placedAt, order.paidAt, order.shipByAt]) expect(at ?? "Z").toMatch(/Z$/);
    }
    expect(value(channel.mapOrder(single!.raw))).toEqual(value(channel.mapOrder(items[0]!.raw)));
  });

  test.each([null, undefined, 1, "text", [], {}, { orderId: 5 }])("a raw %j is malformed with a path, never a crash", (raw) => {
    const { open, vendor } = make();
    expect(open(vendor).mapOrder(raw)).toMatchObject({ ok: false, error: { kind: "malformed" } });
  });
}

function testReadFailures(make: () => ChannelFixture): void {
  test.for(failures)("$name -> $read", async (failure) => {
    const { open, vendor, window, secrets, orderIds } = make();
    const channel = open(failingDoor(vendor, isTokenCall, failure));
    for (const answer of [
      await channel.listOrders(window, null),
      await channel.listMessages(window, null),
      await channel.findShipNotices(orderIds[0]!),
      await channel.fetchOrders(orderIds.slice(0, 2)),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { kind: failure.read } });
      const told = JSON.stringify(answer);
      for (const secret of secrets) expect(told).not.toContain(secret);
    }
  });

  test("Retry-After is told", async () => {
    const { open, vendor, window } = make();
    const door = failingDoor(vendor, isTokenCall, failures.find((f) => f.name.startsWith("429"))!);
    expect(await open(door).listOrders(window, null)).toEqual({ ok: false, error: { kind: "rate_limited", retryAfterS: 17 } });
  });
}

function testNotices(make: () => ChannelFixture): void {
  test("a number is told and can be read back", async () => {
    const { open, vendor, notice, toldCount } = make();
    const channel = open(vendor);
    expect(value(await channel.findShipNotices(notice.orderExternalId))).toEqual([]);
    const { externalId } = value(await channel.sendShipNotice(notice));
    expect(value(await channel.findShipNotices(notice.orderExternalId))).toEqual([{ externalId, trackingNo: notice.trackingNo }]);
    expect(toldCount()).toBe(1);
  });

  test("a number that was told without an answer is found, so that nobody tells it twice", async () => {
    const { open, vendor, notice, toldCount } = make();
    const door: Http = async (request) => {
      const response = await vendor(request);
      if (request.method === "POST" && !isTokenCall(request)) throw new TypeError("fetch failed");
      return response;
    };
    expect(await open(door).sendShipNotice(notice)).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    const known = value(await open(vendor).findShipNotices(notice.orderExternalId));
    expect(known.map((told) => told.trackingNo)).toEqual([notice.trackingNo]);
    expect(toldCount()).toBe(1);
  });

  test.for(failures)("$name while telling -> $write", async (failure) => {
    const { open, vendor, notice, secrets } = make();
    const answer = await open(failingDoor(vendor, isTokenCall, failure)).sendShipNotice(notice);
    // 201 has no body at eBay, so half a body or a page is still "done" only where the vendor wrote it.
    expect(answer).toMatchObject({ ok: false, error: { kind: failure.write } });
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  });
}
