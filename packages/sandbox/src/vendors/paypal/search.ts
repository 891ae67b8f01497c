import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { epochMs, parseInstant } from "@argosy/core/time.ts";
import { paymentId, type Payment, type PaypalAccount } from "../../books.ts";
import type { World } from "../../world.ts";
import { baseOf, jsonAnswer, unknownName } from "../../wire.ts";
import { paypalError } from "./errors.ts";
import { merchantNumber, paypalTime, sections, wireTransaction, type Section } from "./state.ts";

const day = 86_400_000;
const mostResults = 10_000;
const parameters = [
  "transaction_id", "transaction_type", "transaction_status", "transaction_currency", "start_date", "end_date",
  "fields", "balance_affecting_records_only", "page_size", "page",
] as const;

type Query = {
  readonly startMs: number;
  readonly endMs: number;
  readonly page: number;
  readonly pageSize: number;
  readonly wanted: ReadonlySet<Section>;
  readonly matches: ((p: Payment) => boolean) | null;
};

const rightDate = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})$/;

function readDate(world: World, query: URLSearchParams, field: "start_date" | "end_date"): number | WholeResponse {
  const value = query.get(field);
  if (value === null) return paypalError(world, "INVALID_REQUEST", [{ field, value: "", issue: "MISSING_REQUIRED_PARAMETER" }]);
  // An unescaped "+" of the zone arrives as a blank: our mistake, and PayPal's answer to it.
  const at = rightDate.test(value) ? parseInstant(value.toUpperCase()) : null;
  return at === null ? paypalError(world, "INVALID_REQUEST", [{ field, value, issue: "Invalid date passed" }]) : epochMs(at);
}

function readNumber(world: World, query: URLSearchParams, field: string, otherwise: number, most: number): number | WholeResponse {
  const value = query.get(field);
  if (value === null) return otherwise;
  const isRight = /^\d{1,10}$/.test(value) && Number(value) >= 1 && Number(value) <= most;
  return isRight ? Number(value) : paypalError(world, "INVALID_REQUEST", [{ field, value, issue: `Valid values are 1 to ${most}` }]);
}

/** `fields`: one or more sections, or all; without it only transaction_info. */
function readSections(text: string | null): ReadonlySet<Section> | null {
  if (text === null) return new Set(["transaction_info"]);
  if (text === "all") return new Set(sections);
  const names = text.split(",").map((n) => n.trim());
  return names.every((n) => (sections as readonly string[]).includes(n)) ? new Set(names as Section[]) : null;
}

function readMatches(world: World, query: URLSearchParams): ((p: Payment) => boolean) | null {
  const [id, type, status, currency] = ["id", "type", "status", "currency"].map((n) => query.get(`transaction_${n}`));
  if (id === null && type === null && status === null && currency === null) return null;
  return (p) =>
    (id === null || paymentId(world.seed, p.no) === id) && (type === null || p.code === type) &&
    (status === null || p.status === status) && (currency === null || p.currency === currency);
}

function readQuery(world: World, query: URLSearchParams): Query | WholeResponse {
  const unknown = unknownName(query.keys(), parameters);
  if (unknown !== null) return paypalError(world, "INVALID_REQUEST", [{ field: unknown, value: query.get(unknown) ?? "", issue: "Unknown parameter" }]);
  const startMs = readDate(world, query, "start_date");
  if (startMs instanceof WholeResponse) return startMs;
  const endMs = readDate(world, query, "end_date");
  if (endMs instanceof WholeResponse) return endMs;
  if (endMs < startMs) return paypalError(world, "INVALID_REQUEST", [{ field: "end_date", value: query.get("end_date") ?? "", issue: "End date is before start date" }]);
  if (endMs - startMs > 31 * day)
    return paypalError(world, "INVALID_REQUEST", [{ field: "end_date", value: query.get("end_date") ?? "", issue: "Date range is greater than 31 days" }]);
  const pageSize = readNumber(world, query, "page_size", 100, 500);
  if (pageSize instanceof WholeResponse) return pageSize;
  const page = readNumber(world, query, "page", 1, 2_147_483_647);
  if (page instanceof WholeResponse) return page;
  const wanted = readSections(query.get("fields"));
  if (wanted === null) return paypalError(world, "INVALID_REQUEST", [{ field: "fields", value: query.get("fields") ?? "", issue: "Invalid field" }]);
  const status = query.get("transaction_status");
  if (status !== null && !/^[DPSV]$/.test(status))
    return paypalError(world, "INVALID_REQUEST", [{ field: "transaction_status", value: status, issue: "Valid values are D, P, S, V" }]);
  return { startMs, endMs, page, pageSize, wanted, matches: readMatches(world, query) };
}

