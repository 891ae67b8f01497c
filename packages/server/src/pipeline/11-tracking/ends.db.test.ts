import { afterAll, beforeAll, expect, test } from "vitest";
import type { Carrier, Channel, ShipNotice } from "@argosy/core/connector.ts";
import { fail, ok } from "@argosy/core/result.ts";
import { instant, plusS } from "@argosy/core/time.ts";
import { pollNow } from "../../accounts/sql.ts";
import { createWaves, finishWave } from "../08-picking/wave.ts";
import { printLabels } from "../09-labels/print.ts";
import { shipParcels } from "../10-shipping/ship.ts";
import { actor, openFloor, type Floor } from "../floor.testkit.ts";
import { actOnParcels, type ParcelAct } from "../parcel-acts.ts";
import { alarmUnheard } from "../alarms.ts";
import { pullWindow, takeFeed } from "../feed.ts";
import { ClosedDoor } from "../outside.ts";
import { recountPart } from "../recount.ts";
import { expireSilent, pullTracking, storeTracking } from "./pull.ts";
import { recountTracking } from "./recount.ts";
import { tracking } from "./stage.ts";

// What becomes of a parcel after it left: its notice, the carrier's news, the ways in which its journey ends.

let floor: Floor;
let carrierId: string;
beforeAll(async () => {
  floor = await openFloor();
  carrierId = (await floor.rows<{ id: string }>("select id from account where kind = 'carrier'"))[0]!.id;
});
afterAll(() => floor.close());

type Parcel = { id: string; stage: string; tracking_no: string; tracking_status: string | null; booking: string };
async function packed(n: number): Promise<string[]> {
  const ids = await floor.addParcels(Array.from({ length: n }, () => ({ goods: { "A-RED": 1 } })));
  const { waves } = await floor.tx((tx) => createWaves(tx, { parcelIds: ids, warehouseId: null, maxParcels: 500, actor }));
  for (const w of waves) await floor.tx((tx) => finishWave(tx, { waveId: w.id, everything: true, actor }));
  await printLabels(floor.company, { parcelIds: ids, waveId: null, reason: "", pickStrip: false, actor });
  return ids;
}
async function ship(ids: readonly string[]): Promise<void> {
  expect((await floor.tx((tx) => shipParcels(tx, { parcelIds: ids, actor, how: { reason: "packed elsewhere" } }))).every((r) => r.ok)).toBe(true);
}
async function shipped(n: number): Promise<Parcel[]> {
  const ids = await packed(n);
  await ship(ids);
  return Promise.all(ids.map(now));
}
const now = async (id: string): Promise<Parcel> =>
  (await floor.rows<Parcel>("select p.id, p.stage, p.tracking_no, p.tracking_status, b.state as booking from parcel p join booking_attempt b on b.id = p.booking_id where p.id = $1", id))[0]!;
const heard = (trackingNo: string, status: "info_received" | "in_transit" | "delivered" | "delivery_failure" | "exception", vendorCode: string = status) => {
  const at = (floor.clock.now = plusS(floor.clock.now, 60));
  return floor.tx((tx) => storeTracking(tx, carrierId, [{ ...event, externalId: `${at} ${vendorCode}`, trackingNo, at, status, vendorCode }]));
};
const event = { text: "", place: "" };
const act = (what: ParcelAct, id: string, reason: string) =>
  floor.tx((tx) => actOnParcels(tx, what, [id], { actor, reason }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));

test("the carrier's first scan hands the parcel over; its own paper does not", async () => {
  const [one] = await shipped(1);
  await heard(one!.tracking_no, "info_received");
  expect(await now(one!.id)).toMatchObject({ booking: "booked", tracking_status: "info_received" });
  await heard(one!.tracking_no, "in_transit");
  expect(await now(one!.id)).toMatchObject({ stage: "tracking", booking: "handed_over", tracking_status: "in_transit" });
  expect(await heard(one!.tracking_no, "delivered")).toBe(1);
  expect(await now(one!.id)).toMatchObject({ stage: "delivered", booking: "handed_over" });
});

