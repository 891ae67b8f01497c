import type { Refusal } from "@argosy/core/errors.ts";
import { fact } from "@argosy/core/facts.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import type { Tx } from "../db/tx.ts";
import type { Actor } from "../pipeline/traveller.ts";
import { moveParcels } from "../pipeline/move.ts";
import { lockBalances, releaseStock, wakeShort } from "./reserve.ts";
import { addOnHand, findMissingSkus, insertBalances, lockPromisedLast, lockWarehouse, readFree, readReceipt, setBins } from "./sql.ts";

export type ReceiptLine = { readonly skuId: string; readonly qty: number; readonly bin?: string | undefined };
export type Receipt = { readonly receiptId: string; readonly warehouseId: string; readonly reference: string; readonly lines: readonly ReceiptLine[] };

/**
 * Books goods in: ledger and balance together, and parcels short of them look again.
 *
 * Rule     The same receiptId counts once; said again, it changes nothing and wakes whoever still waits. A SKU named
 *          twice is one ledger row with the sum; the last bin named is where it lies.
 * Order    The warehouse first, then balances in (warehouse, SKU) order, as everywhere, so that a receipt and an
 *          allocation cannot wait for each other.
 * Refuses  `warehouse_not_found`, `sku_not_found` and `qty_refused` with the position of the line; `changed_meanwhile`
 *          when the id stands for other goods already.
 */
export async function receiveGoods(tx: Tx, receipt: Receipt, actor: Actor): Promise<Result<{ woken: number }, Refusal>> {
  const { receiptId, warehouseId, reference, lines } = receipt;
  if (!(await lockWarehouse(tx, warehouseId))) return fail({ code: "warehouse_not_found", field: "warehouseId" });
  const missing = new Set(await findMissingSkus(tx, lines.map((l) => l.skuId)));
  const wrong = lines.findIndex((l) => missing.has(l.skuId));
  if (wrong >= 0) return fail({ code: "sku_not_found", field: `lines.${wrong}.skuId` });

  const goods = sumLines(lines);
  await insertBalances(tx, warehouseId, goods.map((g) => g.skuId));
  const balances = await lockBalances(tx, warehouseId, goods.map((g) => g.skuId));
  const known = await readReceipt(tx, receiptId);
  if (known.length > 0 && wordsOf(known) !== wordsOf(goods.map((g) => ({ kind: "receive", warehouseId, ...g })))) return fail(otherGoods("receiptId"));
  if (known.length === 0) {
    const tooMany = goods.find((g) => (balances.find((b) => b.skuId === g.skuId)?.onHandQty ?? 0) + g.qty > mostOnHand);
    if (tooMany) return fail({ code: "qty_refused", field: `lines.${lines.findIndex((l) => l.skuId === tooMany.skuId)}.qty`, detail: muchTooMuch });
    await tx.insert("stock_move", goods.map((g) => ({
      causeId: receiptId, kind: "receive", visit: 0, skuId: g.skuId, warehouseId, onHandDelta: g.qty, reservedDelta: 0, actor, note: reference, at: tx.now,
    })));
    await addOnHand(tx, warehouseId, goods);
    await setBins(tx, warehouseId, goods.filter((g) => g.bin !== undefined && g.bin !== ""));
  }
  return ok({ woken: await wakeShort(tx, goods.map((g) => ({ warehouseId, skuId: g.skuId }))) });
}

const mostOnHand = 1_000_000_000;
const muchTooMuch = fact("holds_at_most", mostOnHand);

/** The id names one receipt or count for ever: said again with other goods it is somebody's mistake, not a repetition. */
const otherGoods = (field: string): Refusal => ({ code: "changed_meanwhile", field, detail: fact("id_used") });
const wordsOf = (moves: readonly { kind: string; warehouseId: string; skuId: string; qty: number }[]): string =>
  moves.map((m) => `${m.kind} ${m.warehouseId} ${m.skuId} ${m.qty}`).sort().join();

function sumLines(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const sums = new Map<string, ReceiptLine>();
  for (const line of lines) {
    const before = sums.get(line.skuId);
    sums.set(line.skuId, { skuId: line.skuId, qty: line.qty + (before?.qty ?? 0), bin: line.bin ?? before?.bin });
  }
  return [...sums.values()];
}

export type Adjustment = { readonly adjustId: string; readonly warehouseId: string; readonly skuId: string; readonly delta: number; readonly reason: string };

/**
 * A count found another number: the difference is a ledger row with its reason.
 * Rule     What was counted is so. Pieces that are gone and were promised are taken from parcels that are in no wave yet, from
 *          those first that a picker could not fill, then from the last in the queue: they queue for stock again.
 * Refuses  `changed_meanwhile` when the id stands for another count; `stock_reserved` when waves want more than what would be left; nothing is written then.
 */
export async function adjustStock(tx: Tx, a: Adjustment, actor: Actor): Promise<Result<{ ok: true }, Refusal>> {
  if (!(await lockWarehouse(tx, a.warehouseId))) return fail({ code: "warehouse_not_found", field: "warehouseId" });
  if ((await findMissingSkus(tx, [a.skuId])).length > 0) return fail({ code: "sku_not_found", field: "skuId" });
  if (a.delta === 0) return fail({ code: "qty_refused", field: "delta", detail: fact("nothing_differs") });
  await insertBalances(tx, a.warehouseId, [a.skuId]);
  const known = await readReceipt(tx, a.adjustId);
  if (known.length === 0 && a.delta < 0) await takeBackPromises(tx, a, actor);
  const [balance] = await lockBalances(tx, a.warehouseId, [a.skuId]);
  if (known.length > 0) return wordsOf(known) === wordsOf([{ kind: "adjust", warehouseId: a.warehouseId, skuId: a.skuId, qty: a.delta }]) ? ok({ ok: true }) : fail(otherGoods("adjustId"));
  if ((balance?.onHandQty ?? 0) + a.delta > mostOnHand) return fail({ code: "qty_refused", field: "delta", detail: muchTooMuch });
  const freeQty = balance?.freeQty ?? 0;
  if (freeQty + a.delta < 0) return fail({ code: "stock_reserved", field: "delta", detail: fact("free_only", freeQty) });
  await tx.insert("stock_move", [{
    causeId: a.adjustId, kind: "adjust", visit: 0, skuId: a.skuId, warehouseId: a.warehouseId, onHandDelta: a.delta, reservedDelta: 0, actor, note: a.reason, at: tx.now,
  }]);
  await addOnHand(tx, a.warehouseId, [{ skuId: a.skuId, qty: a.delta }]);
  if (a.delta > 0) await wakeShort(tx, [a]);
  return ok({ ok: true });
}

/** Parcels before their balances, as everywhere. */
async function takeBackPromises(tx: Tx, { warehouseId, skuId, delta }: Adjustment, actor: Actor): Promise<void> {
  let lacksQty = -delta - (await readFree(tx, warehouseId, skuId));
  const promised = lacksQty > 0 ? await lockPromisedLast(tx, warehouseId, skuId) : [];
  if (promised.reduce((sum, p) => sum + p.qty, 0) < lacksQty) return;
  const giving: string[] = [];
  for (const { parcelId, qty } of promised) {
    if (lacksQty <= 0) break;
    giving.push(parcelId);
    lacksQty -= qty;
  }
  await releaseStock(tx, await moveParcels(tx, "reallocate", giving, { actor, reason: fact("count_fell_short") }), actor);
}
