import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles, type Role } from "@argosy/core/api/people.ts";
import { inOrg } from "../db/tx.ts";
import { may } from "../people/abilities.ts";
import { evidenceHash, placeHolds } from "../pipeline/hold.ts";
import { openApp, type TestApp } from "./app.testkit.ts";
import { operations, routeOf } from "./permission.ts";

// Every route × every role, from the contract's own table: a route that nobody thought of is in here all the same.

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

const nowhere = "00000000-0000-4000-8000-00000000dead";
const addressOf = (path: string): string => path.replace(":decision", "method").replace(":version", "1").replace(/templates\/:id/, "templates/address_label").replace(":id", nowhere);
const guarded = operations.filter((operation) => routeOf(operation).may !== "public" && operation !== "live");

describe.each(roles)("%s", (role) => {
  test.each(guarded)("%s", async (operation) => {
    const { method, path, may: needed, body } = routeOf(operation);
    const session = it.sessions[role];
    if (operation === "signOut" || operation === "changePassword") return; // would end the session of the tests after it
    // A body of the wrong shape: who may not call hears so before it is looked at, who may hears what is wrong with it.
    const answer = await it.call(method, addressOf(path), { as: session, ...(body ? { body: { wrong: true } } : {}) });
    const allowed = typeof needed === "string" || may(role, needed[0], needed[1]);
    const { code } = answer.headers["content-type"]?.toString().includes("json") ? answer.json<{ code?: string }>() : { code: undefined };
    if (allowed) expect([answer.statusCode, code]).not.toContain("not_allowed");
    else expect([answer.statusCode, code]).toEqual([403, "not_allowed"]);
    expect(answer.statusCode).toBeLessThan(500);
  });
});

test.each(operations.filter((operation) => routeOf(operation).may !== "public"))("nobody signed in: %s", async (operation) => {
  const { method, path } = routeOf(operation);
  const answer = await it.call(method, addressOf(path));
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, "signed_out"]);
});

test("roles see what the guide's table gives them, and nothing of money on the floor", () => {
  expect(may("picker", "view", "Order")).toBe(false);
  expect(may("packer", "view", "Parcel")).toBe(false);
  expect(may("packer", "ship", "Scan")).toBe(true);
  expect(may("service", "approve", "Order")).toBe(true);
  expect(roles.filter((role) => may(role, "approve", "Payment"))).toEqual(["owner", "manager", "service", "finance"]); // whose payment it is
  expect(may("finance", "approve", "Order")).toBe(false);
  expect(routeOf("getOrderRaw").may).toEqual(routeOf("getInboxItem").may); // one payload, one right
  expect(may("manager", "manage", "Member")).toBe(false);
  expect(may("manager", "connect", "Account")).toBe(false);
  expect(roles.filter((role) => may(role, "connect", "Account"))).toEqual(["owner"]);
});

test("a right to parcels is no say about their orders: a parcel is cancelled by who approves orders", async () => {
  const cancel = async (role: Role) => {
    const body = { act: "cancel", targets: { ids: [it.own.parcel] }, reason: "nobody wants it" };
    return (await it.call("POST", "/api/parcels/act", { as: it.sessions[role], body })).json<{ results: object[] }>().results;
  };
  expect(await cancel("warehouse")).toMatchObject([{ ok: false, code: "not_allowed" }]);
  expect((await it.call("GET", `/api/parcels/${it.own.parcel}`, { as: it.sessions.owner })).json()).not.toMatchObject({ stage: "cancelled" });
});

test("a right to parcels is no say about money: a payment taken back is let go by who approves orders", async () => {
  const reversed = { id: it.own.parcel, code: "payment_reversed", evidence: { orderId: it.own.order } } as const;
  await inOrg(it.db, it.own.orgId, (tx) => placeHolds(tx, "parcel", [reversed], { actor: "room:payment", source: "room:payment", reason: "test" }));
  const release = async (role: Role) => {
    const body = { act: "release", targets: { ids: [it.own.parcel] }, reason: "paid by bank", seen: { [it.own.parcel]: [evidenceHash(reversed.evidence)] } };
    return (await it.call("POST", "/api/parcels/act", { as: it.sessions[role], body })).json<{ results: object[] }>().results;
  };
  expect(await release("warehouse")).toMatchObject([{ ok: false, code: "not_allowed" }]);
  expect(await release("service")).toMatchObject([{ ok: true }]);
});

test("what nobody wants any more the floor takes off by itself", async () => {
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update orders set stage = 'cancelled', closed_at = ${tx.now} where org_id = ${tx.orgId} and id = ${it.own.order}`);
  const body = { act: "cancel", targets: { ids: [it.own.parcel] }, reason: "put back" };
  expect((await it.call("POST", "/api/parcels/act", { as: it.sessions.warehouse, body })).json()).toMatchObject({ results: [{ ok: true }] });
});