/** The channel's answers to ship notices; it breaks for the orders named. */
const runTracking = async (breaksFor: readonly string[] = []) => {
  const channel = {
    sendShipNotice: ({ orderExternalId }: ShipNotice) =>
      breaksFor.includes(orderExternalId) ? Promise.reject(new TypeError("a bug")) : Promise.resolve(ok({ externalId: orderExternalId })),
  };
  return tracking.run({ ...floor.company, outside: { ...floor.company.outside, channel: () => Promise.resolve(channel as unknown as Channel) } });
};

test("a carrier quicker than the last scan: the parcel goes on as soon as it has left, at the latest with the recount", async () => {
  const ids = await packed(2);
  const [one, two] = await Promise.all(ids.map(now));
  await heard(one!.tracking_no, "delivered");
  await heard(two!.tracking_no, "delivered");
  expect((await now(one!.id)).stage).toBe("shipping");
  await ship(ids);
  await floor.owner.query("update channel_attempt set next_try_at = '2100-01-01' where parcel_id <> $1", [one!.id]);
  await runTracking();
  expect([(await now(one!.id)).stage, (await now(two!.id)).stage]).toEqual(["delivered", "tracking"]);
  const [known] = await floor.rows<{ external_id: string; at: Date }>("select external_id, at from tracking_event where parcel_id = $1", two!.id);
  const again = { ...event, externalId: known!.external_id, trackingNo: two!.tracking_no, at: instant(known!.at.getTime()), status: "delivered" as const, vendorCode: "delivered" };
  await floor.tx((tx) => recountTracking.store(tx, carrierId, [again]));
  expect((await now(two!.id)).stage).toBe("delivered");
});

test("each history has the carrier's word for its own parcel", async () => {
  const [one, two] = await shipped(2);
  const at = floor.clock.now;
  await floor.tx((tx) => storeTracking(tx, carrierId, [one!, two!].map((p, i) => ({ ...event, externalId: `own ${i}`, trackingNo: p.tracking_no, at, status: "delivered" as const, vendorCode: `word ${i}` }))));
  const reasons = await floor.rows<{ reason: string }>("select reason from parcel_event where move = 'deliver' and parcel_id = any($1::uuid[]) order by reason", [one!.id, two!.id]);
  expect(reasons.map((r) => r.reason)).toEqual(["word 0", "word 1"]);
});

test("a parcel on its way back is returned", async () => {
  const [one] = await shipped(1);
  await heard(one!.tracking_no, "exception", "return_to_sender");
  expect(await now(one!.id)).toMatchObject({ stage: "returned" });
});

test("nothing heard for sixty days ends a parcel; news of yesterday, or a hold, keep it", async () => {
  const [silent, alive, held] = await shipped(3);
  await floor.owner.query("update parcel set hold_codes = '{notice_refused}' where id = $1", [held!.id]);
  const left = floor.clock.now;
  floor.clock.now = plusS(left, 59 * 86_400);
  expect(await floor.tx(expireSilent)).toBe(0);
  await heard(alive!.tracking_no, "in_transit");
  floor.clock.now = plusS(left, 61 * 86_400);
  expect(await floor.tx(expireSilent)).toBe(1);
  expect([(await now(silent!.id)).stage, (await now(alive!.id)).stage, (await now(held!.id)).stage]).toEqual(["expired", "tracking", "tracking"]);
  await floor.owner.query("update parcel set hold_codes = '{}' where id = $1", [held!.id]);
});

test.each([["deliver", "delivered"], ["bring_back", "returned"], ["lose", "lost"]] as const)("a person enters what no carrier tells: %s", async (what, stage) => {
  const [one] = await shipped(1);
  expect(await act(what, one!.id, "")).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await act(what, one!.id, "the buyer wrote so")).toMatchObject([{ ok: true }]);
  expect(await now(one!.id)).toMatchObject({ stage });
  expect(await act(what, one!.id, "twice")).toMatchObject([{ ok: false, code: "wrong_stage" }]);
});

