import { contractFile } from "@argosy/connectors/kit/contracts.testkit.ts";
import type { Http } from "@argosy/core/connector.ts";
import type { HttpRequest } from "@argosy/core/http.ts";
import { formatMoney, money, parseMoney, type Currency, type Money } from "@argosy/core/money.ts";
import type { Clock, Instant } from "@argosy/core/time.ts";
import { png } from "./floor.testkit.ts";

// Orders and payments made from vendors' recordings, and vendors that answer from them. Whatever did not come from a
// recording is named by "Set". Sources: eBay GetOrders (Trading API), PayPal transaction search and checkout
// (sandbox), EasyPost (test mode). They were recorded in different years and know nothing of each other.

type Json = { readonly [key: string]: unknown };
const recorded = (path: string): Json => JSON.parse(contractFile(path)) as Json;

// ---------------------------------------------------------------- sales

export type Line = { readonly id: string; readonly sku: string; readonly title: string; readonly qty: number; readonly total: string };
export type Sale = {
  readonly orderId: string; readonly buyer: string; readonly email: string; readonly service: string; readonly currency: Currency;
  readonly total: string; readonly shipping: string; readonly cancelled: boolean; readonly lines: readonly Line[]; readonly shipTo: Json;
};

/** The five sales of eBay's recorded GetOrders: prices, postage, SKUs, buyers, streets and numbers as recorded. */
export function ebaySales(): readonly Sale[] {
  const { interactions } = recorded("ebay/recorded-trading/ebay_orders_sync.json") as { interactions: { response: { body: { string: string } } }[] };
  return tags(interactions[0]!.response.body.string, "Order").map(saleOf);
}
const getOrders = (name: string): string => contractFile(`ebay/trading-xml/EbayServiceGetOrdersResponse${name}.xml`);
/** A sale of 34.45 USD as an integration published it, with the buyer's country masked as "DDD". */
export const maskedSale = (): Sale => saleOf(tag(getOrders("WithShippingCarrier"), "Order"));
/** A sale that was cancelled and refunded: its total is zero, its line is not. Its address is masked too. */
export const cancelledSale = (): Sale => saleOf(tag(getOrders("WithoutSellingManagerSalesRecordNumber"), "Order"));
/** An American address with a bell character in the buyer's name, which no XML may hold and eBay sent all the same. */
export const bellAddress = (): Json => shipToOf(getOrders("WithBelInShippingAddressName"));

