import { fact } from "@argosy/core/facts.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "../db/tx.ts";
import { encodeCursor as cursor } from "../lists/page.ts";
import { openApp, type CompanyIds, type TestApp } from "./app.testkit.ts";
import { operations, routeOf } from "./permission.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

const tooMany = 2 ** 31;
const nowhere = "00000000-0000-4000-8000-00000000dead";
const owner = () => it.sessions.owner;
const sku = { code: "B-BLUE", nameEn: "Shirt", nameZh: "", barcode: "", weightG: 100, imageUrl: null, declaredNameEn: "", declaredNameZh: "", declaredValue: null, hsCode: "", originCountry: "CN" };
const receipt = (own: CompanyIds, qty: number) => ({ receiptId: nowhere, warehouseId: own.warehouse, reference: "", lines: [{ skuId: own.sku, qty }] });

type Wrong = [what: string, method: string, url: string, body: (own: CompanyIds) => unknown, status: number, code: string, field?: string];
// prettier-ignore
const wrongs: Wrong[] = [
  ["negative quantity",        "POST", "/api/stock/receive", (own) => receipt(own, -1),                                 400, "input_refused", "lines.0.qty"],
  ["a quantity of a half",     "POST", "/api/stock/receive", (own) => receipt(own, 0.5),                                400, "input_refused", "lines.0.qty"],
  ["a quantity as text",       "POST", "/api/stock/receive", (own) => ({ ...receipt(own, 1), lines: [{ skuId: own.sku, qty: "1" }] }), 400, "input_refused", "lines.0.qty"],
  ["an id that is none",       "POST", "/api/stock/receive", (own) => ({ ...receipt(own, 1), warehouseId: "1" }),       400, "input_refused", "warehouseId"],
  ["an unknown warehouse",     "POST", "/api/stock/receive", (own) => ({ ...receipt(own, 1), warehouseId: nowhere }),   404, "warehouse_not_found", "warehouseId"],
  ["an unknown SKU",           "POST", "/api/stock/receive", (own) => ({ ...receipt(own, 1), lines: [{ skuId: nowhere, qty: 1 }] }), 404, "sku_not_found", "lines.0.skuId"],
  ["more than is free",        "POST", "/api/stock/adjust",  (own) => ({ adjustId: nowhere, warehouseId: own.warehouse, skuId: own.sku, delta: -11, reason: "count" }), 409, "stock_reserved", "delta"],
  ["a count without reason",   "POST", "/api/stock/adjust",  (own) => ({ adjustId: nowhere, warehouseId: own.warehouse, skuId: own.sku, delta: -1, reason: " " }), 400, "input_refused", "reason"],
  ["an unknown currency",      "POST", "/api/skus", () => ({ ...sku, declaredValue: { minor: 100, currency: "XXX" } }), 400, "input_refused", "declaredValue.currency"],
  ["money below zero",         "POST", "/api/skus", () => ({ ...sku, declaredValue: { minor: -1, currency: "USD" } }),  400, "input_refused", "declaredValue.minor"],
  ["a name nobody can see",    "POST", "/api/skus", () => ({ ...sku, nameEn: "\u200B\u3164" }),                       400, "input_refused", "nameEn"],
  ["the same for customs",     "POST", "/api/skus", () => ({ ...sku, declaredNameZh: "\u2800" }),                      400, "input_refused", "declaredNameZh"],
  ["a warehouse's, too",       "POST", "/api/warehouses", () => ({ ...warehouse, name: "\u3164\u3164" }),               400, "input_refused", "name"],
  ["and a method's",           "POST", "/api/methods", () => ({ ...method, name: "\u200B" }),                           400, "input_refused", "name"],
  ["a country there is not",   "POST", "/api/skus", () => ({ ...sku, originCountry: "ZZ" }),                           400, "input_refused", "originCountry"],
  ["a code in other letters",  "POST", "/api/skus", () => ({ ...sku, code: "a-Red" }),                                 409, "code_taken", "code"],
  ["a control character",      "POST", "/api/skus", () => ({ ...sku, nameEn: "Shirt\u0000" }),                          400, "input_refused", "nameEn"],
  ["another control character", "POST", "/api/skus", () => ({ ...sku, nameEn: "Sh\u001Birt" }),                         400, "input_refused", "nameEn"],
  ["half a character",         "POST", "/api/skus", () => ({ ...sku, nameEn: "Sh\uD83Dirt" }),                          400, "input_refused", "nameEn"],
  ["a code that is taken",     "POST", "/api/skus", () => ({ ...sku, code: "A-RED" }),                                  409, "code_taken", "code"],
  ["a field too many",         "POST", "/api/skus", () => ({ ...sku, orgId: nowhere }),                                 400, "input_refused", "orgId"],
  ["a script's address",       "POST", "/api/skus", () => ({ ...sku, imageUrl: "javascript:alert(1)" }),                400, "input_refused", "imageUrl"],
  ["a name that begins like ours", "POST", "/api/skus", () => ({ ...sku, imageUrl: "http://127.0.0.1.evil.example/a" }), 400, "input_refused", "imageUrl"],
  ["a user called like us",    "POST", "/api/skus", () => ({ ...sku, imageUrl: "http://127.0.0.1@evil.example/a" }),    400, "input_refused", "imageUrl"],
  ["an address without scheme", "POST", "/api/skus", () => ({ ...sku, imageUrl: "//evil.example/a" }),                  400, "input_refused", "imageUrl"],
  ["the same, backwards",      "POST", "/api/skus", () => ({ ...sku, imageUrl: "/\\evil.example/a" }),                  400, "input_refused", "imageUrl"],
  ["quotes in an address",     "POST", "/api/skus", () => ({ ...sku, imageUrl: "https://a.example/\"onerror=x" }),      400, "input_refused", "imageUrl"],
  ["a version no row can have", "PUT", `/api/skus/${nowhere}`, () => ({ ...sku, version: tooMany }),                    400, "input_refused", "version"],
  ["the same of a method",     "PUT", `/api/methods/${nowhere}`, () => ({ ...method, version: tooMany }),               400, "input_refused", "version"],
  ["the same of a warehouse",  "PUT", `/api/warehouses/${nowhere}`, () => ({ ...warehouse, version: tooMany }),         400, "input_refused", "version"],
  ["the same of an order",     "PUT", `/api/orders/${nowhere}/address`, () => ({ shipTo: warehouse.address, version: tooMany }), 400, "input_refused", "version"],
  ["the same of an account",   "PUT", `/api/accounts/${nowhere}`, () => ({ name: "X", colour: "#000000", version: tooMany }), 400, "input_refused", "version"],
  ["the same of a template",   "PUT", "/api/templates/address_label", () => ({ widthMm: 100, heightMm: 150, elements: [], version: tooMany }), 400, "input_refused", "version"],
  ["the same of rules",        "POST", "/api/rules", () => ({ decision: "warehouse", rules: [], basedOn: tooMany }),    400, "input_refused", "basedOn"],
  ["the same in an address",   "GET", `/api/rules/warehouse/${tooMany}`, () => undefined,                               400, "input_refused", "version"],
  ["no JSON",                  "POST", "/api/skus", () => "{\"code\":",                                                 400, "input_refused", "body"],
  ["__proto__",                "POST", "/api/skus", () => "{\"__proto__\":{\"a\":1}}",                                  400, "input_refused", "body"],
  ["constructor.prototype",    "POST", "/api/skus", () => "{\"constructor\":{\"prototype\":{\"a\":1}}}",                400, "input_refused", "body"],
  ["a list for an object",     "POST", "/api/skus", () => [],                                                           400, "input_refused", "body"],
  ["nothing",                  "POST", "/api/skus", () => undefined,                                                    400, "input_refused", "code"],
  ["an API method without account", "POST", "/api/methods", () => ({ ...method, numberSource: "api" }),                 400, "input_refused", "carrierAccountId"],
  ["a shop as carrier",        "POST", "/api/methods", (own) => ({ ...method, numberSource: "api", label: "carrier", carrierAccountId: own.shop }), 404, "account_not_found", "carrierAccountId"],
  ["a country in small letters", "POST", "/api/methods", () => ({ ...method, countries: ["de"] }),                      400, "input_refused", "countries.0"],
  ["a country there is not, of a method", "POST", "/api/methods", () => ({ ...method, countries: ["DE", "ZZ"] }),       400, "input_refused", "countries.1"],
  ["the same of a warehouse's address", "POST", "/api/warehouses", () => ({ ...warehouse, address: { ...warehouse.address, country: "ZZ" } }), 400, "input_refused", "address.country"],
  ["an unknown stage",         "GET", "/api/orders?stage=nowhere", () => undefined,                                     400, "input_refused", "stage"],
  ["a time that is none",      "POST", "/api/orders/act", (own) => ({ act: "hold", targets: { ids: [own.order] }, until: "tomorrow" }), 400, "input_refused", "until"],
  ["the year nought",          "POST", "/api/parcels/act", (own) => ({ act: "hold", targets: { ids: [own.parcel] }, until: "0000-01-01T00:00:00Z" }), 400, "input_refused", "until"],
  ["a day too many",           "POST", "/api/parcels/act", (own) => ({ act: "hold", targets: { ids: [own.parcel] }, until: "2026-02-30T00:00:00Z" }), 400, "input_refused", "until"],
  ["a time that is over",      "POST", "/api/orders/act", (own) => ({ act: "hold", targets: { ids: [own.order] }, until: "2026-03-02T07:59:00Z" }), 400, "input_refused", "until"],
  ["the same of a parcel",     "POST", "/api/parcels/act", (own) => ({ act: "hold", targets: { ids: [own.parcel] }, until: "2026-03-02T08:00:00Z" }), 400, "input_refused", "until"],
  ["a parameter twice",        "GET", "/api/orders?q=a&q=b", () => undefined,                                           400, "input_refused", "q"],
  ["a parameter too many",     "GET", "/api/orders?org_id=1", () => undefined,                                          400, "input_refused", "org_id"],
  ["a cursor of our own making", "GET", "/api/orders?after=WzFd", () => undefined,                                      400, "input_refused", "after"],
  ["a cursor of the year nought", "GET", `/api/orders?after=${cursor([0, "0000-01-01T00:00:00.000Z", nowhere])}`, () => undefined, 400, "input_refused", "after"],
  ["a cursor of a day too many", "GET", `/api/parcels?after=${cursor([0, "2026-02-30T00:00:00.000Z", nowhere])}`, () => undefined, 400, "input_refused", "after"],
  ["an inbox cursor of our own making", "GET", "/api/inbox?after=AAAA", () => undefined,                                400, "input_refused", "after"],
  ["a wave cursor of hyphens",  "GET", `/api/waves?after=${"-".repeat(36)}`, () => undefined,                           400, "input_refused", "after"],
  ["too large a page",         "GET", "/api/orders?limit=100000", () => undefined,                                      400, "input_refused", "limit"],
  ["NUL in a search",          "GET", "/api/orders?q=%00", () => undefined,                                             400, "input_refused", "q"],
  ["an unknown connector",     "POST", "/api/accounts", () => ({ ...account, connector: "nope" }),                      400, "input_refused", "connector"],
  ["an unknown site",          "POST", "/api/accounts", () => ({ ...account, site: "EBAY_MOON" }),                      400, "input_refused", "site"],
  ["http instead of https",    "POST", "/api/accounts", () => ({ ...account, baseUrl: "http://api.example" }),          400, "url_refused", "baseUrl"],
  ["a host of our network",    "POST", "/api/accounts", () => ({ ...account, baseUrl: "http://169.254.169.254" }),      400, "url_refused", "baseUrl"],
  ["a password in the address", "POST", "/api/accounts", () => ({ ...account, baseUrl: "https://a:b@api.example" }),    400, "url_refused", "baseUrl"],
  ["a credential too few",     "POST", "/api/accounts", () => ({ ...account, credentials: { clientId: "a" } }),         400, "input_refused", "credentials.clientSecret"],
  ["a credential too many",    "POST", "/api/accounts", () => ({ ...account, credentials: { ...account.credentials, more: "x" } }), 400, "input_refused", "credentials.more"],
  ["somebody's e-mail",        "POST", "/api/members", () => ({ name: "A", email: "no mail", password: "1234567890", role: "picker" }), 400, "input_refused", "email"],
  ["a short password",         "POST", "/api/members", () => ({ name: "A", email: "a@b.co", password: "123", role: "picker" }), 400, "input_refused", "password"],
  ["a role that is none",      "POST", "/api/members", () => ({ name: "A", email: "a@b.co", password: "1234567890", role: "god" }), 400, "input_refused", "role"],
];
const method = {
  code: "X", name: "X", carrierAccountId: null, service: "", books: "after_stock", numberSource: "none", label: "own", channelCarrier: "", maxWeightG: null, countries: null, warehouseIds: null, limit: null, active: true,
};
const warehouse = { code: "W", name: "W", kind: "own", isDefault: false, address: { name: "", company: "", line1: "", line2: "", city: "", state: "", postcode: "", country: "CN", phone: "" } };
const account = {
  kind: "shop", connector: "ebay", site: "EBAY_US", name: "New", colour: "#000000", baseUrl: "https://api.example",
  credentials: { clientId: "a", clientSecret: "b", refreshToken: "c", userName: "d" },
};

