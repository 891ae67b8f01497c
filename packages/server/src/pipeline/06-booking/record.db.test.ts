import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BookingRequest, Carrier } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { randomId } from "@argosy/core/ids.ts";
import { fail } from "@argosy/core/result.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { inventBuyer, type Buyer } from "@argosy/sandbox/buyers.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld, type World } from "@argosy/sandbox/world.ts";
import { handlersOf, openOutside, type CompanyPlan, type Ids } from "../../../sim/company.ts";
import { inOrg } from "../../db/tx.ts";
import { closeCompanies, expectTrueBooks, letTimePass, openCompany } from "../company.testkit.ts";
import { pullOneFeed, rooms, runRooms } from "../index.ts";
import { ClosedDoor } from "../outside.ts";
import { actOnParcels, type ParcelAct } from "../parcel-acts.ts";
import type { Company } from "../room.ts";
import { booking } from "./stage.ts";

// What becomes of an answer that comes when the parcel is not what was asked for, or that can't be written.

const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "before_stock", mergeWaitMinutes: 5,
};
let clock: ReturnType<typeof settableClock>;
let world: World;
let company: Company;
let ids: Ids;
let owner: pg.Client;
let spoil: (real: Carrier) => Partial<Carrier>;
let whileLooking: () => Promise<unknown>;
let logged: string[];
beforeEach(async () => {
  clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
  world = createWorld({ seed: 4, clock });
  spoil = () => ({});
  whileLooking = async () => {};
  logged = [];
  const outside = (db: Company["db"]): Company["outside"] => {
    const doors = openOutside(handlersOf(world), db);
    const channel: typeof doors.channel = async (id) => { const real = await doors.channel(id); return { ...real, fetchOrders: async (asked) => (await whileLooking(), real.fetchOrders(asked)) }; };
    return { ...doors, channel, carrier: async (id) => { const real = await doors.carrier(id); return { ...real, ...spoil(real) }; } };
  };
  ({ company, ids, owner } = await openCompany({ plan, world, clock, outside, log: (entry) => void logged.push(entry.what) }));
});
afterEach(closeCompanies);
const place = (from: Partial<Buyer> = {}) => world.control.placeOrder({ ...from, shopId: plan.shops[0]!.id, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" }).orderId;
const parcelOf = async (externalId: string) =>
  (await owner.query<{ id: string; stage: string; hold_codes: string[]; tracking_no: string | null }>("select p.* from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id where o.external_id = $1", [externalId])).rows[0]!;
const act = (what: ParcelAct, id: string, reason: string, warehouseId: string | null = null, code: string | null = null) =>
  inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, what, [id], { actor: "member:m", reason }, { code, until: null, seen: undefined, warehouseId, methodId: null }));
const attemptsOf = async (parcelId: string) => (await owner.query<{ state: string }>("select state from booking_attempt where parcel_id = $1 order by id", [parcelId])).rows.map((a) => a.state);

/** It has no stock. */
async function addSecondWarehouse(): Promise<string> {
  const id = randomId();
  await inOrg(company.db, company.orgId, async (tx) => {
    const { address } = await tx.one<{ address: object }>`select address from warehouse where org_id = ${tx.orgId}`;
    await tx.insert("warehouse", [{ id, code: "NJ", name: "New Jersey", kind: "own", address: { ...address, line1: "9 Pier Road", city: "Newark", state: "NJ", postcode: "07114" }, isDefault: false, version: 1 }]);
  });
  return id;
}

test("a label asked for from one warehouse is given back when the parcel leaves from another by then", async () => {
  const asked: BookingRequest[] = [];
  const slow = Promise.withResolvers<void>();
  const underWay = Promise.withResolvers<void>();
  spoil = (real) => ({
    async book(request) {
      asked.push(request);
      underWay.resolve();
      if (asked.length === 1) await slow.promise;
      return real.book(request);
    },
  });
  const second = await addSecondWarehouse();
  const order = place();
  const first = letTimePass(company, clock, 130);
  await underWay.promise;
  const { id } = await parcelOf(order);
  expect(await act("set_route", id, "", second)).toMatchObject([{ ok: true }]);
  await runRooms(company);
  expect(await parcelOf(order)).toMatchObject({ stage: "booking", tracking_no: null });
  slow.resolve();
  await first;
  await letTimePass(company, clock, 130);
  expect(asked.map((request) => request.from.city)).toEqual(["Long Beach", "Newark"]);
  expect(await attemptsOf(id)).toEqual(["cancelled", "booked"]);
  expect(await parcelOf(order)).toMatchObject({ stage: "allocation", tracking_no: expect.any(String) });
  await expectTrueBooks({ company, owner });
});

