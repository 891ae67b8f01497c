import { expect, test } from "vitest";
import { uuidArray } from "./arrays.ts";

const ids = ["00000000-0000-0000-0000-000000000000", "0199c6e7-3f5b-7d28-a04c-8be193f6a52d", "ffffffff-ffff-ffff-ffff-ffffffffffff"];

test("ids become PostgreSQL's array: one dimension from one on, each with its size", () => {
  const array = uuidArray(ids)!;
  const int32s = Array.from({ length: 5 }, (_, i) => array.readInt32BE(4 * i));
  expect(int32s).toEqual([1, 1, 2950, 3, 1]);
  expect(ids.map((_, i) => array.subarray(20 + 20 * i, 40 + 20 * i).toString("hex"))).toEqual(ids.map((id) => `00000010${id.replaceAll("-", "")}`));
});

test("what is no id is left to the server to name", () => {
  const [id] = ids as [string];
  for (const other of ["", "0", id.slice(1), `${id}0`, `x${id.slice(1)}`, `茶${id.slice(1)}`, id.replace("-", "0"), id.replace("0", "-"), id.replaceAll("-", " "), id.replace("0", "A"), 7, null, undefined])
    expect(uuidArray([id, other]), String(other)).toBeNull();
});
