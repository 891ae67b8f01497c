import type { ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { kindOf } from "@argosy/core/wanted.ts";
import { mapEasypostBooking } from "./carriers/easypost/map-shipment.ts";
import { mapEasypostTracker } from "./carriers/easypost/map-tracking.ts";
import { EasypostShipment } from "./carriers/easypost/wire.ts";
import { mapEbayMessageBody } from "./channels/ebay/map-message.ts";
import { mapEbayOrder } from "./channels/ebay/map-order.ts";
import { parseJson } from "./kit/json.ts";
import { malformed, read } from "./kit/wire.ts";
import { mapPaypalPayment } from "./payments/paypal/map-payment.ts";

export const mapVerbs = ["orders", "order", "payments", "messages", "label", "tracking"] as const;

/** A mapped body in the port's own types, or the first thing that could not be read. */
export type MapOutcome =
  | { readonly ok: true; readonly items: readonly unknown[] }
  | { readonly ok: false; readonly error: ConnectorError };

type BodyMap = (json: unknown) => Result<readonly unknown[], ConnectorError>;

/**
 * What a connector makes of a vendor's saved answer body, without network and without database.
 * Rule    All or nothing: one bad entry makes the whole an error whose path begins at the body, `orders.3.…`.
 * Refuses what `findMap` refuses, and what is no JSON.
 */
export function mapFile(connectorId: string, verb: string, bodyText: string): MapOutcome {
  const map = findMap(connectorId, verb);
  if (!map.ok) return map;
  const json = parseJson(bodyText);
  if (!json.ok) return json;
  const items = map.value(json.value);
  return items.ok ? { ok: true, items: items.value } : items;
}

/** Refuses a connector or verb that does not exist, with the ones that do. */
export function findMap(connectorId: string, verb: string): Result<BodyMap, ConnectorError> {
  const verbs = Object.hasOwn(maps, connectorId) ? maps[connectorId] : undefined;
  if (!verbs) return fail(unknown("connector", connectorId, Object.keys(maps)));
  const map = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return map ? ok(map) : fail(unknown("verb", verb, Object.keys(verbs)));
}

const unknown = (field: string, given: string, known: readonly string[]): ConnectorError =>
  ({ kind: "refused", code: `unknown_${field}`, field, detail: `${given}; known are ${known.join(", ")}` });

// ---------------------------------------------------------------- the known forms of bodies

const orders: BodyMap = (json) => (isObject(json) && "orders" in json ? each(json, "orders", one(mapEbayOrder)) : one(mapEbayOrder)(json));

const maps: Readonly<Record<string, Readonly<Record<string, BodyMap>>>> = {
  ebay: { orders, order: orders, messages: mapEbayMessageBody },
  paypal: { payments: (json) => each(json, "transaction_details", one(mapPaypalPayment)) },
  easypost: {
    label: (json) =>
      isObject(json) && "shipments" in json ? each(json, "shipments", one(mapBooking)) : one(mapBooking)(json),
    tracking: (json) =>
      isObject(json) && "trackers" in json ? each(json, "trackers", mapEasypostTracker) : mapEasypostTracker(json),
  },
};

function mapBooking(raw: unknown) {
  const shipment = read(EasypostShipment, raw);
  return shipment.ok ? mapEasypostBooking(shipment.value) : shipment;
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

function one<T>(map: (raw: unknown) => Result<T, ConnectorError>): BodyMap {
  return (raw) => {
    const item = map(raw);
    return item.ok ? ok([item.value]) : item;
  };
}

/** Maps every entry of the list `name` and lets an error name its place in the body. */
function each(json: unknown, name: string, map: BodyMap): Result<readonly unknown[], ConnectorError> {
  if (!isObject(json)) return malformed("", fact("want_kind", ":object", kindOf(json)));
  const list = json[name];
  if (!Array.isArray(list)) return malformed(name, fact("want_kind", ":list", kindOf(list)));
  const items: unknown[] = [];
  for (const [i, raw] of list.entries()) {
    const mapped = map(raw);
    if (!mapped.ok) {
      const { error } = mapped;
      if (error.kind !== "malformed") return mapped;
      return malformed([name, i, error.path].filter((part) => part !== "").join("."), error.why);
    }
    for (const item of mapped.value) items.push(item);
  }
  return ok(items);
}
