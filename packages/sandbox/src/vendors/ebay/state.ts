import type { Address } from "@argosy/core/address.ts";
import { formatMoney, isCurrency } from "@argosy/core/money.ts";
import { instant } from "@argosy/core/time.ts";
import { lineId, orderTotal, paymentId, type Fulfilment, type Order, type Shop } from "../../books.ts";
import { itemId, oneIn } from "../../control.ts";
import type { World } from "../../world.ts";

const day = 86_400_000;

/** How one order is read: lists leave things out that the single order tells. */
export type View = { readonly base: string; readonly single: boolean; readonly taxBreakdown: boolean };

type Wire = { readonly [key: string]: unknown };

const decimal = (minor: number, currency: string): string =>
  formatMoney({ minor, currency: isCurrency(currency) ? currency : "USD" });

export const fulfilmentStatus = (o: Order): "NOT_STARTED" | "IN_PROGRESS" | "FULFILLED" => {
  if (o.lines.every((l) => l.shippedQty >= l.qty)) return "FULFILLED";
  return o.lines.some((l) => l.shippedQty > 0) ? "IN_PROGRESS" : "NOT_STARTED";
};

const lineStatus = (shipped: number, qty: number) =>
  shipped >= qty ? "FULFILLED" : shipped > 0 ? "IN_PROGRESS" : "NOT_STARTED";

const paymentStatus = (o: Order): string => {
  if (o.refundedMinor === 0) return o.paid;
  return o.refundedMinor >= orderTotal(o) ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED";
};

const cancelState = { none: "NONE_REQUESTED", requested: "IN_PROGRESS", cancelled: "CANCELED" } as const;

/** Lists return the array always empty; only getOrder tells the requests. Source: contract, `cancelRequests`. */
function cancelStatus(o: Order, view: View): Wire {
  const requests = !view.single || o.cancel === "none" ? [] : [{
    cancelInitiator: "Buyer", cancelReason: "BUYER_CANCEL_OR_ADDRESS_ISSUE", cancelRequestId: String(5_000_000_000 + o.no),
    cancelRequestState: o.cancel === "requested" ? "REQUESTED" : "COMPLETED", cancelRequestedDate: instant(o.cancelMs),
    ...(o.cancel === "cancelled" ? { cancelCompletedDate: instant(o.cancelMs) } : {}),
  }];
  return { cancelState: cancelState[o.cancel], cancelRequests: requests,
    ...(o.cancel === "cancelled" ? { cancelledDate: instant(o.cancelMs) } : {}) };
}

const shippingService: Record<Shop["site"], string> = {
  EBAY_US: "USPSGround", EBAY_GB: "UK_RoyalMailTracked", EBAY_DE: "DE_DHLPaket", EBAY_AU: "AU_Regular",
};

const shippingAbroad: Record<Shop["site"], string> = {
  EBAY_US: "StandardInternational", EBAY_GB: "UK_OtherCourierOrDeliveryInternational", EBAY_DE: "DE_SonstigeInternational", EBAY_AU: "AU_StandardInternational",
};
/** What the buyer chose at checkout. */
const asked = ({ site }: Shop, country: string): string => (site === `EBAY_${country}` ? shippingService : shippingAbroad)[site];

function shipTo(o: Order, a: Address): Wire {
  return {
    fullName: o.poison === "control_chars" ? `${a.name}\u0007\u0000` : a.name,
    ...(a.company === "" ? {} : { companyName: a.company }),
    contactAddress: {
      addressLine1: a.line1, ...(a.line2 === "" ? {} : { addressLine2: a.line2 }), city: a.city,
      ...(a.state === "" ? {} : { stateOrProvince: a.state }), postalCode: a.postcode, countryCode: a.country,
    },
    ...(a.phone === "" ? {} : { primaryPhone: { phoneNumber: a.phone } }),
    email: `${o.no.toString(36).padStart(8, "0")}@members.ebay.com`,
  };
}

function payments(seed: number, o: Order, total: Wire): Wire {
  const paidAt = instant(o.createdMs);
  const refunds = o.refundedMinor === 0 ? [] : [{
    amount: { value: decimal(o.refundedMinor, o.currency), currency: o.currency }, refundDate: instant(o.modifiedMs),
    refundId: String(5_100_000_000 + o.no), refundStatus: "REFUNDED",
  }];
  return {
    totalDueSeller: total,
    refunds,
    payments: [{
      paymentMethod: o.payment === "channel" ? "EBAY" : "PAYPAL",
      ...(o.tellsPayment ? { paymentReferenceId: paymentId(seed, o.paymentNo) } : {}),
      ...(o.paid === "PAID" ? { paymentDate: paidAt } : {}),
      amount: total, paymentStatus: o.paid,
    }],
  };
}

