import { inOrg, type Tx } from "../src/db/tx.ts";
import { routes as catalog } from "../src/catalog/routes.ts";
import { forgiveSignOut, pollNow } from "../src/accounts/sql.ts";
import { importPayload } from "../src/pipeline/01-intake/import.ts";
import { importPayments } from "../src/pipeline/02-payment/pull.ts";
import { joinOrders, takeApart } from "../src/pipeline/04-merge/join.ts";
import { finishWave, lookAndCreateWaves, pickStep, undoWave } from "../src/pipeline/08-picking/wave.ts";
import { printLabels } from "../src/pipeline/09-labels/print.ts";
import { openScan, scanPiece, shipScanned } from "../src/pipeline/10-shipping/scan.ts";
import { lookAndShip } from "../src/pipeline/10-shipping/ship.ts";
import { actOnOrders, editAddress, type OrderAct } from "../src/pipeline/order-acts.ts";
import { actOnParcels, type ParcelAct } from "../src/pipeline/parcel-acts.ts";
import type { Company } from "../src/pipeline/room.ts";
import type { Actor } from "../src/pipeline/traveller.ts";
import { adjustStock, receiveGoods } from "../src/stock/receive.ts";
import type { Ids } from "./company.ts";
import type { Dice } from "./dice.ts";
import type { Eyes } from "./eyes.ts";
import type { Workload } from "./workload.ts";

// The people of the company. They see the tables as their screens show them, and act through the same functions.

export const member = "member:0199aaaa-0000-7000-8000-000000000001" as const satisfies Actor;
const person = { actor: member, reason: "looked at it" };
const nothingAsked = { code: null, until: null, seen: undefined };

/** What the auditor must be told, because it happened inside. `cancelled` are channel order ids. */
export type Told = { readonly cancelled: (externalIds: readonly string[]) => void; readonly stock: (change: StockChange) => void; readonly edited: (externalId: string) => void };
export type StockChange = { readonly causeId: string; readonly skuId: string; readonly delta: number };

/** `idle`: whoever drew it found nothing to do. */
export type Act = { readonly name: string; readonly run: (company: Company) => Promise<unknown>; readonly idle?: boolean };
type Crew = { readonly eyes: Eyes; readonly dice: Dice; readonly ids: Ids; readonly told: Told; readonly savedAnswer: Workload["savedAnswer"] };

const weights = {
  approve: 10, release: 8, acceptPayment: 2, orderHold: 1, orderUnhold: 2, recheck: 2, answerCancel: 2, cancelOrder: 1, goAlone: 2, merge: 4, takeApart: 2, address: 1, map: 3,
  parcelHold: 1, parcelUnhold: 2, retry: 4, cancelParcel: 1, reroute: 2, pin: 1, freeStock: 1, retryNotice: 1,
  receive: 6, adjust: 2, wave: 14, pick: 18, undoWave: 1, print: 16, reprint: 1, ship: 34, shipMany: 4, reconnect: 5, importFile: 2,
} as const;
type Kind = keyof typeof weights;

/** Draws what somebody does next. The choice is made now; the act runs against whatever it finds. */
export async function drawAct(crew: Crew, only?: Kind): Promise<Act> {
  // Who finds nothing to do looks for something else, so that small companies are busy too.
  for (let looks = 0; ; looks++) {
    const kind = only ?? crew.dice.weighted(weights);
    const run = await choose(crew, kind);
    if (run !== idle || only || looks === 4) return { name: `people ${kind}`, run, idle: run === idle };
  }
}
type Run = Act["run"];
const idle: Run = () => Promise.resolve(null);
/** What is done in one transaction throws no dice in it: one that is run again would throw them again. */
const inTx = (work: (tx: Tx) => Promise<unknown>): Run => (company) => inOrg(company.db, company.orgId, work);

