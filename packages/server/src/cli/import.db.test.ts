import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFixtures, type Fixture } from "@argosy/connectors/kit/fixtures.testkit.ts";
import { randomId } from "@argosy/core/ids.ts";
import { insertAccount } from "../accounts/connect.ts";
import { takeNumbers } from "../db/counter.ts";
import { inOrg } from "../db/tx.ts";
import { openApp, type TestApp } from "../http/app.testkit.ts";
import { argosy, type Ended } from "./cli.testkit.ts";

// `npm run argosy -- import …` from outside, into the database of an installation with two companies.

const folder = mkdtempSync(path.join(tmpdir(), "argosy-import-"));
let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
  const paypal = { kind: "payment", connector: "paypal", name: "PayPal", site: "", colour: "#0f766e", baseUrl: "https://api.example", provenBy: null, mergePolicy: null, toleranceMinor: 1, mergeWaitMinutes: 60, paymentAccountId: null, warehousePolicy: "default_warehouse", outagePolicy: "ship", asksPayerAddress: true, asksUnprotected: false, credentials: {} } as const;
  await inOrg(it.db, it.own.orgId, async (tx) => {
    await insertAccount(tx, { ...paypal, id: randomId() });
    await takeNumbers(tx, "O", 1); // the order that is there already has the first number
  });
});
afterAll(async () => {
  await it?.close();
  rmSync(folder, { recursive: true, force: true });
});

const fixture = (place: string, name: RegExp): unknown => {
  const found = readFixtures(new URL(`../../../connectors/src/${place}/x`, import.meta.url).href).find((f: Fixture) => name.test(f.name));
  return structuredClone(found!.response.body);
};
type Order = { orderId: string; lastModifiedDate: string; pricingSummary: { total: { value: string; currency: string } } };
const usPage = () => fixture("channels/ebay", /^US order: two lines/) as { orders: Order[] };

