import { z } from "zod";
import { externalId } from "../../kit/wire.ts";

// What we read of eBay's answers, and only that. Nearly nothing is required by eBay's contract (Sell Fulfillment
// 1.20.7, Commerce Message 1.0.0); we require what we must act on, and no enum is closed here: map-*.ts decides.

const text = z.string().nullish();
const Amount = z.object({ value: z.string(), currency: z.string() });
const amount = Amount.nullish();

const EbayAddress = z.object({
  addressLine1: text,
  addressLine2: text,
  city: text,
  stateOrProvince: text,
  county: text,
  postalCode: text,
  countryCode: text,
});

const EbayContact = z.object({
  fullName: text,
  companyName: text,
  email: text,
  contactAddress: EbayAddress.nullish(),
  primaryPhone: z.object({ phoneNumber: text }).nullish(),
});

const EbayLineItem = z.object({
  lineItemId: externalId,
  sku: text,
  title: text,
  quantity: z.int().min(1).max(1_000_000),
  lineItemFulfillmentStatus: text,
  lineItemCost: Amount,
  lineItemFulfillmentInstructions: z.object({ shipByDate: text }).nullish(),
  ebayCollectAndRemitTaxes: z.array(z.object({ amount })).nullish(),
});

const EbayFulfillment = z.object({
  fulfillmentId: z.string(),
  shipmentTrackingNumber: text,
  lineItems: z.array(z.object({ lineItemId: z.string(), quantity: z.int().min(1).nullish() })).nullish(),
});

/** https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:Order */
export const EbayOrder = z.object({
  orderId: externalId,
  creationDate: z.string(),
  lastModifiedDate: z.string(),
  orderFulfillmentStatus: z.string(),
  orderPaymentStatus: z.string(),
  cancelStatus: z
    .object({
      cancelState: text,
      cancelRequests: z.array(z.object({ cancelRequestState: text })).nullish(),
    })
    .nullish(),
  buyer: z.object({ username: externalId }),
  buyerCheckoutNotes: text,
  pricingSummary: z.object({
    total: Amount,
    deliveryCost: amount,
    deliveryDiscount: amount,
    priceDiscount: amount,
    tax: amount,
    fee: amount,
    adjustment: amount,
  }),
  paymentSummary: z
    .object({
      payments: z
        .array(z.object({ paymentDate: text, paymentStatus: text, paymentReferenceId: text }))
        .nullish(),
    })
    .nullish(),
  fulfillmentStartInstructions: z
    .array(
      z.object({
        shippingStep: z
          .object({ shippingServiceCode: text, shipToReferenceId: text, shipTo: EbayContact.nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  lineItems: z.array(EbayLineItem).min(1),
  // Not eBay's: we put the answer of getShippingFulfillments here where a line is shipped in part (index.ts).
  shippingFulfillments: z.array(EbayFulfillment).nullish(),
});
export type EbayOrder = z.infer<typeof EbayOrder>;

/** Enough of an order to see whether its fulfilments must be read too. */
export const EbayPartedOrder = EbayOrder.pick({ orderFulfillmentStatus: true }).extend({ lineItems: z.array(EbayLineItem.pick({ lineItemFulfillmentStatus: true })) });

/** The list must be there even when it is empty: an answer without one would look like a window without orders. */
export const EbayOrderPage = z.object({ orders: z.array(z.unknown()), next: text });

export const EbayMessage = z.object({
  messageId: externalId,
  createdDate: z.string(),
  messageBody: text,
  subject: text,
  readStatus: z.boolean().nullish(),
  senderUsername: text,
  recipientUsername: text,
});
export type EbayMessage = z.infer<typeof EbayMessage>;

/** One entry of getConversations. It carries the newest message only. */
export const EbayConversation = z.object({
  conversationId: externalId,
  conversationType: text,
  conversationTitle: text,
  referenceId: text,
  referenceType: text,
  latestMessage: EbayMessage.nullish(),
});
export type EbayConversation = z.infer<typeof EbayConversation>;

/** https://developer.ebay.com/api-docs/commerce/message/resources/conversation/methods/getConversations */
export const EbayConversationPage = z.object({ conversations: z.array(z.unknown()), next: text });

/** https://developer.ebay.com/api-docs/commerce/message/resources/conversation/methods/getConversation */
export const EbayMessagePage = z.object({
  href: text,
  conversationType: text,
  conversationTitle: text,
  messages: z.array(z.unknown()),
  next: text,
});

/** https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:ShippingFulfillmentPagedCollection */
export const EbayFulfillments = z.object({ fulfillments: z.array(EbayFulfillment) });

export const EbayToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
