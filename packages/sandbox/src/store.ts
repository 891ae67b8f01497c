import type { Address } from "@argosy/core/address.ts";
import { epochMs, type Clock } from "@argosy/core/time.ts";
import {
  unpackAddress, type CarrierAccount, type Conversation, type Fulfilment, type Item, type Order, type Payment, type PaypalAccount, type Shipment, type Shop,
} from "./books.ts";
import { openJournal, type JournalEntry } from "./journal.ts";
import { sortedList, type SortedList } from "./sorted.ts";
import { textStore, type TextStore } from "./texts.ts";

export type Settings = {
  paypalLagS: number;
  ebayListLagS: number;
  timeoutsAfterCharge: number; // so many purchases will be charged and then not answered
  timeoutsFor: string[]; // so will the next purchase for each of these recipients, see `recipientKey`
  refusalsForFunds: number; // so many purchases will be refused: the account is empty
  seeded: boolean; // the demo company was written once
};

export type ShopOrders = {
  readonly created: SortedList<Order>;
  readonly modified: SortedList<Order>;
  readonly hidden: Set<Order>; // orders that lists do not show for now
  changes: number; // raised by every change: a cached answer of before is stale
};

export type AccountPayments = {
  readonly updated: SortedList<Payment>;
  readonly late: Set<Payment>; // payments the list may not know yet
};

export type Store = TextStore & {
  readonly seed: number;
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly settings: Settings;
  readonly shops: Map<string, Shop>;
  readonly paypals: Map<string, PaypalAccount>;
  readonly carriers: Map<string, CarrierAccount>;
  readonly orders: Map<string, Order>;
  readonly ordersOf: (shopId: string) => ShopOrders;
  readonly payments: Payment[];
  readonly paymentsOf: (accountId: string) => AccountPayments;
  readonly conversations: Conversation[];
  readonly shipments: Shipment[];
  readonly shipmentsBy: (reference: string) => readonly Shipment[];
  readonly shareItem: (item: Item) => Item;
  readonly share: (text: string) => string;
  readonly shareLines: (lines: Fulfilment["lines"]) => Fulfilment["lines"];
  readonly addressOf: (order: Order) => Address;
  readonly addShop: (shop: Shop) => void;
  readonly addPaypal: (account: PaypalAccount) => void;
  readonly addCarrier: (carrier: CarrierAccount) => void;
  readonly addOrder: (order: Order) => void;
  /** Changes an order and its version. */
  readonly changeOrder: (order: Order, change: (order: Order) => void) => void;
  /** Lists do not show the order until then. Its version stays. */
  readonly hideOrder: (order: Order, untilMs: number) => void;
  readonly addPayment: (payment: Payment) => void;
  /** The list does not know the record until then. */
  readonly hidePayment: (payment: Payment, untilMs: number) => void;
  readonly changePayment: (payment: Payment, change: (payment: Payment) => void) => void;
  readonly addShipment: (shipment: Shipment) => void;
  readonly changeShipment: (shipment: Shipment, change: (shipment: Shipment) => void) => void;
  readonly addConversation: (conversation: Conversation) => void;
  readonly saveConversation: (conversation: Conversation) => void;
  readonly saveSettings: () => void;
  /** Changes that a crash must not separate. */
  readonly together: (work: () => void) => void;
  readonly saveShop: (shop: Shop) => void;
};

/** A list per key, made on first use. */
function listOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}

/** Orders and payments in the order in which vendors list them. */
function keepLists() {
  const byShop = new Map<string, ShopOrders>();
  const byAccount = new Map<string, AccountPayments>();
  const ordersOf = (shopId: string): ShopOrders =>
    listOf(byShop, shopId, () => ({
      created: sortedList<Order>((o) => o.createdMs, (o) => o.no),
      modified: sortedList<Order>((o) => o.modifiedMs, (o) => o.no),
      hidden: new Set(),
      changes: 0,
    }));
  const paymentsOf = (accountId: string): AccountPayments =>
    listOf(byAccount, accountId, () => ({
      updated: sortedList<Payment>((p) => p.updatedMs, (p) => p.no),
      late: new Set(),
    }));
  return { ordersOf, paymentsOf };
}

/** All that is kept in memory, and how a new thing gets its place in it. Nothing here is journalled. */
function keep() {
  const settings: Settings = { paypalLagS: 0, ebayListLagS: 0, timeoutsAfterCharge: 0, timeoutsFor: [], refusalsForFunds: 0, seeded: false };
  const shops = new Map<string, Shop>();
  const paypals = new Map<string, PaypalAccount>();
  const carriers = new Map<string, CarrierAccount>();
  const orders = new Map<string, Order>();
  const payments: Payment[] = [];
  const shipments: Shipment[] = [];
  const conversations: Conversation[] = [];
  const texts = new Map<string, string>();
  const items = new Map<string, Item>();
  const shipped = new Map<string, Fulfilment["lines"]>();
  const { keepText, text } = textStore();
  // Nearly every reference has one shipment: an array for each would cost more than the text.
  const byReference = new Map<string, Shipment | readonly Shipment[]>();
  const { ordersOf, paymentsOf } = keepLists();

  const putOrder = (order: Order) => {
    orders.set(order.id, order);
    const lists = ordersOf(order.shopId);
    lists.created.add(order);
    lists.modified.add(order);
    if (order.hiddenUntilMs > 0) lists.hidden.add(order);
    lists.changes++;
  };
  const putPayment = (payment: Payment) => {
    payments[payment.no] = payment;
    const lists = paymentsOf(payment.accountId);
    lists.updated.add(payment);
    if (payment.lateMs > 0) lists.late.add(payment);
  };
  const putShipment = (s: Shipment) => {
    shipments[s.no] = s;
    if (s.reference === null) return;
    const before = byReference.get(s.reference);
    byReference.set(s.reference, before === undefined ? s : [before, s].flat());
  };
  const share = (text: string) => listOf(texts, text, () => text);
  const shareItem = (item: Item) => listOf(items, `${item.sku}\n${item.title}\n${item.priceMinor}`, () => item);
  const shareLines = (lines: Fulfilment["lines"]) => listOf(shipped, lines.map((l) => `${l.line}x${l.qty}`).join(), () => lines);
  const addressOf = (order: Order) => unpackAddress(text(order.shipTo));
  const shipmentsBy = (reference: string) => [byReference.get(reference) ?? []].flat();
  return {
    settings, shops, paypals, carriers, orders, payments, shipments, conversations,
    ordersOf, paymentsOf, putOrder, putPayment, putShipment, share, shareItem, shareLines, keepText, text, addressOf, shipmentsBy,
  };
}
type Kept = ReturnType<typeof keep>;

