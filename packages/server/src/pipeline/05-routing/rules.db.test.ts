import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrg } from "../../db/tx.ts";
import { openApp, type TestApp } from "../../http/app.testkit.ts";

let it: TestApp;
beforeAll(async () => {
  it = await openApp({ companies: true });
});
afterAll(() => it?.close());

test("however often one list was changed, the other one is shown as it is active", async () => {
  const versions = (decision: string, last: number) => Array.from({ length: last }, (_, i) => ({ decision, version: i + 1, rules: [], activatedAt: it.clock.now, activatedBy: "system" }));
  await inOrg(it.db, it.own.orgId, (tx) => tx.insert("rule_set", [...versions("warehouse", 3), ...versions("method", 250)]));
  const { active } = (await it.call("GET", "/api/rules", { as: it.sessions.owner })).json<{ active: { decision: string; version: number }[] }>();
  expect(active.map(({ decision, version }) => [decision, version])).toEqual([["warehouse", 3], ["method", 250]]);
});
