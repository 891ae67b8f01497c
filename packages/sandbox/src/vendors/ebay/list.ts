import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { epochMs, parseInstant } from "@argosy/core/time.ts";
import type { Order, Shop } from "../../books.ts";
import type { ShopOrders } from "../../store.ts";
import type { World } from "../../world.ts";
import { baseOf, jsonAnswer, unknownName } from "../../wire.ts";
import { fulfillmentError, invalidRequest } from "./errors.ts";
import { fulfilmentStatus, wireOrder } from "./state.ts";

const day = 86_400_000;
const twoYears = 730 * day;

type Range = { readonly fromMs: number; readonly toMs: number };
type Filter = { readonly by: "created" | "modified"; readonly range: Range; readonly statuses: readonly string[] | null };

const statusSets: Record<string, readonly string[]> = {
  "{NOT_STARTED|IN_PROGRESS}": ["NOT_STARTED", "IN_PROGRESS"],
  "{FULFILLED|IN_PROGRESS}": ["FULFILLED", "IN_PROGRESS"],
};

function readRange(name: string, value: string, nowMs: number): Range | WholeResponse {
  const match = /^\[([^\]]*)\]$/.exec(value);
  const [fromText = "", toText = "", more] = (match?.[1] ?? "").split("..");
  if (!match || more !== undefined || !value.includes(".."))
    return fulfillmentError(30800, `Invalid filter value ${value} for filter ${name}`);
  if (fromText === "") return fulfillmentError(30820, "Start date is missing");
  const from = parseInstant(fromText);
  const to = toText === "" ? null : parseInstant(toText);
  if (from === null || (toText !== "" && to === null)) return fulfillmentError(30810, "Invalid date format");
  const range = { fromMs: epochMs(from), toMs: to === null ? nowMs : epochMs(to) };
  if (range.fromMs > nowMs || range.toMs > nowMs) return fulfillmentError(30850, "Start and end dates can't be in the future");
  if (range.fromMs > range.toMs) return fulfillmentError(30840, "Start date should be before end date");
  if (nowMs - range.fromMs > twoYears)
    return fulfillmentError(30830, "Time range between start date and end date must be within '2' years.");
  return range;
}

/**
 * Reads the `filter` parameter. With creationdate and lastmodifieddate only creationdate counts; without either,
 * orders of the last 90 days are meant.
 */
function readFilter(text: string | null, nowMs: number): Filter | WholeResponse {
  const ranges: { creationdate?: Range; lastmodifieddate?: Range } = {};
  let statuses: readonly string[] | null = null;
  for (const part of text === null || text === "" ? [] : text.split(",")) {
    const colon = part.indexOf(":");
    const name = part.slice(0, Math.max(0, colon)).trim();
    const value = part.slice(colon + 1).trim();
    if (name === "orderfulfillmentstatus") {
      statuses = statusSets[value] ?? null;
      if (statuses === null) return fulfillmentError(30800, `Invalid filter value ${value} for filter ${name}`);
    } else if (name === "creationdate" || name === "lastmodifieddate") {
      const range = readRange(name, value, nowMs);
      if (range instanceof WholeResponse) return range;
      ranges[name] = range;
    } else return fulfillmentError(30700, `Invalid filter name: ${name}`);
  }
  if (ranges.creationdate) return { by: "created", range: ranges.creationdate, statuses };
  if (ranges.lastmodifieddate) return { by: "modified", range: ranges.lastmodifieddate, statuses };
  return { by: "created", range: { fromMs: nowMs - 90 * day, toMs: nowMs }, statuses };
}

/** The last filtered answer of a shop, so that the pages of one listing do not filter the whole window again. */
const cache = new WeakMap<ShopOrders, { readonly key: string; readonly changes: number; readonly found: Order[] }>();

