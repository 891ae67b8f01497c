import type { Address } from "./address.ts";
import type { FactText } from "./facts.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { Money } from "./money.ts";
import type { NewId } from "./ids.ts";
import type { Result } from "./result.ts";
import type { Clock, Instant } from "./time.ts";

// The ports: what Argosy asks of a channel, a payment account and a carrier, in Argosy's own words. A vendor's
// words never leave its connector. What a vendor cannot do is an absent capability, not a silent success.

/** What a third party did to us, named by what WE must do next. Retry policy follows from `kind`. `detail` is a fact or the vendor's own words. */
export type ConnectorError =
  // Stop this account and ask a person to reconnect it; after an hour one list is asked for again.
  | { readonly kind: "signed_out"; readonly detail: string }
  // Wait, then the same call again.
  | { readonly kind: "rate_limited"; readonly retryAfterS: number }
  // Back off, then the same call again. Only for reads, and for writes that surely did not arrive.
  // `notYet`: we are known, but what was asked for does not exist there so far.
  | { readonly kind: "unavailable"; readonly detail: string; readonly notYet?: true }
  // Never again with the same data; a person corrects it.
  | { readonly kind: "refused"; readonly code: string; readonly field?: string; readonly detail: string }
  // The request may have worked. Never re-send; look it up by our reference first.
  | { readonly kind: "outcome_unknown"; readonly detail: string }
  // Our map is wrong or their format changed. Keep the raw body for replay. `why` says what we expected, `expected` the same in English.
  | { readonly kind: "malformed"; readonly path: string; readonly expected: string; readonly why: FactText };

/** The one door to the network. A socket stands behind it in production, the sandbox's handler in tests. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

export const accountKinds = ["shop", "payment", "carrier"] as const;
export type AccountKind = (typeof accountKinds)[number];

/** How a connector was proven. Shown wherever the connector is listed. */
export type Proof = "recorded" | "contract" | "documentation" | "unverified";

/** Everything a connector needs from outside. `credentials` has the shape of the connector's credential schema. */
export type ConnectorContext = {
  readonly http: Http;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
};

/**
 * Part of a list. `next` is the connector's own cursor, null on the last page. A page may be empty and still have a next.
 * `completeTo` is up to when the vendor says its list is complete; null or absent: to the window's end.
 * `unreadable` names entries that could not be mapped; the others are good and come along.
 */
export type Page<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly completeTo?: Instant | null;
  readonly unreadable?: readonly Unreadable[];
};
/** An entry that could not be mapped, as it came: it is kept, and read again after a fix. */
export type Unreadable = { readonly externalId: string | null; readonly error: ConnectorError; readonly raw: unknown };
/** Last-modified window, both ends included. */
export type Window = { readonly from: Instant; readonly to: Instant };
/** A vendor's object as it came. `version` is the vendor's last-modified instant; both null when unreadable. */
export type RawItem = { readonly externalId: string | null; readonly version: Instant | null; readonly raw: unknown };

// ---------------------------------------------------------------- channels

export type ChannelOrderLine = {
  readonly externalId: string;
  readonly sku: string; // the channel's SKU, "" when the listing has none
  readonly title: string;
  readonly imageUrl: string | null;
  readonly qty: number;
  /** Of these pieces, how many the channel still waits for. What we told it ourselves is shipped too. */
  readonly openQty: number;
  readonly total: Money; // of the line's goods, before order-level shipping, tax and discount
};

export type ChannelOrder = {
  readonly externalId: string;
  readonly version: Instant;
  readonly placedAt: Instant;
  readonly paidAt: Instant | null;
  readonly shipByAt: Instant | null;
  /** `shipped`: no line is open. `partly_shipped`: some are, or parts of them; `openQty` says which. */
  readonly state: "open" | "cancelled" | "shipped" | "partly_shipped";
  readonly channelStatus: string; // verbatim, for the screen
  readonly payment: "paid" | "pending" | "unpaid" | "refunded" | "part_refunded";
  /** total = Σ lines + shipping + tax − discount + other; `other` carries what the channel does not name. */
  readonly total: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly discount: Money;
  readonly other: Money;
  readonly buyerId: string;
  readonly buyerEmail: string;
  readonly shipTo: Address;
  readonly buyerNote: string;
  readonly requestedService: string;
  readonly paymentRef: string | null; // the payment provider's transaction id, where the channel tells it
  readonly cancelRequested: boolean;
  readonly lines: readonly ChannelOrderLine[];
};

