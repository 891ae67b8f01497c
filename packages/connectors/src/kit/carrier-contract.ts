import { describe, expect, test } from "vitest";
import type { Booking, BookingRequest, Carrier, ConnectorError, Http, Window } from "@argosy/core/connector.ts";
import type { HttpRequest } from "@argosy/core/http.ts";
import { money } from "@argosy/core/money.ts";
import type { Result } from "@argosy/core/result.ts";
import { failingDoor, failures } from "./failing-doors.testkit.ts";
import { allPages } from "./pages.testkit.ts";

/** A carrier account, and how to look at it from the side. */
export type CarrierFixture = {
  readonly vendor: Http;
  readonly open: (http: Http) => Carrier;
  readonly request: BookingRequest;
  /** True for the call that charges. */
  readonly isCharge: (request: HttpRequest) => boolean;
  /** References the account was charged for, once per charge, given-back ones left out. */
  readonly charged: () => readonly string[];
  /** Lets the parcel of a booking be delivered, and tells in which window its tracker changed. */
  readonly deliver: (booking: Booking) => Window;
  readonly secrets: readonly string[];
};

const value = <T>(result: Result<T, ConnectorError>): T => {
  expect(result).toMatchObject({ ok: true });
  return (result as { readonly value: T }).value;
};

/** A door that counts what goes through and loses the answers of some. */
function losing(vendor: Http, loses: (request: HttpRequest) => boolean): { readonly http: Http; readonly paths: string[] } {
  const paths: string[] = [];
  const http: Http = async (request) => {
    paths.push(`${request.method} ${new URL(request.url).pathname}`);
    const response = await vendor(request);
    if (loses(request)) throw new TypeError("fetch failed");
    return response;
  };
  return { http, paths };
}

/** What every carrier must keep (house guide, section 15). */
export function describeCarrier(name: string, make: () => CarrierFixture): void {
  describe(`${name} as a carrier`, () => {
    describe("booking", () => testBooking(make));
    describe("failures of the charge", () => testChargeFailures(make));
    describe("labels, voids, tracking", () => testAfterwards(make));
  });
}

function testBooking(make: () => CarrierFixture): void {
  test("books once, under our reference, and finds it again", async () => {
    const { open, vendor, request, charged } = make();
    const booking = value(await open(vendor).book(request));
    expect(booking).toMatchObject({ trackingNo: expect.stringMatching(/./), cost: { currency: expect.stringMatching(/./) } });
    expect(charged()).toEqual([request.clientRef]);
    expect(await open(vendor).findBooking(request.clientRef)).toEqual({ ok: true, value: booking });
    expect(await open(vendor).findBooking("no-such-reference")).toEqual({ ok: true, value: null });
  });

  test("a parcel beyond the limits or without weight is refused before any call", async () => {
    const { open, vendor, request, charged } = make();
    const door = losing(vendor, () => false);
    for (const wrong of [{ weightG: 5_000_000 }, { weightG: 0 }, { weightG: 1.5 }, { size: { lengthMm: 99_000, widthMm: 1, heightMm: 1 } }])
      expect(await open(door.http).book({ ...request, ...wrong })).toMatchObject({ ok: false, error: { kind: "refused" } });
    expect(door.paths).toEqual([]);
    expect(charged()).toEqual([]);
  });

  test("never pays more than the limit", async () => {
    const { open, vendor, request, charged } = make();
    const low = await open(vendor).book({ ...request, limit: money(1, "USD") });
    expect(low).toMatchObject({ ok: false, error: { kind: "refused", code: "quote_above_limit" } });
    const foreign = await open(vendor).book({ ...request, limit: money(100_000_000, "JPY") });
    expect(foreign).toMatchObject({ ok: false, error: { kind: "refused", code: "quote_currency_differs" } });
    expect(charged()).toEqual([]);
  });

  test("a service that is not offered is refused with what is", async () => {
    const { open, vendor, request } = make();
    const answer = await open(vendor).book({ ...request, service: "Pigeon Express" });
    expect(answer).toMatchObject({ ok: false, error: { kind: "refused", code: "service_not_offered", field: "service" } });
  });
}

