import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { epochMs, parseInstant } from "@argosy/core/time.ts";
import type { Shipment } from "../../books.ts";
import type { World } from "../../world.ts";
import { baseOf, jsonAnswer, unknownName } from "../../wire.ts";
import { invalidParameter, notFound } from "./errors.ts";
import { byId, wireShipment, wireTracker } from "./state.ts";

const month = 31 * 86_400_000;

type Slice = { readonly found: Shipment[]; readonly hasMore: boolean };
type Times = { readonly fromMs: number; readonly toMs: number };

function readTimes(query: URLSearchParams, nowMs: number): Times | WholeResponse {
  const read = (name: string): number | null | WholeResponse => {
    const text = query.get(name);
    if (text === null) return null;
    const at = parseInstant(text);
    return at === null ? invalidParameter(name, "must be an ISO 8601 datetime") : epochMs(at);
  };
  const end = read("end_datetime");
  if (end instanceof WholeResponse) return end;
  const start = read("start_datetime");
  if (start instanceof WholeResponse) return start;
  const toMs = end ?? nowMs;
  return { fromMs: start ?? toMs - month, toMs };
}

/**
 * Walks the shipments, newest first, by `before_id` (older than), or `after_id` (newer than).
 *
 * Rule    Shipments are numbered in the order of their making, so a page starts at its id and costs the page; the
 *         walk ends at `start_datetime`, which looks at the creation. Default: one month before the end.
 */
function slice(world: World, query: URLSearchParams, isWanted: (s: Shipment) => boolean, atOf: (s: Shipment) => number): Slice | WholeResponse {
  const size = query.get("page_size") ?? "20";
  if (!/^\d{1,3}$/.test(size) || Number(size) < 1 || Number(size) > 100)
    return invalidParameter("page_size", "must be between 1 and 100");
  const times = readTimes(query, world.nowMs());
  if (times instanceof WholeResponse) return times;
  const [beforeId, afterId] = [query.get("before_id"), query.get("after_id")];
  const edge = beforeId ?? afterId;
  const edgeShipment = edge === null ? null : byId(world, edge);
  if (edge !== null && edgeShipment === null) return notFound();

  const isAfter = beforeId === null && edgeShipment !== null;
  const step = isAfter ? 1 : -1;
  const start = edgeShipment === null ? world.shipments.length - 1 : edgeShipment.no + step;
  const found: Shipment[] = [];
  for (let i = start; i >= 0 && i < world.shipments.length && found.length <= Number(size); i += step) {
    const s = world.shipments[i]!;
    if (step < 0 && s.createdMs < times.fromMs - month) break; // bought long after it was made: not searched further
    if (isWanted(s) && atOf(s) >= times.fromMs && atOf(s) <= times.toMs) found.push(s);
  }
  const hasMore = found.length > Number(size);
  if (hasMore) found.pop();
  return { found: isAfter ? found.reverse() : found, hasMore };
}

const paging = ["before_id", "after_id", "start_datetime", "end_datetime", "page_size"];

/** `GET /v2/trackers`. Source: https://docs.easypost.com/docs/trackers#retrieve-a-list-of-trackers */
export function listTrackers(world: World, carrierId: string, request: HttpRequest, url: URL): WholeResponse {
  const query = url.searchParams;
  const unknown = unknownName(query.keys(), [...paging, "tracking_code", "carrier"]);
  if (unknown !== null) return invalidParameter(unknown, "is not a known parameter");
  const code = query.get("tracking_code");
  const page = slice(world, query,
    (s) => s.carrierId === carrierId && s.trackingNo !== null && (code === null || s.trackingNo === code), (s) => s.boughtMs);
  if (page instanceof WholeResponse) return page;
  const base = baseOf(request, url);
  return jsonAnswer(200, { trackers: page.found.map((s) => wireTracker(world, s, base)), has_more: page.hasMore });
}

/** `GET /v2/shipments`. Source: https://docs.easypost.com/docs/shipments#retrieve-a-list-of-shipments */
export function listShipments(world: World, carrierId: string, request: HttpRequest, url: URL): WholeResponse {
  const query = url.searchParams;
  const unknown = unknownName(query.keys(), [...paging, "purchased", "include_children"]);
  if (unknown !== null) return invalidParameter(unknown, "is not a known parameter");
  const isPurchased = query.get("purchased") !== "false" && query.has("purchased");
  const page = slice(world, query, (s) => s.carrierId === carrierId && (!isPurchased || s.trackingNo !== null), (s) => s.createdMs);
  if (page instanceof WholeResponse) return page;
  const base = baseOf(request, url);
  return jsonAnswer(200, { shipments: page.found.map((s) => wireShipment(world, s, base)), has_more: page.hasMore });
}
