import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { ChannelOrderLine } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { money } from "@argosy/core/money.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { takeApart } from "./04-merge/join.ts";
import { finishWave, lookAndCreateWaves } from "./08-picking/wave.ts";
import { printLabels } from "./09-labels/print.ts";
import { lookAndShip } from "./10-shipping/ship.ts";
import { actOnOrders } from "./order-acts.ts";
import { afterOurs, compareLines, compareOpen } from "./order-lines.ts";
import { actOnParcels } from "./parcel-acts.ts";
import type { Company } from "./room.ts";
import { expectTrueBooks, letTimePass, openCompany } from "./company.testkit.ts";

// Goods that change at the channel after the order is here.

const told = (externalId: string, sku: string, qty: number): ChannelOrderLine => ({ externalId, sku, title: sku, imageUrl: null, qty, openQty: qty, total: money(100 * qty, "USD") });
const held = (externalId: string, channelSku: string, qty: number) => ({ id: `id-${externalId}`, orderId: "o", externalId, channelSku, qty, elsewhereQty: 0, totalMinor: 100 * qty });
test.each([
  ["the same", [told("1", "A", 2)], []],
  ["another price alone", [{ ...told("1", "A", 2), total: money(1, "USD") }], []],
  ["more pieces", [told("1", "A", 3)], [{ sku: "A", was: 2, is: 3 }]],
  ["a line more", [told("1", "A", 2), told("2", "B", 1)], [{ sku: "B", was: 0, is: 1 }]],
  ["a line less", [], [{ sku: "A", was: 2, is: 0 }]],
  ["another SKU on the same line", [told("1", "B", 2)], [{ sku: "A", was: 2, is: 0 }, { sku: "B", was: 0, is: 2 }]],
])("what differs in goods: %s", (_what, theirs, changes) => {
  expect(compareLines([held("1", "A", 2)], theirs)).toEqual(changes);
});

const open = (line: ChannelOrderLine, openQty: number): ChannelOrderLine => ({ ...line, openQty });
test.each([
  ["the same", [told("1", "A", 2)], 0, []],
  ["one piece left elsewhere", [open(told("1", "A", 2), 1)], 0, [{ sku: "A", was: 2, is: 1 }]],
  ["the second one too", [open(told("1", "A", 2), 0)], 1, [{ sku: "A", was: 1, is: 0 }]],
  ["known already", [open(told("1", "A", 2), 1)], 1, []],
  ["open again after all", [told("1", "A", 2)], 1, [{ sku: "A", was: 1, is: 2 }]],
  ["other goods are told as such", [open(told("1", "A", 3), 2)], 0, []],
  ["a new line is told as such", [told("1", "A", 2), open(told("2", "B", 1), 0)], 0, []],
  ["what we have shipped ourselves", afterOurs([{ ...held("1", "A", 2), elsewhereQty: 1 }], [open(told("1", "A", 2), 0)]), 1, []],
])("what differs in pieces open: %s", (_what, theirs, elsewhereQty, changes) => {
  expect(compareOpen([{ ...held("1", "A", 2), elsewhereQty }], theirs)).toEqual(changes);
});

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 5, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }, { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }, { code: "B", weightG: 300, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 5,
};
const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id];
let owner: pg.Client;
let company: Company;
beforeAll(async () => {
  ({ company, owner } = await openCompany({ plan, world, clock }));
});

async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
  await expectTrueBooks({ company, owner });
}
const line = (sku: string, qty = 1) => ({ sku, title: `Goods ${sku}`, qty, priceMinor: 1500 });
const place = (wish: object) => world.control.placeOrder({ shopId: gb, lines: [line("A")], payment: "channel", ...wish } as Parameters<typeof world.control.placeOrder>[0]).orderId;
async function standing(externalId: string) {
  const { rows } = await owner.query(`
    select o.id, o.stage, o.hold_codes, o.total_minor::int as total, p.id as parcel_id, p.stage as parcel, p.hold_codes as parcel_holds, p.weight_g,
           (select string_agg(l.channel_sku || l.qty || case when l.elsewhere_qty > 0 then '-' || l.elsewhere_qty else '' end, ',' order by l.channel_sku, l.id) from order_line l where l.org_id = o.org_id and l.order_id = o.id) as lines,
           (select string_agg(s.code || k.qty, ',' order by s.code) from parcel_line k join sku s on s.org_id = k.org_id and s.id = k.sku_id where k.parcel_id = p.id) as packed,
           (select evidence from hold h where h.parcel_id = p.id and h.released_at is null limit 1) as evidence,
           (select data -> 'lines' from order_event e where e.order_id = o.id and e.kind = 'changed' order by seq desc limit 1) as said
      from orders o left join parcel_line k on k.org_id = o.org_id and k.order_id = o.id left join parcel p on p.org_id = k.org_id and p.id = k.parcel_id and p.stage <> 'cancelled'
     where o.external_id = $1 order by p.id nulls last limit 1`, [externalId]);
  return rows[0] as { id: string; stage: string; hold_codes: string[]; parcel_id: string; parcel: string | null; parcel_holds: string[]; weight_g: number; lines: string; packed: string | null; total: number; evidence: object; said: object };
}

