import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tx } from "../db/tx.ts";
import { setAside } from "./acts.ts";
import { actor, openFloor, type Floor } from "./floor.testkit.ts";
import { placeHolds } from "./hold.ts";
import { whileOpen } from "./race.testkit.ts";
import { endWaits } from "./waits.ts";

// Two at one traveller in the same moment: what one of them has written the other must not overwrite.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

const person = { actor, reason: "wait for me" } as const;
const channel = { actor: "channel", source: "channel", reason: "the buyer asked" } as const;
const oneParcel = async (): Promise<string> => (await floor.addParcels([{ goods: { "A-RED": 1 } }]))[0]!;
const flags = async (id: string) => (await floor.rows<{ held: boolean; hold_codes: string[] }>("select held, hold_codes from parcel where id = $1", id))[0]!;
const endings = (id: string) => floor.rows("select 1 from parcel_event where parcel_id = $1 and reason like '%time_has_come%'", id);

const during = <R>(first: (tx: Tx) => Promise<unknown>, second: () => Promise<R>, waiters = 1): Promise<R> => whileOpen(floor.company, floor.owner, first, second, { waiters });

test("a hold placed while a person sets the parcel aside stands beside his", async () => {
  const id = await oneParcel();
  await during(
    (tx) => setAside(tx, "parcel", [id], person, null),
    () => floor.tx((tx) => placeHolds(tx, "parcel", [{ id, code: "late_message", evidence: { orderId: "o", at: "2026-03-02T08:00:00.000Z" } }], channel)),
  );
  expect(await flags(id)).toEqual({ held: true, hold_codes: ["held_by_person", "late_message"] });
});

test("the same hold from two sides is one hold", async () => {
  const id = await oneParcel();
  const place = (tx: Tx) => placeHolds(tx, "parcel", [{ id, code: "cancel_requested", evidence: {} }], channel);
  await during(place, () => floor.tx(place));
  expect(await flags(id)).toEqual({ held: true, hold_codes: ["cancel_requested"] });
});

test("a wait that ends does not let go what a person has just set aside", async () => {
  const id = await oneParcel();
  await floor.tx((tx) => setAside(tx, "parcel", [id], person, floor.clock.now));
  await during((tx) => setAside(tx, "parcel", [id], person, null), () => endWaits(floor.company));
  await endWaits(floor.company);
  expect(await flags(id)).toEqual({ held: true, hold_codes: ["held_by_person"] });
});

test("a wait that names no moment holds its own parcel and no other; one written without seconds ends in time", async () => {
  const [broken, other] = [await oneParcel(), await oneParcel()];
  for (const bad of ["tomorrow", "2026-13-45T99:00:00.000Z", ""]) {
    await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: broken, code: "held_until", evidence: { until: bad } }], channel));
    await floor.tx((tx) => setAside(tx, "parcel", [other], person, floor.clock.now.replace(/:\d\d\.\d+Z/, "Z")));
    expect(await endWaits(floor.company)).toBe(1);
    expect([await flags(broken), await flags(other)]).toEqual([{ held: true, hold_codes: ["held_until"] }, { held: false, hold_codes: [] }]);
  }
});

test("two lanes end a wait once", async () => {
  const id = await oneParcel();
  await floor.tx((tx) => setAside(tx, "parcel", [id], person, floor.clock.now));
  const both = await during((tx) => tx.run`update parcel set pinned = pinned where org_id = ${tx.orgId} and id = ${id}`, () => Promise.all([endWaits(floor.company), endWaits(floor.company)]), 2);
  expect(both[0] + both[1] + (await endWaits(floor.company))).toBe(1);
  expect(await endings(id)).toHaveLength(1);
  expect(await flags(id)).toEqual({ held: false, hold_codes: [] });
});
