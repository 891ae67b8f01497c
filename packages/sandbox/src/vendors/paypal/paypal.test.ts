import { beforeAll, describe, expect, test } from "vitest";
import type { OpenAPIBackend } from "openapi-backend";
import { paymentId, type PaymentStory } from "../../books.ts";
import { answerFaults, contractText, hasContracts, loadClosed, paths } from "../../contracts.testkit.ts";
import { minutes, oneLine, start, testWorld, type Json } from "../../world.testkit.ts";

const search = (from: string, to: string, rest = "&fields=all"): string =>
  `/v1/reporting/transactions?start_date=${encodeURIComponent(from)}&end_date=${encodeURIComponent(to)}${rest}`;
const infos = (body: Json): Json[] => (body["transaction_details"] as Json[]).map((d) => d["transaction_info"] as Json);
const short = (body: Json): unknown[] =>
  infos(body).map((i) => [i["transaction_event_code"], i["transaction_status"], i["transaction_amount"]?.["value"], i["transaction_amount"]?.["currency_code"]]);

/** One order of 24.00 dollars at the world's start. */
function paidBy(payment: PaymentStory) {
  const t = testWorld();
  const { orderId } = t.world.control.placeOrder({ shopId: "us", payment, lines: oneLine, shippingMinor: 401 });
  t.clock.set(minutes(30));
  return { ...t, orderId, list: () => t.paypal(search(start, minutes(60))) };
}

describe("what a payment leaves behind", () => {
  // prettier-ignore
  test.each([
    ["paypal_short",    [["T0006", "S", "22.32", "USD"]]],
    ["paypal_over",     [["T0006", "S", "25.68", "USD"]]],
    ["paypal_pending",  [["T0006", "P", "24.00", "USD"]]],
    ["paypal_missing",  []],
    ["paypal_late",     []],
    ["paypal_currency", [["T0006", "S", "24.00", "EUR"], ["T0200", "S", "-22.67", "EUR"], ["T0200", "S", "24.03", "USD"]]],
    ["paypal_reversed", [["T0006", "V", "24.00", "USD"], ["T1106", "S", "-24.00", "USD"]]],
  ] as const)("%s", async (payment, expected) => {
    expect(short((await paidBy(payment).list()).body)).toEqual(expected);
  });

  test("right: the gross amount, a negative fee, and the order named in one of three ways", async () => {
    const t = testWorld();
    const placed = Array.from({ length: 60 }, () => t.world.control.placeOrder({ shopId: "us", payment: "paypal_right", lines: oneLine }).orderId);
    t.clock.set(minutes(1));
    const payments = infos((await t.paypal(search(start, minutes(1), "&fields=all&page_size=500"))).body).filter((i) => i["transaction_event_code"] === "T0006");
    const named = placed.map((id) => ({
      reference: payments.some((p) => t.world.orders.get(id)!.tellsPayment && p["transaction_id"] === paymentId(42, t.world.orders.get(id)!.paymentNo)),
      invoice: payments.some((p) => p["invoice_id"] === id),
      custom: payments.some((p) => p["custom_field"] === id),
    }));
    expect(payments.every((p) => p["fee_amount"]?.["value"] === "-1.19" && p["transaction_amount"]?.["value"] === "19.99")).toBe(true);
    expect(named.every((n) => n.reference || n.custom)).toBe(true);
    for (const way of ["reference", "invoice", "custom"] as const) expect(named.some((n) => n[way])).toBe(true);
  });

  test("paid from another address: neither verified nor protected; else both, and the order's", async () => {
    const told = async (story: PaymentStory) => {
      const t = paidBy(story);
      const detail = ((await t.list()).body["transaction_details"] as Json[]).find((d) => d["transaction_info"]?.["transaction_event_code"] === "T0006")!;
      return [detail["shipping_info"]?.["address"]?.["line1"] === t.world.addressOf(t.world.orders.get(t.orderId)!).line1, detail["payer_info"]?.["address_status"], detail["transaction_info"]?.["protection_eligibility"]];
    };
    expect(await told("paypal_right")).toEqual([true, "Y", "01"]);
    expect(await told("paypal_elsewhere")).toEqual([false, "N", "02"]);
  });

  test("holds and releases repeat the amount of some payments", async () => {
    const t = testWorld();
    for (let i = 0; i < 60; i++) t.world.control.placeOrder({ shopId: "us", payment: "paypal_right", lines: oneLine });
    t.clock.set(minutes(1));
    const all = short((await t.paypal(search(start, minutes(1), "&page_size=500"))).body);
    expect(all.some((r) => String(r) === "T1503,S,-19.99,USD")).toBe(true);
    expect(all.some((r) => String(r) === "T1105,S,19.99,USD")).toBe(true);
  });

  test("a pending payment that completes is listed again under its new time", async () => {
    const t = paidBy("paypal_pending");
    t.world.control.completePendingPayment(t.orderId);
    expect(short((await t.paypal(search(minutes(29), minutes(30)))).body)).toEqual([["T0006", "S", "24.00", "USD"]]);
  });

  test("refunds in part keep the payment, all of it makes it a V", async () => {
    const t = paidBy("paypal_right");
    t.world.control.refund(t.orderId, 500);
    expect(t.world.books().payments.map((p) => [p.code, p.status])).toEqual(expect.arrayContaining([["T0006", "S"], ["T1107", "S"]]));
    const u = paidBy("paypal_right");
    u.world.control.refund(u.orderId);
    expect(u.world.books().payments.find((p) => p.code === "T0006")?.status).toBe("V");
    t.world.control.refund(t.orderId); // the rest
    t.world.control.refund(t.orderId); // nothing is left
    expect(t.world.books().payments.map((p) => [p.code, p.status, p.grossMinor]).toSorted()).toEqual([["T0006", "V", 2400], ["T1107", "S", -1900], ["T1107", "S", -500]]);
  });

  test("the missing payment can arrive after all", async () => {
    const t = paidBy("paypal_missing");
    t.world.control.payNow(t.orderId);
    expect(short((await t.list()).body)).toEqual(expect.arrayContaining([["T0006", "S", "24.00", "USD"]]));
  });
});

