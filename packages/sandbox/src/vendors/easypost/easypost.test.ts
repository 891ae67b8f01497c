import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { exchanges, hasContracts, paths, asFields } from "../../contracts.testkit.ts";
import { minutes, testWorld, type Json } from "../../world.testkit.ts";
import { code128 } from "./code128.ts";

const la = { name: "Argosy LAX", street1: "2100 Harbor Gateway", city: "Torrance", state: "CA", zip: "90501", country: "US", phone: "3105550142" };
const shenzhen = { name: "Argosy SZX", street1: "18 Longhua Road", city: "Shenzhen", state: "Guangdong", zip: "518109", country: "CN", phone: "0755" };
const ann = { name: "Ann Müller", street1: "12 Maple Street", city: "Austin", state: "TX", zip: "78704", country: "US", phone: "5125550101" };
const customs = {
  contents_type: "merchandise", customs_certify: true, customs_signer: "Li Wei", eel_pfc: "NOEEI 30.37(a)", restriction_type: "none", non_delivery_option: "return",
  customs_items: [{ description: "USB cable", quantity: 2, weight: 4.4, value: 7.8, hs_tariff_number: "854442", origin_country: "CN" }],
};
const wish = (change: object = {}) => ({
  shipment: { reference: "attempt-1", from_address: la, to_address: ann, parcel: { length: 8, width: 6, height: 3, weight: 8.2 }, options: { label_format: "PNG" }, ...change },
});
const rateOf = (shipment: Json, service: string): string => String((shipment["rates"] as Json[]).find((r) => r["service"] === service)?.["id"]);

async function booked(change: object = {}, service = "GroundAdvantage") {
  const t = testWorld();
  const created = await t.easypost("POST", "/v2/shipments", wish(change));
  const id = String(created.body["id"]);
  const buy = () => t.easypost("POST", `/v2/shipments/${id}/buy`, { rate: { id: rateOf(created.body, service) } });
  return { ...t, id, created, buy };
}

describe("buying", () => {
  test("charges once; a second purchase of the same shipment is refused", async () => {
    const t = await booked();
    expect(t.world.books().charges).toEqual([]);
    const first = await t.buy();
    expect(first).toMatchObject({ status: 200, body: { reference: "attempt-1", selected_rate: { service: "GroundAdvantage" } } });
    expect(await t.buy()).toMatchObject({ status: 422, body: { error: { code: "SHIPMENT.POSTAGE.EXISTS" } } });
    expect(t.world.books().charges).toMatchObject([{ reference: "attempt-1", costMinor: 519, voided: false, trackingNo: first.body["tracking_code"] }]);
  });

  test("a second shipment with the same reference is charged again", async () => {
    const t = await booked();
    await t.buy();
    const again = await t.easypost("POST", "/v2/shipments", wish());
    await t.easypost("POST", `/v2/shipments/${again.body["id"]}/buy`, { rate: { id: rateOf(again.body, "Priority") } });
    expect(t.world.books().charges).toHaveLength(2);
  });

  test("charged without an answer: the purchase is found by reference", async () => {
    const t = await booked();
    t.world.control.carrierTimeoutAfterCharge(1);
    await expect(t.buy()).rejects.toThrow("fetch failed");
    expect(await t.easypost("GET", "/v2/shipments/attempt-1")).toMatchObject({ status: 200, body: { id: t.id, selected_rate: { service: "GroundAdvantage" } } });
    expect((await t.buy()).status).toBe(422);
  });

  test("service and carrier in the first call buy at once", async () => {
    const t = await booked({ carrier: "USPS", service: "Priority" });
    expect(t.created).toMatchObject({ status: 201, body: { selected_rate: { service: "Priority" } } });
    expect(t.world.books().charges).toHaveLength(1);
  });

  test("tracking numbers never repeat, whatever the carrier", async () => {
    const t = testWorld();
    for (const from of [la, shenzhen]) for (let i = 0; i < 40; i++) {
      const { body } = await t.easypost("POST", "/v2/shipments", wish({ from_address: from, customs_info: customs }));
      await t.easypost("POST", `/v2/shipments/${body["id"]}/buy`, { rate: { id: body["rates"]?.[i % 3]?.["id"] } });
    }
    const numbers = t.world.books().charges.map((c) => c.trackingNo);
    expect([numbers.length, new Set(numbers).size, numbers.every((n) => /^[A-Z0-9]+$/.test(n))]).toEqual([80, 80, true]);
  });
});

