import type { ConnectorError, TrackingEvent, TrackingStatus } from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { read, readInstant } from "../../kit/wire.ts";
import { EasypostTracker } from "./wire.ts";

// prettier-ignore
const statuses: Readonly<Record<string, TrackingStatus>> = {
  unknown:              "not_found",
  pre_transit:          "info_received",
  in_transit:           "in_transit",
  out_for_delivery:     "out_for_delivery",
  available_for_pickup: "available_for_pickup",
  delivered:            "delivered",
  return_to_sender:     "exception",
  failure:              "delivery_failure",
  cancelled:            "exception",
  error:                "exception",
};

/** EasyPost's word for where a parcel is, in ours. An unknown word means it is still moving; it is kept verbatim. */
export const easypostStatus = (word: string): TrackingStatus =>
  Object.hasOwn(statuses, word) ? statuses[word]! : "in_transit"; // the check proves the entry

/**
 * Maps the events of one tracker. Pure.
 * Rule    An event has no id of its own: time, status and sub-status make one, counted where they repeat, so that the
 *         same tracker read again gives the same ids.
 * Source  https://docs.easypost.com/docs/trackers
 */
export function mapEasypostTracker(raw: unknown): Result<readonly TrackingEvent[], ConnectorError> {
  const parsed = read(EasypostTracker, raw);
  if (!parsed.ok) return parsed;
  const events: TrackingEvent[] = [];
  const seen = new Map<string, number>();
  for (const [i, detail] of parsed.value.tracking_details.entries()) {
    const at = readInstant(`tracking_details.${i}.datetime`, detail.datetime);
    if (!at.ok) return at;
    const status = detail.status ?? "";
    const code = [status, detail.status_detail, detail.carrier_code].filter(Boolean).join("/");
    const key = `${at.value} ${code}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    events.push({
      externalId: times === 1 ? key : `${key} #${times}`,
      trackingNo: parsed.value.tracking_code,
      at: at.value,
      status: easypostStatus(status),
      vendorCode: code,
      text: detail.message || detail.description || "",
      place: placeOf(detail.tracking_location),
    });
  }
  return ok(events);
}

type Place = { readonly [K in "city" | "state" | "zip" | "country"]?: string | null | undefined };

const placeOf = (place: Place | null | undefined): string =>
  [place?.city, place?.state, place?.zip, place?.country].filter(Boolean).join(", ");
