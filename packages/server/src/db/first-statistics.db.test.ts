import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedStatistics } from "./first-statistics.ts";
import { testDatabase, type TestDatabase } from "./test-database.ts";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query("set search_path = argosy");
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const keysOf = async (table: string) =>
  (await owner.query<{ attname: string; n: number }>("select attname, n_distinct as n from pg_stats where schemaname = 'argosy' and tablename = $1 and attname like '%id' order by 1", [table])).rows;
const tellable = async () => (await owner.query<{ n: number }>("select current_setting('server_version_num')::int as n")).rows[0]!.n >= 180_000;

test("the planner knows the keys of an empty table: parcels are found by their ids, not by reading the company", async ({ skip }) => {
  if (!(await tellable())) skip("servers before 18 can't be told");
  expect(await keysOf("parcel_line")).toEqual([{ attname: "order_id", n: -0.5 }, { attname: "order_line_id", n: -0.5 }, { attname: "org_id", n: 1 }, { attname: "parcel_id", n: -0.5 }]);
  await owner.query("set session_replication_role = replica"); // rows without the orders they belong to: only their number matters here
  await owner.query("insert into parcel_line (org_id, parcel_id, order_id, order_line_id, sku_id, qty) select $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1 from generate_series(1, 5000)", ["01a216eb-0000-7000-8000-000000000001"]);
  const plan = await owner.query<Record<string, string>>(
    "explain select qty from parcel_line where org_id = '01a216eb-0000-7000-8000-000000000001' and parcel_id = any(array(select gen_random_uuid() from generate_series(1, 100)))");
  expect(plan.rows.map((r) => r["QUERY PLAN"]).join("\n")).toMatch(/Index Cond: \(\(org_id = .* AND \(parcel_id = ANY/);
});

test("what an analyze has found stays", async ({ skip }) => {
  if (!(await tellable())) skip("servers before 18 can't be told");
  await owner.query("analyze parcel_line");
  const found = await keysOf("parcel_line");
  await seedStatistics(owner);
  expect(await keysOf("parcel_line")).toEqual(found);
  expect(found).toContainEqual({ attname: "parcel_id", n: -1 });
});
