import { crc32, deflateSync } from "node:zlib";
import pg from "pg";
import type { Address } from "@argosy/core/address.ts";
import type { Channel } from "@argosy/core/connector.ts";
import { randomId } from "@argosy/core/ids.ts";
import { ok, fail } from "@argosy/core/result.ts";
import { instant, plusS, type Instant } from "@argosy/core/time.ts";
import { inOrg, openPool, type Db, type Tx } from "../db/tx.ts";
import { testDatabase } from "../db/test-database.ts";
import { createVault } from "../db/vault.ts";
import { reserveStock } from "../stock/reserve.ts";
import { labelHash } from "./label-file.ts";
import { moveParcels, writeBirths } from "./move.ts";
import type { Company } from "./room.ts";

// A small company with parcels that wait for picking, for the tests of rooms 08 to 10.

export type Floor = {
  readonly company: Company;
  readonly owner: pg.Pool; // sees everything, for looking over the code's shoulder
  readonly clock: { now: Instant };
  readonly warehouseId: string;
  readonly sku: (code: string) => string;
  /** What the channel answers when it is asked about an order. */
  channelAnswers: boolean;
  readonly asked: string[]; // external ids that the channel was asked about
  readonly tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly rows: <Row extends object>(text: string, ...values: unknown[]) => Promise<Row[]>;
  readonly addParcels: (wishes: readonly ParcelWish[]) => Promise<string[]>;
  readonly close: () => Promise<void>;
};
export type ParcelWish = {
  readonly goods: Readonly<Record<string, number>>;
  readonly label?: "png" | "pdf" | "two pages" | "own" | "none" | "html" | "zpl";
  readonly orders?: number;
  readonly dueAt?: Instant;
  readonly shipTo?: Address;
  readonly note?: string;
};
export const actor = "member:00000000-0000-4000-8000-000000000001";
export const skuCodes = ["A-RED", "B-BLUE", "C-GREEN"] as const;
const accounts = { shop: randomId(), carrier: randomId() };
const methods = { carrier: randomId(), own: randomId() };

export const london: Address = { name: "Ada Lovelace", company: "", line1: "12 St James's Square", line2: "", city: "London", state: "", postcode: "SW1Y 4JH", country: "GB", phone: "+44 20 7946 0000" };

export async function openFloor(): Promise<Floor> {
  const database = await testDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, options: "-c search_path=argosy" });
  const pool = openPool(database.url, 10);
  const clock = { now: instant(Date.parse("2026-03-02T08:00:00Z")) };
  const db: Db = { pool, clock: { now: () => clock.now }, newId: randomId, vault: createVault(Buffer.alloc(32, 7)) };
  const orgId = randomId();
  const warehouseId = randomId();
  const skus = new Map(skuCodes.map((code) => [code as string, randomId()]));
  await owner.query("insert into org (id, name, created_at) values ($1, 'Test', $2)", [orgId, clock.now]);
  const asked: string[] = [];
  const floor: Floor = {
    company: { db, orgId, outside: outside(() => floor), log: () => {} },
    owner, clock, warehouseId, asked, channelAnswers: true,
    sku: (code) => skus.get(code) ?? "",
    tx: (work) => inOrg(db, orgId, work),
    rows: async <Row extends object>(text: string, ...values: unknown[]) => (await owner.query<Row>(text, values)).rows,
    addParcels: (wishes) => inOrg(db, orgId, (tx) => addParcels(tx, floor, wishes)),
    async close() {
      await pool.end();
      await owner.end();
      await database.drop();
    },
  };
  await inOrg(db, orgId, (tx) => addCompany(tx, warehouseId, skus));
  return floor;
}

const long = instant(0);
function outside(floor: () => Floor): Company["outside"] {
  const channel = {
    fetchLimit: 50,
    fetchOrders: (ids: readonly string[]) => {
      floor().asked.push(...ids);
      return Promise.resolve(floor().channelAnswers ? ok(ids.map((externalId) => ({ externalId, version: long, raw: { externalId } }))) : fail({ kind: "unavailable", detail: "503" }));
    },
    mapOrder: ({ externalId }: { externalId: string }) => ok({ externalId, version: long }), // an older version: nothing has changed there
  };
  const nobody = () => Promise.reject(new Error("nobody asks this door on the floor"));
  return { channel: () => Promise.resolve(channel as unknown as Channel), paymentSource: nobody, carrier: nobody };
}

