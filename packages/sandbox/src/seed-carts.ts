import type { PaymentStory } from "./books.ts";
import type { LineWish } from "./control.ts";
import { chance, derive, pick } from "./derive.ts";
import { demoShops, type DemoShop } from "./seed-company.ts";
import { demoSkus } from "./seed-products.ts";

/** Pounds are not dollars: the same thing costs fewer of them. */
const priceIn = (currency: string, cents: number): number => (currency === "GBP" ? Math.round(cents * 0.82) : cents);

const lineOf = (shop: DemoShop, index: number, qty: number): LineWish => {
  const s = pick(demoSkus, index);
  return { sku: s.sku, title: s.nameEn, qty, priceMinor: priceIn(shop.currency, s.priceMinor), imageUrl: s.imageUrl };
};

/** What stands in one cart: mostly one thing, seldom three; now and then a listing with a SKU of its own. */
export function cart(shop: DemoShop, seed: number, n: number): LineWish[] {
  const lot = derive(seed, 301, n);
  if (lot % 90 === 0) return [{ sku: "OLD-LISTING-77", title: "Vintage Desk Fan (listing without a SKU of ours)", qty: 1, priceMinor: 2999 }];
  if (lot % 45 === 1 && shop.key === "us") return [{ ...lineOf(shop, 0, 1), sku: "CBL-BK-2PACK", title: "Braided USB-C Cable 2 m, pack of two", priceMinor: 2299 }];
  if (lot % 45 === 1 && shop.key === "gb") return [{ ...lineOf(shop, 57, 1), sku: "UK-MUG-IVORY", title: "Insulated Travel Mug, Ivory" }];
  if (lot % 40 === 2) return [lineOf(shop, 28 + (lot % 4), 2 + (lot % 3)), lineOf(shop, derive(seed, 302, n), 3)];
  const count = lot % 10 < 7 ? 1 : lot % 10 < 9 ? 2 : 3;
  const chosen = new Map<string, LineWish>();
  for (let i = 0; i < count; i++) {
    const line = lineOf(shop, derive(seed, 303 + i, n), derive(seed, 306 + i, n) % 9 === 0 ? 2 : 1);
    chosen.set(line.sku, line);
  }
  return [...chosen.values()];
}

export const shopFor = (seed: number, n: number): DemoShop => {
  const lot = chance(seed, 310, n);
  return lot < 0.42 ? demoShops[0]! : lot < 0.68 ? demoShops[1]! : demoShops[2]!;
};

export const shippingFor = (currency: string, seed: number, n: number): number => {
  const lot = derive(seed, 311, n) % 4;
  return lot === 0 ? 0 : priceIn(currency, [0, 299, 499, 799][lot] ?? 0);
};

export function storyFor(shop: DemoShop, wanted: PaymentStory | undefined): PaymentStory {
  if (shop.provenBy === "channel") return "channel";
  return wanted ?? "paypal_right";
}
