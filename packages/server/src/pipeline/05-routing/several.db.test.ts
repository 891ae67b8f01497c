import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Rule } from "@argosy/core/rules.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan, Ids } from "../../../sim/company.ts";
import { inOrg } from "../../db/tx.ts";
import { actOnParcels } from "../parcel-acts.ts";
import type { Company } from "../room.ts";
import { previewRules, tryRules } from "./preview.ts";
import { route, type Method, type Warehouse } from "./decide.ts";
import { receiveGoods } from "../../stock/receive.ts";
import { expectTrueBooks, letTimePass, openCompany } from "../company.testkit.ts";

// One warehouse or several: by the shop's policy, or by a click on parcels that are short.

const house = (id: string, isDefault: boolean): Warehouse => ({ id, name: id, isDefault });
const method = (warehouseIds: readonly string[] | null): Method => ({ id: "m", name: "M", books: "after_stock", active: true, maxWeightG: null, countries: null, warehouseIds });
const always = (id: string, then: string): Rule => ({ id, name: id, enabled: true, when: [], then });
const facts = { channel: "ebay", site: "EBAY_US", account: "s", country: "US", postcode: "1", currency: "USD", amountMinor: 1, weightG: 1, qty: 2, skus: ["A", "B"], requestedService: "" };
const stock: Record<string, Record<string, number>> = { home: { A: 5, B: 0 }, east: { A: 1, B: 1 }, west: { A: 9, B: 9 } };
const several = (overRules = false) => ({ goods: [{ sku: "A", qty: 1 }, { sku: "B", qty: 1 }], free: (w: string, s: string) => stock[w]?.[s] ?? 0, overRules });
const routing = (warehouseRules: readonly Rule[] = [], from: readonly string[] | null = null) => ({
  warehouses: [house("east", false), house("home", true), house("west", false)], methods: [method(from)],
  warehouseRules: { version: 1, rules: warehouseRules }, methodRules: { version: 1, rules: [always("any", "m")] },
});
const nobody = { warehouseId: null, methodId: null, setBy: null };
test.each([
  ["one warehouse: the default waits", route(facts, nobody, routing()), "home", "default"],
  ["several: the first that has everything", route(facts, nobody, routing(), several()), "east", "stock"],
  ["several: the first that a method ships from", route(facts, nobody, routing([], ["west"]), several()), "west", "stock"],
  ["nobody has everything: the default waits", route(facts, nobody, routing(), { ...several(), goods: [{ sku: "C", qty: 1 }] }), "home", "default"],
  ["a rule names one", route(facts, nobody, routing([always("r", "home")]), several()), "home", "rule:r"],
  ["a person's click goes over a rule", route(facts, nobody, routing([always("r", "home")]), several(true)), "east", "stock"],
  ["a person's choice of one stands", route(facts, { warehouseId: "west", methodId: null, setBy: "member:x" }, routing(), several()), "west", "member:x"],
])("%s", (_what, verdict, warehouse, setBy) => {
  expect([verdict.warehouse?.name, verdict.traces[0].setBy]).toEqual([warehouse, setBy]);
});

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 6, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }, { id: randomId(), site: "EBAY_GB", currency: "GBP", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 1 }], books: "after_stock", mergeWaitMinutes: 5,
};
const [us, gb] = [plan.shops[0]!.id, plan.shops[1]!.id];
let owner: pg.Client;
let company: Company;
let ids: Ids;
const second = randomId();
beforeAll(async () => {
  ({ company, ids, owner } = await openCompany({ plan, world, clock }));
  await inOrg(company.db, ids.orgId, async (tx) => {
    const address = (await tx.one<{ address: object }>`select address from warehouse where org_id = ${tx.orgId}`).address;
    await tx.insert("warehouse", [{ id: second, code: "NJ", name: "New Jersey", kind: "third_party", address, isDefault: false, version: 1 }]);
    await tx.insert("stock_balance", [{ warehouseId: second, skuId: ids.skuIds.get("A"), bin: "", onHandQty: 3, reservedQty: 0 }]);
    await tx.insert("stock_move", [{ causeId: tx.newId(), kind: "receive", visit: 0, skuId: ids.skuIds.get("A"), warehouseId: second, onHandDelta: 3, reservedDelta: 0, actor: "system", note: "", at: tx.now }]);
  });
  await owner.query("update account set warehouse_policy = 'several_warehouses' where id = $1", [us]);
});
async function live(): Promise<void> {
  await letTimePass(company, clock, 130);
}
const place = (shopId: string, qty: number) => world.control.placeOrder({ shopId, lines: [{ sku: "A", title: "A", qty, priceMinor: 1500 }], payment: "channel" }).orderId;
const parcelOf = async (externalId: string) =>
  (await owner.query(`select p.id, p.stage, w.name as warehouse from orders o join parcel_line l on l.order_id = o.id join parcel p on p.id = l.parcel_id left join warehouse w on w.id = p.warehouse_id where o.external_id = $1`, [externalId])).rows[0] as { id: string; stage: string; warehouse: string };

