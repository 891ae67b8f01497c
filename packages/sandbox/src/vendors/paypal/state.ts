import { formatMoney, type Currency } from "@argosy/core/money.ts";
import { instant } from "@argosy/core/time.ts";
import type { Address } from "@argosy/core/address.ts";
import { paymentId, type Order, type Payment, type PaypalAccount } from "../../books.ts";
import { inventBuyer } from "../../buyers.ts";
import { alphanumeric } from "../../derive.ts";
import type { World } from "../../world.ts";

type Wire = { readonly [key: string]: unknown };

/** "2026-03-01T10:00:00+0000": PayPal's real spelling, which its own contract's pattern refuses. */
export const paypalTime = (ms: number): string => `${instant(ms).slice(0, 19)}+0000`;

const amount = (minor: number, currency: string): Wire => ({
  currency_code: currency, value: formatMoney({ minor, currency: currency as Currency }),
});

/** A stranger's 13 letters for a person or an account. */
const accountNumber = (world: World, kind: number, text: string): string => {
  let sum = 0;
  for (const char of text) sum = (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0;
  return alphanumeric(world.seed, kind, sum, 13);
};

export const merchantNumber = (world: World, account: PaypalAccount): string => accountNumber(world, 71, account.id);

const plain = (text: string): string =>
  text.normalize("NFKD").replace(/[^a-zA-Z0-9_'\-., ":;!?]/g, "");

export const sections = [
  "transaction_info", "payer_info", "shipping_info", "cart_info", "store_info", "auction_info", "incentive_info",
] as const;
export type Section = (typeof sections)[number];

const isElsewhere = (order: Order | undefined): boolean => order?.payment === "paypal_elsewhere";
const strangers = 1_000_000; // above every order's number, whose buyer has that number

/** The address that was given to PayPal: the order's, or that of whoever pays from elsewhere. */
function paidFrom(world: World, order: Order): Address {
  const shop = world.shops.get(order.shopId);
  return isElsewhere(order) && shop ? inventBuyer(world.seed, strangers + order.no, shop.site).shipTo : world.addressOf(order);
}

function transactionInfo(world: World, p: Payment): Wire {
  const isPayment = p.code === "T0006";
  const order = p.orderId === null ? undefined : world.orders.get(p.orderId);
  const isNoted = isPayment && order !== undefined && order.note !== "";
  return {
    ...(isPayment && order ? { paypal_account_id: accountNumber(world, 72, order.buyer) } : {}),
    transaction_id: paymentId(world.seed, p.no),
    ...(p.relatedNo < 0 ? {} : { paypal_reference_id: paymentId(world.seed, p.relatedNo), paypal_reference_id_type: "TXN" }),
    transaction_event_code: p.code,
    transaction_initiation_date: paypalTime(p.atMs), transaction_updated_date: paypalTime(p.updatedMs),
    transaction_amount: amount(p.grossMinor, p.currency),
    ...(p.feeMinor === null ? {} : { fee_amount: amount(p.feeMinor, p.currency) }),
    transaction_status: p.status,
    ...(isPayment && order ? { transaction_subject: plain(order.lines[0]?.item.title ?? "") } : {}),
    ...(isNoted ? { transaction_note: plain(order.note) } : {}),
    ending_balance: amount(p.balanceMinor, p.currency), available_balance: amount(p.balanceMinor, p.currency),
    ...(isPayment && p.tells === "invoice" && p.orderId !== null ? { invoice_id: p.orderId } : {}),
    ...(isPayment && p.tells === "custom" && p.orderId !== null ? { custom_field: p.orderId } : {}),
    protection_eligibility: isPayment && !isElsewhere(order) ? "01" : "02",
  };
}

function payerInfo(world: World, p: Payment): Wire {
  const order = p.orderId === null ? undefined : world.orders.get(p.orderId);
  if (p.code !== "T0006" || !order) return { address_status: "N", payer_name: {} };
  const { name, country } = paidFrom(world, order);
  const [given = "", ...rest] = name.split(" ");
  return {
    account_id: accountNumber(world, 72, order.buyer), email_address: `${order.buyer}@buyers.example`,
    address_status: isElsewhere(order) ? "N" : "Y", payer_status: "Y",
    payer_name: { given_name: given, surname: rest.join(" "), alternate_full_name: name }, country_code: country,
  };
}

function shippingInfo(world: World, p: Payment): Wire {
  const order = p.orderId === null ? undefined : world.orders.get(p.orderId);
  if (p.code !== "T0006" || !order) return {};
  const a = paidFrom(world, order);
  return {
    name: plain(a.name.replace(" ", ", ")),
    address: {
      line1: a.line1, ...(a.line2 === "" ? {} : { line2: a.line2 }), city: a.city,
      ...(a.state === "" ? {} : { state: a.state }), country_code: a.country, postal_code: a.postcode,
    },
  };
}

function cartInfo(world: World, p: Payment): Wire {
  const order = p.orderId === null ? undefined : world.orders.get(p.orderId);
  if (p.code !== "T0006" || !order) return {};
  return {
    item_details: order.lines.map((l) => ({
      item_code: l.item.sku, item_name: plain(l.item.title), item_quantity: String(l.qty),
      item_unit_price: amount(l.item.priceMinor, order.currency),
      item_amount: amount(l.item.priceMinor * l.qty, order.currency),
    })),
  };
}

/** One record with the sections that were asked for, as the transaction search writes it. */
export function wireTransaction(world: World, p: Payment, wanted: ReadonlySet<Section>): Wire {
  return {
    transaction_info: transactionInfo(world, p),
    ...(wanted.has("payer_info") ? { payer_info: payerInfo(world, p) } : {}),
    ...(wanted.has("shipping_info") ? { shipping_info: shippingInfo(world, p) } : {}),
    ...(wanted.has("cart_info") ? { cart_info: cartInfo(world, p) } : {}),
    ...(wanted.has("store_info") ? { store_info: {} } : {}),
    ...(wanted.has("auction_info") ? { auction_info: {} } : {}),
    ...(wanted.has("incentive_info") ? { incentive_info: {} } : {}),
  };
}