describe("refusals in the vendor's words", () => {
  // prettier-ignore
  test.each([
    ["a parcel beyond USPS's 70 lb",    { parcel: { weight: 1121 } },                      "exceeds the maximum of 1120 oz"],
    ["no city",                         { to_address: { ...ann, city: "" } },              "to_address city is required"],
    ["no customs for another country",  { from_address: shenzhen },                        "customs_info is required"],
  ])("%s: no rate, and a message that says why", async (_, change, message) => {
    const { created } = await booked(change);
    expect(created.status).toBe(201);
    expect(JSON.stringify(created.body["messages"])).toContain(message);
    expect((created.body["rates"] as Json[]).some((r) => r["carrier"] === "USPS")).toBe(false);
  });

  // prettier-ignore
  test.each([
    ["no weight",                 { parcel: { length: 8 } },                               "PARAMETER.REQUIRED",  "parcel.weight"],
    ["a weight of nothing",       { parcel: { weight: 0 } },                               "PARAMETER.INVALID",   "parcel.weight"],
    ["a weight in grams' name",   { parcel: { weightG: 5, weight: 1 } },                   "PARAMETER.INVALID",   "shipment.parcel.weightG"],
    ["an unknown field",          { insurence: 5 },                                        "PARAMETER.INVALID",   "shipment.insurence"],
    ["an unknown address field",  { to_address: { ...ann, line1: "x" } },                  "PARAMETER.INVALID",   "shipment.to_address.line1"],
    ["an unknown label format",   { options: { label_format: "BMP" } },                    "PARAMETER.INVALID",   "options.label_format"],
    ["customs without items",     { customs_info: { contents_type: "gift" } },             "PARAMETER.REQUIRED",  "customs_info.customs_items"],
  ])("%s", async (_, change, code, field) => {
    const { created, world } = await booked(change);
    expect(created).toMatchObject({ status: 422, body: { error: { code, errors: [{ field }] } } });
    expect(world.shipments).toEqual([]);
  });

  test("an address that no carrier knows is refused at purchase, uncharged", async () => {
    const t = await booked({ to_address: { ...ann, street1: "000 unknown street" } });
    expect(await t.buy()).toMatchObject({ status: 422, body: { error: { code: "ADDRESS.VERIFY.FAILURE" } } });
    expect(t.world.books().charges).toEqual([]);
  });

  test("an empty account is refused with 402, uncharged, and works again when filled", async () => {
    const t = await booked();
    t.world.control.emptyCarrierAccount(1);
    expect((await t.buy()).status).toBe(402);
    expect(t.world.books().charges).toEqual([]);
    expect((await t.buy()).status).toBe(200);
  });

  test("a wrong key, an unknown shipment, another account's shipment", async () => {
    const t = await booked();
    t.world.control.addCarrier({ id: "ep2", apiKey: "OTHER" });
    const foreign = await t.easypostHttp(new Request(`https://api.easypost.com/v2/shipments/${t.id}`, { headers: { authorization: `Basic ${btoa("OTHER:")}` } }));
    expect(foreign.status).toBe(404);
    const other = await t.easypostHttp(new Request("https://api.easypost.com/v2/shipments", { headers: { authorization: `Basic ${btoa("wrong:")}` } }));
    expect(other.status).toBe(401);
    expect((await t.easypost("GET", "/v2/shipments/shp_00000000000000000000000000000000")).status).toBe(404);
  });
});