test("a shop with several warehouses ships from where the goods are; another waits at its own until somebody clicks", async () => {
  const [first, next] = [place(us, 1), place(us, 1)];
  await live();
  const both = await Promise.all([parcelOf(first), parcelOf(next)]);
  expect(both.map((p) => `${p.stage} in ${p.warehouse}`).toSorted()).toEqual(["picking in Long Beach", "picking in New Jersey"]);
  // A draft that names no warehouse would change nothing, though the one with the last piece has none left.
  const draft = (rules: readonly Rule[]) => inOrg(company.db, company.orgId, (tx) => previewRules(tx, "warehouse", rules));
  expect(await draft([])).toMatchObject({ considered: 2, changed: 0, unrouted: 0 });
  expect(await draft([always("all", second)])).toMatchObject({ changed: 1, changes: [{ was: "Long Beach", becomes: "New Jersey" }] });
  const tried = await inOrg(company.db, company.orgId, (tx) => tryRules(tx, "warehouse", [], both.find((p) => p.warehouse === "New Jersey") === both[0] ? first : next));
  expect(tried).toMatchObject({ setBy: "stock", chosen: { name: "New Jersey" } });
  const waits = place(gb, 1);
  await live();
  const short = await parcelOf(waits);
  expect(short).toMatchObject({ stage: "allocation", warehouse: "Long Beach" });
  const clicked = await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "any_warehouse", [short.id], { actor: "member:m", reason: "" }, { code: null, until: null, seen: undefined, warehouseId: null, methodId: null }));
  expect(clicked).toMatchObject([{ ok: true }]);
  await live();
  expect(await parcelOf(waits)).toMatchObject({ stage: "picking", warehouse: "New Jersey" });
  expect((await owner.query("select trace -> 0 ->> 'setBy' as by from route_decision where parcel_id = $1 order by visit desc limit 1", [short.id])).rows[0]).toEqual({ by: "stock" });
});

test("who chooses the warehouse by hand leaves the method to the rules, now and when it is routed anew", async () => {
  const fromHere = randomId();
  const act = (what: "set_route" | "reroute", id: string, warehouseId: string | null, methodId: string | null) =>
    inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, what, [id], { actor: "member:m", reason: "" }, { code: null, until: null, seen: undefined, warehouseId, methodId }));
  const methodOf = async (id: string) => (await owner.query("select m.code, w.code as warehouse from parcel p join shipping_method m on m.id = p.method_id join warehouse w on w.id = p.warehouse_id where p.id = $1", [id])).rows[0];
  const rules = (...then: string[]) => owner.query("update rule_set set rules = $1 where decision = 'method'", [JSON.stringify(then.map((m) => always(m, m)))]);
  await inOrg(company.db, ids.orgId, (tx) => tx.insert("shipping_method", [{ id: fromHere, code: "NJ-POST", name: "Post", carrierAccountId: null, service: "", books: "after_stock", numberSource: "none", label: "own", channelCarrier: "USPS", active: true, version: 1 }]));
  await owner.query("update shipping_method set warehouse_ids = $1 where id = $2", [[ids.warehouseId], ids.methodId]);
  await rules(ids.methodId, fromHere);
  const order = place(gb, 1);
  await live();
  const { id } = await parcelOf(order);
  expect(await methodOf(id)).toEqual({ code: "USPS", warehouse: "LGB" });
  await act("set_route", id, second, null);
  await live();
  expect(await methodOf(id)).toEqual({ code: "NJ-POST", warehouse: "NJ" }); // the one before does not ship from there
  await owner.query("update shipping_method set warehouse_ids = null");
  await act("reroute", id, null, null);
  await live();
  expect(await methodOf(id)).toEqual({ code: "USPS", warehouse: "NJ" });
  await act("set_route", id, null, fromHere);
  await live();
  await act("reroute", id, null, null);
  await live();
  expect(await methodOf(id)).toEqual({ code: "NJ-POST", warehouse: "NJ" });
});

test("goods that come into another warehouse fetch a parcel that may leave from any, and no other", async () => {
  const [may, mayNot] = [place(us, 2), place(gb, 2)];
  await live();
  for (const order of [may, mayNot]) expect(await parcelOf(order)).toMatchObject({ stage: "allocation", warehouse: "Long Beach" });
  const receipt = { receiptId: randomId(), warehouseId: second, reference: "PO-7", lines: [{ skuId: ids.skuIds.get("A")!, qty: 5 }] };
  expect(await inOrg(company.db, company.orgId, (tx) => receiveGoods(tx, receipt, "member:m"))).toEqual({ ok: true, value: { woken: 1 } });
  await letTimePass(company, clock, 5);
  expect(await parcelOf(may)).toMatchObject({ stage: "picking", warehouse: "New Jersey" });
  expect(await parcelOf(mayNot)).toMatchObject({ stage: "allocation", warehouse: "Long Beach" });
  await expectTrueBooks({ company, owner });
});
