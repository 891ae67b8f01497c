import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "../db/tx.ts";
import { openApp, type TestApp } from "../http/app.testkit.ts";

// Weights typed in the wrong unit: a page that shows them is how one finds out.

let it: TestApp;
beforeAll(async () => void (it = await openApp({ companies: true })));
afterAll(() => it?.close());

test("goods that weigh more than SQL's integer are shown", async () => {
  const { orgId, order, parcel, sku } = it.own;
  await inOrg(it.db, orgId, async (tx) => {
    await tx.run`update sku set weight_g = 1000000 where org_id = ${tx.orgId} and id = ${sku}`;
    await tx.run`update order_line set qty = 5000, sku_qty = 5000 where org_id = ${tx.orgId} and order_id = ${order}`;
    await tx.run`update parcel_line set qty = 5000 where org_id = ${tx.orgId} and parcel_id = ${parcel}`;
  });
  const read = async (path: string) => {
    const answer = await it.call("GET", path, { as: it.sessions.owner });
    expect([path, answer.statusCode]).toEqual([path, 200]);
    return answer.json<{ rows: { goods: unknown }[]; goods: unknown }>();
  };
  const heavy = [{ weightG: 5_000_000_000 }];
  for (const path of ["/api/orders", "/api/parcels"]) expect((await read(path)).rows).toMatchObject([{ goods: heavy }]);
  for (const path of [`/api/orders/${order}`, `/api/parcels/${parcel}`]) expect(await read(path)).toMatchObject({ goods: heavy });
});
