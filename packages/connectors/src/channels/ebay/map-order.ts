import type { Address } from "@argosy/core/address.ts";
import type { ChannelOrder, ChannelOrderLine, ConnectorError } from "@argosy/core/connector.ts";
import { fact } from "@argosy/core/facts.ts";
import { money, type Currency, type Money } from "@argosy/core/money.ts";
import { ok, type Result } from "@argosy/core/result.ts";
import { earlier, later, type Instant } from "@argosy/core/time.ts";
import { malformed, read, readInstant, readMoney, readMoneyIn, short } from "../../kit/wire.ts";
import { EbayOrder } from "./wire.ts";

type Mapped<T> = Result<T, ConnectorError>;
type Amount = { readonly value: string; readonly currency: string };

/**
 * Maps one eBay order, from a list or from getOrder, to ours. Pure.
 *
 * Rule    Values we act on (status, payment, cancellation, money, quantities, times) must be known: anything else is
 *         `malformed` and names its path. All other values pass as they are.
 *         The total is what the buyer paid: tax that eBay collects and remits is inside, whichever form of the call
 *         brought the order (see `sumsOf`). `other` carries fees, adjustments and whatever eBay does not name.
 *         What is open is said by each line, in the order's own words only where a line has none (see `openOf`).
 * Units   Money exactly, in minor units of one currency. Times in UTC. `shipByAt` is the earliest of the lines.
 * Source  https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:Order
 */
export function mapEbayOrder(raw: unknown): Mapped<ChannelOrder> {
  const parsed = read(EbayOrder, raw);
  if (!parsed.ok) return parsed;
  const order = parsed.value;
  const payment = wordOf("orderPaymentStatus", order.orderPaymentStatus, payments);
  if (!payment.ok) return payment;
  const times = timesOf(order);
  if (!times.ok) return times;
  const total = readMoney("pricingSummary.total", order.pricingSummary.total.value, order.pricingSummary.total.currency);
  if (!total.ok) return total;
  const lines = linesOf(order, total.value.currency);
  if (!lines.ok) return lines;
  const state = stateOf(order, lines.value);
  if (!state.ok) return state;
  const sums = sumsOf(order, total.value, lines.value);
  if (!sums.ok) return sums;
  const shipTo = shipToOf(order);
  if (!shipTo.ok) return shipTo;
  const step = order.fulfillmentStartInstructions?.[0]?.shippingStep;
  const cancelState = order.cancelStatus?.cancelState ?? "";
  const { orderFulfillmentStatus: shipped, orderPaymentStatus: paid } = order;
  return ok({
    externalId: order.orderId,
    ...times.value,
    state: state.value,
    channelStatus: [shipped, paid, cancelState === "NONE_REQUESTED" ? "" : cancelState].filter(Boolean).join(" / "),
    payment: payment.value,
    ...sums.value,
    buyerId: order.buyer.username,
    buyerEmail: step?.shipTo?.email ?? "",
    shipTo: shipTo.value,
    buyerNote: order.buyerCheckoutNotes ?? "",
    requestedService: step?.shippingServiceCode ?? "",
    paymentRef: order.paymentSummary?.payments?.find((p) => p.paymentReferenceId)?.paymentReferenceId ?? null,
    cancelRequested: isCancelRequested(order),
    lines: lines.value,
  });
}

// ---------------------------------------------------------------- what we act on

const shippings = { NOT_STARTED: "open", IN_PROGRESS: "partly_shipped", FULFILLED: "shipped" } as const;
type Shipped = (typeof shippings)[keyof typeof shippings];
const cancellations = { NONE_REQUESTED: "none", IN_PROGRESS: "asked", CANCELED: "cancelled" } as const;
const payments = {
  PAID: "paid",
  PENDING: "pending",
  FAILED: "unpaid",
  FULLY_REFUNDED: "refunded",
  PARTIALLY_REFUNDED: "part_refunded",
} as const;

function stateOf(order: EbayOrder, lines: readonly ChannelOrderLine[]): Mapped<ChannelOrder["state"]> {
  const cancel = wordOf("cancelStatus.cancelState", order.cancelStatus?.cancelState ?? "NONE_REQUESTED", cancellations);
  if (!cancel.ok) return cancel;
  const shipped = wordOf("orderFulfillmentStatus", order.orderFulfillmentStatus, shippings);
  if (!shipped.ok) return shipped;
  if (cancel.value === "cancelled") return ok("cancelled");
  if (lines.every((l) => l.openQty === 0)) return ok("shipped");
  return ok(lines.some((l) => l.openQty < l.qty) ? "partly_shipped" : shipped.value);
}

