import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { BookingRequest, Carrier, ConnectorError, Http } from "@argosy/core/connector.ts";
import { money } from "@argosy/core/money.ts";
import { fact } from "@argosy/core/facts.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { easypostSandbox } from "@argosy/sandbox/vendors/easypost/routes.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { describeCarrier, type CarrierFixture } from "../../kit/carrier-contract.ts";
import { contractFile, contractsDir, hasContracts, recording } from "../../kit/contracts.testkit.ts";
import { fixtureBody, readFixtures, testFixtures } from "../../kit/fixtures.testkit.ts";
import { mapFile } from "../../map.ts";
import { openEasypost } from "./index.ts";
import { easypostFault } from "./map-error.ts";
import { readLabel } from "./map-label.ts";
import { chooseRate, inchesOf, ouncesOf, toEasypostShipment } from "./map-shipment.ts";
import { easypostStatus } from "./map-tracking.ts";
import type { EasypostShipment } from "./wire.ts";

const fixtures = readFixtures(import.meta.url);
const start = "2026-03-02T12:00:00.000Z" as Instant;
const apiKey = "EZTK-very-secret";
const from = { name: "Argosy Goods", company: "", line1: "1 Harbor St", line2: "", city: "San Francisco", state: "CA", postcode: "94107", country: "US", phone: "4155550100" };
const to = { name: "Ada Quill", company: "Quill Ltd", line1: "1 Orchard Way", line2: "Unit 4", city: "Cupertino", state: "CA", postcode: "95014", country: "US", phone: "" };
const domestic: BookingRequest = {
  clientRef: "0195e000-0000-7000-8000-000000000001", service: "USPS Priority", from, to, weightG: 436,
  size: { lengthMm: 254, widthMm: 203, heightMm: 102 }, customs: [], orderRef: "11-10023-45671", limit: money(2000, "USD"),
};
const line = { sku: "LAMP", nameEn: "Desk lamp", qty: 2, value: money(2325, "USD"), weightG: 400, hsCode: "940520", originCountry: "CN" };
const abroad: BookingRequest = { ...domestic, service: "cheapest", to: { ...to, country: "DE", state: "", postcode: "97070" }, customs: [line], limit: null };

function sandboxCarrier() {
  const clock = settableClock(start);
  const world = createWorld({ seed: 5, clock });
  world.control.addCarrier({ id: "ep", apiKey });
  const open = (http: Http): Carrier =>
    openEasypost({ http, clock, newId: () => "unused", baseUrl: "https://api.easypost.com", credentials: { apiKey } });
  return { clock, world, vendor: easypostSandbox(world).http, open };
}

describeCarrier("EasyPost", (): CarrierFixture => {
  const { clock, world, vendor, open } = sandboxCarrier();
  return {
    vendor, open, request: domestic, secrets: [apiKey],
    isCharge: (request) => new URL(request.url).pathname.endsWith("/buy"),
    charged: () => world.books().charges.filter((charge) => !charge.voided).map((charge) => charge.reference ?? ""),
    deliver: ({ trackingNo }) => {
      clock.advance(3600);
      const changedFrom = clock.now();
      for (let step = 0; step < 4; step++) {
        clock.advance(3600);
        world.control.advanceTracking(trackingNo);
      }
      return { from: changedFrom, to: clock.now() };
    },
  };
});

describe("fixtures", () => testFixtures("easypost", fixtures));

describe("units never shrink", () => {
  // prettier-ignore
  test.each([
    [1, 0.1], [28, 1], [29, 1.1], [436, 15.4], [437, 15.5], [454, 16.1], [1000, 35.3], [31_751, 1120],
  ])("%i g are %d oz", (grams, ounces) => {
    expect(ouncesOf(grams)).toBe(ounces);
    expect(ounces * 28.349523125).toBeGreaterThanOrEqual(grams);
    expect(String(ouncesOf(grams))).toMatch(/^\d+(\.\d)?$/);
  });

  test.each([[1, 0.1], [25, 1], [26, 1.1], [254, 10], [255, 10.1], [2540, 100]])("%i mm are %d in", (mm, inches) => {
    expect(inchesOf(mm)).toBe(inches);
    expect(inches * 25.4).toBeGreaterThanOrEqual(mm);
  });
});