function choose(crew: Crew, kind: Kind): Promise<Run> | Run {
  switch (kind) {
    case "approve":
      return orders(crew, kind, "o.stage = 'review' and o.hold_codes <> '{}'");
    case "recheck":
      return orders(crew, kind, "o.stage in ('payment', 'review', 'merge') and o.hold_codes <> '{}'");
    case "acceptPayment":
      return orders(crew, "accept_payment", "o.stage = 'payment' and o.hold_codes <> '{}'");
    case "orderHold":
      return orders(crew, "hold", "o.closed_at is null");
    case "orderUnhold":
      return orders(crew, "unhold", "'held_by_person' = any(o.hold_codes)");
    case "answerCancel":
      return orders(crew, "release", "o.stage = 'parcelled' and 'cancel_requested' = any(o.hold_codes)");
    case "goAlone":
      return orders(crew, "go_alone", "o.stage = 'merge'");
    case "cancelOrder":
      return cancelOrder(crew);
    case "release": // nobody here looks at the carrier's page, so nobody may say what it shows
      return parcels(crew, kind, "p.hold_codes <> '{}' and not 'booking_unknown' = any(p.hold_codes)");
    case "retry":
      return parcels(crew, kind, "p.hold_codes <> '{}'");
    case "parcelHold":
      return parcels(crew, "hold", "p.shipped_at is null");
    case "parcelUnhold":
      return parcels(crew, "unhold", "'held_by_person' = any(p.hold_codes)");
    case "reroute":
      return parcels(crew, "reroute", "p.stage in ('routing', 'booking', 'allocation', 'picking')");
    case "pin":
      return parcels(crew, "pin", "p.shipped_at is null");
    case "freeStock":
      return parcels(crew, "free_stock", "p.reserved_at is not null and p.wave_id is null");
    case "retryNotice":
      return parcels(crew, "retry_notice", "p.hold_codes && '{notice_late,notice_refused,notice_unsupported}'");
    case "cancelParcel":
      return cancelParcel(crew);
    default:
      return chooseMore(crew, kind);
  }
}

function chooseMore(crew: Crew, kind: Kind): Promise<Run> | Run {
  const { dice, ids } = crew;
  switch (kind) {
    case "merge":
      return merge(crew);
    case "takeApart":
      return takeOneApart(crew);
    case "address":
      return correctAddress(crew);
    case "map":
      return mapUnknown(crew);
    case "receive":
    case "adjust":
      return changeStock(crew, kind);
    case "wave":
      return ifAny(crew, "stage = 'picking' and wave_id is null and hold_codes = '{}'", (company) =>
        lookAndCreateWaves(company, { parcelIds: null, warehouseId: ids.warehouseId, maxParcels: 3 + dice.below(6), actor: member }));
    case "pick":
      return pick(crew);
    case "undoWave":
      return undoOne(crew);
    case "print":
      return ifAny(crew, "stage = 'labels' and hold_codes <@ '{label_missing}'", (company) =>
        printLabels(company, { parcelIds: null, waveId: null, reason: "", pickStrip: dice.chance(0.3), actor: member }));
    case "reprint":
      return reprint(crew);
    case "ship":
      return scanAndShip(crew);
    case "shipMany":
      return shipMany(crew);
    case "importFile":
      return importFile(crew);
    default:
      return reconnect(crew);
  }
}

type Found = { readonly id: string; readonly external_id: string };
async function orders(crew: Crew, act: OrderAct, where: string): Promise<Run> {
  const found = some(crew, await crew.eyes.rows<Found>(`select o.id, o.external_id from orders o where o.org_id = $1 and ${where} order by o.id`));
  if (found.length === 0) return idle;
  return inTx((tx) => actOnOrders(tx, act, found.map((o) => o.id), person, nothingAsked));
}
async function parcels(crew: Crew, act: ParcelAct, where: string): Promise<Run> {
  const found = some(crew, await crew.eyes.rows<{ id: string }>(`select p.id from parcel p where p.org_id = $1 and p.stage <> 'cancelled' and ${where} order by p.id`));
  if (found.length === 0) return idle;
  return inTx((tx) => actOnParcels(tx, act, found.map((p) => p.id), person, { ...nothingAsked, warehouseId: null, methodId: null }));
}
async function ifAny(crew: Crew, where: string, run: Run): Promise<Run> {
  return (await crew.eyes.rows<{ id: string }>(`select id from parcel where org_id = $1 and ${where} limit 1`)).length > 0 ? run : idle;
}
const some = <T>({ dice }: Crew, list: readonly T[]): T[] => list.filter(() => dice.chance(0.5)).slice(0, 5);

async function cancelOrder(crew: Crew): Promise<Run> {
  const found = await crew.eyes.rows<Found>("select o.id, o.external_id from orders o where o.org_id = $1 and o.stage in ('payment', 'review', 'merge', 'parcelled') order by o.id");
  if (found.length === 0) return idle;
  const { id, external_id } = crew.dice.pick(found);
  return async (company) => {
    const [result] = await inOrg(company.db, company.orgId, (tx) => actOnOrders(tx, "cancel", [id], person, nothingAsked));
    if (result?.ok) crew.told.cancelled([external_id]);
  };
}