/**
 * Pieces of a line that eBay still waits for.
 * Rule    An order that is FULFILLED has nothing open, whatever its lines say: better asked about than shipped twice. A
 *         line in part names no number; the fulfilments do, and without them it can't be read.
 */
function openOf(order: EbayOrder, line: EbayOrder["lineItems"][number], path: string): Mapped<number> {
  const whole = wordOf("orderFulfillmentStatus", order.orderFulfillmentStatus, shippings);
  if (!whole.ok || whole.value === "shipped") return whole.ok ? ok(0) : whole;
  const word: Mapped<Shipped> = line.lineItemFulfillmentStatus ? wordOf(`${path}.lineItemFulfillmentStatus`, line.lineItemFulfillmentStatus, shippings) : whole;
  if (!word.ok) return word;
  if (word.value !== "partly_shipped") return ok(word.value === "open" ? line.quantity : 0);
  if (!order.shippingFulfillments) return malformed("shippingFulfillments", fact("want_fulfilments"));
  const gone = order.shippingFulfillments.flatMap((f) => f.lineItems ?? []).filter((l) => l.lineItemId === line.lineItemId);
  return ok(Math.max(0, line.quantity - gone.reduce((sum, l) => sum + (l.quantity ?? 1), 0)));
}

/** Lists leave `cancelRequests` empty, so the state of the whole is asked first. */
const isCancelRequested = ({ cancelStatus }: EbayOrder): boolean =>
  cancelStatus?.cancelState === "IN_PROGRESS" ||
  (cancelStatus?.cancelRequests ?? []).some((request) => request.cancelRequestState === "REQUESTED");

function wordOf<T extends string>(path: string, word: string, words: Readonly<Record<string, T>>): Mapped<T> {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  return known ? ok(known) : malformed(path, fact("want_one_of", Object.keys(words).join(", "), short(word)));
}

function timesOf(order: EbayOrder): Mapped<Pick<ChannelOrder, "version" | "placedAt" | "paidAt" | "shipByAt">> {
  const version = readInstant("lastModifiedDate", order.lastModifiedDate);
  if (!version.ok) return version;
  const placedAt = readInstant("creationDate", order.creationDate);
  if (!placedAt.ok) return placedAt;
  let shipByAt: Instant | null = null;
  for (const [i, line] of order.lineItems.entries()) {
    const text = line.lineItemFulfillmentInstructions?.shipByDate;
    if (!text) continue;
    const at = readInstant(`lineItems.${i}.lineItemFulfillmentInstructions.shipByDate`, text);
    if (!at.ok) return at;
    shipByAt = shipByAt === null ? at.value : earlier(shipByAt, at.value);
  }
  let paidAt: Instant | null = null;
  for (const [i, payment] of (order.paymentSummary?.payments ?? []).entries()) {
    // A payment that failed or waits has no date; one that was refunded keeps it.
    if (!payment.paymentDate || payment.paymentStatus === "FAILED") continue;
    const at = readInstant(`paymentSummary.payments.${i}.paymentDate`, payment.paymentDate);
    if (!at.ok) return at;
    paidAt = paidAt === null ? at.value : later(paidAt, at.value);
  }
  return ok({ version: version.value, placedAt: placedAt.value, paidAt, shipByAt });
}

// ---------------------------------------------------------------- lines and sums

function linesOf(order: EbayOrder, currency: Currency): Mapped<readonly ChannelOrderLine[]> {
  const lines: ChannelOrderLine[] = [];
  for (const [i, line] of order.lineItems.entries()) {
    const total = readMoneyIn(`lineItems.${i}.lineItemCost`, line.lineItemCost.value, line.lineItemCost.currency, currency);
    if (!total.ok) return total;
    const open = openOf(order, line, `lineItems.${i}`);
    if (!open.ok) return open;
    lines.push({
      externalId: line.lineItemId,
      sku: line.sku ?? "", // optional in listings of the legacy API
      title: line.title ?? "",
      imageUrl: null, // the Fulfillment API carries no picture
      qty: line.quantity,
      openQty: open.value,
      total: total.value,
    });
  }
  return ok(lines);
}