describe("what we send", () => {
  test("a domestic shipment carries our reference and no customs", () => {
    expect(toEasypostShipment(domestic)).toEqual({
      ok: true,
      value: {
        shipment: {
          reference: domestic.clientRef,
          from_address: { name: "Argosy Goods", street1: "1 Harbor St", city: "San Francisco", state: "CA", zip: "94107", country: "US", phone: "4155550100" },
          to_address: { name: "Ada Quill", company: "Quill Ltd", street1: "1 Orchard Way", street2: "Unit 4", city: "Cupertino", state: "CA", zip: "95014", country: "US" },
          parcel: { length: 10, width: 8, height: 4.1, weight: 15.4 },
          options: { label_format: "PNG", print_custom_1: "11-10023-45671" },
        },
      },
    });
  });

  test("a shipment abroad declares its lines", () => {
    expect(toEasypostShipment(abroad)).toMatchObject({
      value: { shipment: { customs_info: {
        contents_type: "merchandise", customs_signer: "Argosy Goods", eel_pfc: "NOEEI 30.37(a)",
        customs_items: [{ description: "Desk lamp", quantity: 2, weight: 14.2, value: 23.25, currency: "USD", hs_tariff_number: "940520", origin_country: "CN", code: "LAMP" }],
      } } },
    });
  });

  // prettier-ignore
  test.each<[Partial<BookingRequest>, string, string]>([
    [{ customs: [] },                                              "customs_missing",      "customs"],
    [{ customs: [line, { ...line, nameEn: "" }] },                 "customs_incomplete",   "customs.1.nameEn"],
    [{ customs: [{ ...line, originCountry: "" }] },                "customs_incomplete",   "customs.0.originCountry"],
    [{ customs: [{ ...line, qty: 0 }] },                           "customs_incomplete",   "customs.0.qty"],
    [{ customs: [{ ...line, qty: -2 }] },                          "customs_incomplete",   "customs.0.qty"],
    [{ customs: [{ ...line, weightG: 0 }] },                       "customs_incomplete",   "customs.0.weightG"],
    [{ customs: [{ ...line, value: money(0, "USD") }] },           "customs_incomplete",   "customs.0.value"],
    [{ customs: [{ ...line, value: money(250_001, "USD") }] },     "export_filing_needed", "customs"],
    [{ service: "USPS PriorityMailInternational", weightG: 31_752 }, "weight_above_limit", "weightG"],
    [{ size: { lengthMm: 2744, widthMm: 1, heightMm: 1 } },        "size_above_limit",     "size"],
    [{ size: { lengthMm: 0, widthMm: 1, heightMm: 1 } },           "size_missing",         "size"],
  ])("%j is refused as %s at %s", (part, code, field) => {
    expect(toEasypostShipment({ ...abroad, ...part })).toMatchObject({ ok: false, error: { kind: "refused", code, field } });
  });
});

describe("the rate", () => {
  const shipment = fixtureBody(fixtures, /^a bought/) as EasypostShipment;
  const usd = (minor: number) => money(minor, "USD");
  // prettier-ignore
  test.each<[string, ReturnType<typeof usd> | null, object]>([
    ["USPS Priority",      null,      { value: { id: "rate_02" } }],
    ["usps priority",      usd(690),  { value: { id: "rate_02" } }],
    ["USPS Priority",      usd(689),  { error: { code: "quote_above_limit", detail: fact("quote_above", "6.90 USD", "6.89 USD") } }],
    ["cheapest",           usd(690),  { value: { id: "rate_03" } }],
    ["cheapest",           money(1, "EUR"), { error: { code: "quote_currency_differs" } }],
    ["UPS Ground",         null,      { error: { code: "service_not_offered", detail: fact("not_offered", "UPS Ground", "USPS Express, USPS Priority, USPS GroundAdvantage", "") } }],
    ["Priority",           null,      { error: { code: "service_not_offered" } }],
  ])("%s within %j", (service, limit, expected) => {
    expect(chooseRate(shipment, service, limit)).toMatchObject(expected);
  });

  test("carriers' own words say why there is no rate", () => {
    const silent = { ...shipment, rates: [], messages: [{ carrier: "UPS", message: "Invalid postal code" }, { carrier: "X", message: {} }] };
    expect(chooseRate(silent, "UPS Ground", null)).toMatchObject({ error: { detail: fact("not_offered", "UPS Ground", "", "UPS: Invalid postal code") } });
  });

  test("a rate we cannot count is malformed, by its own name", () => {
    const wrong = { ...shipment, rates: [{ id: "r", carrier: "USPS", service: "Priority", rate: "6,90", currency: "USD" }] };
    expect(chooseRate(wrong, "USPS Priority", null)).toMatchObject({ ok: false, error: { kind: "malformed", path: "rates.0.rate", expected: 'a USD amount, got "6,90"' } });
  });
});

