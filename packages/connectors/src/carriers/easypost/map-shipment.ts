import type { Address } from "@argosy/core/address.ts";
import type { Booking, BookingRequest, ConnectorError, CustomsLine } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { formatMoney, type Currency, type Money } from "@argosy/core/money.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { scrubText } from "../../kit/scrub.ts";
import { malformed, readMoney } from "../../kit/wire.ts";
import type { EasypostRate, EasypostShipment } from "./wire.ts";

type Mapped<T> = Result<T, ConnectorError>;

/** Grams as ounces to one decimal, never rounded down: a parcel declared too light is charged again, with a fee. */
export const ouncesOf = (weightG: number): number => Math.ceil((weightG * 16_000_000) / 45_359_237) / 10;

/** Millimetres as inches to one decimal, never rounded down. 254 mm are exactly 10 inches. */
export const inchesOf = (lengthMm: number): number => Math.ceil((lengthMm * 100) / 254) / 10;

/**
 * Our booking as an EasyPost shipment. Charges nothing yet: creating only asks for rates.
 * Rule    Our attempt's id is the reference. Customs data goes along when the parcel leaves the country.
 * Refuses before any call what cannot be right: no weight, a parcel beyond every carrier's limits, no customs lines
 *         abroad, or a US export that needs its own filing.
 * Source  https://docs.easypost.com/docs/shipments
 */
export function toEasypostShipment(request: BookingRequest): Mapped<object> {
  const limits = withinLimits(request);
  if (!limits.ok) return limits;
  const abroad = request.from.country !== request.to.country;
  const customs = abroad ? toCustomsInfo(request) : ok(null);
  if (!customs.ok) return customs;
  const { size } = request;
  const sides = size && { length: inchesOf(size.lengthMm), width: inchesOf(size.widthMm), height: inchesOf(size.heightMm) };
  return ok({
    shipment: {
      reference: request.clientRef,
      from_address: toAddress(request.from),
      to_address: toAddress(request.to),
      parcel: { ...sides, weight: ouncesOf(request.weightG) },
      ...(customs.value === null ? {} : { customs_info: customs.value }),
      options: { label_format: "PNG", ...(request.orderRef === "" ? {} : { print_custom_1: request.orderRef }) },
    },
  });
}

const maxWeightG = 68_038; // 150 lb: more takes none of the parcel carriers
const maxUspsWeightG = 31_751; // 70 lb
const maxSideMm = 2743; // 108 in, UPS's longest side

function withinLimits({ weightG, size, service }: BookingRequest): Mapped<null> {
  if (!Number.isInteger(weightG) || weightG < 1) return refused("weight_missing", "weightG", fact("want_at_least", 1, "g", weightG));
  const mostG = /^USPS /i.test(service) ? maxUspsWeightG : maxWeightG;
  if (weightG > mostG) return refused("weight_above_limit", "weightG", fact("too_heavy", weightG, mostG));
  const sides = size ? [size.lengthMm, size.widthMm, size.heightMm] : [];
  const wrong = sides.find((side) => !Number.isInteger(side) || side < 1);
  if (wrong !== undefined) return refused("size_missing", "size", fact("want_at_least", 1, "mm", wrong));
  const longest = Math.max(0, ...sides);
  return longest > maxSideMm ? refused("size_above_limit", "size", fact("want_at_most", maxSideMm, "mm", longest)) : ok(null);
}

const toAddress = (address: Address) => ({
  name: address.name,
  ...(address.company === "" ? {} : { company: address.company }),
  street1: address.line1,
  ...(address.line2 === "" ? {} : { street2: address.line2 }),
  city: address.city,
  state: address.state,
  zip: address.postcode,
  country: address.country,
  ...(address.phone === "" ? {} : { phone: address.phone }),
});

// ---------------------------------------------------------------- customs

const filingFreeUsdMinor = 250_000; // above 2,500 USD a US export needs an ITN (15 CFR 30.37 a)

function toCustomsInfo({ from, customs }: BookingRequest): Mapped<object> {
  if (customs.length === 0) return refused("customs_missing", "customs", fact("want_at_least", 1, "entries", ":nothing"));
  for (const [i, line] of customs.entries()) {
    const gap = customsGap(line);
    if (gap) return refused("customs_incomplete", `customs.${i}.${gap}`, fact("customs_gap", line.sku, gap));
  }
  const usd = customs.reduce((sum, line) => sum + (line.value.currency === "USD" ? line.value.minor : 0), 0);
  if (from.country === "US" && usd > filingFreeUsdMinor)
    return refused("export_filing_needed", "customs", fact("filing_above", "2500 USD"));
  return ok({
    customs_certify: true,
    customs_signer: from.name,
    contents_type: "merchandise",
    restriction_type: "none",
    non_delivery_option: "return",
    eel_pfc: "NOEEI 30.37(a)",
    customs_items: customs.map(toCustomsItem),
  });
}

