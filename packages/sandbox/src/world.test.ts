import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "@argosy/core/ids.ts";
import { systemClock, type Instant } from "@argosy/core/time.ts";
import { buyOnce } from "./buying.ts";
import { settableClock } from "./clock.ts";
import { bulkOrders } from "./control.ts";
import { withFaults, type Fault } from "./faults.ts";
import { picturesSandbox, productSvg } from "./pictures.ts";
import { seedDemo } from "./seed.ts";
import { ean13 } from "./seed-products.ts";
import { serve } from "./serve.ts";
import { sortedList } from "./sorted.ts";
import { minutes, oneLine, start, testWorld } from "./world.testkit.ts";
import type { Http } from "./wire.ts";
import { createWorld } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "argosy-sandbox-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("faults", () => {
  /** A vendor that counts how often it acted. */
  function vendor() {
    let acted = 0;
    const http: Http = async (request) => {
      acted++;
      return new Response(JSON.stringify({ sent: await request.text() }), { headers: { "content-type": "application/json" } });
    };
    return { http, acted: () => acted };
  }
  const post = () => new Request("https://api.easypost.com/v2/shipments", { method: "POST", body: "hello" });

  // prettier-ignore
  test.each([
    ["request_lost",                  { kind: "request_lost" },                                 0, "lost"],
    ["answer_lost",                   { kind: "answer_lost" },                                  1, "lost"],
    ["answer_cut",                    { kind: "answer_cut" },                                   1, '200 {"sent":"'],
    ["rate_limited",                  { kind: "rate_limited" },                                 0, '429 {"error":{"code":"RATE_LIMITED"'],
    ["server_error",                  { kind: "server_error", status: 503 },                    0, "503 <!DOCTYPE html>"],
    ["server_error after acting",     { kind: "server_error", status: 502, acted: true },       1, "502 <!DOCTYPE html>"],
    ["html_page",                     { kind: "html_page" },                                    0, "200 <!DOCTYPE html>"],
    ["delivered_twice",               { kind: "delivered_twice" },                              2, '200 {"sent":"hello"}'],
    ["wrong_content_type",            { kind: "wrong_content_type" },                           1, '200 {"sent":"hello"}'],
  ] as const satisfies readonly (readonly [string, Fault, number, string])[])("%s", async (_, fault, acted, answer) => {
    const v = vendor();
    const call = withFaults(v.http, () => fault)(post());
    const got = await call.then(async (r) => `${r.status} ${await r.text()}`, () => "lost");
    expect([v.acted(), got.slice(0, answer.length)]).toEqual([acted, answer]);
  });

  test("Retry-After only where it was drawn", async () => {
    const header = async (fault: Fault) => (await withFaults(vendor().http, () => fault)(post())).headers.get("retry-after");
    expect([await header({ kind: "rate_limited" }), await header({ kind: "rate_limited", retryAfterS: 30 })]).toEqual([null, "30"]);
  });

  test("no fault: the answer as it is", async () => {
    expect(JSON.parse(await (await withFaults(vendor().http, () => null)(post())).text())).toEqual({ sent: "hello" });
  });
});

describe("serve", () => {
  test("handlers under prefixes, over a loopback socket; links lead back through the prefix", async () => {
    const t = testWorld();
    t.world.control.placeOrder({ shopId: "us", payment: "channel", lines: oneLine });
    const { url, close } = await serve({ "/ebay": t.ebayHttp, "/easypost": t.easypostHttp, "/images": picturesSandbox().http }, { port: 0 });
    const headers = { authorization: `Bearer ${(await t.ebayToken("refresh-us")).body["access_token"]}` };
    const body = (await (await fetch(`${url}/ebay/sell/fulfillment/v1/order`, { headers })).json()) as { href: string; total: number };
    expect([body.total, body.href.startsWith(`${url}/ebay/sell/fulfillment/v1/order?`)]).toEqual([1, true]);
    expect((await fetch(`${url}/images/CBL-BK.svg`)).headers.get("content-type")).toBe("image/svg+xml");
    expect((await fetch(`${url}/nobody`)).status).toBe(404);
    await close();
  });

  test("a handler that throws cuts the socket", async () => {
    const { url, close } = await serve({ "/x": async () => { throw new TypeError("fetch failed"); } }, { port: 0 });
    await expect(fetch(`${url}/x/`)).rejects.toThrow();
    await close();
  });
});

