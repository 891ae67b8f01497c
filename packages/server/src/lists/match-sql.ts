import type { Instant } from "@argosy/core/time.ts";
import { joinSql, nothing, sql, type Sql } from "../db/sql.ts";
import type { Tx } from "../db/tx.ts";
import { isBookedBy } from "../pipeline/queue-sql.ts";
import { inWave } from "../pipeline/wave-sql.ts";
import { findBuyers } from "./buyer-index.ts";
import { stagesOf, turnsOf, unshipped, type Listed, type ListFilter } from "./filter.ts";
import { mostCounted } from "./page.ts";

export type Place = { readonly id: string; readonly dueAt: Instant; readonly turn: number };
type After = readonly [turn: number, dueAt: string, id: string] | null;

export const tableOf: Readonly<Record<Listed, Sql>> = { orders: sql`orders`, parcel: sql`parcel` };
const most = mostCounted + 1;

/**
 * The rows a filter matches, at most `limit`, in the order of `turnsOf`.
 *
 * Order    Turns are asked one after the other until there are enough, three at most. Within a turn each stage is walked
 *          in its own order in the index `…_in_room`, which also holds every column a filter may name; no more than
 *          `limit` rows of a stage are kept, and the few lists are merged. So a common value stops early and a rare one
 *          is looked for in the index alone. Of the overdue, whoever is so for longest comes first in every turn.
 */
export async function matchPlaces(tx: Tx, listed: Listed, filter: ListFilter, after: After, limit: number): Promise<Place[]> {
  const candidates = await candidatesOf(tx, listed, filter);
  if (candidates === "none") return [];
  const asked = stagesOf(listed, filter);
  const found: Place[] = [];
  for (const [turn, { stages, newestFirst }] of turnsOf(listed).entries()) {
    const own = stages.filter((stage) => asked.includes(stage));
    if (own.length === 0 || found.length >= limit || (after && turn < after[0])) continue;
    const from = after && turn === after[0] ? after : null;
    const places = await matchTurn(tx, listed, { filter, candidates, stages: own, newestFirst: newestFirst && filter.view !== "overdue", after: from, limit: limit - found.length });
    found.push(...places.map((place) => ({ ...place, turn })));
  }
  return found;
}

type TurnAsked = {
  readonly filter: ListFilter; readonly candidates: Exclude<Candidates, "none">; readonly stages: readonly string[]; readonly newestFirst: boolean; readonly after: After; readonly limit: number;
};
function matchTurn(tx: Tx, listed: Listed, { filter, candidates, stages, newestFirst, after, limit }: TurnAsked): Promise<Omit<Place, "turn">[]> {
  const way = newestFirst ? sql`desc` : sql`asc`;
  const inParcels = listed === "orders" && stages.includes("parcelled");
  if (candidates !== "all" && "ids" in candidates)
    return tx.many`
      select t.id, t.due_at from ${tableOf[listed]} t
       where t.org_id = ${tx.orgId} and t.id = any(${candidates.ids}::uuid[]) and t.stage = any(${stages}::text[])
             ${conditions(tx, filter, inParcels ? [...holdsInParcels(tx, filter), ...lateInParcels(tx, filter)] : ownHolds(filter), after, newestFirst)}
       order by t.due_at ${way}, t.id ${way} limit ${limit}`;
  const walk = (standing: readonly Sql[]): Sql => sql`${conditions(tx, filter, standing, after, newestFirst)} ${candidates === "all" ? nothing : sql`and ${candidates.having}`}`;
  if (inParcels && asksForHeld(filter)) return matchFound(tx, findHeldInParcels(tx, filter), walk(lateInParcels(tx, filter)), way, limit);
  if (inParcels && filter.view === "overdue") return matchFound(tx, findLateInParcels(tx), walk([]), way, limit);
  return tx.many`
    select x.id, x.due_at
      from unnest(${stages}::text[]) s(stage)
     cross join lateral (
       select t.id, t.due_at from ${tableOf[listed]} t
        where t.org_id = ${tx.orgId} and t.stage = s.stage ${walk(inParcels ? holdsInParcels(tx, filter) : ownHolds(filter))}
        order by t.due_at ${way}, t.id ${way} limit ${limit}) x
     order by x.due_at ${way}, x.id ${way} limit ${limit}`;
}

