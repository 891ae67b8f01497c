import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { epochMs, parseInstant } from "@argosy/core/time.ts";
import { lineId, type Fulfilment, type Order } from "../../books.ts";
import type { World } from "../../world.ts";
import { isObject, readJson, unknownName } from "../../wire.ts";
import { conflict, fulfillmentError, invalidRequest } from "./errors.ts";
import { fulfilmentHref } from "./state.ts";

type Lines = Fulfilment["lines"];

const invalidInput = (what: string): WholeResponse => fulfillmentError(32600, "Invalid input data", { name: "reason", value: what });

function readLines(o: Order, value: unknown): Lines | WholeResponse {
  if (!Array.isArray(value) || value.length === 0) return invalidInput("lineItems must name at least one line item");
  const lines: { line: number; qty: number }[] = [];
  for (const entry of value as unknown[]) {
    if (!isObject(entry)) return invalidInput("lineItems");
    const unknown = unknownName(Object.keys(entry), ["lineItemId", "quantity"]);
    if (unknown !== null) return invalidInput(`unknown field lineItems.${unknown}`);
    const { lineItemId, quantity = undefined } = entry;
    const line = o.lines.findIndex((_, i) => lineId(o, i) === lineItemId);
    if (line < 0) return fulfillmentError(32200, `Invalid line item id: ${String(lineItemId)}`);
    if (lines.some((l) => l.line === line)) return fulfillmentError(32210, "Duplicate line item in the request");
    const qty = quantity === undefined ? o.lines[line]!.qty : quantity;
    if (typeof qty !== "number" || !Number.isInteger(qty) || qty < 1) return invalidInput("lineItems.quantity");
    lines.push({ line, qty });
  }
  return lines;
}

/** Carrier and number come together or not at all; a number has letters and digits only. */
function readNumber(carrier: unknown, number: unknown): { carrierCode: string; trackingNo: string } | WholeResponse {
  if (carrier === undefined && number === undefined) return { carrierCode: "", trackingNo: "999" };
  const isRight = typeof carrier === "string" && /^[A-Za-z0-9 _-]{1,50}$/.test(carrier) &&
    typeof number === "string" && /^[A-Za-z0-9]{1,50}$/.test(number);
  return isRight ? { carrierCode: carrier, trackingNo: number }
    : fulfillmentError(32300, "Invalid shipment tracking number or carrier");
}

/**
 * `POST /sell/fulfillment/v1/order/{orderId}/shipping_fulfillment`: createShippingFulfillment.
 *
 * Rule    No idempotency key: the same call twice makes two fulfilments. The answer is 201 without a body; the new
 *         fulfilment stands in the Location header.
 * Source  https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/shipping_fulfillment/methods/createShippingFulfillment
 */
export async function createFulfilment(world: World, o: Order, request: HttpRequest, base: string): Promise<WholeResponse> {
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json"))
    return invalidRequest("Content-Type must be application/json");
  const body = await readJson(request);
  if (!isObject(body)) return invalidInput("the body must be a JSON object");
  const unknown = unknownName(Object.keys(body), ["lineItems", "shippedDate", "shippingCarrierCode", "trackingNumber"]);
  if (unknown !== null) return invalidInput(`unknown field ${unknown}`);
  const lines = readLines(o, body["lineItems"]);
  if (lines instanceof WholeResponse) return lines;
  const number = readNumber(body["shippingCarrierCode"], body["trackingNumber"]);
  if (number instanceof WholeResponse) return number;
  const { shippedDate } = body as { shippedDate?: unknown };
  const shipped = shippedDate === undefined ? world.clock.now() : typeof shippedDate === "string" ? parseInstant(shippedDate) : null;
  if (shipped === null || epochMs(shipped) > world.nowMs() + 60_000 || epochMs(shipped) < o.createdMs - 60_000)
    return fulfillmentError(32500, "Invalid shipped date");
  if (o.cancel === "cancelled") return conflict("The order is cancelled");

  const fulfilment: Fulfilment = { trackingNo: number.trackingNo, carrierCode: number.carrierCode, lines: world.shareLines(lines), shippedMs: epochMs(shipped), receivedMs: world.nowMs(), byUs: true };
  world.changeOrder(o, () => {
    for (const l of lines) o.lines[l.line]!.shippedQty += l.qty;
    o.fulfilments = (o.fulfilments ?? []).concat(fulfilment);
  });
  return new WholeResponse(null, { status: 201, headers: { location: fulfilmentHref(base, o, fulfilment) } });
}