async function cancelParcel(crew: Crew): Promise<Run> {
  const found = await crew.eyes.rows<{ id: string; orders: string[] }>(`select p.id, array_agg(distinct o.external_id) as orders from parcel p
    join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id join orders o on o.org_id = l.org_id and o.id = l.order_id
   where p.org_id = $1 and p.shipped_at is null and p.stage <> 'cancelled' group by p.id order by p.id`);
  if (found.length === 0) return idle;
  const { id, orders: inside } = crew.dice.pick(found);
  return async (company) => {
    const [result] = await inOrg(company.db, company.orgId, (tx) => actOnParcels(tx, "cancel", [id], person, { ...nothingAsked, warehouseId: null, methodId: null }));
    if (result?.ok) crew.told.cancelled(inside);
  };
}

/** Half of the time the offered group, half of the time any two: what does not fit must be refused. */
async function merge(crew: Crew): Promise<Run> {
  const waiting = await crew.eyes.rows<{ id: string; buyer_key: string }>("select id, buyer_key from orders where org_id = $1 and stage = 'merge' order by id");
  if (waiting.length < 2) return idle;
  const one = crew.dice.pick(waiting);
  const group = crew.dice.chance(0.7) ? waiting.filter((o) => o.buyer_key === one.buyer_key) : waiting.slice(0, 2);
  return inTx((tx) => joinOrders(tx, group.map((o) => o.id), person));
}
async function takeOneApart(crew: Crew): Promise<Run> {
  const merged = await crew.eyes.rows<{ id: string }>("select id from parcel where org_id = $1 and (order_count > 1 or 'shipped_elsewhere' = any(hold_codes)) and shipped_at is null and stage <> 'cancelled' order by id");
  if (merged.length === 0) return idle;
  const { id } = crew.dice.pick(merged);
  return inTx((tx) => takeApart(tx, id, person));
}

async function correctAddress(crew: Crew): Promise<Run> {
  const found = await crew.eyes.rows<Found & { version: number }>("select o.id, o.external_id, o.version from orders o where o.org_id = $1 and o.stage in ('review', 'merge', 'parcelled') order by o.id");
  if (found.length === 0) return idle;
  const o = crew.dice.pick(found);
  const shipTo = { name: "Corrected Name", company: "", line1: `${1 + crew.dice.below(99)} Right Street`, line2: "", city: "Austin", state: "TX", postcode: "78704", country: "US", phone: "5125550100" };
  return async (company) => {
    crew.told.edited(o.external_id); // told before: a crash after the commit must not hide it
    await inOrg(company.db, company.orgId, (tx) => editAddress(tx, o.id, o.version, shipTo, person));
  };
}

async function mapUnknown(crew: Crew): Promise<Run> {
  const found = await crew.eyes.rows<{ account: string; sku: string }>(
    "select distinct o.shop_account_id as account, l.channel_sku as sku from order_line l join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and l.sku_id is null");
  if (found.length === 0) return idle;
  const { account, sku } = crew.dice.pick(found);
  const skuId = [...crew.ids.skuIds.values()][0]!; // every company of the simulation has goods
  const caller = { memberId: member.slice(7), name: "Ada", role: "owner", actor: member, locale: "en" } as const;
  return (company) => catalog.mapSku({ company, caller, wakeRooms: () => {} }, { body: { accountId: account, channelSku: sku, skuId, qty: 1 + crew.dice.below(2) } });
}

function changeStock({ dice, ids, told }: Crew, kind: "receive" | "adjust"): Run {
  const skuId = dice.pick([...ids.skuIds.values()]);
  const { warehouseId } = ids;
  const qty = 1 + dice.below(6);
  const again = dice.chance(0.3);
  return async (company) => {
    const causeId = company.db.newId();
    const work = (tx: Tx): Promise<unknown> =>
      kind === "receive"
        ? receiveGoods(tx, { receiptId: causeId, warehouseId, reference: "delivery", lines: [{ skuId, qty }] }, member)
        : adjustStock(tx, { adjustId: causeId, warehouseId, skuId, delta: -qty, reason: "counted" }, member);
    told.stock({ causeId, skuId, delta: kind === "receive" ? qty : -qty });
    await inOrg(company.db, company.orgId, work);
    if (again) await inOrg(company.db, company.orgId, work); // the same button twice
  };
}

