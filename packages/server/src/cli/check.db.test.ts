import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "../db/tx.ts";
import { openApp, type TestApp } from "../http/app.testkit.ts";
import { argosy, type Ended } from "./cli.testkit.ts";

// `npm run argosy -- check` from outside, on the database of an installation with two companies.

const folder = mkdtempSync(path.join(tmpdir(), "argosy-check-"));
let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
  // The travellers that the pages' tests need have no history: here only the stock stays.
  for (const { orgId } of [it.own, it.other])
    await inOrg(it.db, orgId, async (tx) => {
      await tx.run`delete from wave where org_id = ${tx.orgId}`;
      await tx.run`delete from parcel_line where org_id = ${tx.orgId}`;
      await tx.run`delete from parcel where org_id = ${tx.orgId}`;
      await tx.run`delete from order_line where org_id = ${tx.orgId}`;
      await tx.run`delete from buyer_index where org_id = ${tx.orgId}`;
      await tx.run`delete from buyer_pii where org_id = ${tx.orgId}`;
      await tx.run`delete from orders where org_id = ${tx.orgId}`;
    });
});
afterAll(async () => {
  await it?.close();
  rmSync(folder, { recursive: true, force: true });
});

const check = (): Promise<Ended> =>
  argosy(["check", "--data", folder], { env: { DATABASE_URL: it.db.pool.options.connectionString!, ARGOSY_MASTER_KEY: Buffer.alloc(32, 7).toString("hex") } });

test("right books are said to be right; one piece too many is found in the company that has it", async () => {
  expect(await check()).toEqual({ code: 0, out: "", said: "2 companies checked. The books are right.\n" });
  await inOrg(it.db, it.other.orgId, (tx) => tx.run`update stock_balance set on_hand_qty = on_hand_qty + 1 where org_id = ${tx.orgId}`);
  const wrong = await check();
  expect([wrong.code, wrong.said]).toEqual([1, "2 companies checked. 1 rule is broken.\n"]);
  expect(JSON.parse(wrong.out)).toMatchObject({ company: it.other.orgId, id: "I-01", when: "always", rows: 1, says: "a balance equals its ledger" });
}, 30_000);