type Sums = Pick<ChannelOrder, "total" | "shipping" | "tax" | "discount" | "other">;

/**
 * Splits the total so that total = Σ lines + shipping + tax − discount + other.
 *
 * eBay puts the tax it collects into `pricingSummary.total` only for fieldGroups=TAX_BREAKDOWN, and a call by ids
 * ignores that parameter. So arithmetic decides: when the named parts explain the total exactly without that tax, or
 * exceed it by exactly that tax, then the total leaves it out, and the buyer paid total + tax.
 */
function sumsOf(order: EbayOrder, told: Money, lines: readonly ChannelOrderLine[]): Mapped<Sums> {
  const { currency } = told;
  const minor = { deliveryCost: 0, deliveryDiscount: 0, priceDiscount: 0, tax: 0, fee: 0, adjustment: 0 };
  for (const name of Object.keys(minor) as (keyof typeof minor)[]) {
    const part = minorOf(`pricingSummary.${name}`, order.pricingSummary[name], currency);
    if (!part.ok) return part;
    minor[name] = part.value;
  }
  const remitted = remittedOf(order, currency);
  if (!remitted.ok) return remitted;

  const goods = lines.reduce((sum, line) => sum + line.total.minor, 0);
  const discount = Math.abs(minor.priceDiscount) + Math.abs(minor.deliveryDiscount); // eBay writes them negative
  const named = goods + minor.deliveryCost - discount + minor.fee + minor.adjustment;
  const taxed = minor.tax >= remitted.value ? minor.tax : minor.tax + remitted.value;
  const leftOut = remitted.value > 0 && told.minor === named + taxed - remitted.value;
  const total = leftOut ? told.minor + remitted.value : told.minor;
  const tax = remitted.value > 0 && total === named + taxed ? taxed : minor.tax;

  const other = total - goods - minor.deliveryCost - tax + discount;
  const amounts = { total, shipping: minor.deliveryCost, tax, discount, other };
  if (!Object.values(amounts).every(Number.isSafeInteger)) return malformed("pricingSummary", fact("want_exact_sums"));
  const of = (units: number) => money(units, currency);
  return ok({ total: of(total), shipping: of(amounts.shipping), tax: of(tax), discount: of(discount), other: of(other) });
}

function remittedOf(order: EbayOrder, currency: Currency): Mapped<number> {
  let sum = 0;
  for (const [i, line] of order.lineItems.entries()) {
    for (const [j, tax] of (line.ebayCollectAndRemitTaxes ?? []).entries()) {
      const part = minorOf(`lineItems.${i}.ebayCollectAndRemitTaxes.${j}.amount`, tax.amount, currency);
      if (!part.ok) return part;
      sum += part.value;
    }
  }
  return ok(sum);
}

function minorOf(path: string, part: Amount | null | undefined, currency: Currency): Mapped<number> {
  if (!part) return ok(0);
  const amount = readMoneyIn(path, part.value, part.currency, currency);
  return amount.ok ? ok(amount.value.minor) : amount;
}

// ---------------------------------------------------------------- where it goes

/**
 * The address on the label. Orders older than 90 days and goods without a parcel carry none: its fields are empty then.
 * eBay's international programme wants its reference directly above the street, so it stands in the company line.
 */
function shipToOf(order: EbayOrder): Mapped<Address> {
  const step = order.fulfillmentStartInstructions?.[0]?.shippingStep;
  const place = step?.shipTo?.contactAddress;
  const country = (place?.countryCode ?? "").toUpperCase();
  if (country !== "" && !/^[A-Z]{2}$/.test(country)) {
    const path = "fulfillmentStartInstructions.0.shippingStep.shipTo.contactAddress.countryCode";
    return malformed(path, fact("want_country", short(country)));
  }
  const reference = step?.shipToReferenceId ? `Reference #${step.shipToReferenceId}` : "";
  const phone = step?.shipTo?.primaryPhone?.phoneNumber ?? "";
  return ok({
    name: step?.shipTo?.fullName ?? "",
    company: [step?.shipTo?.companyName ?? "", reference].filter(Boolean).join(" "),
    line1: place?.addressLine1 ?? "",
    line2: place?.addressLine2 ?? "",
    city: place?.city ?? "",
    state: place?.stateOrProvince || place?.county || "",
    postcode: place?.postalCode ?? "",
    country,
    phone: phone === "Invalid Request" ? "" : phone, // what eBay writes where it withholds a number
  });
}
