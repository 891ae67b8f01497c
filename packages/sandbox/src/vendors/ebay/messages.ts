import { WholeResponse, type HttpRequest } from "@argosy/core/http.ts";
import { epochMs, instant, parseInstant } from "@argosy/core/time.ts";
import type { Conversation, Message, Shop } from "../../books.ts";
import type { World } from "../../world.ts";
import { baseOf, jsonAnswer, unknownName } from "../../wire.ts";
import { invalidRequest, messageError, notFound } from "./errors.ts";

const types = ["FROM_EBAY", "FROM_MEMBERS"];
const states = ["ACTIVE", "ARCHIVE", "DELETE", "READ", "UNREAD"];

const wireMessage = (m: Message) => ({
  messageId: m.id, messageBody: m.text, createdDate: instant(m.atMs), readStatus: m.read,
  senderUsername: m.from, recipientUsername: m.to, subject: m.subject, messageMedia: [],
});

const latest = (c: Conversation): Message => c.messages.at(-1) as Message;

function wireConversation(c: Conversation) {
  const unread = c.messages.filter((m) => !m.read).length;
  return {
    conversationId: c.id, conversationStatus: "ACTIVE", conversationTitle: c.messages[0]!.subject,
    conversationType: "FROM_MEMBERS", createdDate: instant(c.messages[0]!.atMs), latestMessage: wireMessage(latest(c)),
    ...(c.itemId === null ? {} : { referenceId: c.itemId, referenceType: "LISTING" }), unreadCount: unread,
  };
}

type Paging = { readonly limit: number; readonly offset: number };

/** Default 25, at most 50; the offset must be a multiple of the limit. */
function readPaging(query: URLSearchParams): Paging | WholeResponse {
  const limit = query.get("limit") ?? "25";
  const offset = query.get("offset") ?? "0";
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 50)
    return messageError(355009, "Invalid limit. The limit value must be a positive integer value that does not exceed 50.");
  if (!/^\d{1,7}$/.test(offset) || Number(offset) % Number(limit) !== 0)
    return messageError(355008, "Invalid offset. The offset value must be a positive integer value and synchronized up with the limit value.");
  return { limit: Number(limit), offset: Number(offset) };
}

function page<T>(request: HttpRequest, url: URL, paging: Paging, all: readonly T[]): { items: readonly T[]; envelope: object } {
  const base = baseOf(request, url);
  const { limit, offset } = paging;
  const at = (from: number) => {
    const query = new URLSearchParams(url.searchParams);
    query.set("limit", String(limit));
    query.set("offset", String(from));
    return `${base}${url.pathname}?${query}`;
  };
  const envelope = {
    href: at(offset), limit, offset, total: all.length,
    ...(offset + limit < all.length ? { next: at(offset + limit) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  };
  return { items: all.slice(offset, offset + limit), envelope };
}

function readTimes(query: URLSearchParams): { fromMs: number; toMs: number } | WholeResponse {
  const [start, end] = [query.get("start_time"), query.get("end_time")];
  const [from, to] = [start, end].map((t) => (t === null ? null : parseInstant(t)));
  if ((start !== null && from === null) || (end !== null && to === null))
    return messageError(355005, "Invalid date format used for one or both date filters. Please use ISO 8601 dates with UTC offset.");
  const times = { fromMs: from ? epochMs(from) : 0, toMs: to ? epochMs(to) : Number.MAX_SAFE_INTEGER };
  return times.fromMs >= times.toMs ? messageError(355004, "The start_time must be an earlier date than end_time.") : times;
}

/**
 * `GET /commerce/message/v1/conversation`: getConversations, newest message first. The time filter looks at the
 * latest message of a conversation.
 * Source  https://developer.ebay.com/api-docs/commerce/message/resources/conversation/methods/getConversations
 */
export function getConversations(world: World, shop: Shop, request: HttpRequest, url: URL): WholeResponse {
  const query = url.searchParams;
  const unknown = unknownName(query.keys(), ["conversation_type", "conversation_status", "start_time", "end_time",
    "limit", "offset", "other_party_username", "reference_id", "reference_type"]);
  if (unknown !== null) return invalidRequest(`unknown query parameter ${unknown}`);
  const type = query.get("conversation_type");
  if (type === null || !types.includes(type))
    return messageError(355017, "The required conversation_type query parameter is either missing or has an invalid value. Please include this parameter and use a supported value.");
  const state = query.get("conversation_status");
  if (state !== null && !states.includes(state))
    return messageError(355001, "Invalid conversation_status value. Please see documentation for valid values.");
  if (query.has("reference_id") && !query.has("reference_type"))
    return messageError(355022, "The parameter reference_type is required whenever reference_id is provided.");
  const paging = readPaging(query);
  if (paging instanceof WholeResponse) return paging;
  const times = readTimes(query);
  if (times instanceof WholeResponse) return times;

  const other = query.get("other_party_username");
  const reference = query.get("reference_id");
  const nowMs = world.nowMs();
  const found = type === "FROM_EBAY" ? [] : world.conversations
    .filter((c) => c.shopId === shop.id && c.messages.length > 0 && latest(c).atMs <= nowMs)
    .filter((c) => latest(c).atMs >= times.fromMs && latest(c).atMs <= times.toMs)
    .filter((c) => (other === null || c.buyer === other) && (reference === null || c.itemId === reference))
    .filter((c) => (state === "UNREAD" ? c.messages.some((m) => !m.read) : state === "READ" ? c.messages.every((m) => m.read)
      : state === null || state === "ACTIVE"))
    .sort((a, b) => latest(b).atMs - latest(a).atMs || b.no - a.no);
  const { items, envelope } = page(request, url, paging, found);
  return jsonAnswer(200, { ...envelope, conversations: items.map(wireConversation) });
}

/** `GET /commerce/message/v1/conversation/{conversation_id}`: its messages, newest first. */
export function getConversation(world: World, shop: Shop, id: string, request: HttpRequest, url: URL): WholeResponse {
  const query = url.searchParams;
  const unknown = unknownName(query.keys(), ["conversation_type", "limit", "offset"]);
  if (unknown !== null) return invalidRequest(`unknown query parameter ${unknown}`);
  const type = query.get("conversation_type");
  if (type === null || !types.includes(type))
    return messageError(355002, "Invalid conversation_type value. Please see documentation for valid values.");
  if (!/^\d+$/.test(id)) return messageError(355007, "Invalid or unrecognized conversation_id value.");
  const paging = readPaging(query);
  if (paging instanceof WholeResponse) return paging;
  const c = world.conversations.find((other) => other.id === id && other.shopId === shop.id);
  if (!c || type === "FROM_EBAY") return notFound();
  const { items, envelope } = page(request, url, paging, c.messages.toReversed());
  return jsonAnswer(200, {
    ...envelope, conversationStatus: "ACTIVE", conversationTitle: c.messages[0]?.subject ?? "",
    conversationType: "FROM_MEMBERS", messages: items.map(wireMessage),
  });
}
