import type { Refusal } from "@argosy/core/errors.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";
import { plusS } from "@argosy/core/time.ts";
import { inOrg, type Tx } from "../db/tx.ts";
import { writeHistory } from "./move.ts";
import { eraseHeld, erasePapers, eraseRest, eraseUnread, findBuyer, listErasures, listOrdersOf, lockOrdersOf, type Erasure, type OrderOfBuyer } from "./retention-sql.ts";
import type { Company } from "./room.ts";
import type { Actor } from "./traveller.ts";

// A buyer who asks to be forgotten (GDPR art. 17, PIPL art. 47) need not wait for the dates of retention.ts.

type Numbers = readonly { readonly id: string; readonly orderNo: string }[];
export type Erased = { readonly erased: Numbers; readonly kept: Numbers };

/**
 * Erases the buyer of this order: him in all orders that he placed in that shop until now, his letters, his payments.
 *
 * Rule    An order that has not left yet needs its address. It is kept, and follows by itself once it has left.
 * Refuses order_not_found
 */
export async function eraseBuyer(tx: Tx, orderId: string, by: { readonly actor: Actor; readonly reason: string }): Promise<Result<Erased, Refusal>> {
  const buyer = await findBuyer(tx, orderId);
  if (!buyer) return fail({ code: "order_not_found" });
  const asked: Erasure = { id: tx.newId(), ...buyer, ...by, at: tx.now };
  await tx.insert("erasure", [asked]);
  return ok(await carryOut(tx, asked));
}

const numbersOf = (orders: readonly OrderOfBuyer[]): Numbers => orders.map(({ id, orderNo }) => ({ id, orderNo }));
async function carryOut(tx: Tx, asked: Erasure): Promise<Erased> {
  await lockOrdersOf(tx, asked);
  const orders = await listOrdersOf(tx, asked); // as whoever held the locks has left them
  const over = orders.filter((o) => o.over);
  const first = over.filter((o) => o.here);
  await eraseHeld(tx, over.map((o) => o.id)); // those of the first time too: the channel may have told of them again
  await erasePapers(tx, over.map((o) => o.id));
  const all = over.length === orders.length;
  if (all) await eraseRest(tx, asked, orders.map((o) => o.id));
  await eraseUnread(tx, asked, over.map((o) => o.id), all);
  await writeHistory(tx, "order", "buyer_erased", first.map((o) => ({ id: o.id, reason: asked.reason })), asked.actor);
  return { erased: numbersOf(first), kept: numbersOf(orders.filter((o) => !o.over)) };
}

/** As long as a channel may tell of old orders again; no recount looks further back than 60 days. */
const repeatedDays = 90;
/** Carries out again what was asked for: for orders that have left since, and for what came back. Answers how many orders were erased. */
export async function repeatErasures(company: Company): Promise<number> {
  const asked = await inOrg(company.db, company.orgId, (tx) => listErasures(tx, plusS(tx.now, -repeatedDays * 86_400)));
  let erased = 0;
  for (const one of asked) erased += (await inOrg(company.db, company.orgId, (tx) => carryOut(tx, one))).erased.length;
  return erased;
}