/** As whoever runs the installation with its own key and a database of their own would type it. */
const bring = (account: string, body: unknown, more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  argosy(["import", account, "-", "--data", folder], {
    input: typeof body === "string" ? body : JSON.stringify(body),
    env: { DATABASE_URL: it.db.pool.options.connectionString!, ARGOSY_MASTER_KEY: Buffer.alloc(32, 7).toString("hex"), ...more },
  });
const orders = (externalId: string) => inOrg(it.db, it.own.orgId, (tx) => tx.many<{ stage: string; totalMinor: number; lines: number }>`
  select o.stage, o.total_minor, (select count(*)::int from order_line l where l.org_id = o.org_id and l.order_id = o.id) as lines
    from orders o where o.org_id = ${tx.orgId} and o.external_id = ${externalId}`);

test("a good body becomes an order with its lines; the same once more changes nothing; a newer one is applied", async () => {
  const page = usPage();
  const first = await bring(it.own.shop, page);
  expect(first).toEqual({ code: 0, out: '{"stored":1,"projected":1,"quarantined":0,"ignored":0}\n', said: "" });
  expect(await orders("11-10023-45671")).toEqual([{ stage: "payment", totalMinor: 6428, lines: 2 }]);
  expect(await bring(it.own.shop, page)).toMatchObject({ code: 0, out: '{"stored":0,"projected":0,"quarantined":0,"ignored":1}\n' });
  page.orders[0]!.pricingSummary.total.value = "65.28";
  page.orders[0]!.lastModifiedDate = "2026-03-02T09:00:00.000Z";
  expect(await bring(it.own.shop, page.orders[0])).toMatchObject({ code: 0, out: '{"stored":1,"projected":1,"quarantined":0,"ignored":0}\n' }); // a single order, as getOrder answers
  expect(await orders("11-10023-45671")).toEqual([{ stage: "payment", totalMinor: 6528, lines: 2 }]);
}, 60_000);

test("one order of two that can't be read waits in quarantine, a sentence says where it broke, and the other one comes in", async () => {
  const page = usPage();
  const [good, bad] = [{ ...page.orders[0]!, orderId: "good-one" }, { ...structuredClone(page.orders[0]!), orderId: "bad-one" }];
  bad.pricingSummary.total.currency = "XQZ";
  const { code, out, said } = await bring(it.own.shop, { ...page, orders: [bad, good] });
  expect([code, out]).toEqual([0, '{"stored":2,"projected":1,"quarantined":1,"ignored":0}\n']);
  expect(said).toBe("bad-one can't be read at pricingSummary.total.currency: expected a currency we keep books in, got XQZ. It waits in quarantine, on the page Intake.\n");
  expect([await orders("good-one"), await orders("bad-one")]).toMatchObject([[{ stage: "payment" }], []]);
  const inbox = await inOrg(it.db, it.own.orgId, (tx) => tx.many<{ error: object }>`select error from inbox_item where org_id = ${tx.orgId} and external_id = 'bad-one' and state = 'quarantined'`);
  expect(inbox).toMatchObject([{ error: { kind: "malformed", path: "pricingSummary.total.currency", expected: "a currency we keep books in, got XQZ" } }]);
});

test("payments come in by the name of their account; one that can't be read does not stop the others", async () => {
  const search = fixture("payments/paypal", /^payment, hold/) as { transaction_details: { transaction_info: Record<string, unknown> }[] };
  const { code, out, said } = await bring("PayPal", { ...search, transaction_details: [...search.transaction_details, { transaction_info: {} }] });
  const n = search.transaction_details.length;
  expect([code, JSON.parse(out)]).toEqual([0, { stored: n, projected: n, quarantined: 1, ignored: 0 }]);
  expect(said).toBe("1 record can't be read: quarantine, on the page Intake, says where and why.\n");
  const kept = await inOrg(it.db, it.own.orgId, (tx) => tx.one<{ n: number }>`select count(*)::int as n from payment where org_id = ${tx.orgId}`);
  expect(kept.n).toBe(n);
  const unread = await inOrg(it.db, it.own.orgId, (tx) => tx.many<{ source: string }>`select source from inbox_item where org_id = ${tx.orgId} and feed = 'payments'`);
  expect(unread).toEqual([{ source: "import" }]);
});

// prettier-ignore
const refused: readonly [string, () => Promise<Ended>, RegExp][] = [
  ["an account nobody has",     () => bring("Shoop", "{}"),                          /^No account is called Shoop\. There are: .*Shop.*\.\n$/],
  ["a name two companies use",  () => bring("Shop", usPage()),                       /^Several accounts are called Shop: name it by its id\.\n$/],
  ["a carrier's account",       () => bring(it.own.carrier, "{}"),                   /^EasyPost is a carrier account\. Only shop and payment accounts take payloads\.\n$/],
  ["a body that is no JSON",    () => bring(it.own.shop, "orders"),                  /^Shop: no answer of this service, at character 0: expected JSON, got something else\n$/],
  ["a body of another service", () => bring("PayPal", usPage()),                     /^PayPal: no answer of this service, at transaction_details: expected .*, got nothing\n$/],
  ["another installation's key", () => bring(it.own.shop, usPage(), { ARGOSY_MASTER_KEY: "00".repeat(32) }), /^The master key does not fit this database\. Restore/],
  ["a database that is away",   () => bring(it.own.shop, usPage(), { DATABASE_URL: "postgres://me:secret@127.0.0.1:1/argosy" }), /^The database argosy at 127\.0\.0\.1:1 does not answer .* Start it, or correct DATABASE_URL/],
  ["a file that is not there",  () => argosy(["import", "Shop", path.join(folder, "none.json")]), /none\.json cannot be read: ENOENT/],
  ["no installation",           () => argosy(["import", "Shop", "-", "--data", path.join(folder, "nowhere")], { input: "{}" }), /^There is no installation in .*nowhere\. Start Argosy first, or name its data directory with --data\.\n$/],
];
test.each(refused)("%s: a sentence with the cure, exit code 1, nothing stored", async (_what, run, says) => {
  const stored = () => inOrg(it.db, it.own.orgId, (tx) => tx.one<{ n: number }>`select count(*)::int as n from inbox_item where org_id = ${tx.orgId}`);
  const before = await stored();
  const { code, out, said } = await run();
  expect([code, out]).toEqual([1, ""]);
  expect(said).toMatch(says);
  expect(said).not.toContain("secret");
  expect(await stored()).toEqual(before);
});

test("an installation that nobody runs is not started behind its owner's back", async () => {
  const stopped = mkdtempSync(path.join(folder, "stopped-"));
  writeFileSync(path.join(stopped, "master.key"), `${Buffer.alloc(32, 7).toString("base64")}\n`);
  const { code, out, said } = await argosy(["import", "Shop", "-", "--data", stopped], { input: "{}" });
  expect([code, out, said]).toEqual([1, "", `No Argosy runs on ${stopped}. Start it with npm start, then try again.\n`]);
});
