import type { Address } from "@argosy/core/address.ts";
import type { ConnectorError, PaymentRecord, PaymentWarning } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import type { Money } from "@argosy/core/money.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { malformed, read, readInstant, readMoney, short } from "../../kit/wire.ts";
import { PaypalTransaction } from "./wire.ts";

/**
 * Maps one PayPal transaction to a payment record. Pure.
 *
 * Rule    The event code says what the record is, the status how far it got; both are kept verbatim in `vendorCode`.
 *         Holds, releases and conversions repeat the amount of a payment and must never count as one.
 *         A code we do not know is `other`, which is no evidence; a status we do not know is `malformed`.
 * Units   `gross` is signed, negative when money leaves the account; `fee` is PayPal's and negative.
 * Source  https://developer.paypal.com/docs/transaction-search/transaction-event-codes/
 */
export function mapPaypalPayment(raw: unknown): Result<PaymentRecord, ConnectorError> {
  const parsed = read(PaypalTransaction, raw);
  if (!parsed.ok) return parsed;
  const { transaction_info: info, payer_info: payer, shipping_info: shipping } = parsed.value;
  const state = Object.hasOwn(states, info.transaction_status) ? states[info.transaction_status] : undefined;
  if (!state) {
    return malformed("transaction_info.transaction_status", fact("want_one_of", Object.keys(states).join(", "), short(info.transaction_status)));
  }
  const at = readInstant("transaction_info.transaction_initiation_date", info.transaction_initiation_date);
  if (!at.ok) return at;
  const changed = info.transaction_updated_date ?? info.transaction_initiation_date;
  const version = readInstant("transaction_info.transaction_updated_date", changed);
  if (!version.ok) return version;
  const gross = amountOf("transaction_info.transaction_amount", info.transaction_amount);
  if (!gross.ok) return gross;
  const fee = info.fee_amount ? amountOf("transaction_info.fee_amount", info.fee_amount) : ok(null);
  if (!fee.ok) return fee;
  const kind = paypalKind(info.transaction_event_code);
  const shipTo = kind === "payment" ? addressOf(shipping) : null;
  return ok({
    externalId: info.transaction_id,
    at: at.value,
    version: version.value,
    kind,
    state,
    vendorCode: [info.transaction_event_code, info.transaction_status, info.pending_reason_code].filter(Boolean).join(" "),
    gross: gross.value,
    fee: fee.value,
    payerEmail: payer?.email_address ?? "",
    payerName: nameOf(payer?.payer_name),
    invoiceId: info.invoice_id ?? "",
    customField: info.custom_field ?? "",
    relatedId: info.paypal_reference_id_type === "TXN" ? (info.paypal_reference_id ?? null) : null,
    note: info.transaction_note ?? "",
    shipTo,
    warnings: kind === "payment" ? warningsOf(shipTo !== null && payer?.address_status === "N", info.protection_eligibility === "02") : [],
  });
}

const warningsOf = (unverified: boolean, unprotected: boolean): PaymentWarning[] =>
  [...(unverified ? ["address_unverified" as const] : []), ...(unprotected ? ["unprotected" as const] : [])];

/** The address that was given to PayPal with the payment. Recorded ones often have a name and nothing else. */
function addressOf(shipping: PaypalTransaction["shipping_info"]): Address | null {
  const { line1, line2, city, state, country_code: country, postal_code: postcode } = shipping?.address ?? {};
  if (!line1 && !city && !postcode) return null;
  return {
    name: shipping?.name ?? "", company: "", line1: line1 ?? "", line2: line2 ?? "", city: city ?? "", state: state ?? "", postcode: postcode ?? "",
    country: country === "C2" ? "CN" : (country ?? ""), phone: "", // C2: China, in PayPal's list of countries
  };
}

const states: Readonly<Record<string, PaymentRecord["state"]>> = {
  S: "completed",
  P: "pending",
  D: "denied",
  V: "reversed",
  F: "part_refunded", // not in contract 1.9, in the documentation of the same call
};

// prettier-ignore
const kinds: Readonly<Record<string, PaymentRecord["kind"]>> = {
  T1107: "refund",    // by the merchant
  T1113: "refund",    // non-reference credit
  T1115: "refund",    // of a mass payment
  T1100: "reversal",  // general
  T1106: "reversal",  // by PayPal
  T1114: "reversal",  // of a mass payment
  T1116: "reversal",  // after instant payment review
  T1118: "reversal",  // generic instrument, seller side
  T1201: "reversal",  // chargeback
  T1207: "reversal",  // chargeback stands after our objection
  T1500: "hold", T1501: "hold", T1502: "hold", T1503: "hold",
  T1110: "hold",      // dispute investigation
  T2101: "hold", T2103: "hold", T2105: "hold", T2107: "hold",
  T1105: "release",   // of a general hold
  T1111: "release",   // of a dispute hold
  T2102: "release", T2104: "release", T2106: "release", T2108: "release",
};

/** T00xx moves money between accounts, T02xx converts it, T15xx holds it; the groups of T11, T12 and T21 are mixed. */
export function paypalKind(eventCode: string): PaymentRecord["kind"] {
  if (Object.hasOwn(kinds, eventCode)) return kinds[eventCode]!; // the line above proves it
  if (eventCode.startsWith("T00")) return "payment";
  if (eventCode.startsWith("T02")) return "conversion";
  return eventCode.startsWith("T15") ? "hold" : "other";
}

const amountOf = (path: string, amount: { value: string; currency_code: string }): Result<Money, ConnectorError> => {
  const read = readMoney(path, amount.value, amount.currency_code);
  // PayPal calls the field currency_code; the path must be the vendor's.
  if (read.ok || read.error.kind !== "malformed") return read;
  return malformed(read.error.path.replace(/\.currency$/, ".currency_code"), read.error.why);
};

type PayerName = NonNullable<NonNullable<PaypalTransaction["payer_info"]>["payer_name"]>;
type PaypalTransaction = (typeof PaypalTransaction)["_output"];

function nameOf(name: PayerName | null | undefined): string {
  if (!name) return "";
  const parts = [name.given_name, name.surname].filter(Boolean).join(" ");
  return name.alternate_full_name || name.full_name || parts;
}
