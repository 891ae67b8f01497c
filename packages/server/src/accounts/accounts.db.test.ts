import { afterAll, beforeAll, expect, test } from "vitest";
import type { Http } from "@argosy/core/connector.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import { ebaySandbox } from "@argosy/sandbox/vendors/ebay/routes.ts";
import { easypostSandbox } from "@argosy/sandbox/vendors/easypost/routes.ts";
import { paypalSandbox } from "@argosy/sandbox/vendors/paypal/routes.ts";
import { createWorld } from "@argosy/sandbox/world.ts";
import { inOrg } from "../db/tx.ts";
import { openApp, type TestApp } from "../http/app.testkit.ts";
import type { Asked } from "../http/route.ts";
import { listHealth } from "../lists/board-sql.ts";
import { pullWindow, takeFeed } from "../pipeline/feed.ts";
import { createOutside } from "./open.ts";
import { accountRoutes } from "./routes.ts";

// Connecting against the real connectors and the stand-in services, in one process.

const world = createWorld({ seed: 1, clock: settableClock("2026-03-02T08:00:00.000Z" as Instant) });
world.control.addShop({ id: "s", site: "EBAY_US", currency: "USD", clientId: "client", clientSecret: "secret-of-the-shop", refreshToken: "refresh-of-the-shop", sellerId: "seller" });
world.control.addPaypal({ id: "p", clientId: "client", secret: "secret-of-paypal", email: "pay@example.com" });
world.control.addCarrier({ id: "c", apiKey: "key-of-the-carrier" });
const vendors = [["/ebay", ebaySandbox(world).http], ["/paypal", paypalSandbox(world).http], ["/easypost", easypostSandbox(world).http]] as const;
let down = false;
const http: Http = async (request) => {
  const url = new URL(request.url);
  const vendor = vendors.find(([prefix]) => url.pathname.startsWith(prefix));
  if (!vendor || down) throw new TypeError("fetch failed");
  const headers = { ...Object.fromEntries(request.headers), "x-forwarded-prefix": vendor[0] };
  const body = await request.text();
  return vendor[1](new WholeRequest(url.origin + url.pathname.slice(vendor[0].length) + url.search, { method: request.method, headers, body }));
};

let it: TestApp;
let asked: Asked;
const routes = accountRoutes({ http, insideHosts: ["127.0.0.1:9"] });
beforeAll(async () => {
  it = await openApp({ companies: true });
  const company = { db: it.db, orgId: it.own.orgId, outside: createOutside(it.db, it.own.orgId, http), log: () => {} };
  asked = { company, wakeRooms: () => {}, caller: { memberId: "m", name: "Owner", role: "owner", actor: "member:m", locale: "en" } };
});
afterAll(() => it?.close());

const settings = { colour: "#0f766e", toleranceMinor: 1, mergePolicy: "ask", mergeWaitMinutes: 60, paymentAccountId: null, warehousePolicy: "default_warehouse", outagePolicy: "ship", asksPayerAddress: true, asksUnprotected: false } as const;
const shop = {
  ...settings, kind: "shop", connector: "ebay", site: "EBAY_US", name: "My shop", baseUrl: "http://127.0.0.1:9/ebay",
  credentials: { clientId: "client", clientSecret: "secret-of-the-shop", refreshToken: "refresh-of-the-shop", userName: "seller" },
} as const;
const paypal = { ...settings, kind: "payment", connector: "paypal", site: "", name: "My PayPal", baseUrl: "http://127.0.0.1:9/paypal", credentials: { clientId: "client", clientSecret: "secret-of-paypal" } } as const;
const carrier = { ...settings, kind: "carrier", connector: "easypost", site: "", name: "My carrier", baseUrl: "http://127.0.0.1:9/easypost", credentials: { apiKey: "key-of-the-carrier" } } as const;