function lines(world: World, o: Order, shop: Shop, view: View): Wire[] {
  if (o.poison === "no_lines") return [];
  const currency = o.poison === "currency" ? "XQZ" : o.currency;
  const amount = (minor: number) => ({ value: decimal(minor, currency), currency });
  return o.lines.map((line, i) => {
    const cost = line.item.priceMinor * line.qty;
    const shipping = i === 0 ? o.shippingMinor : 0;
    const tax = i === 0 && view.taxBreakdown ? o.taxMinor : 0;
    return {
      lineItemId: lineId(o, i), legacyItemId: itemId(world.seed, line.item.sku), title: line.item.title,
      ...(line.item.sku === "" ? {} : { sku: line.item.sku }),
      lineItemCost: amount(cost), quantity: line.qty,
      // An open enum: a value that no client knows turns up now and then.
      soldFormat: oneIn(world, 21, o, 60) ? "LIVE_COMMERCE" : "FIXED_PRICE",
      listingMarketplaceId: shop.site, purchaseMarketplaceId: shop.site,
      lineItemFulfillmentStatus: lineStatus(line.shippedQty, line.qty),
      total: amount(cost + shipping + tax), deliveryCost: { shippingCost: amount(shipping) },
      appliedPromotions: [], taxes: [],
      ...(tax > 0 ? { ebayCollectAndRemitTaxes: [{ taxType: "STATE_SALES_TAX", amount: amount(tax), collectionMethod: "NET" }] } : {}),
      properties: { buyerProtection: true },
      lineItemFulfillmentInstructions: {
        minEstimatedDeliveryDate: instant(o.createdMs + 5 * day), maxEstimatedDeliveryDate: instant(o.createdMs + 12 * day),
        shipByDate: instant(o.createdMs + 3 * day), guaranteedDelivery: false,
      },
      itemLocation: { location: "Shenzhen", countryCode: "CN" },
    };
  });
}

/**
 * One order as getOrders and getOrder write it.
 *
 * Rule    Tax that eBay collects and remits is inside the totals only with `fieldGroups=TAX_BREAKDOWN`, although the
 *         buyer paid it. `buyerCheckoutNotes` and `paymentReferenceId` are absent when there is nothing to say.
 * Source  https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:Order
 */
export function wireOrder(world: World, o: Order, view: View): Wire {
  const shop = world.shops.get(o.shopId) as Shop;
  const currency = o.poison === "currency" ? "XQZ" : o.currency;
  const amount = (minor: number) => ({ value: decimal(minor, currency), currency });
  const shownTax = view.taxBreakdown ? o.taxMinor : 0;
  const totalMinor = orderTotal(o) - o.taxMinor + shownTax;
  const total = o.poison === "broken_total" ? { value: "12,3O", currency } : amount(totalMinor);
  const address = world.addressOf(o);
  const { country, state, postcode } = address;
  const note = o.poison === "control_chars" ? "please\u0000 ring \u0008twice" : o.note;
  return {
    orderId: o.id, creationDate: instant(o.createdMs), lastModifiedDate: instant(o.modifiedMs),
    orderFulfillmentStatus: o.poison === "no_lines" ? "NOT_STARTED" : fulfilmentStatus(o),
    orderPaymentStatus: paymentStatus(o), sellerId: shop.sellerId,
    buyer: { username: o.buyer, taxAddress: { ...(state === "" ? {} : { stateOrProvince: state }), postalCode: postcode, countryCode: country } },
    pricingSummary: {
      priceSubtotal: amount(totalMinor - shownTax - o.shippingMinor), deliveryCost: amount(o.shippingMinor),
      ...(shownTax > 0 ? { tax: amount(shownTax) } : {}), total,
    },
    cancelStatus: cancelStatus(o, view),
    paymentSummary: payments(world.seed, o, total),
    fulfillmentStartInstructions: [{
      fulfillmentInstructionsType: "SHIP_TO",
      minEstimatedDeliveryDate: instant(o.createdMs + 5 * day), maxEstimatedDeliveryDate: instant(o.createdMs + 12 * day),
      ebaySupportedFulfillment: false,
      shippingStep: { shipTo: shipTo(o, address), shippingServiceCode: asked(shop, country) },
    }],
    fulfillmentHrefs: (o.fulfilments ?? []).map((f) => fulfilmentHref(view.base, o, f)),
    lineItems: lines(world, o, shop, view),
    ...(o.taxMinor > 0 ? { ebayCollectAndRemitTax: true } : {}),
    ...(note === "" ? {} : { buyerCheckoutNotes: note }),
    salesRecordReference: String(o.no + 100), totalFeeBasisAmount: amount(orderTotal(o)),
    totalMarketplaceFee: amount(Math.round(orderTotal(o) * 0.1325)),
  };
}

/** The fulfilment's id is its tracking number; two calls with the same number are two fulfilments all the same. */
export const fulfilmentHref = (base: string, o: Order, f: Fulfilment): string =>
  `${base}/sell/fulfillment/v1/order/${o.id}/shipping_fulfillment/${f.trackingNo}`;

export const wireFulfilment = (o: Order, f: Fulfilment): Wire => ({
  fulfillmentId: f.trackingNo, shipmentTrackingNumber: f.trackingNo, shippingCarrierCode: f.carrierCode,
  shippedDate: instant(f.shippedMs), lineItems: f.lines.map((l) => ({ lineItemId: lineId(o, l.line), quantity: l.qty })),
});
