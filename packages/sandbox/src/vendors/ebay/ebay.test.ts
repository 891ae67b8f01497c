import { beforeAll, describe, expect, test } from "vitest";
import type { OpenAPIBackend } from "openapi-backend";
import { instant } from "@argosy/core/time.ts";
import { lineId } from "../../books.ts";
import { answerFaults, hasContracts, loadClosed } from "../../contracts.testkit.ts";
import { call, minutes, oneLine, start, testWorld, type Json } from "../../world.testkit.ts";

const orders = "/sell/fulfillment/v1/order";
const q = (filter: string, rest = ""): string => `${orders}?filter=${encodeURIComponent(filter)}${rest}`;
const modified = (from: string, to: string): string => `lastmodifieddate:[${from}..${to}]`;
const ids = (body: Json): string[] => (body["orders"] as Json[]).map((o) => String(o["orderId"]));
const errorId = (body: Json): unknown => body["errors"]?.[0]?.["errorId"];

/** `count` orders, a minute apart, with the clock after the last. */
function shopWith(count: number) {
  const t = testWorld();
  const placed = Array.from({ length: count }, (_, i) =>
    t.world.control.placeOrder({ shopId: "us", payment: "channel", at: minutes(i), lines: oneLine, taxMinor: 150, shippingMinor: 400 }).orderId);
  t.clock.set(minutes(count + 60));
  return { ...t, placed };
}

