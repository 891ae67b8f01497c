import { afterAll, beforeAll, expect, test } from "vitest";
import type { Channel } from "@argosy/core/connector.ts";
import { fail } from "@argosy/core/result.ts";
import { openFloor, type Floor } from "../floor.testkit.ts";
import { ClosedDoor } from "../outside.ts";
import type { Company } from "../room.ts";
import { markPayloads, storePayloads } from "./sql.ts";
import { intake } from "./stage.ts";

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

test("one payload that breaks its batch is set aside in the same run, and the others are read", async () => {
  const logged: object[] = [];
  const mapOrder = (raw: { n: number }) => {
    if (raw.n === 1) throw new TypeError("a bug of ours");
    return fail({ path: "total", expected: "an amount" });
  };
  const channel = () => Promise.resolve({ mapOrder } as unknown as Channel);
  const company: Company = { ...floor.company, outside: { ...floor.company.outside, channel }, log: (entry) => void logged.push(entry) };
  const [shop] = await floor.rows<{ id: string }>("select id from account where kind = 'shop'");
  await floor.tx((tx) => storePayloads(tx, shop!.id, "pull", Array.from({ length: 5 }, (_, n) => ({ externalId: `n${n}`, version: null, raw: { n } }))));
  expect(await intake.run(company)).toBe(5);
  const items = await floor.rows<{ external_id: string; state: string; error: { kind: string } }>("select external_id, state, error from inbox_item order by external_id");
  expect(items.map((i) => `${i.external_id} ${i.state} ${i.error.kind === "broken" ? "broken" : "unreadable"}`)).toEqual(
    ["n0", "n1", "n2", "n3", "n4"].map((n) => `${n} quarantined ${n === "n1" ? "broken" : "unreadable"}`),
  );
  expect(logged).toEqual([expect.objectContaining({ what: "a payload failed alone" })]);
});

test("a payload that takes too long alone is set aside, and the others are read in the next turn", async () => {
  let slow: number | null = null;
  const mapOrder = (raw: { n: number }) => {
    slow ??= raw.n; // the first of the batch
    if (raw.n === slow) throw Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
    return fail({ path: "total", expected: "an amount" });
  };
  const company: Company = { ...floor.company, outside: { ...floor.company.outside, channel: () => Promise.resolve({ mapOrder } as unknown as Channel) } };
  const [shop] = await floor.rows<{ id: string }>("select id from account where kind = 'shop'");
  await floor.tx((tx) => storePayloads(tx, shop!.id, "pull", Array.from({ length: 3 }, (_, n) => ({ externalId: `slow${n}`, version: null, raw: { n, slow: true } }))));
  const kinds = async () => (await floor.rows<{ kind: string }>("select coalesce(error ->> 'kind', state) as kind from inbox_item where external_id like 'slow%'")).map((i) => i.kind).toSorted();
  expect(await intake.run(company)).toBeGreaterThan(0);
  expect(await kinds()).toEqual(["broken", "received", "received"]);
  await intake.run(company);
  expect(await kinds()).toEqual(["broken", "quarantined", "quarantined"]);
});

test("what another worker has read meanwhile is not set aside by the one that failed", async () => {
  const [item] = await floor.rows<{ id: string }>("update inbox_item set state = 'projected', error = null where external_id = 'n0' returning id");
  expect(await floor.tx((tx) => markPayloads(tx, [{ id: item!.id, state: "quarantined", error: { kind: "broken" } }]))).toBe(0);
});

test("an account whose door is closed keeps its payloads, and nobody else's wait for it", async () => {
  const shops = [floor.company.db.newId(), floor.company.db.newId()] as const;
  const logged: object[] = [];
  await floor.tx(async (tx) => {
    await tx.insert("account", shops.map((id, n) => ({
      id, kind: "shop", connector: "ebay", name: `Shop ${n}`, credentials: Buffer.alloc(1), baseUrl: "http://127.0.0.1", createdAt: tx.now, site: "", colour: "#0f766e", credentialHints: {}, status: "connected",
      toleranceMinor: 1, mergeWaitMinutes: 60, version: 1,
    })));
    const many = (shop: string, n: number) => Array.from({ length: n }, (_, i) => ({ externalId: `${i} of ${shop}`, version: null, raw: { shop, i } }));
    await storePayloads(tx, shops[0], "pull", many(shops[0], 1_001)); // more than any page
    await storePayloads(tx, shops[1], "pull", many(shops[1], 1));
  });
  const mapOrder = () => fail({ path: "total", expected: "an amount" });
  const channel = (id: string) => (id === shops[0] ? Promise.reject(new ClosedDoor("gone")) : Promise.resolve({ mapOrder } as unknown as Channel));
  const company: Company = { ...floor.company, outside: { ...floor.company.outside, channel }, log: (entry) => void logged.push(entry) };
  expect(await intake.run(company)).toBe(1);
  expect(await floor.rows("select account_id as id, state, count(*)::int as n from inbox_item where account_id = any($1) group by account_id, state order by state", shops)).toEqual([{ id: shops[1], state: "quarantined", n: 1 }, { id: shops[0], state: "received", n: 1_001 }]);
  expect(await intake.run(company)).toBe(0);
  expect(logged[0]).toMatchObject({ what: "an account can't be opened" });
});
