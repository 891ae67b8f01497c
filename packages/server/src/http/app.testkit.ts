import { fileURLToPath } from "node:url";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { randomId } from "@argosy/core/ids.ts";
import { roles, type Role } from "@argosy/core/api/people.ts";
import { instant, plusS, type Instant } from "@argosy/core/time.ts";
import { insertAccount } from "../accounts/connect.ts";
import { testDatabase } from "../db/test-database.ts";
import { everywhere, inOrg, openPool, type Db, type Tx } from "../db/tx.ts";
import { createVault } from "../db/vault.ts";
import { indexBuyers } from "../lists/buyer-index.ts";
import { openSession } from "../people/session.ts";
import { insertMember, insertOrg } from "../people/sql.ts";
import { openCompanies } from "../start/companies.ts";
import { receiveGoods } from "../stock/receive.ts";
import { buildApp, type App } from "./app.ts";
import { allHandlers } from "./handlers.ts";
import { createLive } from "./live.ts";

// The whole app on a real database, without a socket: two companies with equal rows, a session for every role.

export type Session = { readonly cookie: string; readonly csrf: string; readonly memberId: string };
export type CompanyIds = {
  readonly orgId: string; readonly shop: string; readonly carrier: string; readonly sku: string; readonly warehouse: string; readonly method: string;
  readonly order: string; readonly parcel: string; readonly inbox: string; readonly wave: string; readonly document: string; readonly member: string;
};
export type Call = { readonly as?: Session | null; readonly body?: unknown; readonly headers?: Record<string, string>; readonly remote?: string };
export type TestApp = {
  readonly app: App;
  readonly db: Db;
  readonly clock: { now: Instant };
  readonly own: CompanyIds;
  readonly other: CompanyIds;
  readonly sessions: Readonly<Record<Role, Session>>;
  readonly logged: object[];
  readonly call: (method: string, url: string, call?: Call) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
};
export const setupToken = "the-token-of-this-start";

type Wish = { companies: boolean; pages?: string; through?: (url: string) => Promise<string> };
/** An app on an empty database; `companies: false` leaves the installation without an owner, `through` puts something between app and database. */
export async function openApp({ companies: filled, pages = fileURLToPath(new URL("./no-pages/", import.meta.url)), through = async (url) => url }: Wish): Promise<TestApp> {
  const database = await testDatabase();
  const pool = openPool(await through(database.url), 6);
  const clock = { now: instant(Date.parse("2026-03-02T08:00:00Z")) };
  const db: Db = { pool, clock: { now: () => clock.now }, newId: randomId, vault: createVault(Buffer.alloc(32, 7)) };
  const logged: object[] = [];
  const log = (entry: object): void => void logged.push(entry);
  const http = () => Promise.reject(new Error("no network in this test"));
  const companies = openCompanies(db, http, log);
  const app = await buildApp({
    db, handlers: allHandlers({ network: { http, insideHosts: [] }, demoWorldOf: () => null, random: () => 0.5 }), companyOf: companies.of, live: createLive(),
    wakeRooms: () => {}, log, newId: randomId, setupToken: { value: setupToken }, fillDemo: async () => {}, publicHosts: ["argosy.example"], checkAnswers: true,
    pages, state: { ready: true },
  });
  const [own, other] = filled ? [await addCompany(db), await addCompany(db)] : [nobody, nobody];
  const sessions = Object.fromEntries(filled ? await Promise.all(roles.map(async (role) => [role, await addMember(db, own.orgId, role)] as const)) : []) as Record<Role, Session>;
  return {
    app, db, clock, own, other, sessions, logged,
    call: (method, url, call = {}) => app.fastify.inject(optionsOf(method, url, call)),
    async close() {
      await app.fastify.close();
      await pool.end();
      await database.drop();
    },
  };
}
const nobody = {} as CompanyIds;