test("a notice that breaks its connector is read back later; the others of its batch are on record", async () => {
  await floor.owner.query("delete from channel_attempt");
  const ids = (await shipped(3)).map((p) => p.id);
  const orders = await floor.rows<{ external_id: string }>("select o.external_id from orders o join channel_attempt a on a.order_id = o.id where a.parcel_id = any($1::uuid[]) order by a.parcel_id = $2 desc, o.external_id", ids, ids[0]);
  expect(await runTracking([orders[0]!.external_id])).toBe(3);
  expect(await floor.rows("select state, error ->> 'detail' as said from channel_attempt order by state desc")).toEqual([
    { state: "unknown", said: expect.stringMatching(/^#connector_fault /) }, { state: "confirmed", said: null }, { state: "confirmed", said: null },
  ]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  const closed = { ...floor.company.outside, channel: () => Promise.reject(new ClosedDoor("gone")) };
  expect(await tracking.run({ ...floor.company, log: () => {}, outside: closed })).toBe(1);
  expect(await floor.rows("select state, error ->> 'detail' as said from channel_attempt where state <> 'confirmed'")).toEqual([{ state: "unknown", said: "gone" }]); // read back once it opens
});

test("a notice whose outcome can't be written is told to a person; the others of its batch are on record, and it is read back later", async () => {
  await floor.owner.query("delete from channel_attempt");
  const parcels = await shipped(3);
  const [bad] = await floor.rows<{ external_id: string }>("select o.external_id from orders o join channel_attempt a on a.order_id = o.id where a.parcel_id = $1", parcels[1]!.id);
  const sent: string[] = [];
  const channel = (unwritable: string) => ({
    sendShipNotice: ({ orderExternalId }: ShipNotice) => {
      sent.push(orderExternalId);
      return Promise.resolve(ok({ externalId: orderExternalId === bad!.external_id ? unwritable : orderExternalId }));
    },
    findShipNotices: (id: string) => Promise.resolve(ok([{ trackingNo: parcels[1]!.tracking_no, externalId: id }])),
  });
  const logged: string[] = [];
  const tell = (unwritable: string) => tracking.run({ ...floor.company, log: ({ what }) => void logged.push(what), outside: { ...floor.company.outside, channel: () => Promise.resolve(channel(unwritable) as unknown as Channel) } });
  const states = async () => (await floor.rows<{ state: string }>("select state from channel_attempt order by array_position($1, parcel_id)", parcels.map((p) => p.id))).map((a) => a.state);
  expect(await tell("no text of PostgreSQL: \0")).toBe(3);
  expect([await states(), logged]).toEqual([["confirmed", "sending", "confirmed"], ["an outcome could not be recorded"]]);
  expect(await Promise.all(parcels.map((p) => holdsOf(p.id)))).toEqual([[], ["broken"], []]);
  floor.clock.now = plusS(floor.clock.now, 600);
  expect(await tell("")).toBe(1);
  expect([await states(), sent.length]).toEqual([["confirmed", "confirmed", "confirmed"], 3]);
  expect(await act("retry", parcels[1]!.id, "")).toMatchObject([{ ok: true }]);
  expect(await holdsOf(parcels[1]!.id)).toEqual([]);
});

test("of an order that was cancelled after it left the channel is told nothing, and a person hears why", async () => {
  await floor.owner.query("delete from channel_attempt");
  const [one] = await shipped(1);
  await floor.owner.query("update orders o set channel_state = 'cancelled' from parcel_line l where l.parcel_id = $1 and o.id = l.order_id", [one!.id]);
  await runTracking();
  expect(await floor.rows("select state, error ->> 'detail' as said from channel_attempt")).toEqual([{ state: "unsupported", said: "#cancelled_there" }]);
  expect(await holdsOf(one!.id)).toEqual(["notice_unsupported"]);
});

test("a channel that takes no notice for two hours is told to a person, once; it ends by itself when it does", async () => {
  await floor.owner.query("delete from channel_attempt");
  const [one] = await shipped(1);
  const away = { sendShipNotice: () => Promise.resolve(fail({ kind: "unavailable", detail: "503" })) };
  const tell = (channel: object) => tracking.run({ ...floor.company, outside: { ...floor.company.outside, channel: () => Promise.resolve(channel as unknown as Channel) } });
  const tryFor = async (hours: number) => {
    for (const end = plusS(floor.clock.now, hours * 3600); floor.clock.now < end; floor.clock.now = plusS(floor.clock.now, 600)) await tell(away);
  };
  await tryFor(1);
  expect(await holdsOf(one!.id)).toEqual([]);
  await tryFor(4);
  expect(await holdsOf(one!.id)).toEqual(["notice_late"]);
  expect(await act("release", one!.id, "entered by hand")).toMatchObject([{ ok: true }]);
  await tryFor(4);
  expect(await holdsOf(one!.id)).toEqual([]);
  const [two] = await shipped(1);
  await tryFor(4);
  expect(await holdsOf(two!.id)).toEqual(["notice_late"]);
  floor.clock.now = plusS(floor.clock.now, 3600);
  await runTracking();
  expect([await holdsOf(one!.id), await holdsOf(two!.id)]).toEqual([[], []]);
});

test("a notice refused for a lost token goes out when the account is asked again, not a quarter of an hour later", async () => {
  await floor.owner.query("delete from channel_attempt");
  await shipped(1);
  const [{ shop_account_id: shopId }] = (await floor.rows<{ shop_account_id: string }>("select shop_account_id from channel_attempt")) as [{ shop_account_id: string }];
  const answering = (error: object) => ({ ...floor.company, outside: { ...floor.company.outside, channel: () => Promise.resolve({ sendShipNotice: () => Promise.resolve(fail(error)) } as unknown as Channel) } });
  await tracking.run(answering({ kind: "signed_out" }));
  floor.clock.now = plusS(floor.clock.now, 60);
  expect(await runTracking()).toBe(0);
  await floor.tx((tx) => pollNow(tx, shopId));
  expect(await runTracking()).toBe(1);
});

const holdsOf = async (id: string) => (await floor.rows<{ hold_codes: string[] }>("select hold_codes from parcel where id = $1", id))[0]!.hold_codes;

test("no scan for five days is an alarm; a person's word ends it for good, a scan by itself", async () => {
  const [one, two, own] = await shipped(3);
  await floor.owner.query("update booking_attempt set carrier_account_id = null where parcel_id = $1", [own!.id]); // a number of our own: nobody tells of it
  await heard(one!.tracking_no, "info_received");
  const left = floor.clock.now;
  floor.clock.now = plusS(left, 4 * 86_400);
  await floor.tx(alarmUnheard);
  expect([await holdsOf(one!.id), await holdsOf(two!.id)]).toEqual([[], []]);
  floor.clock.now = plusS(left, 6 * 86_400);
  await floor.tx(alarmUnheard);
  expect([await holdsOf(one!.id), await holdsOf(two!.id), await holdsOf(own!.id)]).toEqual([["no_first_scan"], ["no_first_scan"], []]);
  expect(await act("release", one!.id, "the carrier has found it")).toMatchObject([{ ok: true }]);
  await floor.tx(alarmUnheard);
  await heard(one!.tracking_no, "info_received", "again");
  await heard(two!.tracking_no, "in_transit");
  expect([await holdsOf(one!.id), await holdsOf(two!.id)]).toEqual([[], []]);
});

test("a parcel of which its carrier tells nothing more for ten days is an alarm, once; the next scan ends it", async () => {
  const [one] = await shipped(1);
  await heard(one!.tracking_no, "in_transit");
  const seen = floor.clock.now;
  const at = async (days: number): Promise<string[]> => {
    floor.clock.now = plusS(seen, days * 86_400);
    await floor.tx(alarmUnheard);
    return holdsOf(one!.id);
  };
  expect([await at(9), await at(11)]).toEqual([[], ["no_news"]]);
  expect(await act("release", one!.id, "it waits for the ship")).toMatchObject([{ ok: true }]);
  expect(await at(12)).toEqual([]);
  await heard(one!.tracking_no, "in_transit", "at sea");
  floor.clock.now = plusS(floor.clock.now, 11 * 86_400);
  await floor.tx(alarmUnheard);
  expect(await holdsOf(one!.id)).toEqual(["no_news"]);
  await heard(one!.tracking_no, "in_transit", "landed");
  expect(await holdsOf(one!.id)).toEqual([]);
});

test.each([["delivery_failure", "failure/", "delivery_failed"], ["in_transit", "in_transit/awaiting_information", "customs_asks"]] as const)("%s %s is an alarm until the next word; every new one asks again", async (status, code, alarm) => {
  const [one, two] = await shipped(2);
  await heard(one!.tracking_no, status, code);
  expect(await holdsOf(one!.id)).toEqual([alarm]);
  await act("release", one!.id, "");
  expect(await holdsOf(one!.id)).toEqual([]);
  await heard(one!.tracking_no, status, `${code} `);
  expect(await holdsOf(one!.id)).toEqual([alarm]);
  await heard(one!.tracking_no, "in_transit");
  expect(await holdsOf(one!.id)).toEqual([]);
  await heard(two!.tracking_no, status, code);
  expect(await act("deliver", two!.id, "the buyer wrote so")).toMatchObject([{ ok: true }]);
  expect(await holdsOf(two!.id)).toEqual([]);
});

test.each(["the regular list", "the night's recount"])("an event that can't be written is told to a person, once; those after it in its list are stored, and the list goes on: %s", async (name) => {
  const [bad, good] = await shipped(2);
  const at = floor.clock.now;
  const items = [bad!, good!].map((p, i) => ({ ...event, externalId: `${name} ${i}`, trackingNo: p.tracking_no, at, status: "delivered" as const, vendorCode: "delivered", text: p === bad ? "no text of PostgreSQL: \0" : "at the door" }));
  const feed = name === "the regular list" ? "tracking" : "recount";
  await floor.tx((tx) => tx.insert("feed", [{ accountId: carrierId, feed, syncedTo: at, nextPollAt: at, leaseNo: 0, failures: 0 }]));
  const logged: string[] = [];
  let asked = 0;
  const carrier = { listTracking: () => Promise.resolve(ok({ items, next: asked++ % 2 === 0 ? "2" : null, completeTo: null })) };
  const company = { ...floor.company, log: ({ what }: { what: string }) => void logged.push(what), outside: { ...floor.company.outside, carrier: () => Promise.resolve(carrier as unknown as Carrier) } };
  for (let turn = 0; turn < 2; turn++) {
    floor.clock.now = plusS(floor.clock.now, 1000);
    const taken = (await floor.tx(takeFeed))!;
    expect(await (feed === "tracking" ? pullWindow(company, taken, pullTracking) : recountPart(company, taken, recountTracking))).toBe(2); // the same one on both pages
    await floor.owner.query("update feed set next_poll_at = $1 where feed = $2", [floor.clock.now, feed]);
  }
  expect([(await now(bad!.id)).stage, (await now(good!.id)).stage]).toEqual(["tracking", "delivered"]);
  expect([await holdsOf(bad!.id), await holdsOf(good!.id)]).toEqual([["broken"], []]);
  expect(await floor.rows("select 1 from hold where parcel_id = $1", bad!.id)).toHaveLength(1);
  expect(logged).toEqual(Array.from({ length: 4 }, () => "an item of a list failed alone"));
  expect(asked).toBe(4); // nothing twice, for all that could not be stored
  expect(await floor.rows("select failures, last_success_at = $3 as told from feed where account_id = $1 and feed = $2", carrierId, feed, floor.clock.now)).toEqual([{ failures: 0, told: true }]);
  await floor.owner.query("delete from feed");
});

test("an alarm does not keep a silent parcel alive", async () => {
  const [one] = await shipped(1);
  const left = floor.clock.now;
  floor.clock.now = plusS(left, 6 * 86_400);
  await floor.tx(alarmUnheard);
  floor.clock.now = plusS(left, 61 * 86_400);
  await floor.tx(expireSilent);
  expect(await now(one!.id)).toMatchObject({ stage: "expired" });
  expect(await holdsOf(one!.id)).toEqual([]);
});