function saleOf(xml: string): Sale {
  const currency = /<Total currencyID="(\w+)"/.exec(xml)![1] as Currency;
  const selected = tag(xml, "ShippingServiceSelected");
  return {
    orderId: tag(xml, "OrderID"), buyer: tag(xml, "BuyerUserID"), email: tag(xml, "Email"), service: tag(selected, "ShippingService"), currency,
    total: tag(xml, "Total"), shipping: tag(selected, "ShippingServiceCost"), cancelled: tag(xml, "OrderStatus") === "Cancelled",
    lines: tags(xml, "Transaction").map((line) => {
      const qty = Number(tag(line, "QuantityPurchased"));
      const price = amountOf(tag(line, "TransactionPrice"), currency);
      return { id: tag(line, "OrderLineItemID"), sku: tag(line, "SKU"), title: tag(line, "Title"), qty, total: formatMoney({ ...price, minor: price.minor * qty }) };
    }),
    shipTo: shipToOf(xml),
  };
}
function shipToOf(xml: string): Json {
  const place = tag(xml, "ShippingAddress");
  return {
    fullName: tag(place, "Name"), primaryPhone: { phoneNumber: tag(place, "Phone") },
    contactAddress: {
      addressLine1: tag(place, "Street1"), city: tag(place, "CityName"), stateOrProvince: tag(place, "StateOrProvince"), postalCode: tag(place, "PostalCode"), countryCode: tag(place, "Country"),
    },
  };
}
const tags = (xml: string, name: string): string[] => [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^]*?)</${name}>`, "g"))].map((m) => m[1]!);
const tag = (xml: string, name: string): string => tags(xml, name)[0] ?? "";

function amountOf(text: string, currency: Currency): Money {
  const amount = parseMoney(text, currency);
  if (!amount.ok) throw new Error(`the recording has no amount at ${amount.error}`);
  return amount.value;
}

type Checkout = {
  readonly id: string; readonly payer: { readonly payer_id: string; readonly email_address: string };
  readonly purchase_units: readonly [{
    readonly amount: { readonly value: string; readonly currency_code: Currency };
    readonly items: readonly { readonly name: string; readonly quantity: string }[];
    readonly shipping: { readonly name: Json; readonly address: Readonly<Record<string, string>> };
  }];
};
/** The one sale that PayPal recorded from both sides. Set: its item has no SKU, so the item's name stands for one. */
export function checkoutSale(): Sale {
  const { id, payer, purchase_units: [unit] } = recorded("paypal/recorded-sandbox/checkout_order_details_2020_sandbox.json") as Json & Checkout;
  const { address } = unit.shipping;
  const [item] = unit.items;
  return {
    orderId: id, buyer: payer.payer_id, email: payer.email_address, service: "", currency: unit.amount.currency_code, total: unit.amount.value, shipping: "0.00", cancelled: false,
    lines: [{ id: `${id}-1`, sku: item!.name, title: item!.name, qty: Number(item!.quantity), total: unit.amount.value }],
    shipTo: {
      fullName: unit.shipping.name["full_name"],
      contactAddress: { addressLine1: address["address_line_1"], city: address["admin_area_2"], stateOrProvince: address["admin_area_1"], postalCode: address["postal_code"], countryCode: address["country_code"] },
    },
  };
}

/** Set: several recorded sales bought in one order. The sums are those of the recorded ones. */
export function inOneOrder(orderId: string, sales: readonly Sale[]): Sale {
  const [first] = sales;
  const sum = (of: "total" | "shipping") => formatMoney(money(sales.reduce((all, s) => all + amountOf(s[of], s.currency).minor, 0), first!.currency));
  return { ...first!, orderId, total: sum("total"), shipping: sum("shipping"), lines: sales.flatMap((s) => s.lines).map((l) => ({ ...l, id: `${orderId}/${l.id}` })) };
}

/** Set: the same amounts in yen, which have no decimals (8.29 becomes 829), under another number. */
export function inYen(orderId: string, sale: Sale): Sale {
  const yen = (text: string) => String(amountOf(text, sale.currency).minor);
  return { ...sale, orderId, currency: "JPY", total: yen(sale.total), shipping: yen(sale.shipping), lines: sale.lines.map((l) => ({ ...l, id: `${orderId}/${l.id}`, total: yen(l.total) })) };
}

/** A sale as eBay's Fulfillment API writes orders. Set: the moment, the payment's number, paid and not shipped yet. */
export function ebayOrder(sale: Sale, set: { readonly at: Instant; readonly paymentRef: string | null }): Json {
  const of = (value: string) => ({ value, currency: sale.currency });
  return {
    orderId: sale.orderId, creationDate: set.at, lastModifiedDate: set.at, orderFulfillmentStatus: "NOT_STARTED", orderPaymentStatus: "PAID",
    buyer: { username: sale.buyer }, cancelStatus: { cancelState: sale.cancelled ? "CANCELED" : "NONE_REQUESTED" },
    pricingSummary: { total: of(sale.total), deliveryCost: of(sale.shipping) },
    paymentSummary: { payments: [{ paymentMethod: "PAYPAL", paymentStatus: "PAID", paymentDate: set.at, ...(set.paymentRef === null ? {} : { paymentReferenceId: set.paymentRef }) }] },
    fulfillmentStartInstructions: [{ shippingStep: { shippingServiceCode: sale.service, shipTo: { ...sale.shipTo, email: sale.email } } }],
    lineItems: sale.lines.map((l) => ({ lineItemId: l.id, sku: l.sku, title: l.title, quantity: l.qty, lineItemCost: of(l.total) })),
  };
}

// ---------------------------------------------------------------- payments

type Amount = { readonly value: string; readonly currency_code: string };
type Info = Json & { readonly transaction_id: string; readonly transaction_event_code: string; readonly transaction_amount: Amount; readonly transaction_status: string };
export type Transaction = Json & { readonly transaction_info: Info };

/** Every transaction of PayPal's recorded searches, in their order: payments and payouts, conversions, holds, releases. */
export const paypalTransactions = (): readonly Transaction[] =>
  ["payments_with_currency_conversion", "order_transactions"].flatMap(
    (name) => recorded(`paypal/recorded-sandbox/transactions_2021_${name}.json`)["transaction_details"] as Transaction[],
  );

/** A recorded transaction that pays one sale. Set: amount and currency as the sale's, a buyer's payment (T0006) without the payout's note, the moment. */
export const paying = (one: Transaction, sale: Sale, set: { readonly at: Instant; readonly id?: string }): Transaction =>
  changed(one, {
    transaction_id: set.id ?? one.transaction_info.transaction_id, transaction_event_code: "T0006", transaction_amount: { value: sale.total, currency_code: sale.currency },
    transaction_initiation_date: set.at, transaction_updated_date: set.at, fee_amount: undefined, custom_field: sale.orderId, transaction_note: undefined,
  });

/** A recorded release as the reversal of a payment. Set: the code T1106, the sign, which payment, its amount, the moment. */
export const reversing = (release: Transaction, payment: Transaction, at: Instant): Transaction => {
  const { value, currency_code } = payment.transaction_info.transaction_amount;
  return changed(release, {
    transaction_id: `${release.transaction_info.transaction_id}R`, transaction_event_code: "T1106", paypal_reference_id: payment.transaction_info.transaction_id,
    transaction_amount: { value: `-${value}`, currency_code }, transaction_initiation_date: at, transaction_updated_date: at,
  });
};

/** The recorded capture of `checkoutSale`, pending as recorded, in a row of the search. Set: code, moment; `S` when it is done. */
export function captured(row: Transaction, at: Instant, status: "P" | "S"): Transaction {
  const capture = (recorded("paypal/recorded-sandbox/capture_order_2020_sandbox.json") as unknown as Captured).purchase_units[0].payments.captures[0];
  return changed(row, {
    transaction_id: capture.id, transaction_event_code: "T0006", transaction_amount: capture.amount, transaction_status: status, fee_amount: undefined, custom_field: undefined, transaction_note: undefined,
    ...(status === "P" ? { pending_reason_code: capture.status_details.reason } : {}), transaction_initiation_date: at, transaction_updated_date: at,
  });
}
type Captured = { readonly purchase_units: readonly [{ readonly payments: { readonly captures: readonly [{ readonly id: string; readonly amount: Amount; readonly status_details: { readonly reason: string } }] } }] };

const changed = (one: Transaction, info: Partial<Info>): Transaction => JSON.parse(JSON.stringify({ ...one, transaction_info: { ...one.transaction_info, ...info } })) as Transaction;

// ---------------------------------------------------------------- purchases

type Entry = { readonly request: { readonly method: string; readonly url: string }; readonly response: { readonly status: number; readonly content: { readonly text: string } } };
export type Shipment = Json & {
  readonly id: string; readonly tracking_code: string | null; readonly selected_rate: { readonly id: string; readonly rate: string } | null; readonly tracker: { readonly id: string } | null;
};
export type Purchase = { readonly quoted: Shipment; readonly bought: Shipment; readonly refunded: Shipment | null };

const har = (name: string): readonly Json[] =>
  (recorded(`easypost/recorded/${name}.har`) as { log: { entries: Entry[] } }).log.entries.map((e) => JSON.parse(e.response.content.text) as Json);

/** Recorded purchases with the trackers EasyPost made for them. The first three buy in a second call; the others in one. */
const bought = [
  "buys-a-shipment", "buys-a-shipment-with-insuranceAmount", "converts-the-label-format-of-a-shipment", "insures-a-shipment", "generates-a-form-for-a-shipment", "refunds-a-shipment",
];
export const purchases = (): readonly Purchase[] =>
  bought.map((name) => {
    const shipments = har(`Shipment-Service.${name}`).filter((body): body is Shipment => body["object"] === "Shipment");
    return {
      quoted: shipments[0]!, bought: shipments.find((s) => s.selected_rate !== null && s.tracking_code !== null)!,
      refunded: shipments.find((s) => s["refund_status"] === "submitted") ?? null,
    };
  });

export type Tracker = Json & { readonly tracking_code: string; readonly tracking_details: readonly Json[] };
export const trackers = (): readonly Tracker[] => har("Tracker-Service.retrieves-next-page-of-trackers").flatMap((page) => page["trackers"] as Tracker[]);

// ---------------------------------------------------------------- vendors that answer from it

export type Replay = {
  readonly http: { readonly ebay: Http; readonly paypal: Http; readonly easypost: Http };
  /** What the vendors list. Tests add to it and change it. */
  readonly orders: Json[];
  readonly transactions: Transaction[];
  readonly delivered: Set<string>; // tracking numbers
  /** What was asked of them. */
  readonly booked: Map<string, Purchase>; // by our reference
  readonly shipments: Json[]; // as we sent them
  readonly refunded: string[]; // EasyPost's ids
  readonly told: { readonly orderId: string; readonly body: Json }[];
  readonly surprises: string[]; // requests that no recording answers
};

export function openReplay(clock: Clock): Replay {
  const surprises: string[] = [];
  const at = (vendor: (path: string, request: HttpRequest) => unknown): Http => async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/token")) return Response.json({ access_token: "recorded", expires_in: 7200 });
    const answer = await vendor(pathname, request);
    if (answer instanceof Response) return answer;
    if (answer !== undefined) return Response.json(answer);
    surprises.push(`${request.method} ${request.url}`);
    return Response.json({ error: { code: "NOT_FOUND", message: "not recorded" } }, { status: 404 });
  };
  const books = { orders: [], transactions: [], delivered: new Set<string>(), booked: new Map<string, Purchase>(), shipments: [], refunded: [], told: [], surprises };
  return { ...books, http: { ebay: at(ebayReplay(books)), paypal: at(paypalReplay(books)), easypost: at(easypostReplay(books, clock)) } };
}

type Books = Omit<Replay, "http">;

const ebayReplay = (books: Books) => async (path: string, request: HttpRequest): Promise<unknown> => {
  if (path.startsWith("/commerce/message/")) return { conversations: [] };
  const told = /^\/sell\/fulfillment\/v1\/order\/(.+)\/shipping_fulfillment$/.exec(path);
  if (told && request.method === "POST") {
    const body = (JSON.parse(await request.text())) as Json;
    books.told.push({ orderId: decodeURIComponent(told[1]!), body });
    return new Response(null, { status: 201, headers: { location: `${request.url}/${body["trackingNumber"] as string}` } });
  }
  const one = /^\/sell\/fulfillment\/v1\/order\/([^/]+)$/.exec(path);
  if (one) return books.orders.find((o) => o["orderId"] === decodeURIComponent(one[1]!));
  if (path !== "/sell/fulfillment/v1/order") return undefined;
  const asked = new URL(request.url).searchParams.get("orderIds")?.split(",");
  const orders = books.orders.filter((o) => asked === undefined || asked.includes(o["orderId"] as string));
  return { total: orders.length, limit: 200, offset: 0, orders };
};

/** PayPal's recorded envelope around the transactions of the test. */
const paypalReplay = (books: Books) => (path: string): unknown =>
  path === "/v1/reporting/transactions"
    ? { ...recorded("paypal/recorded-sandbox/transactions_2023_empty.json"), transaction_details: books.transactions, total_items: books.transactions.length, total_pages: 1 }
    : undefined;

/** EasyPost: the recorded purchases, one after the other. Set: our reference in them, and the label's picture, which no recording holds. */
const easypostReplay = (books: Books, clock: Clock) => async (path: string, request: HttpRequest): Promise<unknown> => {
  const all = purchases();
  if (path.startsWith("/files/postage_label/")) return new Response(new Uint8Array(png(400, 600)), { headers: { "content-type": "image/png" } });
  if (path === "/v2/trackers") return { trackers: trackers().map((t) => trackerNow(t, books, clock)), has_more: false };
  if (path === "/v2/shipments" && request.method === "POST") {
    const { shipment } = (JSON.parse(await request.text())) as { shipment: Json & { readonly reference: string } };
    const next = all[books.booked.size];
    if (!next) return undefined;
    books.shipments.push(shipment);
    books.booked.set(shipment.reference, next);
    return { ...next.quoted, reference: shipment.reference };
  }
  const [, id, act] = /^\/v2\/shipments\/([^/]+)\/(buy|refund)$/.exec(path) ?? [];
  const [reference, purchase] = [...books.booked].find(([, p]) => p.quoted.id === id) ?? [];
  if (!purchase) return undefined;
  if (act === "refund") {
    books.refunded.push(purchase.bought.id);
    return purchase.refunded ?? undefined;
  }
  const { rate } = (JSON.parse(await request.text())) as { rate: { id: string } };
  return rate.id === purchase.bought.selected_rate?.id ? { ...purchase.bought, reference } : undefined;
};

/** A recorded tracker. Set: changed just now; where the test delivers, its last event once more, as delivered. */
function trackerNow(tracker: Tracker, books: Books, clock: Clock): Json {
  const now = clock.now();
  if (!books.delivered.has(tracker.tracking_code)) return { ...tracker, updated_at: now };
  const last = { ...tracker.tracking_details.at(-1), status: "delivered", status_detail: "arrived_at_destination", message: "Delivered", datetime: now };
  return { ...tracker, status: "delivered", updated_at: now, tracking_details: [...tracker.tracking_details, last] };
}