describe("a label", () => {
  const png = Buffer.from("\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", "latin1");
  // prettier-ignore
  test.each([
    ["https://x.example/l.png", "image/png",                png,                              { ok: true, value: { mime: "image/png" } }],
    ["https://x.example/l.png", "binary/octet-stream",      png,                              { ok: true }],
    ["https://x.example/l",     "",                         Buffer.from("%PDF-1.4 %%EOF"),    { ok: true, value: { mime: "application/pdf" } }],
    ["https://x.example/l.zpl", "text/plain; charset=utf-8", Buffer.from("^XA^FDx^XZ"),       { ok: true, value: { mime: "text/zpl" } }],
    ["https://x.example/l.png", "application/pdf",          png,                              { error: { kind: "malformed", expected: "one of application/pdf, got image/png" } }],
    ["https://x.example/l.pdf", "",                         png,                              { error: { kind: "malformed" } }],
    ["https://x.example/l.png", "text/html",                Buffer.from(" <html>"),           { error: { expected: "a PNG, PDF or ZPL file, got HTML or XML" } }],
    ["https://x.example/l",     "text/html",                png,                              { error: { kind: "malformed" } }],
    ["https://x.example/l.png", "image/png",                Buffer.from(""),                  { error: { expected: "a PNG, PDF or ZPL file, got nothing" } }],
    ["https://x.example/l.png", "image/png",                png.subarray(0, 12),              { error: { kind: "unavailable", detail: fact("label_cut_off") } }],
  ])("%s declared as %j", (url, declared, bytes, expected) => {
    expect(readLabel(url, declared, bytes)).toMatchObject(expected);
  });
});

// prettier-ignore
test.each([
  ["unknown", "not_found"], ["pre_transit", "info_received"], ["delivered", "delivered"], ["return_to_sender", "exception"],
  ["failure", "delivery_failure"], ["cancelled", "exception"], ["something_new", "in_transit"], ["", "in_transit"], ["valueOf", "in_transit"],
])("status %j is %s", (word, status) => {
  expect(easypostStatus(word)).toBe(status);
});

test("an unreadable tracker is named and does not stop the others", async () => {
  const good = fixtureBody(fixtures, /^every kind/) as { trackers: object[] };
  const bad = { ...good.trackers[0], id: "trk_bad", tracking_details: [{ datetime: "2026-03-02 12:00" }] };
  const door: Http = async () => Response.json({ trackers: [bad, ...good.trackers], has_more: false });
  const window = { from: "2026-03-08T00:00:00.000Z" as Instant, to: "2026-03-09T00:00:00.000Z" as Instant };
  const page = await sandboxCarrier().open(door).listTracking(window, null);
  expect(page).toMatchObject({ ok: true, value: { unreadable: [{ externalId: "trk_bad", error: { path: "tracking_details.0.datetime" } }] } });
  expect(page.ok && page.value.items.length).toBe(9);
  const later = { from: "2026-03-09T00:00:00.000Z" as Instant, to: "2026-03-10T00:00:00.000Z" as Instant };
  expect(await sandboxCarrier().open(door).listTracking(later, null)).toEqual({ ok: true, value: { items: [], next: null } });
});

test("a page whose last tracker has no id goes on from the one before; one without any id is not the end of the list", async () => {
  const { trackers } = fixtureBody(fixtures, /^every kind/) as { trackers: { id: string }[] };
  const page = (...listed: object[]) => sandboxCarrier().open(async () => Response.json({ trackers: listed, has_more: true })).listTracking({ from: start, to: start }, null);
  expect(await page(trackers[0]!, { ...trackers[1], id: null })).toMatchObject({ ok: true, value: { next: trackers[0]!.id } });
  expect(await page({ ...trackers[1], id: null })).toMatchObject({ ok: false, error: { kind: "malformed", path: "trackers.id", expected: "text, got nothing" } });
});