describe("journal", () => {
  test("a world comes back as it was, without its last torn line", () => {
    const journal = join(folder, "world.jsonl");
    const t = testWorld({ journal });
    const { orderId } = t.world.control.placeOrder({ shopId: "us", payment: "paypal_pending", lines: oneLine, note: "a" });
    t.world.control.placeOrder({ shopId: "us", payment: "paypal_right", lines: oneLine });
    t.world.control.changeNote(orderId, "b");
    t.world.control.completePendingPayment(orderId);
    t.world.control.buyerWrites({ shopId: "us", buyerId: "ann", text: "Hi" });
    t.world.control.revokeToken("gb");
    appendFileSync(journal, '["order","torn');
    const again = testWorld({ journal });
    expect(again.world.books()).toEqual(t.world.books());
    expect(again.world.shops.get("gb")?.revoked).toBe(true);
    expect(again.world.conversations).toEqual(t.world.conversations);
    again.world.control.placeOrder({ shopId: "us", payment: "paypal_right", lines: oneLine });
    expect(new Set(again.world.books().payments.map((p) => p.externalId)).size).toBe(again.world.payments.length);
    expect(readFileSync(journal, "utf8")).not.toContain("torn");
  });

  test("an order and its payments reach the disk in one write, the order last", () => {
    const journal = join(folder, "together.jsonl");
    const t = testWorld({ journal });
    const before = readFileSync(journal, "utf8").length;
    const { orderId } = t.world.control.placeOrder({ shopId: "us", payment: "paypal_currency", lines: oneLine });
    const lines = readFileSync(journal, "utf8").slice(before).trim().split("\n").map((line) => (JSON.parse(line) as string[])[0]);
    expect(lines.filter((kind) => kind === "payment")).toHaveLength(3);
    expect(lines.at(-1)).toBe("order");
    // Torn in the middle: the next start knows neither half, and the number is free again.
    const text = readFileSync(journal, "utf8");
    writeFileSync(journal, text.slice(0, before));
    expect(testWorld({ journal }).world.orders.has(orderId)).toBe(false);
  });

  test("a line broken in the middle stops the start instead of losing what follows", () => {
    const journal = join(folder, "broken.jsonl");
    appendFileSync(journal, 'not json\n["settings","all",{}]\n');
    expect(() => testWorld({ journal })).toThrow("unreadable line");
  });
});

test("the sorted list agrees with a plain array after many moves", () => {
  const random = seededRandom(5);
  type Item = { key: number; no: number };
  const list = sortedList<Item>((i) => i.key, (i) => i.no);
  const plain: Item[] = [];
  for (let no = 0; no < 3000; no++) {
    const item = { key: Math.floor(random() * 500), no };
    list.add(item);
    plain.push(item);
    if (random() < 0.4) {
      const moved = plain[Math.floor(random() * plain.length)]!;
      list.remove(moved);
      moved.key = Math.floor(random() * 600);
      list.add(moved);
    }
  }
  plain.sort((a, b) => a.key - b.key || a.no - b.no);
  expect(list.slice(0, plain.length)).toEqual(plain);
  for (const key of [0, 1, 99, 250, 499, 599, 700]) expect(list.rank(key)).toBe(plain.filter((i) => i.key < key).length);
  expect(list.slice(1000, 1010)).toEqual(plain.slice(1000, 1010));
});

test("the same seed makes the same world", () => {
  const make = () => {
    const world = createWorld({ seed: 9, clock: settableClock(start) });
    seedDemo(world, { now: start });
    const random = seededRandom(1);
    for (let i = 0; i < 20; i++) buyOnce(world, random);
    return world.books();
  };
  expect(make()).toEqual(make());
});