export type ChannelMessage = {
  readonly externalId: string;
  readonly conversationId: string;
  readonly at: Instant;
  readonly from: "buyer" | "seller" | "channel";
  readonly buyerId: string;
  readonly orderExternalId: string | null;
  readonly itemExternalId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly read: boolean;
};

/** What we tell the channel: these lines left with this number. */
export type ShipNotice = {
  readonly orderExternalId: string;
  readonly lines: readonly { readonly externalId: string; readonly qty: number }[];
  readonly trackingNo: string;
  readonly carrierCode: string; // the channel's word for the carrier
  readonly shippedAt: Instant;
  /** Not sent after this: who sends may have been given up for dead, and another has told it meanwhile. */
  readonly notAfter?: Instant;
};

export type Channel = {
  /** One page of orders modified in the window. */
  readonly listOrders: (window: Window, cursor: string | null) => Promise<Result<Page<RawItem>, ConnectorError>>;
  /** At most `fetchLimit` orders by id; unknown ids are simply absent from the answer. */
  readonly fetchOrders: (externalIds: readonly string[]) => Promise<Result<readonly RawItem[], ConnectorError>>;
  readonly fetchLimit: number;
  /** Pure: the same raw payload gives the same order. A value we must act on and cannot read is `malformed`. */
  readonly mapOrder: (raw: unknown) => Result<ChannelOrder, ConnectorError>;
  /** The orders in a saved answer body, a page or a single one, as they came. */
  readonly readBody: (text: string) => Result<readonly RawItem[], ConnectorError>;
  readonly listMessages: (
    window: Window,
    cursor: string | null,
  ) => Promise<Result<Page<ChannelMessage>, ConnectorError>>;
  /** Reads again what a page of messages could not: the `raw` of its `unreadable`. Pure. */
  readonly mapMessage: (raw: unknown) => Result<ChannelMessage, ConnectorError>;
  /** Tells a tracking number. Not idempotent at every vendor: call `findShipNotices` before any repetition. */
  readonly sendShipNotice: (notice: ShipNotice) => Promise<Result<{ readonly externalId: string }, ConnectorError>>;
  /** The tracking numbers the channel already knows for one order. */
  readonly findShipNotices: (
    orderExternalId: string,
  ) => Promise<Result<readonly { readonly externalId: string; readonly trackingNo: string }[], ConnectorError>>;
};

// ---------------------------------------------------------------- payments

export type PaymentRecord = {
  readonly externalId: string;
  readonly at: Instant;
  readonly version: Instant;
  /** Only `payment` and `refund` are evidence; holds, releases and conversions repeat an amount. */
  readonly kind: "payment" | "refund" | "reversal" | "hold" | "release" | "conversion" | "other";
  readonly state: "completed" | "pending" | "denied" | "reversed" | "part_refunded";
  readonly vendorCode: string; // the vendor's event code and status, verbatim
  readonly gross: Money; // signed: negative when money leaves the account
  readonly fee: Money | null;
  readonly payerEmail: string;
  readonly payerName: string;
  readonly invoiceId: string;
  readonly customField: string;
  readonly relatedId: string | null; // the payment that a refund, hold or release belongs to
  readonly note: string;
  /** Where the provider knows that it goes; null where it does not say. Only of a payment. */
  readonly shipTo: Address | null;
  readonly warnings: readonly PaymentWarning[];
};
/** What a provider says against a payment: it has not verified the address, it does not cover the seller. */
export type PaymentWarning = "address_unverified" | "unprotected";

