/** The words vendors use for states and products, by their code. They invent new ones at any time: a code that is absent here is shown as it came. */
type Words = Readonly<Record<string, string>>;
export type VendorTexts = {
  /** The parts of an order's status, in their order: shipping, payment, cancellation. */
  readonly order: readonly [Words, Words, Words];
  readonly declared: Words;
  readonly paymentEvents: Words;
  readonly pendingReasons: Words;
  readonly services: Words;
  /** Why a carrier refused: our own connector's codes, and EasyPost's. */
  readonly faults: Words;
  /** The system's codes of a connection that failed. */
  readonly network: Words;
  readonly tracking: Words;
  readonly trackingDetails: Words;
};
// prettier-ignore
export const vendor: VendorTexts = {
  order: [
    { NOT_STARTED: "not shipped", IN_PROGRESS: "partly shipped", FULFILLED: "shipped" },
    { PAID: "paid", PENDING: "payment pending", FAILED: "payment failed", FULLY_REFUNDED: "refunded", PARTIALLY_REFUNDED: "partly refunded" },
    { IN_PROGRESS: "cancellation asked", CANCELED: "cancelled" },
  ],
  declared: { paid: "paid", pending: "pending", unpaid: "not paid", refunded: "refunded", part_refunded: "partly refunded" },
  paymentEvents: {
    T0000: "general payment", T0001: "mass payment", T0002: "subscription payment", T0003: "preapproved payment", T0004: "eBay auction payment", T0005: "direct card payment", T0006: "Express Checkout payment", T0007: "website payment", T0011: "mobile payment", T0012: "virtual terminal payment", T0013: "donation",
    T1106: "reversed by PayPal", T1107: "refund by the seller", T1110: "held for a dispute", T1111: "dispute hold ended", T1201: "chargeback", T1202: "chargeback cancelled", T1207: "chargeback upheld",
  },
  pendingReasons: { echeck: "e-cheque not cleared", multi_currency: "currency not accepted yet", verify: "account not verified", intl: "to be accepted by hand", unilateral: "e-mail not registered", address: "address not confirmed", paymentreview: "under PayPal's review", authorization: "not captured yet" },
  services: { USPSGround: "USPS Ground", USPSPriority: "USPS Priority", UK_RoyalMailTracked: "Royal Mail Tracked", DE_DHLPaket: "DHL Paket", AU_Regular: "Regular post", ShippingMethodStandard: "Standard shipping", ShippingMethodExpress: "Express shipping", ShippingMethodOvernight: "Overnight shipping", Other: "Other service" },
  faults: {
    weight_missing: "the weight is missing", weight_above_limit: "heavier than the carrier takes", size_missing: "the size is missing", size_above_limit: "larger than the carrier takes", customs_missing: "goods that leave the country must be declared", customs_incomplete: "a declaration is incomplete", export_filing_needed: "this value needs an export filing first", service_not_offered: "the carrier does not offer this service here", quote_currency_differs: "quoted in another currency", "ADDRESS.VERIFY.FAILURE": "the address can't be verified", "APIKEY.INACTIVE": "the key is not active any more", "PARAMETER.INVALID": "a value is not accepted", "PARAMETER.REQUIRED": "a value is missing", "RATE.NOT_FOUND": "this rate is no longer offered", "SHIPMENT.RATES.UNAVAILABLE": "no rate for this parcel", "SHIPMENT.POSTAGE.EXISTS": "the label was bought already", "SHIPMENT.REFUND.UNAVAILABLE": "this label can't be given back", "REFUND.EXISTS": "the label was given back already", ADDRESS: "the address is not accepted", "ADDRESS.COUNTRY.INVALID": "the country is not accepted", "E.ADDRESS.NOT_FOUND": "this address can't be found", "E.HOUSE_NUMBER.MISSING": "the house number is missing", CUSTOMS_INFO: "the declaration is not accepted", "SHIPMENT.CUSTOMS_INFO": "the declaration is not accepted", "SHIPMENT.CUSTOMS_INFO.REQUIRED": "goods that leave the country must be declared", "SHIPMENT.CUSTOMS_INFO.DESCRIPTION_REQUIRED": "a declaration has no description of the goods", "SHIPMENT.INVALID_PARAMS": "a value is not accepted", "SHIPMENT.MISSING_INFORMATION": "a value is missing", "SHIPMENT.MISSING_RATE": "this rate is no longer offered", "SHIPMENT.PURCHASE": "the carrier made no label", "SHIPMENT.PURCHASE.IN_PROGRESS": "the label is being bought already", "SHIPMENT.POSTAGE": "the carrier made no label", "SHIPMENT.POSTAGE.NO_RESPONSE": "the carrier behind it did not answer", "SHIPMENT.RATE": "no rate for this parcel", "SHIPMENT.REFUND": "this label can't be given back", SHIPMENT: "the carrier does not take this parcel as it is", RATE: "no rate for this parcel", REFUND: "this label can't be given back", PAYMENT: "the carrier account could not pay; check its balance on the carrier's own page", TRANSACTION: "the carrier account could not pay; check its balance on the carrier's own page", APIKEY: "the key is not accepted", USER: "the carrier account has no right to this", PARAMETER: "a value is not accepted", "PAYLOAD.NOT_FOUND": "the carrier has no such booking", not_found: "it is not known there", refund_rejected: "the carrier refused to give the money back", refund_not_applicable: "this label can't be given back", refund_missing: "the carrier has no request to give it back", tracking_number_format: "a tracking number has letters and digits only", carrier_missing: "the channel's carrier is not named", lines_missing: "there are no goods in it",
    RATE_LIMITED: "asked too often",
  },
  network: { ENOTFOUND: "the address of the service can't be found from here: check the connection", EAI_AGAIN: "the address of the service can't be found from here: check the connection", ECONNREFUSED: "nobody answers at the address of the service", ECONNRESET: "the connection broke off before the answer", ETIMEDOUT: "no answer in time", EHOSTUNREACH: "the service can't be reached from here: check the connection", ENETUNREACH: "there is no way out of this network: check the connection" },
  tracking: { unknown: "not known yet", pre_transit: "label made", in_transit: "in transit", out_for_delivery: "out for delivery", delivered: "delivered", available_for_pickup: "ready for pickup", return_to_sender: "going back to the sender", failure: "not delivered", cancelled: "cancelled", error: "the carrier reports an error" },
  trackingDetails: { arrived_at_destination: "arrived at the address", arrived_at_facility: "arrived at a sorting centre", departed_facility: "left a sorting centre", arrived_at_pickup_location: "arrived where it is picked up", held_at_pickup_location: "waits where it is picked up", address_incorrect: "the address is wrong", address_correction: "the address was corrected", addressee_not_available: "nobody was there", delayed: "delayed", damaged: "damaged", lost: "lost", missorted: "sorted wrongly", refused: "refused by the receiver", customs_delay: "waits at customs", received_at_origin_facility: "taken over" },
};