function conditions(tx: Tx, f: ListFilter, standing: readonly Sql[], after: After, newestFirst: boolean): Sql {
  const pieces = [
    ...(f.accountId ? [sql`t.shop_account_id = ${f.accountId}`] : []),
    ...(f.country ? [sql`t.country = ${f.country}`] : []),
    ...standing,
    ...(f.view === "overdue" ? [sql`t.due_at < ${tx.now}`] : []),
    ...(f.warehouseId ? [sql`t.warehouse_id = ${f.warehouseId}`] : []),
    ...(f.methodId ? [sql`t.method_id = ${f.methodId}`] : []),
    ...(after ? [sql`(t.due_at, t.id) ${newestFirst ? sql`<` : sql`>`} (${after[1]}::timestamptz, ${after[2]}::uuid)`] : []),
  ];
  return pieces.length === 0 ? nothing : sql`and ${joinSql(pieces, " and ")}`;
}
const asksForHeld = (f: ListFilter): boolean => f.view === "held" || f.hold !== undefined;
const withCode = (f: ListFilter, codes: Sql): Sql => (f.hold ? sql`and ${codes} @> ${[f.hold]}::text[]` : nothing);
/** Of a row's own holds. The held are said to be so for one hold as well: it opens the small index of those who are held at all. */
const ownHolds = (f: ListFilter): readonly Sql[] =>
  [...(f.view === "free" ? [sql`t.hold_codes = '{}'`] : []), ...(asksForHeld(f) ? [sql`t.hold_codes <> '{}' ${withCode(f, sql`t.hold_codes`)}`] : [])];
/** Of an order in parcels: it waits where one of them is held, as much as by a hold of its own. Asked row by row. */
function holdsInParcels(tx: Tx, f: ListFilter): readonly Sql[] {
  const inParcel = (code: Sql): Sql => sql`exists (
    select 1 from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = t.id and p.hold_codes <> '{}' and p.stage <> 'cancelled' ${code})`;
  return [
    ...(f.view === "free" ? [sql`t.hold_codes = '{}' and not ${inParcel(nothing)}`] : []),
    ...(asksForHeld(f) ? [sql`(t.hold_codes <> '{}' ${withCode(f, sql`t.hold_codes`)} or ${inParcel(withCode(f, sql`p.hold_codes`))})`] : []),
  ];
}
/** Of an order in parcels: its promise is broken only while one of them is still here. Asked row by row. */
const lateInParcels = (tx: Tx, f: ListFilter): readonly Sql[] =>
  f.view !== "overdue" ? [] : [sql`exists (
    select 1 from parcel_line l join parcel p on p.org_id = l.org_id and p.id = l.parcel_id
     where l.org_id = ${tx.orgId} and l.order_id = t.id and p.stage = any(${unshipped.parcel}::text[]))`];
/**
 * Orders in parcels that are few among many are found first, through the small indexes and the rooms of their parcels, and
 * then the order of each. The laterals keep the planner, which can't know how few they are, from reading all there are.
 */
const matchFound = (tx: Tx, found: Sql, where: Sql, way: Sql, limit: number): Promise<Omit<Place, "turn">[]> =>
  tx.many`
    with found as materialized (${found})
    select x.id, x.due_at from found h
     cross join lateral (select t.id, t.due_at from orders t where t.org_id = ${tx.orgId} and t.id = h.id and t.stage = 'parcelled' ${where} limit 1) x
     order by x.due_at ${way}, x.id ${way} limit ${limit}`;
/** Of these parcels the orders inside. */
const ordersIn = (tx: Tx, parcels: Sql): Sql => sql`
      select l.order_id as id from parcel p
       cross join lateral (select order_id from parcel_line where org_id = ${tx.orgId} and parcel_id = p.id offset 0) l
       where p.org_id = ${tx.orgId} and ${parcels}`;
const findHeldInParcels = (tx: Tx, f: ListFilter): Sql => sql`
      ${ordersIn(tx, sql`p.hold_codes <> '{}' and p.stage <> 'cancelled' ${withCode(f, sql`p.hold_codes`)}`)}
       union
      select id from orders where org_id = ${tx.orgId} and stage = 'parcelled' and hold_codes <> '{}' ${withCode(f, sql`hold_codes`)}`;
