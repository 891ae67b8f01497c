import type { Address } from "@argosy/core/address.ts";
import type { Booking, BookingRequest, ConnectorError, CustomsLine, LabelFile } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { money, type Currency } from "@argosy/core/money.ts";
import type { Instant } from "@argosy/core/time.ts";
import type { Result } from "@argosy/core/result.ts";
import { present } from "@argosy/core/assert.ts";
import type { HoldIn } from "@argosy/core/journey.ts";
import type { Found } from "../hold.ts";

export type ParcelToBook = {
  readonly id: string; readonly holdCodes: readonly string[]; readonly parcelNo: string; readonly country: string; readonly weightG: number; readonly addressHash: string;
  readonly warehouseId: string; readonly methodId: string; readonly methodName: string; readonly service: string; readonly numberSource: "api" | "number_pool" | "none";
  readonly carrierAccountId: string | null; readonly limitMinor: number | null; readonly limitCurrency: Currency | null; readonly from: Address; readonly to: Address;
  readonly orderRef: string; readonly openAttempt: "sent" | "unknown" | null; readonly liveBooking: string | null;
};
export type GoodsLine = {
  readonly parcelId: string; readonly sku: string; readonly qty: number; readonly weightG: number; readonly nameEn: string; readonly valueMinor: number | null;
  readonly valueCurrency: Currency | null; readonly hsCode: string; readonly originCountry: string;
};

const crossesBorder = (parcel: Pick<ParcelToBook, "from" | "to">): boolean => parcel.from.country !== parcel.to.country;
/**
 * What a parcel that crosses a border can't declare: a declaration that leaves out some of the goods is a false one.
 * Review looks at it from the nearest of our warehouses; only here it is known which one the parcel leaves.
 */
export function undeclared(parcel: ParcelToBook, goods: readonly GoodsLine[]): Found<"customs_incomplete">[] {
  if (!crossesBorder(parcel)) return [];
  const skus = goods.flatMap(({ sku, nameEn, valueMinor }) => {
    const missing = [...(nameEn === "" ? ["declared_name" as const] : []), ...(valueMinor === null ? ["declared_value" as const] : [])];
    return missing.length > 0 ? [{ sku, missing }] : [];
  });
  return skus.length > 0 ? [{ code: "customs_incomplete", evidence: { skus } }] : [];
}

/** What the carrier is asked. Only what crosses a border declares its goods; what can't be declared was let go by a person. */
export function bookingRequest(clientRef: string, parcel: ParcelToBook, goods: readonly GoodsLine[], notAfter: Instant): BookingRequest {
  const abroad = crossesBorder(parcel);
  const customs = goods.flatMap((g): CustomsLine[] =>
    g.valueMinor === null || g.valueCurrency === null
      ? []
      : [{
          sku: g.sku, nameEn: g.nameEn, qty: g.qty, value: money(g.valueMinor * g.qty, g.valueCurrency), weightG: g.weightG * g.qty,
          hsCode: g.hsCode, originCountry: g.originCountry,
        }],
  );
  return {
    clientRef, service: parcel.service, from: parcel.from, to: parcel.to, weightG: parcel.weightG, size: null, customs: abroad ? customs : [],
    orderRef: parcel.orderRef, notAfter,
    limit: parcel.limitMinor === null ? null : money(parcel.limitMinor, present(parcel.limitCurrency, "the limit's currency")),
  };
}

/** How long who has committed an attempt may still send it: longer than the carrier's time-out. Then it is looked up. */
export const leaseS = 120;

export type BookingHold = Found<HoldIn<"booking">>;
export type Answered = { readonly booking: Booking; readonly label: LabelFile | null };
/** What one answer of the carrier means: for the attempt, and for the parcel that waits for it. */
export type Outcome =
  | { readonly is: "booked"; readonly answered: Answered }
  | { readonly is: "refused" | "absent" | "unknown"; readonly error: ConnectorError; readonly hold: BookingHold | null; readonly retryS: number | null };

/** Of a parcel that was stopped between its plan and its call: nothing was asked, so nothing was bought. */
export const notAsked: Outcome = { is: "absent", error: { kind: "unavailable", detail: fact("stopped_before_call") }, hold: null, retryS: 0 };

/**
 * Rule    `outcome_unknown` and an answer we can't read may both be a paid booking: look it up before anything is sent
 *         again. `rate_limited`, `unavailable` and `signed_out` surely bought nothing: a new attempt may follow.
 */
export function judgeAnswer(answer: Result<Answered, ConnectorError>): Outcome {
  if (answer.ok) return { is: "booked", answered: answer.value };
  const { error } = answer;
  switch (error.kind) {
    case "outcome_unknown":
      return { is: "unknown", error, hold: pending(fact("booking_unclear", error.detail)), retryS: null };
    case "malformed":
      return { is: "unknown", error, hold: pending(fact("unreadable_at", error.path)), retryS: null };
    case "rate_limited":
      return { is: "absent", error, hold: pending(fact("slow_down")), retryS: error.retryAfterS };
    case "unavailable":
      return { is: "absent", error, hold: pending(fact("vendor_unavailable", error.detail)), retryS: 60 };
    case "signed_out":
      return { is: "absent", error, hold: { code: "carrier_signed_out", evidence: { detail: error.detail } }, retryS: 300 };
    case "refused":
      return { is: "refused", error, hold: refusal(error), retryS: null };
  }
}
const pending = (detail: string): BookingHold => ({ code: "carrier_pending", evidence: { detail } });
const refusal = (error: ConnectorError & { kind: "refused" }): BookingHold =>
  error.code === "quote_above_limit"
    ? { code: "quote_above_limit", evidence: { detail: error.detail } }
    : { code: "carrier_refused", evidence: { code: error.code, field: error.field ?? null, detail: error.detail } };
