import type {
  Channel,
  ChannelMessage,
  ConnectorContext,
  ConnectorError,
  ConnectorInfo,
  Page,
  RawItem,
  ShipNotice,
  Unreadable,
  Window,
} from "@argosy/core/connector.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { parseInstant, type Instant } from "@argosy/core/time.ts";
import { parseJson } from "../../kit/json.ts";
import { notFound } from "../../kit/send.ts";
import { externalIdIn, read } from "../../kit/wire.ts";
import { conversationPageSize, ebayApi, orderPageSize, type EbayApi } from "./api.ts";
import { framed, frameOf, mapFramedMessage, type MessageFrame } from "./map-message.ts";
import { mapEbayOrder } from "./map-order.ts";
import { fulfillmentIdOf, hasPartedLine, mapEbayFulfillments, toEbayFulfillment, withFulfillments } from "./map-shipment.ts";
import { EbayConversation, EbayConversationPage, EbayMessagePage, EbayOrderPage } from "./wire.ts";

export const ebayInfo = {
  id: "ebay",
  label: "eBay",
  proof: "contract",
  liveUrl: "https://api.ebay.com",
  credentialFields: [
    { name: "clientId", secret: false },
    { name: "clientSecret", secret: true },
    { name: "refreshToken", secret: true },
    { name: "userName", secret: false }, // the seller's, to tell buyer from seller in conversations
  ],
  scopes: ["https://api.ebay.com/oauth/api_scope/sell.fulfillment", "https://api.ebay.com/oauth/api_scope/commerce.message"],
  /** The marketplaces an account can sell on, the currency its listings usually have, and when it is about three in the morning. */
  sites: [
    { id: "EBAY_US", label: "eBay.com", country: "US", currency: "USD", nightHourUtc: 10 },
    { id: "EBAY_GB", label: "eBay.co.uk", country: "GB", currency: "GBP", nightHourUtc: 3 },
    { id: "EBAY_DE", label: "eBay.de", country: "DE", currency: "EUR", nightHourUtc: 2 },
    { id: "EBAY_FR", label: "eBay.fr", country: "FR", currency: "EUR", nightHourUtc: 2 },
    { id: "EBAY_IT", label: "eBay.it", country: "IT", currency: "EUR", nightHourUtc: 2 },
    { id: "EBAY_ES", label: "eBay.es", country: "ES", currency: "EUR", nightHourUtc: 2 },
    { id: "EBAY_AU", label: "eBay.com.au", country: "AU", currency: "AUD", nightHourUtc: 17 },
    { id: "EBAY_CA", label: "eBay.ca", country: "CA", currency: "CAD", nightHourUtc: 8 },
    { id: "EBAY_HK", label: "eBay.com.hk", country: "HK", currency: "HKD", nightHourUtc: 19 },
    { id: "EBAY_SG", label: "eBay.com.sg", country: "SG", currency: "SGD", nightHourUtc: 19 },
  ],
} as const satisfies ConnectorInfo & { readonly sites: readonly object[] };

const maxMessagePages = 20; // of 50 messages; an older message than that was read in an earlier window

/** Opens one seller account on eBay. See README.md for what was proven and how. */
export function openEbay(context: ConnectorContext): Channel {
  const api = ebayApi(context);
  const seller = context.credentials["userName"] ?? "";
  return {
    fetchLimit: 50,
    mapOrder: mapEbayOrder,
    readBody,
    listOrders: (window, cursor) => listOrders(api, context.clock.now(), window, cursor),
    fetchOrders: (ids) => fetchOrders(api, ids),
    listMessages: (window, cursor) => listMessages(api, seller, window, cursor),
    mapMessage: (raw) => mapFramedMessage(raw, seller),
    sendShipNotice: (notice) => sendShipNotice(api, notice),
    async findShipNotices(orderId) {
      const answer = await api.getShippingFulfillments(orderId);
      return answer.ok ? mapEbayFulfillments(answer.value.json) : answer;
    },
  };
}

/** A saved page of orders, or one order. */
function readBody(text: string): Result<readonly RawItem[], ConnectorError> {
  const json = parseJson(text);
  if (!json.ok) return json;
  if (typeof json.value !== "object" || json.value === null || !("orders" in json.value)) return ok([rawOrder(json.value)]);
  const page = read(EbayOrderPage, json.value);
  return page.ok ? ok(page.value.orders.map(rawOrder)) : page;
}

type Answered<T> = Promise<Result<T, ConnectorError>>;

/**
 * One page of orders. eBay pages by offset over a live set: an order that is modified meanwhile leaves the window and
 * pulls its followers forward, past the offset. So a page begins one row early with the last order of the page before.
 * Where another order stands there, the list goes on behind that last order a page further up; where it is not there
 * either, the list begins again. Doubles are harmless, a skipped order is not.
 * The cursor is `offset:id of the last order seen`.
 */
async function listOrders(api: EbayApi, now: Instant, window: Window, cursor: string | null): Answered<Page<RawItem>> {
  if (window.from > now) return ok({ items: [], next: null }); // eBay refuses a window that has not begun
  const [offset, lastId] = placeOf(cursor);
  if (offset === 0) return orderPage(api, window, 0);
  for (const from of [offset - 1, Math.max(0, offset - orderPageSize)]) {
    const page = await orderPage(api, window, from);
    if (!page.ok) return page;
    const seen = page.value.items.findIndex((item) => item.externalId === lastId);
    if (seen >= 0) return ok({ ...page.value, items: page.value.items.slice(seen + 1) });
  }
  return orderPage(api, window, 0);
}

