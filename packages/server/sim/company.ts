import { carriers, channels, payments } from "@argosy/connectors/registry.ts";
import type { Address } from "@argosy/core/address.ts";
import { present } from "@argosy/core/assert.ts";
import type { ConnectorContext, Http } from "@argosy/core/connector.ts";
import { plusS } from "@argosy/core/time.ts";
import { easypostSandbox } from "@argosy/sandbox/vendors/easypost/routes.ts";
import { ebaySandbox } from "@argosy/sandbox/vendors/ebay/routes.ts";
import { paypalSandbox } from "@argosy/sandbox/vendors/paypal/routes.ts";
import type { World } from "@argosy/sandbox/world.ts";
import { everywhere, inOrg, type Db } from "../src/db/tx.ts";
import { nextNight } from "../src/pipeline/recount.ts";
import type { Outside } from "../src/pipeline/outside.ts";

// A company wired to a sandbox world in this process: the real rooms, the real connectors, no socket between.
// Tests, the simulation and the benchmark start from here.

export type WorldHandlers = { readonly ebay: Http; readonly paypal: Http; readonly easypost: Http };
export type ShopPlan = { readonly id: string; readonly site: "EBAY_US" | "EBAY_GB" | "EBAY_DE"; readonly currency: string; readonly provenBy: "channel" | "own_records"; readonly mergePolicy: "ask" | "auto" | "never" };
export type SkuPlan = { readonly code: string; readonly weightG: number; readonly onHandQty: number };
export type CompanyPlan = {
  readonly shops: readonly ShopPlan[];
  readonly skus: readonly SkuPlan[];
  readonly books: "before_stock" | "after_stock";
  readonly mergeWaitMinutes: number;
};
export type Ids = { readonly orgId: string; readonly paypalId: string; readonly carrierId: string; readonly warehouseId: string; readonly methodId: string; readonly skuIds: ReadonlyMap<string, string> };

const home: Address = { name: "Argosy Warehouse", company: "Argosy", line1: "1 Harbor Way", line2: "", city: "Long Beach", state: "CA", postcode: "90802", country: "US", phone: "+15625550100" };
const nightHour = 19;
const secret = (id: string) => `sandbox-${id}`;

/** Credentials the sandbox's accounts are opened with. */
export const credentialsOf = {
  shop: (id: string) => ({ clientId: `client-${id}`, clientSecret: secret(id), refreshToken: `refresh-${id}`, userName: `seller-${id}` }),
  paypal: (id: string) => ({ clientId: `client-${id}`, clientSecret: secret(id) }),
  carrier: (id: string) => ({ apiKey: secret(id) }),
};

/** Connectors over the world's handlers, opened once per account as in production. */
export function openOutside(http: WorldHandlers, db: Pick<Db, "clock" | "newId">): Outside {
  const opened = new Map<string, unknown>();
  const once = <T>(id: string, open: () => T): Promise<T> => {
    if (!opened.has(id)) opened.set(id, open());
    return Promise.resolve(opened.get(id) as T);
  };
  const context = (handler: Http, credentials: Record<string, string>): ConnectorContext => ({
    http: handler, clock: db.clock, newId: db.newId, baseUrl: "http://127.0.0.1:1", credentials,
  });
  return {
    channel: (id) => once(id, () => channels.ebay.open(context(http.ebay, credentialsOf.shop(id)))),
    paymentSource: (id) => once(id, () => payments.paypal.open(context(http.paypal, credentialsOf.paypal(id)))),
    carrier: (id) => once(id, () => carriers.easypost.open(context(http.easypost, credentialsOf.carrier(id)))),
  };
}