function testChargeFailures(make: () => CarrierFixture): void {
  test("charged without an answer: unknown, and then found", async () => {
    const { open, vendor, request, isCharge, charged } = make();
    const door = losing(vendor, isCharge);
    expect(await open(door.http).book(request)).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    expect(charged()).toEqual([request.clientRef]);
    expect(value(await open(vendor).findBooking(request.clientRef))?.trackingNo).toMatch(/./);
  });

  test("lost before the charge: not found, and then booked once", async () => {
    const { open, vendor, request, isCharge, charged } = make();
    const door: Http = (r) => (isCharge(r) ? Promise.reject(new TypeError("fetch failed")) : vendor(r));
    expect(await open(door).book(request)).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    expect(await open(vendor).findBooking(request.clientRef)).toEqual({ ok: true, value: null });
    value(await open(vendor).book(request));
    expect(charged()).toEqual([request.clientRef]);
  });

  test("an answer lost before the charge costs nothing and may be repeated", async () => {
    const { open, vendor, request, isCharge, charged } = make();
    const door = losing(vendor, (r) => !isCharge(r));
    expect(await open(door.http).book(request)).toMatchObject({ ok: false, error: { kind: "unavailable" } });
    value(await open(vendor).book(request));
    expect(charged()).toEqual([request.clientRef]);
    expect(value(await open(vendor).findBooking(request.clientRef))).not.toBeNull();
  });

  test.for(failures)("$name at the charge -> $write", async (failure) => {
    const { open, vendor, request, isCharge, secrets } = make();
    const answer = await open(failingDoor(vendor, (r) => !isCharge(r), failure)).book(request);
    expect(answer).toMatchObject({ ok: false, error: { kind: failure.write } });
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  test.for(failures)("$name at a look-up -> $read", async (failure) => {
    const { open, vendor, request } = make();
    const answer = await open(failingDoor(vendor, () => false, failure)).findBooking(request.clientRef);
    expect(answer).toMatchObject({ ok: false, error: { kind: failure.read } });
  });
}

function testAfterwards(make: () => CarrierFixture): void {
  test("the label's bytes are what it says they are", async () => {
    const { open, vendor, request } = make();
    const booking = value(await open(vendor).book(request));
    const label = value(await open(vendor).fetchLabel(booking));
    const begin = { "image/png": "\x89PNG", "application/pdf": "%PDF", "text/zpl": "^XA" }[label.mime];
    expect(Buffer.from(label.bytes).toString("latin1").startsWith(begin)).toBe(true);
    expect(await open(vendor).fetchLabel({ ...booking, labelUrl: null })).toMatchObject({ ok: true });
    const page = new Response("<html>expired</html>", { headers: { "content-type": "image/png" } });
    expect(await open(async () => page).fetchLabel(booking)).toMatchObject({ ok: false, error: { kind: "malformed", path: "label" } });
    const cut = new Response(label.bytes.slice(0, -7));
    expect(await open(async () => cut).fetchLabel(booking)).toMatchObject({ ok: false, error: { kind: "unavailable" } });
    const slipped = { ...booking, labelUrl: "https://example.invalid/label.png" };
    expect(await open(vendor).fetchLabel(slipped)).toMatchObject({ ok: false, error: { kind: "malformed" } });
  });

  test("voids twice harmlessly", async () => {
    const { open, vendor, request, charged } = make();
    const booking = value(await open(vendor).book(request));
    const first = value(await open(vendor).voidBooking(booking.externalId));
    expect(["voided", "pending"]).toContain(first.state);
    expect(await open(vendor).voidBooking(booking.externalId)).toMatchObject({ ok: true });
    expect(charged()).toEqual([]);
    expect(await open(vendor).voidBooking("no-such-shipment")).toMatchObject({ ok: false, error: { kind: "refused" } });
  });

  test("tracking ends in delivered, with ids that stay and no word lost", async () => {
    const { open, vendor, request, deliver } = make();
    const booking = value(await open(vendor).book(request));
    const window = deliver(booking);
    const events = value(await allPages(open(vendor).listTracking, window));
    expect(events.map((event) => event.trackingNo)).toContain(booking.trackingNo);
    expect(events.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)?.status).toBe("delivered");
    expect(new Set(events.map((event) => `${event.trackingNo} ${event.externalId}`)).size).toBe(events.length);
    expect(value(await allPages(open(vendor).listTracking, window))).toEqual(events);
    expect(events.every((event) => event.vendorCode !== "" && event.at.endsWith("Z"))).toBe(true);
  });
}
