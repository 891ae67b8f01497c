import type { ConnectorError, TrackingStatus } from "@argosy/core/connector.ts";
import type { ParcelMove } from "@argosy/core/journey.ts";

export type NoticeOutcome = { readonly state: "confirmed" | "pending" | "unknown" | "rejected" | "unsupported"; readonly waitS: number; readonly externalId: string | null; readonly error: object | null };

/**
 * What an answer to a ship notice means.
 * Rule    A lost answer may have worked: it is read back before it is sent again, because the channel has no key that
 *         would make a repetition harmless. A refusal is final and a person is told.
 */
export function judgeNotice(error: ConnectorError, tries: number): NoticeOutcome {
  const backOffS = Math.min(3600, 30 * 2 ** Math.min(tries, 7));
  switch (error.kind) {
    case "refused":
      return { state: "rejected", waitS: 0, externalId: null, error };
    case "outcome_unknown":
    case "malformed":
      return { state: "unknown", waitS: 60, externalId: null, error };
    case "rate_limited":
      return { state: "pending", waitS: error.retryAfterS, externalId: null, error };
    case "unavailable":
      return { state: "pending", waitS: backOffS, externalId: null, error };
    case "signed_out":
      return { state: "pending", waitS: 900, externalId: null, error };
  }
}

/** Where a tracking status leads a parcel that is under way; null: it goes on. */
export function moveFor(status: TrackingStatus, vendorCode: string): ParcelMove | null {
  if (status === "delivered") return "deliver";
  if (status === "expired") return "expire";
  if (/return_to_sender|returned/i.test(vendorCode)) return "bring_back";
  return /(\b|_)lost\b/i.test(vendorCode) ? "lose" : null;
}