/** The page and the total. Without a status filter and without hidden orders a page costs the page. */
function find(world: World, shop: Shop, filter: Filter, offset: number, limit: number): { page: Order[]; total: number } {
  const lists = world.ordersOf(shop.id);
  const list = lists[filter.by];
  const start = list.rank(filter.range.fromMs);
  const end = list.rank(filter.range.toMs + 1);
  const nowMs = world.nowMs();
  for (const o of lists.hidden) if (o.hiddenUntilMs <= nowMs) (lists.hidden.delete(o), lists.changes++);
  if (filter.statuses === null && lists.hidden.size === 0)
    return { page: list.slice(start + offset, Math.min(end, start + offset + limit)), total: end - start };

  const key = JSON.stringify(filter);
  const before = cache.get(lists);
  const { statuses } = filter;
  const found = before?.key === key && before.changes === lists.changes ? before.found
    : list.slice(start, end).filter((o) =>
        o.hiddenUntilMs <= nowMs && (statuses === null || statuses.includes(fulfilmentStatus(o))));
  cache.set(lists, { key, changes: lists.changes, found });
  return { page: found.slice(offset, offset + limit), total: found.length };
}

const wholeNumber = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : -1;

/** True, false, or null when the field group does not exist. */
export const readTaxBreakdown = (query: URLSearchParams): boolean | null => {
  const groups = query.get("fieldGroups");
  return groups === null ? false : groups === "TAX_BREAKDOWN" ? true : null;
};

/**
 * `GET /sell/fulfillment/v1/order`: getOrders.
 *
 * Rule    Offset pages over a live set: an order that changes between two pages moves to the end, and the one
 *         behind it is skipped. A limit above 200 is an error, not clamped. With orderIds everything else is ignored.
 * Source  https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/methods/getOrders
 */
export function getOrders(world: World, shop: Shop, request: HttpRequest, url: URL): WholeResponse {
  const query = url.searchParams;
  const unknown = unknownName(query.keys(), ["filter", "limit", "offset", "orderIds", "fieldGroups"]);
  if (unknown !== null) return invalidRequest(`unknown query parameter ${unknown}`);
  const base = baseOf(request, url);
  const ids = query.get("orderIds");
  if (ids !== null) return byIds(world, shop, ids, base, url, readTaxBreakdown(query) ?? false);
  const limit = wholeNumber(query.get("limit"), 50);
  const offset = wholeNumber(query.get("offset"), 0);
  if (limit < 1 || limit > 200) return fulfillmentError(31100, `Invalid limit: ${query.get("limit")}`);
  if (offset < 0) return fulfillmentError(31000, `Invalid offset: ${query.get("offset")}`);
  const taxBreakdown = readTaxBreakdown(query);
  if (taxBreakdown === null) return fulfillmentError(32800, `Invalid field group: ${query.get("fieldGroups")}`);
  const filter = readFilter(query.get("filter"), world.nowMs());
  if (filter instanceof WholeResponse) return filter;

  const { page, total } = find(world, shop, filter, offset, limit);
  const at = (from: number) => {
    const other = new URLSearchParams(query);
    other.set("limit", String(limit));
    other.set("offset", String(from));
    return `${base}/sell/fulfillment/v1/order?${other}`;
  };
  return jsonAnswer(200, {
    href: at(offset), total, limit, offset,
    ...(offset + limit < total ? { next: at(offset + limit) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
    orders: page.map((o) => wireOrder(world, o, { base, single: false, taxBreakdown })),
  });
}

function byIds(world: World, shop: Shop, text: string, base: string, url: URL, taxBreakdown: boolean): WholeResponse {
  const ids = text.split(",").map((id) => id.trim()).filter((id) => id !== "");
  if (ids.length > 50) return fulfillmentError(30900, "Exceeded maximum number of order IDs (the current limit is 50)");
  const found = ids.map((id) => world.orders.get(id)).filter((o) => o !== undefined && o.shopId === shop.id) as Order[];
  return jsonAnswer(200, {
    href: `${base}${url.pathname}${url.search}`, total: found.length, limit: 50, offset: 0,
    orders: found.map((o) => wireOrder(world, o, { base, single: false, taxBreakdown })),
  });
}