/**
 * `GET /v1/reporting/transactions`.
 *
 * Rule    The list is late: a record appears only after the lag, with the time it really happened, so a window that
 *         was read once may hold more later. A start after the newest data is an error that means "not yet"; an end
 *         after it is cut, and the answer says so. Beyond 10,000 results there is an error and no page.
 * Source  https://developer.paypal.com/docs/api/transaction-search/v1/#search_get
 */
export function search(world: World, account: PaypalAccount, request: HttpRequest, url: URL): WholeResponse {
  const query = readQuery(world, url.searchParams);
  if (query instanceof WholeResponse) return query;
  const nowMs = world.nowMs();
  const refreshedMs = nowMs - world.settings.paypalLagS * 1000;
  if (query.startMs > refreshedMs || query.startMs < nowMs - 3 * 366 * day)
    return paypalError(world, "INVALID_REQUEST", [], "Data for the given start date is not available.");
  const endMs = Math.min(query.endMs, refreshedMs);
  const { items, total } = find(world, account, query, endMs, nowMs);
  if (total > mostResults)
    return paypalError(world, "RESULTSET_TOO_LARGE", [], "Result set size is greater than the maximum limit. Change the filter criteria and try again.");

  const base = baseOf(request, url);
  const pages = Math.ceil(total / query.pageSize);
  const link = (page: number, rel: string) => {
    const other = new URLSearchParams(url.searchParams);
    other.set("page_size", String(query.pageSize));
    other.set("page", String(page));
    return { href: `${base}/v1/reporting/transactions?${other}`, rel, method: "GET" };
  };
  return jsonAnswer(200, {
    transaction_details: items.map((p) => wireTransaction(world, p, query.wanted)),
    account_number: merchantNumber(world, account),
    start_date: paypalTime(query.startMs), end_date: paypalTime(endMs), last_refreshed_datetime: paypalTime(refreshedMs),
    page: query.page, total_items: total, total_pages: pages,
    links: [
      link(query.page, "self"),
      ...(query.page > 1 ? [link(1, "first"), link(query.page - 1, "prev")] : []),
      ...(query.page < pages ? [link(query.page + 1, "next"), link(pages, "last")] : []),
    ],
  });
}

/** Without filters and late records a page costs the page. */
function find(world: World, account: PaypalAccount, query: Query, endMs: number, nowMs: number): { items: Payment[]; total: number } {
  const { updated, late } = world.paymentsOf(account.id);
  for (const p of late) if (p.atMs + p.lateMs <= nowMs) late.delete(p);
  const start = updated.rank(query.startMs);
  // Their answers have whole seconds, and an end of 10:00:00 includes what happened within that second.
  const end = updated.rank(Math.floor(endMs / 1000) * 1000 + 1000);
  const from = start + (query.page - 1) * query.pageSize;
  if (query.matches === null && late.size === 0)
    return { items: updated.slice(from, Math.min(end, from + query.pageSize)), total: Math.max(0, end - start) };
  const found = updated.slice(start, end).filter((p) => !late.has(p) && (query.matches?.(p) ?? true));
  const at = (query.page - 1) * query.pageSize;
  return { items: found.slice(at, at + query.pageSize), total: found.length };
}