test.each(wrongs)("%s", async (_what, verb, url, body, status, code, field) => {
  const answer = await it.call(verb, url, { as: owner(), body: body(it.own) });
  expect([answer.statusCode, answer.json()]).toEqual([status, expect.objectContaining({ code, ...(field ? { field } : {}) })]);
});

test("a row named by itself is let go as it was shown; all that match are let go by who says so", async () => {
  const act = async (targets: object) => (await it.call("POST", "/api/orders/act", { as: owner(), body: { act: "release", targets, reason: "read" } })).json<{ results: object[] }>().results;
  await it.call("POST", "/api/orders/act", { as: owner(), body: { act: "hold", targets: { ids: [it.own.order] }, reason: "wait" } });
  expect(await act({ ids: [it.own.order] })).toEqual([expect.objectContaining({ ok: false, code: "changed_meanwhile" })]);
  expect(await act({ matching: { hold: "held_by_person" } })).toEqual([expect.objectContaining({ ok: true })]);
});

test("text of four bytes, accents and Chinese come back as they went in", async () => {
  const nameEn = "Shirt 🧵 Größe ñ 衬衫 𠮷";
  const answer = await it.call("POST", "/api/skus", { as: owner(), body: { ...sku, code: "C-🧵".replace("🧵", "9"), nameEn } });
  expect([answer.statusCode, answer.json()]).toEqual([200, expect.objectContaining({ nameEn })]);
});

