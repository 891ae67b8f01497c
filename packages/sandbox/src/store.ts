import { epochMs, type Clock } from "@argosy/core/time.ts";
import type {
  CarrierAccount, Conversation, Item, Order, Payment, PaypalAccount, Shipment, Shop,
} from "./books.ts";
import { openJournal } from "./journal.ts";
import { sortedList, type SortedList } from "./sorted.ts";

export type Settings = {
  paypalLagS: number;
  ebayListLagS: number;
  timeoutsAfterCharge: number; // so many purchases will be charged and then not answered
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

export type Store = {
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
  readonly addShop: (shop: Shop) => void;
  readonly addPaypal: (account: PaypalAccount) => void;
  readonly addCarrier: (carrier: CarrierAccount) => void;
  readonly addOrder: (order: Order) => void;
  /** Changes an order and its version. */
  readonly changeOrder: (order: Order, change: (order: Order) => void) => void;
  readonly addPayment: (payment: Payment) => void;
  readonly changePayment: (payment: Payment, change: (payment: Payment) => void) => void;
  readonly addShipment: (shipment: Shipment) => void;
  readonly changeShipment: (shipment: Shipment, change: (shipment: Shipment) => void) => void;
  readonly addConversation: (conversation: Conversation) => void;
  readonly say: (conversation: Conversation) => void;
  readonly saveSettings: () => void;
  readonly saveShop: (shop: Shop) => void;
};

type Kept = {
  readonly orders: Map<string, Order>;
  readonly byShop: Map<string, ShopOrders>;
  readonly payments: Payment[];
  readonly byAccount: Map<string, AccountPayments>;
};

/** A list per key, made on first use. */
function listOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}

function keepOrders(kept: Kept) {
  const ordersOf = (shopId: string): ShopOrders =>
    listOf(kept.byShop, shopId, () => ({
      created: sortedList<Order>((o) => o.createdMs, (o) => o.no),
      modified: sortedList<Order>((o) => o.modifiedMs, (o) => o.no),
      hidden: new Set(),
      changes: 0,
    }));
  const put = (order: Order) => {
    kept.orders.set(order.id, order);
    const lists = ordersOf(order.shopId);
    lists.created.add(order);
    lists.modified.add(order);
    if (order.hiddenUntilMs > 0) lists.hidden.add(order);
    lists.changes++;
  };
  const paymentsOf = (accountId: string): AccountPayments =>
    listOf(kept.byAccount, accountId, () => ({
      updated: sortedList<Payment>((p) => p.updatedMs, (p) => p.no),
      late: new Set(),
    }));
  const putPayment = (payment: Payment) => {
    kept.payments[payment.no] = payment;
    const lists = paymentsOf(payment.accountId);
    lists.updated.add(payment);
    if (payment.lateMs > 0) lists.late.add(payment);
  };
  return { ordersOf, put, paymentsOf, putPayment };
}

/** All state of the sandbox world. Every change goes through here, because every change is journalled. */
export function createStore(options: { readonly seed: number; readonly clock: Clock; readonly journal?: string }): Store {
  const { seed, clock } = options;
  const nowMs = () => epochMs(clock.now());
  const journal = options.journal === undefined ? null : openJournal(options.journal);
  const write = (kind: string, id: string, value: unknown) => journal?.append([kind, id, value]);
  const settings: Settings = { paypalLagS: 0, ebayListLagS: 0, timeoutsAfterCharge: 0, refusalsForFunds: 0, seeded: false };
  const shops = new Map<string, Shop>();
  const paypals = new Map<string, PaypalAccount>();
  const carriers = new Map<string, CarrierAccount>();
  const kept: Kept = { orders: new Map(), byShop: new Map(), payments: [], byAccount: new Map() };
  const { ordersOf, put, paymentsOf, putPayment } = keepOrders(kept);
  const shipments: Shipment[] = [];
  // Nearly every reference has one shipment: an array for each would cost more than the text.
  const byReference = new Map<string, Shipment | readonly Shipment[]>();
  const conversations: Conversation[] = [];
  const texts = new Map<string, string>();
  const items = new Map<string, Item>();
  const share = (text: string) => listOf(texts, text, () => text);
  const shareItem = (item: Item) => listOf(items, `${item.sku}\n${item.title}\n${item.priceMinor}`, () => item);
  const putShipment = (s: Shipment) => {
    shipments[s.no] = s;
    if (s.reference === null) return;
    const before = byReference.get(s.reference);
    byReference.set(s.reference, before === undefined ? s : [before, s].flat());
  };

  const restore: Record<string, (value: never) => void> = {
    settings: (s: Settings) => Object.assign(settings, s),
    shop: (s: Shop) => shops.set(s.id, s),
    paypal: (p: PaypalAccount) => paypals.set(p.id, p),
    carrier: (c: CarrierAccount) => carriers.set(c.id, c),
    order: (o: Order) => put({ ...o, lines: o.lines.map((l) => ({ ...l, item: shareItem(l.item) })) }),
    payment: putPayment,
    shipment: putShipment,
    conversation: (c: Conversation) => conversations.push(c),
  };
  for (const [kind, , value] of journal?.replayed ?? []) restore[kind]?.(value as never);

  return {
    seed, clock, nowMs, settings, shops, paypals, carriers, orders: kept.orders, ordersOf,
    payments: kept.payments, paymentsOf,
    conversations, shipments, shipmentsBy: (reference) => [byReference.get(reference) ?? []].flat(), share, shareItem,
    addShop: (s) => (shops.set(s.id, s), write("shop", s.id, s)),
    saveShop: (s) => write("shop", s.id, s),
    addPaypal: (p) => (paypals.set(p.id, p), write("paypal", p.id, p)),
    addCarrier: (c) => (carriers.set(c.id, c), write("carrier", c.id, c)),
    addOrder: (o) => (put(o), write("order", o.id, o)),
    changeOrder: (o, change) => {
      const lists = ordersOf(o.shopId);
      lists.modified.remove(o);
      change(o);
      // A version must rise with every change, even when the clock stands still.
      o.modifiedMs = Math.max(nowMs(), o.modifiedMs + 1);
      lists.modified.add(o);
      if (o.hiddenUntilMs > 0) lists.hidden.add(o);
      lists.changes++;
      write("order", o.id, o);
    },
    addPayment: (p) => {
      putPayment(p);
      write("payment", String(p.no), p);
      const account = paypals.get(p.accountId);
      if (account) write("paypal", account.id, account);
    },
    changePayment: (p, change) => {
      const { updated } = paymentsOf(p.accountId);
      updated.remove(p);
      change(p);
      p.updatedMs = Math.max(nowMs(), p.updatedMs);
      updated.add(p);
      write("payment", String(p.no), p);
    },
    addShipment: (s) => (putShipment(s), write("shipment", String(s.no), s)),
    changeShipment: (s, change) => {
      change(s);
      s.updatedMs = nowMs();
      write("shipment", String(s.no), s);
    },
    addConversation: (c) => (conversations.push(c), write("conversation", c.id, c)),
    say: (c) => write("conversation", c.id, c),
    saveSettings: () => write("settings", "all", settings),
  };
}