describe("OAuth", () => {
  test("a token lives 7200 seconds of the world's clock", async () => {
    const t = shopWith(1);
    const { body } = await t.ebayToken("refresh-us");
    expect(body).toMatchObject({ expires_in: 7200, token_type: "User Access Token" });
    const get = () => call(t.ebayHttp, "GET", `https://api.ebay.com${orders}`, `Bearer ${body["access_token"]}`);
    t.clock.advance(7199);
    expect((await get()).status).toBe(200);
    t.clock.advance(1);
    expect((await get()).status).toBe(401);
  });

  test("a revoked account loses both tokens, and gets new ones after it was restored", async () => {
    const t = shopWith(1);
    const { body } = await t.ebayToken("refresh-us");
    t.world.control.revokeToken("us");
    expect((await call(t.ebayHttp, "GET", `https://api.ebay.com${orders}`, `Bearer ${body["access_token"]}`)).status).toBe(401);
    expect(await t.ebayToken("refresh-us")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    t.world.control.restoreToken("us");
    expect((await t.ebayToken("refresh-us")).status).toBe(200);
    expect((await call(t.ebayHttp, "GET", `https://api.ebay.com${orders}`, `Bearer ${body["access_token"]}`)).status).toBe(401);
  });

  // prettier-ignore
  test.each([
    ["a wrong secret",         "client:wrong",  "grant_type=refresh_token&refresh_token=refresh-us", 401, "invalid_client"],
    ["a stranger's token",     "client:secret", "grant_type=refresh_token&refresh_token=other",      400, "invalid_grant"],
    ["another grant",          "client:secret", "grant_type=password",                               400, "unsupported_grant_type"],
    ["a field nobody knows",   "client:secret", "grant_type=refresh_token&user=me",                  400, "invalid_request"],
  ])("%s is refused", async (_, client, form, status, error) => {
    const { ebayHttp } = shopWith(0);
    expect(await call(ebayHttp, "POST", "https://api.ebay.com/identity/v1/oauth2/token", `Basic ${btoa(client)}`, form))
      .toMatchObject({ status, body: { error } });
  });

  test("an application token may not read a seller's orders", async () => {
    const { ebayHttp } = shopWith(1);
    const { body } = await call(ebayHttp, "POST", "https://api.ebay.com/identity/v1/oauth2/token", `Basic ${btoa("client:secret")}`, "grant_type=client_credentials");
    expect((await call(ebayHttp, "GET", `https://api.ebay.com${orders}`, `Bearer ${body["access_token"]}`)).status).toBe(403);
  });
});

describe("getOrders refuses", () => {
  // prettier-ignore
  test.each([
    ["a limit above 200",          `${orders}?limit=201`,                                         31100],
    ["a limit of nothing",         `${orders}?limit=0`,                                           31100],
    ["a negative offset",          `${orders}?offset=-1`,                                         31000],
    ["an unknown filter",          q("buyer:{x}"),                                                30700],
    ["a status set not offered",   q("orderfulfillmentstatus:{FULFILLED}"),                       30800],
    ["a date without zone",        q("lastmodifieddate:[2026-03-01T00:00:00..]"),                 30810],
    ["no start",                   q("lastmodifieddate:[..2026-03-01T00:00:00.000Z]"),            30820],
    ["more than two years",        q("creationdate:[2023-01-01T00:00:00.000Z..]"),                30830],
    ["an end before the start",    q(modified(minutes(5), minutes(1))),                           30840],
    ["a date in the future",       q(modified(start, "2026-04-01T00:00:00.000Z")),                30850],
    ["51 order ids",               `${orders}?orderIds=${Array(51).fill("x").join(",")}`,         30900],
    ["an unknown field group",     `${orders}?fieldGroups=EVERYTHING`,                            32800],
    ["an unknown parameter",       `${orders}?sort=newest`,                                       2004],
  ])("%s is an error", async (_, path, id) => {
    const got = await shopWith(2).ebay("GET", path);
    expect([got.status, errorId(got.body)]).toEqual([400, id]);
  });
});

describe("getOrders", () => {
  test("both dates: only creationdate counts", async () => {
    const t = shopWith(3);
    t.world.control.changeNote(t.placed[0]!, "changed now");
    const filter = `creationdate:[${minutes(0)}..${minutes(0)}],${modified(minutes(2), minutes(2))}`;
    expect(ids((await t.ebay("GET", q(filter))).body)).toEqual([t.placed[0]]);
  });

  test("pages follow next to the end", async () => {
    const t = shopWith(25);
    const seen: string[] = [];
    let path: string | undefined = q(modified(start, minutes(60)), "&limit=10");
    while (path !== undefined) {
      const { body }: { body: Json } = await t.ebay("GET", path);
      seen.push(...ids(body));
      path = body["next"] === undefined ? undefined : String(body["next"]).replace("https://api.ebay.com", "");
    }
    expect(seen).toEqual(t.placed);
  });

  test("an order that changes between two pages makes the next page skip one", async () => {
    const t = shopWith(20);
    const first = ids((await t.ebay("GET", q(modified(start, minutes(60)), "&limit=10"))).body);
    t.world.control.changeNote(t.placed[3]!, "now later than the window");
    const second = ids((await t.ebay("GET", q(modified(start, minutes(60)), "&limit=10&offset=10"))).body);
    expect([...first, ...second]).not.toContain(t.placed[10]);
  });

  test("orderIds ignores every other parameter, unknown and foreign orders are absent", async () => {
    const t = shopWith(2);
    const foreign = t.world.control.placeOrder({ shopId: "gb", payment: "channel", lines: oneLine }).orderId;
    const { body } = await t.ebay("GET", `${orders}?orderIds=${t.placed[0]},nothing,${foreign}&limit=999`);
    expect(ids(body)).toEqual([t.placed[0]]);
  });

  test("orders hidden from lists appear at their time", async () => {
    const t = shopWith(2);
    t.world.control.hideFromLists(t.placed[1]!, minutes(100));
    const list = async () => ids((await t.ebay("GET", q(modified(start, minutes(5))))).body);
    expect(await list()).toEqual([t.placed[0]]);
    t.clock.set(minutes(100));
    expect(await list()).toEqual(t.placed);
  });

  test("open orders only", async () => {
    const t = shopWith(3);
    t.world.control.shipElsewhere(t.placed[1]!);
    const { body } = await t.ebay("GET", q("orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}"));
    expect([ids(body), body["total"]]).toEqual([[t.placed[0], t.placed[2]], 2]);
  });
});

test("cancel requests are empty in lists and told by getOrder", async () => {
  const t = shopWith(1);
  t.world.control.requestCancel(t.placed[0]!);
  const listed = (await t.ebay("GET", orders)).body["orders"]?.[0];
  const single = (await t.ebay("GET", `${orders}/${t.placed[0]}`)).body;
  expect(listed?.["cancelStatus"]?.["cancelRequests"]).toEqual([]);
  expect(single["cancelStatus"]?.["cancelRequests"]).toHaveLength(1);
});

test("collected tax is inside the totals only with TAX_BREAKDOWN", async () => {
  const t = shopWith(1);
  const total = async (query: string) => (await t.ebay("GET", `${orders}/${t.placed[0]}${query}`)).body["pricingSummary"]?.["total"]?.["value"];
  expect([await total(""), await total("?fieldGroups=TAX_BREAKDOWN")]).toEqual(["23.99", "25.49"]);
});

test("a version rises with every change, even when the clock stands still", async () => {
  const t = shopWith(1);
  const version = async () => String((await t.ebay("GET", `${orders}/${t.placed[0]}`)).body["lastModifiedDate"]);
  const seen = [await version()];
  for (const text of ["a", "b", "c"]) {
    t.world.control.changeNote(t.placed[0]!, text);
    seen.push(await version());
  }
  expect(seen).toEqual([...new Set(seen)].toSorted());
});

describe("shipping fulfilments", () => {
  const shipping = (t: ReturnType<typeof shopWith>) => {
    const o = t.world.orders.get(t.placed[0]!)!;
    const path = `${orders}/${o.id}/shipping_fulfillment`;
    const body = { lineItems: [{ lineItemId: lineId(o, 0), quantity: 1 }], shippedDate: t.clock.now(), shippingCarrierCode: "USPS", trackingNumber: "9400100000000000000001" };
    return { path, body };
  };

  test("the same call twice makes two, and the books count both", async () => {
    const t = shopWith(1);
    const { path, body } = shipping(t);
    const first = await t.ebay("POST", path, body);
    expect([first.status, first.headers.get("location")]).toEqual([201, `https://api.ebay.com${path}/9400100000000000000001`]);
    await t.ebay("POST", path, body);
    expect((await t.ebay("GET", path)).body).toMatchObject({ total: 2 });
    expect(t.world.books().notices).toMatchObject([{ orderId: t.placed[0], trackingNo: "9400100000000000000001", count: 2 }]);
    expect((await t.ebay("GET", `${orders}/${t.placed[0]}`)).body["orderFulfillmentStatus"]).toBe("FULFILLED");
  });

  // prettier-ignore
  test.each([
    ["an unknown field",           { carrier: "USPS" },                                  32600],
    ["no lines",                   { lineItems: [] },                                    32600],
    ["a line of another order",    { lineItems: [{ lineItemId: "1", quantity: 1 }] },    32200],
    ["a quantity of nothing",      { lineItems: [{ quantity: 0 }] },                     32200],
    ["a number with a dash",       { trackingNumber: "94-00" },                          32300],
    ["a number without carrier",   { shippingCarrierCode: undefined },                   32300],
    ["a date in the future",       { shippedDate: "2027-01-01T00:00:00.000Z" },          32500],
  ])("%s is refused", async (_, change, id) => {
    const t = shopWith(1);
    const { path, body } = shipping(t);
    const got = await t.ebay("POST", path, { ...body, ...change });
    expect([got.status, errorId(got.body)]).toEqual([400, id]);
    expect(t.world.books().notices).toEqual([]);
  });

  test("a cancelled order takes no fulfilment", async () => {
    const t = shopWith(1);
    t.world.control.cancelOrder(t.placed[0]!);
    const { path, body } = shipping(t);
    expect((await t.ebay("POST", path, body)).status).toBe(409);
  });
});

describe("conversations", () => {
  const list = "/commerce/message/v1/conversation";
  const asked = () => {
    const t = shopWith(2);
    t.world.control.buyerWrites({ shopId: "us", buyerId: "ann", orderId: t.placed[0]!, text: "When?", at: minutes(10) });
    t.world.control.buyerWrites({ shopId: "us", buyerId: "ben", text: "Which colours?", at: minutes(20) });
    t.world.control.buyerWrites({ shopId: "us", buyerId: "ann", orderId: t.placed[0]!, text: "Hello?", at: minutes(30) });
    return t;
  };

  test("newest first, one per buyer and order, filtered by the latest message", async () => {
    const t = asked();
    const { body } = await t.ebay("GET", `${list}?conversation_type=FROM_MEMBERS`);
    expect((body["conversations"] as Json[]).map((c) => [c["latestMessage"]?.["messageBody"], c["unreadCount"]]))
      .toEqual([["Hello?", 2], ["Which colours?", 1]]);
    const late = await t.ebay("GET", `${list}?conversation_type=FROM_MEMBERS&start_time=${minutes(25)}`);
    expect(late.body["total"]).toBe(1);
  });

  test("one conversation with its messages", async () => {
    const t = asked();
    const { body } = await t.ebay("GET", `${list}/2400000000?conversation_type=FROM_MEMBERS`);
    expect((body["messages"] as Json[]).map((m) => m["messageBody"])).toEqual(["Hello?", "When?"]);
  });

  // prettier-ignore
  test.each([
    ["no type",                       "",                                                          355017],
    ["an unknown status",             "?conversation_type=FROM_MEMBERS&conversation_status=NEW",   355001],
    ["an offset between pages",       "?conversation_type=FROM_MEMBERS&limit=10&offset=5",         355008],
    ["a limit above 50",              "?conversation_type=FROM_MEMBERS&limit=51",                  355009],
    ["a broken date",                 "?conversation_type=FROM_MEMBERS&start_time=monday",         355005],
    ["an unknown parameter",          "?conversation_type=FROM_MEMBERS&unread=1",                  2004],
  ])("%s is refused", async (_, query, id) => {
    const got = await asked().ebay("GET", `${list}${query}`);
    expect([got.status, errorId(got.body)]).toEqual([400, id]);
  });
});

describe("poison", () => {
  test.each(["currency", "control_chars", "no_lines", "broken_total"] as const)("%s is listed among good orders", async (kind) => {
    const t = shopWith(1);
    const { orderId } = t.world.control.poisonOrder({ shopId: "us", kind });
    const { body } = await t.ebay("GET", orders);
    expect(ids(body)).toEqual([t.placed[0], orderId]);
  });
});

describe.skipIf(!hasContracts)("eBay's own contract, closed against unknown keys", () => {
  let fulfilment: OpenAPIBackend;
  let messages: OpenAPIBackend;
  beforeAll(async () => {
    fulfilment = await loadClosed("ebay/openapi/sell_fulfillment_v1_oas3.json", "/sell/fulfillment/v1");
    messages = await loadClosed("ebay/openapi/commerce_message_v1_oas3.json", "/commerce/message/v1");
  });

  /** Every kind of order there is. */
  function everything() {
    const t = shopWith(1);
    const stories = ["channel", "paypal_right", "paypal_pending", "paypal_missing", "paypal_reversed"] as const;
    const placed = stories.map((payment, i) => t.world.control.placeOrder({ shopId: "us", payment, note: i % 2 ? "note" : "",
      lines: [...oneLine, { sku: "", title: "no SKU", qty: 2, priceMinor: 5 }], taxMinor: 99, at: minutes(5 + i) }).orderId);
    t.world.control.refund(placed[1]!);
    t.world.control.refund(placed[0]!, 100);
    t.world.control.requestCancel(placed[2]!);
    t.world.control.cancelOrder(placed[3]!);
    t.world.control.shipElsewhere(placed[4]!);
    t.world.control.buyerWrites({ shopId: "us", buyerId: "ann", orderId: placed[0]!, text: "Hi" });
    return { ...t, placed };
  }

  test.each(["", "&fieldGroups=TAX_BREAKDOWN"])("getOrders %s", async (rest) => {
    const { body } = await everything().ebay("GET", `${orders}?limit=4&offset=1${rest}`);
    expect(answerFaults(fulfilment, "getOrders", 200, body)).toEqual([]);
  });

  test("getOrder and its fulfilments", async () => {
    const t = everything();
    for (const id of t.placed) {
      const one = await t.ebay("GET", `${orders}/${id}?fieldGroups=TAX_BREAKDOWN`);
      expect(answerFaults(fulfilment, "getOrder", 200, one.body)).toEqual([]);
      const shipped = await t.ebay("GET", `${orders}/${id}/shipping_fulfillment`);
      expect(answerFaults(fulfilment, "getShippingFulfillments", 200, shipped.body)).toEqual([]);
    }
  });

  test("getConversations and getConversation", async () => {
    const t = everything();
    const list = await t.ebay("GET", "/commerce/message/v1/conversation?conversation_type=FROM_MEMBERS");
    expect(answerFaults(messages, "getConversations", 200, list.body)).toEqual([]);
    const id = list.body["conversations"]?.[0]?.["conversationId"];
    const one = await t.ebay("GET", `/commerce/message/v1/conversation/${id}?conversation_type=FROM_MEMBERS`);
    expect(answerFaults(messages, "getConversation", 200, one.body)).toEqual([]);
  });

  test("the closed contract finds a key that eBay does not have", () => {
    expect(answerFaults(fulfilment, "getOrder", 200, { orderId: "1", orderNumber: "1" })).toHaveLength(1);
  });
});

test("the clock of the world is the only clock", () => {
  const t = shopWith(1);
  expect(t.world.books().orders[0]?.placedAt).toBe(instant(Date.parse(start)));
});