/** The first field of a line that customs would send back. */
function customsGap(line: CustomsLine): keyof CustomsLine | null {
  if (line.nameEn === "") return "nameEn";
  if (line.originCountry === "") return "originCountry";
  if (line.qty < 1) return "qty";
  if (line.weightG < 1) return "weightG";
  return line.value.minor < 1 ? "value" : null;
}

const toCustomsItem = (line: CustomsLine) => ({
  description: line.nameEn,
  quantity: line.qty,
  weight: ouncesOf(line.weightG),
  value: Number(formatMoney(line.value)), // EasyPost takes a number; its shortest form is the decimal we wrote
  currency: line.value.currency,
  hs_tariff_number: line.hsCode,
  origin_country: line.originCountry,
  ...(line.sku === "" ? {} : { code: line.sku }),
});

// ---------------------------------------------------------------- rates and bookings

/**
 * Chooses the rate to buy.
 * Rule    `service` is "CARRIER Service" as EasyPost writes both, case apart, or "cheapest". Of several rates (one per
 *         carrier account) the lowest wins. Never above `limit`, never in another currency than the limit's.
 * Refuses `service_not_offered` with the carriers' own messages, `quote_currency_differs`, `quote_above_limit`.
 */
export function chooseRate(shipment: EasypostShipment, service: string, limit: Money | null): Mapped<EasypostRate> {
  const wanted = service.trim().toLowerCase();
  const rates: { readonly rate: EasypostRate; readonly cost: Money }[] = [];
  for (const [i, rate] of (shipment.rates ?? []).entries()) {
    if (wanted !== "cheapest" && `${rate.carrier} ${rate.service}`.toLowerCase() !== wanted) continue;
    const cost = costOf(`rates.${i}`, rate);
    if (!cost.ok) return cost;
    rates.push({ rate, cost: cost.value });
  }
  if (rates.length === 0) return refused("service_not_offered", "service", whyNot(shipment, service));
  const payable = rates.filter(({ cost }) => limit === null || cost.currency === limit.currency);
  const best = payable.toSorted((a, b) => a.cost.minor - b.cost.minor)[0];
  if (!best) return refused("quote_currency_differs", "limit", fact("quoted_in", rates[0]!.cost.currency)); // rates is not empty
  if (limit !== null && best.cost.minor > limit.minor) {
    return refused("quote_above_limit", "limit", fact("quote_above", `${formatMoney(best.cost)} ${best.cost.currency}`, `${formatMoney(limit)} ${limit.currency}`));
  }
  return ok(best.rate);
}

function whyNot(shipment: EasypostShipment, service: string): string {
  const said = (shipment.messages ?? []).flatMap(({ carrier, message }) =>
    typeof message === "string" ? [`${carrier ?? ""}: ${message}`] : [],
  );
  const offered = (shipment.rates ?? []).map((rate) => `${rate.carrier} ${rate.service}`).join(", ");
  return fact("not_offered", service, offered, scrubText(said.join("; ")));
}

/** A rate's price. Old accounts leave the currency out; EasyPost bills those in USD. */
const costOf = (path: string, rate: EasypostRate): Mapped<Money> => {
  const cost = readMoney(path, rate.rate, rate.currency ?? ("USD" satisfies Currency));
  if (cost.ok || cost.error.kind !== "malformed") return cost;
  return malformed(cost.error.path.replace(/\.value$/, ".rate"), cost.error.why);
};

/** True while money is spent on it. A refund leaves number and label in place, but nobody may ship with them any more. */
export const isPaid = (shipment: EasypostShipment): boolean =>
  Boolean(shipment.selected_rate && shipment.postage_label && shipment.tracking_code) &&
  shipment.refund_status !== "submitted" && shipment.refund_status !== "refunded";

/** A bought shipment as a booking. An answer to "buy" without label or number is not one we can work with. */
export function mapEasypostBooking(shipment: EasypostShipment): Mapped<Booking> {
  const { selected_rate: rate, tracking_code: trackingNo, postage_label: label } = shipment;
  if (!rate) return malformed("selected_rate", fact("want_kind", ":object", ":null"));
  if (!label) return malformed("postage_label", fact("want_kind", ":object", ":null"));
  if (!trackingNo) return malformed("tracking_code", fact("want_kind", ":text", ":nothing"));
  const cost = costOf("selected_rate", rate);
  if (!cost.ok) return cost;
  return ok({
    externalId: shipment.id,
    trackingNo,
    cost: cost.value,
    service: `${rate.carrier} ${rate.service}`,
    labelUrl: label.label_url || label.label_pdf_url || label.label_zpl_url || null,
    trackerId: shipment.tracker?.id ?? null,
  });
}

const refused = (code: string, field: string, detail: string): Result<never, ConnectorError> =>
  fail({ kind: "refused", code, field, detail });