test("a pool number with a hyphen is refused: eBay would, after the parcel has left", async () => {
  const answer = await it.call("POST", `/api/methods/${it.own.method}/numbers`, { as: owner(), body: { numbers: ["AB123456", "AB-123456"] } });
  expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: "input_refused", field: "numbers.1" })]);
});

test("a body beyond a megabyte is refused before it is read to the end", async () => {
  const answer = await it.call("POST", "/api/skus", { as: owner(), body: { ...sku, nameEn: "x".repeat(1_100_000) } });
  expect([answer.statusCode, answer.json()]).toEqual([413, expect.objectContaining({ code: "file_too_large" })]);
});

const strict = operations.filter((operation) => routeOf(operation).body && routeOf(operation).may !== "public");
test.each(strict)("%s refuses a field it does not know", async (operation) => {
  const { method: verb, path } = routeOf(operation);
  const url = path.replace(/templates\/:id/, "templates/address_label").replace(":id", nowhere);
  const answer = await it.call(verb, url, { as: owner(), body: { isAdmin: true } });
  expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: "input_refused" })]);
});

test.each(operations.filter((operation) => routeOf(operation).body))("%s refuses null: it is not the same as leaving the choice open", async (operation) => {
  const { method: verb, path } = routeOf(operation);
  const url = path.replace(/templates\/:id/, "templates/address_label").replace(":id", nowhere);
  const answer = await it.call(verb, url, { as: owner(), body: "null" });
  expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: "input_refused" })]);
});