test("before a parcel exists the new goods are taken over and judged from the payment on", async () => {
  const order = place({ note: "wait" });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "review", hold_codes: ["buyer_note"], lines: "A1" });
  world.control.changeLines(order, [line("A", 3), line("NEW")]);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "review", hold_codes: ["buyer_note", "sku_unmapped"], lines: "A3,NEW1", total: 6000, said: [{ sku: "A", was: 1, is: 3 }, { sku: "NEW", was: 0, is: 1 }] });
  world.control.changeLines(order, [line("B", 2)]);
  await live();
  expect(await standing(order)).toMatchObject({ hold_codes: ["buyer_note"], lines: "B2", total: 3000 });
});

test("more goods than were paid for go back to payment with both amounts", async () => {
  const order = place({ shopId: us, payment: "paypal_right", note: "wait" });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "review", lines: "A1" });
  world.control.changeLines(order, [line("A", 2)]);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "payment", hold_codes: ["payment_amount_differs"], lines: "A2", total: 3000 });
});

test("a parcel that exists keeps its goods, is held with the fact, and taken apart the order walks again with the new ones", async () => {
  const order = place({});
  await live();
  const before = await standing(order);
  expect(before).toMatchObject({ parcel: "picking", lines: "A1", weight_g: 200 });
  world.control.changeLines(order, [line("A", 2), line("B")]);
  await live();
  const stopped = await standing(order);
  expect(stopped).toMatchObject({ stage: "parcelled", parcel: "picking", parcel_holds: ["changed_at_channel"], lines: "A1", evidence: { what: ["lines", "total"], lines: [{ sku: "A", was: 1, is: 2 }, { sku: "B", was: 0, is: 1 }] } });

  const apart = () => inOrg(company.db, company.orgId, (tx) => takeApart(tx, stopped.parcel_id, { actor: "member:m", reason: "other goods" }));
  expect(await apart()).toEqual({ ok: true, value: null });
  expect(await standing(order)).toMatchObject({ stage: "payment", parcel: null, lines: "A2,B1" });
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled", parcel: "picking", parcel_holds: [], weight_g: 700 });
  const { rows } = await owner.query("select sum(reserved_qty)::int as n from stock_balance");
  expect(rows[0].n).toBe(3);
});

test("goods that change back leave nothing to take apart; a removed line may have been in a cancelled parcel", async () => {
  const order = place({ lines: [line("A"), line("B")] });
  await live();
  const { parcel_id: parcelId } = await standing(order);
  world.control.changeLines(order, [line("A")]);
  await live();
  world.control.changeLines(order, [line("A"), line("B")]);
  await live();
  const apart = () => inOrg(company.db, company.orgId, (tx) => takeApart(tx, parcelId, { actor: "member:m", reason: "other goods" }));
  await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "release", [parcelId], member, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(await apart()).toMatchObject({ ok: false, error: { code: "not_merged" } });
  world.control.changeLines(order, [line("B", 4)]);
  await live();
  await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "reroute", [parcelId], { actor: "member:m", reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  await live();
  expect(await apart()).toEqual({ ok: true, value: null });
  await live();
  expect(await standing(order)).toMatchObject({ parcel: "picking", lines: "B4", weight_g: 1200 });
});

const member = { actor: "member:m", reason: "put back" } as const;
const reviewed = (externalId: string) => standing(externalId).then(({ id }) => inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "release", [id], member, { code: "partly_shipped", until: null, seen: undefined })));
/** To where the packer has the goods in his hands. */
async function toPacking(parcelId: string): Promise<void> {
  const { rows: [parcel] } = await owner.query("select warehouse_id from parcel where id = $1", [parcelId]);
  const made = await lookAndCreateWaves(company, { parcelIds: [parcelId], warehouseId: parcel.warehouse_id, maxParcels: 5, actor: member.actor });
  const waveId = made.waves[0]!.id; // of the one parcel asked for
  await inOrg(company.db, company.orgId, (tx) => finishWave(tx, { waveId, everything: true, actor: member.actor }));
  await printLabels(company, { parcelIds: [parcelId], waveId: null, reason: "", pickStrip: false, actor: member.actor });
}
const ship = (parcelId: string) => lookAndShip(company, { parcelIds: [parcelId], actor: member.actor, how: { reason: "packed at the other table" } });
const toldOf = (order: string) => world.books().notices.filter((n) => n.orderId === order).map((n) => n.lines.map((l) => l.qty));

