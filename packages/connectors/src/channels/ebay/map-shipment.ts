import type { ConnectorError, ShipNotice } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { HttpHeaders } from "@argosy/core/http.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { read } from "../../kit/wire.ts";
import { EbayFulfillments, EbayPartedOrder } from "./wire.ts";

/**
 * Our ship notice in eBay's words.
 * Refuses what eBay would refuse or, worse, take: a number with anything but letters and digits (spaces are removed,
 * they only group the digits on a label), no carrier beside it, no line.
 * Source  https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:ShippingFulfillmentDetails
 */
export function toEbayFulfillment(notice: ShipNotice): Result<object, ConnectorError> {
  const trackingNumber = notice.trackingNo.replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9]+$/.test(trackingNumber))
    return refused("tracking_number_format", "trackingNo", notice.trackingNo);
  if (notice.carrierCode === "") return refused("carrier_missing", "carrierCode", fact("no_carrier_word"));
  if (notice.lines.length === 0) return refused("lines_missing", "lines", fact("want_at_least", 1, "entries", ":nothing"));
  return ok({
    lineItems: notice.lines.map(({ externalId, qty }) => ({ lineItemId: externalId, quantity: qty })),
    shippedDate: notice.shippedAt,
    shippingCarrierCode: notice.carrierCode,
    trackingNumber,
  });
}

/** The id eBay gives a fulfilment: the end of the Location header, or the number itself where the header is missing. */
export const fulfillmentIdOf = (headers: HttpHeaders, trackingNo: string): string =>
  decode(/\/shipping_fulfillment\/([^/?#]+)/.exec(headers.get("location") ?? "")?.[1]) ?? trackingNo.replaceAll(/\s/g, "");

/** What eBay knows already. A fulfilment without a number is one too: it marks lines as shipped. */
export function mapEbayFulfillments(json: unknown) {
  const page = read(EbayFulfillments, json);
  if (!page.ok) return page;
  return ok(
    page.value.fulfillments.map((f) => ({
      externalId: f.fulfillmentId,
      trackingNo: f.shipmentTrackingNumber ?? "",
    })),
  );
}

/** Does the order say of a line that it is shipped in part? Then only its fulfilments say how many pieces are gone. */
export function hasPartedLine(raw: unknown): boolean {
  const order = EbayPartedOrder.safeParse(raw);
  return order.success && order.data.lineItems.some((l) => (l.lineItemFulfillmentStatus ?? order.data.orderFulfillmentStatus) === "IN_PROGRESS");
}
/** The order as it came, with the answer of getShippingFulfillments beside it: what the map reads is kept as one. */
export const withFulfillments = (raw: unknown, answer: unknown): unknown =>
  ({ ...(raw as object), shippingFulfillments: (answer as { fulfillments?: unknown } | null)?.fulfillments });

function decode(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return part ?? null; // a stray percent sign is part of the id then
  }
}

const refused = (code: string, field: string, detail: string): Result<never, ConnectorError> =>
  fail({ kind: "refused", code, field, detail });