test.each([["a shop", shop, ["messages", "orders"]], ["a payment account", paypal, ["payments"]], ["a carrier", carrier, ["tracking"]]] as const)(
  "%s is connected after its service knew the credentials, and is fetched from at once", async (_what, body, feeds) => {
    const made = await routes.connectAccount(asked, { body });
    expect(made).toMatchObject({ ok: true, value: { name: body.name, status: "connected" } });
    if (!made.ok) return;
    expect(made.value.feeds.map((f) => f.feed).toSorted()).toEqual(feeds);
    expect(JSON.stringify(made.value)).not.toMatch(/secret-of|refresh-of|key-of/);
    const stored = await inOrg(it.db, it.own.orgId, (tx) => tx.one<{ credentials: Buffer }>`select credentials from account where org_id = ${tx.orgId} and id = ${made.value.id}`);
    expect(stored.credentials.toString("latin1")).not.toMatch(/secret-of|refresh-of|key-of/);
  },
);

test("hints show how a secret ends and nothing more", async () => {
  const accounts = await routes.listAccounts(asked);
  const mine = accounts.ok ? accounts.value.rows.find((a) => a.name === "My shop") : undefined;
  expect(mine?.credentialHints).toEqual({ clientId: "client", clientSecret: "…shop", refreshToken: "…shop", userName: "seller" });
});

