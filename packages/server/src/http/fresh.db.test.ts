import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshS } from "@argosy/core/api/route.ts";
import { plusS } from "@argosy/core/time.ts";
import { everywhere, inOrg } from "../db/tx.ts";
import { hashPassword } from "../people/password.ts";
import { setPasswordHash } from "../people/sql.ts";
import { evidenceHash, placeHolds } from "../pipeline/hold.ts";
import { addMember, openApp, quick, type Session, type TestApp } from "./app.testkit.ts";
import { operations, routeOf } from "./permission.ts";

// Acts that hurt in the hands of whoever finds a session open: the security guide's list (S-07), and nothing else.

let it: TestApp;
let stale: Session; // an owner who gave the password half an hour ago
let hash: string;
const password = "correct horse battery";
beforeAll(async () => {
  it = await openApp({ companies: true });
  hash = await hashPassword(password, quick);
});
beforeEach(async () => {
  stale = await owner();
  it.clock.now = plusS(it.clock.now, freshS);
});
afterAll(() => it?.close());

async function owner(): Promise<Session> {
  const session = await addMember(it.db, it.own.orgId, "owner");
  await everywhere(it.db, (tx) => setPasswordHash(tx, session.memberId, hash));
  return session;
}
const prove = (as: Session, given = password) => it.call("PUT", "/api/session", { as, body: { password: given } });
/** The session that follows: another cookie, the same token of the page. */
const after = (as: Session, answer: Awaited<ReturnType<typeof prove>>): Session => ({ ...as, cookie: String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "" });
const codeOf = (answer: Awaited<ReturnType<typeof prove>>) => [answer.statusCode, answer.json<{ code?: string }>().code];

const nowhere = "00000000-0000-4000-8000-00000000dead";
const settings = { name: "Shop", colour: "#0f766e" };
const many = { ids: [nowhere, "00000000-0000-4000-8000-00000000beef"] };
// prettier-ignore
const listed: [operation: string, body: unknown][] = [
  ["connectAccount", { kind: "shop", connector: "ebay", credentials: {}, ...settings }],
  ["changeAccount",  { version: 1, credentials: {}, ...settings }],
  ["addMember",      { name: "Bea", email: "bea@example.com", password: "another horse", role: "packer" }],
  ["changeMember",   { name: "Bea", role: "owner", disabled: false }],
  ["exportBuyer",    undefined],
  ["eraseBuyer",     { reason: "asked" }],
  ["importPayload",  { accountId: nowhere, body: "{}" }], // what is put in may be the evidence of a payment
  ["actOnOrders",    { act: "cancel", targets: many, reason: "r" }],
  ["actOnOrders",    { act: "cancel", targets: { matching: {} }, reason: "r" }],
  ["actOnParcels",   { act: "cancel", targets: many, reason: "r" }],
  ["actOnParcels",   { act: "cancel", targets: { matching: {} }, reason: "r" }],
];
const ask = (operation: string, body: unknown, as: Session) => {
  const { method, path } = routeOf(operation as (typeof operations)[number]);
  return it.call(method, path.replace(":id", nowhere), { as, ...(body === undefined ? {} : { body }) });
};

test.each(listed)("%s %j is refused to a stale login, and named with its cure", async (operation, body) => {
  const answer = await ask(operation, body, stale);
  expect(codeOf(answer)).toEqual([403, "login_stale"]);
  expect(answer.json<{ detail: string }>().detail).toContain("PUT /api/session");
});

test.each(listed)("%s %j is carried out with a fresh one", async (operation, body) => {
  expect((await ask(operation, body, after(stale, await prove(stale)))).body).not.toContain("login_stale");
});

test("the contract marks the listed operations and no other, and none that only reads", () => {
  const marked = operations.filter((operation) => routeOf(operation).fresh !== undefined);
  expect(marked.toSorted()).toEqual([...new Set(listed.map(([operation]) => operation))].toSorted());
  expect(marked.map((operation) => routeOf(operation).method)).not.toContain("GET");
});

test.each(operations.filter((operation) => !["public", "member"].includes(routeOf(operation).may as string) && routeOf(operation).fresh !== true))("%s asks nobody for the password", async (operation) => {
  const { body } = routeOf(operation);
  const sent = operation.startsWith("actOn") ? { act: "cancel", targets: { ids: [nowhere] }, reason: "one alone" } : {};
  expect((await ask(operation, body && sent, stale)).body).not.toContain("login_stale");
});