export type PaymentSource = {
  /** One page of records updated in the window. `unavailable` and `notYet` when the window lies after their data. */
  readonly listPayments: (
    window: Window,
    cursor: string | null,
  ) => Promise<Result<Page<RawItem>, ConnectorError>>;
  readonly mapPayment: (raw: unknown) => Result<PaymentRecord, ConnectorError>;
  /** The records in a saved answer body, as they came. */
  readonly readBody: (text: string) => Result<readonly RawItem[], ConnectorError>;
  /** How late the newest record may appear, in seconds (PayPal: three hours). */
  readonly lagS: number;
};

// ---------------------------------------------------------------- carriers

export type CustomsLine = {
  readonly sku: string;
  readonly nameEn: string;
  readonly qty: number;
  readonly value: Money; // of the whole line
  readonly weightG: number; // of the whole line
  readonly hsCode: string;
  readonly originCountry: string;
};

export type BookingRequest = {
  readonly clientRef: string; // our attempt's id; the carrier keeps it as its reference
  readonly service: string; // the carrier's word for the product, e.g. "USPS Priority"
  readonly from: Address;
  readonly to: Address;
  readonly weightG: number;
  readonly size: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly customs: readonly CustomsLine[];
  readonly orderRef: string; // printed on the label where the carrier can
  readonly limit: Money | null; // never pay more than this
  /** Nothing that costs money is sent after this: who asks may have been given up for dead, and another asks instead. */
  readonly notAfter?: Instant;
};

export type Booking = {
  readonly externalId: string; // the carrier's shipment
  readonly trackingNo: string;
  readonly cost: Money;
  readonly service: string;
  readonly labelUrl: string | null;
  readonly trackerId: string | null;
};

export type LabelFile = { readonly mime: "application/pdf" | "image/png" | "text/zpl"; readonly bytes: Uint8Array };

export type TrackingStatus =
  | "not_found" | "info_received" | "in_transit" | "available_for_pickup" | "out_for_delivery"
  | "delivered" | "delivery_failure" | "exception" | "expired";

export type TrackingEvent = {
  readonly externalId: string; // unique within the parcel: made of time and code where the carrier has none
  readonly trackingNo: string;
  readonly at: Instant;
  readonly status: TrackingStatus;
  readonly vendorCode: string;
  readonly text: string;
  readonly place: string;
};

export type Carrier = {
  /** After how many seconds "not found" proves that a request did not arrive. */
  readonly settleS: number;
  readonly book: (request: BookingRequest) => Promise<Result<Booking, ConnectorError>>;
  /** Looks a booking up by our reference: null when the carrier has none that is paid for. */
  readonly findBooking: (clientRef: string) => Promise<Result<Booking | null, ConnectorError>>;
  readonly fetchLabel: (booking: Booking) => Promise<Result<LabelFile, ConnectorError>>;
  /** Gives a booking back. Voiding twice is harmless. */
  readonly voidBooking: (externalId: string) => Promise<Result<{ readonly state: "voided" | "pending" }, ConnectorError>>;
  /** Tracking events of parcels whose trackers changed in the window. */
  readonly listTracking: (
    window: Window,
    cursor: string | null,
  ) => Promise<Result<Page<TrackingEvent>, ConnectorError>>;
  /** Reads again what a page of tracking could not: the `raw` of its `unreadable`. Pure. */
  readonly mapTracking: (raw: unknown) => Result<readonly TrackingEvent[], ConnectorError>;
};

/** One entry of the registry: what the settings page draws and what the server assembles. */
export type ConnectorInfo = {
  readonly id: string; // "ebay"
  readonly label: string; // "eBay"
  readonly proof: Proof;
  readonly liveUrl: string; // the real service; the sandbox's differs only in this and in the credentials
  readonly credentialFields: readonly { readonly name: string; readonly secret: boolean }[];
  readonly scopes?: readonly string[]; // what the seller must allow when he signs in for the token
};
