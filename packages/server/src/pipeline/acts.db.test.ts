import { afterAll, beforeAll, expect, test } from "vitest";
import { evidenceHash, placeHolds, type Found } from "./hold.ts";
import { actor, openFloor, type Floor } from "./floor.testkit.ts";
import { actOnOrders, type Asked } from "./order-acts.ts";
import { actOnParcels } from "./parcel-acts.ts";

// What a person lets go, and what he may not without having read it or without saying why.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

const asked: Asked = { code: null, until: null, seen: undefined };
const note = { code: "buyer_note", evidence: { note: "gift" } } as const;
const differs = { code: "payment_amount_differs", evidence: { orderMinor: 1500, paidMinor: 1000, differenceMinor: -500, currency: "USD" } } as const;
const unmapped = { code: "sku_unmapped", evidence: { skus: [] } } as const;
/** An order that stands in a room with these holds. */
async function orderIn(stage: string, ...found: readonly Found[]): Promise<string> {
  const [parcel] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const [row] = await floor.rows<{ id: string }>("update orders o set stage = $2 from parcel_line l where l.parcel_id = $1 and o.id = l.order_id returning o.id", parcel, stage);
  await floor.tx((tx) => placeHolds(tx, "order", found.map((f) => ({ id: row!.id, ...f })), { actor: "room:review", source: "room:review", reason: "test" }));
  return row!.id;
}
const act = (what: Parameters<typeof actOnOrders>[1], ids: readonly string[], reason: string, more: Partial<Asked> = {}) =>
  floor.tx((tx) => actOnOrders(tx, what, ids, { actor, reason }, { ...asked, ...more }));
const open = async (id: string) => (await floor.rows<{ code: string }>("select code from hold where order_id = $1 and released_at is null order by code", id)).map((h) => h.code);

test("approving is for orders in review alone: money that differs is not approved with them", async () => {
  const [read, unpaid] = [await orderIn("review", note), await orderIn("payment", differs)];
  expect(await act("approve", [read, unpaid], "")).toMatchObject([{ ok: true }, { ok: false, code: "wrong_stage" }]);
  expect([await open(read), await open(unpaid)]).toEqual([[], ["payment_amount_differs"]]);
});

test("a hold about money is let go only with a reason, by whatever name", async () => {
  const id = await orderIn("payment", differs);
  for (const [what, code] of [["release", null], ["release", differs.code], ["accept_payment", null]] as const)
    expect(await act(what, [id], "", { code })).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await act("release", [id], "paid the rest by bank")).toMatchObject([{ ok: true }]);
});

test("one hold that can't be let go refuses the whole row", async () => {
  const id = await orderIn("review", note, unmapped);
  expect(await act("approve", [id], "read")).toMatchObject([{ ok: false, code: "hold_not_releasable" }]);
  expect(await open(id)).toEqual(["buyer_note", "sku_unmapped"]);
});

// prettier-ignore
const shown: readonly (readonly [what: string, seen: (id: string) => Record<string, readonly string[]>, ok: boolean])[] = [
  ["what was shown goes",                     (id) => ({ [id]: [evidenceHash(note.evidence)] }), true],
  ["other evidence than was shown stays",     (id) => ({ [id]: [evidenceHash({ note: "older" })] }), false],
  ["shown without a hold, it stays",          (id) => ({ [id]: [] }), false],
  ["a row that was not shown stays",          () => ({}), false],
];
test.each(shown)("%s", async (_what, seen, goes) => {
  const id = await orderIn("review", note);
  expect(await act("approve", [id], "", { seen: seen(id) })).toMatchObject([{ ok: goes, code: goes ? null : "changed_meanwhile" }]);
  expect(await open(id)).toEqual(goes ? [] : ["buyer_note"]);
});

test("who has no stock gives none back, and stays where it is", async () => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  const free = () => floor.tx((tx) => actOnParcels(tx, "free_stock", [id!], { actor, reason: "" }, { ...asked, warehouseId: null, methodId: null }));
  const stage = async () => (await floor.rows<{ stage: string }>("select stage from parcel where id = $1", id))[0]!.stage;
  expect(await free()).toMatchObject([{ ok: true }]);
  expect(await stage()).toBe("allocation");
  await floor.rows("update parcel set stage = 'booking' where id = $1", id); // booked first, stock after it
  expect(await free()).toMatchObject([{ ok: false, code: "not_reserved" }]);
  expect(await stage()).toBe("booking");
});

test("a lost answer of the carrier ends when somebody who has looked there says so, and not without a word", async () => {
  const [id] = await floor.addParcels([{ goods: { "A-RED": 1 } }]);
  await floor.rows("update parcel set stage = 'booking', booking_id = null where id = $1", id);
  const [attempt] = await floor.rows<{ id: string }>("update booking_attempt set state = 'unknown' where parcel_id = $1 returning id", id);
  const note = { actor: "room:booking", source: "room:booking", reason: "test" } as const;
  await floor.tx((tx) => placeHolds(tx, "parcel", [{ id: id!, code: "booking_unknown", evidence: { attemptId: attempt!.id, since: floor.clock.now } }], note));
  const letGo = (reason: string) => floor.tx((tx) => actOnParcels(tx, "release", [id!], { actor, reason }, { ...asked, code: "booking_unknown", warehouseId: null, methodId: null }));
  const state = async () => (await floor.rows<{ state: string; due: boolean }>("select a.state, p.next_try_at <= $2 as due from booking_attempt a join parcel p on p.id = a.parcel_id where p.id = $1", id, floor.clock.now))[0];
  expect(await letGo("")).toMatchObject([{ ok: false, code: "reason_missing" }]);
  expect(await state()).toMatchObject({ state: "unknown" });
  expect(await letGo("their page shows nothing")).toMatchObject([{ ok: true }]);
  expect(await state()).toEqual({ state: "absent", due: true });
});