/** A parcel's promise is the earliest of its orders, so a late order is in a late parcel; the other way round it need not be. */
const findLateInParcels = (tx: Tx): Sql => sql`
      select distinct x.id from (${ordersIn(tx, sql`p.stage = any(${unshipped.parcel}::text[]) and p.due_at < ${tx.now}`)}) x`;
/** How many orders in parcels are overdue. */
export const countLateInParcels = async (tx: Tx): Promise<number> =>
  (await tx.one<{ n: number }>`
    select count(*)::int as n from (${findLateInParcels(tx)}) h
     cross join lateral (select 1 from orders t where t.org_id = ${tx.orgId} and t.id = h.id and t.stage = 'parcelled' and t.due_at < ${tx.now} limit 1) x`).n;

type Candidates = "all" | "none" | { readonly ids: string[] } | { readonly having: Sql };

/** What a search word, a SKU or a wave narrows the list to, before the other filters look at it. */
async function candidatesOf(tx: Tx, listed: Listed, f: ListFilter): Promise<Candidates> {
  const found: Candidates[] = [];
  if (f.waveId) found.push({ ids: idsOf(await tx.many<{ id: string }>`select p.id from wave w join parcel p on ${inWave} where w.org_id = ${tx.orgId} and w.id = ${f.waveId}`) });
  if (f.q) found.push({ ids: await findByWord(tx, listed, f.q, f.findsBuyers) });
  if (f.sku) found.push(await findBySku(tx, listed, f.sku));
  if (found.includes("none")) return "none";
  const lists = found.flatMap((c) => (typeof c === "object" && "ids" in c ? [c.ids] : []));
  const [first, ...others] = lists;
  // A common SKU beside a search word: the word's few ids are asked which of them have it.
  const having = found.find((c) => typeof c === "object" && "having" in c);
  if (!first) return having ?? "all";
  const ids = inAll(first, others);
  if (ids.length === 0) return "none";
  if (!having || typeof having !== "object" || !("having" in having)) return { ids };
  return { ids: idsOf(await tx.many<{ id: string }>`select t.id from ${tableOf[listed]} t where t.org_id = ${tx.orgId} and t.id = any(${ids}::uuid[]) and ${having.having}`) };
}
/** Sets: two lists of ten thousand would be a hundred million comparisons while nobody else is served. */
export const inAll = (first: readonly string[], others: readonly (readonly string[])[]): string[] =>
  others.map((ids) => new Set(ids)).reduce((left, right) => left.filter((id) => right.has(id)), [...first]);
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map((row) => row.id);

const rareQty = 10_000; // up to here the rows of a SKU are fetched; above, the list is walked and each row is asked

async function findBySku(tx: Tx, listed: Listed, word: string): Promise<Candidates> {
  const skuIds = idsOf(await tx.many<{ id: string }>`
    select id from sku where org_id = ${tx.orgId} and (code = ${word} or barcode = ${word} and barcode <> '') limit 20`);
  const lines = sql`
    (select order_id, sku_id from order_line where org_id = ${tx.orgId} and sku_id = any(${skuIds}::uuid[])
     union all select order_id, sku_id from order_line where org_id = ${tx.orgId} and channel_sku = ${word} and sku_id is null)`;
  const { n } = await tx.one<{ n: number }>`select count(*)::int as n from (select 1 from ${lines} l limit ${rareQty + 1}) x`;
  if (n === 0) return "none";
  if (n <= rareQty) return { ids: idsOf(listed === "orders"
    ? await tx.many<{ id: string }>`select distinct order_id as id from ${lines} l`
    : await tx.many<{ id: string }>`
        select distinct p.parcel_id as id from ${lines} l
          join parcel_line p on p.org_id = ${tx.orgId} and p.order_id = l.order_id and p.sku_id = l.sku_id`) };
  return {
    having: listed === "orders"
      ? sql`exists (select 1 from order_line l where l.org_id = ${tx.orgId} and l.sku_id = any(${skuIds}::uuid[]) and l.order_id = t.id)`
      : sql`exists (select 1 from parcel_line l where l.org_id = ${tx.orgId} and l.parcel_id = t.id and l.sku_id = any(${skuIds}::uuid[]))`,
  };
}