test("wrong credentials and a silent service are told apart, and nothing is kept", async () => {
  const wrong = await routes.connectAccount(asked, { body: { ...shop, name: "Wrong", credentials: { ...shop.credentials, clientSecret: "nope" } } });
  expect(wrong).toMatchObject({ ok: false, error: { code: "credentials_refused", detail: expect.stringMatching(/^#vendor_said /) } });
  down = true;
  const silent = await routes.connectAccount(asked, { body: { ...shop, name: "Silent" } });
  down = false;
  expect(silent).toMatchObject({ ok: false, error: { code: "account_unreachable", detail: expect.stringMatching(/^#vendor_said /) } });
  const twice = await routes.connectAccount(asked, { body: shop });
  expect(twice).toMatchObject({ ok: false, error: { code: "code_taken", field: "name" } });
  const accounts = await routes.listAccounts(asked);
  expect(accounts.ok && accounts.value.rows.map((a) => a.name).toSorted()).toEqual(["EasyPost", "My PayPal", "My carrier", "My shop", "Shop"]);
});

test("replaced credentials are used from the next call on; an old version overwrites nothing", async () => {
  const accounts = await routes.listAccounts(asked);
  const mine = (accounts.ok ? accounts.value.rows : []).find((a) => a.name === "My shop")!;
  const before = await asked.company.outside.channel(mine.id);
  expect(await asked.company.outside.channel(mine.id)).toBe(before);
  const changed = await routes.changeAccount(asked, { params: { id: mine.id }, body: { ...settings, name: "My shop", version: mine.version, credentials: shop.credentials } });
  expect(changed).toMatchObject({ ok: true });
  expect(await asked.company.outside.channel(mine.id)).not.toBe(before);
  const old = await routes.changeAccount(asked, { params: { id: mine.id }, body: { ...settings, name: "Other", version: mine.version } });
  expect(old).toMatchObject({ ok: false, error: { code: "changed_meanwhile" } });
  const someoneElses = await routes.changeAccount(asked, { params: { id: it.other.shop }, body: { ...settings, name: "Theirs", version: 1 } });
  expect(someoneElses).toMatchObject({ ok: false, error: { code: "account_not_found" } });
});

test("what was under way with the old credentials signs nobody out", async () => {
  const accounts = await routes.listAccounts(asked);
  const mine = (accounts.ok ? accounts.value.rows : []).find((a) => a.name === "My shop")!;
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update feed set next_poll_at = ${tx.now}::timestamptz + interval '1 day' where org_id = ${tx.orgId} and account_id <> ${mine.id}`);
  const feed = (await inOrg(it.db, it.own.orgId, takeFeed))!;
  expect(feed).toMatchObject({ accountId: mine.id });
  let answer: unknown;
  await pullWindow(asked.company, feed, {
    everyS: 60, overlapS: 60, longestS: 86_400, store: async () => {},
    list: async () => async () => {
      answer = await routes.changeAccount(asked, { params: { id: mine.id }, body: { ...settings, name: "My shop", version: mine.version, credentials: shop.credentials } });
      return { ok: false, error: { kind: "signed_out", detail: "of the old credentials" } };
    },
  });
  expect(answer).toMatchObject({ ok: true, value: { status: "connected" } });
  const after = await routes.listAccounts(asked);
  expect((after.ok ? after.value.rows : []).find((a) => a.id === mine.id)).toMatchObject({ status: "connected", feeds: [{ lastError: null }, { lastError: null }] });
});

test("a paused account is fetched again when it is resumed; a person may ask a signed-out one once more", async () => {
  const accounts = await routes.listAccounts(asked);
  const { id } = (accounts.ok ? accounts.value.rows : []).find((a) => a.name === "My PayPal")!;
  const status = async () => (await inOrg(it.db, it.own.orgId, (tx) => tx.one<{ status: string }>`select status from account where org_id = ${tx.orgId} and id = ${id}`)).status;
  await routes.pauseAccount(asked, { params: { id }, body: { paused: true } });
  expect(await status()).toBe("paused");
  await routes.pauseAccount(asked, { params: { id }, body: { paused: false } });
  expect(await status()).toBe("connected");
  await inOrg(it.db, it.own.orgId, (tx) => tx.run`update account set status = 'signed_out' where org_id = ${tx.orgId} and id = ${id}`);
  await routes.pollAccount(asked, { params: { id } });
  expect(await status()).toBe("degraded");
});

test("a recount by hand is one, however often it is asked for, and its account shows it", async () => {
  const mine = async () => {
    const accounts = await routes.listAccounts(asked);
    return (accounts.ok ? accounts.value.rows : []).find((a) => a.name === "My shop")!;
  };
  const { id, feeds, recount } = await mine();
  expect(feeds.map((f) => f.feed)).not.toContain("recount");
  expect(recount).toMatchObject({ last: null, underWay: null, lastError: null, nightAt: recount.nextAt, nextAt: expect.stringContaining("T10:") }); // three in the morning in California
  for (let click = 0; click < 2; click++) expect(await routes.recountAccount(asked, { params: { id } })).toMatchObject({ ok: true });
  expect((await mine()).recount).toMatchObject({ last: null, underWay: { compared: 0, finishedAt: null }, nightAt: recount.nightAt }); // one by hand keeps the hour of the nights
  expect(await routes.recountAccount(asked, { params: { id: it.other.shop } })).toMatchObject({ ok: false, error: { code: "account_not_found" } });
});

test("a carrier shows the labels it did not take back: those refused for good, and those asked for in vain", async () => {
  const { orgId, parcel, carrier: carrierId, method } = it.own;
  await inOrg(it.db, orgId, (tx) => {
    const label = (trackingNo: string, state: string, tries: number, daysAgo = 0) => ({
      id: tx.newId(), parcelId: parcel, carrierAccountId: carrierId, methodId: method, state, service: "Ground", addressHash: "h", leaseNo: 1, sentAt: tx.now, lookAt: tx.now, tries, trackingNo,
      error: { kind: "refused", code: "used", detail: `${trackingNo} was used` }, createdAt: tx.now, updatedAt: plusS(tx.now, -86_400 * daysAgo),
    });
    return tx.insert("booking_attempt", [label("FINAL", "cancel_failed", 1), label("VAIN", "cancelling", 5), label("YOUNG", "cancelling", 4), label("OLD", "cancel_failed", 1, 61), label("GIVEN", "cancelled", 9)]);
  });
  const accounts = await routes.listAccounts(asked);
  const kept = (accounts.ok ? accounts.value.rows : []).flatMap((a) => a.keptLabels.map((k) => [a.id, k.trackingNo, `${k.code}: ${k.said}`, k.parcelNo]));
  expect(kept.toSorted()).toEqual([[carrierId, "FINAL", "used: FINAL was used", "P100001"], [carrierId, "VAIN", "used: VAIN was used", "P100001"]]);
  expect((await inOrg(it.db, orgId, listHealth)).filter((a) => a.keptLabels > 0).map((a) => [a.id, a.keptLabels])).toEqual([[carrierId, 2]]); // what the bell counts
});