async function addCompany(tx: Tx, warehouseId: string, skus: ReadonlyMap<string, string>): Promise<void> {
  const account = { credentials: Buffer.alloc(1), baseUrl: "http://127.0.0.1", createdAt: tx.now };
  await tx.insert("account", [{ id: accounts.shop, kind: "shop", connector: "ebay", name: "Shop", ...account }, { id: accounts.carrier, kind: "carrier", connector: "easypost", name: "EasyPost", ...account }].map((a) => ({
    ...a, site: "", colour: "#0f766e", credentialHints: {}, status: "connected", toleranceMinor: 1, mergeWaitMinutes: 60, version: 1,
  })));
  await tx.insert("warehouse", [{ id: warehouseId, code: "SZ", name: "Shenzhen", kind: "own", address: { ...london, company: "Argosy Test", country: "CN" }, isDefault: true, version: 1 }]);
  await tx.insert("sku", [...skus].map(([code, id], i) => ({
    id, code, nameEn: `Shirt ${code}`, nameZh: `衬衫 ${code}`, barcode: `690000000000${i}`, weightG: 200, declaredNameEn: "shirt", declaredNameZh: "", hsCode: "", originCountry: "CN", version: 1,
  })));
  await tx.insert("stock_balance", [...skus].map(([code, skuId], i) => ({ warehouseId, skuId, bin: `A-${i === 0 ? 10 : i}`, onHandQty: 10_000, reservedQty: 0, code })).map(({ code: _, ...row }) => row));
  await tx.insert("stock_move", [...skus.values()].map((skuId) => ({ causeId: tx.newId(), kind: "receive", visit: 0, skuId, warehouseId, onHandDelta: 10_000, reservedDelta: 0, actor, note: "", at: tx.now })));
  const method = { service: "", books: "after_stock", channelCarrier: "USPS", active: true, version: 1 };
  await tx.insert("shipping_method", [
    { ...method, id: methods.carrier, code: "EP", name: "EasyPost", numberSource: "api", label: "carrier", carrierAccountId: accounts.carrier },
    { ...method, id: methods.own, code: "POOL", name: "Yun Air", numberSource: "number_pool", label: "own", carrierAccountId: null },
  ]);
}

