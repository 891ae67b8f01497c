import { beforeAll, describe, expect, test } from "vitest";
import type { Channel, Http } from "@argosy/core/connector.ts";
import { instant, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { withFaults, type Fault } from "@argosy/sandbox/faults.ts";
import { ebaySandbox } from "@argosy/sandbox/vendors/ebay/routes.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { describeChannel, type ChannelFixture } from "../../kit/channel-contract.ts";
import { hasContracts, loadContract, recording, requestFaults, scopesFor } from "../../kit/contracts.testkit.ts";
import { fixtureBody, readFixtures, testFixtures } from "../../kit/fixtures.testkit.ts";
import { allPages } from "../../kit/pages.testkit.ts";
import { ebayInfo, openEbay } from "./index.ts";
import { ebayFault } from "./map-error.ts";
import { mapEbayOrder } from "./map-order.ts";
import { fulfillmentIdOf, toEbayFulfillment } from "./map-shipment.ts";

const fixtures = readFixtures(import.meta.url);
const start = "2026-03-01T00:00:00.000Z" as Instant;
const shop = {
  id: "lakeside", site: "EBAY_US", currency: "USD", clientId: "client-1", clientSecret: "very-secret-1",
  refreshToken: "refresh-secret-1", sellerId: "lakeside-goods",
} as const;
const window = { from: start, to: "2026-03-02T00:00:00.000Z" as Instant };

/** A shop with 450 orders: three pages of 200. */
function sandboxShop(orderCount = 450) {
  const clock = settableClock(start);
  const world = createWorld({ seed: 7, clock });
  world.control.addShop(shop);
  world.control.addPaypal({ id: "pp", clientId: "pp", secret: "pp", email: "pay@shop.example" });
  const orderIds = Array.from({ length: orderCount }, (_, i) => {
    const wish = { shopId: shop.id, payment: "channel", at: instant(Date.parse(start) + i * 60_000) } as const;
    const lines = [{ sku: `SKU-${i % 9}`, title: "台灯 💡", qty: 1 + (i % 3), priceMinor: 1999 }];
    return world.control.placeOrder({ ...wish, lines, shippingMinor: 500, taxMinor: i % 2 ? 165 : 0 }).orderId;
  });
  clock.set("2026-03-03T00:00:00.000Z" as Instant);
  const vendor = ebaySandbox(world).http;
  const open = (http: Http): Channel =>
    openEbay({
      http, clock, newId: () => "unused", baseUrl: "https://api.ebay.com",
      credentials: { clientId: shop.clientId, clientSecret: shop.clientSecret, refreshToken: shop.refreshToken, userName: shop.sellerId },
    });
  return { clock, world, vendor, open, orderIds };
}

describeChannel("eBay", (): ChannelFixture => {
  const { world, vendor, open, orderIds } = sandboxShop();
  const [orderExternalId = ""] = orderIds;
  const lines = [{ externalId: world.books().orders.find((o) => o.externalId === orderExternalId)!.lines[0]!.externalId, qty: 1 }];
  const shippedAt = "2026-03-02T12:00:00.000Z" as Instant;
  return {
    vendor, open, window, orderIds,
    touch: (id) => world.control.changeNote(id, "changed while you were reading"),
    notice: { orderExternalId, lines, trackingNo: "9400100000000000000001", carrierCode: "USPS", shippedAt },
    toldCount: () => world.books().notices.filter((n) => n.orderId === orderExternalId).reduce((sum, n) => sum + n.count, 0),
    secrets: [shop.clientSecret, shop.refreshToken],
  };
});

describe("fixtures", () => testFixtures("ebay", fixtures));

type Raw = { [key: string]: unknown };
/** The US order with one value replaced, by its path. */
function changed(path: string, to: unknown): unknown {
  const order = (fixtureBody(fixtures, /^US order/) as { orders: Raw[] }).orders[0]!;
  const keys = path.split(".");
  const holder = keys.slice(0, -1).reduce<Raw>((at, key) => at[key] as Raw, order);
  holder[keys.at(-1)!] = to; // a path has at least one part
  return order;
}

describe("a value we act on", () => {
  // prettier-ignore
  test.each([
    ["orderId",                            undefined,          "orderId",                              "text, got nothing"],
    ["orderId",                            12345678901234,     "orderId",                              "text, got 12345678901234"],
    ["orderId",                            "9".repeat(201),    "orderId",                              "at most 200 characters, got 201"],
    ["lineItems.1.lineItemId",             "9".repeat(201),    "lineItems.1.lineItemId",               "at most 200 characters, got 201"],
    ["creationDate",                       "2026-03-02",       "creationDate",                         "a time of the years 1970 to 2999 with its zone, got 2026-03-02"],
    ["creationDate",                       "0000-01-01T00:00:00Z", "creationDate",                     "a time of the years 1970 to 2999 with its zone, got 0000-01-01T00:00:00Z"],
    ["lineItems.0.lineItemFulfillmentInstructions.shipByDate", "9999-12-31T23:59:59Z", "lineItems.0.lineItemFulfillmentInstructions.shipByDate", "a time of the years 1970 to 2999 with its zone, got 9999-12-31T23:59:59Z"],
    ["lastModifiedDate",                   "yesterday",        "lastModifiedDate",                     "a time of the years 1970 to 2999 with its zone, got yesterday"],
    ["orderFulfillmentStatus",             "TELEPORTED",       "orderFulfillmentStatus",               "one of NOT_STARTED, IN_PROGRESS, FULFILLED, got TELEPORTED"],
    ["orderPaymentStatus",                 "constructor",      "orderPaymentStatus",                   "one of PAID, PENDING, FAILED, FULLY_REFUNDED, PARTIALLY_REFUNDED, got constructor"],
    ["cancelStatus.cancelState",           "MAYBE",            "cancelStatus.cancelState",             "one of NONE_REQUESTED, IN_PROGRESS, CANCELED, got MAYBE"],
    ["buyer.username",                     "",                 "buyer.username",                       "at least 1 characters, got empty text"],
    ["pricingSummary.total.currency",      "XQZ",              "pricingSummary.total.currency",        "a currency we keep books in, got XQZ"],
    ["pricingSummary.total.value",         "12,3O",            "pricingSummary.total.value",           "a USD amount, got \"12,3O\""],
    ["pricingSummary.total.value",         "64.285",           "pricingSummary.total.value",           "a USD amount, got \"64.285\" has more than 2 decimals"],
    ["pricingSummary.total.value",         64.28,              "pricingSummary.total.value",           "text, got 64.28"],
    ["pricingSummary.total",               null,               "pricingSummary.total",                 "an object, got null"],
    ["pricingSummary.deliveryCost.currency", "EUR",            "pricingSummary.deliveryCost.currency", "USD as in the total, got EUR"],
    ["lineItems",                          [],                 "lineItems",                            "at least 1 entries, got a list"],
    ["lineItems",                          {},                 "lineItems",                            "a list, got an object"],
    ["lineItems.1.quantity",               -1,                 "lineItems.1.quantity",                 "at least 1, got -1"],
    ["lineItems.1.quantity",               0,                  "lineItems.1.quantity",                 "at least 1, got 0"],
    ["lineItems.1.quantity",               1.5,                "lineItems.1.quantity",                 "a whole number, got 1.5"],
    ["lineItems.1.quantity",               1e9,                "lineItems.1.quantity",                 "at most 1000000, got 1000000000"],
    ["lineItems.0.lineItemCost.value",     "1e3",              "lineItems.0.lineItemCost.value",       "a USD amount, got \"1e3\""],
    ["lineItems.0.lineItemFulfillmentInstructions.shipByDate", "soon", "lineItems.0.lineItemFulfillmentInstructions.shipByDate", "a time of the years 1970 to 2999 with its zone, got soon"],
    ["fulfillmentStartInstructions.0.shippingStep.shipTo.contactAddress.countryCode", "USA", "fulfillmentStartInstructions.0.shippingStep.shipTo.contactAddress.countryCode", "a country of two letters, got USA"],
  ])("%s = %j is malformed at %s", (path, to, at, expected) => {
    expect(mapEbayOrder(changed(path, to))).toEqual({ ok: false, error: { kind: "malformed", path: at, expected, why: expect.stringMatching(/^#want_/) } });
  });

});

describe("any other value", () => {
  // prettier-ignore
  test.each([
    ["lineItems.0.soldFormat",                     "HOLOGRAM",        {}],
    ["paymentSummary.payments.0.paymentMethod",    "SEASHELLS",       {}],
    ["somethingNew",                               { deep: [1] },     {}],
    ["buyerCheckoutNotes",                         "bell\u0007 𝒩 💡", { buyerNote: "bell\u0007 𝒩 💡" }],
    ["buyerCheckoutNotes",                         null,              { buyerNote: "" }],
    ["orderPaymentStatus",                         "FULLY_REFUNDED",  { payment: "refunded" }],
    ["orderPaymentStatus",                         "FAILED",          { payment: "unpaid" }],
    ["orderFulfillmentStatus",                     "FULFILLED",       { state: "shipped" }],
    ["cancelStatus",                               undefined,         { state: "open", cancelRequested: false }],
    ["cancelStatus.cancelState",                   "CANCELED",        { state: "cancelled", channelStatus: "NOT_STARTED / PAID / CANCELED" }],
    ["cancelStatus.cancelState",                   "IN_PROGRESS",     { state: "open", cancelRequested: true }],
    ["pricingSummary.priceDiscount.value",         "6.00",            { discount: { minor: 850, currency: "USD" } }],
    ["fulfillmentStartInstructions",               [],                { requestedService: "", shipTo: expect.objectContaining({ country: "" }) }],
    ["lastModifiedDate",                           "2026-03-02T09:16:02+0100", { version: "2026-03-02T08:16:02.000Z" }],
  ])("%s = %j passes", (path, to, part) => {
    expect(mapEbayOrder(changed(path, to))).toMatchObject({ ok: true, value: part });
  });

  test("the total of one order is the same, whether eBay put its collected tax in, left it out, or named it only", () => {
    const told = (total: string, tax: string | null) => {
      const order = changed("pricingSummary.total.value", total) as { pricingSummary: Raw };
      if (tax === null) delete order.pricingSummary["tax"];
      const mapped = mapEbayOrder(order);
      return mapped.ok ? [mapped.value.total.minor, mapped.value.tax.minor, mapped.value.other.minor] : mapped.error;
    };
    expect(told("64.28", "5.31")).toEqual([6428, 531, 0]); // TAX_BREAKDOWN
    expect(told("64.28", null)).toEqual([6428, 531, 0]); // inside the total, named on the lines only
    expect(told("58.97", null)).toEqual([6428, 531, 0]); // left out and named on the lines only
    expect(told("58.97", "5.31")).toEqual([6428, 531, 0]); // named, and yet left out
    expect(told("70.00", "5.31")).toEqual([7000, 531, 572]); // what nobody names is `other`
  });
});

describe("what is open of a line of two", () => {
  const parts = (...qtys: number[]) => qtys.map((quantity) => ({ fulfillmentId: "1", lineItems: [{ lineItemId: "10023456712001", quantity }] }));
  // prettier-ignore
  test.each([
    ["NOT_STARTED", "NOT_STARTED", undefined,      "open",           2],
    ["NOT_STARTED", undefined,     undefined,      "open",           2],
    ["IN_PROGRESS", "NOT_STARTED", undefined,      "partly_shipped", 2],
    ["IN_PROGRESS", "FULFILLED",   undefined,      "partly_shipped", 0],
    ["IN_PROGRESS", "IN_PROGRESS", parts(1),       "partly_shipped", 1],
    ["IN_PROGRESS", "IN_PROGRESS", parts(1, 1),    "partly_shipped", 0],
    ["IN_PROGRESS", "IN_PROGRESS", parts(5),       "partly_shipped", 0],
    ["IN_PROGRESS", "IN_PROGRESS", [],             "partly_shipped", 2],
    ["NOT_STARTED", "FULFILLED",   undefined,      "partly_shipped", 0],
    ["FULFILLED",   "NOT_STARTED", undefined,      "shipped",        0],
  ])("the order says %s, the line %s", (whole, word, fulfilments, state, openQty) => {
    const order = changed("orderFulfillmentStatus", whole) as { lineItems: Raw[]; shippingFulfillments?: unknown };
    order.lineItems[0]!["lineItemFulfillmentStatus"] = word;
    order.lineItems[1]!["lineItemFulfillmentStatus"] = "NOT_STARTED";
    order.shippingFulfillments = fulfilments;
    expect(mapEbayOrder(order)).toMatchObject({ ok: true, value: { state, lines: [{ qty: 2, openQty }, { openQty: whole === "FULFILLED" ? 0 : 1 }] } });
  });

  test("an order whose lines are all gone is shipped, whatever its own word is; a line in part without its fulfilments can't be read", () => {
    const order = changed("orderFulfillmentStatus", "IN_PROGRESS") as { lineItems: Raw[] };
    for (const line of order.lineItems) line["lineItemFulfillmentStatus"] = "FULFILLED";
    expect(mapEbayOrder(order)).toMatchObject({ ok: true, value: { state: "shipped" } });
    order.lineItems[0]!["lineItemFulfillmentStatus"] = "IN_PROGRESS";
    expect(mapEbayOrder(order)).toMatchObject({ ok: false, error: { kind: "malformed", path: "shippingFulfillments" } });
    order.lineItems[0]!["lineItemFulfillmentStatus"] = "LOST";
    expect(mapEbayOrder(order)).toMatchObject({ ok: false, error: { kind: "malformed", path: "lineItems.0.lineItemFulfillmentStatus" } });
  });

  test("only for a line in part the fulfilments are asked for, in lists, by ids and alone", async () => {
    const { world, vendor, open, orderIds } = sandboxShop(6);
    const [, whole = "", three = ""] = orderIds; // of one piece, of two, of three
    world.control.shipElsewhere(orderIds[0]!);
    world.control.shipElsewhere(three, [{ line: 0, qty: 1 }]);
    const { http, requests } = recording(vendor);
    const channel = open(http);
    const listed = await allPages(channel.listOrders, { from: start, to: "2026-03-03T00:00:00.000Z" as Instant });
    const openOf = (items: readonly { externalId: string | null; raw: unknown }[]) => items.map(({ externalId, raw }) => {
      const mapped = channel.mapOrder(raw);
      return [externalId, mapped.ok ? [mapped.value.state, mapped.value.lines.map((l) => l.openQty)] : mapped.error];
    });
    const told = Object.fromEntries(openOf(listed.ok ? listed.value : []));
    expect([told[orderIds[0]!], told[whole], told[three]]).toEqual([["shipped", [0]], ["open", [2]], ["partly_shipped", [2]]]);
    expect(requests.filter((r) => r.url.endsWith("/shipping_fulfillment")).length).toBe(1);
    for (const ids of [[three], [whole, three]]) {
      const fetched = await channel.fetchOrders(ids);
      expect(openOf(fetched.ok ? fetched.value : []).at(-1)).toEqual([three, ["partly_shipped", [2]]]);
    }
  });
});

describe("ship notices", () => {
  const notice = { orderExternalId: "1", lines: [{ externalId: "a", qty: 2 }], carrierCode: "USPS", shippedAt: start };
  // prettier-ignore
  test.each([
    [{ ...notice, trackingNo: "9400 1000" },             { ok: true, value: { trackingNumber: "94001000", shippedDate: start } }],
    [{ ...notice, trackingNo: "AB-12" },                 { ok: false, error: { code: "tracking_number_format" } }],
    [{ ...notice, trackingNo: "" },                      { ok: false, error: { code: "tracking_number_format" } }],
    [{ ...notice, trackingNo: "A1", carrierCode: "" },   { ok: false, error: { code: "carrier_missing" } }],
    [{ ...notice, trackingNo: "A1", lines: [] },         { ok: false, error: { code: "lines_missing" } }],
  ])("%j", (given, expected) => {
    expect(toEbayFulfillment(given)).toMatchObject(expected);
  });

  // prettier-ignore
  test.each([
    ["https://api.ebay.com/sell/fulfillment/v1/order/1/shipping_fulfillment/94001", "94001"],
    ["https://api.ebay.com/sell/fulfillment/v1/order/1/shipping_fulfillment/9%E",   "9%E"],
    ["",                                                                            "T1"],
  ])("the id in Location %j is %j", (location, id) => {
    expect(fulfillmentIdOf(new Headers(location === "" ? {} : { location }), "T 1")).toBe(id);
  });
});

// prettier-ignore
test.each([
  [400, { error: "invalid_grant", error_description: "expired" }, { kind: "signed_out" }],
  [400, { error: "invalid_request" },                              { code: "invalid_request" }],
  [400, { errors: [{ errorId: 32300, message: "m", parameters: [{ name: "trackingNumber" }] }] }, { code: "32300", field: "trackingNumber", detail: "m" }],
  [400, { error: [{ errorId: 292024, message: "m", parameter: [{ name: "carrier" }] }] },         { code: "292024", field: "carrier" }],
  [500, { errors: [] },                                            null],
  [500, "plain",                                                   null],
])("an error body of %i %j", (status, body, expected) => {
  const fault = ebayFault(status, body);
  if (expected === null) expect(fault).toBeNull();
  else expect(fault).toMatchObject(expected);
});

describe("the account", () => {
  test("many callers share one token; a revoked one is fetched again; a dead account is signed out", async () => {
    const { world, vendor, open, clock } = sandboxShop(3);
    const { http, requests } = recording(vendor);
    const channel = open(http);
    await Promise.all(Array.from({ length: 8 }, () => channel.listOrders(window, null)));
    expect(requests.filter((r) => r.url.endsWith("/token")).length).toBe(1);
    clock.advance(7200 - 59); // inside the margin of a minute
    expect(await channel.listOrders(window, null)).toMatchObject({ ok: true });
    expect(requests.filter((r) => r.url.endsWith("/token")).length).toBe(2);
    world.control.revokeToken(shop.id);
    expect(await channel.listOrders(window, null)).toMatchObject({ ok: false, error: { kind: "signed_out" } });
    world.control.restoreToken(shop.id);
    expect(await channel.listOrders(window, null)).toMatchObject({ ok: true });
  });

  test("poisoned orders are malformed by themselves and leave the others whole", async () => {
    const { world, vendor, open } = sandboxShop(2);
    for (const kind of ["currency", "no_lines", "broken_total", "control_chars"] as const)
      world.control.poisonOrder({ shopId: shop.id, kind, at: "2026-03-01T09:00:00.000Z" as Instant });
    const channel = open(vendor);
    const listed = await allPages(channel.listOrders, window);
    const mapped = listed.ok ? listed.value.map(({ raw }) => channel.mapOrder(raw)) : [];
    expect(mapped.map((m) => (m.ok ? "ok" : "path" in m.error ? m.error.path : m.error.kind))).toEqual([
      "ok", "ok", "pricingSummary.total.currency", "lineItems", "pricingSummary.total.value", "ok",
    ]);
    // NUL cannot be stored by PostgreSQL; other control characters can, and stay.
    expect(mapped.at(-1)).toMatchObject({ value: { buyerNote: "please\ufffd ring \u0008twice" } });
  });

  test("an order whose id is no id is kept without one, and can't be read", () => {
    const { vendor, open } = sandboxShop(1);
    const items = open(vendor).readBody(JSON.stringify(changed("orderId", "9".repeat(201))));
    expect(items).toMatchObject({ ok: true, value: [{ externalId: null }] });
  });

  test("a buyer's message comes with its conversation, whole, and the seller's own counts as read", async () => {
    const { world, vendor, open, orderIds } = sandboxShop(1);
    const at = "2026-03-01T10:00:00.000Z" as Instant;
    world.control.buyerWrites({ shopId: shop.id, buyerId: "quiet_heron", text: "Blue, please 🙏", orderId: orderIds[0]!, at });
    const messages = await allPages(open(vendor).listMessages, window);
    expect(messages).toMatchObject({ ok: true, value: [{ from: "buyer", buyerId: "quiet_heron", text: "Blue, please 🙏", read: false, at }] });
  });

  test("a conversation written in while the list is read hides none of the others", async () => {
    const { clock, world, vendor, open } = sandboxShop(1);
    const writes = (no: number, at: Instant) =>
      world.control.buyerWrites({ shopId: shop.id, buyerId: `buyer-${no}`, text: `${no} at ${at}`, at });
    for (let no = 0; no < 15; no++) writes(no, instant(Date.parse(start) + no * 60_000));
    const channel = open(vendor);
    const first = await channel.listMessages(window, null);
    writes(14, clock.now()); // after the window's end; it was on the first page
    const rest = await allPages((w, cursor) => channel.listMessages(w, cursor ?? (first.ok ? first.value.next : null)), window);
    const seen = [...(first.ok ? first.value.items : []), ...(rest.ok ? rest.value : [])].map((m) => m.buyerId);
    expect(new Set(seen).size).toBe(15);
  });

  test("after a shift the list goes on behind the last order seen, without doubles and without a new beginning", async () => {
    const { world, vendor, open, orderIds } = sandboxShop();
    const channel = open(vendor);
    const first = await channel.listOrders(window, null);
    orderIds.slice(0, 7).forEach((id) => world.control.changeNote(id, "moved"));
    const second = await channel.listOrders(window, first.ok ? first.value.next : null);
    const ids = second.ok ? second.value.items.map((item) => item.externalId) : [];
    expect(ids).toEqual(orderIds.slice(200, 200 + ids.length));
    expect(ids.length).toBe(7); // those that the shift pulled before the offset
  });

  test("a window that ends in the future is read up to now", async () => {
    const { vendor, open } = sandboxShop(2);
    const ahead = { from: start, to: "2026-04-01T00:00:00.000Z" as Instant };
    expect(await open(vendor).listOrders(ahead, null)).toMatchObject({ ok: true, value: { items: [{}, {}] } });
  });

  test("a window that has not begun is empty without a call", async () => {
    const { open } = sandboxShop(1);
    const future = { from: "2027-01-01T00:00:00.000Z" as Instant, to: "2027-01-02T00:00:00.000Z" as Instant };
    const nobody: Http = () => Promise.reject(new Error("no call expected"));
    expect(await open(nobody).listOrders(future, null)).toEqual({ ok: true, value: { items: [], next: null } });
  });

  test.each<Fault>([{ kind: "wrong_content_type" }, { kind: "delivered_twice" }])(
    "a list survives %j",
    async (fault) => {
      const { vendor, open, orderIds } = sandboxShop(5);
      const listed = await allPages(open(withFaults(vendor, () => fault)).listOrders, window);
      expect(listed).toMatchObject({ ok: true, value: orderIds.map((externalId) => ({ externalId })) });
    },
  );
});

describe.skipIf(!hasContracts)("eBay's own contracts", () => {
  const contracts: Record<string, Awaited<ReturnType<typeof loadContract>>> = {};
  beforeAll(async () => {
    contracts["/sell/fulfillment/v1"] = await loadContract("ebay/openapi/sell_fulfillment_v1_oas3.json", "/sell/fulfillment/v1");
    contracts["/commerce/message/v1"] = await loadContract("ebay/openapi/commerce_message_v1_oas3.json", "/commerce/message/v1");
  }, 60_000);

  test("every request we send is one of theirs, allowed by the scopes we ask for, without an unknown field or parameter", async () => {
    const { world, vendor, open, orderIds } = sandboxShop(250);
    const { http, requests } = recording(vendor);
    const channel = open(http);
    world.control.buyerWrites({ shopId: shop.id, buyerId: "b", text: "hello", at: "2026-03-01T10:00:00.000Z" as Instant });
    await allPages(channel.listOrders, window);
    await allPages(channel.listMessages, window);
    await channel.fetchOrders(orderIds.slice(0, 1));
    await channel.fetchOrders(orderIds.slice(0, 50));
    await channel.findShipNotices(orderIds[0]!);
    const line = world.books().orders[0]!.lines[0]!.externalId;
    const lines = [{ externalId: line, qty: 1 }];
    await channel.sendShipNotice({ orderExternalId: orderIds[0]!, lines, trackingNo: "A1", carrierCode: "USPS", shippedAt: start });
    const ours = requests.filter((request) => !request.url.endsWith("/token"));
    expect(ours.length).toBeGreaterThanOrEqual(8);
    for (const request of ours) {
      const root = Object.keys(contracts).find((path) => new URL(request.url).pathname.startsWith(path))!;
      expect(await requestFaults(contracts[root]!, request), `${request.method} ${request.url}`).toEqual([]);
      const enough = scopesFor(contracts[root]!, request);
      expect(ebayInfo.scopes.filter((scope) => enough.includes(scope)), `${request.method} ${request.url}`).toHaveLength(1);
    }
  });

  test("the check itself can fail", async () => {
    const url = "https://api.ebay.com/sell/fulfillment/v1/order/1/shipping_fulfillment";
    const body = JSON.stringify({ lineItem: [], trackingNumber: 5 });
    const wrong = new Request(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    expect((await requestFaults(contracts["/sell/fulfillment/v1"]!, wrong)).length).toBeGreaterThan(0);
    const typo = new Request("https://api.ebay.com/sell/fulfillment/v1/order?filters=x");
    expect(await requestFaults(contracts["/sell/fulfillment/v1"]!, typo)).toContain("unknown parameter filters");
  });
});