function optionsOf(method: string, url: string, { as = null, body, headers = {}, remote = "127.0.0.1" }: Call): InjectOptions {
  return {
    method: method as "GET", url, remoteAddress: remote,
    headers: {
      host: "127.0.0.1:4600", ...(as ? { cookie: as.cookie, "x-argosy-csrf": as.csrf } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers,
    },
    ...(body === undefined ? {} : { payload: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  };
}

const nobodysPassword = `scrypt$15$8$3$${"A".repeat(22)}$${"A".repeat(43)}`;
/** What a password costs whose check is not what a test is about; one that is set as people do costs what it must. */
export const quick = { logN: 4, r: 8, p: 1 } as const;

/** A member with a session, without the hundred milliseconds that a password costs. */
export async function addMember(db: Db, orgId: string, role: Role): Promise<Session> {
  const id = db.newId();
  return everywhere(db, async (tx) => {
    await insertMember(tx, { id, orgId, email: `${id}@test.example`, name: `The ${role}`, role, locale: "en", passwordHash: nobodysPassword });
    const { token, csrf } = await openSession(tx, id);
    return { cookie: `argosy_session=${token}`, csrf, memberId: id };
  });
}

async function addCompany(db: Db): Promise<CompanyIds> {
  const ids = Object.fromEntries(
    ["orgId", "shop", "carrier", "sku", "warehouse", "method", "order", "parcel", "inbox", "wave", "document"].map((name) => [name, db.newId()]),
  ) as CompanyIds;
  await everywhere(db, (tx) => insertOrg(tx, { id: ids.orgId, name: "Test", demo: false }));
  const { memberId } = await addMember(db, ids.orgId, "readonly");
  await inOrg(db, ids.orgId, async (tx) => {
    await addSettings(tx, ids);
    await addTravellers(tx, ids);
  });
  return { ...ids, member: memberId };
}

const address = { name: "Ada Lovelace", company: "", line1: "12 St James's Square", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "" };

async function addSettings(tx: Tx, ids: CompanyIds): Promise<void> {
  const settings = { colour: "#0f766e", site: "", toleranceMinor: 1, mergeWaitMinutes: 60, paymentAccountId: null, warehousePolicy: "default_warehouse", outagePolicy: "ship", asksPayerAddress: true, asksUnprotected: false, baseUrl: "https://api.example" } as const;
  await insertAccount(tx, { ...settings, id: ids.shop, kind: "shop", connector: "ebay", name: "Shop", provenBy: "channel", mergePolicy: "ask", credentials: {} });
  await insertAccount(tx, { ...settings, id: ids.carrier, kind: "carrier", connector: "easypost", name: "EasyPost", provenBy: null, mergePolicy: null, credentials: {} });
  await tx.insert("sku", [{ id: ids.sku, code: "A-RED", nameEn: "Shirt", nameZh: "衬衫", barcode: "6900000000001", weightG: 200, declaredNameEn: "", declaredNameZh: "", hsCode: "", originCountry: "CN", version: 1 }]);
  await tx.insert("warehouse", [{ id: ids.warehouse, code: "SZ", name: "Shenzhen", kind: "own", address: { ...address, name: "Shenzhen warehouse", line1: "1 Shennan Road", city: "Shenzhen", postcode: "518000", country: "CN" }, isDefault: true, version: 1 }]);
  await tx.insert("shipping_method", [{ id: ids.method, code: "POOL", name: "Post", service: "", books: "before_stock", numberSource: "number_pool", label: "own", channelCarrier: "POST", active: true, version: 1 }]);
  await receiveGoods(tx, { receiptId: tx.newId(), warehouseId: ids.warehouse, reference: "opening", lines: [{ skuId: ids.sku, qty: 10 }] }, "system");
}

async function addTravellers(tx: Tx, ids: CompanyIds): Promise<void> {
  const traveller = { shopAccountId: ids.shop, held: false, holdCodes: [], version: 1, country: "GB", currency: "GBP", totalMinor: 1000, buyerKey: tx.keyedHash(`${ids.shop}/ada`), addressHash: "h", dueAt: plusS(tx.now, 86_400) };
  await tx.insert("orders", [{
    ...traveller, id: ids.order, orderNo: "O100001", externalId: "07-00001-00001", sourceVersion: tx.now, stage: "parcelled", shippingMinor: 0, taxMinor: 0, discountMinor: 0, otherMinor: 0,
    channelAddressHash: "h", payerKey: "", channelState: "open", channelStatus: "", paymentDeclared: "paid", buyerNote: "", requestedService: "", placedAt: tx.now, checkedAt: tx.now,
  }]);
  const lineId = tx.newId();
  await tx.insert("order_line", [{ id: lineId, orderId: ids.order, externalId: "1", channelSku: "A-RED", title: "Shirt", qty: 1, totalMinor: 1000, skuId: ids.sku, skuQty: 1 }]);
  await tx.insert("buyer_pii", [{ orderId: ids.order, ciphertext: tx.seal(`buyer_pii/${ids.order}`, JSON.stringify({ buyerId: "ada", email: "ada@buyers.example", shipTo: address })) }]);
  await indexBuyers(tx, [{ orderId: ids.order, email: "ada@buyers.example", shipTo: address }]);
  await tx.insert("parcel", [{ ...traveller, id: ids.parcel, parcelNo: "P100001", stage: "routing", piiOrderId: ids.order, weightG: 200, orderCount: 1, pinned: false, printedCount: 0, createdAt: tx.now }]);
  await tx.insert("parcel_line", [{ parcelId: ids.parcel, orderId: ids.order, orderLineId: lineId, skuId: ids.sku, qty: 1 }]);
  await tx.insert("inbox_item", [{
    id: ids.inbox, accountId: ids.shop, source: "pull", externalId: "07-00001-00001", raw: tx.seal(`inbox_item.raw/${ids.inbox}`, "{}"), rawHash: Buffer.alloc(32, 1), rawSize: 2,
    state: "quarantined", error: { kind: "malformed", path: "", expected: "more" }, receivedAt: tx.now,
  }]);
  await tx.insert("wave", [{ id: ids.wave, waveNo: "W100001", warehouseId: ids.warehouse, parcelIds: [ids.parcel], state: "open", createdAt: tx.now, createdBy: "system" }]);
  await tx.insert("print_document", [{ id: ids.document, name: "labels", pageCount: 1, createdAt: tx.now, createdBy: "system", pickStrip: false, bytes: Buffer.from("%PDF-1.4") }]);
}
