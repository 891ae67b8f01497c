import { epochMs, instant, type Instant } from "@argosy/core/time.ts";
import { inventBuyer, type Buyer } from "./buyers.ts";
import type { PaymentStory } from "./books.ts";
import type { OrderWish } from "./control.ts";
import { derive, pick } from "./derive.ts";
import { cart, shippingFor, shopFor, storyFor } from "./seed-carts.ts";
import { demoCompany, demoShops, type DemoCompany } from "./seed-company.ts";
import { demoQuestions, noteFor } from "./seed-texts.ts";
import type { World } from "./world.ts";

export type { DemoCompany } from "./seed-company.ts";
export { startBuying } from "./buying.ts";

const day = 86_400_000;
const orderCount = 360;

/** The exceptions of the initial orders, by number; all others are paid rightly. */
const stories: ReadonlyMap<number, PaymentStory> = new Map([
  ...[8, 61, 140, 233].map((n) => [n, "paypal_missing"] as const),
  ...[17, 92, 171, 290].map((n) => [n, "paypal_short"] as const),
  ...[33, 205].map((n) => [n, "paypal_over"] as const),
  ...[47, 154, 268].map((n) => [n, "paypal_currency"] as const),
  ...[75, 119, 260, 331].map((n) => [n, "paypal_pending"] as const),
  ...[104, 187, 302].map((n) => [n, "paypal_reversed"] as const),
  ...[341, 349, 355].map((n) => [n, "paypal_late"] as const),
  ...[215, 312].map((n) => [n, "paypal_elsewhere"] as const),
]);

/** Orders grow denser towards now: a fifth is older than three days. The last of them came minutes ago. */
const ageMs = (n: number): number => Math.round(6 * day * ((orderCount - n) / orderCount) ** 3) + 4 * 60_000;

function initialOrder(world: World, n: number, nowMs: number): OrderWish & Buyer {
  const wanted = stories.get(n);
  const drawn = shopFor(world.seed, n);
  const shop = wanted && drawn.provenBy === "channel" ? demoShops[n % 2 === 0 ? 0 : 2]! : drawn;
  const buyer = inventBuyer(world.seed, n, shop.site);
  const note = derive(world.seed, 312, n) % 12 === 0 ? noteFor(buyer.shipTo.country, derive(world.seed, 313, n)) : "";
  return {
    shopId: shop.key, at: instant(nowMs - ageMs(n)), ...buyer, lines: cart(shop, world.seed, n),
    shippingMinor: shippingFor(shop.currency, world.seed, n), note, payment: storyFor(shop, wanted),
    ...(shop.provenBy === "own_records" ? { paypalId: "paypal" } : {}),
  };
}

/** The same buyer comes back within the hour with another cart: something for the merge room. */
function secondOrder(world: World, first: OrderWish & Buyer, n: number, nowMs: number): OrderWish {
  const shop = demoShops.find((s) => s.key === first.shopId)!;
  const at = Math.min(epochMs(first.at!) + 10 * 60_000 + (derive(world.seed, 314, n) % 40) * 60_000, nowMs - 60_000);
  return { ...first, at: instant(at), lines: cart(shop, world.seed, n + 5000), note: "", payment: storyFor(shop, undefined) };
}

function question(world: World, n: number, wish: OrderWish & Buyer, orderId: string, nowMs: number): void {
  const lot = derive(world.seed, 315, n);
  if (lot % 16 !== 0) return;
  const at = Math.min(epochMs(wish.at!) + (lot % 300) * 60_000, nowMs - 60_000);
  world.control.buyerWrites({ shopId: wish.shopId, buyerId: wish.buyer, text: pick(demoQuestions, lot >>> 8), at: instant(at),
    ...(lot % 5 === 0 ? {} : { orderId }) });
}

/**
 * Writes the demo company into a world: accounts, 360 orders of six days with their payments, notes and messages, and
 * some second orders of the same buyers. Answers the company's own side (goods, stock, methods, rules) as plain data.
 *
 * Repeat  A world that already holds the company (from its journal) is left alone; the answer is the same.
 * Crash   All of it reaches the journal in one write: who dies meanwhile begins with an empty world again.
 */
export function seedDemo(world: World, { now }: { readonly now: Instant }): DemoCompany {
  const company = demoCompany();
  if (world.settings.seeded) return company;
  world.together(() => writeCompany(world, company, epochMs(now)));
  return company;
}

function writeCompany(world: World, company: DemoCompany, nowMs: number): void {
  for (const s of company.shops) {
    const { userName, ...client } = s.credentials;
    world.control.addShop({ id: s.key, site: s.site, currency: s.currency, sellerId: userName, ...client });
  }
  for (const p of company.paypal)
    world.control.addPaypal({ id: p.key, clientId: p.credentials.clientId, secret: p.credentials.clientSecret, email: p.email, currency: p.currency });
  for (const c of company.carriers) world.control.addCarrier({ id: c.key, apiKey: c.credentials.apiKey });

  for (let n = 0; n < orderCount; n++) {
    const wish = initialOrder(world, n, nowMs);
    const { orderId } = world.control.placeOrder(wish);
    question(world, n, wish, orderId, nowMs);
    if (n % 26 === 5 && wish.payment !== "paypal_missing") world.control.placeOrder(secondOrder(world, wish, n, nowMs));
    if (n % 120 === 40) world.control.requestCancel(orderId);
    if (n % 150 === 3) world.control.shipElsewhere(orderId);
  }
  world.settings.seeded = true;
  world.saveSettings();
}
