import type { Tx } from "../db/tx.ts";
import { rawPlace } from "../pipeline/quarantine-sql.ts";
import { findBuyer, listOrdersOf } from "../pipeline/retention-sql.ts";
import { listLettersOf, listPaymentsBy, listRawOf } from "./detail-sql.ts";
import type { Reader } from "./mask.ts";
import { messageOf, paymentOf, showOrder } from "./orders.ts";

/**
 * The buyer of this order in that shop: his orders as their pages show them, with every payload as it came, and every letter
 * and payment of his, whether it belongs to an order or not. Null when there is no such order. A buyer who asks has a right to
 * it (GDPR art. 15 and 20).
 */
export async function buyerFile(tx: Tx, orderId: string, reader: Reader): Promise<object | null> {
  const buyer = await findBuyer(tx, orderId);
  if (!buyer) return null;
  const orders = [];
  const ids = (await listOrdersOf(tx, { ...buyer, at: tx.now })).map((o) => o.id);
  for (const id of ids) {
    const payloads = (await listRawOf(tx, id, null)).map((row) => ({ receivedAt: row.receivedAt, payload: JSON.parse(tx.open(rawPlace(row.id), row.raw)) as unknown }));
    orders.push({ ...(await showOrder(tx, id, reader)), payloads });
  }
  const letters = (await listLettersOf(tx, buyer.shopAccountId, buyer.buyerKey)).map((m) => messageOf(tx, m, reader));
  const payments = (await listPaymentsBy(tx, ids)).map((p) => paymentOf(tx, p, reader));
  return { writtenAt: tx.now, orders, letters, payments };
}
