import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Http } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { handlersOf, openOutside, type CompanyPlan } from "../../sim/company.ts";
import { ClosedDoor, type Outside } from "../pipeline/outside.ts";
import type { Company } from "../pipeline/room.ts";
import { replay } from "./replay.ts";
import { expectTrueBooks, letTimePass, openCompany } from "../pipeline/company.testkit.ts";

// What a vendor says in a way that nobody foresaw: kept, shown with its reason, read again after the fix.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 5, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 5,
};
const shop = plan.shops[0]!.id;
// The vendors' new spellings: a date in words, an amount with a comma, an hour that does not exist.
const rewrites = new Map<string, readonly [RegExp, string]>([
  ["ebay", [/"createdDate":"[^"]*"(?=[^{}]*odd message)|(?<=odd message[^{}]*)"createdDate":"[^"]*"/g, '"createdDate":"yesterday"']],
  ["paypal", [/("transaction_event_code":"T0006"[^{}]*"transaction_amount":\{"currency_code":"USD","value":")1234\.00/g, "$11.234,00"]],
  ["easypost", [/"datetime":"[^"]*"/g, '"datetime":"25 o\'clock"']],
]);
let odd = true;
const rewriting = (vendor: string, http: Http): Http => async (request) => {
  const response = await http(request);
  const [from, to] = rewrites.get(vendor)!;
  if (!odd || !(response.headers.get("content-type") ?? "").includes("json")) return response;
  return new Response((await response.text()).replace(from, to), { status: response.status, headers: Object.fromEntries(response.headers) });
};

let owner: pg.Client;
let company: Company;
beforeAll(async () => {
  const real = handlersOf(world);
  ({ company, owner } = await openCompany({ plan, world, clock, outside: (db) => openOutside({ ebay: rewriting("ebay", real.ebay), paypal: rewriting("paypal", real.paypal), easypost: rewriting("easypost", real.easypost) }, db) }));
});

async function live(): Promise<void> {
  await letTimePass(company, clock, 910, 4);
  await expectTrueBooks({ company, owner });
}
const kept = async () => (await owner.query("select id, feed, state, error ->> 'path' as path from inbox_item where feed <> 'orders' and state <> 'ignored' order by feed, id")).rows as { id: string; feed: string; state: string; path: string | null }[];
const count = async (table: string) => Number((await owner.query(`select count(*) as n from ${table}`)).rows[0].n);

/** The connectors of the next release, which know the new spellings. */
const fixed = (outside: Outside): Outside => ({
  channel: async (id) => ({ ...(await outside.channel(id)), ...repaired("mapMessage", await outside.channel(id), ["yesterday", "2026-03-02T08:01:00.000Z"]) }),
  paymentSource: async (id) => ({ ...(await outside.paymentSource(id)), ...repaired("mapPayment", await outside.paymentSource(id), ["1.234,00", "1234.00"]) }),
  carrier: async (id) => ({ ...(await outside.carrier(id)), ...repaired("mapTracking", await outside.carrier(id), ["25 o'clock", "2026-03-02T09:00:00Z"]) }),
});
const repaired = <K extends string, D extends Record<K, (raw: unknown) => unknown>>(name: K, door: D, [from, to]: readonly [string, string]): Pick<D, K> =>
  ({ [name]: (raw: unknown) => door[name](JSON.parse(JSON.stringify(raw).replaceAll(from, to))) }) as unknown as Pick<D, K>;

test("a message, a payment record and a tracker that can't be read are kept once with their reason, and the rest goes on", async () => {
  const place = (wish: object) => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "Goods", qty: 1, priceMinor: 1500 }], payment: "paypal_right", ...wish } as Parameters<typeof world.control.placeOrder>[0]).orderId;
  const plain = place({});
  const dear = place({ lines: [{ sku: "A", title: "Goods", qty: 1, priceMinor: 123_400 }] });
  world.control.buyerWrites({ shopId: shop, buyerId: "one", text: "an odd message" });
  world.control.buyerWrites({ shopId: shop, buyerId: "two", text: "a plain message" });
  await live();
  world.control.advanceTracking("all");
  await live();
  expect(await count("message")).toBe(1);
  expect((await owner.query("select stage from orders where external_id = $1", [plain])).rows[0].stage).toBe("parcelled");
  expect((await owner.query("select stage from orders where external_id = $1", [dear])).rows[0].stage).toBe("payment");
  expect(await kept()).toEqual([
    expect.objectContaining({ feed: "messages", state: "quarantined", path: "createdDate" }),
    expect.objectContaining({ feed: "payments", state: "quarantined", path: expect.stringContaining("transaction_amount") }),
    expect.objectContaining({ feed: "tracking", state: "quarantined", path: "tracking_details.0.datetime" }),
  ]);
});

test("read again before the fix they stay, and the answer says so", async () => {
  odd = false;
  const all = await kept();
  const results = await replay(company, [...all.map((k) => k.id), randomId()]);
  expect(results.map((r) => r.code)).toEqual(["still_unreadable", "still_unreadable", "still_unreadable", "inbox_item_not_found"]);
  expect((await kept()).map((k) => k.state)).toEqual(["quarantined", "quarantined", "quarantined"]);
});

test("read again while their accounts can't be opened they stay, and each answer says why", async () => {
  const shut = () => Promise.reject(new ClosedDoor(fact("credentials_unreadable")));
  const all = await kept();
  const results = await replay({ ...company, log: () => {}, outside: { channel: shut, paymentSource: shut, carrier: shut } }, all.map((k) => k.id));
  expect(results.map(({ code, detail }) => [code, detail])).toEqual(all.map(() => ["account_closed", fact("credentials_unreadable")]));
  expect(await kept()).toEqual(all);
});

test("read again after the fix each does what it would have done in time", async () => {
  const all = await kept();
  const results = await replay({ ...company, outside: fixed(company.outside) }, all.map((k) => k.id));
  expect(results.every((r) => r.ok)).toBe(true);
  expect((await kept()).map(({ state, path }) => [state, path])).toEqual(all.map(() => ["projected", null]));
  expect(await count("message")).toBe(2);
  expect(await count("tracking_event")).toBeGreaterThan(0);
  await live();
  expect((await owner.query("select count(*)::int as n from orders where stage = 'parcelled'")).rows[0].n).toBe(2);
  expect(await replay(company, [all[0]!.id])).toMatchObject([{ ok: false, code: "inbox_item_not_found" }]);
});