test("the same receipt counts once", async () => {
  const body = { ...receipt(it.own, 5), receiptId: "00000000-0000-4000-8000-00000000beef" };
  for (let i = 0; i < 3; i++) expect((await it.call("POST", "/api/stock/receive", { as: owner(), body })).statusCode).toBe(200);
  const stock = await it.call("GET", "/api/stock?q=A-RED", { as: owner() });
  expect(stock.json<{ rows: { onHandQty: number }[] }>().rows[0]?.onHandQty).toBe(15);
  const proof = await it.call("GET", "/api/stock/proof", { as: owner() });
  expect(proof.json()).toMatchObject({ differences: [] });
});

test("of many lists made active from the same version one is, the others are told", async () => {
  const body = { decision: "warehouse", basedOn: 0, rules: [] };
  const answers = await Promise.all(Array.from({ length: 6 }, () => it.call("POST", "/api/rules", { as: owner(), body })));
  expect(answers.map((a) => a.json<{ code?: string }>().code ?? "active").toSorted()).toEqual(["active", ...Array.from({ length: 5 }, () => "changed_meanwhile")]);
});

test("of many warehouses made the default one at the same moment one stays it, and who is too late is told", async () => {
  const codes = await Promise.all(Array.from({ length: 8 }, async (_, i) => {
    const answer = await it.call("POST", "/api/warehouses", { as: owner(), body: { ...warehouse, code: `D${i}`, isDefault: true } });
    return answer.statusCode === 200 ? "added" : answer.json<{ code: string }>().code;
  }));
  expect(codes.filter((code) => code !== "added" && code !== "changed_meanwhile")).toEqual([]);
  const { rows } = (await it.call("GET", "/api/warehouses", { as: owner() })).json<{ rows: { isDefault: boolean }[] }>();
  expect(rows.filter((w) => w.isDefault)).toHaveLength(1);
});

