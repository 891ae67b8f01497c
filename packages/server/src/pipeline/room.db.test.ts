import { afterAll, beforeAll, expect, test } from "vitest";
import { openFloor, type Floor } from "./floor.testkit.ts";
import { togetherOrAlone } from "./room.ts";

// What becomes of a batch that takes too long.

let floor: Floor;
beforeAll(async () => void (floor = await openFloor()));
afterAll(() => floor?.close());

const room = { name: "allocation", traveller: "parcel" } as const;
/** Work on all of these in one transaction, or on one: those of `slow` take longer than a statement may. */
const working = (ids: readonly string[], slow: readonly string[]) => (only: string | null, seen: (ids: string[]) => void) =>
  floor.tx(async (tx) => {
    seen([...ids]);
    await tx.run`select set_config('statement_timeout', '20', true)`;
    await tx.run`select pg_sleep(${(only === null ? ids : [only]).some((id) => slow.includes(id)) ? 5 : 0})`;
    return only ?? "all";
  });
const holds = async (ids: readonly string[]) => (await floor.rows<{ hold_codes: string[] }>("select hold_codes from parcel where id = any($1) order by array_position($1, id)", ids)).map((p) => p.hold_codes.join());

test("a batch that takes too long is tried one by one, and one that does so alone is set aside", async () => {
  const ids = await floor.addParcels([{ goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }, { goods: { "A-RED": 1 } }]);
  expect(await togetherOrAlone(floor.company, room, working(ids, [ids[1]!]))).toEqual([ids[0]]);
  expect(await holds(ids)).toEqual(["", "broken", ""]);
  expect(await togetherOrAlone(floor.company, room, working([ids[0]!, ids[2]!], [ids[1]!]))).toEqual(["all"]);
});

test("a batch that is too large for its time is done one by one, and nobody is held", async () => {
  const ids = await floor.addParcels([{ goods: { "B-BLUE": 1 } }, { goods: { "B-BLUE": 1 } }]);
  const one = working(ids, []);
  const together = working(ids, ids);
  expect(await togetherOrAlone(floor.company, room, (only, seen) => (only === null ? together : one)(only, seen))).toEqual(ids);
  expect(await holds(ids)).toEqual(["", ""]);
});

test("of a database that is slow for everybody one is set aside in a turn, not all of them", async () => {
  const ids = await floor.addParcels([{ goods: { "C-GREEN": 1 } }, { goods: { "C-GREEN": 1 } }, { goods: { "C-GREEN": 1 } }]);
  expect(await togetherOrAlone(floor.company, room, working(ids, ids))).toEqual([]);
  expect(await holds(ids)).toEqual(["broken", "", ""]);
});
