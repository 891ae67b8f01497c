import type { TrackingEvent } from "@argosy/core/connector.ts";
import type { Recount } from "../recount.ts";
import { pullTracking, storeTracking } from "./pull.ts";

/** All trackers of the last sixty days: between the nights only young ones are polled. `outdated` are parcels with news. */
export const recountTracking: Recount<TrackingEvent> = {
  list: pullTracking.list,
  unwritten: pullTracking.unwritten,
  async store(tx, accountId, items) {
    const outdated = await storeTracking(tx, accountId, items);
    return { compared: new Set(items.map((e) => e.trackingNo)).size, missing: 0, outdated };
  },
};