test("of many changes of a warehouse and of a method from the same version one is made, and the others are told the version it made", async () => {
  const added = async (path: string, body: object) => (await it.call("POST", path, { as: owner(), body })).json<{ id: string; version: number }>();
  const method = { code: "M9", name: "M", carrierAccountId: null, service: "", books: "after_stock", numberSource: "none", label: "own", channelCarrier: "", maxWeightG: null, countries: null, warehouseIds: null, limit: null, active: true };
  for (const [path, body] of [["/api/warehouses", { ...warehouse, code: "W9", isDefault: true }], ["/api/methods", method]] as const) {
    const { id, version } = await added(path, body);
    const answers = await Promise.all(Array.from({ length: 5 }, () => it.call("PUT", `${path}/${id}`, { as: owner(), body: { ...body, version } })));
    expect(answers.map((a) => a.json<{ detail?: string }>().detail ?? "made").toSorted()).toEqual([...Array.from({ length: 4 }, () => fact("version_now", version + 1)), "made"]);
  }
});

test("an id in capital letters is the same id, in an address, a body and a key", async () => {
  const shown = await it.call("GET", `/api/orders/${it.own.order.toUpperCase()}`, { as: owner() });
  expect([shown.statusCode, shown.json<{ id: string }>().id]).toEqual([200, it.own.order]);
  const held = await it.call("POST", "/api/orders/act", { as: owner(), body: { act: "hold", targets: { ids: [it.own.order.toUpperCase()] }, reason: "x", seen: { [it.own.order.toUpperCase()]: [] } } });
  expect(held.json()).toEqual({ results: [expect.objectContaining({ id: it.own.order, ok: true })] });
  const received = await it.call("POST", "/api/stock/receive", { as: owner(), body: { ...receipt(it.own, 1), lines: [{ skuId: it.own.sku.toUpperCase(), qty: 1 }] } });
  expect([received.statusCode, received.body]).toEqual([200, expect.any(String)]);
});