describe("voiding", () => {
  test("twice is harmless; after a scan it is refused", async () => {
    const t = await booked();
    await t.buy();
    for (let i = 0; i < 2; i++)
      expect(await t.easypost("POST", `/v2/shipments/${t.id}/refund`, {})).toMatchObject({ status: 200, body: { refund_status: "submitted" } });
    expect(t.world.books().charges).toMatchObject([{ voided: true }]);
    const u = await booked();
    const { body } = await u.buy();
    u.world.control.advanceTracking(String(body["tracking_code"]), "in_transit");
    expect((await u.easypost("POST", `/v2/shipments/${u.id}/refund`, {})).status).toBe(422);
  });
});

describe("labels", () => {
  /** The grey value (0 black, 1 white) of each pixel in one row of our PNG. */
  function row(png: Buffer, y: number): number[] {
    const at = png.indexOf("IDAT");
    const raw = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    let from = y;
    while (raw[from * 51] === 2) from--; // "same as above"
    return Array.from({ length: 400 }, (_, x) => (raw[from * 51 + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1);
  }

  test("a PNG of four by six inches whose bars are the tracking number in Code 128", async () => {
    const t = await booked();
    const { body } = await t.buy();
    const response = await t.easypostHttp(new Request(String(body["postage_label"]?.["label_url"])));
    const png = Buffer.from(await response.arrayBuffer());
    expect([response.headers.get("content-type"), png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)])
      .toEqual(["image/png", "PNG", 400, 600]);
    const pixels = row(png, 400);
    const widths = pixels.join("").replace(/^1+|1+$/g, "").match(/0+|1+/g)!.map((run) => run.length / 2);
    expect(widths).toEqual(code128(String(body["tracking_code"])));
  });

  test("PDF and ZPL where asked for", async () => {
    const t = await booked({ options: { label_format: "PDF" } });
    const { body } = await t.buy();
    const pdf = await (await t.easypostHttp(new Request(String(body["postage_label"]?.["label_url"])))).text();
    expect(pdf.startsWith("%PDF-1.4")).toBe(true);
    const also = await t.easypost("GET", `/v2/shipments/${t.id}/label?file_format=ZPL`);
    const zpl = await (await t.easypostHttp(new Request(String(also.body["postage_label"]?.["label_zpl_url"])))).text();
    expect(zpl).toContain(`^FD${body["tracking_code"]}^FS`);
  });
});

describe("Code 128", () => {
  // The widths of "Wikipedia" stand in many places; its check symbol is 88.
  // prettier-ignore
  test.each([
    ["letters only: set B",          "Wikipedia", 11 * 11 + 13],
    ["an even run of digits: set C", "123456",    5 * 11 + 13],
    ["letters, then digits",         "AB123456",  8 * 11 + 13],
    ["an odd number of digits",      "12345",     6 * 11 + 13],
  ])("%s", (_, text, modules) => {
    expect(code128(text).reduce((sum, w) => sum + w, 0)).toBe(modules);
  });

  test("start, check symbol and stop of a known text", () => {
    const bars = code128("Wikipedia").join("");
    expect([bars.slice(0, 6), bars.slice(-13, -7), bars.slice(-7)]).toEqual(["211214", "421211", "2331112"]);
  });
});

describe("trackers", () => {
  test("unknown at first, then what the carrier scans", async () => {
    const t = await booked();
    const { body } = await t.buy();
    expect(body["tracker"]).toMatchObject({ status: "unknown", tracking_details: [] });
    const seen: unknown[] = [];
    for (let i = 1; i <= 5; i++) {
      t.clock.set(minutes(i * 10));
      seen.push((await t.easypost("GET", `/v2/trackers/${body["tracker"]?.["id"]}`)).body["status"]);
      t.world.control.advanceTracking("all");
    }
    expect(seen).toEqual(["pre_transit", "in_transit", "out_for_delivery", "delivered", "delivered"]);
  });

  test("pages by before_id hold every tracker once, newest first", async () => {
    const t = testWorld();
    for (let i = 0; i < 25; i++) {
      t.clock.set(minutes(i));
      await t.easypost("POST", "/v2/shipments", wish({ carrier: "USPS", service: "Priority", reference: `r${i}` }));
    }
    const seen: string[] = [];
    for (let more = true; more; ) {
      const { body } = await t.easypost("GET", `/v2/trackers?page_size=10${seen.length ? `&before_id=${seen.at(-1)}` : ""}`);
      seen.push(...(body["trackers"] as Json[]).map((k) => String(k["id"])));
      more = body["has_more"] === true;
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
    const since = await t.easypost("GET", `/v2/trackers?start_datetime=${minutes(20)}&page_size=100`);
    expect((since.body["trackers"] as Json[]).length).toBe(5);
    expect((await t.easypost("GET", "/v2/trackers?page_size=101")).status).toBe(422);
  });
});

describe.skipIf(!hasContracts)("EasyPost's recordings", () => {
  const recorded = hasContracts ? exchanges("easypost/recorded") : [];
  const isCreate = (path: string) => path === "/v2/shipments";
  const isShipment = (got: unknown) => asFields(got)["object"] === "Shipment";
  // What a caller sends freely, and what depends on the carrier's own check of an address.
  const free = /^(options|to_address\.verifications|from_address\.verifications|buyer_address\.verifications|return_address\.verifications|forms)\./;
  const union = (all: Set<string>[]) => all.reduce((sum, some) => sum.union(some), new Set<string>());
  const common = (all: Set<string>[]) => all.reduce((sum, some) => sum.intersection(some));

  test("every recorded shipment request with whole addresses is accepted, with the recorded keys in the answer", async () => {
    const creates = recorded.filter((e) => e.method === "POST" && isCreate(e.path) && e.status === 201)
      .filter((e) => !JSON.stringify(e.sent).includes('"id":"'));
    expect(creates.length).toBeGreaterThan(15);
    const known = union(creates.map((e) => paths(e.got)));
    const needed = common(creates.map((e) => paths(e.got)));
    for (const e of creates) {
      const t = testWorld();
      const sent = JSON.parse(JSON.stringify(e.sent).replaceAll(/"carrier_accounts":\[[^\]]*\],?/g, ""));
      const { status, body } = await t.easypost("POST", "/v2/shipments", sent);
      expect([e.name, status, JSON.stringify(body["error"])]).toEqual([e.name, 201, undefined]);
      const ours = paths(body);
      expect([e.name, [...ours.difference(known)].filter((p) => !free.test(p))]).toEqual([e.name, []]);
      expect([e.name, [...needed.difference(ours)].filter((p) => !free.test(p))]).toEqual([e.name, []]);
    }
  });

  test("purchase and refund answers have the recorded keys", async () => {
    for (const verb of ["buy", "refund"]) {
      const answers = recorded.filter((e) => e.path.endsWith(`/${verb}`) && isShipment(e.got)).map((e) => paths(e.got));
      const t = await booked({ customs_info: customs });
      let got = await t.buy();
      if (verb === "refund") {
        t.clock.set(minutes(1));
        got = await t.easypost("POST", `/v2/shipments/${t.id}/refund`, {});
      }
      const known = union(recorded.filter((e) => isShipment(e.got)).map((e) => paths(e.got)));
      expect([verb, [...paths(got.body).difference(known)].filter((p) => !free.test(p))]).toEqual([verb, []]);
      expect([verb, [...common(answers).difference(paths(got.body))].filter((p) => !free.test(p))]).toEqual([verb, []]);
    }
  });

  test("tracker lists have the recorded keys", async () => {
    const lists = recorded.filter((e) => e.method === "GET" && e.path === "/v2/trackers").map((e) => paths(e.got));
    const t = await booked();
    await t.buy();
    t.clock.set(minutes(10));
    t.world.control.advanceTracking("all");
    const { body } = await t.easypost("GET", "/v2/trackers?page_size=5");
    expect([...paths(body).difference(union(lists))]).toEqual([]);
    expect([...common(lists).difference(paths(body))]).toEqual([]);
  });

  test("an error has the recorded shape and words", async () => {
    const failure = recorded.find((e) => e.status === 422 && e.path.endsWith("create_and_verify"));
    const t = await booked({ to_address: { ...ann, street1: "000 unknown street" } });
    expect((await t.buy()).body).toEqual(failure?.got);
  });
});
