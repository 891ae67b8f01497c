import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { randomId } from "@argosy/core/ids.ts";
import type { Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import type { CompanyPlan } from "../../sim/company.ts";
import { checkAll, invariants } from "../db/invariants.ts";
import { inOrg } from "../db/tx.ts";
import { showOrder } from "../lists/orders.ts";
import { finishWave, lookAndCreateWaves } from "./08-picking/wave.ts";
import { parcelLabelFile, printLabels } from "./09-labels/print.ts";
import { lookAndShip } from "./10-shipping/ship.ts";
import { changeHolds, listOpenHolds } from "./hold.ts";
import { sealMessage } from "./message.ts";
import { wake } from "./move.ts";
import { buyerFile } from "../lists/buyer-file.ts";
import { eraseBuyer } from "./erase-buyer.ts";
import { keepUnreadable, rawPlace } from "./quarantine-sql.ts";
import { eraseDue } from "./retention.ts";
import type { Company } from "./room.ts";
import { letTimePass, openCompany } from "./company.testkit.ts";

// Whose goods have arrived is forgotten in time, and nobody else; the books stay true without them.

const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
const world = createWorld({ seed: 9, clock });
const plan: CompanyPlan = {
  shops: [{ id: randomId(), site: "EBAY_US", currency: "USD", provenBy: "own_records", mergePolicy: "never" }],
  skus: [{ code: "A", weightG: 200, onHandQty: 50 }], books: "after_stock", mergeWaitMinutes: 5,
};
const shop = plan.shops[0]!.id;
const actor = "member:0199aaaa-0000-7000-8000-000000000001" as const;
const day = 86_400;
let owner: pg.Client;
let company: Company;
beforeAll(async () => {
  ({ company, owner } = await openCompany({ plan, world, clock }));
});

async function live(): Promise<void> {
  await letTimePass(company, clock, 1800);
}
const place = (note = ""): string => world.control.placeOrder({ shopId: shop, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_right", note }).orderId;
const idOf = async (externalId: string): Promise<string> => (await owner.query("select id from orders where external_id = $1", [externalId])).rows[0].id as string;
const read = <T>(work: Parameters<typeof inOrg<T>>[2]): Promise<T> => inOrg(company.db, company.orgId, work);
const shownOf = async (externalId: string) => {
  const id = await idOf(externalId);
  return (await read((tx) => showOrder(tx, id, { locale: "en", masked: false })))!;
};
const buyerOf = async (externalId: string): Promise<string> => (await shownOf(externalId)).buyer;
const broken = async (): Promise<string[]> => (await owner.query<{ id: string }>(checkAll(invariants.filter((i) => i.when === "always")), [company.orgId, clock.now()])).rows.map((r) => r.id);

async function release(externalId: string): Promise<void> {
  const id = await idOf(externalId);
  await read(async (tx) => {
    await changeHolds(tx, "order", [{ id, open: [], close: await listOpenHolds(tx, "order", [id]) }], { actor, source: actor, reason: "read it" });
    await wake(tx, "order", [id]);
  });
}
async function shipAll(): Promise<string[]> {
  const { waves } = await lookAndCreateWaves(company, { parcelIds: null, warehouseId: null, maxParcels: 50, actor });
  for (const wave of waves) await read((tx) => finishWave(tx, { waveId: wave.id, everything: true, actor }));
  const { results } = await printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: false, actor });
  const shipped = await lookAndShip(company, { parcelIds: results.map((r) => r.id), actor, how: { reason: "all packed" } });
  expect(shipped.every((r) => r.ok)).toBe(true);
  return shipped.map((r) => r.id);
}
/** Every table as text, and every sealed column by whether it is empty: what a thief of the database would look through. */
async function traces(text: string): Promise<string[]> {
  const { rows } = await owner.query<{ t: string }>("select relname as t from pg_class where relnamespace = 'argosy'::regnamespace and relkind = 'r' order by 1");
  const found: string[] = [];
  for (const { t } of rows) if ((await owner.query(`select 1 from ${t} x where x::text like $1 limit 1`, [`%${text}%`])).rows.length > 0) found.push(t);
  return found;
}

test("thirty days after delivery the buyer, the note, the message, the payer, the payload and the label are gone; the books stay true", async () => {
  const note = "MARKER please leave it with the neighbour";
  const order = place(note);
  const bought = world.orders.get(order)!;
  await live();
  await release(order);
  world.control.buyerWrites({ shopId: shop, buyerId: bought.buyer, orderId: order, text: "thank you" });
  await live();
  await release(order); // the message may have come before the review was left
  await live();
  const [parcel] = await shipAll();
  const lost = place(); // is shipped, and no carrier ever says that it arrived
  await live();
  expect(await shipAll()).toHaveLength(1);
  const { rows: [sent] } = await owner.query("select tracking_no from parcel where id = $1", [parcel]);
  world.control.advanceTracking(sent.tracking_no, "delivered");
  const cancelled = place();
  await live();
  world.control.cancelOrder(cancelled);
  await live();
  const buyer = await buyerOf(order);
  expect((await shownOf(order)).buyerUserName).toBe(bought.buyer);
  const places = () => owner.query<{ place: string }>(`select trace -> 0 -> 'facts' ->> 'postcode' as place from route_decision where parcel_id = $1 union all select trace -> 1 -> 'facts' ->> 'postcode' from route_decision where parcel_id = $1
    union all select place from tracking_event where parcel_id = $1 union all select error ->> 'detail' from booking_attempt where parcel_id = $1 and error is not null`, [parcel]).then(({ rows }) => rows.map((r) => r.place));
  await owner.query("update booking_attempt set error = $2 where parcel_id = $1", [parcel, { kind: "unavailable", detail: "no label for 12 Main Street yet" }]);
  expect((await places()).join("")).not.toBe("");
  expect([buyer === "", await traces("MARKER")]).toEqual([false, ["hold", "order_event", "orders"]]);

  clock.advance(29 * day);
  const open = place();
  await live();
  expect(await eraseDue(company)).toBe(0);
  expect(await buyerOf(order)).toBe(buyer);

  clock.advance(2 * day);
  expect(await broken()).toEqual([]);
  clock.advance(2 * day); // nobody erased in time: the check says so
  expect(await broken()).toEqual(["I-34"]);
  expect(await eraseDue(company)).toBeGreaterThanOrEqual(2);
  expect(await eraseDue(company)).toBe(0);
  expect((await shownOf(order)).buyerUserName).toBe("");
  expect(await broken()).toEqual([]);
  expect(await traces("MARKER")).toEqual([]);
  expect((await owner.query("select 1 from buyer_index where order_id = $1", [await idOf(order)])).rows).toEqual([]);
  expect((await places()).join("")).toBe("");
  expect([await buyerOf(order), await buyerOf(cancelled)]).toEqual(["", ""]);
  expect([await buyerOf(lost) === "", await buyerOf(open) === ""]).toEqual([false, false]);
  const id = await idOf(order);
  const left = await owner.query(`
    select (select count(*)::int from inbox_item where external_id = $1) as payloads, (select count(*)::int from message where order_external_id = $1) as messages,
           (select count(*)::int from payment p join payment_match m on m.payment_id = p.id where m.order_id = $2 and p.payer is not null) as payers,
           (select count(*)::int from label_file f join booking_attempt b on b.id = f.booking_id where b.parcel_id = $3) as labels`, [order, id, parcel]);
  expect(left.rows[0]).toEqual({ payloads: 0, messages: 0, payers: 0, labels: 0 });
  expect(await parcelLabelFile(company, parcel!)).toMatchObject({ ok: false });

  clock.advance(60 * day);
  expect(await eraseDue(company)).toBeGreaterThan(0);
  expect(await buyerOf(lost)).toBe("");
  expect((await owner.query("select count(*)::int as n from print_document where bytes is not null")).rows).toEqual([{ n: 0 }]);
  expect(await broken()).toEqual([]);
}, 60_000);

test("a buyer who asks is forgotten at once in what has left, in the rest once it has, and once more when the channel tells of it again", async () => {
  const buyer = "forget.me";
  const buy = (note: string): string => world.control.placeOrder({ shopId: shop, buyer, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_right", note }).orderId;
  const gone = buy("MARKTWO one");
  await live();
  await release(gone);
  await live();
  await shipAll();
  const open = buy("MARKTWO two");
  const stranger = place("MARKTWO of somebody else");
  world.control.buyerWrites({ shopId: shop, buyerId: buyer, text: "do you have it in blue?" });
  await live();
  const of = await idOf(gone);
  world.control.refund(gone, 100);
  await live();
  const payers = (kept: string) => owner.query(`select 1 from payment_match m join payment p on p.id = m.payment_id join payment r on r.id = p.id or r.related_id = p.external_id where m.order_id = $1 ${kept}`, [of]).then((r) => r.rowCount);
  expect([await payers(""), await payers("and r.payer is not null")]).toEqual([2, 2]);
  await owner.query("update payment r set payer_key = 'another e-mail' from payment_match m, payment p where m.order_id = $1 and p.id = m.payment_id and r.related_id = p.external_id", [of]);
  const papers = async () => (await owner.query("select 1 from print_document d join print_job j on j.document_id = d.id join parcel_line l on l.parcel_id = j.parcel_id where l.order_id = $1 and d.bytes is not null", [of])).rowCount;
  expect(await papers()).toBe(1);
  const file = (await read((tx) => buyerFile(tx, of, { locale: "en", masked: false }))) as { orders: { note: string; payloads: object[] }[] };
  expect(file.orders.map((o) => [o.note, o.payloads.length > 0])).toEqual([["MARKTWO one", true], ["MARKTWO two", true]]);

  const asked = await read((tx) => eraseBuyer(tx, of, { actor, reason: "asked by letter" }));
  const no = async (externalId: string) => (await shownOf(externalId)).orderNo;
  expect(asked).toMatchObject({ ok: true, value: { erased: [{ orderNo: await no(gone) }], kept: [{ orderNo: await no(open) }] } });
  expect([await buyerOf(gone), (await shownOf(gone)).note, await papers(), await payers("and r.payer is not null")]).toEqual(["", "", 0, 0]);
  expect((await shownOf(gone)).messages).toHaveLength(1); // about no order: whoever packs the open one may need it
  expect([await buyerOf(open) === "", await buyerOf(stranger) === ""]).toEqual([false, false]);
  expect((await shownOf(gone)).timeline).toContainEqual(expect.objectContaining({ kind: "buyer_erased", reason: "asked by letter" }));

  await release(open);
  await live();
  await shipAll();
  world.control.changeNote(gone, "MARKTWO once more"); // a newer version brings him back
  await live();
  expect((await owner.query("select 1 from inbox_item where external_id = $1", [gone])).rowCount).toBeGreaterThan(0);
  expect(await eraseDue(company)).toBeGreaterThan(0);
  expect([await buyerOf(gone), await buyerOf(open), await buyerOf(stranger) === ""]).toEqual(["", "", false]);
  const left = async (sql: string) => (await owner.query(sql, [[gone, open]])).rowCount;
  expect([await left("select 1 from inbox_item where external_id = any($1)"), await left("select 1 from orders where external_id = any($1) and buyer_note <> ''"),
    (await owner.query("select 1 from message m join orders o on o.buyer_key = m.buyer_key where o.id = $1", [of])).rowCount]).toEqual([0, 0, 0]);
  await release(stranger);
  expect(await broken()).toEqual([]);

  const written = async (): Promise<unknown[]> => {
    const newest = [];
    for (const table of ["buyer_pii", "orders", "hold", "order_event", "parcel_event", "route_decision", "tracking_event", "payment", "print_document"])
      newest.push((await owner.query(`select max(xmin::text::bigint) as x from ${table}`)).rows[0].x);
    return newest;
  };
  const before = await written();
  await eraseDue(company);
  expect(await written()).toEqual(before); // asked every hour, it writes what came back and nothing else

  const again = buy("MARKTWO three"); // whoever buys again is a buyer again
  await live();
  await eraseDue(company);
  expect(await buyerOf(again)).not.toBe("");
});

test("a buyer who asks is told all that is held: every payload and letter, and what belongs to no order", async () => {
  const buyer = "tell.me";
  const of = world.control.placeOrder({ shopId: shop, buyer, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_right" }).orderId;
  await live();
  const id = await idOf(of);
  const { rows: [row] } = await owner.query(`
    select o.buyer_key as "buyerKey", o.payer_key as "payerKey", p.payment_account_id as paypal from orders o, payment_match m join payment p on p.id = m.payment_id where o.id = $1 and m.order_id = $1`, [id]);
  const many = Array.from({ length: 201 }, (_, i) => `${i}`);
  await read(async (tx) => {
    await tx.insert("inbox_item", many.slice(0, 60).map((n) => {
      const item = randomId();
      return { id: item, accountId: shop, source: "pull", externalId: of, version: null, raw: tx.seal(rawPlace(item), `{"n":${n}}`), rawHash: Buffer.from(`many-${n}`), rawSize: 8, state: "ignored", error: null, receivedAt: tx.now };
    }));
    await tx.insert("message", many.map((n) => ({
      id: randomId(), shopAccountId: shop, externalId: `many-${n}`, buyerKey: row.buyerKey, orderExternalId: null, sender: "buyer", read: true, at: tx.now,
      body: sealMessage(tx, shop, `many-${n}`, { subject: "", text: `letter ${n}` }),
    })));
    await tx.run`
      insert into payment (org_id, id, payment_account_id, external_id, version, kind, state, vendor_code, amount_minor, currency, payer_key, payer, at)
      values (${tx.orgId}, ${randomId()}, ${row.paypal}, 'for-nothing', ${tx.now}, 'payment', 'completed', '', 700, 'USD', ${row.payerKey},
              ${tx.seal(`payment.payer/${row.paypal}/for-nothing`, JSON.stringify({ name: "Payer", email: "", note: "" }))}, ${tx.now})`;
  });
  const file = (await read((tx) => buyerFile(tx, id, { locale: "en", masked: false }))) as { orders: { payloads: object[] }[]; letters: { text: string }[]; payments: { payer: string; amount: { minor: number } }[] };
  expect([file.orders[0]!.payloads.length, file.letters.length]).toEqual([61, 201]);
  expect(file.payments.map((p) => p.amount.minor)).toEqual([1500, 700]);
});

test("what can't be read goes too where it names a forgotten order, its payment or its number, or is a letter of his", async () => {
  const buyer = "unread.me";
  const gone = world.control.placeOrder({ shopId: shop, buyer, lines: [{ sku: "A", title: "A", qty: 1, priceMinor: 1500 }], payment: "paypal_right" }).orderId;
  await live();
  await shipAll();
  const id = await idOf(gone);
  const { rows: [{ paid, trackingNo, paypal, carrier }] } = await owner.query(`
    select p.external_id as paid, p.payment_account_id as paypal, b.tracking_no as "trackingNo", b.carrier_account_id as carrier
      from payment_match m join payment p on p.id = m.payment_id, parcel_line l join booking_attempt b on b.parcel_id = l.parcel_id where m.order_id = $1 and l.order_id = $1`, [id]);
  const error = { kind: "unreadable", path: "x", detail: "" } as never;
  const keep = (accountId: string, feed: "orders" | "messages" | "payments" | "tracking", externalId: string | null, raw: unknown) => read((tx) => keepUnreadable(tx, accountId, feed, "pull", [{ externalId, error, raw }]));
  await keep(shop, "orders", gone, { orderId: gone, buyer: "HIS order in a later version" });
  await keep(shop, "messages", null, { text: `HIS letter about ${gone}.` });
  await keep(shop, "messages", null, { sender: buyer, text: "HIS letter about nothing" });
  await keep(paypal, "payments", null, { reference: paid, name: "HIS name" });
  await keep(carrier ?? shop, "tracking", null, { code: trackingNo, place: "HIS town" });
  await keep(shop, "orders", "99-new", { orderId: "99-new", note: `not HIS to lose: as in ${gone}` });
  await keep(shop, "messages", null, { sender: "somebody.else", text: "not HIS" });
  const kept = () => read(async (tx) => (await tx.many<{ id: string; raw: Buffer }>`select id, raw from inbox_item where org_id = ${tx.orgId} and state = 'quarantined'`).map((row) => tx.open(rawPlace(row.id), row.raw)).toSorted()); // ids of one millisecond have no order
  expect(await kept()).toHaveLength(7);
  const asked = await Promise.all([1, 2].map(() => read((tx) => eraseBuyer(tx, id, { actor, reason: "asked by letter" }))));
  expect(asked.map((a) => a.ok && a.value.erased.length).toSorted()).toEqual([0, 1]); // who asks twice at once is erased once
  expect(await kept()).toEqual([expect.stringContaining("99-new"), expect.stringContaining("somebody.else")]);

  // Asked every hour, it opens what has come since, and the rest only where more is sought by now.
  const settled = async (): Promise<string[]> => (await owner.query("select until::text || sought::text as at from erasure_look order by erasure_id")).rows.map((r) => r.at as string);
  clock.advance(2 * 3600);
  await eraseDue(company);
  const looked = await settled();
  await owner.query("update inbox_item set raw = '\\x00' where state = 'quarantined' and feed <> 'orders'"); // whoever opened it would fail
  await eraseDue(company);
  expect(await settled()).toEqual(looked);
  await keep(shop, "messages", null, { text: `HIS letter once more about ${gone}` });
  await keep(shop, "messages", null, { sender: buyer, text: "HIS second letter, written after he asked" });
  await eraseDue(company);
  const left = () => owner.query("select id from inbox_item where state = 'quarantined' and feed <> 'orders'").then((r) => r.rowCount);
  expect(await left()).toBe(2);
  await owner.query("delete from inbox_item where raw = '\\x00'");
  await keep(shop, "messages", null, { text: "HIS letter about PAY-LATER-77" });
  clock.advance(2 * 3600);
  await eraseDue(company);
  expect(await left()).toBe(2);
  await owner.query("update payment set external_id = 'PAY-LATER-77' where external_id = $1", [paid]); // a name that is known only now
  await eraseDue(company);
  expect(await left()).toBe(1);
});
