import { plusS, type Instant } from "@argosy/core/time.ts";
import { lineId } from "@argosy/sandbox/books.ts";
import { unpackEasypost } from "@argosy/sandbox/vendors/easypost/read.ts";
import type { World } from "@argosy/sandbox/world.ts";
import { checkAll, invariants, type Invariant } from "../src/db/invariants.ts";
import { auditOutside, type OutsideBooks } from "./auditor-outside.ts";
import type { Ids } from "./company.ts";
import type { Eyes } from "./eyes.ts";
import type { Known, Ledger } from "./ledger.ts";
import type { StockChange } from "./people.ts";

/** The auditor's own rules, by when they are asked. Each is shown to turn red in auditor.db.test.ts. */
export const ownRules = {
  departures: ["booked", "real", "cancelled", "elsewhere", "paid", "address"],
  held: ["held"],
  outside: ["order once", "order here", "charge known", "charge live", "fencing", "told", "stock", "lines"],
} as const;
export type OwnRule = (typeof ownRules)[keyof typeof ownRules][number];
/** What is wrong: which rule, one of these, an invariant's id or `no bug`; and what was seen. One line of text, because a person reads it. */
export type Violation = { readonly rule: string; readonly what: string };
export type Say = (rule: OwnRule, what: string) => void;

export type Auditor = {
  /** After every step: whatever left in it, and a few of the invariants, in turn. */
  readonly afterStep: () => Promise<Violation[]>;
  /** All rules; `atRest` adds those that hold when everything outside answers again. */
  readonly everything: (atRest: boolean) => Promise<Violation[]>;
  readonly checks: () => number;
  readonly shipped: () => number;
  readonly cancelledByPerson: (externalIds: readonly string[]) => void;
  readonly stockChanged: (change: StockChange) => void;
  readonly addressEdited: (externalId: string) => void;
};

export type Subject = {
  readonly world: World; readonly eyes: Eyes; readonly ids: Ids; readonly ledger: Ledger; readonly paypalLagS: number;
  readonly opening: ReadonlyMap<string, number>; // pieces per SKU id
  readonly doubled: ReadonlyMap<string, number>; // notices that the network itself delivered twice
  readonly shops: ReadonlyMap<string, "channel" | "own_records">;
};

const always = invariants.filter((i) => i.when === "always");
const perStep = 6;
// Fixed groups, so that the server plans each of them once.
const groups = Array.from({ length: Math.ceil(always.length / perStep) }, (_, g) => always.slice(g * perStep, (g + 1) * perStep));

/**
 * Watches a company from outside.
 *
 * Rule    Its books are its own: what the vendors saw, what buyers and people did, and when. Of our tables it reads what
 *         they claim, and holds them to it; it calls no function that wrote them. Besides it asks the invariants of
 *         `argosy check`, which are part of the product and proven by mutations of their own.
 */
export function makeAuditor(subject: Subject): Auditor {
  const books: OutsideBooks = { left: new Map(), personCancelled: new Map(), stock: [], edited: new Set(), leases: new Map() };
  const heldThen: HeldThen = { at: subject.world.clock.now(), holds: [] };
  let checks = 0;
  const ask = async (some: readonly Invariant[]): Promise<Violation[]> => {
    checks += some.length;
    const rows = await subject.eyes.rows<{ id: string; rows: number; sample: string }>(checkAll(some), subject.world.clock.now());
    return rows.map((r) => ({ rule: r.id, what: `${some.find((i) => i.id === r.id)?.says}: broken by ${r.rows} rows, ${r.sample}` }));
  };
  let turn = 0;
  return {
    checks: () => checks,
    shipped: () => books.left.size,
    cancelledByPerson(externalIds) {
      for (const id of externalIds) if (!books.personCancelled.has(id)) books.personCancelled.set(id, subject.world.clock.now());
    },
    stockChanged: (change) => void books.stock.push(change),
    addressEdited: (id) => void books.edited.add(id),
    async afterStep() {
      const found = [...(await auditDepartures(subject, books)), ...(await auditHeld(subject, heldThen))];
      checks += ownRules.departures.length + ownRules.held.length;
      return [...found, ...(await ask(groups[turn++ % groups.length]!))]; // the remainder is a position in the list
    },
    async everything(atRest) {
      const departures = await auditDepartures(subject, books);
      const outside = await auditOutside(subject, books, atRest);
      checks += ownRules.departures.length + ownRules.outside.length;
      return [...departures, ...outside, ...(await ask(atRest ? invariants : always))];
    },
  };
}