let serial = 0;
async function addParcels(tx: Tx, floor: Floor, wishes: readonly ParcelWish[]): Promise<string[]> {
  const made = wishes.map((wish) => {
    serial += 1;
    const own = wish.label === "own";
    return {
      wish, own, no: 200_000 + serial, id: tx.newId(), bookingId: tx.newId(), dueAt: wish.dueAt ?? plusS(tx.now, serial), trackingNo: `TN${300_000 + serial}GB`,
      orders: Array.from({ length: wish.orders ?? 1 }, (_, i) => ({ id: tx.newId(), no: `O${200_000 + serial}${i > 0 ? `-${i}` : ""}` })),
    };
  });
  const orders = made.flatMap((p) => p.orders.map((o) => ({ ...o, wish: p.wish, dueAt: p.dueAt })));
  await tx.insert("orders", orders.map((o) => ({
    id: o.id, orderNo: o.no, shopAccountId: accounts.shop, externalId: `ext-${o.no}`, sourceVersion: tx.now, stage: "parcelled", held: false, holdCodes: [], version: 1, country: "GB", currency: "GBP",
    totalMinor: 1000, shippingMinor: 0, taxMinor: 0, discountMinor: 0, otherMinor: 0, buyerKey: "b", addressHash: "h1", channelAddressHash: "h1", payerKey: "", channelState: "open", channelStatus: "", paymentDeclared: "paid",
    buyerNote: o.wish.note ?? "", requestedService: "", placedAt: tx.now, dueAt: o.dueAt, checkedAt: tx.now,
  })));
  const lines = made.flatMap((p) => p.orders.flatMap((o) => Object.entries(p.wish.goods).map(([code, qty]) => ({ parcelId: p.id, orderId: o.id, orderLineId: tx.newId(), skuId: floor.sku(code), qty }))));
  await tx.insert("order_line", lines.map((l) => ({ id: l.orderLineId, orderId: l.orderId, externalId: l.orderLineId, channelSku: "x", title: "Shirt", qty: l.qty, totalMinor: 1000, skuId: l.skuId, skuQty: l.qty })));
  await tx.insert("buyer_pii", made.flatMap((p) => p.orders.map((o) => ({ orderId: o.id, ciphertext: tx.seal(`buyer_pii/${o.id}`, JSON.stringify({ buyerId: "b", email: "", shipTo: p.wish.shipTo ?? london })) }))));
  // Inserted where stock is found: the table lets nothing stand in picking that is not booked and reserved.
  await tx.insert("parcel", made.map((p) => ({
    id: p.id, parcelNo: `P${p.no}`, shopAccountId: accounts.shop, stage: "allocation", held: false, holdCodes: [], version: 1, country: "GB", currency: "GBP", totalMinor: 1000, buyerKey: "b",
    addressHash: "h1", piiOrderId: p.orders[0]?.id, weightG: 420, orderCount: p.orders.length, dueAt: p.dueAt, pinned: false, warehouseId: floor.warehouseId, methodId: p.own ? methods.own : methods.carrier,
    books: "after_stock", bookingId: p.bookingId, trackingNo: p.trackingNo, printedCount: 0, createdAt: tx.now,
  })));
  await tx.insert("parcel_line", lines);
  await writeBirths(tx, "parcel", made.map((p) => ({ id: p.id, stage: "allocation", reason: "made for a test" })), actor);
  const files = made.map((p) => ({ ...p, file: labelFile(p.wish.label ?? "png") }));
  await tx.insert("booking_attempt", files.map((p) => ({
    id: p.bookingId, parcelId: p.id, carrierAccountId: p.own ? null : accounts.carrier, methodId: p.own ? methods.own : methods.carrier, state: "booked", service: "", addressHash: "h1", leaseNo: 0, tries: 0, sentAt: tx.now, lookAt: tx.now,
    trackingNo: p.trackingNo, costMinor: 500, costCurrency: "USD", labelMime: p.file?.mime ?? null, labelSha256: p.file ? labelHash(p.file.bytes) : null, createdAt: tx.now, updatedAt: tx.now,
  })));
  await tx.insert("label_file", files.flatMap((p) => (p.file ? [{ bookingId: p.bookingId, ...p.file }] : [])));
  const wanted = Map.groupBy(lines, (l) => `${l.parcelId}/${l.skuId}`);
  await reserveStock(tx, [...wanted.values()].flatMap((same) => same.slice(0, 1).map((l) => ({ parcelId: l.parcelId, visit: 1, skuId: l.skuId, warehouseId: floor.warehouseId, qty: same.reduce((n, x) => n + x.qty, 0) }))), actor);
  const ids = made.map((p) => p.id);
  await moveParcels(tx, "allocate", ids, { actor, reason: "made for a test" }, new Map(ids.map((id) => [id, { reservedAt: tx.now, reservedVisit: 1 }])));
  return ids;
}

function labelFile(kind: NonNullable<ParcelWish["label"]>): { mime: string; bytes: Buffer } | null {
  if (kind === "none" || kind === "own") return null;
  if (kind === "png") return { mime: "image/png", bytes: png(400, 600) };
  if (kind === "zpl") return { mime: "text/zpl", bytes: Buffer.from("^XA^XZ") };
  return { mime: "application/pdf", bytes: kind === "html" ? Buffer.from("<html>please sign in</html>") : pdf(kind === "two pages" ? 2 : 1) };
}

/** A white picture of one bit per pixel with a black border on top. */
export function png(width: number, height: number): Buffer {
  const row = Math.ceil(width / 8) + 1;
  const data = Buffer.alloc(row * height, 0xff);
  for (let y = 0; y < height; y++) data[y * row] = 0;
  data.fill(0, 1, row);
  const chunk = (type: string, body: Buffer): Buffer => {
    const out = Buffer.concat([Buffer.alloc(4), Buffer.from(type, "latin1"), body, Buffer.alloc(4)]);
    out.writeUInt32BE(body.length, 0);
    out.writeUInt32BE(crc32(out.subarray(4, -4)), out.length - 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(data, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
}

/** The smallest label: pages of four by six inches. */
function pdf(pages: number): Buffer {
  const content = "0 0 0 rg 20 20 100 40 re f";
  const kids = Array.from({ length: pages }, (_, i) => `${4 + i} 0 R`);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${pages} >>`, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...kids.map(() => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 3 0 R /Resources << >> >>"),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((o) => `${String(o).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`);
}
