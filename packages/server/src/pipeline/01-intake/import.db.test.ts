import { afterAll, beforeAll, expect, test } from "vitest";
import { readFixtures } from "@argosy/connectors/kit/fixtures.testkit.ts";
import { fact } from "@argosy/core/facts.ts";
import { takeNumbers } from "../../db/counter.ts";
import { inOrg } from "../../db/tx.ts";
import { openApp, type TestApp } from "../../http/app.testkit.ts";
import { ClosedDoor } from "../outside.ts";
import { openCompanies } from "../../start/companies.ts";
import type { Company } from "../room.ts";
import { importPayload } from "./import.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
  await inOrg(it.db, it.own.orgId, (tx) => takeNumbers(tx, "O", 1)); // the order that is there already has the first number
});
afterAll(() => it?.close());

const page = readFixtures(new URL("../../../../connectors/src/channels/ebay/x", import.meta.url).href).find((f) => /^US order: two lines/.test(f.name))!.response.body as { orders: object[] };

/** Another process claims what was imported before this one can, and is done with it a little later, in one way or the other. */
function beside(end: "reads" | "dies"): Company {
  const company = openCompanies(it.db, () => Promise.reject(new Error("no network in this test")), () => {}).of(it.own.orgId);
  let opened = 0;
  const claim = (claimed: () => void): Promise<void> =>
    inOrg(it.db, it.own.orgId, async (tx) => {
      await tx.many`select id from inbox_item where org_id = ${tx.orgId} and state = 'received' for no key update`;
      claimed();
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (end === "dies") throw new Error("killed");
      await tx.run`update inbox_item set state = 'ignored' where org_id = ${tx.orgId} and state = 'received'`;
    }).catch(() => {});
  return {
    ...company,
    outside: {
      ...company.outside,
      async channel(id) {
        if (++opened === 2) await new Promise<void>((claimed) => void claim(claimed)); // the first reads the body, the second is the intake's
        return company.outside.channel(id);
      },
    },
  };
}

test.each([
  ["reads", { stored: 1, projected: 0, quarantined: 0, ignored: 1 }],
  ["dies", { stored: 1, projected: 1, quarantined: 0, ignored: 0 }],
] as const)("the answer adds up when a worker claims the payloads meanwhile and %s", async (end, counts) => {
  const order = { ...page.orders[0], orderId: `11-${end}` };
  expect(await importPayload(beside(end), it.own.shop, JSON.stringify(order), async () => 0)).toEqual({ ok: true, value: counts });
});

test("an account that can't be opened is refused by name, with the reason", async () => {
  const reason = fact("no_connector", "gone");
  const company = openCompanies(it.db, () => Promise.reject(new Error("no network in this test")), () => {}).of(it.own.orgId);
  const shut = { ...company, outside: { ...company.outside, channel: () => Promise.reject(new ClosedDoor(reason)) } };
  expect(await importPayload(shut, it.own.shop, JSON.stringify(page), async () => 0)).toEqual({ ok: false, error: { code: "account_closed", field: "accountId", detail: reason } });
});