/** Writes the company's rows: accounts, SKUs with opening stock, one warehouse, one method, one rule for everything. */
export async function createCompany(db: Db, plan: CompanyPlan): Promise<Ids> {
  const orgId = db.newId();
  await everywhere(db, async (tx) => tx.run`insert into org (id, name, created_at) values (${orgId}, 'Test company', ${tx.now})`);
  const ids = { orgId, paypalId: db.newId(), carrierId: db.newId(), warehouseId: db.newId(), methodId: db.newId(), skuIds: new Map(plan.skus.map((s) => [s.code, db.newId()])) };
  await inOrg(db, orgId, async (tx) => {
    const account = { credentials: Buffer.from(""), baseUrl: "http://127.0.0.1:1", createdAt: tx.now, status: "connected", toleranceMinor: 1, mergeWaitMinutes: plan.mergeWaitMinutes, version: 1, site: "", colour: "#0f766e", credentialHints: {}, nightHour };
    await tx.insert("account", [
      { ...account, id: ids.paypalId, kind: "payment", connector: "paypal", name: "PayPal", provenBy: null, mergePolicy: null, paymentAccountId: null },
      { ...account, id: ids.carrierId, kind: "carrier", connector: "easypost", name: "EasyPost", provenBy: null, mergePolicy: null, paymentAccountId: null },
      ...plan.shops.map((s, i) => ({ ...account, id: s.id, kind: "shop", connector: "ebay", name: `Shop ${i + 1}`, site: s.site, provenBy: s.provenBy, mergePolicy: s.mergePolicy, paymentAccountId: s.provenBy === "own_records" ? ids.paypalId : null })),
    ]);
    const feed = (accountId: string, name: string) => ({
      accountId, feed: name, syncedTo: plusS(tx.now, -86_400), nextPollAt: name === "recount" ? nextNight(tx.now, nightHour, accountId) : tx.now, leaseNo: 0, failures: 0,
    });
    await tx.insert("feed", [
      feed(ids.paypalId, "payments"), feed(ids.carrierId, "tracking"), ...plan.shops.flatMap((s) => [feed(s.id, "orders"), feed(s.id, "messages")]),
      ...[ids.paypalId, ids.carrierId, ...plan.shops.map((s) => s.id)].map((id) => feed(id, "recount")),
    ]);
    await tx.insert("warehouse", [{ id: ids.warehouseId, code: "LGB", name: "Long Beach", kind: "own", address: home, isDefault: true, version: 1 }]);
    await tx.insert("shipping_method", [{
      id: ids.methodId, code: "USPS", name: "USPS", carrierAccountId: ids.carrierId, service: "cheapest", books: plan.books, numberSource: "api", label: "carrier", channelCarrier: "USPS", active: true, version: 1,
    }]);
    await tx.insert("rule_set", [{ decision: "method", version: 1, rules: [{ id: "all", name: "Everything", enabled: true, when: [], then: ids.methodId }], activatedAt: tx.now, activatedBy: "system" }]);
    await insertSkus(tx, plan.skus, ids);
  });
  return ids;
}

async function insertSkus(tx: Parameters<Parameters<typeof inOrg>[2]>[0], skus: readonly SkuPlan[], ids: Pick<Ids, "warehouseId" | "skuIds">): Promise<void> {
  const idOf = (code: string) => present(ids.skuIds.get(code), "the SKU");
  const openingId = tx.newId();
  for (let at = 0; at < skus.length; at += 1000) {
    const part = skus.slice(at, at + 1000);
    await tx.insert("sku", part.map((s) => ({
      id: idOf(s.code), code: s.code, nameEn: s.code, nameZh: s.code, barcode: `BC${s.code}`, weightG: s.weightG, declaredNameEn: "goods", declaredNameZh: "商品",
      declaredMinor: 500, declaredCurrency: "USD", hsCode: "950300", originCountry: "CN", version: 1,
    })));
    await tx.insert("stock_balance", part.map((s, i) => ({ warehouseId: ids.warehouseId, skuId: idOf(s.code), bin: `A-${String(at + i).padStart(4, "0")}`, onHandQty: s.onHandQty, reservedQty: 0 })));
    const stocked = part.filter((s) => s.onHandQty > 0);
    await tx.insert("stock_move", stocked.map((s) => ({
      causeId: openingId, kind: "receive", visit: 0, skuId: idOf(s.code), warehouseId: ids.warehouseId, onHandDelta: s.onHandQty, reservedDelta: 0, actor: "system", note: "opening stock", at: tx.now,
    })));
  }
}

/** The same accounts in the world, so that its vendors know our credentials. */
export function addToWorld({ control }: World, plan: CompanyPlan, ids: Ids): void {
  for (const shop of plan.shops) {
    const { userName, ...credentials } = credentialsOf.shop(shop.id);
    control.addShop({ id: shop.id, site: shop.site, currency: shop.currency, ...credentials, sellerId: userName });
  }
  const { clientId, clientSecret } = credentialsOf.paypal(ids.paypalId);
  control.addPaypal({ id: ids.paypalId, clientId, secret: clientSecret, email: "seller@example.invalid" });
  control.addCarrier({ id: ids.carrierId, ...credentialsOf.carrier(ids.carrierId) });
}

export const handlersOf = (world: World): WorldHandlers => ({
  ebay: ebaySandbox(world).http, paypal: paypalSandbox(world).http, easypost: easypostSandbox(world).http,
});
