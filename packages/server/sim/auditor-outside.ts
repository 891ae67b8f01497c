import type { Instant } from "@argosy/core/time.ts";
import type { Say, Subject, Violation } from "./auditor.ts";
import { elsewhereOf } from "./ledger.ts";
import type { StockChange } from "./people.ts";

// What strangers have in their books against what stands in ours.

export type Left = { readonly parcelNo: string; readonly at: Instant; readonly box: string | null; readonly orders: ReadonlyMap<string, Readonly<Record<string, number>>> }; // pieces per line of each order
export type OutsideBooks = {
  readonly left: Map<string, Left>; // parcels that have left, by id
  readonly personCancelled: Map<string, Instant>;
  readonly stock: StockChange[];
  readonly edited: Set<string>; // orders whose address a person corrected
  readonly leases: Map<string, number>;
};

export async function auditOutside(subject: Subject, books: OutsideBooks, atRest: boolean): Promise<Violation[]> {
  const found: Violation[] = [];
  const say: Say = (rule, what) => found.push({ rule, what });
  await auditOrders(subject, books, atRest, say);
  await auditCharges(subject, books, atRest, say);
  await auditNotices(subject, books, atRest, say);
  await auditStock(subject, books, say);
  await auditLines(subject, say);
  return found;
}

type OrderRow = { readonly external_id: string; readonly shop_account_id: string; readonly version: Instant; readonly stage: string; readonly rows: number };
/** Each channel order is exactly one row or lies in quarantine; nothing was invented; no version is from the future. */
async function auditOrders({ eyes, world }: Subject, books: OutsideBooks, atRest: boolean, say: Say): Promise<void> {
  const rows = await eyes.rows<OrderRow>(
    "select external_id, shop_account_id, max(source_version) as version, min(stage) as stage, count(*)::int as rows from orders where org_id = $1 group by 1, 2");
  const kept = new Set((await eyes.rows<{ external_id: string | null }>("select external_id from inbox_item where org_id = $1 and state = 'quarantined'")).map((i) => i.external_id));
  const ours = new Map(rows.map((r) => [r.external_id, r]));
  for (const row of rows) {
    const real = world.orders.get(row.external_id);
    if (!real || real.shopId !== row.shop_account_id) say("order once", `${row.external_id} was never placed in that shop`);
    else if (row.rows !== 1) say("order once", `${row.external_id} is here ${row.rows} times`);
    else if (Date.parse(row.version) > real.modifiedMs) say("order once", `${row.external_id} has a version that the channel never had`);
  }
  if (!atRest) return;
  const gone = new Set([...books.left.values()].flatMap((l) => [...l.orders.keys()]));
  for (const order of world.orders.values()) {
    const row = ours.get(order.id);
    if (!row && !kept.has(order.id)) say("order here", `${order.id} of ${new Date(order.createdMs).toISOString()} never arrived`);
    else if (row && order.poison === null && Date.parse(row.version) !== order.modifiedMs) say("order here", `${order.id} stands at ${row.version}, the channel at ${new Date(order.modifiedMs).toISOString()}`);
    else if (row && order.cancel === "cancelled" && row.stage !== "cancelled" && !gone.has(order.id) && !(order.fulfilments ?? []).length) say("order here", `${order.id} was cancelled, and is ${row.stage}`);
  }
}

type AttemptRow = { readonly id: string; readonly parcel_id: string; readonly state: string; readonly tracking_no: string | null; readonly cost_minor: number | null; readonly lease_no: number; readonly parcel_stage: string };
const givenUp = new Set(["cancelling", "cancelled", "cancel_failed"]);
const knownAsPaid = new Set(["booked", "handed_over", "cancelling", "cancelled", "cancel_failed"]);

/** Each charge is an attempt of ours, at most one per parcel is live, and a lease number never goes back. */
async function auditCharges({ eyes, world }: Subject, books: OutsideBooks, atRest: boolean, say: Say): Promise<void> {
  const attempts = new Map((await eyes.rows<AttemptRow>(`
    select b.id, b.parcel_id, b.state, b.tracking_no, b.cost_minor, b.lease_no, p.stage as parcel_stage from booking_attempt b
      join parcel p on p.org_id = b.org_id and p.id = b.parcel_id where b.org_id = $1`)).map((a) => [a.id, a]));
  const live = new Map<string, string[]>();
  for (const charge of world.books().charges) {
    const attempt = attempts.get(charge.reference ?? "");
    if (!attempt) {
      say("charge known", `${charge.trackingNo} was charged and no attempt is ours`);
      continue;
    }
    const { state, parcel_id: parcelId } = attempt;
    if (state === "absent" || state === "refused") say("charge known", `${charge.trackingNo} was charged, and its attempt is ${state}`);
    if (state === "cancelled" && !charge.voided) say("charge known", `${charge.trackingNo} counts as given back, and is not`);
    if (!charge.voided && !givenUp.has(state)) live.set(parcelId, [...(live.get(parcelId) ?? []), charge.trackingNo]);
    if (!atRest) continue;
    if (!knownAsPaid.has(state)) say("charge known", `${charge.trackingNo} was charged, and its attempt is still ${state}`);
    else if (attempt.tracking_no !== charge.trackingNo || attempt.cost_minor !== charge.costMinor) say("charge known", `${charge.trackingNo} stands here as ${attempt.tracking_no} for ${attempt.cost_minor}`);
    if (attempt.parcel_stage === "cancelled" && !charge.voided && state !== "cancel_failed") say("charge live", `${charge.trackingNo} of a cancelled parcel was not given back`);
  }
  for (const [parcelId, numbers] of live) if (numbers.length > 1) say("charge live", `parcel ${parcelId} has ${numbers.length} paid labels: ${numbers.join(", ")}`);
  for (const { id, lease_no: leaseNo } of attempts.values()) {
    if (leaseNo < (books.leases.get(id) ?? 0)) say("fencing", `attempt ${id} went back to lease ${leaseNo}`);
    books.leases.set(id, leaseNo);
  }
}

