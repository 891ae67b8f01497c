import type { ConnectorContext, ConnectorError, Window } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { WholeRequest } from "@argosy/core/http.ts";
import { fail, type Result } from "@argosy/core/result.ts";
import { earlier, type Instant } from "@argosy/core/time.ts";
import { withToken } from "../../kit/oauth.ts";
import { send, type Answer, type Effect, type Sender } from "../../kit/send.ts";
import { ebayTokens } from "./auth.ts";
import { ebayFault } from "./map-error.ts";

export const orderPageSize = 200; // eBay answers an error to more, it does not clamp
export const conversationPageSize = 10; // each conversation is one more call; 50 is eBay's maximum
const messagePageSize = 50;

type Reply = Promise<Result<Answer, ConnectorError>>;
export type EbayApi = ReturnType<typeof ebayApi>;

/** The calls we make to eBay, as HTTP and nothing else. */
export function ebayApi(context: ConnectorContext) {
  const sender: Sender = { http: context.http, clock: context.clock, faultOf: ebayFault };
  const tokens = ebayTokens(context, sender);
  const call = (effect: Effect, path: string, body?: unknown, notAfter?: Instant): Reply =>
    withToken(tokens, async (token) => {
      // Asked once the token is here: fetching it may have taken longer than the caller has.
      if (notAfter !== undefined && context.clock.now() > notAfter) return fail({ kind: "unavailable", detail: fact("too_late_to_send") });
      return send(sender, requestOf(context.baseUrl + path, token, body), effect);
    });

  return {
    /**
     * https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/methods/getOrders
     * Only `lastmodifieddate`: a `creationdate` beside it would silence it. TAX_BREAKDOWN puts the tax that eBay
     * collects into the total, so that the total is what the buyer paid. An end in the future is refused (30850).
     */
    getOrders(window: Window, offset: number): Reply {
      const to = earlier(window.to, context.clock.now());
      const filter = encodeURIComponent(`lastmodifieddate:[${window.from}..${to}]`);
      const page = `limit=${orderPageSize}&offset=${offset}`;
      return call("read", `/sell/fulfillment/v1/order?filter=${filter}&fieldGroups=TAX_BREAKDOWN&${page}`);
    },

    /** The same method by ids. It is said to ignore every other parameter, fieldGroups too: mapOrder reads both forms. */
    getOrdersByIds(ids: readonly string[]): Reply {
      const list = encodeURIComponent(ids.join(","));
      return call("read", `/sell/fulfillment/v1/order?orderIds=${list}&fieldGroups=TAX_BREAKDOWN`);
    },

    /** https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/methods/getOrder (with cancel requests) */
    getOrder(id: string): Reply {
      return call("read", `/sell/fulfillment/v1/order/${encodeURIComponent(id)}?fieldGroups=TAX_BREAKDOWN`);
    },

    /** https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/shipping_fulfillment/methods/createShippingFulfillment */
    createShippingFulfillment(orderId: string, body: unknown, notAfter?: Instant): Reply {
      const path = `/sell/fulfillment/v1/order/${encodeURIComponent(orderId)}/shipping_fulfillment`;
      return call("write", path, body, notAfter);
    },

    /** https://developer.ebay.com/api-docs/sell/fulfillment/resources/order/shipping_fulfillment/methods/getShippingFulfillments */
    getShippingFulfillments(orderId: string): Reply {
      return call("read", `/sell/fulfillment/v1/order/${encodeURIComponent(orderId)}/shipping_fulfillment`);
    },

    /**
     * https://developer.ebay.com/api-docs/commerce/message/resources/conversation/methods/getConversations, newest first.
     * Without `end_time`: a conversation written in while we read would leave the window, and its followers move up.
     */
    getConversations({ from }: Window, offset: number): Reply {
      const page = `limit=${conversationPageSize}&offset=${offset}`; // the offset must be a multiple of the limit
      return call("read", `/commerce/message/v1/conversation?conversation_type=FROM_MEMBERS&start_time=${encodeURIComponent(from)}&${page}`);
    },

    /** https://developer.ebay.com/api-docs/commerce/message/resources/conversation/methods/getConversation */
    getConversation(conversationId: string, pageNo: number): Reply {
      const page = `limit=${messagePageSize}&offset=${pageNo * messagePageSize}`;
      const path = `/commerce/message/v1/conversation/${encodeURIComponent(conversationId)}`;
      return call("read", `${path}?conversation_type=FROM_MEMBERS&${page}`);
    },
  };
}

function requestOf(url: string, token: string, body: unknown): WholeRequest {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  if (body === undefined) return new WholeRequest(url, { headers });
  return new WholeRequest(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