/** As the journal has it: with the texts themselves. */
type WithTexts<T, Field extends keyof T> = Omit<T, Field> & { readonly [field in Field]: string };

/** Gives everything from the journal its place again. */
function restore(kept: Kept, entries: readonly JournalEntry[]): void {
  const places: Record<string, (value: never) => void> = {
    settings: (s: Settings) => Object.assign(kept.settings, s),
    shop: (s: Shop) => kept.shops.set(s.id, s),
    paypal: (p: PaypalAccount) => kept.paypals.set(p.id, p),
    carrier: (c: CarrierAccount) => kept.carriers.set(c.id, c),
    order: (o: WithTexts<Order, "shipTo">) => kept.putOrder({ ...o, shipTo: kept.keepText(o.shipTo), lines: o.lines.map((l) => ({ ...l, item: kept.shareItem(l.item) })) }),
    payment: kept.putPayment,
    shipment: (s: WithTexts<Shipment, "to" | "customsItems" | "options">) =>
      kept.putShipment({ ...s, to: kept.keepText(s.to), customsItems: kept.keepText(s.customsItems), options: kept.keepText(s.options) }),
    conversation: (c: Conversation) => kept.conversations.push(c),
  };
  for (const [kind, , value] of entries) places[kind]?.(value as never);
}

/** All state of the sandbox world. Every change goes through here, because every change is journalled. */
export function createStore(options: { readonly seed: number; readonly clock: Clock; readonly journal?: string }): Store {
  const { seed, clock } = options;
  const nowMs = () => epochMs(clock.now());
  const kept = keep();
  const journal = options.journal === undefined ? null : openJournal(options.journal);
  restore(kept, journal?.replayed ?? []);
  const write = (kind: string, id: string, value: unknown) => journal?.append([kind, id, value]);
  const { text } = kept;
  const writeOrder = (o: Order) => journal?.append(["order", o.id, { ...o, shipTo: text(o.shipTo) }]);
  const writeShipment = (s: Shipment) =>
    journal?.append(["shipment", String(s.no), { ...s, to: text(s.to), customsItems: text(s.customsItems), options: text(s.options) }]);
  const { settings, shops, paypals, carriers, conversations, ordersOf, paymentsOf, putOrder, putPayment, putShipment } = kept;

  return {
    ...kept, seed, clock, nowMs,
    together: (work) => (journal ? journal.together(work) : work()),
    addShop: (s) => (shops.set(s.id, s), write("shop", s.id, s)),
    saveShop: (s) => write("shop", s.id, s),
    addPaypal: (p) => (paypals.set(p.id, p), write("paypal", p.id, p)),
    addCarrier: (c) => (carriers.set(c.id, c), write("carrier", c.id, c)),
    addOrder: (o) => (putOrder(o), writeOrder(o)),
    changeOrder: (o, change) => {
      const lists = ordersOf(o.shopId);
      lists.modified.remove(o);
      change(o);
      // A version must rise with every change, even when the clock stands still.
      o.modifiedMs = Math.max(nowMs(), o.modifiedMs + 1);
      lists.modified.add(o);
      lists.changes++;
      writeOrder(o);
    },
    hideOrder: (o, untilMs) => {
      o.hiddenUntilMs = untilMs;
      const lists = ordersOf(o.shopId);
      lists.hidden.add(o);
      lists.changes++;
      writeOrder(o);
    },
    addPayment: (p) => {
      putPayment(p);
      write("payment", String(p.no), p);
      const account = paypals.get(p.accountId);
      if (account) write("paypal", account.id, account);
    },
    hidePayment: (p, untilMs) => {
      p.lateMs = untilMs - p.atMs;
      paymentsOf(p.accountId).late.add(p);
      write("payment", String(p.no), p);
    },
    changePayment: (p, change) => {
      const { updated } = paymentsOf(p.accountId);
      updated.remove(p);
      change(p);
      p.updatedMs = Math.max(nowMs(), p.updatedMs);
      updated.add(p);
      write("payment", String(p.no), p);
    },
    addShipment: (s) => (putShipment(s), writeShipment(s)),
    changeShipment: (s, change) => {
      change(s);
      s.updatedMs = nowMs();
      writeShipment(s);
    },
    addConversation: (c) => (conversations.push(c), write("conversation", c.id, c)),
    saveConversation: (c) => write("conversation", c.id, c),
    saveSettings: () => write("settings", "all", settings),
  };
}