describe("where EasyPost says less than we need", () => {
  const bought = fixtureBody(fixtures, /^a bought/) as EasypostShipment;
  const unpaid = { ...bought, id: "shp_0000", selected_rate: null, postage_label: null, tracking_code: null };
  /** Answers by method and path; anything else is a 404. */
  const scripted = (answers: Readonly<Record<string, () => Response>>): Http => async (request) =>
    answers[`${request.method} ${new URL(request.url).pathname}`]?.() ?? Response.json({ error: { code: "NOT_FOUND", message: "" } }, { status: 404 });
  const open = (http: Http) => sandboxCarrier().open(http);

  test("an unpaid shipment with our reference does not hide the paid one", async () => {
    const ref = bought.reference!;
    const answers = {
      [`GET /v2/shipments/${ref}`]: () => Response.json(unpaid),
      "GET /v2/shipments": () => Response.json({ shipments: [{ ...bought, reference: "another" }, bought], has_more: false }),
    };
    expect(await open(scripted(answers)).findBooking(ref)).toMatchObject({ ok: true, value: { externalId: "shp_0001" } });
  });

  // prettier-ignore
  test.each([
    ["the list ends",                      [0, 60],            false, { ok: true, value: null },                                  3],
    ["it reaches back to before its time", [0, 60, 3600],      true,  { ok: true, value: null },                                  4],
    ["it never does",                      Array(60).fill(60), true,  { ok: false, error: { kind: "unavailable" } }, 51],
  ])("that no purchase has our reference is believed when %s", async (_when, agesS: number[], hasMore, expected, calls) => {
    let page = 0;
    const listed = () => {
      const created_at = plusS(bought.created_at as Instant, -agesS[page++]!);
      return Response.json({ shipments: [{ ...bought, reference: "another", created_at }], has_more: hasMore || page < agesS.length });
    };
    const { http, requests } = recording(scripted({ "GET /v2/shipments/ref": () => Response.json({ ...unpaid, reference: "ref" }), "GET /v2/shipments": listed }));
    expect(await open(http).findBooking("ref")).toMatchObject(expected);
    expect(requests).toHaveLength(calls);
  });

  test.each(["submitted", "refunded"])("a booking whose refund is %s is none any more", async (refund_status) => {
    const answers = {
      "GET /v2/shipments/ref": () => Response.json({ ...bought, reference: "ref", refund_status }),
      "GET /v2/shipments": () => Response.json({ shipments: [{ ...bought, reference: "ref", refund_status }], has_more: false }),
    };
    expect(await open(scripted(answers)).findBooking("ref")).toEqual({ ok: true, value: null });
  });

  // prettier-ignore
  test.each([
    ["refunded",  { ok: true, value: { state: "voided" } }],
    ["submitted", { ok: true, value: { state: "pending" } }],
    ["rejected",  { ok: false, error: { kind: "refused", code: "REFUND.EXISTS" } }],
    [null,        { ok: false, error: { kind: "refused", code: "REFUND.EXISTS" } }],
  ])("a refund that is refused because the shipment is %s", async (refund_status, expected) => {
    const answers = {
      "POST /v2/shipments/shp_0001/refund": () => Response.json({ error: { code: "REFUND.EXISTS", message: "" } }, { status: 422 }),
      "GET /v2/shipments/shp_0001": () => Response.json({ ...bought, refund_status }),
    };
    expect(await open(scripted(answers)).voidBooking("shp_0001")).toMatchObject(expected);
  });

  // prettier-ignore
  test.each([
    ["refunded",       { ok: true, value: { state: "voided" } }],
    ["rejected",       { ok: false, error: { kind: "refused", code: "refund_rejected" } }],
    ["not_applicable", { ok: false, error: { kind: "refused", code: "refund_not_applicable" } }],
  ])("a refund that is answered by %s", async (refund_status, expected) => {
    const answers = { "POST /v2/shipments/shp_0001/refund": () => Response.json({ ...bought, refund_status }) };
    expect(await open(scripted(answers)).voidBooking("shp_0001")).toMatchObject(expected);
  });
});

test("bought, but the answer is not one we can read: unknown, never malformed", async () => {
  const { vendor, open } = sandboxCarrier();
  const door: Http = async (request) => (request.url.endsWith("/buy") ? Response.json({ id: 7 }) : vendor(request));
  expect(await open(door).book(domestic)).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
});