test("who may not, and who sends something wrong, is not asked for a password first", async () => {
  const picker = await addMember(it.db, it.own.orgId, "picker");
  it.clock.now = plusS(it.clock.now, freshS);
  expect(codeOf(await ask("addMember", listed[2]![1], picker))).toEqual([403, "not_allowed"]);
  expect(codeOf(await ask("addMember", { name: "Bea" }, stale))).toEqual([400, "input_refused"]);
});

test("a proof lasts half an hour to the second, for this session alone", async () => {
  const elsewhere = stale;
  const here = after(stale, await prove(stale));
  const list = () => ask("exportBuyer", undefined, here);
  expect(codeOf(await ask("exportBuyer", undefined, elsewhere))).toEqual([403, "login_stale"]);
  it.clock.now = plusS(it.clock.now, freshS - 1);
  expect(codeOf(await list())).toEqual([404, "order_not_found"]);
  it.clock.now = plusS(it.clock.now, 1);
  expect(codeOf(await list())).toEqual([403, "login_stale"]);
});

test("a copy of the old cookie gains nothing and ends in seconds; the open pages go on with their token", async () => {
  const here = after(stale, await prove(stale));
  expect(here.cookie).not.toBe(stale.cookie);
  expect((await it.call("PUT", "/api/me/locale", { as: here, body: { locale: "en" } })).statusCode).toBe(200); // the token of before
  expect((await it.call("GET", "/api/me", { as: stale })).statusCode).toBe(200); // what was on its way
  it.clock.now = plusS(it.clock.now, 10);
  expect((await it.call("GET", "/api/me", { as: stale })).statusCode).toBe(401);
  expect((await it.call("GET", "/api/me", { as: here })).statusCode).toBe(200);
});

test("guessing by an open session is counted with the tries to sign in", async () => {
  const { email } = (await it.call("GET", "/api/me", { as: stale })).json<{ member: { email: string } }>().member;
  const codes = [];
  for (let i = 0; i < 11; i++) codes.push(codeOf(await prove(stale, "guess"))[1]);
  expect(codes).toEqual([...Array.from({ length: 10 }, () => "sign_in_refused"), "too_many_requests"]);
  expect(codeOf(await prove(stale))[1]).toBe("too_many_requests");
  expect(codeOf(await it.call("POST", "/api/session", { body: { email, password } }))[1]).toBe("too_many_requests");
  expect(codeOf(await ask("exportBuyer", undefined, stale))).toEqual([403, "login_stale"]);
});

test("a wrong password leaves the session as it was", async () => {
  const answer = await prove(stale, "wrong");
  expect([answer.statusCode, answer.json()]).toEqual([401, { code: "sign_in_refused", field: "password", detail: "#password_differs" }]);
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect((await it.call("GET", "/api/me", { as: stale })).statusCode).toBe(200);
});

test("whoever lets money pass by hand gives the password, whichever verb he takes; a stale one lets go nothing at all", async () => {
  const evidence = { orderId: it.own.order };
  await inOrg(it.db, it.own.orgId, (tx) => placeHolds(tx, "order", [
    { id: it.own.order, code: "payment_reversed", evidence },
    { id: it.own.order, code: "held_by_person", evidence: { note: "look" } },
  ], { actor: "room:payment", source: "room:payment", reason: "test" }));
  const release = (as: Session, act: string, code?: string) => {
    const seen = { [it.own.order]: [evidenceHash(evidence), evidenceHash({ note: "look" })] };
    return it.call("POST", "/api/orders/act", { as, body: { act, targets: { ids: [it.own.order] }, reason: "paid by bank", seen, ...(code ? { code } : {}) } });
  };
  expect(codeOf(await release(stale, "accept_payment"))).toEqual([403, "login_stale"]);
  expect(codeOf(await release(stale, "release"))).toEqual([403, "login_stale"]);
  expect((await release(stale, "release", "held_by_person")).json()).toMatchObject({ results: [{ ok: true }] });
  const { holds } = (await it.call("GET", `/api/orders/${it.own.order}`, { as: stale })).json<{ holds: { code: string; releasedAt: string | null }[] }>();
  expect(holds.filter((h) => h.releasedAt === null).map((h) => h.code)).toEqual(["payment_reversed"]);
  expect((await release(after(stale, await prove(stale)), "accept_payment")).json()).toMatchObject({ results: [{ ok: true }] });
});

test("a session of an older version, which does not know when, counts as stale", async () => {
  const { memberId } = stale;
  const fresh = await owner();
  await it.db.pool.query("update session set proven_at = null where member_id in ($1, $2)", [memberId, fresh.memberId]);
  expect(codeOf(await ask("exportBuyer", undefined, fresh))).toEqual([403, "login_stale"]);
});
