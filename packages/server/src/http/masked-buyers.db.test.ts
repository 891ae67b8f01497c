import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles, type Role } from "@argosy/core/api/people.ts";
import { inOrg } from "../db/tx.ts";
import { allows, operations, routeOf } from "./permission.ts";
import { placeHolds } from "../pipeline/hold.ts";
import { sealMessage } from "../pipeline/message.ts";
import { openApp, type TestApp } from "./app.testkit.ts";

// Whatever a role may read is read, and searched for what no buyer gave it to know.

let it: TestApp;
const said = "please ring at Ada's, 12 St James's Square";
/** One for each way in which a buyer can be told: user name and e-mail, name, street, postcode, phone; and what stands for a text. */
const marks = ["buyers.example", "Lovelace", "St James", "SW1Y 4JH", "7700900123", "please ring"];
const whole: readonly Role[] = ["owner", "manager", "service", "warehouse"];
const masked: readonly Role[] = ["purchaser", "finance", "readonly"];

beforeAll(async () => {
  it = await openApp({ companies: true });
  const { orgId, shop, order, parcel, method } = it.own;
  await inOrg(it.db, orgId, async (tx) => {
    const shipTo = { name: "Ada Lovelace", company: "Lovelace Ltd", line1: "12 St James's Square", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "+44 7700900123" };
    await tx.run`update buyer_pii set ciphertext = ${tx.seal(`buyer_pii/${order}`, JSON.stringify({ buyerId: "ada.buyers.example", email: "ada@buyers.example", shipTo }))} where org_id = ${orgId} and order_id = ${order}`;
    await tx.run`update orders set buyer_note = ${said} where org_id = ${orgId} and id = ${order}`;
    await placeHolds(tx, "order", [{ id: order, code: "buyer_note", evidence: { note: said } }], { actor: "room:review", source: "room:review", reason: "" });
    await placeHolds(tx, "parcel", [{ id: parcel, code: "carrier_refused", evidence: { code: "ADDRESS", field: null, detail: said } }], { actor: "room:booking", source: "room:booking", reason: "" });
    const [payment, message, attempt] = [tx.newId(), tx.newId(), tx.newId()];
    await tx.insert("payment", [{
      id: payment, paymentAccountId: shop, externalId: "PAY1", version: tx.now, kind: "payment", state: "completed", vendorCode: "T0006", amountMinor: 1000, matchedMinor: 1000, currency: "GBP", at: tx.now, payerKey: "", invoiceId: "",
      payer: tx.seal(`payment.payer/${shop}/PAY1`, JSON.stringify({ name: "Ada Lovelace", email: "ada@buyers.example" })),
    }]);
    await tx.insert("payment_match", [{ paymentId: payment, orderId: order, amountMinor: 1000, currency: "GBP", matchedBy: "reference", at: tx.now }]);
    await tx.insert("message", [{
      id: message, shopAccountId: shop, externalId: "M1", buyerKey: tx.keyedHash(`${shop}/ada`), sender: "buyer", read: false, at: tx.now, body: sealMessage(tx, shop, "M1", { subject: "Ada Lovelace", text: said }),
    }]);
    await tx.insert("tracking_event", [{ parcelId: parcel, externalId: "E1", status: "exception", vendorCode: "x", text: said, place: "SW1Y 4JH", at: tx.now }]);
    await tx.insert("route_decision", [{ parcelId: parcel, visit: 1, at: tx.now, trace: JSON.stringify([{ decision: "method", ruleSetVersion: 1, setBy: "nobody", chosen: null, facts: { country: "GB", postcode: "SW1Y 4JH" }, tried: [] }]) }]);
    await tx.insert("booking_attempt", [{
      id: attempt, parcelId: parcel, methodId: method, state: "refused", service: "x", addressHash: "h", sentAt: tx.now, lookAt: tx.now, createdAt: tx.now, updatedAt: tx.now, error: JSON.stringify({ kind: "refused", code: "ADDRESS", detail: said }),
    }]);
  });
});
afterAll(() => it?.close());

const reading = operations.filter((operation) => routeOf(operation).method === "GET" && operation !== "live");
const addressOf = (path: string): string => {
  const { order, parcel, wave, document, inbox } = it.own;
  const id = path.startsWith("/api/orders") ? order : path.startsWith("/api/parcels") ? parcel : path.startsWith("/api/waves") ? wave : path.startsWith("/api/labels") ? document : inbox;
  return path.replace(":decision", "method").replace(":version", "1").replace(/templates\/:id/, "templates/address_label").replace(":id", id);
};
const get = async (role: Role, path: string) => (await it.call("GET", path, { as: it.sessions[role] })).body;
const search = async (role: Role, path: string, q: string) => (await it.call("GET", `${path}?q=${encodeURIComponent(q)}`, { as: it.sessions[role] })).json<{ rows: { buyer: string }[] }>().rows.map((row) => row.buyer);
const looks = async (): Promise<{ actor: string; order: { id: string } }[]> => (await it.call("GET", "/api/unmasked", { as: it.sessions.owner })).json<{ rows: { actor: string; order: { id: string } }[] }>().rows;

test("every role is one of those who see buyers, those who see them masked, or those on the floor who see no order", () => {
  expect([...whole, ...masked, "picker", "packer"].toSorted()).toEqual([...roles].toSorted());
});

