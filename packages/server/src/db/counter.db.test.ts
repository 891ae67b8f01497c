import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp, type TestApp } from "../http/app.testkit.ts";
import { takeNumbers } from "./counter.ts";
import { inOrg } from "./tx.ts";

let it: TestApp;
beforeAll(async () => void (it = await openApp({ companies: true })));
afterAll(() => it.close());

test("who takes numbers waits for nobody's transaction, and none is given twice", async () => {
  const taken = await inOrg(it.db, it.own.orgId, async (tx) => {
    const mine = await takeNumbers(tx, "W", 2);
    const meanwhile = await inOrg(it.db, it.own.orgId, (other) => takeNumbers(other, "W", 1)); // with one counter locked until the end this would never come
    return [...mine, ...meanwhile];
  });
  await inOrg(it.db, it.own.orgId, async (tx) => {
    taken.push(...(await takeNumbers(tx, "W", 1)));
    throw new Error("given up");
  }).catch(() => {});
  taken.push(...(await inOrg(it.db, it.own.orgId, (tx) => takeNumbers(tx, "W", 1))));
  expect(taken).toEqual(["W100001", "W100002", "W100003", "W100004", "W100005"]);
});

test("another company has numbers of its own", async () => {
  expect(await inOrg(it.db, it.other.orgId, (tx) => takeNumbers(tx, "W", 1))).toEqual(["W100001"]);
});