describe("the list", () => {
  test("is late: a record appears with the time it really happened", async () => {
    const t = paidBy("paypal_pending");
    t.world.control.setLag({ paypalS: 3600 });
    t.clock.set(minutes(59));
    const early = await t.paypal(search("2026-02-28T00:00:00Z", minutes(60)));
    expect([early.body["total_items"], early.body["end_date"], early.body["last_refreshed_datetime"]])
      .toEqual([0, "2026-02-28T23:59:00+0000", "2026-02-28T23:59:00+0000"]);
    t.clock.set(minutes(60));
    expect((await t.paypal(search("2026-02-28T00:00:00Z", minutes(60)))).body["total_items"]).toBe(1);
  });

  test("one payment can be late for three hours", async () => {
    const t = paidBy("paypal_late");
    t.clock.set(minutes(179));
    expect((await t.list()).body["total_items"]).toBe(0);
    t.clock.set(minutes(180));
    expect((await t.list()).body["total_items"]).toBe(1);
  });

  test("pages hold every record once", async () => {
    const t = testWorld();
    for (let i = 0; i < 45; i++) t.world.control.placeOrder({ shopId: "us", payment: "paypal_short", lines: oneLine, at: minutes(i) });
    t.clock.set(minutes(50));
    const seen: unknown[] = [];
    for (let page = 1; page <= 5; page++) {
      const { body } = await t.paypal(search(start, minutes(50), `&page_size=10&page=${page}`));
      expect([body["total_items"], body["total_pages"], body["page"]]).toEqual([45, 5, page]);
      seen.push(...infos(body).map((i) => i["transaction_id"]));
    }
    expect(new Set(seen).size).toBe(45);
  });

  test("beyond 10,000 results there is no page", async () => {
    const t = testWorld();
    for (let i = 0; i < 10_001; i++) t.world.control.placeOrder({ shopId: "us", payment: "paypal_short", lines: oneLine });
    t.clock.set(minutes(1));
    expect(await t.paypal(search(start, minutes(1)))).toMatchObject({ status: 400, body: { name: "RESULTSET_TOO_LARGE" } });
  });

  // prettier-ignore
  test.each([
    ["no start",                        "/v1/reporting/transactions?end_date=2026-03-01T00:00:00Z"],
    ["a date without zone",             search("2026-03-01T00:00:00", minutes(1))],
    ["a date without seconds",          search("2026-03-01T00:00Z", minutes(1))],
    ["more than 31 days",               search("2026-01-20T00:00:00Z", minutes(1))],
    ["an end before the start",         search(minutes(9), minutes(1))],
    ["501 on a page",                   search(start, minutes(1), "&page_size=501")],
    ["page 0",                          search(start, minutes(1), "&page=0")],
    ["an unknown section",              search(start, minutes(1), "&fields=everything")],
    ["an unknown status",               search(start, minutes(1), "&transaction_status=X")],
    ["an unknown parameter",            search(start, minutes(1), "&limit=5")],
    ["a start after the newest data",   search("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")],
  ])("%s is INVALID_REQUEST", async (_, path) => {
    expect(await paidBy("paypal_right").paypal(path)).toMatchObject({ status: 400, body: { name: "INVALID_REQUEST" } });
  });

  test("without `fields` only transaction_info is told", async () => {
    const { body } = await paidBy("paypal_right").paypal(search(start, minutes(60), ""));
    expect(Object.keys(body["transaction_details"]?.[0] ?? {})).toEqual(["transaction_info"]);
  });
});

