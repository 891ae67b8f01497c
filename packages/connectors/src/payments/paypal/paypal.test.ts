import { beforeAll, describe, expect, test } from "vitest";
import type { Http, PaymentRecord, PaymentSource } from "@argosy/core/connector.ts";
import { instant, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { paypalSandbox } from "@argosy/sandbox/vendors/paypal/routes.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { contractFile, hasContracts, loadContract, recording, requestFaults } from "../../kit/contracts.testkit.ts";
import { fixtureBody, readFixtures, testFixtures } from "../../kit/fixtures.testkit.ts";
import { allPages } from "../../kit/pages.testkit.ts";
import { describePaymentSource, type PaymentFixture } from "../../kit/payment-contract.ts";
import { mapFile } from "../../map.ts";
import { openPaypal } from "./index.ts";
import { paypalFault } from "./map-error.ts";
import { mapPaypalPayment, paypalKind } from "./map-payment.ts";

const fixtures = readFixtures(import.meta.url);
const start = "2026-03-01T00:00:00.000Z" as Instant;
const window = { from: start, to: "2026-03-10T00:00:00.000Z" as Instant };
const account = { id: "main", clientId: "pp-client", secret: "pp-very-secret", email: "pay@shop.example" };

const openAt = (clock: { now: () => Instant }) => (http: Http): PaymentSource =>
  openPaypal({
    http, clock, newId: () => "unused", baseUrl: "https://api-m.paypal.com",
    credentials: { clientId: account.clientId, clientSecret: account.secret },
  });

/** An account with `orderCount` orders paid in every way, one a minute. */
function sandboxAccount(orderCount: number) {
  const clock = settableClock(start);
  const world = createWorld({ seed: 11, clock });
  world.control.addShop({
    id: "s", site: "EBAY_US", currency: "USD", clientId: "c", clientSecret: "c", refreshToken: "r", sellerId: "seller",
  });
  world.control.addPaypal(account);
  const stories = ["paypal_right", "paypal_short", "paypal_currency", "paypal_pending", "paypal_reversed", "paypal_right"] as const;
  for (let i = 0; i < orderCount; i++)
    world.control.placeOrder({
      shopId: "s", payment: stories[i % stories.length]!, at: instant(Date.parse(start) + i * 60_000),
      lines: [{ sku: "A", title: "Thing", qty: 1, priceMinor: 2000 + i }],
    });
  clock.set("2026-03-12T00:00:00.000Z" as Instant);
  world.control.setLag({ paypalS: 3 * 3600 });
  return { clock, world, vendor: paypalSandbox(world).http, open: openAt(clock) };
}

// prettier-ignore
const kinds: Readonly<Record<string, PaymentRecord["kind"]>> = {
  T0006: "payment", T1107: "refund", T1106: "reversal", T1503: "hold", T1105: "release", T0200: "conversion",
};

describePaymentSource("PayPal", (): PaymentFixture => {
  const { world, vendor, open } = sandboxAccount(600);
  return {
    vendor, open, window,
    records: world.books().payments.map((p) => ({ externalId: p.externalId, kind: kinds[p.code]!, grossMinor: p.grossMinor })),
    tooEarly: { from: "2026-03-11T23:00:00.000Z" as Instant, to: "2026-03-12T00:00:00.000Z" as Instant },
    secrets: [account.secret],
  };
});

describe("fixtures", () => testFixtures("paypal", fixtures));

// prettier-ignore
test.each([
  ["T0000", "payment"], ["T0001", "payment"], ["T0006", "payment"], ["T0019", "payment"],
  ["T0100", "other"],   ["T0200", "conversion"], ["T0201", "conversion"], ["T0300", "other"],
  ["T1105", "release"], ["T1106", "reversal"], ["T1107", "refund"], ["T1110", "hold"], ["T1111", "release"],
  ["T1201", "reversal"], ["T1202", "other"], ["T1300", "other"], ["T1503", "hold"], ["T1599", "hold"],
  ["T2101", "hold"], ["T2102", "release"], ["T9999", "other"], ["", "other"], ["toString", "other"],
] as const)("event code %s is %s", (code, kind) => {
  expect(paypalKind(code)).toBe(kind);
});

const there = { line1: "1 Old Mill", city: "Porto", country_code: "PT", postal_code: "4000-001" };
const quill = { name: "Quill, Ada", company: "", line1: "1 Old Mill", line2: "", city: "Porto", state: "", postcode: "4000-001", country: "PT", phone: "" };

describe("a transaction's values", () => {
  type Raw = { [key: string]: unknown };
  const changed = (path: string, to: unknown): unknown => {
    const raw = (fixtureBody(fixtures, /^payment, hold/) as { transaction_details: Raw[] }).transaction_details[0]!;
    const keys = path.split(".");
    const holder = keys.slice(0, -1).reduce<Raw>((at, key) => at[key] as Raw, raw);
    holder[keys.at(-1)!] = to; // a path has at least one part
    return raw;
  };

  // prettier-ignore
  test.each([
    ["transaction_info",                               undefined, "transaction_info",                                  "an object, got nothing"],
    ["transaction_info.transaction_id",                "",        "transaction_info.transaction_id",                   "at least 1 characters, got empty text"],
    ["transaction_info.transaction_status",            "X",       "transaction_info.transaction_status",               "one of S, P, D, V, F, got X"],
    ["transaction_info.transaction_status",            undefined, "transaction_info.transaction_status",               "text, got nothing"],
    ["transaction_info.transaction_initiation_date",   "2026-03-02T08:15:41", "transaction_info.transaction_initiation_date", "a time of the years 1970 to 2999 with its zone, got 2026-03-02T08:15:41"],
    ["transaction_info.transaction_amount.value",      "1,00",    "transaction_info.transaction_amount.value",         "a USD amount, got \"1,00\""],
    ["transaction_info.transaction_amount.value",      64.28,     "transaction_info.transaction_amount.value",         "text, got 64.28"],
    ["transaction_info.transaction_amount.currency_code", "DOGE", "transaction_info.transaction_amount.currency_code", "a currency we keep books in, got DOGE"],
    ["transaction_info.fee_amount.currency_code",      "",        "transaction_info.fee_amount.currency_code",         "a currency we keep books in, got "],
  ])("%s = %j is malformed", (path, to, at, expected) => {
    expect(mapPaypalPayment(changed(path, to))).toEqual({ ok: false, error: { kind: "malformed", path: at, expected, why: expect.stringMatching(/^#want_/) } });
  });

  // prettier-ignore
  test.each([
    ["transaction_info.transaction_status",          "F",         { state: "part_refunded", vendorCode: "T0006 F" }],
    ["transaction_info.transaction_updated_date",    undefined,   { version: "2026-03-02T08:15:41.000Z" }],
    ["transaction_info.transaction_updated_date",    "2026-03-02T01:15:41.5-0700", { version: "2026-03-02T08:15:41.500Z" }],
    ["transaction_info.fee_amount",                  undefined,   { fee: null }],
    ["transaction_info.transaction_note",            "ring\u0007 💡", { note: "ring\u0007 💡" }],
    ["payer_info",                                   undefined,   { payerEmail: "", payerName: "" }],
    ["payer_info.payer_name",                        { given_name: "Ada", surname: "Quill" }, { payerName: "Ada Quill" }],
    ["transaction_info.instrument_type",             "SEASHELLS", { kind: "payment" }],
    ["shipping_info",                                { name: "Quill, Ada", address: there }, { shipTo: quill, warnings: [] }],
    ["shipping_info",                                { address: { ...there, country_code: "C2" } }, { shipTo: { ...quill, name: "", country: "CN" } }],
    ["shipping_info",                                { name: "Quill, Ada" }, { shipTo: null }],
    ["shipping_info",                                { address: { country_code: "PT" } }, { shipTo: null }],
    ["shipping_info",                                undefined,   { shipTo: null, warnings: [] }],
    ["payer_info.address_status",                    "N",         { warnings: ["address_unverified"] }],
    ["transaction_info.protection_eligibility",      "02",        { warnings: ["unprotected"] }],
    ["transaction_info.protection_eligibility",      "03",        { warnings: [] }],
    ["transaction_info.protection_eligibility",      undefined,   { warnings: [] }],
  ])("%s = %j passes", (path, to, part) => {
    expect(mapPaypalPayment(changed(path, to))).toMatchObject({ ok: true, value: part });
  });
});

test("an address that PayPal has not verified is a warning of a payment that has one, and of nothing else", () => {
  const raw = (code: string, address: object = there) => ({
    transaction_info: { transaction_id: "ONE", transaction_event_code: code, transaction_initiation_date: "2026-03-02T00:00:00+0000", transaction_amount: { value: "5.00", currency_code: "USD" }, transaction_status: "S", protection_eligibility: "02" },
    payer_info: { address_status: "N" }, shipping_info: { address },
  });
  expect(mapPaypalPayment(raw("T0006"))).toMatchObject({ ok: true, value: { shipTo: { line1: "1 Old Mill" }, warnings: ["address_unverified", "unprotected"] } });
  expect(mapPaypalPayment(raw("T0006", {}))).toMatchObject({ ok: true, value: { shipTo: null, warnings: ["unprotected"] } });
  expect(mapPaypalPayment(raw("T1107"))).toMatchObject({ ok: true, value: { shipTo: null, warnings: [] } });
});

describe("windows", () => {
  test("more than 31 days are refused before any call", async () => {
    const nobody: Http = () => Promise.reject(new Error("no call expected"));
    const long = { from: start, to: "2026-04-01T00:00:01.000Z" as Instant };
    const answer = await openAt(settableClock(start))(nobody).listPayments(long, null);
    expect(answer).toMatchObject({ ok: false, error: { kind: "refused", code: "window_too_long", field: "window" } });
  });

  test("a window of more than 10,000 results is halved until it fits, and none is missing", async () => {
    const { world, vendor, open } = sandboxAccount(7_000);
    const { http, requests } = recording(vendor);
    const listed = await allPages(open(http).listPayments, window);
    const seen = new Set(listed.ok ? listed.value.map((item) => item.externalId) : []);
    const all = world.books().payments.map((payment) => payment.externalId);
    expect(all.length).toBeGreaterThan(10_000);
    expect(all.filter((id) => !seen.has(id))).toEqual([]);
    expect(requests.length).toBeLessThan(60);
  });

  test("ten thousand in one second are refused, not turned in circles", async () => {
    const full: Http = async (request) =>
      request.url.endsWith("/token")
        ? Response.json({ access_token: "t", expires_in: 3600 })
        : Response.json({ name: "RESULTSET_TOO_LARGE", message: "too large" }, { status: 400 });
    const answer = await openAt(settableClock(start))(full).listPayments(window, null);
    expect(answer).toMatchObject({ ok: false, error: { kind: "refused", code: "RESULTSET_TOO_LARGE" } });
  });

  test("of two records with one id the one that is evidence stays", async () => {
    const record = (code: string, value: string) => ({
      transaction_info: {
        transaction_id: "ONE", transaction_event_code: code, transaction_initiation_date: "2026-03-02T00:00:00+0000",
        transaction_amount: { value, currency_code: "USD" }, transaction_status: "S",
      },
    });
    const door: Http = async (request) =>
      request.url.endsWith("/token")
        ? Response.json({ access_token: "t", expires_in: 3600 })
        : Response.json({ transaction_details: [record("T0006", "5.00"), record("T1300", "5.00")], total_pages: 1 });
    const page = await openAt(settableClock(start))(door).listPayments(window, null);
    expect(page).toMatchObject({ ok: true, value: { items: [{ raw: record("T0006", "5.00") }] } });
  });
});

// prettier-ignore
test.each([
  [400, { name: "INVALID_REQUEST", message: "Data for the given start date is not available." }, { kind: "unavailable", notYet: true }],
  [400, { name: "INVALID_REQUEST", details: [{ issue: "Data for the given start date is not available." }] }, { kind: "unavailable", notYet: true }],
  [400, { name: "RESULTSET_TOO_LARGE", message: "m" },                                           { code: "RESULTSET_TOO_LARGE" }],
  [400, { name: "INVALID_REQUEST", details: [{ field: "page_size", issue: "too big" }] },        { code: "INVALID_REQUEST", field: "page_size" }],
  [403, { name: "NOT_AUTHORIZED", message: "no permission" },                                    { kind: "signed_out" }],
  [401, { error: "invalid_client", error_description: "wrong" },                                 { kind: "signed_out" }],
  [500, { message: 5 },                                                                          null],
  [500, "plain",                                                                                 null],
])("an error body of %i %j", (status, body, expected) => {
  const fault = paypalFault(status, body);
  if (expected === null) expect(fault).toBeNull();
  else expect(fault).toMatchObject(expected);
});

describe.skipIf(!hasContracts)("PayPal's contract and recordings", () => {
  let contract: Awaited<ReturnType<typeof loadContract>>;
  beforeAll(async () => {
    contract = await loadContract("paypal/openapi/reporting_transactions_v1.json");
  }, 60_000);

  test("every request we send is one of theirs", async () => {
    const { vendor, open } = sandboxAccount(600);
    const { http, requests } = recording(vendor);
    await allPages(open(http).listPayments, window);
    const ours = requests.filter((request) => !request.url.endsWith("/token"));
    expect(ours.length).toBeGreaterThan(1);
    for (const request of ours) expect(await requestFaults(contract, request), request.url).toEqual([]);
  });

  const recorded = (name: string) => mapFile("paypal", "payments", contractFile(`paypal/recorded-sandbox/${name}`));

  // prettier-ignore
  test.each([
    ["transactions_2023_empty.json",                            []],
    ["transactions_2021_payments_with_currency_conversion.json", ["payment T0000 S 863 EUR", "payment T0000 S -1099 USD", "conversion T0200 S -1010 EUR", "conversion T0200 S 1110 USD"]],
    ["transactions_2021_order_transactions.json",               Array.from({ length: 3 }, () => ["hold T1503 S -12546 EUR", "payment T0001 S -12300 EUR", "release T1105 S 12546 EUR"]).flat()],
  ])("recorded search %s", (name, expected) => {
    const mapped = recorded(name);
    const items = mapped.ok ? (mapped.items as readonly PaymentRecord[]) : [];
    expect(mapped.ok).toBe(true);
    expect(items.map((i) => `${i.kind} ${i.vendorCode} ${i.gross.minor} ${i.gross.currency}`)).toEqual(expected);
    for (const { at, version, fee, kind, shipTo, warnings } of items) {
      expect({ shipTo, warnings }).toEqual({ shipTo: null, warnings: kind === "payment" ? ["unprotected"] : [] }); // they name a recipient, and no place
      expect([at, version].every((time) => time.endsWith("Z"))).toBe(true);
      if (kind !== "payment") expect(fee).toBeNull();
    }
  });

  test.each(["capture_order_2020_sandbox.json", "checkout_order_details_2020_sandbox.json", "create_order_2020_sandbox.json"])(
    "recorded %s is no search and says so",
    (name) => {
      const error = { kind: "malformed", path: "transaction_details", expected: "a list, got nothing", why: expect.stringMatching(/^#want_/) };
      expect(recorded(name)).toEqual({ ok: false, error });
    },
  );
});
