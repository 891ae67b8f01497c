import { seededRandom } from "@argosy/core/ids.ts";

// The order day that every system is measured with: the same seed gives the same orders, lines and opening stock as
// the comparison figures were taken with, so the ratios mean something.

export type DayLine = { readonly sku: number; readonly qty: number; readonly priceMinor: number };
export type DayOrder = { readonly n: number; readonly account: number; readonly country: string; readonly placedMs: number; readonly totalMinor: number; readonly lines: readonly DayLine[] };
export type DayProduct = { readonly sku: number; readonly code: string; readonly onHand: number };
export type Day = { readonly orders: readonly DayOrder[]; readonly products: readonly DayProduct[]; readonly expected: { readonly filled: number; readonly units: number } };

const countries = ["US", "GB", "DE", "FR", "IT", "ES", "AU", "CA", "JP", "BR", "MX", "PL", "NL", "SE", "RU"];
export const dayStartMs = Date.UTC(2024, 5, 7);
const dayMs = 86_400_000;
const shareFilled = 0.9;

/**
 * Makes a day: 1 to 3 distinct SKUs an order, popularity by Zipf, four lines of five a single piece, 20 accounts,
 * and opening stock such that first come, first served fills about nine orders of ten.
 */
export function orderDay({ orders: count, skus, seed }: { readonly orders: number; readonly skus: number; readonly seed: number }): Day {
  const random = seededRandom(seed);
  const pick = zipf(skus, random);
  const rank = shuffled(skus, random);
  const priceMinor = Array.from({ length: skus }, () => 300 + Math.floor(random() * 9700));
  const demand = new Int32Array(skus);
  const orders = Array.from({ length: count }, (_, n): DayOrder => {
    const lines = drawLines(random, () => rank[pick()]!, priceMinor);
    for (const line of lines) demand[line.sku]! += line.qty;
    return {
      n, account: 1 + Math.floor(random() * 20), country: countries[Math.floor(random() * random() * countries.length)]!,
      placedMs: dayStartMs + Math.floor((n * dayMs) / count), totalMinor: lines.reduce((sum, l) => sum + l.qty * l.priceMinor, 0), lines,
    };
  });
  const stock = enoughStock(orders, demand, Array.from({ length: skus }, random));
  const products = Array.from(stock, (onHand, sku) => ({ sku, code: `SKU${String(sku).padStart(5, "0")}`, onHand }));
  return { orders, products, expected: serve(orders, stock) };
}

function zipf(skus: number, random: () => number): () => number {
  let sum = 0;
  const upTo = Array.from({ length: skus }, (_, i) => (sum += 1 / (i + 1)));
  return () => {
    const x = random() * sum;
    let low = 0;
    let high = skus - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function shuffled(length: number, random: () => number): number[] {
  const rank = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [rank[i], rank[j]] = [rank[j]!, rank[i]!];
  }
  return rank;
}

function drawLines(random: () => number, sku: () => number, priceMinor: readonly number[]): DayLine[] {
  const wanted = 1 + Math.floor(random() * 3);
  const lines = new Map<number, DayLine>();
  while (lines.size < wanted) {
    const drawn = sku();
    if (lines.has(drawn)) continue;
    const qty = random() < 0.8 ? 1 : 2 + Math.floor(random() * 2);
    lines.set(drawn, { sku: drawn, qty, priceMinor: priceMinor[drawn]! });
  }
  return [...lines.values()];
}

/** The share of the demand to keep in stock is found by halving, 40 times. */
function enoughStock(orders: readonly DayOrder[], demand: Int32Array, luck: readonly number[]): Int32Array {
  const stockAt = (share: number) => Int32Array.from(demand, (d, i) => Math.floor(share * d + luck[i]!));
  let low = 0.3;
  let high = 1;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (serve(orders, stockAt(middle)).filled / orders.length < shareFilled) low = middle;
    else high = middle;
  }
  return stockAt(high);
}

/** Whole orders, first come, first served: what must ship. */
function serve(orders: readonly DayOrder[], stock: Int32Array): { filled: number; units: number } {
  const left = Int32Array.from(stock);
  let filled = 0;
  let units = 0;
  for (const { lines } of orders) {
    if (!lines.every((l) => left[l.sku]! >= l.qty)) continue;
    filled++;
    for (const l of lines) {
      left[l.sku]! -= l.qty;
      units += l.qty;
    }
  }
  return { filled, units };
}
