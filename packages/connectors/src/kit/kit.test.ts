import type { lookup } from "node:dns";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { fact } from "@argosy/core/facts.ts";
import { ok } from "@argosy/core/result.ts";
import { epochMs, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { checkedLookup, networkHttp, NotSent } from "./http.ts";
import { parseJson } from "./json.ts";
import { tokenSource, withToken } from "./oauth.ts";
import { allPages } from "./pages.testkit.ts";
import { isPrivateAddress } from "./private-address.ts";
import { externalIdIn } from "./wire.ts";
import { scrubText } from "./scrub.ts";
import { retryAfterS } from "./send.ts";

const noon = "2026-03-01T12:00:00.000Z" as Instant;
const anyWindow = { from: noon, to: noon };

describe("networkHttp", () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));
  const serve = async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    closers.push(() => (server.closeAllConnections(), server.close()));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const door = (host: string, more: object = {}) =>
    networkHttp({ timeoutS: 2, maxBytes: 1000, allowPrivateHosts: [host], ...more });

  test("a listed inside host is reached, with headers, body and status both ways", async () => {
    const host = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (body) => {
        response.writeHead(201, { location: "/x", "x-got": request.headers["x-sent"] ?? "" }).end(`${request.method} ${body}`);
      });
    });
    const request = new Request(`http://${host}/a?b=1`, { method: "POST", headers: { "x-sent": "yes" }, body: "你好" });
    const response = await door(host)(request);
    expect([response.status, response.headers.get("location"), response.headers.get("x-got")]).toEqual([201, "/x", "yes"]);
    expect(await response.text()).toBe("POST 你好");
  });

  // prettier-ignore
  test.each([
    "http://api.ebay.com/", "https://127.0.0.1/", "https://localhost/", "https://localhost./", "https://x.localhost/",
    "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://10.1.2.3/", "https://169.254.169.254/latest/meta-data",
    "https://0x7f000001/", "https://2130706433/", "https://017700000001/", "https://100.64.0.1/", "https://192.168.0.1./",
  ])("%s is refused before a byte leaves", async (url) => {
    const refusal = networkHttp({ timeoutS: 2, maxBytes: 10, allowPrivateHosts: ["127.0.0.1:1"] })(new Request(url));
    await expect(refusal).rejects.toBeInstanceOf(NotSent);
  });

  // prettier-ignore
  test.each([
    [["93.184.216.34"],              "93.184.216.34"],
    [["127.0.0.1"],                  fact("host_inside", "shop.example")],
    [["93.184.216.34", "10.0.0.1"],  fact("host_inside", "shop.example")],
    [["::ffff:127.0.0.1"],           fact("host_inside", "shop.example")],
    [[],                             "ENOTFOUND shop.example"],
  ])("a name with the addresses %j: %s", (addresses, expected) => {
    const resolve = (_: string, __: object, done: (error: null, found: object[]) => void) =>
      done(null, addresses.map((address) => ({ address, family: 4 })));
    let outcome = "";
    checkedLookup(resolve as unknown as typeof lookup)("shop.example", {}, (error, address) => {
      outcome = error ? error.message : String(address);
    });
    expect(outcome).toBe(expected);
  });

  test("nobody listening: surely not sent", async () => {
    await expect(door("127.0.0.1:9")(new Request("http://127.0.0.1:9/"))).rejects.toBeInstanceOf(NotSent);
  });

  // prettier-ignore
  test.each<[string, RequestListener, string]>([
    ["no answer in time",        () => {},                                                     fact("not_answered_within", 0.3)],
    ["the line is cut",          (request) => request.socket.destroy(),                        "socket hang up"],
    ["a body that never ends",   (_, response) => response.write("x"),                         fact("not_answered_within", 0.3)],
    ["a body beyond the limit",  (_, response) => response.end("x".repeat(1001)),              fact("answer_too_long", 0.001)],
    ["a body cut in the middle", (_, response) => (response.writeHead(200, { "content-length": "50" }), response.write("x"), setTimeout(() => response.destroy(), 20)), "aborted"],
  ])("%s: it may have arrived", async (_, listener, message) => {
    const host = await serve(listener);
    const answer = door(host, { timeoutS: 0.3 })(new Request(`http://${host}/`, { method: "POST", body: "pay" }));
    await expect(answer).rejects.toSatisfy((error) => error instanceof Error && !(error instanceof NotSent) && error.message === message);
  });

  test("a redirect is an answer, not an order", async () => {
    let calls = 0;
    const host = await serve((_, response) => (calls++, response.writeHead(302, { location: "http://169.254.169.254/" }).end()));
    expect((await door(host)(new Request(`http://${host}/`))).status).toBe(302);
    expect(calls).toBe(1);
  });
});

test.each([["07-1", "07-1"], ["9".repeat(200), "9".repeat(200)], ["9".repeat(201), null], ["", null], [7, null], [undefined, null]])("%j is kept as the id %j", (value, id) => {
  expect(externalIdIn(value)).toBe(id);
});

// prettier-ignore
test.each([
  ["10.0.0.1", true], ["172.31.255.255", true], ["172.32.0.1", false], ["8.8.8.8", false], ["::1", true], ["fe80::1", true],
  ["fd00::1", true], ["::ffff:8.8.8.8", true], ["64:ff9b::7f00:1", true], ["2606:4700::1", false], ["fec0::1", true], ["192.88.99.1", true], ["192.88.98.1", false], ["example.com", false], ["", false],
])("%s is inside: %s", (address, inside) => {
  expect(isPrivateAddress(address)).toBe(inside);
});