test("a country that was kept before it was looked at is shown; a person who saves the row names another", async () => {
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update shipping_method set countries = '{ZZ}' where org_id = ${tx.orgId} and id = ${it.own.method}`);
  const [shown] = (await it.call("GET", "/api/methods", { as: owner() })).json<{ rows: { id: string; countries: string[] | null; poolFree: number }[] }>().rows.filter((m) => m.id === it.own.method);
  expect(shown!.countries).toEqual(["ZZ"]);
  const { id, poolFree: _, ...body } = shown!;
  const save = async (countries: string[]) => (await it.call("PUT", `/api/methods/${id}`, { as: owner(), body: { ...body, countries } })).statusCode;
  expect([await save(["ZZ"]), await save(["XK"])]).toEqual([400, 200]);
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update shipping_method set countries = null where org_id = ${tx.orgId} and id = ${it.own.method}`);
});

test("a rule and a corrected address name a country there is", async () => {
  const { active } = (await it.call("GET", "/api/rules", { as: owner() })).json<{ active: { decision: string; version: number }[] }>();
  const basedOn = active.find((set) => set.decision === "warehouse")?.version ?? 0;
  const activate = (values: string[]) => it.call("POST", "/api/rules", { as: owner(), body: {
    decision: "warehouse", basedOn, rules: [{ id: "1", name: "abroad", enabled: true, then: it.own.warehouse, when: [{ fact: "site", op: "in", values: ["ZZ"] }, { fact: "country", op: "in", values }] }],
  } });
  const refused = await activate(["DE", "ZZ"]);
  expect([refused.statusCode, refused.json()]).toEqual([400, { code: "input_refused", field: "rules.0.when.1.values.1", detail: fact("input_country") }]);
  expect((await activate(["XK"])).statusCode).toBe(200);
  const order = (await it.call("GET", `/api/orders/${it.own.order}`, { as: owner() })).json<{ version: number; shipTo: object }>();
  const correct = (country: string) => it.call("PUT", `/api/orders/${it.own.order}/address`, { as: owner(), body: { version: order.version, shipTo: { ...order.shipTo, country } } });
  const wrong = await correct("ZZ");
  expect([wrong.statusCode, wrong.json()]).toEqual([400, { code: "input_refused", field: "shipTo.country", detail: fact("input_country") }]);
  expect((await correct("XK")).statusCode).toBe(200);
});

test("bytes of another encoding are refused instead of kept as question marks", async () => {
  const gbk = Buffer.concat([Buffer.from(`{"name":"`), Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), Buffer.from(`"}`)]); // 中文
  const answer = await it.call("POST", "/api/skus", { as: owner(), body: gbk });
  expect([answer.statusCode, answer.json()]).toEqual([400, { code: "input_refused", field: "body", detail: fact("input_utf8") }]);
});

test("an address that can't be decoded is refused in our words, behind the same guards", async () => {
  const answer = await it.call("GET", "/%c0%ae", {});
  expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ code: "input_refused", field: "url" })]);
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  expect((await it.call("GET", "/%61pi/me", { as: owner() })).headers["cache-control"]).toBe("no-store");
});

test("nothing that was refused left a trace in the log or a 500", () => expect(it.logged).toEqual([]));