test("of an order shipped in part a person is asked, and only what is open is packed, shipped and told", async () => {
  await owner.query("insert into sku_mapping (org_id, shop_account_id, channel_sku, sku_id, qty) select org_id, $1, 'PACK', id, 3 from sku where code = 'A'", [gb]);
  const order = place({ lines: [line("PACK", 3), line("B"), line("GONE")] });
  world.control.shipElsewhere(order, [{ line: 0, qty: 1 }, { line: 2, qty: 1 }]);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "review", hold_codes: ["partly_shipped"], lines: "B1,GONE1-1,PACK3-1" });
  await reviewed(order);
  await live();
  const parcel = await standing(order);
  expect(parcel).toMatchObject({ stage: "parcelled", parcel: "picking", packed: "A6,B1", weight_g: 1500 });
  await toPacking(parcel.parcel_id);
  expect(await ship(parcel.parcel_id)).toMatchObject([{ ok: true }]);
  await live();
  expect(toldOf(order)).toEqual([[2, 1]]);
  // The channel says shipped now, by our own word: nothing more has left elsewhere.
  expect(await standing(order)).toMatchObject({ stage: "parcelled", parcel: "tracking", parcel_holds: [], lines: "B1,GONE1-1,PACK3-1" });
  expect((await owner.query("select channel_state, lines_due from orders where external_id = $1", [order])).rows).toEqual([{ channel_state: "shipped", lines_due: null }]);
  const said = await owner.query<{ state: unknown }>("select e.data -> 'state' as state from order_event e join orders o on o.id = e.order_id where o.external_id = $1 and e.kind = 'changed' order by e.seq desc limit 1", [order]);
  expect(said.rows).toEqual([{ state: { was: "partly_shipped", is: "shipped" } }]); // the timeline says from what to what
});

test("more that leaves elsewhere before a parcel exists is seen and asked about again; the rest closes the order", async () => {
  const order = place({ lines: [line("A", 2), line("B")] });
  world.control.shipElsewhere(order, [{ line: 1, qty: 1 }]);
  await live();
  world.control.shipElsewhere(order, [{ line: 0, qty: 1 }]);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "review", hold_codes: ["partly_shipped"], lines: "A2-1,B1-1" });
  world.control.shipElsewhere(order);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "shipped_elsewhere", parcel: null });
});

test.each([["while it is booked", false], ["while a packer has it", true]])("a parcel with goods that others ship meanwhile never leaves: %s it is taken apart, and what is open walks again", async (_when, packing) => {
  const order = place({ lines: [line("A", 2), line("B")] });
  await live();
  const before = await standing(order);
  expect(before).toMatchObject({ parcel: "picking", packed: "A2,B1" });
  if (packing) await toPacking(before.parcel_id);
  world.control.shipElsewhere(order, [{ line: 1, qty: 1 }]);
  if (packing) {
    clock.advance(3600);
    expect(await ship(before.parcel_id)).toMatchObject([{ ok: false }]); // the last look sees it
  } else await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled", parcel_holds: ["shipped_elsewhere"], packed: "A2,B1", evidence: { open: [{ sku: "B", was: 1, is: 0 }] } });
  const release = () => inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "release", [before.parcel_id], member, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(await release()).toMatchObject([{ ok: false, code: "hold_not_releasable" }]);
  expect(await inOrg(company.db, company.orgId, (tx) => takeApart(tx, before.parcel_id, member))).toEqual({ ok: true, value: null });
  await live();
  await reviewed(order);
  await live();
  expect(await standing(order)).toMatchObject({ stage: "parcelled", parcel: "picking", parcel_holds: [], packed: "A2", lines: "A2,B1-1" });
});