async function orderPage(api: EbayApi, window: Window, offset: number): Answered<Page<RawItem>> {
  const answer = await api.getOrders(window, offset);
  if (!answer.ok) return answer;
  const page = read(EbayOrderPage, answer.value.json);
  if (!page.ok) return page;
  const whole = await askParted(api, page.value.orders.map(rawOrder));
  if (!whole.ok) return whole;
  const items = whole.value;
  const last = items.at(-1);
  return ok({ items, next: page.value.next && last ? `${offset + items.length}:${last.externalId ?? ""}` : null });
}

function placeOf(cursor: string | null): readonly [offset: number, lastId: string] {
  const match = /^(\d{1,9}):(.*)$/s.exec(cursor ?? "");
  return match ? [Number(match[1]), match[2]!] : [0, ""];
}

function rawOrder(raw: unknown): RawItem {
  const { orderId, lastModifiedDate } = (raw ?? {}) as { orderId?: unknown; lastModifiedDate?: unknown };
  return {
    externalId: externalIdIn(orderId),
    version: typeof lastModifiedDate === "string" ? parseInstant(lastModifiedDate) : null,
    raw,
  };
}

/** A single order is read alone: only that answer carries its cancel requests. Unknown ids are absent. */
async function fetchOrders(api: EbayApi, ids: readonly string[]): Answered<readonly RawItem[]> {
  const [only] = ids;
  if (only === undefined) return ok([]);
  const answer = ids.length === 1 ? await api.getOrder(only) : await api.getOrdersByIds(ids);
  if (!answer.ok) {
    const unknown = answer.error.kind === "refused" && unknownOrder.has(answer.error.code);
    return unknown && ids.length === 1 ? ok([]) : answer;
  }
  if (ids.length === 1) return askParted(api, [rawOrder(answer.value.json)]);
  const page = read(EbayOrderPage, answer.value.json);
  return page.ok ? askParted(api, page.value.orders.map(rawOrder)) : page;
}

/**
 * An order says that a line is shipped in part and not how many pieces: its fulfilments do, so they are kept beside it.
 * Such lines are few, and nothing is asked for the others. What eBay refuses to tell stays away: the map then says so of
 * that order alone.
 */
async function askParted(api: EbayApi, items: readonly RawItem[]): Answered<readonly RawItem[]> {
  const whole: RawItem[] = [];
  for (const item of items) {
    const answer = item.externalId !== null && hasPartedLine(item.raw) ? await api.getShippingFulfillments(item.externalId) : null;
    if (answer && !answer.ok && answer.error.kind !== "refused") return answer;
    whole.push(answer?.ok ? { ...item, raw: withFulfillments(item.raw, answer.value.json) } : item);
  }
  return ok(whole);
}

const unknownOrder = new Set([notFound, "32100"]); // 32100: invalid order id

async function sendShipNotice(api: EbayApi, notice: ShipNotice): Answered<{ readonly externalId: string }> {
  const body = toEbayFulfillment(notice);
  if (!body.ok) return body;
  const answer = await api.createShippingFulfillment(notice.orderExternalId, body.value, notice.notAfter);
  return answer.ok ? ok({ externalId: fulfillmentIdOf(answer.value.headers, notice.trackingNo) }) : answer;
}

/** Conversations touched since the window's begin with all their messages; the cursor is the offset over conversations. */
async function listMessages(
  api: EbayApi,
  seller: string,
  window: Window,
  cursor: string | null,
): Answered<Page<ChannelMessage>> {
  const offset = Number(cursor ?? "0");
  const answer = await api.getConversations(window, offset);
  if (!answer.ok) return answer;
  const page = read(EbayConversationPage, answer.value.json);
  if (!page.ok) return page;
  const { conversations } = page.value;
  const items: ChannelMessage[] = [];
  const unreadable: Unreadable[] = [];
  for (const raw of conversations) {
    const conversation = read(EbayConversation, raw);
    if (!conversation.ok) {
      unreadable.push({ externalId: null, error: conversation.error, raw });
      continue;
    }
    const frame = frameOf(conversation.value, seller);
    const messages = await messagesOf(api, frame);
    if (!messages.ok) return messages;
    for (const message of messages.value) {
      const kept = framed(message, frame);
      const mapped = mapFramedMessage(kept, seller);
      if (mapped.ok) items.push(mapped.value);
      else unreadable.push({ externalId: messageIdOf(message), error: mapped.error, raw: kept });
    }
  }
  const next = page.value.next && conversations.length > 0 ? String(offset + conversationPageSize) : null;
  return ok({ items, next, ...(unreadable.length > 0 ? { unreadable } : {}) });
}

function messageIdOf(message: unknown): string | null {
  return externalIdIn((message as { messageId?: unknown } | null)?.messageId);
}

async function messagesOf(api: EbayApi, frame: MessageFrame): Answered<readonly unknown[]> {
  const messages: unknown[] = [];
  for (let pageNo = 0; pageNo < maxMessagePages; pageNo++) {
    const answer = await api.getConversation(frame.conversationId, pageNo);
    if (!answer.ok) return answer;
    const page = read(EbayMessagePage, answer.value.json);
    if (!page.ok) return page;
    messages.push(...page.value.messages);
    if (!page.value.next || page.value.messages.length === 0) break;
  }
  return ok(messages);
}