describe("the demo company", () => {
  const world = createWorld({ seed: 1, clock: settableClock(start) });
  const company = seedDemo(world, { now: start });
  const skus = new Set(company.skus.map((s) => s.sku));

  test("has what the screens shall show", () => {
    const count = (story: string) => world.books().orders.filter((o) => o.payment === story).length;
    expect([company.skus.length, skus.size, new Set(company.skus.map((s) => s.barcode)).size]).toEqual([200, 200, 200]);
    expect(world.orders.size).toBeGreaterThan(360);
    for (const story of ["channel", "paypal_right", "paypal_short", "paypal_over", "paypal_currency", "paypal_pending", "paypal_late", "paypal_missing", "paypal_reversed"])
      expect([story, count(story) > 1]).toEqual([story, true]);
    expect(new Set(company.methods.map((m) => m.books))).toEqual(new Set(["before_stock", "after_stock"]));
  });

  test("is written to the journal whole: who is killed meanwhile begins with an empty world", () => {
    const journal = join(folder, "company.jsonl");
    const fresh = createWorld({ seed: 1, clock: settableClock(start), journal });
    const written = new Set<number>();
    const placeOrder: typeof fresh.control.placeOrder = (wish) => (written.add(readFileSync(journal).length), fresh.control.placeOrder(wish));
    seedDemo({ ...fresh, control: { ...fresh.control, placeOrder } }, { now: start });
    expect([...written]).toEqual([0]);
    expect(createWorld({ seed: 1, clock: settableClock(start), journal }).orders.size).toBe(fresh.orders.size);
  });

  test("refers only to what exists", () => {
    const codes = { warehouse: company.warehouses.map((w) => w.code), method: company.methods.map((m) => m.code) };
    for (const rule of company.rules) expect(codes[rule.decision]).toContain(rule.then);
    for (const s of company.stock) expect(company.warehouses.find((w) => w.code === s.warehouse)?.bins).toContain(s.bin);
    for (const { sku } of [...company.stock, ...company.mappings]) expect(skus.has(sku)).toBe(true);
    const unmapped = world.books().orders.flatMap((o) => o.lines).filter((l) => !skus.has(l.sku) && !company.mappings.some((m) => m.channelSku === l.sku));
    expect(new Set(unmapped.map((l) => l.sku))).toEqual(new Set(["OLD-LISTING-77"]));
  });

  test("about one SKU in eight is short, and one bin holds one SKU", () => {
    const szx = company.stock.filter((s) => s.warehouse === "SZX");
    const short = szx.filter((s) => s.qty < 3).length;
    expect([short > 15, short < 35]).toEqual([true, true]);
    for (const code of ["SZX", "LAX"]) {
      const bins = company.stock.filter((s) => s.warehouse === code).map((s) => s.bin);
      expect(new Set(bins).size).toBe(bins.length);
    }
  });

  test("every SKU has a picture and a right barcode", () => {
    for (const s of company.skus) {
      expect(productSvg(s.sku)).toMatch(/^<svg .*<\/svg>$/);
      expect(s.barcode).toBe(ean13(s.barcode.slice(0, 12)));
    }
    expect(productSvg("nothing")).toBeNull();
  });

  test("is written once", () => {
    const before = world.orders.size;
    seedDemo(world, { now: start });
    expect(world.orders.size).toBe(before);
  });
});

test("100 orders by the lean path", () => {
  const { world, clock } = testWorld();
  const wishes = Array.from({ length: 100 }, (_, i) => ({ shopId: "us", payment: "paypal_right", lines: oneLine, at: minutes(i) }) as const);
  expect(bulkOrders(world, wishes)).toBe(100);
  clock.set(minutes(100));
  expect(world.books().orders.every((o) => o.totalMinor === 1999 && o.paid)).toBe(true);
});

test("the system's clock is a clock too", () => {
  expect(createWorld({ seed: 1, clock: systemClock }).clock.now() > ("2020" as Instant)).toBe(true);
});
