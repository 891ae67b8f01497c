import type { Tx } from "../db/tx.ts";
import { findBuyer, listOrdersOf } from "../pipeline/retention-sql.ts";
import { listRawOf } from "./detail-sql.ts";
import type { Reader } from "./mask.ts";
import { showOrder } from "./orders.ts";

/**
 * The buyer of this order in that shop: his orders as their pages show them, with the payloads as they came. Null when there
 * is no such order. A buyer who asks has a right to it (GDPR art. 15 and 20).
 * Rule    Within the bounds of a page: of one order 50 payloads, 200 letters, 200 payments.
 */
export async function buyerFile(tx: Tx, orderId: string, reader: Reader): Promise<object | null> {
  const buyer = await findBuyer(tx, orderId);
  if (!buyer) return null;
  const orders = [];
  for (const { id } of await listOrdersOf(tx, { ...buyer, at: tx.now })) {
    const payloads = (await listRawOf(tx, id)).map((row) => ({ receivedAt: row.receivedAt, payload: JSON.parse(tx.open(`inbox_item.raw/${row.id}`, row.raw)) as unknown }));
    orders.push({ ...(await showOrder(tx, id, reader)), payloads });
  }
  return { writtenAt: tx.now, orders };
}
