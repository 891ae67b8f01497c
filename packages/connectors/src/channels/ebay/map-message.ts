import type { ChannelMessage, ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { z } from "zod";
import { malformed, read, readInstant } from "../../kit/wire.ts";
import { EbayConversation, EbayConversationPage, EbayMessage, EbayMessagePage } from "./wire.ts";

const EbayConversations = EbayConversationPage.extend({ conversations: z.array(EbayConversation) });
const EbayMessages = EbayMessagePage.extend({ messages: z.array(EbayMessage) });

/** What a message does not say itself: its conversation, the listing it is about, and who of the two we are. */
export type MessageFrame = {
  readonly conversationId: string;
  readonly fromEbay: boolean;
  readonly title: string;
  readonly itemExternalId: string | null;
  readonly seller: string; // our eBay user name; "" when unknown
};

/**
 * Maps one message of a conversation. Pure.
 * Rule    Messages name sender and recipient but not which of them sells, so our own user name tells buyer from seller.
 *         eBay relates a conversation to a listing only, never to an order: `orderExternalId` is always null.
 *         What we wrote ourselves counts as read.
 * Source  https://developer.ebay.com/api-docs/commerce/message/types/api:MessageDetail
 */
export function mapEbayMessage(
  message: EbayMessage,
  frame: MessageFrame,
  path: string,
): Result<ChannelMessage, ConnectorError> {
  const at = readInstant(path === "" ? "createdDate" : `${path}.createdDate`, message.createdDate);
  if (!at.ok) return at;
  const sender = message.senderUsername ?? "";
  const from = frame.fromEbay || sender === "eBay" ? "channel" : isSame(sender, frame.seller) ? "seller" : "buyer";
  return ok({
    externalId: message.messageId,
    conversationId: frame.conversationId,
    at: at.value,
    from,
    buyerId: from === "seller" ? (message.recipientUsername ?? "") : from === "buyer" ? sender : "",
    orderExternalId: null,
    itemExternalId: frame.itemExternalId,
    subject: message.subject || frame.title,
    text: message.messageBody ?? "",
    read: from === "seller" || message.readStatus === true,
  });
}

/** A message as it came, in what its conversation says of it: what is kept of one that can't be read. */
export const framed = (message: unknown, { seller: _, ...frame }: MessageFrame): object => ({ message, frame });

const Framed = z.object({
  message: z.unknown(),
  frame: z.object({ conversationId: z.string(), fromEbay: z.boolean(), title: z.string(), itemExternalId: z.string().nullable() }),
});

/** Reads a framed message, or a conversation that could not be read by the newest message it carries. */
export function mapFramedMessage(raw: unknown, seller: string): Result<ChannelMessage, ConnectorError> {
  const one = Framed.safeParse(raw);
  if (one.success) {
    const message = read(EbayMessage, one.data.message);
    return message.ok ? mapEbayMessage(message.value, { ...one.data.frame, seller }, "") : message;
  }
  const conversation = read(EbayConversation, raw);
  if (!conversation.ok) return conversation;
  const { latestMessage } = conversation.value;
  return latestMessage ? mapEbayMessage(latestMessage, frameOf(conversation.value, seller), "latestMessage") : malformed("latestMessage", fact("want_kind", ":object", ":nothing"));
}

/** eBay user names are not case sensitive. */
const isSame = (a: string, b: string) => a !== "" && a.toLowerCase() === b.toLowerCase();

export const frameOf = (conversation: EbayConversation, seller: string): MessageFrame => ({
  conversationId: conversation.conversationId,
  fromEbay: conversation.conversationType === "FROM_EBAY",
  title: conversation.conversationTitle ?? "",
  itemExternalId: conversation.referenceType === "LISTING" ? conversation.referenceId || null : null,
  seller,
});

/**
 * Maps a saved answer of getConversations or getConversation without knowing the account it came from.
 * The seller is then who takes part in every conversation of the page. In a single one nobody stands out: whoever wrote
 * first is taken for the buyer, since sellers may not open a conversation without a sale.
 */
export function mapEbayMessageBody(json: unknown): Result<readonly ChannelMessage[], ConnectorError> {
  const isList = typeof json === "object" && json !== null && "conversations" in json;
  return isList ? mapConversationList(json) : mapConversation(json);
}

function mapConversationList(json: unknown): Result<readonly ChannelMessage[], ConnectorError> {
  const page = read(EbayConversations, json);
  if (!page.ok) return page;
  const { conversations } = page.value;
  const seller = sellerAmong(conversations.flatMap(({ latestMessage }) => (latestMessage ? [latestMessage] : [])));
  const items: ChannelMessage[] = [];
  for (const [i, conversation] of conversations.entries()) {
    if (!conversation.latestMessage) continue;
    const path = `conversations.${i}.latestMessage`;
    const message = mapEbayMessage(conversation.latestMessage, frameOf(conversation, seller), path);
    if (!message.ok) return message;
    items.push(message.value);
  }
  return ok(items);
}

function mapConversation(json: unknown): Result<readonly ChannelMessage[], ConnectorError> {
  const page = read(EbayMessages, json);
  if (!page.ok) return page;
  const { messages } = page.value;
  const first = messages.toSorted((a, b) => (a.createdDate < b.createdDate ? -1 : 1))[0];
  const frame: MessageFrame = {
    conversationId: /\/conversation\/([^/?#]+)/.exec(page.value.href ?? "")?.[1] ?? "", // the body names it nowhere else
    fromEbay: page.value.conversationType === "FROM_EBAY",
    title: page.value.conversationTitle ?? "",
    itemExternalId: null,
    seller: first?.recipientUsername ?? "",
  };
  const items: ChannelMessage[] = [];
  for (const [i, raw] of messages.entries()) {
    const message = mapEbayMessage(raw, frame, `messages.${i}`);
    if (!message.ok) return message;
    items.push(message.value);
  }
  return ok(items);
}

function sellerAmong(messages: readonly EbayMessage[]): string {
  const [first, ...rest] = messages;
  if (!first) return "";
  const both = (m: EbayMessage) => [m.senderUsername ?? "", m.recipientUsername ?? ""];
  const common = both(first).filter((name) => name !== "" && rest.every((m) => both(m).includes(name)));
  return common.length === 1 ? common[0]! : (first.recipientUsername ?? "");
}
