import { orderRooms, rooms } from "@argosy/core/journey.ts";
import { plusS, type Instant } from "@argosy/core/time.ts";
import type { Tx } from "../db/tx.ts";
import { countLateInParcels } from "./match-sql.ts";
import { countHolds, countInbox, countRooms, listHeads, listHealth, readReadiness, type RoomCount } from "./board-sql.ts";

/**
 * The board: in each room who flows, who is held and why, who is late.
 * Rule   `today` looks 24 hours ahead for what is due and 24 hours back for what was shipped; `late` has not left and
 *        its promise is over. What has left is not late any more, so tracking never is. `lateOrders` counts what the list
 *        of overdue orders shows: those in rooms, and those of which a parcel is still here.
 */
export async function readBoard(tx: Tx, passed: (room: string) => number[]) {
  const soonUntil = plusS(tx.now, 86_400);
  const counts = new Map<string, RoomCount>();
  const holds: { stage: string; code: string; count: number }[] = [];
  const heads = new Map<string, Instant>();
  for (const listed of ["orders", "parcel"] as const) {
    for (const count of await countRooms(tx, listed, soonUntil)) counts.set(count.stage, count);
    holds.push(...(await countHolds(tx, listed)));
    for (const head of await listHeads(tx, listed)) heads.set(head.stage, head.at);
  }
  const holdsOf = Map.groupBy(holds, (h) => h.stage);
  const inbox = new Map((await countInbox(tx)).map((i) => [i.state, i]));
  const unshipped = [...counts.values()].filter((c) => c.stage !== "tracking");
  const lateInRooms = sum(orderRooms.map((room) => counts.get(room)?.late ?? 0));
  const { shopAccount, paymentAccount, carrierAccount, lacks, ...ready } = await readReadiness(tx);
  const readiness = { shop_account: shopAccount, payment_account: paymentAccount, carrier_account: carrierAccount, ...ready };
  return {
    rooms: rooms.map((room) => {
      if (room === "intake") {
        const [received, quarantined] = [inbox.get("received"), inbox.get("quarantined")];
        const oldestAt = [received?.oldestAt, quarantined?.oldestAt].filter((at) => at !== undefined && at !== null).toSorted()[0] ?? null;
        return { room, free: received?.n ?? 0, held: quarantined?.n ?? 0, overdue: 0, oldestAt, holds: [], throughput: passed(room) };
      }
      const count = counts.get(room);
      return {
        room, free: count?.free ?? 0, held: count?.held ?? 0, overdue: room === "tracking" ? 0 : (count?.late ?? 0), oldestAt: heads.get(room) ?? null,
        holds: (holdsOf.get(room) ?? []).map(({ code, count: n }) => ({ code, count: n })), throughput: passed(room),
      };
    }),
    today: { due: sum(unshipped.map((c) => c.soon)), done: sum(passed("shipping")), late: sum(unshipped.map((c) => c.late)), lateOrders: lateInRooms + (await countLateInParcels(tx)) },
    accounts: await listHealth(tx),
    readiness: Object.entries(readiness).map(([what, isThere]) => {
      const lacking = (isThere && lacks[what]) || null;
      return { what, ready: isThere && lacking === null, lacks: lacking };
    }),
  };
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
