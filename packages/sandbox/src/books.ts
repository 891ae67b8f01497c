import type { Instant } from "@argosy/core/time.ts";
import type { Address } from "@argosy/core/address.ts";
import { alphanumeric } from "./derive.ts";
import type { TextAt } from "./texts.ts";

/** What the sandbox world keeps: one truth behind all vendors. Plain data, so that a journal can hold it. */

export type EbaySite = "EBAY_US" | "EBAY_GB" | "EBAY_DE" | "EBAY_AU";

export type Shop = {
  readonly id: string;
  readonly site: EbaySite;
  readonly currency: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly sellerId: string;
  revoked: boolean;
  epoch: number; // raised by a revocation, so that every access token of before is dead
};
export type PaypalAccount = {
  readonly id: string;
  readonly clientId: string;
  readonly secret: string;
  readonly email: string;
  readonly currency: string;
  balance: Record<string, number>;
};
export type CarrierAccount = { readonly id: string; readonly apiKey: string };

/** A listing, shared by all orders that contain it. */
export type Item = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly imageUrl: string | null;
};
export type OrderLine = { readonly item: Item; readonly qty: number; shippedQty: number };
export type Fulfilment = {
  readonly trackingNo: string;
  readonly carrierCode: string;
  readonly lines: readonly { readonly line: number; readonly qty: number }[];
  readonly shippedMs: number;
  readonly receivedMs: number;
  readonly byUs: boolean; // false: shipped by other means, without a call to the API
};
export type Poison = "currency" | "control_chars" | "no_lines" | "broken_total";
export type PaymentStory =
  | "channel" | "paypal_right" | "paypal_short" | "paypal_over" | "paypal_currency"
  | "paypal_pending" | "paypal_late" | "paypal_missing" | "paypal_reversed"
  | "paypal_elsewhere"; // paid by somebody who lives elsewhere

/** One sale. Kept small on purpose: 100,000 of them live in the benchmark's process. */
export type Order = {
  readonly no: number;
  readonly id: string;
  readonly shopId: string;
  readonly createdMs: number;
  modifiedMs: number;
  readonly buyer: string;
  shipTo: TextAt; // packed address
  readonly lines: OrderLine[];
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  note: string;
  readonly payment: PaymentStory;
  readonly paypalId: string | null;
  paymentNo: number; // number of its payment; -1 while there is none
  tellsPayment: boolean; // whether the channel tells the transaction id
  paid: "PAID" | "PENDING" | "FAILED";
  refundedMinor: number;
  cancel: "none" | "requested" | "cancelled";
  cancelMs: number;
  hiddenUntilMs: number;
  readonly poison: Poison | null;
  fulfilments: Fulfilment[] | null;
};

export type Payment = {
  readonly no: number; // the transaction id follows from it: `paymentId`
  readonly accountId: string;
  readonly orderId: string | null;
  readonly code: string; // T0006 payment, T0200 conversion, T1105 release, T1106 reversal, T1107 refund, T1503 hold
  status: "S" | "P" | "V" | "D";
  readonly atMs: number;
  updatedMs: number;
  lateMs: number; // so long the list does not know it
  readonly grossMinor: number;
  readonly currency: string;
  readonly feeMinor: number | null;
  readonly balanceMinor: number;
  readonly tells: "reference" | "invoice" | "custom" | "nothing"; // how the record names its order
  readonly relatedNo: number; // of the payment it belongs to; -1 for none
};

export type Message = {
  readonly id: string;
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly read: boolean;
};
export type Conversation = {
  readonly no: number;
  readonly id: string;
  readonly shopId: string;
  readonly buyer: string;
  readonly orderId: string | null;
  readonly itemId: string | null;
  readonly messages: Message[];
};

export type TrackStatus =
  | "pre_transit" | "in_transit" | "out_for_delivery" | "delivered"
  | "available_for_pickup" | "return_to_sender" | "failure" | "error" | "cancelled";

export type Shipment = {
  readonly no: number;
  readonly carrierId: string;
  readonly createdMs: number;
  updatedMs: number;
  readonly reference: string | null;
  readonly to: TextAt; // packed
  readonly from: string; // packed, shared
  readonly parcel: string; // JSON, shared
  readonly customs: string | null; // JSON without the items, shared
  readonly customsItems: TextAt; // JSON, values without their names
  readonly options: TextAt; // JSON
  rate: number; // position in the list of rates; -1 while nothing is bought
  costMinor: number;
  trackingNo: string | null;
  boughtMs: number;
  refund: "submitted" | "refunded" | null;
  track: { readonly status: TrackStatus; readonly atMs: number }[] | null;
};

/** What an independent auditor compares with our books. */
export type Books = {
  readonly orders: readonly {
    readonly shopId: string;
    readonly externalId: string;
    readonly version: Instant;
    readonly placedAt: Instant;
    readonly cancelled: boolean;
    readonly cancelRequested: boolean;
    readonly poison: Poison | null;
    readonly payment: PaymentStory;
    readonly paid: boolean;
    readonly totalMinor: number;
    readonly currency: string;
    readonly shipTo: Address;
    readonly lines: readonly { readonly externalId: string; readonly sku: string; readonly qty: number }[];
    readonly shippedElsewhere: boolean;
  }[];
  readonly charges: readonly {
    readonly carrierId: string;
    readonly reference: string | null;
    readonly shipmentId: string;
    readonly trackingNo: string;
    readonly costMinor: number;
    readonly currency: "USD";
    readonly at: Instant;
    readonly voided: boolean;
  }[];
  readonly notices: readonly {
    readonly shopId: string;
    readonly orderId: string;
    readonly trackingNo: string;
    readonly carrierCode: string;
    readonly lines: readonly { readonly externalId: string; readonly qty: number }[];
    readonly at: Instant;
    readonly count: number; // how often the same number was told for the same order; 1 is right
  }[];
  readonly payments: readonly {
    readonly accountId: string;
    readonly externalId: string;
    readonly orderId: string | null;
    readonly code: string;
    readonly status: string;
    readonly grossMinor: number;
    readonly currency: string;
    readonly at: Instant;
    readonly relatedId: string | null;
  }[];
};

const addressFields = ["name", "company", "line1", "line2", "city", "state", "postcode", "country", "phone"] as const;

/** An address as one line of text: a ninth of the memory of nine strings. */
export const packAddress = (a: Address): string => addressFields.map((f) => a[f].replaceAll("\n", " ")).join("\n");

export function unpackAddress(packed: string): Address {
  const [name = "", company = "", line1 = "", line2 = "", city = "", state = "", postcode = "", country = "", phone = ""] =
    packed.split("\n");
  return { name, company, line1, line2, city, state, postcode, country, phone };
}

/** PayPal's transaction id: 17 capitals and digits. */
export const paymentId = (seed: number, no: number): string => alphanumeric(seed, 11, no, 17);

/** What the buyer was asked to pay, tax included. */
export const orderTotal = (o: Order): number =>
  o.lines.reduce((sum, l) => sum + l.item.priceMinor * l.qty, 0) + o.shippingMinor + o.taxMinor;

/** eBay's line id: fourteen digits that carry order and position, so that none is stored. */
export const lineId = (o: Order, line: number): string => String(10_000_000_000_000 + o.no * 64 + line);

/** Who gets a parcel, as a carrier is told: what ties a shipment to an order whose number the carrier never hears. */
export const recipientKey = (name: string | null, street: string | null, postcode: string | null): string => [name, street, postcode].join("|").toLowerCase();