async function oneWave({ eyes, dice }: Crew): Promise<string | null> {
  const open = await eyes.rows<{ id: string }>("select id from wave where org_id = $1 and state = 'open' order by id");
  return open.length === 0 ? null : dice.pick(open).id;
}
async function undoOne(crew: Crew): Promise<Run> {
  const waveId = await oneWave(crew);
  return waveId === null ? idle : inTx((tx) => undoWave(tx, waveId, member));
}
/** A picker who counts does not always find all. */
async function pick(crew: Crew): Promise<Run> {
  const { eyes, dice } = crew;
  const everything = dice.chance(0.7);
  const waveId = await oneWave(crew);
  if (waveId === null) return idle;
  const steps = everything ? [] : await eyes.rows<{ sku: string; qty: number }>("select sku_id as sku, qty from pick_line where org_id = $1 and wave_id = $2 order by sku_id", waveId);
  const counted = steps.map(({ sku, qty }) => ({ sku, qty: dice.chance(0.8) ? qty : dice.below(qty + 1) }));
  return inTx(async (tx) => {
    for (const { sku, qty } of counted) await pickStep(tx, waveId, sku, qty);
    return finishWave(tx, { waveId, everything, actor: member });
  });
}

async function reprint(crew: Crew): Promise<Run> {
  const found = some(crew, await crew.eyes.rows<{ id: string }>("select id from parcel where org_id = $1 and stage in ('labels', 'shipping') order by id"));
  if (found.length > 0 && crew.dice.chance(0.3)) return inTx((tx) => actOnParcels(tx, "unlabel", found.map((p) => p.id), person, { ...nothingAsked, warehouseId: null, methodId: null }));
  return found.length === 0 ? idle : (company) => printLabels(company, { parcelIds: found.map((p) => p.id), waveId: null, reason: "paper jam", pickStrip: false, actor: member });
}

type Box = { readonly id: string; readonly parcel_no: string; readonly goods: { readonly barcode: string; readonly qty: number }[] };
/** A packer opens a parcel, scans every piece and ships it; sometimes a scan is sent twice, or the last one. */
async function scanAndShip(crew: Crew): Promise<Run> {
  const waiting = await crew.eyes.rows<Box>(`select p.id, p.parcel_no, json_agg(json_build_object('barcode', s.barcode, 'qty', l.qty)) as goods from parcel p
    join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id join sku s on s.org_id = l.org_id and s.id = l.sku_id
   where p.org_id = $1 and p.stage in ('shipping', 'labels') group by p.id, p.parcel_no, p.due_at order by p.due_at, p.id limit 3`);
  if (waiting.length === 0) return idle;
  return async (company) => {
    for (const box of waiting) await packOne(company, box, crew.dice);
  };
}
async function packOne(company: Company, box: Box, dice: Dice): Promise<void> {
  const { db, orgId } = company;
  const opened = await inOrg(db, orgId, (tx) => openScan(tx, box.parcel_no));
  if (!opened.ok) return;
  const pieces = box.goods.flatMap((g) => Array.from({ length: g.qty }, () => g.barcode));
  for (const code of pieces) {
    const scan = { parcelId: box.id, code, scanId: db.newId(), actor: member };
    await inOrg(db, orgId, (tx) => scanPiece(tx, scan));
    if (dice.chance(0.1)) await inOrg(db, orgId, (tx) => scanPiece(tx, scan));
  }
  const last = { parcelId: box.id, scanId: db.newId(), weightG: dice.chance(0.5) ? opened.value.expectedWeightG + (dice.chance(0.1) ? 900 : dice.below(90)) : null, actor: member };
  await shipScanned(company, last);
  if (dice.chance(0.15)) await shipScanned(company, last);
}
async function shipMany(crew: Crew): Promise<Run> {
  const waiting = await crew.eyes.rows<{ id: string }>("select id from parcel where org_id = $1 and stage in ('labels', 'shipping', 'tracking') order by id limit 8");
  return waiting.length === 0 ? idle : (company) => lookAndShip(company, { parcelIds: waiting.map((p) => p.id), actor: member, how: { reason: "packed by the other warehouse" } });
}

/** A saved answer goes through the real intake; often it says less than the channel has said since. */
function importFile({ savedAnswer }: Crew): Run {
  const file = savedAnswer();
  return file ? (company) => importPayload(company, file.shopId, file.body, importPayments) : idle;
}

async function reconnect(crew: Crew): Promise<Run> {
  const out = await crew.eyes.rows<{ id: string }>("select id from account where org_id = $1 and status = 'signed_out'");
  return out.length === 0 ? idle : inTx(async (tx) => {
    for (const { id } of out) {
      await forgiveSignOut(tx, id);
      await pollNow(tx, id);
    }
  });
}
