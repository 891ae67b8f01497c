import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { readFixtures, type Fixture } from "@argosy/connectors/kit/fixtures.testkit.ts";
import { mapVerbs } from "@argosy/connectors/map.ts";
import { argosy } from "./cli.testkit.ts";
import { mapCommand } from "./map.ts";
import { longestBody, readBody } from "./read-body.ts";

// `npm run argosy -- map …`: what works is looked at from outside, as a process with its exit code and one JSON object on
// standard output; the many ways to go wrong without a process for each.

const folder = mkdtempSync(path.join(tmpdir(), "argosy-map-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};
// Nothing listens there, and the key is none: whoever opened a database would fail.
const noDatabase = { DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none", ARGOSY_MASTER_KEY: "none" };

async function mapProcess(args: readonly string[], input: string | Buffer = ""): Promise<{ code: number | null; said: string; answer: unknown }> {
  const { code, out, said } = await argosy(["map", ...args], { input, env: noDatabase });
  expect(out.endsWith("}\n") && out.trimEnd().split("\n").length).toBe(1);
  return { code, said, answer: JSON.parse(out) as unknown };
}
const map = async (connector: string, verb: string, body: string | Buffer) => mapCommand(connector, verb, await readBody("-", Readable.from([Buffer.from(body)])));

const fixturesOf = (place: string): readonly Fixture[] => readFixtures(new URL(`../../../connectors/src/${place}/x`, import.meta.url).href);
const known: Readonly<Record<string, { readonly place: string; readonly verbs: readonly string[] }>> = {
  ebay: { place: "channels/ebay", verbs: ["orders", "order", "messages"] },
  paypal: { place: "payments/paypal", verbs: ["payments"] },
  easypost: { place: "carriers/easypost", verbs: ["label", "tracking"] },
};

test.each(Object.entries(known))("%s: every kind it has maps a saved answer, every other kind is refused with those it has", async (connector, { place, verbs }) => {
  const fixtures = fixturesOf(place);
  await Promise.all(verbs.map(async (verb) => {
    const fixture = fixtures.find((f) => f.verb === (verb === "order" ? "orders" : verb))!;
    const { code, said, answer } = await mapProcess([connector, verb, "-"], JSON.stringify(fixture.response.body));
    expect([verb, code, said, answer]).toEqual([verb, 0, "", { ok: true, items: fixture.expect }]);
  }));
  for (const verb of [...mapVerbs, "parcels"].filter((v) => !verbs.includes(v)))
    expect(await map(connector, verb, "{}")).toEqual({ ok: false, error: { kind: "refused", code: "unknown_verb", field: "verb", detail: `${verb}; known are ${verbs.join(", ")}` } });
}, 60_000);

test("the examples in docs map as their names say, and the payment pays the order", async () => {
  const examples = new URL("../../../../docs/examples/", import.meta.url);
  const names = readdirSync(examples).filter((name) => name.endsWith(".json"));
  expect(names.toSorted()).toEqual(["easypost-label.json", "easypost-tracking.json", "ebay-messages.json", "ebay-orders.json", "paypal-payments.json"]);
  const mapped = new Map<string, unknown>();
  for (const name of names) {
    const [connector, verb] = name.slice(0, -".json".length).split("-");
    mapped.set(name, await map(connector!, verb!, readFileSync(new URL(name, examples))));
    expect(mapped.get(name), name).toMatchObject({ ok: true });
  }
  expect(mapped.get("ebay-orders.json")).toMatchObject({ items: [{ externalId: "99-00001-00001", paymentRef: "0EX00000000000001", total: { minor: 6496 }, other: { minor: 0 } }] });
  expect(mapped.get("paypal-payments.json")).toMatchObject({ items: [{ externalId: "0EX00000000000001", invoiceId: "99-00001-00001", gross: { minor: 6496 }, state: "completed" }] });
});

type Order = { orderId: string; buyerCheckoutNotes?: string; lineItems: { quantity: number; title: string }[]; pricingSummary: { total: { currency: string } } };
const page = (change: (order: Order) => void): string => {
  const body = structuredClone(fixturesOf("channels/ebay").find((f) => f.name.startsWith("US order"))!.response.body) as { orders: Order[] };
  change(body.orders[0]!);
  return JSON.stringify(body);
};

// prettier-ignore
const unreadable: readonly [string, string | Buffer, object][] = [
  ["no JSON",                   "orders: none",                                      { kind: "malformed", path: "character 0", expected: "JSON, got something else" }],
  ["nothing",                   "",                                                  { kind: "malformed", path: "", expected: "JSON, got nothing" }],
  ["a web page",                "<!doctype html><p>sign in",                         { kind: "malformed", path: "", expected: "JSON, got HTML or XML" }],
  ["half of it",                page(() => {}).slice(0, 900),                        { kind: "malformed", path: "character 900", expected: "JSON, got a text that ends too early" }],
  ["a raw control character",   '{"orderId":"a\u0007b"}',                            { kind: "malformed", path: "character 13", expected: "JSON, got a raw control character inside a text" }],
  ["an unknown currency",       page((o) => (o.pricingSummary.total.currency = "XQZ")), { kind: "malformed", path: "orders.0.pricingSummary.total.currency", expected: "a currency we keep books in, got XQZ" }],
  ["a quantity below zero",     page((o) => (o.lineItems[1]!.quantity = -2)),        { kind: "malformed", path: "orders.0.lineItems.1.quantity", expected: "at least 1, got -2" }],
  ["a quantity of half a piece", page((o) => (o.lineItems[0]!.quantity = 0.5)),      { kind: "malformed", path: "orders.0.lineItems.0.quantity", expected: expect.stringContaining("got 0.5") }],
  ["an order without a number", page((o) => (o.orderId = "")),                       { kind: "malformed", path: "orders.0.orderId", expected: expect.stringContaining("got empty text") }],
  ["another encoding",          Buffer.from(page((o) => (o.lineItems[0]!.title = "Stra\u00dfe")), "latin1"), { kind: "refused", code: "body_unreadable", field: "file", detail: "Standard input is not UTF-8 text. Save it as UTF-8, then try again." }],
];
test.each(unreadable)("%s is an error that says where", async (_what, body, error) => {
  const answer = await map("ebay", "orders", body);
  expect(answer).toMatchObject({ ok: false, error });
  expect(JSON.stringify(answer)).not.toMatch(/why|#want/); // for a terminal: English, no codes of our own
});

test("an error ends with exit code 1: what can't be read, a connector nobody has, a kind nobody has", async () => {
  const detail = "amazon; known are ebay, paypal, easypost";
  const [broken, nobody, nothing] = await Promise.all([mapProcess(["ebay", "orders", "-"], "orders: none"), mapProcess(["amazon", "orders", "-"], "{}"), mapProcess(["ebay", "parcels", "-"], "{}")]);
  expect(broken).toMatchObject({ code: 1, said: "", answer: { ok: false, error: unreadable[0]![2] } });
  expect(nobody).toEqual({ code: 1, said: "", answer: { ok: false, error: { kind: "refused", code: "unknown_connector", field: "connector", detail } } });
  expect(nothing).toMatchObject({ code: 1, said: "", answer: { ok: false, error: { code: "unknown_verb" } } });
});

test("letters of four bytes, escaped control characters and a byte order mark pass as they are; NUL, which no database holds, does not", async () => {
  const note = "礼物 🎁 𠮷\u0007";
  const body = `\uFEFF${page((o) => {
    o.buyerCheckoutNotes = `${note}\u0000`;
    o.lineItems[0]!.title = "💡";
  })}`;
  expect((await mapProcess(["ebay", "orders", "-"], body)).answer).toMatchObject({ ok: true, items: [{ buyerNote: `${note}\uFFFD`, lines: [{ title: "💡" }, {}] }] });
});

test("a file says the same as standard input; many orders in it are no trouble", async () => {
  const one = JSON.parse(page(() => {})) as { orders: object[] };
  const many = file("many.json", JSON.stringify({ ...one, orders: Array.from({ length: 3000 }, () => one.orders[0]) }));
  const { code, answer } = await mapProcess(["ebay", "orders", many]);
  const { items } = answer as { items: { externalId: string }[] };
  expect([code, items.length, items[2999]!.externalId]).toEqual([0, 3000, "11-10023-45671"]);
}, 30_000);

test("a connector that does not exist is named before the file is", async () => {
  expect(mapCommand("nope", "orders", await readBody(path.join(folder, "not-there.json")))).toMatchObject({ ok: false, error: { code: "unknown_connector" } });
  expect(mapCommand("ebay", "nope", await readBody(path.join(folder, "not-there.json")))).toMatchObject({ ok: false, error: { code: "unknown_verb" } });
});

test("a file that is not there, a folder, and one longer than any answer are refused in the same form", async () => {
  const huge = file("huge.json", "");
  truncateSync(huge, longestBody + 1);
  const detail = async (name: string): Promise<string> => {
    const { code, answer } = await mapProcess(["ebay", "orders", name]);
    expect([code, answer]).toMatchObject([1, { ok: false, error: { kind: "refused", code: "body_unreadable", field: "file" } }]);
    return (answer as { error: { detail: string } }).error.detail;
  };
  expect(await detail(path.join(folder, "none.json"))).toMatch(/none\.json cannot be read: ENOENT/);
  expect(await detail(folder)).toMatch(/cannot be read: EISDIR/);
  expect(await detail(huge)).toBe(`${huge} is longer than 50 MB, which no vendor's answer is. Split it into pages.`);
}, 30_000);

test("whoever stops reading, as `head` does, hears no stack trace", async () => {
  expect(await argosy(["map", "ebay", "orders", "-"], { input: page(() => {}), deaf: true })).toEqual({ code: 1, out: "", said: "" });
});

test("wrong words are a sentence on standard error and exit code 2", async () => {
  const { code, out, said } = await argosy(["map", "ebay"]);
  expect([code, out, said]).toEqual([2, "", "map takes three words: map <connector> <orders|order|payments|messages|label|tracking> <file or ->\n"]);
});