test("an answer that can't be written is told to a person, once; the label stays in sight", async () => {
  const before = place();
  await letTimePass(company, clock, 130);
  const twice = { trackingNo: (await parcelOf(before)).tracking_no! }; // a carrier that gives one number to two parcels
  spoil = (real) => ({
    async book(request) {
      const answer = await real.book(request);
      return answer.ok ? { ...answer, value: { ...answer.value, ...twice } } : answer;
    },
    async findBooking(ref) {
      const answer = await real.findBooking(ref);
      return answer.ok && answer.value ? { ...answer, value: { ...answer.value, ...twice } } : answer;
    },
  });
  const order = place();
  await letTimePass(company, clock, 130);
  await letTimePass(company, clock, 130);
  const { id, stage, hold_codes: holds } = await parcelOf(order);
  expect({ stage, holds, attempts: await attemptsOf(id) }).toEqual({ stage: "booking", holds: ["broken"], attempts: ["unknown"] });
  expect(logged).toContain("an outcome could not be recorded");
  expect((await owner.query("select 1 from hold where parcel_id = $1", [id])).rows).toHaveLength(1);
  spoil = () => ({});
  await letTimePass(company, clock, 130);
  expect(await act("retry", id, "")).toMatchObject([{ ok: true }]);
  await booking.run(company);
  expect({ attempts: await attemptsOf(id), charged: world.books().charges.length }).toEqual({ attempts: ["booked"], charged: 2 });
});

test("what a slow carrier has answered is in the books before the others are asked", async () => {
  const booked = async () => (await inOrg(company.db, company.orgId, (tx) => tx.many`select 1 from booking_attempt where org_id = ${tx.orgId} and state = 'booked'`)).length;
  const before = await booked();
  let asked = 0;
  let seen = before;
  spoil = (real) => ({
    async book(request) {
      clock.advance(5);
      if (++asked === 16) for (const until = Date.now() + 3000; seen === before && Date.now() < until; seen = await booked());
      return real.book(request);
    },
  });
  for (let i = 0; i < 16; i++) place();
  await letTimePass(company, clock, 130, 1);
  expect(asked).toBe(16);
  expect(seen).toBeGreaterThan(before);
});

test("a parcel that was cancelled is asked about, and held by nothing, however long its carrier is silent", async () => {
  spoil = () => ({ book: async () => fail({ kind: "outcome_unknown", detail: "timeout" }), findBooking: async () => fail({ kind: "unavailable", detail: "503" }) });
  const order = place();
  await letTimePass(company, clock, 130, 1);
  const { id } = await parcelOf(order);
  expect(await attemptsOf(id)).toEqual(["unknown"]);
  expect(await act("cancel", id, "the buyer called")).toMatchObject([{ ok: true }]);
  await letTimePass(company, clock, 1000, 7);
  expect(await parcelOf(order)).toMatchObject({ stage: "cancelled", hold_codes: [] });
  await expectTrueBooks({ company, owner });
});

test("a label that is found after a person has let its lost answer go is given back, and stays in the books", async () => {
  const found = Promise.withResolvers<void>();
  let looking: (() => void) | null = null;
  spoil = (real) => ({
    book: async (request) => (await real.book(request), fail({ kind: "outcome_unknown", detail: "timeout" })),
    async findBooking(ref) {
      if (!looking) return fail({ kind: "unavailable", detail: "503" });
      looking();
      await found.promise; // the carrier answers slowly, and in the end
      return real.findBooking(ref);
    },
  });
  const order = place();
  await letTimePass(company, clock, 1000, 7);
  const { id, hold_codes: holds } = await parcelOf(order);
  expect({ holds, attempts: await attemptsOf(id) }).toEqual({ holds: expect.arrayContaining(["booking_unknown"]), attempts: ["unknown"] });

  const asked = new Promise<void>((resolve) => (looking = resolve));
  clock.advance(1000);
  const late = booking.run(company);
  await asked;
  spoil = () => ({});
  expect(await act("release", id, "not in their list", null, "booking_unknown")).toMatchObject([{ ok: true }]);
  await booking.run(company);
  expect(await attemptsOf(id)).toEqual(["absent", "booked"]);
  found.resolve();
  await late;
  await letTimePass(company, clock, 130);
  expect(await attemptsOf(id)).toEqual(["cancelled", "booked"]);
  const mine = new Map<string | null, object>((await owner.query<{ id: string; tracking_no: string; cost_minor: string }>("select id, tracking_no, cost_minor from booking_attempt where parcel_id = $1", [id])).rows.map((a) => [a.id, a]));
  const paid = world.books().charges.filter((c) => mine.has(c.reference));
  expect(paid.map((c) => c.voided).sort()).toEqual([false, true]);
  for (const { reference, trackingNo, costMinor } of paid) expect(mine.get(reference)).toMatchObject({ tracking_no: trackingNo, cost_minor: String(costMinor) });
  await expectTrueBooks({ company, owner });
});

