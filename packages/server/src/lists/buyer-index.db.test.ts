import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Address } from "@argosy/core/address.ts";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { inOrg } from "../db/tx.ts";
import { expectTrueBooks, letTimePass, openCompany } from "../pipeline/company.testkit.ts";
import { editAddress } from "../pipeline/order-acts.ts";
import { erasePeople } from "../pipeline/retention-sql.ts";
import type { Company } from "../pipeline/room.ts";
import { findBuyers, indexOldBuyers } from "./buyer-index.ts";
import { matchIds } from "./match-sql.ts";

// Orders through the real intake, found by whom they are for.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 9, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "channel", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 5000 }], books: "after_stock", mergeWaitMinutes: 5,
};
const home: Address = { name: "José Núñez", company: "", line1: "1 Main Street", line2: "", city: "Springfield", state: "IL", postcode: "62701-1234", country: "US", phone: "+1 217 555 0134" };
let owner: pg.Client;
let company: Company;
beforeAll(async () => {
  ({ company, owner } = await openCompany({ plan, world, clock }));
});

const place = (shipTo: Partial<Address>): string =>
  world.control.placeOrder({ shopId: plan.shops[0]!.id, buyer: `buyer-${world.orders.size}`, shipTo: { ...home, ...shipTo }, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "channel" }).orderId;
const live = () => letTimePass(company, clock, 300);
const numbersOf = async (listed: "orders" | "parcel", q: string, findsBuyers = true): Promise<string[]> => {
  const ids = await inOrg(company.db, company.orgId, (tx) => matchIds(tx, listed, { view: "all", q, findsBuyers }, 100));
  const { rows } = await owner.query<{ no: string }>(listed === "orders" ? "select external_id as no from orders where id = any($1)" : "select o.external_id as no from orders o join parcel_line l on l.order_id = o.id where l.parcel_id = any($1)", [ids]);
  return rows.map((row) => row.no).toSorted();
};
const idOf = async (externalId: string): Promise<string> => (await owner.query("select id from orders where external_id = $1", [externalId])).rows[0].id as string;

test("an order and its parcel are found by name, e-mail, phone and postcode, in any spelling, and by nobody else's", async () => {
  const jose = place({});
  const zhang = place({ name: "张 三", phone: "138 1234 5678", postcode: "200001", country: "CN" });
  await live();
  const { buyer } = world.orders.get(jose)!;
  const email = `${(0).toString(36).padStart(8, "0")}@members.ebay.com`;
  for (const word of ["jose nunez", "NÚÑEZ", "Ｊｏｓé", "Nunez, José", email.toUpperCase(), "217-555-0134", "62701", "627011234", buyer]) {
    expect([word, await numbersOf("orders", word)]).toEqual([word, [jose]]);
    expect([word, await numbersOf("parcel", word)]).toEqual([word, [jose]]);
    expect([word, await numbersOf("orders", word, false)]).toEqual([word, []]);
  }
  for (const word of ["张三", "+86 13812345678", "200001"]) expect([word, await numbersOf("orders", word)]).toEqual([word, [zhang]]);
  for (const word of ["jose smith", "张", "nobody@members.ebay.com", "555 0199 99", "62702", "-"]) expect([word, await numbersOf("orders", word)]).toEqual([word, []]);
});

test("who is corrected, here or on the channel, is found as he is now", async () => {
  const here = place({ name: "Grace Hoper" });
  const there = place({ name: "Alan Turning" });
  world.control.buyerWrites({ shopId: plan.shops[0]!.id, buyerId: world.orders.get(here)!.buyer, orderId: here, text: "my name is misspelt" });
  await live();
  const { rows: [order] } = await owner.query<{ id: string; version: number }>("select id, version from orders where external_id = $1", [here]);
  expect(await inOrg(company.db, company.orgId, (tx) => editAddress(tx, order!.id, order!.version, { ...home, name: "Grace Hopper" }, { actor: "member:x", reason: "" }))).toMatchObject({ ok: true });
  world.control.changeAddress(there, { ...home, name: "Alan Turing" });
  await live();
  expect([await numbersOf("orders", "hoper"), await numbersOf("orders", "turning")]).toEqual([[], []]);
  expect([await numbersOf("orders", "hopper"), await numbersOf("orders", "turing")]).toEqual([[here], [there]]);
});

test("who is erased is found no more, and leaves no hash behind", async () => {
  const gone = place({ name: "Vera Rubin" });
  await live();
  expect(await numbersOf("orders", "rubin")).toEqual([gone]);
  const id = await idOf(gone);
  await inOrg(company.db, company.orgId, (tx) => erasePeople(tx, [id]));
  expect(await numbersOf("orders", "rubin")).toEqual([]);
  expect((await owner.query("select 1 from buyer_index where order_id = $1", [id])).rows).toEqual([]);
  await expectTrueBooks({ company, owner });
});

test("another company finds nobody of ours, whatever its hashes", async () => {
  const other = randomId();
  await owner.query("insert into org (id, name, demo, created_at) values ($1, 'Other', false, now())", [other]);
  expect(await inOrg(company.db, other, (tx) => findBuyers(tx, "nunez"))).toEqual([]);
  const token = (orgId: string) => company.db.vault.searchToken(orgId, "word/nunez");
  expect(token(other)).not.toBe(token(company.orgId));
  const { rows } = await owner.query("select 1 from buyer_index where word_2 = $1", [token(company.orgId)]);
  expect(rows.length).toBeGreaterThan(0);
});

test("orders that were there before the index are added in pieces, and after a stop it goes on with the others", async () => {
  for (let i = 0; i < 1100; i++) place({ name: `Marie Curie`, phone: `555 ${100_000 + i}` });
  for (let i = 0; i < 6; i++) await live();
  const all = async () => (await owner.query<{ n: number }>("select count(*)::int as n from buyer_index")).rows[0]!.n;
  const whole = await all();
  expect(whole).toBeGreaterThan(1100);
  await owner.query("delete from buyer_index");
  const first = indexOldBuyers();
  await Promise.all([first(company), first(company)]); // of two lanes at the same moment one takes the piece
  expect(await all()).toBe(500);
  const next = indexOldBuyers(); // another process
  for (const done of [1000, whole, whole, whole]) {
    await next(company);
    expect(await all()).toBe(done);
  }
  expect(await numbersOf("orders", "555 100042")).toHaveLength(1);
  expect((await inOrg(company.db, company.orgId, (tx) => findBuyers(tx, "curie"))).length).toBe(1100);
}, 60_000);

test("every way of asking is answered by an index", async () => {
  const client = await company.db.pool.connect();
  try {
    await client.query(`begin; set local app.org_id = '${company.orgId}'`);
    for (const column of ["word_1", "word_2", "word_3", "email", "phone", "postcode"]) {
      const { rows } = await client.query<Record<string, string>>(`explain select order_id from buyer_index where org_id = '${company.orgId}' and ${column} = 42`);
      expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(`buyer_index_${column}`);
    }
  } finally {
    await client.query("rollback");
    client.release();
  }
});