type HeldThen = { at: Instant; holds: readonly string[] };
/** No label is asked for while an order in the parcel is held: by holds that stood at the last look, before whatever was begun since. */
async function auditHeld({ eyes, world }: Subject, then: HeldThen): Promise<Violation[]> {
  const bought = await eyes.rows<{ parcel_no: string; order_no: string; code: string; at: Instant }>(`
    select p.parcel_no, o.order_no, h.code, b.created_at as at from booking_attempt b
      join parcel p on p.org_id = b.org_id and p.id = b.parcel_id join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
      join hold h on h.org_id = l.org_id and h.order_id = l.order_id and h.id = any($3::uuid[]) join orders o on o.org_id = h.org_id and o.id = h.order_id
     where b.org_id = $1 and b.created_at > $2 and b.carrier_account_id is not null and b.state <> 'absent' and (h.released_at is null or h.released_at > b.created_at)`, then.at, then.holds);
  then.at = world.clock.now();
  then.holds = (await eyes.rows<{ id: string }>("select id from hold where org_id = $1 and order_id is not null and released_at is null and code in ('held_by_person', 'held_until', 'cancel_requested', 'broken')")).map((h) => h.id);
  return bought.map((b) => ({ rule: "held" satisfies OwnRule, what: `${b.parcel_no} was booked at ${b.at}, and ${b.order_no} in it was held: ${b.code}` }));
}

type Departure = {
  readonly id: string; readonly parcel_no: string; readonly booking_id: string | null; readonly shipped_at: Instant;
  readonly orders: readonly { readonly externalId: string; readonly shopId: string; readonly version: string; readonly checkedAt: string; readonly overridden: boolean; readonly addressSeen: boolean; readonly pieces: Readonly<Record<string, number>> }[];
  readonly payments_to: Instant | null;
};

/** Every parcel that left since the last look, judged by what could be known when it left. */
async function auditDepartures(subject: Subject, books: OutsideBooks): Promise<Violation[]> {
  const { eyes, ids, world } = subject;
  const rows = await eyes.rows<Departure>(`
    select p.id, p.parcel_no, p.booking_id, p.shipped_at,
           (select synced_to from feed where org_id = $1 and account_id = $2 and feed = 'payments') as payments_to,
           (select json_agg(json_build_object('externalId', o.external_id, 'shopId', o.shop_account_id, 'version', o.source_version, 'checkedAt', o.checked_at,
              'overridden', exists (select 1 from hold h where h.org_id = $1 and (h.order_id = o.id or h.parcel_id = p.id) and h.code like 'payment\\_%' and h.released_by like 'member:%'),
              'addressSeen', exists (select 1 from hold h where h.org_id = $1 and h.parcel_id = p.id and h.code = 'changed_at_channel' and h.released_by like 'member:%'),
              'pieces', (select json_object_agg(ol.external_id, k.qty * ol.qty / ol.sku_qty) from parcel_line k join order_line ol on ol.org_id = k.org_id and ol.order_id = k.order_id and ol.id = k.order_line_id
                          where k.org_id = $1 and k.parcel_id = p.id and k.order_id = o.id)))
              from orders o where o.org_id = $1 and o.id in (select order_id from parcel_line l where l.org_id = $1 and l.parcel_id = p.id)) as orders
      from parcel p where p.org_id = $1 and p.shipped_at is not null and not (p.id = any($3::uuid[])) order by p.id`, ids.paypalId, [...books.left.keys()]);
  const found: Violation[] = [];
  for (const parcel of rows) {
    const charge = world.books().charges.find((c) => c.reference === parcel.booking_id);
    books.left.set(parcel.id, { parcelNo: parcel.parcel_no, at: parcel.shipped_at, box: charge?.trackingNo ?? null, orders: new Map(parcel.orders.map((o) => [o.externalId, o.pieces])) });
    const say: Say = (rule, what) => void found.push({ rule, what: `${parcel.parcel_no} left at ${parcel.shipped_at}: ${what}` });
    if (!charge) say("booked", "the carrier knows no paid label of it");
    else if (charge.voided) say("booked", `its label ${charge.trackingNo} was given back`);
    for (const order of parcel.orders) judgeDeparture(subject, books, parcel, order, say);
  }
  return found;
}