test("a carrier that can't be opened holds its parcels with the reason, and stops no room", async () => {
  const asked = [place(), place()];
  spoil = () => ({ book: async () => fail({ kind: "outcome_unknown", detail: "timeout" }), findBooking: async () => fail({ kind: "unavailable", detail: "503" }) });
  await letTimePass(company, clock, 130, 1);
  const parcels = await Promise.all(asked.map(parcelOf));
  expect(await Promise.all(parcels.map(({ id }) => attemptsOf(id)))).toEqual([["unknown"], ["unknown"]]);
  spoil = () => {
    throw new ClosedDoor(fact("no_connector", "gone"));
  };
  const late = place();
  await letTimePass(company, clock, 130, 5);
  expect(logged).toContain("an account can't be opened");
  expect(await parcelOf(late)).toMatchObject({ stage: "booking", hold_codes: ["carrier_signed_out"] });
  expect((await attemptsOf((await parcelOf(late)).id)).every((state) => state === "absent")).toBe(true);
  spoil = () => ({});
  await letTimePass(company, clock, 1000, 4);
  expect(await Promise.all([...asked, late].map(async (order) => (await parcelOf(order)).stage))).not.toContain("booking");
  await expectTrueBooks({ company, owner });
});

test("a parcel that can't be planned is set aside, and the others are booked", async () => {
  const [bad, good] = [place(), place()];
  clock.advance(400);
  while (await pullOneFeed(company));
  for (const room of rooms.slice(0, rooms.indexOf(booking))) while ((await room.run(company)) > 0);
  await owner.query("update buyer_pii set ciphertext = 'spoilt' where order_id = (select id from orders where external_id = $1)", [bad]);
  await booking.run(company);
  expect(logged).toContain("a traveller failed alone");
  expect(await parcelOf(bad)).toMatchObject({ stage: "booking", hold_codes: ["broken"] });
  expect(await parcelOf(good)).toMatchObject({ stage: "allocation", tracking_no: expect.any(String) });
});

test("a parcel that becomes due during the last look is not booked without one of its own", async () => {
  const [first, later] = [place(), place()];
  clock.advance(130);
  while (await pullOneFeed(company));
  for (let pass = 0; pass < 2; pass++) for (const room of rooms) if (room.name !== "booking") await room.run(company);
  const [one, other] = [await parcelOf(first), await parcelOf(later)];
  const due = (at: Instant | null) => owner.query("update parcel set next_try_at = $2 where id = $1", [other.id, at]);
  await due(null);
  clock.advance(1_000); // the order was looked at too long ago
  whileLooking = () => due(clock.now());
  await booking.run(company);
  expect([await attemptsOf(one.id), await attemptsOf(other.id)]).toEqual([["booked"], []]);
  await booking.run(company);
  expect(await attemptsOf(other.id)).toEqual(["booked"]);
});

test("goods that can't be declared from the warehouse they leave hold their parcel, whatever other warehouse is nearer", async () => {
  await inOrg(company.db, ids.orgId, async (tx) => {
    const { address } = await tx.one<{ address: object }>`select address from warehouse where org_id = ${tx.orgId} order by code limit 1`;
    await tx.insert("warehouse", [{ id: randomId(), code: "NEAR", name: "Near", kind: "own", address, isDefault: false, version: 1 }]);
  });
  await owner.query("update warehouse set address = address || '{\"country\": \"CN\"}' where is_default");
  await owner.query("update sku set declared_minor = null");
  const order = place(inventBuyer(4, 1, "EBAY_US", "US"));
  await letTimePass(company, clock, 130);
  const { id } = await parcelOf(order);
  expect(await parcelOf(order)).toMatchObject({ stage: "booking", hold_codes: ["customs_incomplete"] });
  expect((await owner.query("select evidence from hold where parcel_id = $1", [id])).rows).toEqual([{ evidence: { skus: [{ sku: "A", missing: ["declared_value"] }] } }]);
  expect(await attemptsOf(id)).toEqual([]);
  await owner.query("update sku set declared_minor = 500");
  await letTimePass(company, clock, 300);
  expect((await attemptsOf(id)).length).toBeGreaterThan(0);
  expect((await parcelOf(order)).hold_codes).not.toContain("customs_incomplete");
});

