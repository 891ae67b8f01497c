import { inventBuyer } from "./buyers.ts";
import type { PaymentStory } from "./books.ts";
import { pick } from "./derive.ts";
import { cart, shippingFor, shopFor, storyFor } from "./seed-carts.ts";
import { demoQuestions, noteFor } from "./seed-texts.ts";
import type { World } from "./world.ts";

/** How often something other than a plain sale happens, as shares of all ticks. */
const shares = { trouble: 0.06, note: 0.08, question: 0.05, returningBuyer: 0.07, pendingClears: 0.1, scan: 0.5 } as const;

const troubles: readonly PaymentStory[] = ["paypal_short", "paypal_pending", "paypal_late", "paypal_currency", "paypal_reversed", "paypal_missing", "paypal_elsewhere"];

/** One moment in the life of the demo company's customers. Exported so that a test needs no timer. */
export function buyOnce(world: World, random: () => number): { readonly orderId: string } {
  const n = world.orders.size;
  const shop = shopFor(world.seed, n);
  const trouble = random() < shares.trouble ? pick(troubles, Math.floor(random() * 1000)) : undefined;
  // A buyer of before comes back with the same name and address.
  const who = random() < shares.returningBuyer ? Math.max(0, n - 1 - Math.floor(random() * 20)) : n;
  const buyer = inventBuyer(world.seed, who, shop.site);
  const note = random() < shares.note ? noteFor(buyer.shipTo.country, Math.floor(random() * 1000)) : "";
  const { orderId } = world.control.placeOrder({
    shopId: shop.key, ...buyer, lines: cart(shop, world.seed, n), shippingMinor: shippingFor(shop.currency, world.seed, n),
    note, payment: storyFor(shop, trouble), ...(shop.provenBy === "own_records" ? { paypalId: "paypal" } : {}),
  });
  if (random() < shares.question)
    world.control.buyerWrites({ shopId: shop.key, buyerId: buyer.buyer, orderId, text: pick(demoQuestions, Math.floor(random() * 1000)) });
  if (random() < shares.pendingClears) {
    const pending = [...world.orders.values()].find((o) => o.payment === "paypal_pending" && o.paid === "PENDING");
    if (pending) world.control.completePendingPayment(pending.id);
  }
  if (random() < shares.scan) scanOnce(world, random);
  return { orderId };
}

/** The carrier scans a parcel that was handed over: one whose number the channel has been told. */
function scanOnce(world: World, random: () => number): void {
  const underWay = new Set(world.shipments.filter((s) => s.track?.at(-1)?.status !== "delivered").map((s) => s.trackingNo));
  const open = [...world.orders.values()].flatMap((o) => (o.fulfilments ?? []).filter((f) => f.byUs && underWay.has(f.trackingNo)).map((f) => f.trackingNo));
  if (open.length > 0) world.control.advanceTracking(pick(open, Math.floor(random() * open.length)));
}

/** Lets customers buy every few seconds until `stop` is called. The timer keeps no process alive. */
export function startBuying(world: World, options: { readonly everyMs: number; readonly random: () => number }): () => void {
  const timer = setInterval(() => buyOnce(world, options.random), options.everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