/** A number is told once per order, is the number on the box, and only of what has left. */
async function auditNotices({ eyes, world, doubled }: Subject, books: OutsideBooks, atRest: boolean, say: Say): Promise<void> {
  const boxes = new Map<string, Left[]>();
  for (const left of books.left.values()) for (const id of left.orders.keys()) boxes.set(id, [...(boxes.get(id) ?? []), left]);
  const { notices } = world.books();
  for (const n of notices) {
    const box = boxes.get(n.orderId)?.find((b) => b.box === n.trackingNo);
    if (!box) say("told", `${n.orderId} was told ${n.trackingNo}, and no such box has left`);
    if (n.count > 1 + (doubled.get(n.orderId) ?? 0)) say("told", `${n.orderId} was told ${n.trackingNo} ${n.count} times`);
    const pieces = box?.orders.get(n.orderId) ?? {};
    if (box && (n.lines.length !== Object.keys(pieces).length || n.lines.some((l) => pieces[l.externalId] !== l.qty))) say("told", `${n.orderId} was told of ${JSON.stringify(n.lines)}, and the box holds ${JSON.stringify(pieces)}`);
  }
  if (!atRest) return;
  const said = new Set((await eyes.rows<{ key: string }>(`
    select p.id || '/' || o.external_id as key from channel_attempt c join parcel p on p.org_id = c.org_id and p.id = c.parcel_id
      join orders o on o.org_id = c.org_id and o.id = c.order_id
     where c.org_id = $1 and c.state in ('rejected', 'unsupported') and exists (select 1 from hold h where h.org_id = c.org_id and h.parcel_id = c.parcel_id and h.code like 'notice\\_%')`)).map((r) => r.key));
  for (const [parcelId, left] of books.left)
    for (const id of left.orders.keys())
      if (!notices.some((n) => n.orderId === id && n.trackingNo === left.box) && !said.has(`${parcelId}/${id}`)) say("told", `${id} left in ${left.parcelNo}, and neither the channel nor a person knows`);
}

/** Opening stock, plus what people received and counted, less what left: piece by piece. */
async function auditStock({ eyes, ids, opening }: Subject, books: OutsideBooks, say: Say): Promise<void> {
  const rows = await eyes.rows<{ sku_id: string; on_hand: number; shipped: number }>(`
    select b.sku_id, sum(b.on_hand_qty)::int as on_hand,
           (select coalesce(sum(k.qty), 0)::int from parcel p join parcel_line k on k.org_id = p.org_id and k.parcel_id = p.id
              join order_line l on l.org_id = k.org_id and l.order_id = k.order_id and l.id = k.order_line_id
             where p.org_id = $1 and p.shipped_at is not null and l.sku_id = b.sku_id) as shipped
      from stock_balance b where b.org_id = $1 group by b.sku_id`);
  const written = new Set((await eyes.rows<{ id: string }>("select distinct cause_id as id from stock_move where org_id = $1 and kind in ('receive', 'adjust')")).map((r) => r.id));
  const kept = new Map(rows.map((r) => [r.sku_id, r]));
  for (const [code, skuId] of ids.skuIds) {
    const { on_hand: onHand = 0, shipped = 0 } = kept.get(skuId) ?? {};
    const changed = books.stock.filter((c) => c.skuId === skuId && written.has(c.causeId)).reduce((sum, c) => sum + c.delta, 0);
    const right = (opening.get(skuId) ?? 0) + changed - shipped;
    if (right !== onHand) say("stock", `${code}: ${onHand} on the shelf, ${right} by the auditor's count`);
    if (onHand < 0) say("stock", `${code}: ${onHand} on the shelf`);
  }
}

/** What a buyer bought is in exactly one parcel, once the order is parcelled, or others have shipped it; what the channel says decides. */
async function auditLines({ eyes, world }: Subject, say: Say): Promise<void> {
  const rows = await eyes.rows<{ external_id: string; line: string; times: number; listed: number }>(`
    select o.external_id, l.external_id as line, l.qty as listed,
           (select count(*)::int from parcel_line k join parcel p on p.org_id = k.org_id and p.id = k.parcel_id
             where k.org_id = $1 and k.order_id = l.order_id and k.order_line_id = l.id and p.stage <> 'cancelled') as times
      from order_line l join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and o.stage = 'parcelled'`);
  for (const [id, lines] of Map.groupBy(rows, (r) => r.external_id)) {
    const order = world.orders.get(id);
    if (!order) continue;
    if (lines.length !== order.lines.length) say("lines", `${id} has ${lines.length} lines here, ${order.lines.length} at the channel`);
    const elsewhere = elsewhereOf(order);
    for (const line of lines) if (line.times !== 1 && (line.times > 1 || (elsewhere.get(line.line) ?? 0) < line.listed)) say("lines", `line ${line.line} of ${id} travels in ${line.times} parcels`);
    if (lines.reduce((sum, l) => sum + l.listed, 0) !== order.lines.reduce((sum, l) => sum + l.qty, 0)) say("lines", `${id} lost pieces`);
  }
}