describe.each([...masked, "picker", "packer"] as const)("%s", (role) => {
  test.each(reading.filter((operation) => allows(role, operation)))("%s tells nothing of the buyer", async (operation) => {
    const body = await get(role, addressOf(routeOf(operation).path));
    expect(marks.filter((mark) => body.includes(mark))).toEqual([]);
  });
});

describe.each(whole)("%s", (role) => {
  test("sees the buyer", async () => {
    const order = await get(role, `/api/orders/${it.own.order}`);
    expect(marks.filter((mark) => !order.includes(mark))).toEqual([]);
    const parcel = await get(role, `/api/parcels/${it.own.parcel}`);
    expect(marks.filter((mark) => !parcel.includes(mark))).toEqual(["buyers.example"]); // a parcel names no e-mail
    expect(await search(role, "/api/orders", "lovelace")).toEqual(["Ada Lovelace"]);
    expect(await search(role, "/api/parcels", "lovelace")).toEqual(["Ada Lovelace"]);
  });
});

test("masked pages say so, and keep what is no secret", async () => {
  const order = JSON.parse(await get("readonly", `/api/orders/${it.own.order}`)) as object;
  expect(order).toMatchObject({ masked: true, buyer: "A••• L•••", note: "•••", shipTo: { city: "London", country: "GB", line1: "•••", postcode: "SW•••" }, holds: [{ code: "buyer_note", evidence: { note: "•••" } }], messages: [{ from: "buyer", text: "•••" }], payments: [{ externalId: "PAY1", payer: "•••" }] });
  expect(JSON.parse(await get("readonly", `/api/parcels/${it.own.parcel}`))).toMatchObject({ masked: true, holds: [{ evidence: { code: "ADDRESS", detail: "•••" } }], routes: [{ facts: { country: "GB", postcode: "•••" } }], attempts: [{ error: { code: "ADDRESS" } }] });
  expect(JSON.parse(await get("service", `/api/orders/${it.own.order}`))).toMatchObject({ masked: false });
});

test("who may not see a buyer finds none by name, e-mail or user name, not even to act on", async () => {
  for (const role of ["purchaser", "readonly"] as const) for (const word of ["lovelace", "ada@buyers.example", "ada", "SW1Y 4JH"]) expect([role, word, await search(role, "/api/orders", word)]).toEqual([role, word, []]);
  expect(await search("readonly", "/api/orders", "O100001")).toEqual(["A••• L•••"]);
  expect(await search("finance", "/api/orders", "lovelace")).toEqual(["A••• L•••"]);
});

test("labels are for those who see buyers, and for those who print", async () => {
  const status = async (role: Role, path: string) => (await it.call("GET", path, { as: it.sessions[role] })).statusCode;
  for (const role of roles) {
    const sees = [...whole, "packer"].includes(role);
    expect([role, await status(role, `/api/labels/documents/${it.own.document}`)]).toEqual([role, sees ? 200 : 403]);
    expect([role, await status(role, `/api/parcels/${it.own.parcel}/label`)]).toEqual([role, sees ? 409 : 403]); // this one has no label yet
  }
});

test("finance takes the mask off one order, and who, when and which is written down", async () => {
  for (const role of ["purchaser", "readonly", "picker", "packer", "service"] as const)
    expect([role, (await it.call("POST", `/api/orders/${it.own.order}/unmask`, { as: it.sessions[role] })).statusCode]).toEqual([role, 403]);
  expect(await looks()).toEqual([]);

  const shown = await it.call("POST", `/api/orders/${it.own.order}/unmask`, { as: it.sessions.finance });
  expect(marks.filter((mark) => !shown.body.includes(mark))).toEqual([]);
  expect(shown.json()).toMatchObject({ masked: false, shipTo: { name: "Ada Lovelace" } });
  expect(shown.headers["cache-control"]).toBe("no-store");
  expect(await looks()).toEqual([{ id: expect.any(String) as string, at: it.clock.now, actor: "member:The finance", order: { id: it.own.order, orderNo: "O100001" } }]);

  const after = JSON.parse(await get("finance", `/api/orders/${it.own.order}`)) as { masked: boolean; timeline: object[] };
  expect(after.masked).toBe(true);
  expect(after.timeline).toContainEqual(expect.objectContaining({ kind: "unmasked", actor: "member:The finance", at: it.clock.now, of: "O100001" }));
  await it.call("POST", `/api/orders/${it.own.order}/unmask`, { as: it.sessions.finance });
  expect(await looks()).toHaveLength(2);
});

test("nobody reads the list of looks but who sees the members, and nothing that was written can be taken back", async () => {
  for (const role of roles) expect([role, (await it.call("GET", "/api/unmasked", { as: it.sessions[role] })).statusCode]).toEqual([role, ["owner", "manager"].includes(role) ? 200 : 403]);
  await expect(inOrg(it.db, it.own.orgId, (tx) => tx.run`delete from unmasked where org_id = ${tx.orgId}`)).rejects.toThrow("permission denied");
  expect(await inOrg(it.db, it.other.orgId, (tx) => tx.many`select 1 as n from unmasked`)).toEqual([]);
});
