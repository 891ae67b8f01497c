import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFixtures, type Fixture } from "./kit/fixtures.testkit.ts";
import { mapFile } from "./map.ts";

const at = (path: string) => new URL(path, import.meta.url).href;
const bodies: readonly (Fixture & { readonly connector: string })[] = [
  ...readFixtures(at("channels/ebay/x")).map((f) => ({ connector: "ebay", ...f })),
  ...readFixtures(at("payments/paypal/x")).map((f) => ({ connector: "paypal", ...f })),
  ...readFixtures(at("carriers/easypost/x")).map((f) => ({ connector: "easypost", ...f })),
];
const everyVerb = [
  ["ebay", "orders"], ["ebay", "order"], ["ebay", "messages"], ["paypal", "payments"], ["easypost", "label"], ["easypost", "tracking"],
] as const;

// prettier-ignore
test.each([
  ["amazon", "orders",  { kind: "refused", code: "unknown_connector", field: "connector", detail: "amazon; known are ebay, paypal, easypost" }],
  ["ebay",   "label",   { kind: "refused", code: "unknown_verb", field: "verb", detail: "label; known are orders, order, messages" }],
  ["ebay",   "toString", { kind: "refused", code: "unknown_verb" }],
  ["constructor", "x",  { kind: "refused", code: "unknown_connector" }],
])("%s %s is refused with what exists", (connector, verb, error) => {
  expect(mapFile(connector, verb, "{}")).toMatchObject({ ok: false, error });
});

// prettier-ignore
test.each([
  ["ebay",     "orders",   "[]",                              "",                    "an object, got a list"],
  ["ebay",     "orders",   "null",                            "",                    "an object, got null"],
  ["ebay",     "orders",   '{"orders":{}}',                   "orders",              "a list, got an object"],
  ["ebay",     "orders",   '{"orders":null}',                 "orders",              "a list, got null"],
  ["ebay",     "orders",   '{"orders":[null]}',               "orders.0",            "an object, got null"],
  ["ebay",     "orders",   '{"total":0}',                     "orderId",             "text, got nothing"],
  ["ebay",     "messages", "[1]",                             "",                    "an object, got a list"],
  ["ebay",     "messages", '{"conversations":[{}]}',          "conversations.0.conversationId", "text, got nothing"],
  ["ebay",     "messages", '{"messages":[{"messageId":"1","createdDate":"x"}]}', "messages.0.createdDate", "a time of the years 1970 to 2999 with its zone, got x"],
  ["paypal",   "payments", "7",                               "",                    "an object, got 7"],
  ["paypal",   "payments", '{"transaction_details":[{}]}',    "transaction_details.0.transaction_info", "an object, got nothing"],
  ["easypost", "label",    '{"log":{"entries":[]}}',          "id",                  "text, got nothing"],
  ["easypost", "label",    '{"shipments":[{"id":1e999}]}',    "shipments.0.id",      "text, got Infinity"],
  ["easypost", "tracking", '{"trackers":[{"id":"t"}]}',       "trackers.0.tracking_code", "text, got nothing"],
])("%s %s of %s is malformed at %s", (connector, verb, text, path, expected) => {
  expect(mapFile(connector, verb, text)).toMatchObject({ ok: false, error: { kind: "malformed", path, expected } });
});

test("one bad order of many names its place", () => {
  const page = structuredClone(bodies.find((b) => b.name.startsWith("US order"))!.response.body) as { orders: { pricingSummary: { total: { currency: string } } }[] };
  const bad = structuredClone(page.orders[0]!);
  bad.pricingSummary.total.currency = "XQZ";
  page.orders = [page.orders[0]!, page.orders[0]!, page.orders[0]!, bad];
  expect(mapFile("ebay", "orders", JSON.stringify(page))).toMatchObject({
    ok: false,
    error: { kind: "malformed", path: "orders.3.pricingSummary.total.currency", expected: "a currency we keep books in, got XQZ" },
  });
});

describe("nothing crashes", () => {
  test("any text", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom("", "<", "{", "[[", '"\u0000"', "1e400", "-", "\ufeff"));
    fc.assert(fc.property(fc.constantFrom(...everyVerb), text, ([connector, verb], body) => {
      const mapped = mapFile(connector, verb, body);
      return mapped.ok || mapped.error.kind === "malformed";
    }), { numRuns: 1000 });
  }, 60_000);

  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, [], {}, "", "\u0000", "\ud83d", "💡", -1, 0, 1.5, 1e300, true, [[]], "2026-13-45T99:99:99Z", "-0.00", "999999999999.99"),
    fc.jsonValue(),
  );

  test.for(bodies)("$connector $verb, one value replaced: $name", { timeout: 60_000 }, ({ connector, verb, response }) => {
    const places = placesOf(response.body, []);
    fc.assert(fc.property(fc.nat(places.length - 1), odd, (n, value) => {
      const body = replaced(response.body, places[n]!, value);
      const mapped = mapFile(connector, verb, JSON.stringify(body));
      if (!mapped.ok) return mapped.error.kind === "malformed";
      // What passes is what the port promises: it survives a round through JSON, and money stays whole.
      const again = JSON.parse(JSON.stringify(mapped.items)) as unknown;
      return isDeepStrictEqual(again, mapped.items) && minorsOf(mapped.items).every(Number.isSafeInteger);
    }), { numRuns: 200 });
  });
});

function placesOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

function replaced(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [key: string]: unknown };
  copy[key] = replaced(copy[key], rest, to);
  return copy;
}

function minorsOf(value: unknown): number[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "minor" ? [inner as number] : minorsOf(inner)));
}
