import { afterAll, beforeAll, expect, test } from "vitest";
import { plusS } from "@argosy/core/time.ts";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { listHealth } from "./board-sql.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

test("an account is as fresh as its slowest list; the night's recount is none", async () => {
  const ago = (s: number) => plusS(floor.clock.now, -s);
  const [shop] = await floor.rows<{ id: string }>("select id from account where kind = 'shop'");
  await floor.tx((tx) => tx.insert("feed", [["orders", 60], ["messages", 120], ["recount", 20 * 3600]].map(([feed, s]) => ({
    accountId: shop!.id, feed, syncedTo: tx.now, nextPollAt: tx.now, leaseNo: 0, failures: 0, lastSuccessAt: ago(Number(s)),
  }))));
  expect((await floor.tx(listHealth)).map((a) => [a.kind, a.lastSuccessAt])).toEqual([["shop", ago(120)], ["carrier", null]]);
});

test("an account that nobody fetches, as no worker runs, is silent; one that is paused or signed out stays what it is", async () => {
  const late = (s: number) => floor.tx((tx) => tx.run`update feed set next_poll_at = ${plusS(tx.now, -s)} where org_id = ${tx.orgId} and feed <> 'recount'`);
  const shop = async () => (await floor.tx(listHealth)).find((a) => a.kind === "shop")!.status;
  await late(9 * 60);
  expect(await shop()).toBe("connected");
  await late(11 * 60);
  expect(await shop()).toBe("silent");
  await floor.tx((tx) => tx.run`update account set status = 'paused' where org_id = ${tx.orgId} and kind = 'shop'`);
  expect(await shop()).toBe("paused");
});