const prefixFrom = 4; // shorter words must be a whole number: "O10" would match every order there is
const last = 0x10ffff;

/** The first text, byte by byte in UTF-8, behind all that begin so; null when nothing can stand there. */
export function behind(beginning: string): string | null {
  const points = Array.from(beginning, (letter) => letter.codePointAt(0) ?? 0);
  while (points.at(-1) === last) points.pop();
  const end = points.pop();
  if (end === undefined) return null;
  return String.fromCodePoint(...points, end === 0xd7ff ? 0xe000 : end + 1); // in between lie halves of letters
}

/** Compares bytes, as the indexes of numbers do: a collation has rules of its own for what follows a beginning. */
function begins(column: Sql, word: string): Sql {
  if (word.length < prefixFrom) return sql`${column} = ${word}`;
  const end = behind(word);
  return end === null ? sql`${column} ~>=~ ${word}` : sql`${column} ~>=~ ${word} and ${column} ~<~ ${end}`;
}

/**
 * Orders of a number, a channel's number, a parcel's number or a tracking number, whole or, from four characters, the beginning;
 * for whom it is allowed, of a buyer's user name, name, e-mail, phone or postcode, always whole.
 */
async function findByWord(tx: Tx, listed: Listed, q: string, findsBuyers: boolean): Promise<string[]> {
  const no = q.toUpperCase(); // our numbers and the carriers' know no small letters
  const shops = !findsBuyers ? [] : idsOf(await tx.many<{ id: string }>`select id from account where org_id = ${tx.orgId} and kind = 'shop'`);
  const buyerKeys = shops.map((shopId) => tx.keyedHash(`${shopId}/${q}`));
  const ofBuyers = findsBuyers ? await findBuyers(tx, q) : [];
  const orderIds = [...ofBuyers, ...idsOf(await tx.many<{ id: string }>`
    (select id from orders where org_id = ${tx.orgId} and ${begins(sql`order_no`, no)} order by order_no using ~<~ limit ${most})
    union (select id from orders where org_id = ${tx.orgId} and ${begins(sql`external_id`, q)} limit ${most})
    union (select id from orders where org_id = ${tx.orgId} and buyer_key = any(${buyerKeys}::text[]) limit ${most})`)];
  const parcelIds = idsOf(await tx.many<{ id: string }>`
    (select id from parcel where org_id = ${tx.orgId} and ${begins(sql`parcel_no`, no)} order by parcel_no using ~<~ limit ${most})
    union (select p.id from (
             select b.* from booking_attempt b
              where b.org_id = ${tx.orgId} and ${begins(sql`b.tracking_no`, no)} and b.state in ('booked', 'handed_over')
              order by b.tracking_no using ~<~ limit ${most}) b join parcel p on ${isBookedBy})`); // limited first: joined first, all that begin so are read
  if (listed === "orders")
    return [...new Set([...orderIds, ...idsOf(parcelIds.length === 0 ? [] : await tx.many<{ id: string }>`
      select distinct l.order_id as id from parcel p join parcel_line l on l.org_id = p.org_id and l.parcel_id = p.id
       where p.org_id = ${tx.orgId} and p.id = any(${parcelIds}::uuid[])`)])];
  return [...new Set([...parcelIds, ...idsOf(orderIds.length === 0 ? [] : await tx.many<{ id: string }>`
    select distinct parcel_id as id from parcel_line where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[])`)])];
}

/**
 * One page and the count of a filter. The first page is the beginning of what is counted, so one walk gives both.
 */
export async function readPlaces(tx: Tx, listed: Listed, filter: ListFilter, after: After, limit: number): Promise<{ places: Place[]; count: { n: number } }> {
  const counted = await matchPlaces(tx, listed, filter, null, most);
  const places = after === null ? counted.slice(0, limit + 1) : await matchPlaces(tx, listed, filter, after, limit + 1);
  return { places, count: { n: counted.length } };
}

/** The ids of all that match, in the order of the list: for acts on "all 314 matching". Planned for its values, as the list itself is. */
export async function matchIds(tx: Tx, listed: Listed, filter: ListFilter, limit: number): Promise<string[]> {
  await tx.write`set local plan_cache_mode = force_custom_plan`;
  return idsOf(await matchPlaces(tx, listed, filter, null, limit));
}