describe("parseJson", () => {
  // prettier-ignore
  test.each([
    ['{"a":[1,"x"]}',              { ok: true, value: { a: [1, "x"] } }],
    ['\ufeff{"a":1}',              { ok: true, value: { a: 1 } }],
    ['"4-byte 𝒩 💡 \\u0007"',       { ok: true, value: "4-byte 𝒩 💡 \u0007" }],
    ['{"k\\u0000":"a\\u0000b"}',   { ok: true, value: { "k\ufffd": "a\ufffdb" } }],
    ['["half \\ud83d pair"]',      { ok: true, value: ["half \ufffd pair"] }],
    ['["whole \\ud83d\\ude4f"]',   { ok: true, value: ["whole 🙏"] }],
    ['{"__proto__":{"x":1}}',      { ok: true }],
    ["",                           { error: { path: "", expected: "JSON, got nothing" } }],
    ["  \n",                       { error: { path: "", expected: "JSON, got nothing" } }],
    ["<html></html>",              { error: { path: "", expected: "JSON, got HTML or XML" } }],
    ['{"a":',                      { error: { path: "character 5", expected: "JSON, got a text that ends too early" } }],
    ['{"a":"x\u0007y"}',           { error: { path: "character 7", expected: "JSON, got a raw control character inside a text" } }],
    ["{'a':1}",                    { error: { path: "character 1", expected: "JSON, got something else" } }],
    ["secret-name",                { error: { path: "character 0", expected: "JSON, got something else" } }],
    ["NaN",                        { error: { kind: "malformed" } }],
    ["[".repeat(200_000),          { error: { path: "character 64", expected: "at most 64 levels of nesting" } }],
    ['{"a":'.repeat(65),           { error: { path: "character 320", expected: "at most 64 levels of nesting" } }],
    ['{"a":['.repeat(33),          { error: { path: "character 192", expected: "at most 64 levels of nesting" } }],
    ['["[[[[", "\\"[[[", "\\\\"]', { ok: true, value: ["[[[[", '"[[[', "\\"] }],
    ['["' + "[".repeat(100),       { error: { expected: "JSON, got a text that ends too early" } }],
  ])("%j", (text, expected) => {
    expect(parseJson(text)).toMatchObject(expected);
  });
});

describe("tokens", () => {
  test("a hundred callers cause one renewal; a failure is told to all and not remembered", async () => {
    const clock = settableClock(noon);
    let calls = 0;
    const tokens = tokenSource(clock, async () => {
      await new Promise((done) => setTimeout(done, 5));
      calls++;
      return calls === 1 ? { ok: false, error: { kind: "unavailable", detail: "down" } } : ok({ text: `t${calls}`, expiresInS: 3600 });
    });
    const failed = await Promise.all(Array.from({ length: 100 }, () => tokens.get()));
    expect([calls, failed.every((r) => !r.ok)]).toEqual([1, true]);
    const got = await Promise.all(Array.from({ length: 100 }, () => tokens.get()));
    expect([calls, new Set(got.map((r) => r.ok && r.value))]).toEqual([2, new Set(["t2"])]);
    clock.advance(3539);
    expect(await tokens.get()).toEqual(ok("t2"));
    clock.advance(1); // a minute before it ends
    expect(await tokens.get()).toEqual(ok("t3"));
  });

  test("a refused token is replaced once; the second refusal is the answer", async () => {
    let made = 0;
    const tokens = tokenSource(settableClock(noon), async () => ok({ text: `t${++made}`, expiresInS: 3600 }));
    const used: string[] = [];
    const refuse = async (token: string) => (used.push(token), { ok: false, error: { kind: "signed_out", detail: "401" } } as const);
    expect(await withToken(tokens, refuse)).toMatchObject({ ok: false, error: { kind: "signed_out" } });
    expect(used).toEqual(["t1", "t2"]);
  });

  test("dropping an old token keeps the newer one", async () => {
    let made = 0;
    const tokens = tokenSource(settableClock(noon), async () => ok({ text: `t${++made}`, expiresInS: 3600 }));
    await tokens.get();
    tokens.drop("t0");
    expect(await tokens.get()).toEqual(ok("t1"));
  });
});

// prettier-ignore
test.each([
  ["17", 17], ["0", 1], ["99999999", 86_400], ["", 60], ["soon", 60], ["-5", 60],
  ["Sun, 01 Mar 2026 12:00:30 GMT", 30], ["Sun, 01 Mar 2026 11:00:00 GMT", 1],
])("Retry-After %j is %d s", (text, seconds) => {
  const headers = new Headers(text === "" ? {} : { "retry-after": text });
  expect(retryAfterS(headers, { now: () => noon })).toBe(seconds);
  expect(epochMs(noon)).toBe(1_772_366_400_000);
});

test("a list that turns in circles ends", async () => {
  const circle = async () => ok({ items: [1], next: "again" });
  expect(await allPages(circle, anyWindow, 3)).toMatchObject({ ok: false, error: { kind: "unavailable" } });
});

describe("scrubText", () => {
  // prettier-ignore
  test.each([
    ["mail ada.quill@buyers.example now",      "mail ***@*** now"],
    ["Authorization: Bearer abcdef1234567890", "Authorization: Bearer ***"],
    ["call +1 (408) 555-0100 please",          "call +*** please"],
    ["two\nlines\u0007\u001b[31m",             "two lines [31m"],
    ["x".repeat(400),                          "x".repeat(300)],
  ])("%j", (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });
});