describe.skipIf(!hasContracts)("PayPal's own contract and recordings", () => {
  let api: OpenAPIBackend;
  beforeAll(async () => {
    api = await loadClosed("paypal/openapi/reporting_transactions_v1.json", "/v1/reporting");
  });
  // The three spellings in which real answers break the contract; ours break it in the same way and in no other.
  const known = /(_date|_datetime): must match pattern|transaction_details: must NOT have fewer than 1 items/;
  const operation = "search.get";
  const stories = ["paypal_right", "paypal_short", "paypal_currency", "paypal_reversed", "paypal_pending", "paypal_elsewhere"] as const;

  async function answers(): Promise<Json[]> {
    const t = testWorld();
    for (let i = 0; i < 40; i++) t.world.control.placeOrder({ shopId: "us", payment: stories[i % stories.length]!, lines: oneLine, at: minutes(i), note: "Bitte, danke (ü)!" });
    t.clock.set(minutes(60));
    const paged = await t.paypal(search(start, minutes(60), "&fields=all&page_size=30&page=2"));
    const empty = await t.paypal(search("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"));
    return [paged.body, empty.body];
  }

  test("answers break the contract only where real ones do", async () => {
    for (const body of await answers())
      expect(answerFaults(api, operation, 200, body).filter((fault) => !known.test(fault))).toEqual([]);
  });

  test("the recordings break the same contract in the same places", () => {
    const recorded = JSON.parse(contractText("paypal/recorded-sandbox/transactions_2021_order_transactions.json")) as Json;
    const faults = answerFaults(api, operation, 200, recorded);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter((fault) => !known.test(fault))).toEqual([]);
  });

  test("every key that all recorded records of a kind have, ours have", async () => {
    const files = ["transactions_2021_order_transactions.json", "transactions_2021_payments_with_currency_conversion.json"];
    const recorded = files.flatMap((f) => (JSON.parse(contractText(`paypal/recorded-sandbox/${f}`)) as Json)["transaction_details"] as Json[]);
    const required = recorded.map((r) => paths(r)).reduce((all, some) => all.intersection(some));
    const [body] = await answers();
    for (const detail of body!["transaction_details"] as Json[]) expect([...required.difference(paths(detail))]).toEqual([]);
    const envelope = new Set(Object.keys(JSON.parse(contractText("paypal/recorded-sandbox/transactions_2023_empty.json")) as Json));
    expect(new Set(Object.keys(body!))).toEqual(envelope);
  });
});
