import { afterAll, beforeAll, expect, test } from "vitest";
import { openFloor, type Floor } from "../pipeline/floor.testkit.ts";
import { matchIds } from "./match-sql.ts";

// A number is found by its beginning, whatever letters a channel writes it with and whatever the database sorts by.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor.close());

const asked = [
  ["订单-1", ["订单-1", "订单-12", "订单-1号", "订单-1🚢"]],
  ["~~~~", ["~~~~", "~~~~~", "~~~~é"]],
  ["zzzz", ["zzzz", "zzzzz{", "zzzz中", "zzzz~"]],
  ["🚢🚢", ["🚢🚢", "🚢🚢🚢", "🚢🚢a"]],
  ["𠮷野家-", ["𠮷野家-", "𠮷野家-\u{10fffd}"]],
] as const;
const others = ["订单-2", "订单", "~~~", "zzz{", "🚢🚣", "𠮷野家.", "yzzz"];

test.each(["as it is", '"en-x-icu"', '"C"'])("beginnings in a database whose collation is %s", async (collation) => {
  if (collation !== "as it is") for (const [table, column] of [["orders", "external_id"], ["booking_attempt", "tracking_no"]]) await floor.owner.query(`alter table ${table} alter column ${column} type text collate ${collation}`);
  const all = [...asked.flatMap(([, numbers]) => numbers), ...others];
  if ((await floor.rows("select 1 from orders")).length === 0) {
    await floor.addParcels(all.map(() => ({ goods: { "A-RED": 1 } })));
    const ids = (await floor.rows<{ id: string }>("select id from orders order by id")).map(({ id }) => id);
    await floor.owner.query("update orders o set external_id = x.no from unnest($1::uuid[], $2::text[]) x(id, no) where o.id = x.id", [ids, all]);
  }
  const noOf = new Map((await floor.rows<{ id: string; no: string }>("select id, external_id as no from orders")).map(({ id, no }) => [id, no]));
  for (const [q, numbers] of asked) {
    const found = await floor.tx((tx) => matchIds(tx, "orders", { view: "all", findsBuyers: false, q }, 100));
    expect(found.map((id) => noOf.get(id)).toSorted(), q).toEqual(numbers.toSorted());
  }
});