test("a parcel that a person stops while those before it are booked is not asked for", async () => {
  const orders = Array.from({ length: 12 }, () => place());
  const asked: string[] = [];
  const held = Promise.withResolvers<string>();
  spoil = (real) => ({
    async book(request) {
      asked.push(request.orderRef);
      if (asked.length === 8) {
        const { rows: [next] } = await owner.query<{ id: string; order_no: string }>(
          "select l.parcel_id as id, o.order_no from orders o join parcel_line l on l.order_id = o.id where o.external_id = any($1) and not o.order_no = any($2) limit 1", [orders, asked]);
        expect(await act("hold", next!.id, "the buyer called")).toMatchObject([{ ok: true }]);
        held.resolve(next!.order_no);
      }
      await held.promise; // as many at once as there are
      clock.advance(0.2);
      return real.book(request);
    },
  });
  await letTimePass(company, clock, 130, 1);
  expect(asked).toHaveLength(orders.length - 1);
  expect(asked).not.toContain(await held.promise);
  await expectTrueBooks({ company, owner });
});

test("a parcel routed anew while nobody knows whether its label was bought says that it waits for the carrier", async () => {
  spoil = () => ({ book: async () => fail({ kind: "outcome_unknown", detail: "no answer" } as const) });
  const order = place();
  await letTimePass(company, clock, 130, 1);
  const { id, hold_codes: before } = await parcelOf(order);
  expect(before).toEqual(["carrier_pending"]);
  expect(await act("set_route", id, "", await addSecondWarehouse())).toMatchObject([{ ok: true }]);
  spoil = () => ({});
  await runRooms(company);
  expect(await parcelOf(order)).toMatchObject({ stage: "booking", hold_codes: ["carrier_pending"] });
  expect(await attemptsOf(id)).toEqual(["unknown"]);
  await letTimePass(company, clock, 400);
  expect(await attemptsOf(id)).toEqual(["absent", "booked"]);
  expect(await parcelOf(order)).toMatchObject({ stage: "allocation", hold_codes: ["stock_short"], tracking_no: expect.any(String) });
  await expectTrueBooks({ company, owner });
});

test("a refusal of credentials that were replaced meanwhile signs nobody out; one of today's does", async () => {
  const account = async () => (await owner.query<{ id: string; status: string; version: number }>("select id, status, version from account where kind = 'carrier'")).rows[0]!;
  const refused = fail({ kind: "signed_out", detail: "401" } as const);
  spoil = () => ({ book: async () => (await owner.query("update account set version = version + 1 where kind = 'carrier'"), refused) });
  const asked = place();
  await letTimePass(company, clock, 130, 1);
  expect(await parcelOf(asked)).toMatchObject({ stage: "booking", hold_codes: ["carrier_signed_out"] });
  expect(await account()).toMatchObject({ status: "connected" });
  spoil = () => ({ book: async () => refused });
  await letTimePass(company, clock, 400, 1);
  expect(await account()).toMatchObject({ status: "signed_out" });
  spoil = () => ({});
  await letTimePass(company, clock, 400, 1);
  expect((await parcelOf(asked)).stage).not.toBe("booking");
});

test("a carrier that answers its lists and refuses to book stays signed out until it books again", async () => {
  const account = async () => (await owner.query<{ status: string; booking_error: string | null }>("select status, booking_error from account where kind = 'carrier'")).rows[0]!;
  spoil = () => ({ book: async () => fail({ kind: "signed_out", detail: "403" } as const) });
  const asked = place();
  await letTimePass(company, clock, 130, 1);
  const refused = { status: "signed_out", booking_error: fact("vendor_signed_out", "403") };
  expect(await account()).toEqual(refused);
  await letTimePass(company, clock, 3700, 2);
  const { rows } = await owner.query("select 1 from feed f join account a on a.id = f.account_id where a.kind = 'carrier' and f.last_success_at > $1", [plusS(clock.now(), -7300)]);
  expect(rows.length).toBeGreaterThan(0);
  expect(await account()).toEqual(refused);
  spoil = () => ({});
  await letTimePass(company, clock, 400, 1);
  expect((await parcelOf(asked)).stage).not.toBe("booking");
  expect(await account()).toEqual({ status: "connected", booking_error: null });
});