/** Never a piece that others had shipped when the channel was last asked; and no piece left behind that was open when the box left. */
function judgePieces({ ledger, world }: Subject, parcel: Departure, { externalId, pieces }: Departure["orders"][number], looked: Known, say: Say): void {
  const then = ledger.asOf(externalId, parcel.shipped_at) ?? looked;
  const order = world.orders.get(externalId)!; // the ledger knows it
  for (const [i, { qty }] of order.lines.entries()) {
    const line = lineId(order, i);
    const packed = pieces[line] ?? 0;
    if (packed > qty - (looked.elsewhere.get(line) ?? 0)) say("elsewhere", `${packed} of line ${line} of ${externalId}, of ${qty} ordered ${looked.elsewhere.get(line)} were shipped by other hands before the channel was last asked`);
    if (packed < qty - (then.elsewhere.get(line) ?? 0)) say("elsewhere", `${packed} of line ${line} of ${externalId}, and ${qty - (then.elsewhere.get(line) ?? 0)} were open`);
  }
}

function judgeDeparture(subject: Subject, books: OutsideBooks, parcel: Departure, order: Departure["orders"][number], say: Say): void {
  const { ledger, shops, paypalLagS } = subject;
  const { externalId } = order;
  const at = parcel.shipped_at;
  const checkedAt = new Date(order.checkedAt).toISOString() as Instant;
  const looked = ledger.asOf(externalId, checkedAt);
  if (!looked) return say("real", `order ${externalId} was never placed`);
  if (looked.cancelled) say("cancelled", `${externalId} was cancelled before the channel was last asked at ${checkedAt}`);
  judgePieces(subject, parcel, order, looked, say);
  const byPerson = books.personCancelled.get(externalId);
  if (byPerson !== undefined && byPerson <= at) say("cancelled", `${externalId} was cancelled by a person at ${byPerson}`);
  if (!order.overridden && shops.get(order.shopId) === "channel" && !ledger.paidBetween(externalId, checkedAt, at)) say("paid", `${externalId} is not paid at the channel`);
  if (!order.overridden && shops.get(order.shopId) === "own_records") {
    const knownTo = plusS(parcel.payments_to ?? at, -paypalLagS);
    if (!ledger.moneyBetween(externalId, knownTo, at)) say("paid", `${externalId} has no money that matches, known to ${knownTo}`);
  }
  if (!order.addressSeen && !books.edited.has(externalId)) {
    const label = subject.world.shipmentsBy(parcel.booking_id ?? "").find((s) => s.trackingNo !== null);
    const street = label ? unpackEasypost(subject.world.text(label.to)).street1 : null;
    const rightOnes = ledger.history(externalId).filter((k) => k.at >= looked.at && k.at <= at).map((k) => k.shipTo.line1);
    if (street !== null && !rightOnes.includes(street)) say("address", `its label says ${street}, the channel said ${rightOnes.join(" or ")} when it was last asked`);
  }
}
