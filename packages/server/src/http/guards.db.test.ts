import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import { everywhere } from "../db/tx.ts";
import { changeMemberRow } from "../people/sql.ts";
import { addMember, openApp, type Call, type TestApp } from "./app.testkit.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

const locale = (call: Call) => it.call("PUT", "/api/me/locale", { body: { locale: "en" }, ...call });
const codeOf = (answer: { json: () => unknown }): string => (answer.json() as { code: string }).code;

// prettier-ignore
const strangers: [string, (own: TestApp) => Call, number, string][] = [
  ["no session",             () => ({}),                                                                        401, "signed_out"],
  ["an invented session",    () => ({ as: { cookie: `argosy_session=${"A".repeat(43)}`, csrf: "x", memberId: "" } }), 401, "signed_out"],
  ["a session of bad form",  () => ({ as: { cookie: "argosy_session=' or 1=1", csrf: "x", memberId: "" } }),     401, "signed_out"],
  ["no csrf token",          (own) => ({ as: { ...own.sessions.owner, csrf: "" } }),                             403, "csrf_refused"],
  ["another one's token",    (own) => ({ as: { ...own.sessions.owner, csrf: own.sessions.picker.csrf } }),       403, "csrf_refused"],
  ["another site's page",    (own) => ({ as: own.sessions.owner, headers: { origin: "https://evil.example" } }), 403, "csrf_refused"],
  ["another port's page",    (own) => ({ as: own.sessions.owner, headers: { origin: "http://127.0.0.1:9999" } }), 403, "csrf_refused"],
  ["a sandboxed page",       (own) => ({ as: own.sessions.owner, headers: { origin: "null" } }),                 403, "csrf_refused"],
  ["said by the browser",    (own) => ({ as: own.sessions.owner, headers: { "sec-fetch-site": "cross-site" } }), 403, "csrf_refused"],
  ["a form",                 (own) => ({ as: own.sessions.owner, headers: { "content-type": "text/plain" } }),   415, "media_type_refused"],
  ["another encoding",       (own) => ({ as: own.sessions.owner, headers: { "content-type": "application/json; charset=utf-16" } }), 415, "media_type_refused"],
  ["a rebound name",         (own) => ({ as: own.sessions.owner, headers: { host: "evil.example" } }),           403, "not_allowed"],
];
test.each(strangers)("%s is refused", async (_name, call, status, code) => {
  const answer = await locale(call(it));
  expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
});

test.each(["127.0.0.1:4600", "localhost:4600", "[::1]:4600", "argosy.example"])("our own name %s is answered", async (host) => {
  expect((await locale({ as: it.sessions.owner, headers: { host } })).statusCode).toBe(200);
});

test.each(["application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"", "application/json; charset=utf8"])("%s is read", async (type) => {
  expect((await locale({ as: it.sessions.owner, headers: { "content-type": type } })).statusCode).toBe(200);
});

test.each([[{}, undefined], [{ "content-type": "application/json" }, undefined], [{ "content-type": "application/json" }, "{}"]])("a call without input may say %o and send %s", async (headers, body) => {
  const as = await addMember(it.db, it.own.orgId, "picker");
  const signOut = () => it.call("DELETE", "/api/session", { as, headers, body });
  expect((await signOut()).statusCode).toBe(200);
  expect((await signOut()).statusCode).toBe(401);
});

test.each([undefined, "application/json"])("a body that is missing is refused by what it lacks: %s", async (type) => {
  const answer = await it.call("PUT", "/api/me/locale", { as: it.sessions.owner, headers: type === undefined ? {} : { "content-type": type } });
  expect([answer.statusCode, answer.json<{ field: string }>().field]).toEqual([400, "locale"]);
});

// prettier-ignore
const raw: [name: string, words: string, status: number, field: string][] = [
  ["two names: whoever stands before us may have judged the other one", "GET /api/setup HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400, "host"],
  ["an address without an end", `GET /api/orders?q=${"x".repeat(20_000)} HTTP/1.1\r\n\r\n`, 431, "url"],
  ["two lengths", "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "request"],
  ["no HTTP at all", "hello\r\n\r\n", 400, "request"],
];
test.each(raw)("a call with %s is refused with what is wrong", async (_name, words, status, field) => {
  const port = (it.app.fastify.server.address() as AddressInfo | null)?.port ?? Number(new URL(await it.app.fastify.listen({ host: "127.0.0.1", port: 0 })).port);
  const socket = connect(port, "127.0.0.1");
  socket.end(words);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  expect([head.split(" ")[1], JSON.parse(body)]).toEqual([String(status), { code: "input_refused", field, detail: expect.any(String) }]);
});

test("no address leads out of the folder of the pages", async () => {
  const pages = mkdtempSync(path.join(tmpdir(), "pages-"));
  writeFileSync(path.join(pages, "index.html"), "<title>Argosy</title>");
  const app = await openApp({ companies: false, pages });
  try {
    expect((await app.call("GET", "/orders")).body).toContain("Argosy");
    for (const url of ["/assets/..%5c..%5cpackage.json", "/assets/%00.js", "//evil.example/"]) {
      const answer = await app.call("GET", url);
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 400, expect.objectContaining({ code: "input_refused", field: "url" })]);
    }
  } finally {
    await app.close();
    rmSync(pages, { recursive: true });
  }
});

test("our own page is answered", async () => {
  expect((await locale({ as: it.sessions.owner, headers: { origin: "http://127.0.0.1:4600", "sec-fetch-site": "same-origin" } })).statusCode).toBe(200);
});

test("answers carry the headers that keep strangers' scripts and frames out", async () => {
  const answer = await it.call("GET", "/api/me", { as: it.sessions.owner });
  expect(answer.headers["content-security-policy"]).toContain("script-src 'self';");
  expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test("a disabled member is out at the next request, a changed role works at it", async () => {
  const session = await addMember(it.db, it.own.orgId, "manager");
  const change = (role: "manager" | "picker", disabled: boolean) =>
    everywhere(it.db, (tx) => changeMemberRow(tx, it.own.orgId, session.memberId, { name: "M", role, disabled }));
  expect((await it.call("GET", "/api/orders", { as: session })).statusCode).toBe(200);
  await change("picker", false);
  expect((await it.call("GET", "/api/orders", { as: session })).statusCode).toBe(403);
  await change("manager", true);
  expect((await it.call("GET", "/api/orders", { as: session })).statusCode).toBe(401);
});

test("a session ends after twelve idle hours, and after seven days whatever happens", async () => {
  const start = it.clock.now;
  const session = await addMember(it.db, it.own.orgId, "owner");
  const at = async (hours: number): Promise<number> => {
    it.clock.now = plusS(start, hours * 3600);
    return (await it.call("GET", "/api/me", { as: session })).statusCode;
  };
  const idle = await addMember(it.db, it.own.orgId, "owner");
  for (let hours = 11; hours < 7 * 24; hours += 11) expect(await at(hours)).toBe(200);
  expect(await at(7 * 24 + 1)).toBe(401);
  expect((await it.call("GET", "/api/me", { as: idle })).statusCode).toBe(401);
  it.clock.now = start;
});

test("health: alive, started, and ready while the database answers", async () => {
  for (const path of ["/livez", "/startupz", "/readyz"]) expect((await it.call("GET", path)).statusCode).toBe(200);
});

test("an unknown route is a refusal of ours", async () => {
  const answer = await it.call("GET", "/api/nothing", { as: it.sessions.owner });
  expect([answer.statusCode, codeOf(answer)]).toEqual([404, "not_found"]);
});
