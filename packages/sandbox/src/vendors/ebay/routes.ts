import type { HttpRequest, WholeResponse } from "@argosy/core/http.ts";
import type { Shop } from "../../books.ts";
import type { World } from "../../world.ts";
import { baseOf, jsonAnswer, unknownName, type Http } from "../../wire.ts";
import { accessDenied, fulfillmentError, invalidRequest, invalidToken, notFound } from "./errors.ts";
import { getOrders, readTaxBreakdown } from "./list.ts";
import { getConversation, getConversations } from "./messages.ts";
import { holderOf, token } from "./oauth.ts";
import { createFulfilment } from "./ship.ts";
import { wireFulfilment, wireOrder } from "./state.ts";

const orderPath = /^\/sell\/fulfillment\/v1\/order\/([^/]+)(\/shipping_fulfillment)?(?:\/([^/]+))?$/;
const conversationPath = /^\/commerce\/message\/v1\/conversation\/([^/]+)$/;

/** eBay as far as an order day needs it: OAuth, Sell Fulfillment, Commerce Message. */
export function ebaySandbox(world: World): { readonly http: Http } {
  const http: Http = async (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/identity/v1/oauth2/token")
      return request.method === "POST" ? token(world, request) : notFound();
    const holder = holderOf(world, request);
    if (holder === null) return invalidToken();
    if (holder === "application") return accessDenied();
    return answer(world, holder, request, url);
  };
  return { http };
}

function answer(world: World, shop: Shop, request: HttpRequest, url: URL): WholeResponse | Promise<WholeResponse> {
  const path = url.pathname;
  const isGet = request.method === "GET";
  if (path === "/sell/fulfillment/v1/order" && isGet) return getOrders(world, shop, request, url);
  const order = orderPath.exec(path);
  if (order) return oneOrder(world, shop, request, url, order);
  if (path === "/commerce/message/v1/conversation" && isGet) return getConversations(world, shop, request, url);
  const conversation = conversationPath.exec(path);
  if (conversation && isGet) return getConversation(world, shop, conversation[1]!, request, url);
  return notFound();
}

function oneOrder(world: World, shop: Shop, request: HttpRequest, url: URL, match: RegExpExecArray): WholeResponse | Promise<WholeResponse> {
  const [, id = "", shipping, fulfilmentId] = match;
  const orderId = decodeURIComponent(id);
  const o = world.orders.get(orderId);
  const unknown = unknownName(url.searchParams.keys(), shipping ? [] : ["fieldGroups"]);
  if (unknown !== null) return invalidRequest(`unknown query parameter ${unknown}`);
  // A seller sees only his own orders; another's looks like none.
  if (!o || o.shopId !== shop.id) {
    const message = `Invalid order ID: ${orderId}`;
    return shipping ? fulfillmentError(32100, message) : notFoundOrder(orderId, message);
  }
  const base = baseOf(request, url);
  if (shipping) {
    if (request.method === "POST" && fulfilmentId === undefined) return createFulfilment(world, o, request, base);
    if (request.method !== "GET") return notFound();
    const all = (o.fulfilments ?? []).map((f) => wireFulfilment(o, f));
    if (fulfilmentId === undefined) return jsonAnswer(200, { fulfillments: all, total: all.length, warnings: [] });
    const one = all.find((f) => f["fulfillmentId"] === fulfilmentId);
    return one ? jsonAnswer(200, one) : notFound();
  }
  if (request.method !== "GET" || fulfilmentId !== undefined) return notFound();
  const taxBreakdown = readTaxBreakdown(url.searchParams);
  if (taxBreakdown === null) return fulfillmentError(32800, `Invalid field group: ${url.searchParams.get("fieldGroups")}`);
  return jsonAnswer(200, wireOrder(world, o, { base, single: true, taxBreakdown }));
}

const notFoundOrder = (id: string, message: string): WholeResponse =>
  /^[\w-]{1,50}$/.test(id)
    ? jsonAnswer(404, { errors: [{ errorId: 32100, domain: "API_FULFILLMENT", category: "REQUEST", message, longMessage: message }] })
    : fulfillmentError(32100, message);