describe.skipIf(!hasContracts)("EasyPost's recordings", () => {
  type Entry = { readonly request: { method: string; url: string; postData?: { text?: string } }; readonly response: { status: number; content: { text?: string } } };
  const folder = "easypost/recorded";
  const files = hasContracts ? readdirSync(join(contractsDir, folder)).filter((name) => name.endsWith(".har")) : [];
  const entries = files.flatMap((name) =>
    (JSON.parse(contractFile(`${folder}/${name}`)) as { log: { entries: Entry[] } }).log.entries.map((entry) => ({ name, ...entry })));

  /** Names of all fields, with their place, that were ever sent to one kind of address. */
  const fieldsOf = (value: unknown, at = ""): string[] =>
    Array.isArray(value) ? value.flatMap((item) => fieldsOf(item, at))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [`${at}.${key}`, ...fieldsOf(inner, `${at}.${key}`)])
      : [];
  const sample = (name: string) => JSON.parse(contractFile(`carriers/easypost/${name}`)) as unknown;

  test("every field and path we send was recorded or stands in a carrier sample", async () => {
    const { vendor, open, world } = sandboxCarrier();
    const { http, requests } = recording(vendor);
    const carrier = open(http);
    const booking = await carrier.book(abroad);
    await carrier.findBooking(domestic.clientRef);
    if (booking.ok) await carrier.voidBooking(booking.value.externalId);
    await carrier.listTracking({ from: start, to: start }, null);
    expect(world.books().charges.length).toBe(1);
    const known = new Set([
      ...entries.flatMap(({ request }) => fieldsOf(JSON.parse(request.postData?.text || "null"))),
      ...fieldsOf(sample("karrio-schemas/shipment_request.json")),
      ...fieldsOf(sample("karrio-test-samples/shipment.ShipmentRequestJSON.json")),
      ".shipment.options.print_custom_1", // docs.easypost.com/docs/shipments/options
    ]);
    for (const request of requests) {
      const body = await request.text();
      expect(fieldsOf(JSON.parse(body || "null")).filter((field) => !known.has(field)), request.url).toEqual([]);
    }
    const shapeOf = (method: string, url: string) =>
      `${method} ${new URL(url).pathname.replace(/(shp|trk)_[0-9a-z]+|0195e[0-9a-z-]+/, "ID")}`;
    const paths = new Set(entries.map(({ request }) => shapeOf(request.method, request.url)));
    expect(requests.map((r) => shapeOf(r.method, r.url)).filter((path) => !paths.has(path))).toEqual([]);
  });

  type Body = { readonly object?: string; readonly shipments?: unknown; readonly trackers?: unknown };
  /** What we make of a recorded body, in a few words; null when it is none of ours. */
  function verdictOf(text: string): string | null {
    const body = (JSON.parse(text) ?? {}) as Body;
    const verb = body.object === "Tracker" || body.trackers ? "tracking" : body.object === "Shipment" || body.shipments ? "label" : null;
    if (verb === null) return null;
    const mapped = mapFile("easypost", verb, text);
    return mapped.ok ? `${verb} ok` : `${verb} ${pathOf(mapped.error)}`;
  }
  const pathOf = (error: ConnectorError) => (error.kind === "malformed" ? error.path.replace(/\d+/, "N") : error.kind);

  test("every recorded shipment and tracker maps, and one that was not bought says what it lacks", () => {
    const verdicts: Record<string, number> = {};
    for (const { response } of entries) {
      const verdict = verdictOf(response.content.text || "null");
      if (verdict !== null) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
    expect(verdicts).toEqual({ "label ok": 37, "label selected_rate": 22, "label shipments.N.selected_rate": 14, "tracking ok": 9 });
  });

  test("a bought shipment of the recording becomes this booking", () => {
    const buy = entries.find((e) => e.name === "Shipment-Service.buys-a-shipment.har" && e.request.url.endsWith("/buy"))!;
    expect(mapFile("easypost", "label", buy.response.content.text!)).toEqual({
      ok: true,
      items: [{
        externalId: "shp_c19ef39504854bdeb0647fe46d9aa6ae", trackingNo: "9400100110368068953228", cost: { minor: 593, currency: "USD" },
        service: "USPS GroundAdvantage", trackerId: expect.stringMatching(/^trk_/),
        labelUrl: "https://easypost-files.s3.us-west-2.amazonaws.com/files/postage_label/20240730/e80af044eacbb34c648540530560435ed0.png",
      }],
    });
  });

  test("recorded error bodies keep code, field and words", () => {
    const faults = entries
      .filter(({ response }) => response.status >= 400)
      .map(({ response }) => easypostFault(response.status, JSON.parse(response.content.text!)));
    const amount = { code: "TRANSACTION.AMOUNT_INVALID", detail: "Refund amount is invalid. Please use a valid amount or escalate to finance." };
    const address = { code: "ADDRESS.VERIFY.FAILURE", field: "address", detail: "Unable to verify address. Address not found" };
    const expected = [address, address, amount, { code: "TRANSACTION.DOES_NOT_EXIST", detail: expect.any(String) }, { code: "PAYLOAD.NOT_FOUND", detail: expect.any(String) }];
    expect(faults.toSorted((a, b) => expected.findIndex((e) => e.code === a?.code) - expected.findIndex((e) => e.code === b?.code))).toEqual(expected);
  });
});
