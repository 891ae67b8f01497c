import { expect, test } from "vitest";
import { seededIds } from "@argosy/core/ids.ts";
import { settableClock } from "@argosy/sandbox/clock.ts";
import type { Instant } from "@argosy/core/time.ts";
import { createVault } from "../src/db/vault.ts";
import type { Company } from "../src/pipeline/room.ts";
import { dice, type Dice } from "./dice.ts";
import { drawAct } from "./people.ts";

const ids = { orgId: "org", warehouseId: "w", skuIds: new Map([["A", "sku a"], ["B", "sku b"]]) } as unknown as Parameters<typeof drawAct>[0]["ids"];
const row = { external_id: "07-1", orders: ["07-1"], buyer_key: "b", version: 1, account: "shop", sku: "A", qty: 3, parcel_no: "P1", goods: [{ barcode: "1", qty: 2 }] };

/** A database that finds nothing, and tells when it is in a transaction. */
function emptyDatabase() {
  let open = 0;
  const client = {
    connection: { stream: { cork() {}, uncork() {}, destroy() {} } },
    query: async () => ({ rows: [], fields: [], rowCount: 0 }),
    release: () => void open--,
  };
  return { pool: { options: { connectionString: "" }, connect: async () => (open++, client) }, inTransaction: () => open > 0 };
}

test("people throw no dice inside a transaction: one that is run again would throw them again, and a seed would not repeat", async () => {
  const { pool, inTransaction } = emptyDatabase();
  const thrown = new Set<string>();
  let act = "";
  const own = dice(1, "people");
  const watched = new Proxy(own, {
    get: (target, name: keyof Dice) => (inTransaction() && thrown.add(act), target[name]),
  });
  const eyes = { rows: async <T>() => ["1", "2"].map((id) => ({ ...row, id })) as T[], orgId: "org", close: async () => {} };
  const told = { cancelled() {}, stock() {}, edited() {} };
  const crew = { eyes, dice: watched, ids, told, savedAnswer: () => null } as unknown as Parameters<typeof drawAct>[0];
  const clock = settableClock("2026-03-02T08:00:00.000Z" as Instant);
  const company = { db: { pool, clock, newId: seededIds(own.random, () => 0), vault: createVault(Buffer.alloc(32)) }, orgId: "0199aaaa-0000-7000-8000-00000000000a", log() {} } as unknown as Company;
  const drawn = new Set<string>();
  for (let times = 0; times < 600; times++) {
    const { name, run } = await drawAct(crew);
    drawn.add((act = name));
    await run(company).catch(() => {}); // what needs a row finds none
  }
  expect(drawn.size).toBeGreaterThan(25);
  expect([...thrown]).toEqual([]);
});
